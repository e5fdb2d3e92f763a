using System.Net;
using System.Text;
using System.Text.Json;

namespace MathPref.Core.Tests.Llm;

/// <summary>The stand-in is itself held to what Mistral does, or the tests that lean on it prove nothing.</summary>
public sealed class StrictMistralServerTests : IAsyncLifetime
{
    private StrictMistralServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictMistralServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, string? body, string? key = StrictMistralServer.Key)
    {
        using HttpRequestMessage request = new(method, new Uri(_server.Address, path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        using var response = await ModelSetup.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private Task<(int Status, string Body)> ChatAsync(string fields) =>
        SendAsync(HttpMethod.Post, "/v1/chat/completions", $$"""{"model":"ministral-8b-latest","messages":[{"role":"user","content":"hi"}]{{fields}}}""");

    [Theory]
    [InlineData("")]
    [InlineData(""","temperature":1.5,"top_p":1,"max_tokens":0,"random_seed":0,"stop":"x","n":1,"stream":false""")]
    [InlineData(""","temperature":null,"max_tokens":null,"random_seed":null,"stop":["a","b"]""")]
    [InlineData(""","safe_prompt":false,"response_format":{"type":"text"},"presence_penalty":-2,"metadata":null""")]
    public async Task What_Mistral_takes_is_taken(string fields)
    {
        var (status, body) = await ChatAsync(fields);
        Assert.Equal(200, status);
        Assert.Contains("\"HI\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seed", "1", "extra_forbidden")]
    [InlineData("max_completion_tokens", "10", "extra_forbidden")]
    [InlineData("user", "\"me\"", "extra_forbidden")]
    [InlineData("logprobs", "true", "extra_forbidden")]
    [InlineData("stream_options", "{}", "extra_forbidden")]
    [InlineData("temperature", "1.6", "less_than_equal")]
    [InlineData("temperature", "\"hot\"", "float_type")]
    [InlineData("top_p", "1.1", "less_than_equal")]
    [InlineData("max_tokens", "-1", "greater_than_equal")]
    [InlineData("max_tokens", "1.5", "greater_than_equal")]
    [InlineData("random_seed", "-1", "greater_than_equal")]
    [InlineData("n", "0", "greater_than_equal")]
    [InlineData("stop", "[1]", "string_type")]
    public async Task What_Mistral_refuses_is_refused_by_name(string field, string value, string type)
    {
        var (status, body) = await ChatAsync($",\"{field}\":{value}");
        Assert.Equal(422, status);
        using var document = JsonDocument.Parse(body);
        var problem = Assert.Single(document.RootElement.GetProperty("detail").EnumerateArray());
        Assert.Equal((type, field), (problem.GetProperty("type").GetString(), problem.GetProperty("loc")[1].GetString()));
        if (type == "extra_forbidden")
            Assert.Equal(value, problem.GetProperty("input").GetRawText());
    }

    [Theory]
    [InlineData("""{"model":"ministral-8b-latest"}""", 422, "missing")]
    [InlineData("""{"model":"ministral-8b-latest","messages":[]}""", 422, "list_type")]
    [InlineData("""{"model":"ministral-8b-latest","messages":[{"role":"developer","content":"x"}]}""", 422, "union_tag_invalid")]
    [InlineData("""{"model":"ministral-8b-latest","messages":[{"role":"user","content":"x","name":"me"}]}""", 422, "extra_forbidden")]
    [InlineData("""{"model":"ministral-8b-latest","messages":[{"role":"user"}]}""", 422, "missing")]
    [InlineData("""{"model":"ministral-8b-latest","messages":[{"role":"user","content":5}]}""", 422, "string_type")]
    [InlineData("""{"model":"ministral-8b-latest","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"}]}""", 400, "3230")]
    [InlineData("""{"model":"ministral-8b-latest","messages":[{"role":"user","content":"x"}],"temperature":0,"top_p":0.9}""", 400, "3054")]
    [InlineData("""{"model":"open-mistral-7b","messages":[{"role":"user","content":"x"}]}""", 400, "1500")]
    [InlineData("[]", 422, "model_attributes_type")]
    [InlineData("{", 422, "json_invalid")]
    public async Task Messages_models_and_combinations_are_checked(string request, int status, string word)
    {
        var answer = await SendAsync(HttpMethod.Post, "/v1/chat/completions", request);
        Assert.Equal(status, answer.Status);
        Assert.Contains($"\"{word}\"", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_route_and_method_are_checked_and_models_are_listed()
    {
        Assert.Equal(401, (await SendAsync(HttpMethod.Get, "/v1/models", null, null)).Status);
        Assert.Equal(401, (await SendAsync(HttpMethod.Get, "/v1/models", null, "other")).Status);
        Assert.Equal(404, (await SendAsync(HttpMethod.Post, "/chat/completions", "{}")).Status);
        Assert.Equal(405, (await SendAsync(HttpMethod.Get, "/v1/chat/completions", null)).Status);
        var (status, body) = await SendAsync(HttpMethod.Get, "/v1/models", null);
        Assert.Equal((int)HttpStatusCode.OK, status);
        using var document = JsonDocument.Parse(body);
        Assert.Contains("ministral-8b-latest", document.RootElement.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()));
        Assert.Equal(5, _server.Calls.Count);
        Assert.Equal(0, _server.Open);
    }
}
