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
