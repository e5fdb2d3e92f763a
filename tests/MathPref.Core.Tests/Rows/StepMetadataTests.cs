using CsCheck;
using MathPref.Core.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Rows;

public sealed class StepMetadataTests
{
    private static Row Steps(params (string Step, string Output)[] steps)
    {
        Row metadata = [];
        foreach (var (step, output) in steps)
            StepMetadata.Add(metadata, step, [new(ChatRole.User, "q")], output, new UsageDetails { InputTokenCount = 1, OutputTokenCount = 2 });
        return metadata;
    }

    private static Row Merged(Row left, Row right)
    {
        var merged = left.Copy();
        StepMetadata.Merge(merged, right);
        return merged;
    }

    private static string[] Outputs(Row metadata) =>
        [.. metadata.Where(column => column.Key.StartsWith("raw_output_", StringComparison.Ordinal)).Select(column => $"{column.Key["raw_output_".Length..]}={column.Value}")];

    [Fact]
    public void A_step_is_its_input_its_output_and_its_tokens_in_distilabel_s_form()
    {
        Row metadata = [];
        StepMetadata.Add(metadata, "ultra_feedback_0", [new(ChatRole.System, "s"), new(ChatRole.User, "u")], "out", null);
        Assert.Equal(["raw_input_ultra_feedback_0", "raw_output_ultra_feedback_0", "statistics_ultra_feedback_0"], metadata.Names);
        var expected = new object?[] { new Row { { "content", "s" }, { "role", "system" } }, new Row { { "content", "u" }, { "role", "user" } } };
        Assert.True(RowValues.AreEqual(expected, metadata["raw_input_ultra_feedback_0"]));
        Assert.Equal(["content", "role"], ((Row)((object?[])metadata["raw_input_ultra_feedback_0"]!)[0]!).Names);
        Assert.True(RowValues.AreEqual(new Row { { "input_tokens", null }, { "output_tokens", null } }, metadata["statistics_ultra_feedback_0"]));
    }

    [Fact]
    public void What_a_model_was_told_to_do_stands_beside_its_step_and_moves_with_it()
    {
        Row Told(string behaviour)
        {
            Row metadata = [];
            StepMetadata.Add(metadata, "text_generation_0", [new(ChatRole.User, "q")], "out", null, behaviour: behaviour);
            return metadata;
        }
        var merged = Merged(Told("sign"), Told("bare"));
        Assert.Equal(("sign", "bare"), (merged["behaviour_text_generation_0"], merged["behaviour_text_generation_1"]));
        Assert.Equal("text_generation_1", StepMetadata.FreeStep(new Row { { "behaviour_text_generation_0", "sign" } }, "text_generation"));
    }

    [Fact]
    public void Free_step_is_the_first_number_that_no_column_uses()
    {
        Assert.Equal("text_generation_0", StepMetadata.FreeStep([], "text_generation"));
        Assert.Equal("text_generation_1", StepMetadata.FreeStep(Steps(("text_generation_0", "a"), ("text_generation_2", "b")), "text_generation"));
        Assert.Equal("text_generation_1", StepMetadata.FreeStep(new Row { { "Statistics_Text_Generation_0", null } }, "text_generation"));
    }

    [Fact]
    public void Steps_of_another_task_are_added_as_they_are() =>
        Assert.Equal(["self_instruct_0=a", "text_generation_0=b"], Outputs(Merged(Steps(("self_instruct_0", "a")), Steps(("text_generation_0", "b")))));

    [Fact]
    public void The_same_step_is_held_once()
    {
        var merged = Merged(Steps(("self_instruct_0", "a"), ("text_generation_0", "b")), Steps(("self_instruct_0", "a"), ("text_generation_0", "c")));
        Assert.Equal(["self_instruct_0=a", "text_generation_0=b", "text_generation_1=c"], Outputs(merged));
        Assert.Equal(9, merged.Count);
    }

    [Fact]
    public void Two_branches_of_two_models_each_keep_all_four_answers() =>
        Assert.Equal(
            ["text_generation_0=a", "text_generation_1=b", "text_generation_2=c", "text_generation_3=d"],
            Outputs(Merged(Steps(("text_generation_0", "a"), ("text_generation_1", "b")), Steps(("text_generation_0", "c"), ("text_generation_1", "d")))));

    [Fact]
    public void A_renamed_step_never_takes_the_name_of_another_step_of_its_own_branch() =>
        Assert.Equal(
            ["text_generation_0=a", "text_generation_2=c", "text_generation_1=d"],
            Outputs(Merged(Steps(("text_generation_0", "a")), Steps(("text_generation_0", "c"), ("text_generation_1", "d")))));

    [Fact]
    public void A_step_without_a_number_gets_one() =>
        Assert.Equal(["mine=a", "mine_0=b"], Outputs(Merged(Steps(("mine", "a")), Steps(("mine", "b")))));

    [Fact]
    public void What_is_no_step_is_added_and_never_overwritten()
    {
        var merged = Merged(new Row { { "note", 1 } }, new Row { { "note", 2 }, { "more", 3 } });
        Assert.Equal([("note", 1), ("more", 3)], merged.Select(column => (column.Key, (int)column.Value!)));
    }

    [Fact]
    public void The_other_branch_is_left_as_it_was()
    {
        var other = Steps(("text_generation_0", "b"));
        Merged(Steps(("text_generation_0", "a")), other);
        Assert.Equal(["text_generation_0=b"], Outputs(other));
    }

    [Fact]
    public void Property_no_answer_is_lost_when_any_branches_meet()
    {
        var branch = Gen.Select(Gen.OneOf("text_generation_0", "text_generation_1", "text_generation_2", "text_generation_10", "self_instruct_0", "mine"), Gen.OneOf("a", "b", "c"), (step, output) => (step, output)).Array[0, 5];
        Gen.Select(branch, branch, branch).Sample((first, second, third) =>
        {
            Row[] rows = [Steps(first), Steps(second), Steps(third)];
            var merged = Merged(Merged(rows[0], rows[1]), rows[2]);
            var outputs = Outputs(merged).Select(step => step[^1]).ToList();
            foreach (var row in rows)
            {
                foreach (var group in Outputs(row).GroupBy(step => step[^1]))
                    Assert.True(outputs.Count(output => output == group.Key) >= group.Count());
            }
            Assert.Equal(3 * outputs.Count, merged.Count);
        }, iter: 2000);
    }
}
