using System.Text.Json.Nodes;
using MathPref.Core.Argilla;
using MathPref.Core.Net;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Argilla;

/// <summary>How records go to a server that is slow, ill, or has something against one of them.</summary>
public sealed class RecordUploadTests : IAsyncLifetime
{
    private static readonly RetrySettings s_quick = new() { RetryInterval = TimeSpan.FromMilliseconds(1), MaximumRetryInterval = TimeSpan.FromMilliseconds(2) };

    private StrictArgillaServer _server = null!;
    private PreferenceTarget _target = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StrictArgillaServer.StartAsync();
        _target = await _server.Client().PrepareAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private RecordSender Sender(RetrySettings? retry = null) => new(_server.Client(retry: retry ?? s_quick), _target);

    private List<PreferenceRecord> Records(int count, int from = 0) => Enumerable.Range(from, count).Select(i => ArgillaSetup.Record(_target, i)).ToList();

    private static bool Holds(ArgillaCall call, string text) => call.Body!["items"]!.AsArray().Any(i => ((string)i!["fields"]!["instruction"]!).Contains(text, StringComparison.Ordinal));

    private static string Ids(ArgillaCall call) => string.Join(' ', call.Body!["items"]!.AsArray().Select(i => (string)i!["external_id"]!));

    private void AssertNothingWentTwice() => Assert.Equal(_server.BulkCalls.Count(), _server.BulkCalls.Select(Ids).Distinct().Count());

    [Theory]
    [InlineData(500)]
    [InlineData(504)]
    [InlineData(408)]
    [InlineData(0)]
    public async Task A_call_that_the_server_could_not_do_goes_in_halves_and_never_as_it_was(int status)
    {
        _server.Fault = call => call.Items > 125 ? new ArgillaFault(status) { Resets = status == 0 } : null;
        var sender = Sender();
        var upload = sender.Upload(Records(500));
        await upload.SendAsync(default);
        Assert.All(Enumerable.Range(0, 500), i => Assert.Equal(RecordFate.Accepted, upload.Fate(i)));
        Assert.Equal([500, 250, 125, 125, 125, 125], _server.BulkCalls.Select(c => c.Items));
        AssertNothingWentTwice();
        Assert.Equal(500, _server.CountRecords("pairs"));
    }

    [Fact]
    public async Task The_rest_goes_on_in_smaller_calls_and_more_is_tried_ever_more_seldom()
    {
        _server.Fault = call => call.Items > 250 ? new ArgillaFault(504) : null;
        var sender = Sender();
        for (var batch = 0; batch < 20; batch++)
            await sender.Upload(Records(500, batch * 500)).SendAsync(default);
        Assert.Equal(10_000, _server.CountRecords("pairs"));
        var failed = _server.BulkCalls.Select((c, i) => (c.Items, i)).Where(c => c.Items > 250).Select(c => c.i).ToList();
        // The first, and then after 4, 8 and 16 calls that passed.
        Assert.Equal(4, failed.Count);
        Assert.Equal(failed, failed.Order());
        Assert.All(failed.Zip(failed.Skip(1), (a, b) => b - a).Zip([4, 8, 16]), gap => Assert.InRange(gap.First, gap.Second, gap.Second + 3));
        AssertNothingWentTwice();
    }

    [Fact]
    public async Task A_server_that_was_ill_for_a_moment_gets_full_calls_again()
    {
        var faults = 0;
        _server.Fault = call => call.IsBulk && ++faults == 1 ? new ArgillaFault(502) : null;
        var sender = Sender();
        for (var batch = 0; batch < 4; batch++)
            await sender.Upload(Records(500, batch * 500)).SendAsync(default);
        Assert.Equal([500, 250, 250, 250, 250, 500, 500], _server.BulkCalls.Select(c => c.Items));
    }

    [Fact]
    public async Task A_record_that_alone_cannot_pass_is_the_one_that_is_lost()
    {
        int[] poison = [0, 211, 212, 499];
        _server.Fault = call => call.IsBulk && poison.Any(p => Holds(call, $"What is {p} +")) ? new ArgillaFault(500) : null;
        var sender = Sender();
        var upload = sender.Upload(Records(500));
        await upload.SendAsync(default);
        Assert.Equal(poison, Enumerable.Range(0, 500).Where(i => upload.Fate(i) is RecordFate.Refused));
        Assert.Equal(496, _server.CountRecords("pairs"));
        Assert.All(poison, p => Assert.Equal(System.Net.HttpStatusCode.InternalServerError, upload.Reason(p)!.Status));
        // It was not their number: the next ones go all together.
        await sender.Upload(Records(500, 500)).SendAsync(default);
        Assert.Equal(500, _server.BulkCalls.Last().Items);
    }

    [Fact]
    public async Task A_record_alone_gets_a_second_and_a_third_try()
    {
        var faults = 0;
        _server.Fault = call => call.IsBulk && ++faults <= 2 ? new ArgillaFault(500) : null;
        var upload = Sender().Upload(Records(1));
        await upload.SendAsync(default);
        Assert.Equal((RecordFate.Accepted, 3), (upload.Fate(0), faults));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(11)]
    [InlineData(49)]
    public async Task Records_that_cannot_pass_are_the_ones_lost_however_many_stand_side_by_side(int count)
    {
        var poison = Enumerable.Range(200, count).ToList();
        _server.Fault = call => call.IsBulk && poison.Exists(p => Holds(call, $"What is {p} +")) ? new ArgillaFault(500) : null;
        var upload = Sender().Upload(Records(500));
        await upload.SendAsync(default);
        Assert.Equal(poison, Enumerable.Range(0, 500).Where(i => upload.Fate(i) is RecordFate.Refused));
        Assert.Equal(500 - count, _server.CountRecords("pairs"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(20)]
    public async Task A_server_that_takes_nothing_ends_the_sending_and_no_record_is_to_blame(int batch)
    {
        _server.Fault = call => call.IsBulk ? new ArgillaFault(500) : null;
        var sender = Sender();
        var uploads = Enumerable.Range(0, 500 / batch).Select(i => sender.Upload(Records(batch, i * batch))).ToList();
        var error = await Assert.ThrowsAsync<ArgillaException>(async () =>
        {
            foreach (var upload in uploads)
                await upload.SendAsync(default);
        });
        Assert.Equal(ArgillaFailure.Server, error.Failure);
        // Three tries of fifty, and what was sent together before.
        Assert.InRange(_server.BulkCalls.Count(), 150, 150 + 2 * RecordUpload.MostLostInRow);
        var last = uploads[RecordUpload.MostLostInRow / batch];
        Assert.All(Enumerable.Range(0, batch), i => Assert.Equal((RecordFate.Unknown, null), (last.Fate(i), last.Reason(i))));
        Assert.Equal(batch == 500 ? 50 : 10, Enumerable.Range(0, batch).Count(last.IsSuspect));
    }

    [Fact]
    public async Task A_record_that_lacks_its_metadata_alone_is_told_from_one_that_is_not_there()
    {
        await Sender().Upload(Records(3)).SendAsync(default);
        await OthersAddAsync(1, """{"model-0":"old"}""");
        _server.Fault = call => call.IsBulk && (call.Body!["items"]!.AsArray().Any(i => i!["metadata"] is not null && (string?)i["fields"]!["instruction"] == "What is 1 + 1?") || Holds(call, "What is 7 +"))
            ? new ArgillaFault(422, """{"detail":"no"}""")
            : null;
        var upload = Sender().Upload([.. Records(3), .. Records(1, 7)]);
        await upload.SendAsync(default);
        Assert.Equal([RecordFate.Accepted, RecordFate.Refused, RecordFate.Accepted, RecordFate.Refused], Enumerable.Range(0, 4).Select(upload.Fate));
        Assert.Equal([false, true, false, false], Enumerable.Range(0, 4).Select(upload.LacksMetadata));
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_server_that_answers_nobody()
    {
        var (bulk, asked) = (0, 0);
        // After the first call its connections are used up, for everybody and for a while.
        _server.Fault = call => call.IsBulk ? (++bulk == 1 ? new ArgillaFault(504) : asked < 5 ? throw new InvalidOperationException("too early") : null)
            : call.Path == "/api/v1/me" && ++asked < 5 ? new ArgillaFault(500) : null;
        var upload = Sender().Upload(Records(4));
        await upload.SendAsync(default);
        Assert.Equal([4, 2, 2], _server.BulkCalls.Select(c => c.Items));
        Assert.Equal(5, asked);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(RecordFate.Accepted, upload.Fate(i)));
    }

    [Fact]
    public async Task A_server_that_answers_nobody_any_more_ends_the_sending()
    {
        var bulk = 0;
        _server.Fault = call => call.IsBulk ? (++bulk == 2 ? new ArgillaFault(503) : null) : bulk > 1 ? new ArgillaFault(500) : null;
        var sender = Sender(s_quick with { MaximumRetryCount = 2 });
        await sender.Upload(Records(3)).SendAsync(default);
        var upload = sender.Upload(Records(3, 3));
        var error = await Assert.ThrowsAsync<ArgillaException>(() => upload.SendAsync(default));
        Assert.Contains("answered 503 when asked to take 3 records", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, bulk);
    }

    [Fact]
    public async Task What_came_too_often_was_not_begun_and_goes_as_it_was()
    {
        var faults = 0;
        _server.Fault = call => call.IsBulk && ++faults == 1 ? new ArgillaFault(429) : null;
        await Sender().Upload(Records(4)).SendAsync(default);
        Assert.Equal([4, 4], _server.BulkCalls.Select(c => c.Items));
    }

    [Fact]
    public async Task A_slow_server_has_time_to_work_off_what_was_given_up()
    {
        FakeTimeProvider time = new();
        (_server.Time, _server.TimePerRecord, _server.Connections) = (time, TimeSpan.FromSeconds(0.2), 2);
        var waits = new List<(TimeSpan Wait, string Why)>();
        TaskCompletionSource waited = new();
        // 400 records take 80 s, and a call may take 60.
        // The longest wait holds for others: one that ended before the server did would have it do two at a time.
        var http = ArgillaSetup.Http(time, new RetrySettings { MaximumRetryInterval = TimeSpan.FromSeconds(30) }, TimeSpan.FromSeconds(60));
        http.OnRetry = (wait, why) =>
        {
            waits.Add((wait, why));
            waited.TrySetResult();
        };
        var sender = new RecordSender(new ArgillaClient(new ArgillaConnection { Address = _server.Address, ApiKey = StrictArgillaServer.OwnerKey }, http), _target);
        var upload = sender.Upload(Records(400));
        var sending = upload.SendAsync(default);
        Assert.True(await _server.WaitAsync(s => s.AtWork == 1));
        time.Advance(TimeSpan.FromSeconds(60));
        await waited.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(1, _server.AtWork);
        Assert.Equal((TimeSpan.FromSeconds(60), "no answer came within 60 s (-TimeoutSec) to 400 records, which go in calls of 200 now"), waits[0]);
        // Before anything else is sent, the server has done what nobody waits for.
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.True(await _server.WaitAsync(s => s.AtWork == 0));
        Assert.Single(_server.BulkCalls);
        for (var half = 2; half <= 3; half++)
        {
            time.Advance(TimeSpan.FromSeconds(40));
            Assert.True(await _server.WaitAsync(s => s.BulkCalls.Count() == half && s.AtWork == 1));
        }
        time.Advance(TimeSpan.FromSeconds(40));
        await sending.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal([400, 200, 200], _server.BulkCalls.Select(c => c.Items));
        Assert.Single(waits);
        Assert.Equal(400, _server.CountRecords("pairs"));
    }

    [Theory]
    [InlineData(120, 17)]
    [InlineData(10, 10)]
    public async Task As_long_a_wait_as_the_server_asks_for_comes_before_the_halves_if_it_is_none_too_long(int longest, int waited)
    {
        FakeTimeProvider time = new();
        var faults = 0;
        _server.Fault = call => call.IsBulk && ++faults == 1 ? new ArgillaFault(503) { Headers = new Dictionary<string, string> { ["Retry-After"] = "17" } } : null;
        var waits = new List<TimeSpan>();
        TaskCompletionSource waiting = new();
        var http = ArgillaSetup.Http(time, new RetrySettings { MaximumRetryInterval = TimeSpan.FromSeconds(longest) }, TimeSpan.FromDays(20));
        http.OnRetry = (wait, _) =>
        {
            waits.Add(wait);
            waiting.TrySetResult();
        };
        var sending = new RecordSender(new ArgillaClient(new ArgillaConnection { Address = _server.Address, ApiKey = StrictArgillaServer.OwnerKey }, http), _target).Upload(Records(2)).SendAsync(default);
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(waited));
        await sending.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal([TimeSpan.FromSeconds(waited)], waits);
    }

    private JsonObject Kept(int record) => _server.Look("pairs")["records"]![record]!.AsObject();

    private async Task OthersAddAsync(int record, string metadata, string? suggestions = null)
    {
        using HttpClient http = new() { BaseAddress = _server.Address };
        http.DefaultRequestHeaders.Add("X-Argilla-Api-Key", StrictArgillaServer.OwnerKey);
        var item = new JsonObject { ["external_id"] = (string)Kept(record)["external_id"]!, ["fields"] = Kept(record)["fields"]!.DeepClone(), ["metadata"] = JsonNode.Parse(metadata) };
        if (suggestions is not null)
            item["suggestions"] = JsonNode.Parse(suggestions);
        using var content = new StringContent(new JsonObject { ["items"] = new JsonArray(item) }.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        (await http.PutAsync($"api/v1/datasets/{_target.Dataset.Id}/records/bulk", content)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Metadata_that_others_added_stay_beside_ours()
    {
        var records = Records(3);
        await Sender().Upload(records).SendAsync(default);
        await OthersAddAsync(0, """{"model-0":"old","model-1":"m/two","reviewed":true,"score":1.0,"tags":["a","∀"]}""");
        await OthersAddAsync(1, """{"model-0":"m/one","model-1":"m/two","topic":"algebra"}""");
        var before = _server.BulkCalls.Count();
        var upload = Sender().Upload([.. records, ArgillaSetup.Record(_target, 3)]);
        await upload.SendAsync(default);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(RecordFate.Accepted, upload.Fate(i)));
        Assert.Equal("""{"reviewed":true,"score":1.0,"tags":["a","∀"],"model-0":"m/one","model-1":"m/two"}""", Kept(0)["metadata"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("""{"model-0":"m/one","model-1":"m/two","topic":"algebra"}""", Kept(1)["metadata"]!.ToJsonString());
        Assert.Equal("""{"model-0":"m/one","model-1":"m/two"}""", Kept(3)["metadata"]!.ToJsonString());
        // One call for all, and one for the record that was not as it should be and the new one.
        Assert.Equal([4, 2], _server.BulkCalls.Skip(before).Select(c => c.Items));
        Assert.DoesNotContain(_server.Calls, c => c.Method == "GET" && c.Path.StartsWith("/api/v1/records/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_dataset_is_filled_in_one_call_a_batch_and_sent_again_in_one()
    {
        var sender = Sender();
        await sender.Upload(Records(500)).SendAsync(default);
        await sender.Upload(Records(500, 500)).SendAsync(default);
        await Sender().Upload(Records(500)).SendAsync(default);
        Assert.Equal([500, 500, 500], _server.BulkCalls.Select(c => c.Items));
        Assert.Equal(2, _server.Calls.Count(c => c.Path.EndsWith("limit=1", StringComparison.Ordinal)));
    }

    private PreferenceRecord Rated(object?[] ratings, IReadOnlyList<object?>? reasons, bool isRated = true) =>
        PreferenceRecord.Of(ArgillaSetup.Row("q", ["a", "b"], ratings), reasons, "m/judge", _target, isRated);

    private string Suggested() => string.Join(' ', Kept(0)["suggestions"]!.AsArray().Select(s => s!["value"]!.ToJsonString()).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_rating_that_a_row_has_no_more_is_taken_back_and_one_of_which_it_says_nothing_stays()
    {
        await Sender().Upload([Rated([4L, 2L], ["so", "and so"])]).SendAsync(default);
        Assert.Equal("\"and so\" \"so\" 2 4", Suggested());
        await Sender().Upload([Rated([null, null], null, isRated: false)]).SendAsync(default);
        Assert.Equal("\"and so\" \"so\" 2 4", Suggested());
        var sender = Sender();
        await sender.Upload([Rated([5L, null], null)]).SendAsync(default);
        Assert.Equal("\"and so\" \"so\" 5", Suggested());
        Assert.Equal((1, 0), sender.Removal.Counts);
        // One that Argilla does not have as an option is not there either.
        await Sender().Upload([Rated([8L, 3L], [null, "now so"])]).SendAsync(default);
        Assert.Equal("\"now so\" 3", Suggested());
        Assert.Equal(2, _server.Calls.Count(c => c.Method == "DELETE"));
    }

    [Fact]
    public async Task What_people_suggested_themselves_stays()
    {
        await Sender().Upload([Rated([4L, 2L], null)]).SendAsync(default);
        await OthersAddAsync(0, "{}", $$"""[{"question_id":"{{_target.Ratings[0]!.Id}}","value":1,"type":"human"}]""");
        await Sender().Upload([Rated([null, null], null)]).SendAsync(default);
        Assert.Equal("1", Suggested());
    }

    [Theory]
    [InlineData(403, 3)]
    [InlineData(500, 1)]
    public async Task A_server_that_takes_nothing_back_costs_no_row_and_is_one_warning(int status, int asked)
    {
        var rated = Enumerable.Range(0, 5).Select(i => ArgillaSetup.Record(_target, i)).ToList();
        await Sender().Upload(rated).SendAsync(default);
        _server.Fault = call => call.Method == "DELETE" ? new ArgillaFault(status, """{"detail":"not here"}""") : null;
        var sender = Sender(s_quick with { MaximumRetryCount = 0 });
        var upload = sender.Upload(Enumerable.Range(0, 5).Select(i => ArgillaSetup.Record(_target, i, rating: null)).ToList());
        await upload.SendAsync(default);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(RecordFate.Accepted, upload.Fate(i)));
        Assert.Equal((0, 5), sender.Removal.Counts);
        Assert.Contains("5 suggestions of earlier calls", sender.Removal.Warning(), StringComparison.Ordinal);
        Assert.Contains("not here", sender.Removal.Warning(), StringComparison.Ordinal);
        Assert.Equal(asked, _server.Calls.Count(c => c.Method == "DELETE"));
    }

    [Fact]
    public void A_batch_holds_no_more_suggestions_than_a_database_takes_at_once()
    {
        var batch = new RecordBatch(new FakeTimeProvider());
        PreferenceRecord Record(int i, int suggestions) => new($"{i}", new byte[10]) { Suggestions = suggestions };
        for (var i = 0; i < 4; i++)
            batch.Add(Record(i, 700));
        Assert.False(batch.IsDue);
        Assert.True(batch.MustGoBefore(Record(5, 201)));
        Assert.False(batch.MustGoBefore(Record(5, 200)));
        batch.Add(Record(5, 200));
        Assert.True(batch.IsDue);
    }
}
