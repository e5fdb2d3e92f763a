using System.Text.Json;
using System.Text.Json.Nodes;
using MathPref.Core.Argilla;

namespace MathPref.Core.Tests.Argilla;

public sealed class PreferenceRecordTests
{
    private static PreferenceTarget Target(int generations, bool allowsExtra = true) => new()
    {
        Dataset = new ArgillaDataset("d", "pairs", "w", IsReady: true, allowsExtra),
        Generations = generations,
        HasId = true,
        Ratings = Enumerable.Range(0, generations).Select(i => new ArgillaQuestion($"r{i}", PreferenceTarget.Rating(i), "rating", i == 0, new HashSet<long> { 1, 2, 3, 4, 5 })).ToList(),
        Rationales = Enumerable.Range(0, generations).Select(i => new ArgillaQuestion($"t{i}", PreferenceTarget.Rationale(i), "text", false, new HashSet<long>())).ToList(),
        Foreign = [],
        RequiredGenerations = [0],
    };

    private static JsonObject Json(PreferenceRecord record) => JsonNode.Parse(record.Json.Span)!.AsObject();

    [Fact]
    public void Fields_and_suggestions_are_those_of_distilabels_records()
    {
        var target = Target(3);
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Argilla", "argilla.jsonl"));
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var expected = JsonNode.Parse(line)!.AsObject();
            var suggested = expected["suggestions"]!.AsArray().ToDictionary(s => (string)s!["question"]!, s => s!["value"]!);
            var texts = Enumerable.Range(0, 3).Select(i => (string?)expected["fields"]![$"generations-{i}"]).ToArray();
            var row = ArgillaSetup.Row((string)expected["fields"]!["instruction"]!, texts, Enumerable.Range(0, 3).Select(i => (object?)(long?)suggested.GetValueOrDefault($"generations-{i}-rating")).ToArray());
            var record = Json(PreferenceRecord.Of(row, Enumerable.Range(0, 3).Select(i => (object?)(string?)suggested.GetValueOrDefault($"generations-{i}-rationale")).ToList(), null, target));
            Assert.True(JsonNode.DeepEquals(expected["fields"], record["fields"]), record.ToJsonString());
            var names = target.Ratings.Concat(target.Rationales).ToDictionary(q => q!.Id, q => q!.Name);
            Assert.Equal(
                suggested.Select(s => (s.Key, s.Value.ToJsonString())).Order(),
                record["suggestions"]!.AsArray().Select(s => (names[(string)s!["question_id"]!], s["value"]!.ToJsonString())).Order());
        }
    }

    [Fact]
    public void The_external_id_is_the_hash_of_instruction_and_generations_and_of_nothing_else()
    {
        Assert.Equal("13efd1b340f40a4b32649e54fc967a25fa77f837b845df48a422b6fe66d36934", PreferenceRecord.Id("What is 1 + 1?", ["2", "11"]));
        Assert.Equal("91d8d10e9325ab341d9dadafa16b23cff92803430f43d97e4a95074106f6a633", PreferenceRecord.Id("¿Qué?", ["∅", null, ""]));
        var target = Target(2);
        var one = PreferenceRecord.Of(ArgillaSetup.Row("q", ["a", "b"], [1L, 2L], ["x", "y"]), ["r", null], "j", target);
        var other = PreferenceRecord.Of(ArgillaSetup.Row("q", ["a", "b"], [5L, null]), null, null, target);
        Assert.Equal(one.ExternalId, other.ExternalId);
        string[] different =
        [
            PreferenceRecord.Id("q", ["a", "b"]), PreferenceRecord.Id("q", ["b", "a"]), PreferenceRecord.Id("q", ["ab"]), PreferenceRecord.Id("qa", ["b"]), PreferenceRecord.Id("q", ["a", null, "b"]),
            PreferenceRecord.Id("q", ["a", "b", ""]), PreferenceRecord.Id("q", ["a,1:b"]), PreferenceRecord.Id("q", ["-", "b"]), PreferenceRecord.Id("q", [null, "b"]),
        ];
        Assert.Equal(different.Length, different.Distinct().Count());
        Assert.Equal(PreferenceRecord.Id("q", ["a", "b"]), PreferenceRecord.Id("q", ["a", "b", null, null]));
    }

    [Fact]
    public void Only_ratings_that_are_options_and_reasons_that_are_texts_become_suggestions()
    {
        var row = ArgillaSetup.Row("q", ["a", "b", "c", "d", "e", null, "g"], [5L, 4.0, 4.5, 6L, null, 3L, "2"]);
        var record = Json(PreferenceRecord.Of(row, ["why", "", null, 7L, "unrated", "of nothing", "text"], "m (a)", Target(7)));
        Assert.Equal(
            [("r0", "5"), ("r1", "4"), ("t0", "\"why\""), ("t4", "\"unrated\""), ("t6", "\"text\"")],
            record["suggestions"]!.AsArray().Select(s => ((string)s!["question_id"]!, s["value"]!.ToJsonString())).Order());
        Assert.All(record["suggestions"]!.AsArray(), s => Assert.Equal(("m -a-", "model"), ((string?)s!["agent"], (string?)s["type"])));
    }

    [Fact]
    public void Metadata_carries_the_models_and_the_system_prompt_where_the_dataset_takes_it()
    {
        var row = ArgillaSetup.Row("q", ["a", null], models: ["org/m@1", null], system: "Be brief.");
        Assert.Equal("""{"model-0":"org/m@1","system_prompt":"Be brief."}""", Json(PreferenceRecord.Of(row, null, null, Target(2)))["metadata"]!.ToJsonString());
        Assert.Equal("""{"model-0":"org/m@1"}""", Json(PreferenceRecord.Of(row, null, null, Target(2, allowsExtra: false)))["metadata"]!.ToJsonString());
    }

    [Fact]
    public void What_the_dataset_cannot_hold_is_refused_with_the_reason()
    {
        string Refused(string?[] generations, string instruction = "q") =>
            Assert.Throws<ArgumentException>(() => PreferenceRecord.Of(ArgillaSetup.Row(instruction, generations), null, null, Target(2))).Message;
        Assert.Contains("3 generations", Refused(["a", "b", "c"]), StringComparison.Ordinal);
        Assert.Contains("'generations-0'", Refused([null, "b"]), StringComparison.Ordinal);
        Assert.Contains("'generations' holds half of a surrogate pair", Refused(["a", "\ud835"]), StringComparison.Ordinal);
        Assert.Contains("'instruction' holds half of a surrogate pair", Refused(["a"], "\ude00"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mistral-large-latest", "mistral-large-latest")]
    [InlineData("mistralai/Mixtral-8x7B:free v0.1", "mistralai/Mixtral-8x7B:free v0.1")]
    [InlineData("m@2024+x(é)", "m-2024-x---")]
    [InlineData("  judge ", "judge")]
    [InlineData("@@", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_model_is_an_agent_by_a_name_that_the_server_takes(string? model, string? agent) => Assert.Equal(agent, ArgillaNames.Agent(model));

    [Fact]
    public void An_agent_has_200_characters_at_most() => Assert.Equal(200, ArgillaNames.Agent(new string('m', 300))!.Length);

    [Theory]
    [InlineData("math preferences_2-b", true)]
    [InlineData("-x", false)]
    [InlineData("_x", false)]
    [InlineData("a/b", false)]
    [InlineData("a.b", false)]
    [InlineData("é", false)]
    [InlineData("a\n", false)]
    [InlineData("", false)]
    public void Names_of_datasets_are_checked(string name, bool isGood)
    {
        var error = Record.Exception(() => ArgillaNames.CheckDataset(name));
        Assert.Equal(isGood, error is null);
        Assert.True(isGood || error!.Message.Contains("does not begin with", StringComparison.Ordinal));
        Assert.NotNull(Record.Exception(() => ArgillaNames.CheckDataset(new string('a', 201))));
    }

    [Fact]
    public void Names_of_workspaces_are_checked()
    {
        ArgillaNames.CheckWorkspace("-team_1");
        Assert.Throws<ArgumentException>(() => ArgillaNames.CheckWorkspace("my team"));
        Assert.Throws<ArgumentException>(() => ArgillaNames.CheckWorkspace(""));
    }
}
