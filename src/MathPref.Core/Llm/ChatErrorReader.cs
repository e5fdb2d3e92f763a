using System.Globalization;
using System.Text.Json;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Net;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Turns what a server answers instead of a reply into one <see cref="LlmException"/>. Error bodies come in many shapes (OpenAI's
/// envelope, Mistral's five, FastAPI's detail, a gateway's HTML); all are hostile text until they are shortened and made plain.
/// </summary>
internal sealed class ChatErrorReader(LlmSpec spec, LlmConnection connection, TimeProvider time)
{
    private const int LongestRead = 1 << 16;

    private static readonly string[] s_emptyAllowance =
    [
        "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached", "billing_not_active", "usage_limit_reached", "usage_limit_exceeded",
    ];

    private static readonly string[] s_unknownModel = ["invalid_model", "unknown_model", "model_not_found", "1500"];

    public LlmException FromAnswer(HttpResponseMessage response, byte[] body)
    {
        var (words, codes, usage) = Read(body);
        var status = (int)response.StatusCode;
        var failure = Classify(status, words, codes, response);
        return new LlmException(failure, Describe(failure, status, words, response))
        {
            Status = response.StatusCode,
            RetryAfter = RetryAfter(response),
            Rate = RateHeaders.Read(response),
            ShouldRetry = ServiceHeaders.First(response, "x-should-retry") switch { "true" => true, "false" => false, _ => null },
            Usage = usage,
            MayBeBilled = IsAfterWork(status, codes),
        };
    }

    /// <summary>A 200 whose body is an error or nothing that the protocol knows: proxies do that.</summary>
    public LlmException FromBodyOfSuccess(byte[] body, JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("error", out _))
        {
            var (words, codes, _) = Read(body);
            var failure = codes.Any(s_emptyAllowance.Contains) ? LlmFailure.AllowanceEmpty : LlmFailure.Server;
            return new LlmException(failure, $"{spec} answered with an error: {words}") { MayBeBilled = failure is LlmFailure.Server };
        }
        return new LlmException(LlmFailure.BadResponse, $"{spec} answered without choices: {Shorten(body)}");
    }

    /// <summary>An attempt without an answer. What was never sent cannot have been billed; where the connection broke off it may.</summary>
    public LlmException FromTransport(TransportException broken, Uri address, TimeSpan timeout, bool wasSent = true)
    {
        switch (broken.Failure)
        {
            case TransportFailure.Timeout:
                return new LlmException(
                    LlmFailure.Timeout,
                    FormattableString.Invariant($"{spec} gave no answer within {timeout.TotalSeconds:0.#} s (-TimeoutSec).")) { MayBeBilled = wasSent };
            case TransportFailure.TooLarge:
                return new LlmException(LlmFailure.Refused, $"{spec} answered with more than {HttpClients.LargestReply >> 20} MB.");
            case TransportFailure.Unpackable:
                return new LlmException(LlmFailure.BadResponse, $"{spec} answered with a body that cannot be unpacked.");
            default:
                var proxy = spec.Proxy?.Address is { } through ? $" through the proxy {through.Scheme}://{through.Authority} (-Proxy)" : "";
                return new LlmException(
                    LlmFailure.Connection,
                    $"{spec} cannot be reached at {address.GetLeftPart(UriPartial.Path)}{proxy}: {Words(broken.Cause)}",
                    broken.InnerException)
                {
                    MayBeBilled = wasSent && !broken.WasNeverConnected,
                    WasNeverConnected = broken.WasNeverConnected,
                };
        }
    }

    public string Shorten(byte[] body) => body.Length == 0 ? "an empty body" : Words(KeyText.Head(body, LongestRead, Redact));

    /// <summary>A server's words on a failure: plain, short, and without keys, wherever the cut falls.</summary>
    public string Words(string text) => Redact(MessageText.Plain(Redact(text)));

    private string Redact(string text) => KeyText.Redact(text, connection.ApiKey is { } key ? [key] : [], mark: "(the key)");

    private static LlmFailure Classify(int status, string words, List<string> codes, HttpResponseMessage response)
    {
        if (codes.Any(s_emptyAllowance.Contains))
            return LlmFailure.AllowanceEmpty;
        switch (status)
        {
            case 401 or 403:
                return LlmFailure.Authentication;
            case 402:
                return LlmFailure.AllowanceEmpty;
            case 404:
                return LlmFailure.UnknownModel;
            case 400 when codes.Any(s_unknownModel.Contains) || words.StartsWith("Invalid model", StringComparison.OrdinalIgnoreCase):
                return LlmFailure.UnknownModel;
            case 429 when IsWithoutAllowance(response) || IsMonthUsedUp(response):
                return LlmFailure.AllowanceEmpty;
            case 429:
                return LlmFailure.RateLimited;
            case 408:
                return LlmFailure.Timeout;
            case 409 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) or 529:
                return LlmFailure.Server;
            case >= 300 and < 400:
                return LlmFailure.BadRequest;
            default:
                return status >= 500 ? LlmFailure.Server : LlmFailure.BadRequest;
        }
    }

    /// <summary>
    /// Whether a model may have worked before this was said: a gateway passed the question on and got nothing back in time (408, 502, 504 and their
    /// like), a filter read it, or the status is one of success. A server that is too busy, refuses or fails (4xx, 500, 503, 529) charges nothing.
    /// </summary>
    private static bool IsAfterWork(int status, List<string> codes) =>
        status is < 300 or 408 or 502 or 504 or 520 or 522 or 524 || codes.Contains("content_filter");

    private string Describe(LlmFailure failure, int status, string words, HttpResponseMessage response)
    {
        var said = $"{spec} answered {status}: {words}";
        return failure switch
        {
            LlmFailure.Authentication when spec.Profile.KeyVariable is { } variable => status == 401
                ? $"{said} Check the key in {variable} or -ApiKey."
                : $"{said} The key may not have the right to this model.",
            LlmFailure.UnknownModel => $"{said} " + (RetiredModels.Explain(spec.Provider, spec.Model)
                ?? $"It was asked for the model '{spec.Model}' at {response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Path)}."),
            _ when status is >= 300 and < 400 => $"{said} It sends callers on to {Words(response.Headers.Location?.ToString() ?? "another address")}; a " +
                "key is never taken along, so give that address with -Endpoint.",
            LlmFailure.AllowanceEmpty when IsWithoutAllowance(response) =>
                $"{said} The account has no allowance for this model at all (0 requests a minute), so trying again cannot help; another model or plan may.",
            LlmFailure.AllowanceEmpty when status == 429 && IsMonthUsedUp(response) => $"{said} The month's tokens are used up.",
            _ => said,
        };
    }

    /// <summary>None for zero, for the past and for what is no time: those say nothing, and the usual waits hold.</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var exact = ServiceHeaders.First(response, "retry-after-ms");
        if (double.TryParse(exact, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 1e11)
            return TimeSpan.FromMilliseconds(milliseconds);
        return ServiceHeaders.RetryAfter(response, time) is { } wait && wait > TimeSpan.Zero ? wait : null;
    }

    private static bool IsWithoutAllowance(HttpResponseMessage response) => IsZero(response, "x-ratelimit-limit-req-minute");

    private static bool IsMonthUsedUp(HttpResponseMessage response) =>
        IsZero(response, "x-ratelimit-remaining-tokens-month") || IsZero(response, "x-ratelimitbysize-remaining-month");

    private static bool IsZero(HttpResponseMessage response, string header) => ServiceHeaders.First(response, header) is "0";

    /// <summary>The server's words, the codes that stand beside them, and what it says that the attempt used.</summary>
    private (string Words, List<string> Codes, UsageDetails? Usage) Read(byte[] body)
    {
        var codes = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(body);
            var words = Words(Find(document.RootElement, codes));
            return (words.Length > 0 ? Sentence(words) : Sentence(Shorten(body)), codes, ChatReplyReader.ReadUsage(document.RootElement));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // A name with half of a surrogate pair in it is met as late as the names are compared.
            return (Sentence(Shorten(body)), codes, null);
        }
    }

    private static string Sentence(string words) => words.EndsWith('.') || words.EndsWith('!') || words.EndsWith('?') ? words : words + ".";

    private static string Find(JsonElement element, List<string> codes)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.Of(element);
            case JsonValueKind.Array:
                return string.Join("; ", element.EnumerateArray().Take(10).Select(item => Find(item, codes)).Where(text => text.Length > 0));
            case JsonValueKind.Object:
                break;
            default:
                return "";
        }
        foreach (var name in (ReadOnlySpan<string>)["code", "type"])
        {
            if (element.TryGetProperty(name, out var code))
                codes.Add(code.ValueKind is JsonValueKind.String ? JsonText.Of(code) : code.GetRawText());
        }
        // FastAPI's validation errors: where, and what.
        if (element.TryGetProperty("msg", out var msg))
        {
            var where = element.TryGetProperty("loc", out var loc) && loc.ValueKind is JsonValueKind.Array
                ? string.Join('.', loc.EnumerateArray().Select(part => part.ValueKind is JsonValueKind.String ? JsonText.Of(part) : part.GetRawText())) + ": "
                : "";
            return where + (msg.ValueKind is JsonValueKind.String ? JsonText.Of(msg) : msg.GetRawText());
        }
        foreach (var name in (ReadOnlySpan<string>)["error", "message", "detail"])
        {
            if (element.TryGetProperty(name, out var inner) && Find(inner, codes) is { Length: > 0 } words)
                return words;
        }
        return "";
    }
}
