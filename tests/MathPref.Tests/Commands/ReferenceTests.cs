using System.Management.Automation;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Rows;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Problems of a level whose answers are known.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    private static List<object?> List(PSObject row, string name) => ((System.Collections.IEnumerable)Value(row, name)!).Cast<object?>().ToList();

    [Fact]
    public void References_stand_beside_the_instructions_and_are_expanded_with_them()
    {
        var rows = _engine.Run("'Matrices' | New-SelfInstruct -Llm offline/careful -IncludeReference | Expand-Column instructions, reference_answers -As instruction, reference_answer | Invoke-TextGeneration -Llm offline/careful").Clean();
        Assert.Equal(5, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.Equal(List(row, "instructions").IndexOf(Value(row, "instruction")), List(row, "reference_answers").IndexOf(Value(row, "reference_answer")));
            Assert.Contains($@"\boxed{{{Value(row, "reference_answer")}}}", (string)Value(row, "generation")!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Without_the_parameters_there_are_no_further_columns()
    {
        var row = Assert.Single(_engine.Run("'Matrices' | New-SelfInstruct -Llm offline/careful").Clean());
        Assert.Null(row.Properties["reference_answers"]);
        Assert.Null(row.Properties["difficulty"]);
    }

    [Fact]
    public void A_level_is_a_column_and_makes_other_problems()
    {
        var rows = _engine.Run("1..5 | ForEach-Object { 'Determinants' | New-SelfInstruct -Llm offline/careful -NumInstructions 20 -Difficulty $_ }").Clean();
        Assert.Equal([1L, 2L, 3L, 4L, 5L], rows.Select(row => Value(row, "difficulty")));
        var symbols = rows.Select(row => List(row, "instructions").Average(text => ((string)text!).Count(c => char.IsAsciiDigit(c) || c == '-'))).ToList();
        Assert.True(symbols[0] < symbols[2] && symbols[2] < symbols[4], string.Join(", ", symbols));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    public void A_level_beyond_one_to_five_is_refused(string level) =>
        Assert.StartsWith("ParameterArgumentValidationError", _engine.Run($"'Matrices' | New-SelfInstruct -Llm offline/careful -Difficulty {level}").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public async Task A_model_on_a_server_is_told_the_level()
    {
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply("Why?"));
        var row = Assert.Single(await Task.Run(() => _engine.Run("'x' | New-SelfInstruct -Llm (New-Llm openai/test -Endpoint $url) -NumInstructions 1 -Difficulty 4", ("url", server.Address)).Clean()));
        Assert.Contains("Level 4 of 5", Assert.Single(server.Requests).Text, StringComparison.Ordinal);
        Assert.Equal(4L, Value(row, "difficulty"));
    }

    [Fact]
    public async Task A_model_on_a_server_knows_no_references_and_is_not_asked()
    {
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply("Why?"));
        var result = await Task.Run(() => _engine.Run("'x' | New-SelfInstruct -Llm (New-Llm openai/test -Endpoint $url) -IncludeReference", ("url", server.Address)));
        var error = result.OneError();
        Assert.StartsWith("NoReferences", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("offline/careful", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void What_a_scripted_model_asks_has_a_reference_where_it_is_one_of_the_problems()
    {
        var row = Assert.Single(_engine.Run("$m = New-Llm scripted/m -Reply \"What is the discriminant of `$x^2 + 3x + 1 = 0`$?`nWhat is love?\"; 'x' | New-SelfInstruct -Llm $m -NumInstructions 2 -IncludeReference").Clean());
        Assert.Equal(["5", null], List(row, "reference_answers"));
    }

    [Fact]
    public void A_plan_has_the_columns_that_the_rows_will_have()
    {
        var result = _engine.Run("'Matrices' | New-SelfInstruct -Llm offline/careful -IncludeReference -Difficulty 2 -WhatIf | Expand-Column instructions, reference_answers -As instruction, reference_answer");
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void The_tutorials_chain_over_all_topics_gives_pairs_of_which_one_is_right_and_the_other_is_not_or_is_worse_shown()
    {
        var result = _engine.Run(
            """
            Get-MathTopic | New-SelfInstruct -Llm offline/careful -IncludeReference |
                Expand-Column instructions, reference_answers -As instruction, reference_answer |
                Invoke-TextGeneration -Llm offline/careful, offline/hasty |
                Invoke-UltraFeedback -Llm offline/judge |
                ConvertTo-DpoFormat
            """);
        Assert.Empty(result.Errors);
        var rows = result.Output;
        Assert.Equal(MathTopics.All.Count * 5, rows.Count);
        Assert.Equal(MathTopics.All, rows.Select(row => Value(row, "input")).Distinct());
        var wrong = 0;
        Assert.All(rows, row =>
        {
            var reference = MathReference.Read((string)Value(row, "reference_answer")!);
            var (chosen, rejected) = (Answer(row, "chosen"), Answer(row, "rejected"));
            Assert.Equal(MathVerdict.Right, MathAnswer.Check(chosen, reference).Verdict);
            if (MathAnswer.Check(rejected, reference).Verdict is MathVerdict.Right)
                Assert.True(rejected.Split('\n').Length < chosen.Split('\n').Length, rejected);
            else
                wrong++;
        });
        Assert.InRange(wrong, 60, 140);
    }

    private static string Answer(PSObject row, string column) => (string)Value((PSObject)List(row, column)[^1]!, "content")!;
}
