using System.Globalization;
using System.Text.Json;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Llm;

/// <summary>
/// Turns what a server answers instead of a reply into one <see cref="LlmException"/>. Error bodies come in many shapes (OpenAI's
/// envelope, Mistral's five, FastAPI's detail, a gateway's HTML); all are hostile text until they are shortened and made plain.
/// </summary>
internal sealed class ChatErrorReader(LlmSpec spec, LlmConnection connection, TimeProvider time)
{
    private const int LongestRead = 1 << 16;

    /// <summary>Answers to a call in no form of a reply: that hardly passes, and may be billed each time.</summary>
    private const int TriesOfTheForeign = 3;

    /// <summary>An answer with a status that is no success.</summary>
    public LlmException FromAnswer(HttpResponseMessage response, byte[] body)
    {
        var error = ErrorBody.Of(body);
        var words = error.Words.Length > 0 && Words(error.Words) is { Length: > 0 } said ? Sentence(said) : Sentence(Shorten(body));
        var status = (int)response.StatusCode;
        var failure = Classify(status, error, response);
        return new LlmException(failure, Describe(failure, status, words, response))
        {
            Status = response.StatusCode,
            RetryAfter = RetryAfter(response) ?? error.RetryAfter,
            Rate = RateHeaders.Read(response),
            ShouldRetry = ServiceHeaders.First(response, "x-should-retry") switch { "true" => true, "false" => false, _ => null },
            Usage = error.Usage,
            MayBeBilled = IsAfterWork(status, error.Codes),
        };
    }

    /// <summary>An error in the body of a success: proxies do that. What it says of itself decides whether another attempt can help.</summary>
    /// <param name="holder">What the error stands in: the body, or a choice.</param>
    public LlmException FromErrorInSuccess(JsonElement holder) => FromErrorInSuccess(ErrorBody.Of(holder));

    private LlmException FromErrorInSuccess(ErrorBody error)
    {
        var failure = ErrorWords.Classify(error);
        var words = Words(error.Words);
        return new LlmException(failure, $"{spec} answered with an error: {(words.Length > 0 ? Sentence(words) : "it does not say which.")}")
        {
            RetryAfter = error.RetryAfter,
            MayBeBilled = failure is LlmFailure.Server or LlmFailure.Timeout or LlmFailure.Refused,
        };
    }

    /// <summary>A success whose body is nothing that the protocol knows.</summary>
    /// <param name="body">All of it.</param>
    /// <param name="value">Its first value, where it has any.</param>
    /// <param name="hasChoice">Whether there was a choice at all.</param>
    public LlmException FromBodyOfSuccess(byte[] body, JsonElement? value, bool hasChoice)
    {
        if (hasChoice)
            return new LlmException(LlmFailure.BadResponse, $"{spec} answered with a choice that has no message.");
        if (value is { } said && ErrorBody.Of(said) is { Words.Length: > 0, SaysSomething: true } error)
            return FromErrorInSuccess(error);
        var isReply = value is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("choices", out _);
        return new LlmException(LlmFailure.BadResponse, $"{spec} answered without choices: {Shorten(body)}")
        {
            MostTries = isReply ? null : TriesOfTheForeign,
        };
    }

    /// <summary>A stream, though none was asked for, that stops before anything says that it is at its end: a server that does so does it again.</summary>
    public LlmException FromUnendedStream() =>
        new(LlmFailure.BadResponse, $"{spec} streams, though it was not asked to, and its stream broke off.") { MostTries = TriesOfTheForeign };

    /// <summary>A success whose body breaks off, or is a page or a text.</summary>
    public LlmException FromTextOfSuccess(byte[] body, bool beginsAsReply) =>
        new(LlmFailure.BadResponse, $"{spec} answered with what is not whole JSON: {Shorten(body)}")
        {
            MostTries = beginsAsReply || body.Length == 0 ? null : TriesOfTheForeign,
        };

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

    private static LlmFailure Classify(int status, ErrorBody error, HttpResponseMessage response) => status switch
    {
        429 when IsWithoutAllowance(response) || IsMonthUsedUp(response) => LlmFailure.AllowanceEmpty,
        _ => ErrorWords.Classify(status, error),
    };

    /// <summary>
    /// Whether a model may have worked before this was said: a gateway passed the question on and got nothing back in time (408, 502, 504 and their
    /// like), a filter read it, or the status is one of success. A server that is too busy, refuses or fails (4xx, 500, 503, 529) charges nothing.
    /// </summary>
    private static bool IsAfterWork(int status, IReadOnlyList<string> codes) =>
        status is < 300 or 408 or 502 or 504 or 520 or 522 or 524 || codes.Contains("content_filter");

    private string Describe(LlmFailure failure, int status, string words, HttpResponseMessage response)
    {
        var said = $"{spec} answered {status}: {words}";
        return failure switch
        {
            LlmFailure.Authentication when spec.Profile.KeyVariable is { } variable => status == 401
                ? $"{said} Check the key in {variable} or -ApiKey."
                : $"{said} The key may not have the right to this model.",
            LlmFailure.Refused => $"{said} This refuses the question; others are asked.",
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

    private static string Sentence(string words) => words is [.., '.' or '!' or '?' or '…'] ? words : words + ".";
}
