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
        UsesMarkdown = false,
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
            [("r0", "5"), ("r1", "4"), ("r2", "5"), ("r6", "2"), ("t0", "\"why\""), ("t3", "\"7\""), ("t4", "\"unrated\""), ("t6", "\"text\"")],
            record["suggestions"]!.AsArray().Select(s => ((string)s!["question_id"]!, s["value"]!.ToJsonString())).Order());
        Assert.All(record["suggestions"]!.AsArray(), s => Assert.Equal(("m -a-", "model"), ((string?)s!["agent"], (string?)s["type"])));
    }

    private static (string, object)[] Notes(PreferenceRecord record) => [.. record.Notes.Select(n => ($"{n.Change}", n.Value))];

    [Theory]
    [InlineData(4.5, "5", "Rounded")]
    [InlineData(4.49, "4", "Rounded")]
    [InlineData("2.5", "3", "Rounded")]
    [InlineData("4", "4", null)]
    [InlineData(" 4.0 ", "4", null)]
    [InlineData(0.5, "1", "Rounded")]
    [InlineData(5.49, "5", "Rounded")]
    [InlineData(5.5, null, "NoOption")]
    [InlineData(0.4, null, "NoOption")]
    [InlineData(8, null, "NoOption")]
    [InlineData(-4L, null, "NoOption")]
    [InlineData("five", null, "NoOption")]
    [InlineData(true, null, "NoOption")]
    [InlineData(double.NaN, null, "NoOption")]
    [InlineData(1e300, null, "NoOption")]
    [InlineData("  ", null, null)]
    [InlineData(null, null, null)]
    public void A_rating_is_the_nearest_option_or_no_suggestion_and_what_was_changed_is_noted(object? rating, string? suggested, string? note)
    {
        var record = PreferenceRecord.Of(ArgillaSetup.Row("q", ["a"], [rating]), null, null, Target(1));
        Assert.Equal(suggested, Json(record)["suggestions"]!.AsArray().SingleOrDefault()?["value"]!.ToJsonString());
        Assert.Equal(note is null ? [] : [(note, rating!)], Notes(record));
        Assert.Equal(suggested is null ? ["r0"] : [], record.Open);
        Assert.Equal(suggested is null ? 0 : 1, record.Suggestions);
    }

    [Fact]
    public void Texts_in_which_nobody_sees_anything_go_and_are_noted_and_such_reasons_do_not_go()
    {
        var record = PreferenceRecord.Of(ArgillaSetup.Row(" \n", ["", "\u3000", "b"]), [" ", "so", null], null, Target(3));
        Assert.Equal([("Blank", "instruction"), ("Blank", "generations"), ("Blank", "generations")], Notes(record));
        Assert.Equal("\u3000", (string?)Json(record)["fields"]!["generations-1"]);
        Assert.Equal(["t1"], Json(record)["suggestions"]!.AsArray().Select(s => (string?)s!["question_id"]));
        Assert.Equal(["r0", "t0", "r1", "r2", "t2"], record.Open);
    }

    [Fact]
    public void What_was_changed_is_one_warning_of_ratings_and_one_of_texts()
    {
        RecordTally tally = new();
        Assert.Empty(tally.Warnings());
        void Add(string question, string answer, params object?[] ratings) => tally.Add(PreferenceRecord.Of(ArgillaSetup.Row(question, [answer, "b"], ratings), null, null, Target(2)), question);
        Add("What is 1 + 1?", "a", 4.5, "five\u001b[2J");
        Add("What is 2 + 1?", " ", 8L, 3L);
        Assert.Equal(
            [
                "Argilla rates by whole numbers: 2 ratings are no option of the question and became no suggestion (the first: 'five [2J' of 'What is 1 + 1?'), 1 rating was rounded to a whole number (4.5 of 'What is 1 + 1?').",
                "1 text that is empty or blanks alone went to Argilla as it is, and annotators see nothing there (the first: generations of 'What is 2 + 1?').",
            ],
            tally.Warnings());
    }

    [Fact]
    public void Reasons_and_ids_that_are_lists_or_objects_are_said()
    {
        RecordTally tally = new();
        void Add(object? id, params object?[] reasons) => tally.Add(
            PreferenceRecord.Of(ArgillaSetup.Row("What is 1 + 1?", ["a", "b"]) with { Source = new MathPref.Core.Rows.Row { { "id", id } } }, reasons, null, Target(2)), "What is 1 + 1?");
        Add(null, 0.5, null);
        Assert.Empty(tally.Warnings());
        Add(new object?[] { 1L }, new MathPref.Core.Rows.Row { { "a", 1L } }, new object?[] { "so" });
        Add(new MathPref.Core.Rows.Row());
        Assert.Equal(
            [
                "2 rationales are lists or objects and became no suggestion (the first: of 'What is 1 + 1?'). Make them texts.",
                "2 ids are lists or objects and were not sent (the first: of 'What is 1 + 1?'): Import-ArgillaDataset gives a hash of the instruction in their place. Make them texts.",
            ],
            tally.Warnings());
    }

    [Fact]
    public void Where_the_dataset_has_the_fields_the_way_out_is_to_use_them()
    {
        string Refused(int answers) => Assert.Throws<ArgumentException>(
            () => PreferenceRecord.Of(ArgillaSetup.Row("q", [.. Enumerable.Repeat("a", answers)]), null, null, Target(4).For(2))).Message;
        Assert.Equal("This row has 4 generations, and -NumGenerations 2 was given. A record of the dataset 'pairs' holds 4: leave -NumGenerations out, or give 4.", Refused(4));
        Assert.Contains("holds 4: a published dataset gets no more fields. Send such rows to another -Name, with -NumGenerations 5.", Refused(5), StringComparison.Ordinal);
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
