using System.Management.Automation;
using System.Text.Json;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>New-MathPreferenceDataset -Source: questions with known answers are answered, checked, and right is paired with wrong.</summary>
public sealed class SourceRunTests : IDisposable
{
    /// <summary>Questions of the shape of GSM8K: a worked solution that ends in its answer.</summary>
    private const string Questions =
        """
        {"question": "Tom has 3 bags of 4 apples. How many apples?", "answer": "He has 3*4=<<3*4=12>>12 apples.\n#### 12"}
        {"question": "A book costs $15 and a pen $2. What do both cost?", "answer": "15+2=<<15+2=17>>17.\n#### 17"}
        {"question": "Ann walks 5 km a day for a week. How far?", "answer": "5*7=<<5*7=35>>35 km.\n#### 35"}
        """;

    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();
    private int _asked;

    public SourceRunTests() => File.WriteAllText(_scratch["sums.jsonl"], Questions);

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Answers in turn: of three a question the first question has one right, the second too, and the third none.</summary>
    private Engine.Result Run(string options, string before = "") => _engine.Run(
        "Set-Location -LiteralPath $here; $global:turn = 0; $model = New-Llm -Reply { $asked.Invoke(); " +
        "('So it is \\boxed{12}.', 'So it is \\boxed{17}.', 'So it is \\boxed{\\foo{3}}.')[$global:turn++ % 3] }; " + $"{before}; New-MathPreferenceDataset $here/run {options}",
        ("here", _scratch.Path), ("asked", (Action)(() => _asked++)));

    private Engine.Result Make(string options) => Run($"-Generator $model {options}");

    private IEnumerable<string> Complete(string line)
    {
        using var ps = _engine.Start("");
        ps.Commands.Clear();
        return CommandCompletion.CompleteInput(line, line.Length, null, ps).CompletionMatches.Select(match => match.CompletionText);
    }

    private string Script => File.ReadAllText(_scratch["run/pipeline.ps1"]);

    [Fact]
    public void Right_answers_are_paired_with_wrong_ones_and_the_verdicts_are_counted()
    {
        var made = Make("-Source ./sums.jsonl -NumGenerations 3 -InformationVariable said");
        Assert.Null(made.Ended);
        Assert.Empty(made.Errors.Select(error => error.ToString()));
        Assert.Equal(["checked", "format_dpo", "trl"], _engine.Run($"(Get-Distiset '{_scratch["run"]}').Configs | ForEach-Object {{ \"$($_.Config ?? $_)\" }}").Clean().Select(o => o.ToString()).Order(StringComparer.Ordinal));
        var rows = _engine.Run($"Import-Dataset '{_scratch["run"]}' -Config trl").Clean();
        Assert.Equal(2, rows.Count);
        Assert.Equal(3, _engine.Run($"Import-Dataset '{_scratch["run"]}' -Config checked").Clean().Count);
        var said = _engine.Run("$said | ForEach-Object { \"$_\" }").Clean().Select(o => (string)o.BaseObject).ToList();
        Assert.Contains("answers   2 right, 4 wrong, 3 unknown, to 3 questions", said);
        Assert.Contains(said, line => line.StartsWith("made ", StringComparison.Ordinal) && line.Contains("3 rows in checked", StringComparison.Ordinal));
        Assert.Contains(said, line => line.EndsWith("2 pairs in trl", StringComparison.Ordinal));
        Assert.All(said, line => Assert.True(line.Length <= 80 || line.Contains(_scratch.Path, StringComparison.Ordinal), line));
        var verdicts = JsonDocument.Parse(File.ReadAllText(_scratch["run/run.json"])).RootElement.GetProperty("steps").EnumerateArray()
            .Single(step => step.TryGetProperty("verdicts", out _)).GetProperty("verdicts");
        Assert.Equal("""{"right":2,"wrong":4,"unknown":3}""", JsonSerializer.Serialize(verdicts));
    }

    [Fact]
    public void The_script_that_is_kept_names_the_columns_and_the_file_s_full_path()
    {
        Make("-Source ./sums.jsonl -NumGenerations 2 -First 2 -TrainSize 0.5 -Format OpenAI -MaxNewTokens 99 -Temperature 0.5");
        Assert.StartsWith(
            $"Import-Dataset -LiteralPath {_scratch["sums.jsonl"]} -First 2 |\n" +
            "    Invoke-TextGeneration -InputColumn question -Llm (New-Llm scripted/model -Reply { … }) -NumGenerations 2 -MaxNewTokens 99 -Temperature 0.5 |\n" +
            "    Test-MathAnswer -ReferenceColumn answer |\n" +
            "    Export-Distiset -Config checked -PassThru |\n" +
            "    ConvertTo-DpoFormat -Format Trl -PairBy Correctness -StepName trl |\n" +
            "    Export-Distiset -Config trl -TrainSize 0.5 -PassThru |\n" +
            "    ConvertTo-DpoFormat -Format OpenAI -PairBy Correctness |\n" +
            "    Export-Distiset -Config format_dpo -TrainSize 0.5\n",
            Script,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_gone_on_with_from_elsewhere_reads_the_same_file_and_counts_the_whole()
    {
        Run("-Source './[a] b' -NumGenerations 2 -WarningAction Ignore", "$null = Get-MathTopic -First 2 | New-SelfInstruct -Llm offline/careful -IncludeReference -NumInstructions 2 | " +
            "Expand-Column instructions, reference_answers -As instruction, reference_answer | Export-Distiset './[a] b'").Clean();
        Directory.CreateDirectory(_scratch["elsewhere"]);
        var result = _engine.Run(
            "Set-Location -LiteralPath $here/elsewhere; $null = Invoke-DatasetPipeline -Path $here/run -Resume -WarningAction Ignore -InformationVariable said; $said | ForEach-Object { \"$_\" }",
            ("here", _scratch.Path));
        Assert.Contains(result.Clean(), line => line.ToString()!.StartsWith("math_answer_0: ", StringComparison.Ordinal) && line.ToString()!.EndsWith(" to 4 questions.", StringComparison.Ordinal));
        Assert.Contains(result.Output, line => line.ToString()!.StartsWith("0 answers asked for, ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_judge_is_asked_about_what_is_unknown_alone()
    {
        var result = Run("-Generator $model -Judge $judge -Source ./sums.jsonl -NumGenerations 1 -First 1", "$model = New-Llm -Reply '\\boxed{\\foo{3}}'; $judge = New-Llm -Reply { $asked.Invoke(); 'CORRECT' }");
        Assert.Null(result.Ended);
        Assert.Equal(1, _asked);
        Assert.Contains("Test-MathAnswer -ReferenceColumn answer -Llm ", Script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ReferenceColumn nope", "NoSuchColumn", "sums.jsonl has no column 'nope' (-ReferenceColumn): it has question, answer. -ReferenceColumn names one of them.")]
    [InlineData("-QuestionColumn nope", "NoSuchColumn", "sums.jsonl has no column 'nope' (-QuestionColumn): it has question, answer.")]
    [InlineData("-Source ./none.jsonl", "PathNotFound", "none.jsonl")]
    [InlineData("-Source ./empty.jsonl", "NoRowsInSource", "empty.jsonl has no rows")]
    [InlineData("-Source ./other.jsonl", "NoSuchColumn", "Which column of ./other.jsonl -QuestionColumn is to be, no name tells: it has text, label.")]
    [InlineData("-Source ./proofs.jsonl", "UnusableAhead", "can read the column 'answer' of none of the rows (2 were looked at). The first has 'QED': 'QED' says that a value is missing. -ReferenceColumn of Test-MathAnswer names another column: there are problem, level.")]
    [InlineData("-Topic Sets", "AmbiguousParameterSet", "")]
    [InlineData("-MinimumMargin 2", "AmbiguousParameterSet", "")]
    [InlineData("-NumInstructions 2", "AmbiguousParameterSet", "")]
    [InlineData("-Instructor offline/careful", "AmbiguousParameterSet", "")]
    public void What_cannot_be_is_said_before_anything_is_asked(string options, string id, string text)
    {
        File.WriteAllText(_scratch["empty.jsonl"], "");
        File.WriteAllText(_scratch["other.jsonl"], """{"text": "1 + 1?", "label": "2"}""");
        File.WriteAllText(_scratch["proofs.jsonl"], "{\"problem\": \"Prove it.\", \"answer\": \"QED\", \"level\": 1}\n{\"problem\": \"Prove that.\", \"answer\": null, \"level\": 2}\n");
        var source = options.Contains("-Source", StringComparison.Ordinal) ? "" : "-Source ./sums.jsonl ";
        foreach (var mode in new[] { "", " -WhatIf" })
        {
            var error = Run($"-Generator $model {source}{options}{mode}").TerminatingError();
            Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(0, _asked);
    }

    [Fact]
    public void WhatIf_tells_the_calls_and_a_dry_run_asks_about_the_first_question()
    {
        var plan = Run("-Generator $model -Source ./sums.jsonl -WhatIf").Clean();
        Assert.Equal(24L, plan[^1].Properties["Calls"].Value);
        Assert.False(Directory.Exists(_scratch["run"]));
        Run("-Generator $model -Source ./sums.jsonl -NumGenerations 2 -DryRun").Clean();
        Assert.Equal(2, _asked);
    }

    [Fact]
    public void Columns_are_found_by_the_names_that_datasets_give_them_and_offered_by_Tab()
    {
        File.WriteAllText(_scratch["maths.jsonl"], "{\"id\": 1, \"solution\": \"It is \\\\boxed{2}.\", \"prompt\": [{\"role\": \"user\"}], \"Problem\": \"1 + 1?\", \"answer\": \"2\"}\n");
        Run("-Generator $model -Source ./maths.jsonl -NumGenerations 1 -WarningAction Ignore");
        Assert.Contains("-InputColumn Problem ", Script, StringComparison.Ordinal);
        Assert.Contains("-ReferenceColumn answer |", Script, StringComparison.Ordinal);
        Assert.Equal(["solution"], Complete($"New-MathPreferenceDataset x -Source '{_scratch["maths.jsonl"]}' -ReferenceColumn s"));
        Assert.Equal(["checked"], Complete($"New-MathPreferenceDataset x -RepoId me/mine -Source '{_scratch["run"]}' -Config c"));
    }
}
