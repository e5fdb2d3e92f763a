using System.Globalization;
using System.Text.Json;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// What an error says: its words, also those that a gateway passes on from the provider behind it (OpenRouter's <c>metadata.raw</c>, Azure's
/// <c>innererror</c>, a body within a string), and the codes beside them.
/// </summary>
internal sealed class ErrorBody
{
    private const int Deepest = 6;

    private static readonly string[] s_codes =
        ["code", "type", "status", "statusCode", "status_code", "raw_status_code", "error_code", "error_type", "reason"];

    private static readonly string[] s_words =
        ["error", "message", "detail", "errors", "error_message", "error_msg", "base_resp", "status_msg", "description", "title"];

    private static readonly string[] s_beneath = ["metadata", "raw", "innererror", "inner_error", "details", "cause", "upstream_error"];

    private readonly List<string> _codes = [];

    private ErrorBody()
    {
    }

    /// <summary>In the server's own words, as hostile as they came; empty where there are none.</summary>
    public string Words { get; private set; } = "";

    public IReadOnlyList<string> Codes => _codes;

    /// <summary>Whether it lists what a moderation found in the question.</summary>
    public bool ListsReasons { get; private set; }

    /// <summary>How long the server asks to wait, where that stands in the body (google.rpc.RetryInfo).</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>What it says that the attempt used all the same.</summary>
    public UsageDetails? Usage { get; private set; }

    /// <summary>Whether it is one: empty words, <c>success</c> and the code 0 are none.</summary>
    public bool SaysSomething => Words.Trim().Trim('.').ToLowerInvariant() switch
    {
        "" => Codes.Any(code => code.ToLowerInvariant() is not ("" or "0" or "200" or "ok" or "success" or "none" or "null")),
        "success" or "ok" or "none" or "null" or "no error" or "succeeded" => false,
        _ => true,
    };

    /// <summary>A status that stands as a code.</summary>
    public int? Status => _codes
        .Select(code => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 300 and < 600 ? n : (int?)null)
        .FirstOrDefault(n => n is not null);

    public static ErrorBody Of(byte[] body)
    {
        using var values = ReplyBody.Read(body);
        var error = new ErrorBody();
        foreach (var value in values.Values)
        {
            if (error.Words.Length == 0)
                error.Read(value);
        }
        return error;
    }

    public static ErrorBody Of(JsonElement value)
    {
        var error = new ErrorBody();
        error.Read(value);
        return error;
    }

    private void Read(JsonElement value)
    {
        try
        {
            Words = Find(value, depth: 0, collects: true);
            Usage ??= ReplyUsage.Of(value);
        }
        catch (InvalidOperationException)
        {
            // A name with half of a surrogate pair in it is met as late as the names are compared.
        }
    }

    /// <param name="element">Where to look.</param>
    /// <param name="depth">How deep that is.</param>
    /// <param name="collects">Whether its codes are the server's own. What the provider behind it says of its account is no matter of ours.</param>
    private string Find(JsonElement element, int depth, bool collects)
    {
        if (depth > Deepest)
            return "";
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return Unwrap(JsonText.Of(element), depth, collects);
            case JsonValueKind.Array:
                return string.Join("; ", element.EnumerateArray().Take(10).Select(item => Find(item, depth + 1, collects)).Where(text => text.Length > 0));
            case JsonValueKind.Object:
                break;
            default:
                return "";
        }
        if (collects)
            Collect(element);
        // FastAPI's validation errors: where, and what.
        if (element.TryGetProperty("msg", out var msg))
        {
            var where = element.TryGetProperty("loc", out var loc) && loc.ValueKind is JsonValueKind.Array
                ? string.Join('.', loc.EnumerateArray().Select(Raw)) + ": "
                : "";
            return where + Raw(msg);
        }
        var own = "";
        foreach (var name in s_words)
        {
            if (element.TryGetProperty(name, out var inner) && Find(inner, depth + 1, collects) is { Length: > 0 } words)
            {
                own = words;
                break;
            }
        }
        var provider = JsonText.OfMember(element, "provider_name");
        foreach (var name in s_beneath)
        {
            if (!element.TryGetProperty(name, out var beneath) || Find(beneath, depth + 1, collects: false) is not { Length: > 0 } reason)
                continue;
            if (own.Contains(reason, StringComparison.OrdinalIgnoreCase))
                continue;
            own = own.Length == 0 ? reason : $"{own.TrimEnd('.')}: {reason}";
        }
        return provider is { Length: > 0 } && own.Length > 0 ? $"{provider}: {own}" : own;
    }

    /// <summary>A body within a string, as gateways pass it on.</summary>
    private string Unwrap(string text, int depth, bool collects)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return text;
        try
        {
            using var document = JsonDocument.Parse(text);
            return Find(document.RootElement, depth + 1, collects) is { Length: > 0 } words ? words : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private void Collect(JsonElement element)
    {
        foreach (var name in s_codes)
        {
            if (element.TryGetProperty(name, out var code) && code.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                _codes.Add(Raw(code));
        }
        if (element.TryGetProperty("metadata", out var metadata) && metadata.ValueKind is JsonValueKind.Object)
            ListsReasons |= metadata.TryGetProperty("flagged_input", out _)
                || metadata.TryGetProperty("reasons", out var reasons) && reasons.ValueKind is JsonValueKind.Array && reasons.GetArrayLength() > 0;
        if (element.TryGetProperty("details", out var details) && details.ValueKind is JsonValueKind.Array)
        {
            foreach (var detail in details.EnumerateArray())
                RetryAfter ??= Seconds(JsonText.OfMember(detail, "retryDelay"));
        }
    }

    private static TimeSpan? Seconds(string? text) =>
        text is [.., 's'] && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 1e8
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string Raw(JsonElement value) => value.ValueKind is JsonValueKind.String ? JsonText.Of(value) : value.GetRawText();
}
