using System.Text.Json;
using MathPref.Core.Preference;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>README's first command, as it is typed but for its path.</summary>
public sealed class MainJobTests
{
    private static readonly string s_example = Path.Combine("docs", "examples", "math-preference.ps1");

    [Fact]
    public void The_tutorial_writes_pairs_and_says_how_to_run_it_again()
    {
        using var scratch = new Scratch();
        var path = scratch["math-preference"];
        var first = Programs.Shell("-File", s_example, "-Path", path);
        first.Succeeded();
        Assert.Equal("", first.Error);

        var rows = File.ReadAllLines(Path.Combine(path, "data", "train-00000-of-00001.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.InRange(rows.Count, 40, 50);
        Assert.Equal(10, rows.Select(r => r.GetProperty("input").GetString()).Distinct().Count());
        foreach (var row in rows)
        {
            Assert.NotEqual(row.GetProperty("chosen")[1].GetProperty("content").GetString(), row.GetProperty("rejected")[1].GetProperty("content").GetString());
            Assert.True(row.GetProperty("chosen_rating").GetInt64() > row.GetProperty("rejected_rating").GetInt64());
            Assert.Equal(["offline/careful", "offline/hasty"], row.GetProperty("model_names").EnumerateArray().Select(m => m.GetString()));
            Assert.Equal(TrainingShapes.PromptId(row.GetProperty("prompt").GetString()!), row.GetProperty("prompt_id").GetString());
        }

        var second = Programs.Shell("-File", s_example, "-Path", path);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("-Force", second.Error, StringComparison.Ordinal);
        Programs.Shell("-File", s_example, "-Path", path, "-Force").Succeeded();
    }
}
