using DuckDB.NET.Data;
using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
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

        var rows = Import(path);
        Assert.InRange(rows.Count, 40, 50);
        Assert.Equal(10, rows.Select(r => r[Columns.Input]).Distinct().Count());
        foreach (var row in rows)
        {
            Assert.NotEqual(TrainerShapes.AnswerOf(row[Columns.Chosen]), TrainerShapes.AnswerOf(row[Columns.Rejected]));
            Assert.True((long)row[Columns.ChosenRating]! > (long)row[Columns.RejectedRating]!);
            Assert.Equal(["offline/careful", "offline/hasty"], (object?[])row[Columns.ModelNames]!);
            Assert.Equal(TrainingShapes.PromptId((string)row[Columns.Prompt]!), row[Columns.PromptId]);
        }

        // DuckDB, our reader and our checker agree on what was written.
        Assert.Equal(rows.Select(r => $"{r[Columns.PromptId]} {TrainerShapes.AnswerOf(r[Columns.Chosen])} {r[Columns.ChosenRating]}"), DuckDb(path));
        Assert.DoesNotContain(DistisetChecker.Check(path), problem => problem.Severity is ProblemSeverity.Error);
        var card = File.ReadAllText(Path.Combine(path, "README.md"));
        Assert.Contains($"num_examples: {rows.Count}\n", card, StringComparison.Ordinal);
        Assert.Contains("Invoke-UltraFeedback -Aspect overall-rating -Llm offline/judge |\n", card, StringComparison.Ordinal);
        Assert.DoesNotContain(scratch.Path, card, StringComparison.Ordinal);

        var second = Programs.Shell("-File", s_example, "-Path", path);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("-Force", second.Error, StringComparison.Ordinal);
        Programs.Shell("-File", s_example, "-Path", path, "-Force").Succeeded();
    }

    private static List<Row> Import(string path) => new DatasetReader { OnError = error => throw error, OnWarning = Assert.Fail }.Read(path).ToList();

    private static List<string> DuckDb(string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT prompt_id || ' ' || chosen[2].content || ' ' || chosen_rating FROM read_parquet('{path}/data/train-*.parquet')";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
