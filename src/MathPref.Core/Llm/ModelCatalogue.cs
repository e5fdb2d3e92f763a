using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MathPref.Core.Llm;

/// <summary>A model that a provider offers.</summary>
public sealed record LlmModel
{
    public required string Provider { get; init; }

    public required string Model { get; init; }

    public string? Owner { get; init; }

    public DateTimeOffset? Created { get; init; }

    /// <summary>Tokens of context, where the server says so.</summary>
    public long? ContextLength { get; init; }

    /// <summary>The day from which the model is no longer served.</summary>
    public DateTimeOffset? Deprecation { get; init; }

    /// <summary>What the provider names in its place.</summary>
    public string? Replacement { get; init; }

    /// <summary>Other names of the same model.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public override string ToString() => $"{Provider}/{Model}";
}

/// <summary>Reads <c>GET …/models</c>, whose items differ from server to server in all but their ids.</summary>
internal static class ModelCatalogue
{
    public static Task<IReadOnlyList<LlmModel>> ListAsync(LlmSpec spec, TimeSpan timeout, CancellationToken cancellationToken) =>
        ListAsync(spec, Environment.GetEnvironmentVariable, timeout, cancellationToken);

    /// <summary>With an environment of the caller's choice, where a key that lies in the process's own must not go along.</summary>
    public static async Task<IReadOnlyList<LlmModel>> ListAsync(LlmSpec spec, Func<string, string?> environment, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (spec.Profile.IsOffline)
            return Offline.OfflineChatClient.Models.Select(m => new LlmModel { Provider = spec.Provider, Model = m, Owner = "MathPref" }).ToList();
        var connection = LlmConnection.Resolve(spec, environment);
        var errors = new ChatErrorReader(spec, connection, TimeProvider.System);
        var address = new Uri(connection.Endpoint, "models");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (connection.ApiKey is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var response = await HttpClients.For(spec.Proxy).SendAsync(request, limit.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
            if (response.StatusCode is not HttpStatusCode.OK)
                throw errors.FromAnswer(response, body);
            return Read(spec, body, errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LlmException(LlmFailure.Timeout, $"{spec.Provider} did not list its models within {timeout.TotalSeconds:0} s (-TimeoutSec).");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw errors.FromConnection(broken, address);
        }
    }

    internal static List<LlmModel> Read(LlmSpec spec, byte[] body, ChatErrorReader errors)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            // A bare list instead of {"object":"list","data":[…]} is seen too.
            var data = document.RootElement.ValueKind is JsonValueKind.Array ? document.RootElement : document.RootElement.GetProperty("data");
            return data.EnumerateArray()
                .Where(item => item.ValueKind is JsonValueKind.Object && Text(item, "id") is not null && CanChat(item))
                .Select(item => ReadItem(spec, item))
                .DistinctBy(m => m.Model)
                .OrderBy(m => m.Model, StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new LlmException(LlmFailure.BadResponse, $"{spec.Provider} answered with what is no list of models: {errors.Shorten(body)}", broken);
        }
    }

    private static LlmModel ReadItem(LlmSpec spec, JsonElement item) => new()
    {
        Provider = spec.Provider,
        Model = Text(item, "id")!,
        Owner = Text(item, "owned_by"),
        Created = item.TryGetProperty("created", out var created) && created.ValueKind is JsonValueKind.Number && created.TryGetInt64(out var seconds) && seconds is > 0 and < 99_999_999_999 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        ContextLength = Number(item, "max_context_length") ?? Number(item, "max_model_len"),
        Deprecation = DateTimeOffset.TryParse(Text(item, "deprecation") ?? Text(item, "shutdown_date"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var end) ? end : null,
        Replacement = Text(item, "deprecation_replacement_model"),
        Aliases = item.TryGetProperty("aliases", out var aliases) && aliases.ValueKind is JsonValueKind.Array ? aliases.EnumerateArray().Where(a => a.ValueKind is JsonValueKind.String).Select(a => a.GetString()!).ToList() : [],
    };

    private static bool CanChat(JsonElement item) =>
        !item.TryGetProperty("capabilities", out var capabilities) || capabilities.ValueKind is not JsonValueKind.Object
        || !capabilities.TryGetProperty("completion_chat", out var chat) || chat.ValueKind is not JsonValueKind.False;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
