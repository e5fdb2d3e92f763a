using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Preference;

/// <summary>Columns that TRL takes for its own: a warning where it does, and none where it does not look.</summary>
public sealed class TrainerColumnsTests
{
    private static object?[] Messages(string role, string text) => [new Row { { "role", role }, { "content", text } }];

    private static Row Of(string shape) => shape switch
    {
        "pair" => new() { { "prompt", Messages("user", "a") }, { "chosen", Messages("assistant", "b") }, { "rejected", Messages("assistant", "c") } },
        "kto" => new() { { "prompt", Messages("user", "a") }, { "completion", Messages("assistant", "b") }, { "label", true } },
        "sft" => new() { { "messages", new object?[] { Messages("user", "a")[0], Messages("assistant", "b")[0] } } },
        "text" => new() { { "text", "a" } },
        _ => new() { { "instruction", "a" } },
    };

    public static TheoryData<string, string, object?, bool> Cases => new()
    {
        { "pair", "tools", null, false },
        { "pair", "tools", "[{\"name\": \"add\"}]", false },
        { "pair", "tools", "null", false },
        { "pair", "tools", Array.Empty<object?>(), false },
        { "pair", "tools", new object?[] { new Row { { "name", "add" } } }, false },
        { "pair", "tools", "calculator", true },
        { "pair", "tools", "", true },
        { "pair", "tools", "{\"name\": \"add\"}", true },
        { "pair", "tools", new object?[] { "python" }, true },
        { "pair", "tools", 3L, true },
        { "sft", "tools", "calculator", true },
        { "kto", "tools", "calculator", true },
        { "other", "tools", "calculator", false },
        { "sft", "labels", new object?[] { 1L }, true },
        { "sft", "input_ids", new object?[] { 1L }, true },
        { "sft", "attention_mask", new object?[] { 1L }, true },
        { "sft", "completion_mask", null, true },
        { "sft", "seq_lengths", null, true },
        { "text", "labels", 1L, true },
        { "pair", "labels", 1L, false },
        { "pair", "input_ids", null, false },
        { "pair", "attention_mask", null, false },
        { "other", "input_ids", null, false },
        { "kto", "ref_logps", null, true },
        { "kto", "ref_logps", -1.5, false },
        { "kto", "ref_KL_logps", "x", true },
        { "pair", "ref_logps", null, false },
        { "pair", "ref_chosen_logps", null, true },
        { "pair", "ref_rejected_logps", null, true },
        { "pair", "ref_chosen_logps", -2L, false },
        { "pair", "margin", null, true },
        { "sft", "margin", null, false },
        { "pair", "images", null, true },
        { "sft", "image", null, true },
        { "sft", "chat_template_kwargs", null, true },
        { "pair", "label", null, false },
        { "pair", "score_chosen", null, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_column_that_a_trainer_takes_for_its_own_is_a_problem_where_it_looks(string shape, string column, object? value, bool isProblem)
    {
        var row = Of(shape);
        row[column] = value;
        var problems = TrainerShapes.Problems(row, TrainerShapes.Of(row)).ToList();
        if (!isProblem)
            Assert.Empty(problems);
        else
            Assert.Contains($"'{column}'", Assert.Single(problems, problem => problem.Column == column).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_that_look_tokenized_are_a_problem_where_both_columns_are_there()
    {
        var row = Of("pair");
        row["chosen_ids"] = null;
        Assert.Empty(TrainerShapes.Problems(row, TrainerShapes.Of(row)));
        row["rejected_ids"] = null;
        Assert.Equal("chosen_ids", Assert.Single(TrainerShapes.Problems(row, TrainerShapes.Of(row))).Column);
    }
}
