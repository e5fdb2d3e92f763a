using DuckDB.NET.Data;
using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>README's first command, as it is typed but for its path, and the example that is the same as a script.</summary>
public sealed class MainJobTests
{
    private static readonly string s_example = Path.Combine("docs", "examples", "math-preference.ps1");

    [Fact]
    public void The_tutorial_in_one_command_makes_its_configs_and_says_what_it_did()
    {
        using var scratch = new Scratch();
        var path = scratch["math-preference"];
        var command = $"New-MathPreferenceDataset -Path {path}";
        Assert.Contains($"-Command \"{command.Replace(path, "./math-preference", StringComparison.Ordinal)}\"", File.ReadAllText(Path.Combine(Programs.Root, "README.md")), StringComparison.Ordinal);
        var first = Programs.ShellCommand(command);
        first.Succeeded();
        Assert.Equal("", first.Error);
        Assert.Matches(@"(?m)^made +50 pairs in format_dpo$", first.Output);
        Assert.Matches(@"(?m)^ +50 rows in preference_to_argilla_0$", first.Output);
        Assert.Matches(@"(?m)^ +50 pairs in trl$", first.Output);
        Assert.Matches(@"(?m)^text_generation_0 .* 50 +50 +100 +0 ", first.Output);
        Assert.Matches(@"(?m)^cost +\$0\.00", first.Output);
        Assert.Contains($"where     {Path.Combine(path, "distiset")}\n", first.Output, StringComparison.Ordinal);
        // Redirected, nothing is drawn, and nothing is wider than a terminal but a path.
        Assert.DoesNotContain("\u001b", first.Output, StringComparison.Ordinal);
        Assert.All(first.Lines.Where(line => !line.Contains(path, StringComparison.Ordinal)), line => Assert.True(line.Length <= 80, line));
        CheckPairs(path, "format_dpo", scratch);
        Assert.Empty(DistisetChecker.Check(path));
        Assert.Equal(Pairs(path, "format_dpo"), Pairs(path, "trl"));

        var files = Directory.EnumerateFiles(Path.Combine(path, "distiset"), "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllBytes);
        var second = Programs.ShellCommand(command);
        Assert.Matches(@"(?m)^text_generation_0 .* 50 +50 +100 +100 ", second.Succeeded());
        Assert.All(files, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
    }

    [Fact]
    public void The_tutorial_as_a_script_writes_pairs_and_says_how_to_run_it_again()
    {
        using var scratch = new Scratch();
        var path = scratch["math-preference"];
        var first = Programs.Shell("-File", s_example, "-Path", path);
        first.Succeeded();
        Assert.Equal("", first.Error);
        CheckPairs(path, "default", scratch);

        var second = Programs.Shell("-File", s_example, "-Path", path);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("-Force", second.Error, StringComparison.Ordinal);
        Programs.Shell("-File", s_example, "-Path", path, "-Force").Succeeded();
    }

    [Fact]
    public void The_one_command_splits_filters_and_shapes_what_it_makes()
    {
        using var scratch = new Scratch();
        using var engine = new Engine();
        var made = engine.Run("New-MathPreferenceDataset $path -First 4 -Format OpenAI -MinimumMargin 4 -TrainSize 0.7 -License CC-BY-4.0 -InformationAction Ignore -WarningAction Ignore", ("path", scratch["run"]));
        Assert.Null(made.Ended);
        Assert.Empty(made.Errors);
        var set = Distiset.Read(scratch["run"]);
        Assert.Equal(["format_dpo/train", "format_dpo/test", "preference_to_argilla_0/train", "trl/train", "trl/test"], set.Splits.Select(split => $"{split.Config}/{split.Split}"));
        foreach (var split in new[] { "train", "test" })
        {
            var trl = Read(scratch["run"], "trl", split);
            Assert.NotEmpty(trl);
            Assert.All(trl, row => Assert.Equal((5L, 1L), (row[Columns.ChosenRating], row[Columns.RejectedRating])));
            var openAI = Read(scratch["run"], "format_dpo", split);
            Assert.All(openAI, row => Assert.Equal(TrainerShape.OpenAIPreference, TrainerShapes.Of(row)));
            Assert.Equal(trl.Select(row => TrainerShapes.AnswerOf(row[Columns.Chosen])), openAI.Select(row => TrainerShapes.AnswerOf(row["preferred_output"])));
        }
        Assert.Contains("license: cc-by-4.0\n", File.ReadAllText(Path.Combine(set.Path, "README.md")), StringComparison.Ordinal);
        Assert.Empty(DistisetChecker.Check(scratch["run"]));
        Assert.Equal(20, set.Configs[1].Rows);
        Assert.True(set.Configs[2].Rows < 20, "a margin of 4 leaves out pairs of 5 and 2");
    }

    private static List<Row> Read(string path, string config, string? split = null) =>
        new DatasetReader { OnError = error => throw error, OnWarning = Assert.Fail, Config = config, Split = split }.Read(path).ToList();

    private static IEnumerable<string> Pairs(string path, string config) => Read(path, config)
        .Select(row => $"{TrainerShapes.PromptOf(row)} | {TrainerShapes.AnswerOf(row[Columns.Chosen])} | {TrainerShapes.AnswerOf(row[Columns.Rejected])}");

    private static void CheckPairs(string path, string config, Scratch scratch)
    {
        var rows = new DatasetReader { OnError = error => throw error, OnWarning = Assert.Fail, Config = config }.Read(path).ToList();
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
        var root = Distiset.Read(path).Path;
        Assert.Equal(rows.Select(r => $"{r[Columns.PromptId]} {TrainerShapes.AnswerOf(r[Columns.Chosen])} {r[Columns.ChosenRating]}"), DuckDb(Path.Combine(root, config == "default" ? "data" : config)));
        Assert.DoesNotContain(DistisetChecker.Check(path), problem => problem.Severity is ProblemSeverity.Error);
        var card = File.ReadAllText(Path.Combine(root, "README.md"));
        Assert.Contains($"num_examples: {rows.Count}\n", card, StringComparison.Ordinal);
        Assert.Matches(@"Invoke-UltraFeedback (-Aspect overall-rating )?-Llm offline/judge \|\n", card);
        Assert.DoesNotContain(scratch.Path, card, StringComparison.Ordinal);
    }

    private static List<string> DuckDb(string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT prompt_id || ' ' || chosen[2].content || ' ' || chosen_rating FROM read_parquet('{path}/train-*.parquet')";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
