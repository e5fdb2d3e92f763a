using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MathPref.Core.Net;

namespace MathPref.Core.Llm;

/// <summary>Reads <c>GET …/models</c>, whose items differ from server to server in all but their ids.</summary>
internal static class ModelCatalogue
{
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
        var address = new Uri(connection.Endpoint, "models");
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
        if (connection.ApiKey is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await HttpClients.For(spec.Proxy).SendAsync(request, limit).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(limit).ConfigureAwait(false);
        return response.StatusCode is HttpStatusCode.OK ? Read(spec, body, errors) : throw errors.FromAnswer(response, body);
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
        Model = Text(item, "id")!,
        Owner = Text(item, "owned_by"),
        Created = Number(item, "created") is > 0 and < 99_999_999_999 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        ContextLength = Number(item, "max_context_length") ?? Number(item, "max_model_len"),
        Deprecation = Date(Text(item, "deprecation") ?? Text(item, "shutdown_date")),
        Replacement = Text(item, "deprecation_replacement_model"),
        Aliases = item.TryGetProperty("aliases", out var aliases) && aliases.ValueKind is JsonValueKind.Array
            ? aliases.EnumerateArray().Where(a => a.ValueKind is JsonValueKind.String).Select(a => a.GetString()!).ToList()
            : [],
    };

    private static bool CanChat(JsonElement item) =>
        !item.TryGetProperty("capabilities", out var capabilities) || capabilities.ValueKind is not JsonValueKind.Object
        || !capabilities.TryGetProperty("completion_chat", out var chat) || chat.ValueKind is not JsonValueKind.False;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static long? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
