using System.Text;
using System.Text.Json.Nodes;

namespace MathPref.Core.Tests.Argilla;

/// <summary>The strict server refuses what Argilla 2.8 refuses, so that a client that passes it may pass there.</summary>
public sealed class StrictArgillaServerTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private StrictArgillaServer _server = null!;
    private string _dataset = "";
    private string _rating = "";

    public async ValueTask InitializeAsync()
    {
        _server = await StrictArgillaServer.StartAsync();
        _http.BaseAddress = _server.Address;
        _http.DefaultRequestHeaders.Add("X-Argilla-Api-Key", StrictArgillaServer.AdminKey);
        _dataset = (await _server.Client().PrepareAsync()).Dataset.Id;
        _rating = (string)_server.Look("pairs")["questions"]![0]!["id"]!;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a"}}""", 200, "\"items\"")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a","generations-1":null},"unknown":1,"metadata":{"any":"x"}}""", 200, "\"items\"")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":null}}""", 422, "Record at position 1 is not valid because missing required value for field")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a","zzz":"b"}}""", 422, "non configured fields")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":5}}""", 422, "\"fields\",\"generations-0\"")]
    [InlineData("""{"fields":{}}""", 422, "Record at position 1 is not valid because fields cannot be empty")]
    [InlineData("""{"external_id":"new"}""", 422, "Record at position 1 is not valid because fields cannot be empty")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a"},"suggestions":[{"question_id":"RATING","value":6}]}""", 422, "6 is not a valid rating")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a"},"suggestions":[{"question_id":"RATING","value":4.0}]}""", 422, "\"items\",1,")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a"},"suggestions":[{"question_id":"RATING","value":null}]}""", 422, "\"items\",1,")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a"},"suggestions":[{"question_id":"RATING","value":true}]}""", 422, "\"items\",1,")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a"},"suggestions":[{"question_id":"RATING","value":"4"}]}""", 422, "Record at position 1 is not valid because record does not have valid suggestions")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a"},"suggestions":[{"question_id":"generations-0-rating","value":4}]}""", 422, "valid UUID")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a"},"suggestions":[{"question_id":"RATING","value":4},{"question_id":"RATING","value":5}]}""", 422, "duplicate")]
    [InlineData("""{"fields":{"instruction":"q","generations-0":"a"},"suggestions":[{"question_id":"RATING","value":4,"agent":"m@1"}]}""", 422, "agent")]
    [InlineData("""{"external_id":"first","fields":{"instruction":"q","generations-0":"a"}}""", 422, "External IDs must be unique")]
    public async Task A_bulk_call_is_taken_whole_or_refused_whole(string second, int status, string words)
    {
        var answer = await SendAsync(HttpMethod.Put, $"api/v1/datasets/{_dataset}/records/bulk", """{"items":[{"external_id":"first","fields":{"instruction":"q","generations-0":"a"}},""" + second.Replace("RATING", _rating, StringComparison.Ordinal) + "]}");
        Assert.Equal(status, answer.Status);
        Assert.Contains(words, JsonNode.Parse(answer.Body)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Equal(status == 200 ? 2 : 0, _server.CountRecords("pairs"));
    }

    [Theory]
    [InlineData(0, 422)]
    [InlineData(500, 200)]
    [InlineData(501, 422)]
    public async Task A_bulk_call_has_1_to_500_records(int count, int status)
    {
        var items = string.Join(',', Enumerable.Repeat("""{"fields":{"instruction":"q","generations-0":"a"}}""", count));
        Assert.Equal(status, (await SendAsync(HttpMethod.Put, $"api/v1/datasets/{_dataset}/records/bulk", $$"""{"items":[{{items}}]}""")).Status);
    }

    [Theory]
    [InlineData("POST", "datasets", """{"name":"new","workspace_id":"WORKSPACE","guidelines":""}""", 422)]
    [InlineData("POST", "datasets", """{"name":"new","workspace_id":"WORKSPACE","guidelines":null}""", 201)]
    [InlineData("POST", "datasets", """{"name":"","workspace_id":"WORKSPACE"}""", 422)]
    [InlineData("POST", "datasets", """{"name":"pairs","workspace_id":"WORKSPACE"}""", 409)]
    [InlineData("POST", "datasets", """{"name":"new","workspace_id":"00000000-0000-0000-0000-000000000000"}""", 403)]
    [InlineData("POST", "datasets/DATASET/fields", """{"name":"late","title":"late","settings":{"type":"text"}}""", 422)]
    [InlineData("POST", "datasets/DATASET/questions", """{"name":"q","title":"q","description":"","settings":{"type":"text"}}""", 422)]
    [InlineData("POST", "datasets/DATASET/questions", """{"name":"q","title":"q","settings":{"type":"rating","options":[{"value":1}]}}""", 422)]
    [InlineData("POST", "datasets/DATASET/metadata-properties", """{"name":"late","title":"late","settings":{"type":"terms","values":null}}""", 201)]
    [InlineData("POST", "datasets/DATASET/metadata-properties", """{"name":"Late One","title":"late","settings":{"type":"terms"}}""", 422)]
    [InlineData("PUT", "datasets/DATASET/publish", null, 422)]
    [InlineData("POST", "datasets/DATASET/records", "{}", 404)]
    [InlineData("GET", "datasets/DATASET/records?limit=1001", null, 422)]
    [InlineData("GET", "datasets/DATASET/records?include=", null, 422)]
    [InlineData("GET", "datasets/DATASET/records?include=responses,suggestions", null, 200)]
    [InlineData("GET", "datasets/11111111-1111-1111-1111-111111111111/fields", null, 404)]
    public async Task Routes_names_and_limits_are_checked(string method, string path, string? body, int status)
    {
        var workspaces = JsonNode.Parse((await SendAsync(HttpMethod.Get, "api/v1/me/workspaces")).Body)!;
        var answer = await SendAsync(new HttpMethod(method), "api/v1/" + path.Replace("DATASET", _dataset, StringComparison.Ordinal), body?.Replace("WORKSPACE", (string)workspaces["items"]![0]!["id"]!, StringComparison.Ordinal));
        Assert.Equal((status, true), (answer.Status, answer.Body.Length > 0));
    }

    [Fact]
    public async Task Responses_go_by_the_name_of_the_question_one_a_user()
    {
        await SendAsync(HttpMethod.Put, $"api/v1/datasets/{_dataset}/records/bulk", """{"items":[{"fields":{"instruction":"q","generations-0":"a"}}]}""");
        var path = $"api/v1/records/{_server.Look("pairs")["records"]![0]!["id"]}/responses";
        async Task<int> RespondAsync(string body) => (await SendAsync(HttpMethod.Post, path, body)).Status;
        Assert.Equal(422, await RespondAsync("""{"status":"submitted","values":{"generations-1-rating":{"value":4}}}"""));
        Assert.Equal(422, await RespondAsync("""{"status":"submitted","values":{"generations-0-rating":{"value":9}}}"""));
        Assert.Equal(422, await RespondAsync("""{"status":"submitted","values":{"generations-0-rating":{"value":4},"other":{"value":4}}}"""));
        Assert.Equal(201, await RespondAsync("""{"status":"submitted","values":{"generations-0-rating":{"value":4}}}"""));
        Assert.Equal(409, await RespondAsync("""{"status":"submitted","values":{"generations-0-rating":{"value":4}}}"""));
    }

    private Task<(int Status, string Body)> PutAsync(string items) => SendAsync(HttpMethod.Put, $"api/v1/datasets/{_dataset}/records/bulk", $$"""{"items":[{{items}}]}""");

    [Theory]
    [InlineData(455, 200)]
    [InlineData(456, 500)]
    public async Task A_bulk_call_writes_its_suggestions_by_one_query_of_32767_arguments_at_most(int records, int status)
    {
        // Eight suggestions a record, nine arguments each: 455 records are 3,640 suggestions and 32,760 arguments.
        var target = await _server.Client().PrepareAsync("four", generations: 4);
        var suggestions = string.Join(',', target.Ratings.Select(q => $$"""{"question_id":"{{q!.Id}}","value":4}""").Concat(target.Rationales.Select(q => $$"""{"question_id":"{{q!.Id}}","value":"so"}""")));
        var items = string.Join(',', Enumerable.Repeat($$"""{"fields":{"instruction":"q","generations-0":"a"},"suggestions":[{{suggestions}}]}""", records));
        var answer = await SendAsync(HttpMethod.Put, $"api/v1/datasets/{target.Dataset.Id}/records/bulk", $$"""{"items":[{{items}}]}""");
        Assert.Equal((status, status == 200 ? records : 0), (answer.Status, _server.CountRecords("four")));
        Assert.Equal(status == 500, answer.Body.Contains("the number of query arguments cannot exceed 32767", StringComparison.Ordinal) && answer.Body.Length > 100_000);
    }

    [Fact]
    public async Task Work_that_a_client_gave_up_goes_on_and_with_too_much_of_it_everybody_gets_a_500()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        (_server.Time, _server.TimePerRecord, _server.Connections) = (time, TimeSpan.FromSeconds(1), 2);
        for (var left = 1; left <= 2; left++)
        {
            using CancellationTokenSource given = new();
            using HttpRequestMessage request = new(HttpMethod.Put, $"api/v1/datasets/{_dataset}/records/bulk") { Content = new StringContent("""{"items":[{"fields":{"instruction":"q","generations-0":"a"}}]}""", Encoding.UTF8, "application/json") };
            var call = _http.SendAsync(request, given.Token);
            Assert.True(await _server.WaitAsync(s => s.AtWork == left));
            given.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }
        var answer = await SendAsync(HttpMethod.Get, "api/v1/me");
        Assert.Equal(500, answer.Status);
        Assert.Contains("QueuePool limit", answer.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await SendAsync(HttpMethod.Get, "api/v1/version")).Status);
        Assert.Equal(0, _server.CountRecords("pairs"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await _server.WaitAsync(s => s.AtWork == 0));
        Assert.Equal(2, _server.CountRecords("pairs"));
        Assert.Equal(200, (await SendAsync(HttpMethod.Get, "api/v1/me")).Status);
    }

    private async Task<List<string>> PagesAsync(string order, int limit)
    {
        List<string> ids = [];
        for (var offset = 0; ; offset += limit)
        {
            var answer = order.Length == 0
                ? await SendAsync(HttpMethod.Get, $"api/v1/datasets/{_dataset}/records?offset={offset}&limit={limit}")
                : await SendAsync(HttpMethod.Post, $"api/v1/datasets/{_dataset}/records/search?offset={offset}&limit={limit}", $$$$"""{"sort":[{"scope":{"entity":"record","property":"{{{{order}}}}"},"order":"desc"}]}""");
            Assert.Equal(200, answer.Status);
            var page = JsonNode.Parse(answer.Body)!;
            Assert.Equal(40, (int)page["total"]!);
            var items = page["items"]!.AsArray();
            if (items.Count == 0)
                return ids;
            ids.AddRange(items.Select(i => (string)(order.Length == 0 ? i! : i!["record"]!)["id"]!));
        }
    }

    [Fact]
    public async Task Pages_lose_and_double_records_of_the_same_time_and_of_no_other()
    {
        await PutAsync(string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"external_id":"{{i}}","fields":{"instruction":"q","generations-0":"a"} }""")));
        foreach (var order in (string[])["", "inserted_at", "id"])
            Assert.Equal(40, (await PagesAsync(order, 7)).Distinct().Count());
        _server.MakeTimesEqual("pairs");
        foreach (var order in (string[])["", "inserted_at", "updated_at"])
        {
            var ids = await PagesAsync(order, 7);
            Assert.Equal(40, ids.Count);
            Assert.InRange(ids.Distinct().Count(), 1, 39);
            Assert.Equal(40, (await PagesAsync(order, 1000)).Distinct().Count());
        }
        Assert.Equal(40, (await PagesAsync("id", 7)).Distinct().Count());
        _server.Version = "2.0.1";
        Assert.Equal(422, (await SendAsync(HttpMethod.Post, $"api/v1/datasets/{_dataset}/records/search", """{"sort":[{"scope":{"entity":"record","property":"id"},"order":"asc"}]}""")).Status);
    }

    [Fact]
    public async Task Suggestions_are_merged_by_question_and_go_only_when_they_are_deleted()
    {
        string Item(string suggestions) => $$"""{"external_id":"x","fields":{"instruction":"q","generations-0":"a"},"suggestions":[{{suggestions}}] }""";
        var rationale = (string)_server.Look("pairs")["questions"]![1]!["id"]!;
        var rated = "{\"question_id\":\"" + _rating + "\",\"value\":4}";
        await PutAsync(Item(rated + $$""",{"question_id":"{{rationale}}","value":"so"}"""));
        await PutAsync(Item($$"""{"question_id":"{{_rating}}","value":2}"""));
        // A bulk call tells all suggestions that the record now has.
        var told = JsonNode.Parse((await PutAsync(Item(""))).Body)!["items"]![0]!;
        Assert.Equal(["2", "\"so\""], told["suggestions"]!.AsArray().Select(s => s!["value"]!.ToJsonString()));
        var path = $"api/v1/records/{told["id"]}/suggestions";
        Assert.Equal(422, (await SendAsync(HttpMethod.Delete, path + "?ids=")).Status);
        Assert.Equal(422, (await SendAsync(HttpMethod.Delete, path + "?ids=" + string.Join(',', Enumerable.Repeat(_rating, 101)))).Status);
        Assert.Equal(404, (await SendAsync(HttpMethod.Delete, $"api/v1/records/{_rating}/suggestions?ids={told["suggestions"]![0]!["id"]}")).Status);
        Assert.Equal(204, (await SendAsync(HttpMethod.Delete, path + "?ids=" + told["suggestions"]![0]!["id"])).Status);
        Assert.Equal(["so"], _server.Look("pairs")["records"]![0]!["suggestions"]!.AsArray().Select(s => (string?)s!["value"]));
    }

    [Fact]
    public async Task Metadata_is_replaced_whole_where_it_is_sent()
    {
        string? Metadata() => _server.Look("pairs")["records"]![0]!["metadata"]?.ToJsonString();
        const string record = "\"external_id\":\"x\",\"fields\":{\"instruction\":\"q\",\"generations-0\":\"a\"}";
        await PutAsync("{" + record + ",\"metadata\":{\"a\":1,\"b\":2}}");
        await PutAsync("{" + record + ",\"metadata\":{\"a\":3}}");
        Assert.Equal("""{"a":3}""", Metadata());
        Assert.Contains("\"metadata\":{\"a\":3}", (await PutAsync("{" + record + "}")).Body, StringComparison.Ordinal);
        Assert.Equal("""{"a":3}""", Metadata());
    }

    [Fact]
    public async Task Paths_outside_the_api_are_a_web_page_and_keys_are_asked_for_within()
    {
        Assert.Contains("<html>", (await SendAsync(HttpMethod.Get, "api/_info")).Body, StringComparison.Ordinal);
        _http.DefaultRequestHeaders.Remove("X-Argilla-Api-Key");
        Assert.Equal(200, (await SendAsync(HttpMethod.Get, "api/v1/version")).Status);
        Assert.Equal(401, (await SendAsync(HttpMethod.Get, "api/v1/me")).Status);
        _http.DefaultRequestHeaders.Add("X-Argilla-Api-Key", _server.AddAnnotator("bo"));
        Assert.Equal(403, (await SendAsync(HttpMethod.Get, $"api/v1/datasets/{_dataset}/records")).Status);
    }
}
