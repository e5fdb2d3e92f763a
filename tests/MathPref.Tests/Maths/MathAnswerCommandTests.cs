using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Maths;

/// <summary>Test-MathAnswer without a model: objects, rows and votes.</summary>
public sealed class MathAnswerCommandTests : IDisposable
{
    private const string Rows =
        """
        $row = [pscustomobject]@{ instruction = 'q'; generations = '\boxed{4}', '\boxed{5}', 'So it is \boxed{4}', 'So it is \boxed{4'; reference_answer = '4'; mine = 7 }

        """;

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    private static IReadOnlyList<object?> List(PSObject row, string name) => ((System.Collections.IEnumerable)Value(row, name)!).Cast<object?>().ToList();

    [Fact]
    public void An_answer_and_a_reference_give_an_object_with_the_verdict_and_why()
    {
        var check = Assert.Single(_engine.Run(@"Test-MathAnswer -Answer 'It is \boxed{4}.' -Reference 4").Clean());
        Assert.Equal(["verdict", "is_correct", "answer", "reference", "method", "reason"], check.Properties.Select(p => p.Name));
        Assert.Equal(("Right", true, "4", "4"), (Value(check, "verdict"), Value(check, "is_correct"), Value(check, "answer"), Value(check, "reference")));
        Assert.NotEmpty((string)Value(check, "reason")!);
        Assert.Equal("MathPref.AnswerCheck", check.TypeNames[0]);
        var wrong = Assert.Single(_engine.Run("Test-MathAnswer 5 4").Clean());
        Assert.Equal(("Wrong", false), (Value(wrong, "verdict"), Value(wrong, "is_correct")));
    }

    [Fact]
    public void Answers_from_the_pipe_are_compared_with_one_reference()
    {
        var checks = _engine.Run(@"'4', '\boxed{5}', '' | Test-MathAnswer -Reference 4").Clean();
        Assert.Equal(["Right", "Wrong", "Wrong"], checks.Select(check => Value(check, "verdict")));
        Assert.Equal("NoAnswer", Value(checks[2], "method"));
    }

    [Fact]
    public void Quiet_gives_the_truth_value_alone_and_false_for_unknown()
    {
        var output = _engine.Run("Test-MathAnswer 4 4 -Quiet; Test-MathAnswer 5 4 -Quiet; '4' | Test-MathAnswer -Reference '' -Quiet").Output;
        Assert.Equal([true, false, false], output.Select(o => o.BaseObject));
    }

    [Fact]
    public void A_row_gets_a_verdict_for_each_answer_and_keeps_its_other_columns()
    {
        var row = Assert.Single(_engine.Run(Rows + "$row | Test-MathAnswer").Clean());
        Assert.Equal(["instruction", "generations", "reference_answer", "mine", "answers", "answers_correct", "answer_methods", "pass_rate"], row.Properties.Select(p => p.Name));
        Assert.Equal(["4", "5", "4", null], List(row, "answers"));
        Assert.Equal([true, false, true, false], List(row, "answers_correct"));
        Assert.Equal("NoAnswer", List(row, "answer_methods")[3]);
        Assert.Equal(0.5, Value(row, "pass_rate"));
        Assert.Equal("MathPref.Row", row.TypeNames[0]);
    }

    [Fact]
    public void A_single_generation_is_a_list_of_one_and_an_answer_that_never_came_is_null()
    {
        var rows = _engine.Run(
            """
            [pscustomobject]@{ generation = '\boxed{4}'; reference_answer = 4 } | Test-MathAnswer
            [pscustomobject]@{ generations = $null, '\boxed{4}'; reference_answer = 4.0 } | Test-MathAnswer
            [pscustomobject]@{ generations = , $null; reference_answer = '4' } | Test-MathAnswer
            """).Clean();
        Assert.Equal([true], List(rows[0], "answers_correct"));
        Assert.Equal([null, true], List(rows[1], "answers_correct"));
        Assert.Null(List(rows[1], "answer_methods")[0]);
        Assert.Null(Value(rows[2], "pass_rate"));
    }

    [Fact]
    public void A_worked_solution_is_reduced_to_its_final_answer_and_stays()
    {
        var row = Assert.Single(_engine.Run(@"[pscustomobject]@{ generations = '4', '5'; solution = 'Two and two make \boxed{4}.' } | Test-MathAnswer -ReferenceColumn solution").Clean());
        Assert.Equal("4", Value(row, "reference_answer"));
        Assert.Equal(@"Two and two make \boxed{4}.", Value(row, "solution"));
        Assert.Equal([true, false], List(row, "answers_correct"));
    }

    [Fact]
    public void A_missing_column_is_named_with_what_makes_it()
    {
        var result = _engine.Run("[pscustomobject]@{ instruction = 'q'; reference_answer = '4' } | Test-MathAnswer");
        Assert.StartsWith("MissingColumn", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Invoke-TextGeneration", result.OneError().ToString(), StringComparison.Ordinal);
        result = _engine.Run("[pscustomobject]@{ generations = '4', '5' } | Test-MathAnswer");
        Assert.Contains("'reference_answer'", result.OneError().ToString(), StringComparison.Ordinal);
        Assert.Contains("-ReferenceColumn", result.OneError().ToString(), StringComparison.Ordinal);
        result = _engine.Run("[pscustomobject]@{ instruction = 'q'; generations = '4', '5' } | ConvertTo-DpoFormat -PairBy Correctness");
        Assert.Contains("Test-MathAnswer makes it", result.OneError().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("''")]
    [InlineData("$null")]
    [InlineData("@{ a = 1 }")]
    [InlineData("@('4', '5')")]
    public void A_reference_that_cannot_be_read_is_a_warning_and_its_answers_are_unknown(string reference)
    {
        var result = _engine.Run($"[pscustomobject]@{{ generations = '4', '5'; reference_answer = {reference} }} | Test-MathAnswer");
        Assert.Empty(result.Errors);
        Assert.Contains("cannot be read", Assert.Single(result.Warnings), StringComparison.Ordinal);
        var row = Assert.Single(result.Output);
        Assert.Equal([null, null], List(row, "answers_correct"));
        Assert.Null(Value(row, "pass_rate"));
    }

    [Fact]
    public void Rows_keep_their_order_over_all_cores()
    {
        var rows = _engine.Run("1..2000 | ForEach-Object { [pscustomobject]@{ n = $_; generations = \"$_\", '0'; reference_answer = \"$_\" } } | Test-MathAnswer -ThrottleLimit 8").Clean();
        Assert.Equal(Enumerable.Range(1, 2000).Cast<object?>(), rows.Select(row => Value(row, "n")));
        Assert.All(rows, row => Assert.Equal([true, false], List(row, "answers_correct")));
    }

    [Fact]
    public void Nothing_is_asked_and_nothing_is_said_of_a_model()
    {
        var result = _engine.Run(Rows + "$row | Test-MathAnswer -WhatIf -Verbose");
        Assert.Single(result.Clean());
        Assert.DoesNotContain(result.Verbose, line => line.Contains("journal", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_largest_group_of_equal_answers_is_taken_for_right()
    {
        var row = Assert.Single(_engine.Run(Rows + "$row | Test-MathAnswer -Vote").Clean());
        Assert.Equal([true, false, true, false], List(row, "answers_correct"));
        Assert.Equal(["Vote", "Vote", "Vote", "NoAnswer"], List(row, "answer_methods"));
        Assert.Equal(0.5, Value(row, "agreement"));
        Assert.Null(row.Properties["pass_rate"]);
    }

    [Theory]
    [InlineData("'4', '5'", 0.5)]
    [InlineData("'4', '4', '5', '5', '6'", 0.4)]
    [InlineData("'4', '4', '5', '6', '7'", 0.4)]
    public void A_tie_or_a_small_group_decides_nothing(string answers, double agreement)
    {
        var row = Assert.Single(_engine.Run($"[pscustomobject]@{{ generations = {answers} }} | Test-MathAnswer -Vote").Clean());
        Assert.All(List(row, "answers_correct"), Assert.Null);
        Assert.Equal(agreement, Value(row, "agreement"));
    }

    [Fact]
    public void A_smaller_agreement_may_do()
    {
        var row = Assert.Single(_engine.Run("[pscustomobject]@{ generations = '4', '4', '5', '6', '7' } | Test-MathAnswer -Vote -MinimumAgreement 0.4").Clean());
        Assert.Equal([true, true, false, false, false], List(row, "answers_correct"));
    }

    [Fact]
    public void A_vote_takes_away_what_a_reference_said()
    {
        var row = Assert.Single(_engine.Run(Rows + "$row | Test-MathAnswer | Test-MathAnswer -Vote").Clean());
        Assert.Null(row.Properties["pass_rate"]);
        Assert.Equal("Vote", List(row, "answer_methods")[0]);
    }

    [Fact]
    public void New_answers_take_old_verdicts_away_or_have_none_yet()
    {
        var added = Assert.Single(_engine.Run(Rows + "$row | Test-MathAnswer | Invoke-TextGeneration -Llm (New-Llm scripted/a -Reply '4')").Clean());
        Assert.Equal([true, false, true, false, null], List(added, "answers_correct"));
        Assert.Equal(["4", "5", "4", null, null], List(added, "answers"));
        var replaced = Assert.Single(_engine.Run(Rows + "$row | Test-MathAnswer | Invoke-TextGeneration -Replace -Llm (New-Llm scripted/a -Reply '4')").Clean());
        Assert.Null(replaced.Properties["answers_correct"]);
        Assert.Null(replaced.Properties["pass_rate"]);
        Assert.Null(replaced.Properties["answers"]);
        Assert.Equal("4", Value(replaced, "reference_answer"));
    }

    [Theory]
    [InlineData("$row")]
    [InlineData("@{ generation = 5 }")]
    [InlineData("@{ generation = 5 }, 5")]
    [InlineData(", @(4, 5)")]
    public void Rows_with_a_reference_for_all_are_an_error_that_names_the_column(string rows)
    {
        var result = _engine.Run(Rows + rows + " | Test-MathAnswer -Reference 5");
        Assert.Empty(result.Output);
        Assert.StartsWith("RowAsAnswer", result.TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-ReferenceColumn", result.TerminatingError().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_and_null_are_answers_from_the_pipe()
    {
        var checks = _engine.Run("5, $null, 5.0, [bigint]5, [char]'5' | Test-MathAnswer -Reference 5").Clean();
        Assert.Equal(["Right", "Wrong", "Right", "Right", "Right"], checks.Select(check => Value(check, "verdict")));
        Assert.Equal("NoAnswer", Value(checks[1], "method"));
    }

    [Theory]
    [InlineData("generations = $null; generation = '5'", true)]
    [InlineData("generations = 5", true)]
    [InlineData("generations = $null", null)]
    [InlineData("generation = $null", null)]
    public void One_answer_is_read_wherever_it_stands_and_one_that_never_came_is_unknown(string columns, bool? verdict)
    {
        var row = Assert.Single(_engine.Run($"[pscustomobject]@{{ {columns}; reference_answer = '5' }} | Test-MathAnswer").Clean());
        Assert.Equal([verdict], List(row, "answers_correct"));
    }

    [Theory]
    [InlineData(@"We have 40+2, so \boxed{4")]
    [InlineData(@"First 12, then 30, then $\boxed{4")]
    [InlineData(@"\boxed{ 1")]
    public void A_reference_whose_last_box_does_not_end_is_none(string reference)
    {
        var result = _engine.Run($"[pscustomobject]@{{ generations = '42', '4'; reference_answer = '{reference}' }} | Test-MathAnswer");
        Assert.Contains("does not end", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal([null, null], List(Assert.Single(result.Output), "answers_correct"));
    }

    [Fact]
    public void Verdicts_leave_nothing_of_those_before_them()
    {
        const string Row = "[pscustomobject]@{ generations = '4', '5'; reference_answer = '4'; solution = $null } | ";
        var row = Assert.Single(_engine.Run(Row + "Test-MathAnswer -ReferenceColumn solution -WarningAction Ignore").Output);
        Assert.Null(Value(row, "reference_answer"));
        row = Assert.Single(_engine.Run(Row + "Test-MathAnswer -Vote | Test-MathAnswer").Clean());
        Assert.Null(row.Properties["agreement"]);
        Assert.Equal(0.5, Value(row, "pass_rate"));
    }

    [Fact]
    public void A_narrow_terminal_shows_the_header_on_one_line()
    {
        var table = string.Join("", _engine.Run(@"Test-MathAnswer '\frac{1}{2}' '0.5000001' | Format-Table | Out-String -Width 60").Output);
        Assert.Contains("reason", table.Split('\n').First(line => line.Contains("verdict", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_stage_that_has_enough_ends_it()
    {
        var rows = _engine.Run("$n = 0; 1..100000 | ForEach-Object { $n++; [pscustomobject]@{ generations = '4', '5'; reference_answer = '4' } } | Test-MathAnswer | Take-First 1; $n").Output;
        Assert.True((int)rows[^1].BaseObject < 10_000, $"{rows[^1]} rows were read");
    }

    [Theory]
    [InlineData("$row | Test-MathAnswer -Vote -Llm offline/judge")]
    [InlineData("$row | Test-MathAnswer -AskAbout NotRight")]
    [InlineData("Test-MathAnswer 5 5 -InputColumn instruction")]
    public void Parameters_that_do_not_go_together_are_refused(string script) =>
        Assert.StartsWith("ParametersNotTogether", _engine.Run(Rows + script).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
}
