using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MathPref.Core.Net;

namespace MathPref.Core.Llm;

/// <summary>Reads <c>GET …/models</c>, whose items differ from server to server in all but their ids.</summary>
internal static class ModelCatalogue
{
    /// <summary>What servers call the tokens of context: Mistral, vLLM, OpenRouter and Together, Groq, Anthropic.</summary>
    private static readonly string[] s_lengths = ["max_context_length", "max_model_len", "context_length", "context_window", "max_input_tokens"];

    /// <summary>Together's list has all that it serves, and says what it is for.</summary>
    private static readonly string[] s_others = ["image", "video", "audio", "transcribe", "embedding", "rerank", "moderation"];

    public static Task<IReadOnlyList<LlmModel>> ListAsync(LlmSpec spec, TimeSpan timeout, CancellationToken cancellationToken) =>
        ListAsync(spec, Environment.GetEnvironmentVariable, timeout, cancellationToken);

    /// <summary>With an environment of the caller's choice, where a key that lies in the process's own must not go along.</summary>
    public static async Task<IReadOnlyList<LlmModel>> ListAsync(
        LlmSpec spec, Func<string, string?> environment, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (spec.Profile.IsOffline)
            return spec.Profile.Models.Select(m => new LlmModel { Provider = spec.Provider, Model = m, Owner = "MathPref" }).ToList();
        var connection = LlmConnection.Resolve(spec, environment);
        var errors = new ChatErrorReader(spec, connection, TimeProvider.System);
        var address = AddressOf(spec, connection);
        try
        {
            return await ServiceAttempt.RunAsync(
                time => AttemptAsync(spec, connection, address, errors, time.Token), timeout, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException broken) when (broken.Failure is TransportFailure.Timeout)
        {
            throw new LlmException(
                LlmFailure.Timeout,
                FormattableString.Invariant($"{spec.Provider} did not list its models within {timeout.TotalSeconds:0} s (-TimeoutSec)."));
        }
        catch (TransportException broken)
        {
            throw errors.FromTransport(broken, address, timeout);
        }
    }

    private static async Task<IReadOnlyList<LlmModel>> AttemptAsync(
        LlmSpec spec, LlmConnection connection, Uri address, ChatErrorReader errors, CancellationToken limit)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (spec.Profile.ListKeyHeader is { } header)
        {
            // Anthropic's list belongs to its own API, which knows no other.
            if (connection.ApiKey is { } key)
                request.Headers.Add(header, key);
            request.Headers.Add("anthropic-version", "2023-06-01");
        }
        else
        {
            connection.Authorize(request.Headers);
        }
        using var response = await HttpClients.For(spec.Proxy).SendAsync(request, limit).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(limit).ConfigureAwait(false);
        return response.StatusCode is HttpStatusCode.OK ? Read(spec, body, errors) : throw errors.FromAnswer(response, body);
    }

    /// <summary>Anthropic gives twenty models where no other number is asked for.</summary>
    private static Uri AddressOf(LlmSpec spec, LlmConnection connection)
    {
        var address = connection.ModelsAddress;
        return spec.Profile.ListKeyHeader is null || address.Query.Length > 1 ? address : new Uri(address, "?limit=1000");
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
            // The reader's own exception quotes the body.
            throw new LlmException(LlmFailure.BadResponse, $"{spec.Provider} answered with what is no list of models: {errors.Shorten(body)}");
        }
    }

    private static LlmModel ReadItem(LlmSpec spec, JsonElement item) => new()
    {
        Provider = spec.Provider,
        Model = IdOf(spec, item),
        Owner = Text(item, "owned_by"),
        Created = Number(item, "created") is > 0 and < 99_999_999_999 and var seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : Date(Text(item, "created_at")),
        ContextLength = s_lengths.Select(name => Number(item, name)).FirstOrDefault(length => length is not null),
        Deprecation = Date(Text(item, "deprecation") ?? Text(item, "shutdown_date")),
        Replacement = Text(item, "deprecation_replacement_model"),
        Aliases = item.TryGetProperty("aliases", out var aliases) && aliases.ValueKind is JsonValueKind.Array
            ? aliases.EnumerateArray().Where(a => a.ValueKind is JsonValueKind.String).Select(a => a.GetString()!).ToList()
            : [],
    };

    /// <summary>Gemini lists its models as models/…, and everybody calls them by the name behind it, prices and pages too; it takes both.</summary>
    private static string IdOf(LlmSpec spec, JsonElement item)
    {
        var id = Text(item, "id")!;
        return spec.Provider == "gemini" && id.StartsWith("models/", StringComparison.Ordinal) ? id["models/".Length..] : id;
    }

    private static bool CanChat(JsonElement item) =>
        !(Text(item, "type") is { } type && s_others.Contains(type)) && HasChat(item);

    private static bool HasChat(JsonElement item) =>
        !item.TryGetProperty("capabilities", out var capabilities) || capabilities.ValueKind is not JsonValueKind.Object
        || !capabilities.TryGetProperty("completion_chat", out var chat) || chat.ValueKind is not JsonValueKind.False;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static long? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
