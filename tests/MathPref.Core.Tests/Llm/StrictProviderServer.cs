using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MathPref.Core.Tests.Llm;

/// <summary>
/// A provider on loopback, as strict and as silent as its rules: the right path, the right header with the key, only fields that it knows. What it
/// ignores it ignores, and notes. A request that passes is answered with the last message in capitals.
/// </summary>
internal sealed class StrictProviderServer : IAsyncDisposable
{
    public const string Key = "stand-in-key-5Zu1vQ";

    private readonly WebApplication _app;
    private readonly ProviderRules _rules;
    private readonly ConcurrentQueue<ChatCall> _calls = [];
    private int _count;

    private StrictProviderServer(WebApplication app, ProviderRules rules)
    {
        _app = app;
        _rules = rules;
    }

    /// <summary>Where it listens, without a path.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Every request so far; the path with its query.</summary>
    public IReadOnlyList<ChatCall> Calls => [.. _calls];

    /// <summary>Fields and values of which it made nothing, and said nothing.</summary>
    public ConcurrentQueue<string> Ignored { get; } = [];

    public static Task<StrictProviderServer> StartAsync(string provider) => StartAsync(ProviderRules.Of(provider));

    public static async Task<StrictProviderServer> StartAsync(ProviderRules rules)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        StrictProviderServer server = new(app, rules);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        JsonElement body = default;
        if (HttpMethods.IsPost(request.Method))
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: context.RequestAborted);
            body = document.RootElement.Clone();
        }
        ChatCall call = new(
            Interlocked.Increment(ref _count) - 1, request.Method, request.Path + request.QueryString.Value,
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body, context.RequestAborted);
        _calls.Enqueue(call);
        var (status, answer) = Answer(call, request.Path.Value!);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }

    private (int Status, string Body) Answer(ChatCall call, string path)
    {
        var isList = call.Method == "GET" && path == _rules.ModelsPath;
        if (!isList && (call.Method != "POST" || path != _rules.ChatPath) || _rules.NeedsVersion && !call.Path.Contains("api-version=", StringComparison.Ordinal))
            return Error(404, "Resource not found");
        if (WhyNoEntry(call, isList) is { } why)
            return Error(401, why);
        if (isList)
            return (200, _rules.Models);
        foreach (var field in call.Fields.Where(field => !_rules.Knows(field) || _rules.Ignores.Contains(field)))
        {
            if (!_rules.Ignores.Contains(field) && !_rules.IgnoresUnknown)
                return Error(400, _rules.ErrorsAreLists ? $"Invalid JSON payload received. Unknown name \"{field}\": Cannot find field." : $"Unknown parameter: '{field}'.");
            Ignored.Enqueue(field);
        }
        return Refusal(call.Body) is { } refused ? Error(400, refused) : (200, Completion(call.Body));
    }

    private string? WhyNoEntry(ChatCall call, bool isList)
    {
        var (header, prefix) = isList && _rules.ListHeaders is { } list ? (list.Key, "") : (_rules.KeyHeader, _rules.KeyPrefix);
        if (header is null)
            return null;
        if (isList && _rules.ListHeaders is { } own && !call.Headers.ContainsKey(own.Version))
            return $"{own.Version} header is required";
        return call.Headers.GetValueOrDefault(header) == prefix + Key ? null : $"{header} header is required";
    }

    private string? Refusal(JsonElement body)
    {
        if (body.TryGetProperty("max_tokens", out _) && _rules.RefusesMaxTokens)
            return "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
        if (body.TryGetProperty("temperature", out var temperature) && temperature.GetDouble() > _rules.MostTemperature)
        {
            if (!_rules.CapsTemperature)
                return $"temperature must be at most {_rules.MostTemperature}";
            Ignored.Enqueue("temperature");
        }
        if (body.TryGetProperty("n", out var n) && n.GetInt32() != 1 && _rules.OneAnswer)
            return "n must be 1";
        if (!body.TryGetProperty("stop", out var stop) || stop.ValueKind is not JsonValueKind.Array)
            return null;
        if (stop.GetArrayLength() > _rules.MostStops)
            return $"stop must have at most {_rules.MostStops} items";
        return _rules.StopsNeedText && stop.EnumerateArray().Any(text => string.IsNullOrWhiteSpace(text.GetString()))
            ? "stop_sequences: each stop sequence must contain non-whitespace"
            : null;
    }

    private (int Status, string Body) Error(int status, string message)
    {
        var error = JsonSerializer.Serialize(new { error = new { code = status, message, status = "INVALID_ARGUMENT" } });
        return (status, _rules.ErrorsAreLists ? $"[{error}]" : error);
    }

    private static string Completion(JsonElement request) => JsonSerializer.Serialize(new
    {
        id = "1",
        @object = "chat.completion",
        created = 1761577934,
        model = request.GetProperty("model").GetString(),
        choices = new[]
        {
            new
            {
                index = 0,
                finish_reason = "stop",
                message = new { role = "assistant", content = request.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!.ToUpperInvariant() },
            },
        },
        usage = new { prompt_tokens = 10, completion_tokens = 20, total_tokens = 30 },
    });
}
