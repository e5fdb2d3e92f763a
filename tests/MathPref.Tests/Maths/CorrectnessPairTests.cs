using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Maths;

/// <summary>Pairs, labels and conversations by what is known of the answers, and the rows of which nothing is made.</summary>
public sealed class CorrectnessPairTests : IDisposable
{
    private const string Row =
        """
        $row = [pscustomobject]@{
            instruction = 'q'; generations = 'cut', 'w1', 'r1', 'unknown', 'w2', 'r2'; model_names = 'a', 'b', 'c', 'd', 'e', 'f'
            answers_correct = $false, $false, $true, $null, $false, $true; answer_methods = 'NoAnswer', 'Exact', 'Exact', 'Unread', 'Exact', 'Exact'
            ratings = 1, 3, 2, 5, 2, 4
        }

        """;

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    private static string Text(PSObject row, string side) =>
        (string)((System.Collections.IEnumerable)Value(row, side)!).Cast<PSObject>().Last().Properties["content"].Value;

    [Theory]
    [InlineData("", "unknown", "cut")]
    [InlineData("-PairBy Rating", "unknown", "cut")]
    [InlineData("-PairBy Correctness", "r1", "w1")]
    [InlineData("-PairBy CorrectnessThenRating", "r2", "w2")]
    public void A_pair_is_what_it_is_asked_to_be_by(string by, string chosen, string rejected)
    {
        var pair = Assert.Single(_engine.Run(Row + "$row | ConvertTo-DpoFormat " + by).Clean());
        Assert.Equal((chosen, rejected), (Text(pair, "chosen"), Text(pair, "rejected")));
    }

    [Fact]
    public void All_pairs_are_every_right_answer_against_every_wrong_one()
    {
        var pairs = _engine.Run(Row + "$row | ConvertTo-DpoFormat -PairBy Correctness -Pairs All").Clean();
        Assert.Equal([("r1", "w1"), ("r1", "w2"), ("r2", "w1"), ("r2", "w2")], pairs.Select(pair => (Text(pair, "chosen"), Text(pair, "rejected"))));
    }

    [Theory]
    [InlineData("-PairBy Correctness -Pairs All -MaximumPairs 2", "r1>w1,r2>w2")]
    [InlineData("-PairBy CorrectnessThenRating -Pairs All -MaximumPairs 1", "r2>w2")]
    [InlineData("-Pairs All -MaximumPairs 1", "unknown>cut")]
    [InlineData("-PairBy Correctness -MaximumLengthRatio 1", "r1>w1")]
    [InlineData("-MaximumLengthRatio 1", "r2>r1")]
    [InlineData("-MaximumLengthRatio 1 -MinimumMargin 3", "")]
    public void Every_way_to_pair_takes_the_most_pairs_and_the_ratio_of_lengths(string parameters, string pairs)
    {
        var made = _engine.Run(Row + "$row | ConvertTo-DpoFormat " + parameters);
        Assert.Empty(made.Errors);
        Assert.Equal(pairs, string.Join(',', made.Output.Select(pair => $"{Text(pair, "chosen")}>{Text(pair, "rejected")}")));
        if (pairs.Length == 0)
            Assert.Equal("1 row made no pair: 1 whose answers differ in length by more than 1 times (-MaximumLengthRatio).", Assert.Single(made.Warnings));
    }

    [Fact]
    public void A_drawn_pair_chooses_the_best_and_is_the_same_in_any_order_of_rows()
    {
        const string Rows = "0..9 | ForEach-Object { [pscustomobject]@{ question = \"q$_\"; generations = 'a', 'b', 'c', 'd'; ratings = 5, 1, 2, 3 } }";
        var one = _engine.Run($"{Rows} | ConvertTo-DpoFormat -Pairs BestRandom -InputColumn question").Clean();
        var other = _engine.Run($"{Rows} | Sort-Object {{ Get-Random }} | ConvertTo-DpoFormat -Pairs BestRandom -InputColumn question").Clean();
        Assert.All(one, pair => Assert.Equal("a", Text(pair, "chosen")));
        Assert.True(one.Select(pair => Text(pair, "rejected")).Distinct().Count() > 1);
        Assert.Equal(one.Select(Shown).Order(), other.Select(Shown).Order());
        static string Shown(PSObject pair) => $"{Value(pair, "prompt")}: {Text(pair, "rejected")}";
    }

    [Theory]
    [InlineData("BestWorst")]
    [InlineData("BestRandom")]
    public void A_most_of_pairs_that_limits_nothing_is_one_warning(string pairs) =>
        Assert.Equal(
            $"-MaximumPairs limits nothing: -Pairs {pairs} makes one pair of a row at most. -Pairs All makes several.",
            Assert.Single(_engine.Run(Row + $"$row, $row | ConvertTo-DpoFormat -Pairs {pairs} -MaximumPairs 2").Warnings));

    [Fact]
    public void The_prompt_is_the_question_in_whatever_column()
    {
        var pair = Assert.Single(_engine.Run("[pscustomobject]@{ question = 'What?'; generations = 'w', 'r'; answers_correct = $false, $true } | ConvertTo-DpoFormat -PairBy Correctness -InputColumn question").Clean());
        Assert.Equal("What?", Value(pair, "prompt"));
    }

    [Fact]
    public void Correctness_needs_no_ratings()
    {
        var pair = Assert.Single(_engine.Run("[pscustomobject]@{ instruction = 'q'; generations = 'w', 'r'; answers_correct = 'False', 'True' } | ConvertTo-DpoFormat -PairBy Correctness -Format Trl").Clean());
        Assert.Equal(("r", "w"), (Text(pair, "chosen"), Text(pair, "rejected")));
        var missing = _engine.Run("[pscustomobject]@{ instruction = 'q'; generations = 'w', 'r'; answers_correct = $false, $true } | ConvertTo-DpoFormat -PairBy CorrectnessThenRating");
        Assert.Contains("'ratings'", missing.OneError().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$true, $true", "", "without a wrong answer")]
    [InlineData("$false, $false", "", "without a right answer")]
    [InlineData("$null, $null", "", "without an answer that is known to be right or wrong")]
    [InlineData("$true, $null", "", "without a wrong answer")]
    [InlineData("$true, $false", "; answer_methods = 'Exact', 'NoAnswer'", "whose wrong answers state no final answer")]
    public void A_row_without_a_pair_is_counted_with_its_reason(string verdicts, string methods, string reason)
    {
        var result = _engine.Run($"[pscustomobject]@{{ instruction = 'q'; generations = 'a', 'b'; ratings = 5, 1; answers_correct = {verdicts}{methods} }} | ConvertTo-DpoFormat -PairBy CorrectnessThenRating");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Equal($"1 row made no pair: 1 {reason}.", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("ConvertTo-DpoFormat -PairBy Correctness", 0)]
    [InlineData("ConvertTo-KtoFormat -LabelBy Correctness", 1)]
    public void An_answer_whose_final_answer_is_null_is_never_rejected_though_no_method_says_so(string stage, int made)
    {
        var rows = _engine.Run("[pscustomobject]@{ instruction = 'q'; generations = 'I cannot help.', 'It is 5.'; answers = $null, '5'; answers_correct = $false, $true } | " + stage).Output;
        Assert.Equal(made, rows.Count);
        Assert.All(rows, row => Assert.True((bool)Value(row, "label")!));
    }

    [Theory]
    [InlineData("answers = , '5'", "answers")]
    [InlineData("answer_methods = 'Exact', 'Exact', 'Exact'", "answer_methods")]
    public void What_is_known_of_answers_is_as_long_as_they_are(string column, string named)
    {
        var error = _engine.Run($"[pscustomobject]@{{ instruction = 'q'; generations = 'a', 'b'; {column}; answers_correct = $false, $true }} | ConvertTo-DpoFormat -PairBy Correctness").OneError();
        Assert.StartsWith("WrongColumn", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"'{named}'", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_answers_as_texts_are()
    {
        var pair = Assert.Single(_engine.Run("[pscustomobject]@{ instruction = 'q'; generations = @(5, 42); reference_answer = 42 } | Test-MathAnswer | ConvertTo-DpoFormat -PairBy Correctness").Clean());
        Assert.Equal(("42", "5"), (Text(pair, "chosen"), Text(pair, "rejected")));
        var label = Assert.Single(_engine.Run("[pscustomobject]@{ instruction = 'q'; generation = 42; reference_answer = 42 } | Test-MathAnswer | ConvertTo-KtoFormat -LabelBy Correctness").Clean());
        Assert.Equal("42", Text(label, "completion"));
    }

    [Fact]
    public void A_margin_keeps_out_what_the_judge_found_as_good()
    {
        Assert.Single(_engine.Run(Row + "$row | ConvertTo-DpoFormat -PairBy CorrectnessThenRating -MinimumMargin 2").Clean());
        Assert.Contains("-MinimumMargin", Assert.Single(_engine.Run(Row + "$row | ConvertTo-DpoFormat -PairBy CorrectnessThenRating -MinimumMargin 3").Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConvertTo-DpoFormat -PairBy Correctness -MinimumMargin 1")]
    [InlineData("ConvertTo-DpoFormat -PairBy CorrectnessThenRating -OnTie First")]
    [InlineData("ConvertTo-KtoFormat -LabelBy Correctness -Threshold 3")]
    public void A_parameter_about_ratings_is_refused_where_none_are_looked_at(string stage) =>
        Assert.StartsWith("ParametersNotTogether", _engine.Run(Row + "$row | " + stage).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_verdict_is_an_error_of_its_row()
    {
        var result = _engine.Run("[pscustomobject]@{ instruction = 'q'; generations = 'a', 'b'; answers_correct = 'yes', 'no' } | ConvertTo-DpoFormat -PairBy Correctness");
        Assert.StartsWith("BadVerdict", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_verdicts_and_what_is_unknown_or_says_nothing_has_none()
    {
        var rows = _engine.Run(Row + "$row | ConvertTo-KtoFormat -LabelBy Correctness").Clean();
        Assert.Equal([("w1", false), ("r1", true), ("w2", false), ("r2", true)], rows.Select(row => (Text(row, "completion"), (bool)Value(row, "label")!)));
    }

    [Theory]
    [InlineData("-Only Correct", "r2")]
    [InlineData("-Only Correct -All", "r1,r2")]
    [InlineData("-Only Correct -MinimumRating 3", "r2")]
    [InlineData("", "unknown")]
    public void Conversations_are_made_of_right_answers_where_that_is_asked(string parameters, string answers)
    {
        var rows = _engine.Run(Row + "$row | ConvertTo-SftFormat " + parameters).Clean();
        Assert.Equal(answers.Split(','), rows.Select(row => Text(row, "messages")));
    }

    [Fact]
    public void A_conversation_needs_a_right_answer_and_one_generation_will_do()
    {
        Assert.Single(_engine.Run("[pscustomobject]@{ instruction = 'q'; generation = 'a'; answers_correct = , $true } | ConvertTo-SftFormat -Only Correct").Clean());
        Assert.Contains("-Only Correct", Assert.Single(_engine.Run("[pscustomobject]@{ instruction = 'q'; generation = 'a'; answers_correct = , $null } | ConvertTo-SftFormat -Only Correct").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_that_the_judge_saw_otherwise_is_no_problem_of_the_dataset()
    {
        using var scratch = new Scratch();
        var problems = _engine.Run($"[pscustomobject]@{{ instruction = 'q'; generations = 'w', 'r'; ratings = 5, 1; answers_correct = $false, $true }} | ConvertTo-DpoFormat -PairBy Correctness | Export-Distiset '{scratch["d"]}' | Out-Null; Test-Distiset '{scratch["d"]}'").Output;
        Assert.DoesNotContain(problems, problem => (string?)problem.Properties["Id"]?.Value is "ChosenRatedLower");
    }

    [Fact]
    public void A_run_keeps_each_row_without_a_pair_once_with_its_reason_and_loads_none_of_them()
    {
        using var scratch = new Scratch();
        var run = scratch["run"];
        var script = $$"""
            Invoke-DatasetPipeline pairs -Path '{{run}}' {
                @(
                    [pscustomobject]@{ instruction = 'one'; generations = 'a', 'b'; answers_correct = $true, $true }
                    [pscustomobject]@{ instruction = 'two'; generations = 'a', 'b'; answers_correct = $true, $false }
                    [pscustomobject]@{ instruction = 'three'; generations = 'a', 'b'; answers_correct = $null, $null }
                ) | ConvertTo-DpoFormat -PairBy Correctness
            }
            """;
        for (var i = 0; i < 2; i++)
        {
            Assert.Empty(_engine.Run(script).Errors);
            var kept = _engine.Run($"Import-Dataset '{run}/skipped.jsonl'").Clean();
            Assert.Equal(["one", "three"], kept.Select(row => Value(row, "instruction")));
            Assert.Equal(["without a wrong answer", "without an answer that is known to be right or wrong"], kept.Select(row => Value(row, "skipped_reason")));
            Assert.All(kept, row => Assert.Equal("format_dpo", Value(row, "skipped_step")));
            Assert.Equal("two", Value(Assert.Single(_engine.Run($"Import-Dataset '{run}'").Clean()), "prompt"));
        }
        Assert.Contains("1 without a wrong answer", File.ReadAllText(Path.Combine(run, "distiset", "README.md")).Replace("1 row ", "1 ", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
