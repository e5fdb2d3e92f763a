using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MathPref.Core.Argilla;
using MathPref.Core.Llm;
using MathPref.Core.Net;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Argilla;

/// <summary>Datasets made, filled and read back on the strict server.</summary>
public sealed class PreferenceDatasetTests : IAsyncLifetime
{
    private StrictArgillaServer _server = null!;
    private ArgillaClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StrictArgillaServer.StartAsync();
        _client = _server.Client();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<RecordUpload> SendAsync(PreferenceTarget target, IReadOnlyList<PreferenceRecord> records)
    {
        var upload = new RecordSender(_client, target).Upload(records);
        await upload.SendAsync(default);
        return upload;
    }

    private static string[] Names(JsonNode? items) => [.. items!.AsArray().Select(i => (string)i!["name"]!)];

    [Fact]
    public async Task A_dataset_is_made_with_the_fields_and_questions_of_distilabels()
    {
        var target = await _client.PrepareAsync(generations: 3);
        Assert.Equal((3, true), (target.Generations, target.HasId));
        var made = _server.Look("pairs");
        Assert.Equal("ready", (string?)made["status"]);
        Assert.Equal(["id", "instruction", "generations-0", "generations-1", "generations-2"], Names(made["fields"]));
        Assert.Equal([false, true, true, false, false], made["fields"]!.AsArray().Select(f => (bool)f!["required"]!));
        Assert.Equal(["generations-0-rating", "generations-0-rationale", "generations-1-rating", "generations-1-rationale", "generations-2-rating", "generations-2-rationale"], Names(made["questions"]));
        Assert.Equal([true, false, false, false, false, false], made["questions"]!.AsArray().Select(q => (bool)q!["required"]!));
        Assert.Equal("""{"type":"rating","options":[{"value":1},{"value":2},{"value":3},{"value":4},{"value":5}]}""", made["questions"]![0]!["settings"]!.ToJsonString());
        Assert.Equal(["model-0", "model-1", "model-2"], Names(made["properties"]));
        Assert.All(made["properties"]!.AsArray(), p => Assert.False((bool)p!["visible_for_annotators"]!));
    }

    [Fact]
    public async Task A_dataset_that_is_there_is_taken_as_it_is()
    {
        await _client.PrepareAsync();
        var before = _server.Calls.Count;
        var target = await _client.PrepareAsync(generations: null);
        Assert.Equal(2, target.Generations);
        Assert.Equal(1, _server.CountDatasets);
        Assert.All(_server.Calls.Skip(before), call => Assert.Equal("GET", call.Method));
        Assert.Equal(1, (await _client.PrepareAsync(generations: 1)).Generations);
        var error = await Assert.ThrowsAsync<ArgillaException>(() => _client.PrepareAsync(generations: 3));
        Assert.Equal(ArgillaFailure.DatasetMismatch, error.Failure);
        Assert.Contains("2 generations a record, not 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/datasets")]
    [InlineData("/fields")]
    [InlineData("/questions")]
    [InlineData("/metadata-properties")]
    [InlineData("/publish")]
    public async Task A_lost_answer_while_a_dataset_is_made_makes_nothing_twice(string route)
    {
        var faults = 0;
        _server.Fault = call => call.Method != "GET" && call.Path.EndsWith(route, StringComparison.Ordinal) && Interlocked.Increment(ref faults) == 1 ? new ArgillaFault { ComesAfter = true, Resets = true } : null;
        _client = _server.Client(retry: new RetrySettings { RetryInterval = TimeSpan.FromMilliseconds(1) });
        await _client.PrepareAsync();
        Assert.Equal((1, 4, 4), (_server.CountDatasets, _server.Look("pairs")["fields"]!.AsArray().Count, _server.Look("pairs")["questions"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_draft_that_an_earlier_run_left_is_completed()
    {
        _server.Fault = call => call.Path.EndsWith("/questions", StringComparison.Ordinal) && call.Method == "POST" ? new ArgillaFault(503) : null;
        await Assert.ThrowsAsync<ArgillaException>(() => _client.PrepareAsync());
        Assert.Equal("draft", (string?)_server.Look("pairs")["status"]);
        _server.Fault = _ => null;
        await _client.PrepareAsync();
        Assert.Equal("ready", (string?)_server.Look("pairs")["status"]);
        Assert.Equal(4, _server.Look("pairs")["questions"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("/fields")]
    [InlineData("/questions")]
    [InlineData("/publish")]
    public async Task Another_that_makes_the_same_dataset_and_is_first_to_publish_it_is_no_hindrance(string route)
    {
        var others = 0;
        _server.Fault = call =>
        {
            // Before this call is answered, another run makes the whole dataset.
            if (call.Method != "GET" && call.Path.EndsWith(route, StringComparison.Ordinal) && Interlocked.Increment(ref others) == 1)
                _server.Client().PrepareAsync().GetAwaiter().GetResult();
            return null;
        };
        Assert.Equal(2, (await _client.PrepareAsync()).Generations);
        Assert.Equal((1, 4, 4), (_server.CountDatasets, _server.Look("pairs")["fields"]!.AsArray().Count, _server.Look("pairs")["questions"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("text", "text", null)]
    [InlineData("generations-0", "image", null)]
    [InlineData(null, null, "quality")]
    [InlineData("instruction", "text", "generations-0-rationale")]
    public async Task A_draft_that_is_not_one_of_ours_is_neither_changed_nor_published(string? field, string? type, string? ratingQuestion)
    {
        var session = await ArgillaSession.OpenAsync(_client, null, default);
        var draft = (await _client.CreateDatasetAsync("theirs", session.Workspace, 1, default))!;
        if (field is not null)
            await PostAsync($"api/v1/datasets/{draft.Id}/fields", new { name = field, title = field, required = true, settings = new { type } });
        if (ratingQuestion is not null)
            await _client.AddQuestionAsync(draft, ratingQuestion, ratingQuestion, null, true, [1, 2], default);
        var before = _server.Look("theirs").ToJsonString();
        var error = await Assert.ThrowsAsync<ArgillaException>(() => PreferenceTarget.PrepareAsync(_client, session.Workspace, "theirs", draft, 2, false, 1, default));
        Assert.Equal(ArgillaFailure.DatasetMismatch, error.Failure);
        Assert.Contains($"'{ratingQuestion ?? field}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, _server.Look("theirs").ToJsonString());
    }

    private async Task PostAsync(string path, object body)
    {
        using var http = new HttpClient { BaseAddress = _server.Address };
        http.DefaultRequestHeaders.Add("X-Argilla-Api-Key", StrictArgillaServer.OwnerKey);
        (await http.PostAsJsonAsync(path, body)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_dataset_of_another_kind_is_told_apart()
    {
        var session = await ArgillaSession.OpenAsync(_client, null, default);
        async Task<string> MismatchAsync(string name, params (string Name, bool IsRequired)[] fields)
        {
            var dataset = (await _client.CreateDatasetAsync(name, session.Workspace, 1, default))!;
            foreach (var (field, isRequired) in fields)
                await _client.AddFieldAsync(dataset, field, isRequired, false, default);
            await _client.AddQuestionAsync(dataset, "q", "q", null, true, [1, 2], default);
            await _client.PublishAsync(dataset, default);
            var error = await Assert.ThrowsAsync<ArgillaException>(() => PreferenceTarget.PrepareAsync(_client, session.Workspace, name, dataset with { IsReady = true }, null, false, 1, default));
            Assert.Equal(ArgillaFailure.DatasetMismatch, error.Failure);
            return error.Message;
        }
        Assert.Contains("'instruction'", await MismatchAsync("a", ("text", true)), StringComparison.Ordinal);
        Assert.Contains("'generations-0'", await MismatchAsync("b", ("instruction", true)), StringComparison.Ordinal);
        Assert.Contains("'topic' is required", await MismatchAsync("c", ("instruction", true), ("generations-0", true), ("topic", true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_records_sent_twice_are_a_thousand_records()
    {
        var target = await _client.PrepareAsync();
        var records = Enumerable.Range(0, 1000).Select(i => ArgillaSetup.Record(target, i)).ToList();
        for (var run = 0; run < 2; run++)
        {
            RecordSender sender = new(_client, target);
            foreach (var part in records.Chunk(500))
                await sender.Upload(part).SendAsync(default);
        }
        Assert.Equal(1000, _server.CountRecords("pairs"));
        Assert.Equal([500, 500, 500, 500], _server.BulkCalls.Select(c => c.Items));
    }

    [Fact]
    public async Task A_lost_answer_to_a_batch_costs_nothing_and_doubles_nothing()
    {
        var lost = false;
        _server.Fault = call => call.IsBulk && !lost && (lost = true) ? new ArgillaFault { ComesAfter = true, Resets = true } : null;
        _client = _server.Client(retry: new RetrySettings { RetryInterval = TimeSpan.FromMilliseconds(1) });
        var target = await _client.PrepareAsync();
        await SendAsync(target, Enumerable.Range(0, 20).Select(i => ArgillaSetup.Record(target, i)).ToList());
        // The server may still have been at it: what is sent again is less.
        Assert.Equal(20, _server.CountRecords("pairs"));
        Assert.Equal([20, 10, 10], _server.BulkCalls.Select(c => c.Items));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bad_records_are_refused_alone_wherever_they_are(bool isNamed)
    {
        var target = await _client.PrepareAsync();
        int[] bad = [0, 17, 18, 250, 499];
        var records = Enumerable.Range(0, 500).Select(i => ArgillaSetup.Record(target, i)).ToList();
        foreach (var place in bad)
            records[place] = records[place] with { Json = "{\"external_id\":\"x\",\"fields\":{\"instruction\":\"q\",\"generations-0\":5}}"u8.ToArray() };
        // A gateway that says no more than no; one that does names the culprit.
        _server.Fault = call => !isNamed && call.IsBulk && call.Body!["items"]!.AsArray().Any(i => (string?)i!["external_id"] == "x") ? new ArgillaFault(422, "no") { ContentType = "text/plain" } : null;
        var upload = await SendAsync(target, records);
        Assert.Equal(bad, Enumerable.Range(0, 500).Where(i => upload.Fate(i) is RecordFate.Refused));
        Assert.Equal(495, Enumerable.Range(0, 500).Count(i => upload.Fate(i) is RecordFate.Accepted));
        Assert.Equal(495, _server.CountRecords("pairs"));
        Assert.All(bad, place => Assert.NotNull(upload.Reason(place)));
        Assert.InRange(_server.BulkCalls.Count(), 1, isNamed ? 20 : 100);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public async Task A_named_place_that_no_record_has_is_no_guide(int named)
    {
        var target = await _client.PrepareAsync();
        var records = Enumerable.Range(0, 4).Select(i => ArgillaSetup.Record(target, i)).ToList();
        _server.Fault = call => call.IsBulk && call.Body!.ToJsonString().Contains("What is 2", StringComparison.Ordinal)
            ? new ArgillaFault(422, """{"detail":{"code":"argilla.api.errors::ValidationError","params":{"errors":[{"loc":["body","items",PLACE],"msg":"no","type":"value_error"}]}}}""".Replace("PLACE", $"{named}", StringComparison.Ordinal))
            : null;
        var upload = await SendAsync(target, records);
        Assert.Equal([RecordFate.Accepted, RecordFate.Accepted, RecordFate.Refused, RecordFate.Accepted], Enumerable.Range(0, 4).Select(upload.Fate));
        Assert.InRange(_server.BulkCalls.Count(), 5, 8);
    }

    [Fact]
    public async Task A_batch_that_is_too_long_for_a_gateway_goes_in_parts()
    {
        var target = await _client.PrepareAsync();
        _server.LargestBody = 20_000;
        var records = Enumerable.Range(0, 100).Select(i => ArgillaSetup.Record(target, i)).ToList();
        records.Add(PreferenceRecord.Of(ArgillaSetup.Row("long", [new string('x', 30_000)]), null, null, target));
        var upload = await SendAsync(target, records);
        Assert.Equal(RecordFate.Refused, upload.Fate(100));
        Assert.Equal(100, _server.CountRecords("pairs"));
    }

    [Fact]
    public async Task What_was_taken_before_the_server_went_away_stays_known()
    {
        var target = await _client.PrepareAsync();
        var records = Enumerable.Range(0, 4).Select(i => ArgillaSetup.Record(target, i)).ToList();
        var calls = 0;
        _server.Fault = call => !call.IsBulk ? null : ++calls switch { 1 => new ArgillaFault(413, ""), 2 => null, _ => new ArgillaFault(403, """{"detail":"no more"}""") };
        var upload = new RecordSender(_client, target).Upload(records);
        await Assert.ThrowsAsync<ArgillaException>(() => upload.SendAsync(default));
        Assert.Equal([RecordFate.Accepted, RecordFate.Accepted, RecordFate.Unknown, RecordFate.Unknown], Enumerable.Range(0, 4).Select(upload.Fate));
    }

    [Fact]
    public void A_batch_holds_equal_records_once_and_keeps_others_of_the_same_answers_apart()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        var batch = new RecordBatch(time);
        var one = new PreferenceRecord("a", "1"u8.ToArray());
        Assert.Equal((0, 0, 1), (batch.Add(one), batch.Add(one with { Json = "1"u8.ToArray() }), batch.Add(new PreferenceRecord("b", "1"u8.ToArray()))));
        Assert.Equal(2, batch.Records.Count);
        Assert.False(batch.MustGoBefore(one));
        Assert.True(batch.MustGoBefore(one with { Json = "2"u8.ToArray() }));
        Assert.True(batch.MustGoBefore(new PreferenceRecord("c", new byte[8 << 20])));
        Assert.False(batch.IsDue);
        time.Advance(RecordBatch.LongestWait);
        Assert.True(batch.IsDue);
    }

    [Fact]
    public async Task Records_come_back_as_they_were_sent_with_the_judges_ratings()
    {
        var target = await _client.PrepareAsync(generations: 3);
        var rows = new[]
        {
            ArgillaSetup.Row("q\u0000 \ud835\udd38", ["a", null, null], [3L, null, null], ["m@1", "n", null], "Be brief."),
            ArgillaSetup.Row("r", ["a", "", "c"], [1L, null, 5L]),
        };
        await SendAsync(target, rows.Select(r => PreferenceRecord.Of(r, ["x", null, "z"], "j", target)).ToList());
        var back = await ArgillaSetup.ReadAllAsync(_client, target);
        Assert.Equal(["instruction", "generations", "model_names", "system_prompt", "ratings", "rationales", "model_name", "suggested_ratings", "num_responses", "num_discarded", "id", "external_id"], back[0].Names);
        Assert.Equal(rows[0].Instruction, back[0][Columns.Instruction]);
        Assert.Equal(new string?[] { "a", null }, back[0][Columns.Generations]);
        Assert.Equal(new[] { "m@1", "n" }, back[0][Columns.ModelNames]);
        Assert.Equal("Be brief.", back[0][Columns.SystemPrompt]);
        Assert.Equal(new object?[] { 3.0, null }, back[0][Columns.Ratings]);
        Assert.Equal("j", back[0][Columns.ModelName]);
        Assert.Equal(new string?[] { "a", "", "c" }, back[1][Columns.Generations]);
        Assert.False(back[1].Has(Columns.ModelNames));
        Assert.Equal(new object?[] { 1.0, null, 5.0 }, back[1][Columns.Ratings]);
        Assert.Equal(new string?[] { "x", null, "z" }, back[1][Columns.Rationales]);
    }

    [Fact]
    public async Task Records_that_are_read_back_and_sent_again_are_the_same_records()
    {
        var target = await _client.PrepareAsync(generations: 3);
        var rows = new[]
        {
            ArgillaSetup.Row("q", ["a", null, null], null, ["m", "n", null]),
            ArgillaSetup.Row("r", ["a", null, "c"]),
            ArgillaSetup.Row("s", ["a", "", null]),
        };
        await SendAsync(target, rows.Select(r => PreferenceRecord.Of(r, null, null, target)).ToList());
        var back = await ArgillaSetup.ReadAllAsync(_client, target);
        await SendAsync(target, back.Select(r => PreferenceRecord.Of(ArgillaSetup.Row((string)r[Columns.Instruction]!, (string?[])r[Columns.Generations]!), null, null, target)).ToList());
        Assert.Equal(3, _server.CountRecords("pairs"));
    }

    [Theory]
    [InlineData("Mean", 1, 3.0, 2.0, "first\n\nsecond")]
    [InlineData("Median", 1, 3.0, 2.0, "first\n\nsecond")]
    [InlineData("Minimum", 1, 2L, 2L, "first\n\nsecond")]
    [InlineData("Mean", 2, 3.0, 5.0, "first\n\nsecond")]
    [InlineData("Mean", 3, 4.0, 5.0, "judge")]
    public async Task Submitted_ratings_of_all_users_take_the_place_of_the_suggested_ones(string aggregate, int minimum, object first, object second, string rationale)
    {
        var target = await _client.PrepareAsync();
        await SendAsync(target, [PreferenceRecord.Of(ArgillaSetup.Row("q", ["a", "b"], [4L, 5L]), ["judge", "judge too"], "j", target)]);
        var id = (string)_server.Look("pairs")["records"]![0]!["id"]!;
        await _server.AnnotateAsync(_server.AddAnnotator("a"), id, "submitted", ("generations-0-rating", 2), ("generations-0-rationale", "first"));
        await _server.AnnotateAsync(_server.AddAnnotator("b"), id, "submitted", ("generations-0-rating", 4), ("generations-1-rating", 2), ("generations-0-rationale", "second"));
        await _server.AnnotateAsync(_server.AddAnnotator("c"), id, "draft", ("generations-0-rating", 1));
        await _server.AnnotateAsync(_server.AddAnnotator("d"), id, "discarded", ("generations-0-rating", 1));
        var row = Assert.Single(await ArgillaSetup.ReadAllAsync(_client, target, Enum.Parse<RatingAggregate>(aggregate), minimum));
        Assert.Equal(new[] { first, second }, row[Columns.Ratings]);
        // The judge's reason does not speak for a rating that is not the judge's.
        Assert.Equal(new[] { rationale, minimum > 1 ? "judge too" : null }, row[Columns.Rationales]);
        Assert.Equal(minimum > 1 ? "j" : null, row[Columns.ModelName]);
        Assert.Equal(new object?[] { 2L, 1L }, row[AnnotatedRecords.NumResponses]);
        Assert.Equal(new object?[] { 4L, 5L }, row[AnnotatedRecords.SuggestedRatings]);
        Assert.Equal(1L, row[AnnotatedRecords.NumDiscarded]);
    }

    [Fact]
    public async Task The_median_is_the_middle_and_the_mean_need_not_be_whole()
    {
        var target = await _client.PrepareAsync(generations: 1);
        await SendAsync(target, [PreferenceRecord.Of(ArgillaSetup.Row("q", ["a"]), null, null, target)]);
        var id = (string)_server.Look("pairs")["records"]![0]!["id"]!;
        foreach (var (name, rating) in new[] { ("a", 1), ("b", 5), ("c", 4) })
            await _server.AnnotateAsync(_server.AddAnnotator(name), id, "submitted", ("generations-0-rating", rating));
        async Task<object?> RatingAsync(RatingAggregate aggregate) => ((object?[])(await ArgillaSetup.ReadAllAsync(_client, target, aggregate))[0][Columns.Ratings]!)[0];
        Assert.Equal(4.0, await RatingAsync(RatingAggregate.Median));
        Assert.Equal(10.0 / 3, await RatingAsync(RatingAggregate.Mean));
        Assert.Equal(1L, await RatingAsync(RatingAggregate.Minimum));
    }

    [Fact]
    public async Task Records_are_read_in_pages_in_the_order_in_which_they_were_sent()
    {
        var target = await _client.PrepareAsync();
        await SendAsync(target, Enumerable.Range(0, 250).Select(i => ArgillaSetup.Record(target, i)).ToList());
        var records = new AnnotatedRecords(_client, target, RatingAggregate.Mean, 1);
        Assert.Equal(100, (await records.NextAsync(default)).Count);
        Assert.Equal(250, records.Total);
        Assert.Equal(100, (await records.NextAsync(default)).Count);
        var last = await records.NextAsync(default);
        Assert.Equal("What is 249 + 1?", last[^1][Columns.Instruction]);
        Assert.Empty(await records.NextAsync(default));
    }

    [Fact]
    public async Task A_page_longer_than_any_answer_that_is_read_is_asked_for_in_smaller_ones()
    {
        var target = await _client.PrepareAsync(generations: 1);
        await SendAsync(target, Enumerable.Range(0, 5).Select(i => PreferenceRecord.Of(ArgillaSetup.Row($"{i}", [new string('x', 10_000)]), null, null, target)).ToList());
        using HttpClient narrow = new() { MaxResponseContentBufferSize = 30_000 };
        var client = new ArgillaClient(_client.Connection, new ArgillaHttp(narrow, TimeSpan.FromMinutes(5), new RetrySettings(), TimeProvider.System));
        var back = await ArgillaSetup.ReadAllAsync(client, target);
        Assert.Equal(["0", "1", "2", "3", "4"], back.Select(r => r[Columns.Instruction]));
    }

    [Theory]
    [InlineData("""{"items":[{"fields":5}],"total":1}""")]
    [InlineData("""{"total":1}""")]
    [InlineData("""{"items":[{"metadata":{}}]}""")]
    [InlineData("[")]
    public async Task Records_in_an_unknown_form_are_an_error(string page)
    {
        var target = await _client.PrepareAsync();
        _server.Fault = call => call.Path.Contains("/records?", StringComparison.Ordinal) ? new ArgillaFault(200, page) : null;
        if (page.Contains("fields", StringComparison.Ordinal))
        {
            // A record without a text is one without answers.
            Assert.Empty((string?[])(await new AnnotatedRecords(_client, target, RatingAggregate.Mean, 1).NextAsync(default))[0][Columns.Generations]!);
            return;
        }
        Assert.Equal(ArgillaFailure.BadResponse, (await Assert.ThrowsAsync<ArgillaException>(() => ArgillaSetup.ReadAllAsync(_client, target))).Failure);
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("1e308")]
    [InlineData("-1e17")]
    public async Task A_number_that_no_scale_has_is_no_rating(string number)
    {
        var target = await _client.PrepareAsync(generations: 1);
        var question = target.Ratings[0]!;
        _server.Fault = call => call.Path.Contains("/records", StringComparison.Ordinal)
            ? new ArgillaFault(200, $$$$"""{"items":[{"fields":{"instruction":"a","generations-0":"b"},"responses":[{"status":"submitted","values":{"{{{{question.Name}}}}":{"value":{{{{number}}}}}}}],"suggestions":[{"question_id":"{{{{question.Id}}}}","value":{{{{number}}}}}]}],"total":1}""")
            : null;
        var row = (await new AnnotatedRecords(_client, target, RatingAggregate.Median, 1).NextAsync(default))[0];
        Assert.Equal(new object?[] { null }, row[Columns.Ratings]);
        Assert.Equal(new object?[] { 0L }, row[AnnotatedRecords.NumResponses]);
        Assert.Equal(new object?[] { null }, row[AnnotatedRecords.SuggestedRatings]);
    }
}
