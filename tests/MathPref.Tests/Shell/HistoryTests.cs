using MathPref.Shell;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Shell;

public sealed class HistoryTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_later_session_has_the_commands_of_an_earlier_one()
    {
        var file = Path.Combine(_scratch.Path, "state", "mathpref", "history");
        string[] commands = ["Get-MathTopic", "1..3 |\n  ForEach-Object { \"a\\nb\\\\\" }", "'漢字'"];
        var history = new History(file);
        foreach (var command in commands)
            history.Add(command);
        Assert.Equal(commands, new History(file).Entries);
        Assert.Equal(3, File.ReadAllLines(file).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Repetitions_and_blank_commands_are_not_kept()
    {
        var history = new History(_scratch["history"]);
        foreach (var command in new[] { "a", "a ", "", "  ", "b", "a" })
            history.Add(command);
        Assert.Equal(["a", "b", "a"], history.Entries);
        Assert.Equal(["a", "b", "a"], File.ReadAllLines(_scratch["history"]));
    }

    [Fact]
    public void The_last_thousand_stay()
    {
        File.WriteAllLines(_scratch["history"], Enumerable.Range(1, 1_500).Select(i => $"command {i}"));
        var history = new History(_scratch["history"]);
        Assert.Equal(1_000, history.Entries.Count);
        history.Add("new");
        Assert.Equal(1_000, history.Entries.Count);
        var lines = File.ReadAllLines(_scratch["history"]);
        Assert.Equal(1_000, lines.Length);
        Assert.Equal("command 502", lines[0]);
        Assert.Equal("new", lines[^1]);
    }

    [Fact]
    public void Sessions_side_by_side_lose_nothing_of_each_other()
    {
        var (one, other) = (new History(_scratch["history"]), new History(_scratch["history"]));
        one.Add("a");
        other.Add("b");
        one.Add("c");
        Assert.Equal(["a", "b", "c"], File.ReadAllLines(_scratch["history"]));
    }

    [Theory]
    [InlineData("Invoke-TextGeneration -Llm openai/x -ApiKey abc")]
    [InlineData("Invoke-TextGeneration -apik:abc")]
    [InlineData("Publish-Distiset ./x a/b -Token $t")]
    [InlineData("Publish-Distiset ./x a/b -tok hidden")]
    [InlineData("$env:MISTRAL_API_KEY = 'abc'")]
    [InlineData("$env:HF_TOKEN = 'abc'")]
    [InlineData("$s = ConvertTo-SecureString abc -AsPlainText")]
    [InlineData("$myPassword = 'abc'")]
    [InlineData("$key = 'abc'")]
    [InlineData("'hf_abcdefgh' | Out-Null")]
    [InlineData("$h = @{ Authorization = 'Basic abc' }")]
    [InlineData("Import-Dataset https://me:abc@example.org/x.csv")]
    public void Secrets_stay_in_memory(string command)
    {
        var history = new History(_scratch["history"]);
        history.Add(command);
        Assert.Equal([command], history.Entries);
        Assert.False(File.Exists(_scratch["history"]));
    }

    [Theory]
    [InlineData("Get-MathTopic -First 3 | New-SelfInstruct -Llm mistral/ministral-8b-latest -MaxNewTokens 512 -TokensPerMinute 1000")]
    [InlineData("Import-Dataset https://example.org/a.csv | Export-Distiset ./task-list -Append -Top 3")]
    [InlineData("if ($keys -eq 1) { 'monkey' }")]
    public void What_is_no_secret_is_kept(string command) => Assert.False(History.HoldsSecret(command));

    [Fact]
    public void Without_a_place_to_write_there_is_still_a_history()
    {
        foreach (var file in new[] { null, _scratch.Path, Path.Combine("/dev/null", "x"), "\0", OperatingSystem.IsWindows() ? "NUL" : "/dev/null" })
        {
            var history = new History(file);
            history.Add("a");
            Assert.Equal("a", history.Step(-1, ""));
        }
    }
}
