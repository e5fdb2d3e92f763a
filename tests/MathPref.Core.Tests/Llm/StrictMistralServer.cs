using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MathPref.Core.Tests.Llm;

/// <summary>One request as it came in.</summary>
/// <param name="Number">From 0, over all routes.</param>
/// <param name="Body">The JSON of the request; undefined where there was none.</param>
/// <param name="Gone">Cancelled when the client leaves before it has its answer.</param>
internal sealed record ChatCall(int Number, string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body, CancellationToken Gone)
{
    /// <summary>Completes when the client has left without its answer.</summary>
    public Task Left { get; init; } = Task.CompletedTask;

    /// <summary>The names of the request's fields, in order.</summary>
    public string[] Fields => [.. Body.EnumerateObject().Select(property => property.Name)];

    public string Text(string field) => Body.GetProperty(field).GetRawText();
}

/// <summary>What a script has the server do instead of answering properly.</summary>
internal sealed record ScriptedReply
{
    public int Status { get; init; } = 200;

    public string Body { get; init; } = "";

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The answer waits for this, or for the client to leave.</summary>
    public Task After { get; init; } = Task.CompletedTask;

    /// <summary>The connection is cut after so many bytes of the body, of which the whole length was announced; 0 cuts it before the status line.</summary>
    public int? CutAfter { get; init; }

    /// <summary>The answer never comes.</summary>
    public static ScriptedReply Never => new() { After = Task.Delay(Timeout.Infinite) };

    public static ScriptedReply Error(int status, string body, params (string Name, string Value)[] headers) =>
        new() { Status = status, Body = body, Headers = headers.ToDictionary(h => h.Name, h => h.Value) };

    /// <summary>A proper answer around a message of the script's own making.</summary>
    public static ScriptedReply Message(string message, string? finishReason = "stop", string? usage = """{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30}""") => new()
    {
        Body = $$"""{"id":"1","object":"chat.completion","model":"m","created":1761577934,"choices":[{"index":0,"finish_reason":{{(finishReason is null ? "null" : JsonSerializer.Serialize(finishReason))}},"message":{{message}}}]{{(usage is null ? "" : ",\"usage\":" + usage)}}}""",
    };

    public static ScriptedReply Text(string text, string? finishReason = "stop") => Message($$"""{"role":"assistant","content":{{JsonSerializer.Serialize(text)}},"tool_calls":null}""", finishReason);
}

/// <summary>
/// A chat server on loopback that is as strict as Mistral's (reference: protocols.md, 1). Its request objects are closed: an unknown
/// field is a 422 that names it. It checks the bearer key, the shape and order of the messages and the range of each field, knows
/// which models exist and which are retired, counts what it sees, and lists its models. A request that passes is answered with the
/// last message in capitals.
/// <para>
/// <see cref="Script"/> can answer any request instead, before or after it is checked. The server binds port 0 of 127.0.0.1 and never
/// sleeps: a delayed answer waits for a task of the test's.
/// </para>
/// </summary>
internal sealed class StrictMistralServer : IAsyncDisposable
{
    public const string Key = "test-key-5Zu1vQ";

    /// <summary>How long a test waits for what should happen at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] s_models = ["ministral-3b-latest", "ministral-8b-latest", "mistral-small-latest", "mistral-large-latest", "mistral-medium-latest"];

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ChatCall> _calls = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private int _count;
    private int _open;

    private StrictMistralServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a path.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Answers a request that has passed the checks; null leaves it to the server.</summary>
    public Func<ChatCall, ScriptedReply?> Script { get; set; } = _ => null;

    /// <summary>Whether the script comes before the checks, as a gateway does.</summary>
    public bool ScriptComesFirst { get; set; }

    /// <summary>Every request so far, in the order of arrival.</summary>
    public IReadOnlyList<ChatCall> Calls => [.. _calls];

    /// <summary>Requests whose answer is not out yet.</summary>
    public int Open => Volatile.Read(ref _open);

    public static async Task<StrictMistralServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        StrictMistralServer server = new(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Waits until that many requests have come in all.</summary>
    public async Task ArrivalAsync(int count = 1)
    {
        while (_calls.Count < count)
            Assert.True(await _arrived.WaitAsync(Patience), $"{_calls.Count} of {count} requests came");
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _open);
        TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            JsonElement body = default;
            string? broken = null;
            try
            {
                using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
                body = document.RootElement.Clone();
            }
            catch (JsonException e)
            {
                broken = e.Message;
            }
            ChatCall call = new(
                Interlocked.Increment(ref _count) - 1, context.Request.Method, context.Request.Path,
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body, context.RequestAborted) { Left = left.Task };
            _calls.Enqueue(call);
            _arrived.Release();
            var reply = (ScriptComesFirst ? Script(call) : null) ?? Check(call, broken) ?? Script(call) ?? Answer(call);
            await SendAsync(context, reply);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            left.SetResult();
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static async Task SendAsync(HttpContext context, ScriptedReply reply)
    {
        await reply.After.WaitAsync(context.RequestAborted);
        if (reply.CutAfter == 0)
        {
            context.Abort();
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(reply.Body);
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers[name] = value;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, reply.CutAfter ?? bytes.Length), context.RequestAborted);
        if (reply.CutAfter is null)
            return;
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private static ScriptedReply? Check(ChatCall call, string? broken)
    {
        if (call.Headers.GetValueOrDefault("Authorization") != "Bearer " + Key)
            return ScriptedReply.Error(401, """{"detail":"Unauthorized"}""");
        switch (call.Path, call.Method)
        {
            case ("/v1/models", "GET"):
                return new ScriptedReply { Body = ModelList() };
            case ("/v1/chat/completions", "POST"):
                break;
            case ("/v1/models" or "/v1/chat/completions", _):
                return ScriptedReply.Error(405, """{"detail":"Method Not Allowed"}""");
            default:
                return ScriptedReply.Error(404, """{"detail":"Not Found"}""");
        }
        if (!call.Headers.GetValueOrDefault("Content-Type", "").StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return Invalid([Problem("model_attributes_type", "Input should be a valid dictionary or object to extract fields from", "body")]);
        if (broken is not null)
            return Invalid([Problem("json_invalid", "JSON decode error: " + broken, "body", 0)]);
        List<JsonNode> problems = [];
        CheckRequest(call.Body, problems);
        if (problems.Count > 0)
            return Invalid(problems);

        var model = call.Body.GetProperty("model").GetString()!;
        if (!s_models.Contains(model))
            return Envelope(400, "Invalid model: " + model, "invalid_model", "1500");
        if (call.Body.TryGetProperty("temperature", out var temperature) && temperature.ValueKind is JsonValueKind.Number && temperature.GetDouble() == 0
            && call.Body.TryGetProperty("top_p", out var topP) && topP.ValueKind is JsonValueKind.Number && topP.GetDouble() != 1)
            return Envelope(400, "top_p must be 1 when using greedy sampling.", "invalid_request_invalid_args", "3054");
        var last = call.Body.GetProperty("messages").EnumerateArray().Last();
        var role = last.GetProperty("role").GetString();
        return role is "user" or "tool" || (role is "assistant" && last.TryGetProperty("prefix", out var prefix) && prefix.ValueKind is JsonValueKind.True)
            ? null
            : Envelope(400, $"Expected last role User or Tool (or Assistant with prefix True) for serving but got {role}", "invalid_request_message_order", "3230");
    }

    private static void CheckRequest(JsonElement body, List<JsonNode> problems)
    {
        if (body.ValueKind is not JsonValueKind.Object)
        {
            problems.Add(Problem("model_attributes_type", "Input should be a valid dictionary or object to extract fields from", "body"));
            return;
        }
        foreach (var name in (string[])["model", "messages"])
        {
            if (!body.TryGetProperty(name, out _))
                problems.Add(Problem("missing", "Field required", "body", name));
        }
        foreach (var group in body.EnumerateObject().GroupBy(field => field.Name).Where(group => group.Count() > 1))
            problems.Add(Problem("value_error", "Field stands twice", "body", group.Key));
        foreach (var field in body.EnumerateObject())
        {
            var isNull = field.Value.ValueKind is JsonValueKind.Null;
            switch (field.Name)
            {
                case "model":
                    Need(field.Value.ValueKind is JsonValueKind.String, "string_type", "Input should be a valid string");
                    break;
                case "messages":
                    CheckMessages(field.Value, problems);
                    break;
                case "temperature":
                    NeedNumber(0, 1.5);
                    break;
                case "top_p":
                    NeedNumber(0, 1);
                    break;
                case "presence_penalty" or "frequency_penalty":
                    NeedNumber(-2, 2);
                    break;
                case "max_tokens" or "random_seed":
                    NeedWhole(0);
                    break;
                case "n":
                    NeedWhole(1);
                    break;
                case "stream" or "safe_prompt" or "parallel_tool_calls":
                    Need(field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False, "bool_type", "Input should be a valid boolean");
                    break;
                case "stop":
                    Need(field.Value.ValueKind is JsonValueKind.String || (field.Value.ValueKind is JsonValueKind.Array && field.Value.EnumerateArray().All(s => s.ValueKind is JsonValueKind.String)), "string_type", "Input should be a valid string");
                    break;
                case "response_format" or "tools" or "tool_choice" or "prediction" or "prompt_mode" or "reasoning_effort" or "guardrails" or "metadata" or "prompt_cache_key":
                    break;
                default:
                    problems.Add(Extra(field.Value, "body", field.Name));
                    break;
            }

            void Need(bool holds, string type, string message)
            {
                if (!holds)
                    problems.Add(Problem(type, message, "body", field.Name));
            }

            void NeedNumber(double least, double most)
            {
                if (isNull)
                    return;
                Need(field.Value.ValueKind is JsonValueKind.Number, "float_type", "Input should be a valid number");
                if (field.Value.ValueKind is JsonValueKind.Number)
                    Need(field.Value.GetDouble() >= least && field.Value.GetDouble() <= most, "less_than_equal", FormattableString.Invariant($"Input should be between {least} and {most}"));
            }

            void NeedWhole(long least)
            {
                if (!isNull)
                    Need(field.Value.ValueKind is JsonValueKind.Number && field.Value.TryGetInt64(out var whole) && whole >= least, "greater_than_equal", $"Input should be a whole number from {least} on");
            }
        }
    }

    private static void CheckMessages(JsonElement messages, List<JsonNode> problems)
    {
        if (messages.ValueKind is not JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            problems.Add(Problem("list_type", "Input should be a valid list with at least one item", "body", "messages"));
            return;
        }
        foreach (var (message, i) in messages.EnumerateArray().Select((message, i) => (message, i)))
        {
            var role = message.ValueKind is JsonValueKind.Object && message.TryGetProperty("role", out var said) && said.ValueKind is JsonValueKind.String ? said.GetString() : null;
            if (role is not ("system" or "user" or "assistant" or "tool"))
            {
                problems.Add(Problem("union_tag_invalid", "Input tag 'role' does not match any of the expected tags: 'system', 'user', 'assistant', 'tool'", "body", "messages", i));
                continue;
            }
            if (!message.TryGetProperty("content", out var content) && role is not "assistant")
                problems.Add(Problem("missing", "Field required", "body", "messages", i, role, "content"));
            else if (!IsContent(content) && !(role is "assistant" && content.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null))
                problems.Add(Problem("string_type", "Input should be a valid string or a list of chunks", "body", "messages", i, role, "content"));
            foreach (var field in message.EnumerateObject())
            {
                var isKnown = field.Name is "role" or "content" || (role is "assistant" && field.Name is "prefix" or "tool_calls") || (role is "tool" && field.Name is "tool_call_id" or "name");
                if (!isKnown)
                    problems.Add(Extra(field.Value, "body", "messages", i, role, field.Name));
            }
        }
    }

    private static bool IsContent(JsonElement content) => content.ValueKind is JsonValueKind.String
        || (content.ValueKind is JsonValueKind.Array && content.EnumerateArray().All(chunk => chunk.ValueKind is JsonValueKind.Object && chunk.TryGetProperty("type", out _)));

    private static JsonObject Extra(JsonElement input, params object[] place)
    {
        var problem = Problem("extra_forbidden", "Extra inputs are not permitted", place);
        problem["input"] = JsonNode.Parse(input.GetRawText());
        return problem;
    }

    private static JsonObject Problem(string type, string message, params object[] place) =>
        new() { ["type"] = type, ["loc"] = new JsonArray([.. place.Select(part => part is int i ? JsonValue.Create(i) : (JsonNode)JsonValue.Create((string)part)!)]), ["msg"] = message };

    private static ScriptedReply Invalid(IEnumerable<JsonNode> problems) =>
        ScriptedReply.Error(422, new JsonObject { ["detail"] = new JsonArray([.. problems]) }.ToJsonString());

    private static ScriptedReply Envelope(int status, string message, string type, string code) =>
        ScriptedReply.Error(status, new JsonObject { ["object"] = "error", ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = code, ["raw_status_code"] = status }.ToJsonString());

    private static ScriptedReply Answer(ChatCall call)
    {
        var content = call.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content");
        return ScriptedReply.Text((content.ValueKind is JsonValueKind.String ? content.GetString()! : content.GetRawText()).ToUpperInvariant());
    }

    private static string ModelList() => new JsonObject
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. s_models.Select(JsonNode (id) => new JsonObject
        {
            ["id"] = id, ["object"] = "model", ["created"] = 1761577934, ["owned_by"] = "mistralai", ["capabilities"] = new JsonObject { ["completion_chat"] = true },
            ["name"] = id, ["max_context_length"] = 131072, ["aliases"] = new JsonArray(), ["deprecation"] = null, ["deprecation_replacement_model"] = null, ["default_model_temperature"] = 0.3, ["type"] = "base",
        })]),
    }.ToJsonString();
}
