using System.Numerics;
using MathPref.Core.Argilla;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Argilla;

/// <summary>Reading from a server whose pages lose some records and show others twice.</summary>
public sealed class RecordPagesTests : IAsyncLifetime
{
    private StrictArgillaServer _server = null!;
    private ArgillaClient _client = null!;
    private PreferenceTarget _target = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StrictArgillaServer.StartAsync();
        _client = _server.Client();
        _target = await _client.PrepareAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task FillAsync(int count)
    {
        RecordSender sender = new(_client, _target);
        foreach (var part in Enumerable.Range(0, count).Select(i => ArgillaSetup.Record(_target, i)).Chunk(500))
            await sender.Upload(part).SendAsync(default);
        _server.MakeTimesEqual("pairs");
    }

    private async Task<List<string>> ReadAsync() => (await ArgillaSetup.ReadAllAsync(_client, _target)).Select(r => (string)r[Columns.Instruction]!).ToList();

    private int Reads(string route) => _server.Calls.Count(c => c.Path.Contains(route, StringComparison.Ordinal));

    [Theory]
    [InlineData("2.8.0")]
    [InlineData("2.0.1")]
    public async Task Every_record_comes_once_however_pages_are_mixed(string version)
    {
        await FillAsync(1500);
        _server.Version = version;
        var rows = await ReadAsync();
        Assert.Equal(Enumerable.Range(0, 1500).Select(i => $"What is {i} + 1?").Order(), rows.Order());
        Assert.True(Reads("/records/search?") > 0);
    }

    [Fact]
    public async Task Without_a_search_the_list_is_read_again_in_the_largest_pages()
    {
        await FillAsync(800);
        _server.Fault = call => call.Path.Contains("/search", StringComparison.Ordinal) ? new ArgillaFault(500) : null;
        Assert.Equal(800, (await ReadAsync()).Distinct().Count());
        Assert.Equal(1, Reads("limit=1000&include") - Reads("/search"));
    }

    [Fact]
    public async Task Where_no_time_is_anothers_the_list_is_read_once_and_nothing_is_searched()
    {
        RecordSender sender = new(_client, _target);
        await sender.Upload(Enumerable.Range(0, 350).Select(i => ArgillaSetup.Record(_target, i)).ToList()).SendAsync(default);
        Assert.Equal(Enumerable.Range(0, 350).Select(i => $"What is {i} + 1?"), await ReadAsync());
        Assert.Equal((4, 0), (Reads("/records?offset") - 1, Reads("/search")));
    }

    [Fact]
    public async Task What_does_not_come_in_any_order_is_said_after_what_does()
    {
        await FillAsync(2);
        var page = System.Text.Json.Nodes.JsonNode.Parse(_server.Look("pairs").ToJsonString())!["records"]!.ToJsonString();
        _server.Fault = call => call.Path.Contains("/records?", StringComparison.Ordinal) ? new ArgillaFault(200, $$"""{"items":{{page}},"total":5}""") : null;
        List<Row> rows = [];
        var records = new AnnotatedRecords(_client, _target, RatingAggregate.Mean, 1);
        rows.AddRange(await records.NextAsync(default));
        Assert.Empty(await records.NextAsync(default));
        var error = records.Missing!;
        Assert.Equal(2, rows.Count);
        Assert.Equal(ArgillaFailure.BadResponse, error.Failure);
        Assert.Contains("has 5 records, and gave 2 in all orders that it was asked for: 3 are missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_tell_what_they_are_known_by()
    {
        RecordSender sender = new(_client, _target);
        PreferenceRecord Of(string question, object? id) => PreferenceRecord.Of(
            ArgillaSetup.Row(question, ["a"]) with { Source = new Row { { "id", id } } }, null, null, _target);
        PreferenceRecord[] records = [Of("q", "ex-17"), Of("r", 5L), Of("s", null), Of("t", TrainingShapes.PromptId("t"))];
        await sender.Upload(records).SendAsync(default);
        var rows = await ArgillaSetup.ReadAllAsync(_client, _target);
        Assert.Equal(["ex-17", 5L, TrainingShapes.PromptId("s"), TrainingShapes.PromptId("t")], rows.Select(r => r[AnnotatedRecords.Id]));
        Assert.Equal(records.Select(r => r.ExternalId), rows.Select(r => r[AnnotatedRecords.ExternalId]));
        Assert.All(records, r => Assert.Empty(r.Notes));
        Assert.Equal(["""{"id":"ex-17"}""", """{"id":5}""", "{}", "{}"], _server.Look("pairs")["records"]!.AsArray().Select(r => r!["metadata"]!.ToJsonString()));
    }

    [Fact]
    public async Task Ids_that_are_no_texts_and_no_whole_numbers_come_back_as_their_texts()
    {
        (object Id, object Back)[] ids =
        [
            (2.5, "2.5"), (true, "True"), (12345678901234567.89m, "12345678901234567.89"), (BigInteger.Pow(10, 30), "1000000000000000000000000000000"), (1e300, "1E+300"),
            (ulong.MaxValue, "18446744073709551615"), (7u, 7L), ((sbyte)-7, -7L),
            (new DateTime(2026, 2, 1, 3, 4, 5, DateTimeKind.Utc), "2026-02-01T03:04:05.0000000Z"),
        ];
        var records = ids.Select((id, i) => PreferenceRecord.Of(ArgillaSetup.Row($"q{i}", ["a"]) with { Source = new Row { { "id", id.Id } } }, null, null, _target)).ToList();
        await new RecordSender(_client, _target).Upload(records).SendAsync(default);
        Assert.Equal(ids.Select(id => id.Back), (await ArgillaSetup.ReadAllAsync(_client, _target)).Select(r => r[AnnotatedRecords.Id]));
        Assert.All(records, r => Assert.Empty(r.Notes));
    }
}
