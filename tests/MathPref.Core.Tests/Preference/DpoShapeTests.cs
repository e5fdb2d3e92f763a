using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Preference;

public sealed class DpoShapeTests
{
    private static Row Apply(Row row, string? system = null, IReadOnlyList<string?>? models = null) =>
        DpoShape.Apply(row, "Find x.", system, ["bad", "good"], [2L, 4.5], models, new PreferencePair(1, 0));

    [Fact]
    public void Prompt_id_is_the_lower_case_hexadecimal_SHA_256_of_the_UTF8_prompt()
    {
        Assert.Equal("7762ecf17ad41479767061a8f4a7bfa3b63d371672af5180872f9b82b4cd4e29", DpoShape.PromptId("What's 2+2?"));
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", DpoShape.PromptId(""));
    }

    [Fact]
    public void Pair_becomes_two_whole_conversations_in_distilabel_s_columns()
    {
        var shaped = Apply(new Row { { "instruction", "Find x." }, { "extra", 7 } }, null, ["small", "large"]);
        Assert.Equal(["instruction", "extra", "prompt", "prompt_id", "chosen", "chosen_model", "chosen_rating", "rejected", "rejected_model", "rejected_rating"], shaped.Names);
        Assert.Equal("""[{"content":"Find x.","role":"user"},{"content":"good","role":"assistant"}]""", Json(shaped["chosen"]));
        Assert.Equal("""[{"content":"Find x.","role":"user"},{"content":"bad","role":"assistant"}]""", Json(shaped["rejected"]));
        Assert.Equal(("large", "small"), (shaped["chosen_model"], shaped["rejected_model"]));
        Assert.Equal((4.5, 2L), (shaped["chosen_rating"], shaped["rejected_rating"]));
    }

    [Fact]
    public void System_prompt_opens_both_conversations_and_a_blank_one_neither()
    {
        Assert.Equal("""[{"content":"Be kind.","role":"system"},{"content":"Find x.","role":"user"},{"content":"good","role":"assistant"}]""", Json(Apply([], "Be kind.")["chosen"]));
        Assert.Equal("""[{"content":"Find x.","role":"user"},{"content":"bad","role":"assistant"}]""", Json(Apply([], " ")["rejected"]));
    }

    [Fact]
    public void Models_that_the_row_does_not_name_have_no_columns_and_a_missing_one_is_null()
    {
        Assert.False(Apply([]).Has("chosen_model"));
        var shaped = Apply([], null, ["small"]);
        Assert.True(shaped.Has("chosen_model"));
        Assert.Null(shaped["chosen_model"]);
        Assert.Equal("small", shaped["rejected_model"]);
    }

    [Fact]
    public void The_row_itself_is_left_as_it_was()
    {
        Row row = new() { { "instruction", "Find x." } };
        Apply(row);
        Assert.Equal(["instruction"], row.Names);
    }

    [Fact]
    public void Rows_that_distilabel_s_columns_describe_come_out_the_same()
    {
        var expected = JsonLinesReader.Read(Path.Combine(AppContext.BaseDirectory, "Preference", "format_dpo.jsonl"), error => throw error).ToList();
        Assert.Equal(6, expected.Count);
        var compared = 0;
        foreach (var row in expected)
        {
            string?[] generations = [.. ((object?[])row["generations"]!).Cast<string?>()];
            object?[] ratings = (object?[])row["ratings"]!;
            string?[] models = [.. ((object?[])row["model_names"]!).Cast<string?>()];
            var pair = new PairSelector().Select(generations, [.. ratings.Select(RowValues.AsNumber)], out _);
            // One of the rows is made to hold a null and says nothing of the rule.
            if (pair.Count == 0 || row["chosen_model"] is null || row["rejected_model"] is null)
                continue;
            compared++;
            Row bare = [];
            foreach (var (name, value) in row.TakeWhile(column => column.Key != "prompt"))
                bare.Add(name, value);
            var shaped = DpoShape.Apply(bare, (string)row["instruction"]!, null, generations, ratings, models, pair[0]);
            Assert.Equal(Json(row), Json(shaped));
        }
        Assert.True(compared >= 4, $"only {compared}");
    }

    private static string Json(object? value)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, JsonRows.WriterOptions))
            JsonRows.Write(json, value);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
