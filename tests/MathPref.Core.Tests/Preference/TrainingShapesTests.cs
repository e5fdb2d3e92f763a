using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Preference;

public sealed class TrainingShapesTests
{
    private static AnsweredRow Answered(Row row, string? system = null, IReadOnlyList<string?>? models = null) => new()
    {
        Source = row,
        Instruction = "Find x.",
        SystemPrompt = system,
        Generations = ["bad", "good"],
        Ratings = [2L, 4.5],
        Models = models,
    };

    private static Row Apply(Row row, string? system = null, IReadOnlyList<string?>? models = null, PreferenceFormat format = PreferenceFormat.Distilabel) =>
        TrainingShapes.Dpo(Answered(row, system, models), new PreferencePair(1, 0), format);

    [Fact]
    public void TRL_s_pair_has_the_question_as_a_list_and_the_answers_alone()
    {
        var shaped = Apply(new Row { { "instruction", "Find x." }, { "prompt", "old" }, { "messages", "old" } }, "Be kind.", ["small", "large"], PreferenceFormat.Trl);
        Assert.Equal(["prompt", "chosen", "rejected", "instruction", "prompt_id", "chosen_model", "chosen_rating", "rejected_model", "rejected_rating"], shaped.Names);
        Assert.Equal("""[{"content":"Be kind.","role":"system"},{"content":"Find x.","role":"user"}]""", Json(shaped["prompt"]));
        Assert.Equal("""[{"content":"good","role":"assistant"}]""", Json(shaped["chosen"]));
        Assert.Equal("""[{"content":"bad","role":"assistant"}]""", Json(shaped["rejected"]));
    }

    [Fact]
    public void OpenAI_s_pair_has_its_three_keys_and_nothing_else() => Assert.Equal(
        """{"input":{"messages":[{"content":"Find x.","role":"user"}],"tools":[],"parallel_tool_calls":true},"preferred_output":[{"content":"good","role":"assistant"}],"non_preferred_output":[{"content":"bad","role":"assistant"}]}""",
        Json(Apply(new Row { { "instruction", "Find x." }, { "extra", 1 } }, null, ["a", "b"], PreferenceFormat.OpenAI)));

    [Fact]
    public void KTO_s_row_is_one_answer_with_a_Boolean_and_no_pair_beside_it()
    {
        var shaped = TrainingShapes.Kto(Answered(new Row { { "chosen", 1 }, { "rejected", 2 }, { "extra", 3 } }, null, ["small", "large"]), 1, true);
        Assert.Equal(["prompt", "completion", "label", "rating", "model", "extra", "prompt_id"], shaped.Names);
        Assert.Equal((true, 4.5, "large"), (shaped["label"], shaped["rating"], shaped["model"]));
        Assert.Equal("""[{"content":"good","role":"assistant"}]""", Json(shaped["completion"]));
    }

    [Fact]
    public void SFT_s_row_is_one_conversation_and_has_no_prompt_beside_it()
    {
        var shaped = TrainingShapes.Sft(Answered(new Row { { "prompt", "old" }, { "extra", 3 } }), 1);
        Assert.Equal(["messages", "rating", "model", "extra", "prompt_id"], shaped.Names);
        Assert.Equal("""[{"content":"Find x.","role":"user"},{"content":"good","role":"assistant"}]""", Json(shaped["messages"]));
    }

    /// <summary>The files hold rows that TRL 1.16 was seen to train on as they are.</summary>
    [Theory]
    [InlineData("trl_extras.jsonl")]
    [InlineData("kto.jsonl")]
    [InlineData("sft.jsonl")]
    public void Shapes_that_a_trainer_took_come_out_the_same(string file)
    {
        var expected = Fixture(file);
        var source = Fixture("format_dpo.jsonl");
        var compared = 0;
        foreach (var row in expected)
        {
            var made = source.SelectMany(from => Shapes(from, file)).Where(shaped => row.Names.All(shaped.Has)).Select(shaped =>
            {
                Row same = [];
                foreach (var name in row.Names)
                    same.Add(name, shaped[name]);
                return Json(same);
            });
            if (!made.Contains(Json(row)))
                continue;
            compared++;
        }
        Assert.True(compared >= expected.Count - 2 && compared > 0, $"{compared} of {expected.Count}");
    }

    private static IEnumerable<Row> Shapes(Row row, string file)
    {
        string?[] generations = [.. ((object?[])row["generations"]!).Cast<string?>()];
        var ratings = (object?[])row["ratings"]!;
        Row bare = [];
        foreach (var (name, value) in row.TakeWhile(column => column.Key != "prompt"))
            bare.Add(name, value);
        var answered = new AnsweredRow { Source = bare, Instruction = (string)row["instruction"]!, Generations = generations, Ratings = ratings, Models = [.. ((object?[])row["model_names"]!).Cast<string?>()] };
        if (file.StartsWith("trl", StringComparison.Ordinal))
        {
            foreach (var pair in new PairSelector().Select("q", generations, [.. ratings.Select(RowValues.AsNumber)], out _))
                yield return TrainingShapes.Dpo(answered, pair, PreferenceFormat.Trl);
            yield break;
        }
        for (var i = 0; i < generations.Length; i++)
        {
            if (generations[i] is not null && ratings[i] is not null)
                yield return file.StartsWith("kto", StringComparison.Ordinal) ? TrainingShapes.Kto(answered, i, RowValues.AsNumber(ratings[i]) >= 4) : TrainingShapes.Sft(answered, i);
        }
    }

    private static List<Row> Fixture(string name) => JsonLinesReader.Read(Path.Combine(AppContext.BaseDirectory, "Preference", name), error => throw error).ToList();

    [Fact]
    public void Prompt_id_is_the_lower_case_hexadecimal_SHA_256_of_the_UTF8_prompt()
    {
        Assert.Equal("7762ecf17ad41479767061a8f4a7bfa3b63d371672af5180872f9b82b4cd4e29", TrainingShapes.PromptId("What's 2+2?"));
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", TrainingShapes.PromptId(""));
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
        var expected = Fixture("format_dpo.jsonl");
        Assert.Equal(6, expected.Count);
        var compared = 0;
        foreach (var row in expected)
        {
            string?[] generations = [.. ((object?[])row["generations"]!).Cast<string?>()];
            object?[] ratings = (object?[])row["ratings"]!;
            string?[] models = [.. ((object?[])row["model_names"]!).Cast<string?>()];
            var pair = new PairSelector().Select("q", generations, [.. ratings.Select(RowValues.AsNumber)], out _);
            // One of the rows is made to hold a null and says nothing of the rule.
            if (pair.Count == 0 || row["chosen_model"] is null || row["rejected_model"] is null)
                continue;
            compared++;
            Row bare = [];
            foreach (var (name, value) in row.TakeWhile(column => column.Key != "prompt"))
                bare.Add(name, value);
            var answered = new AnsweredRow { Source = bare, Instruction = (string)row["instruction"]!, Generations = generations, Ratings = ratings, Models = models };
            var shaped = TrainingShapes.Dpo(answered, pair[0], PreferenceFormat.Distilabel);
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
