using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>
/// Turns what the Hub, its storage or a gateway answers instead of success into one <see cref="HubException"/>. Bodies are
/// <c>{"error":"…"}</c>, <c>{"error":["…"]}</c>, <c>{"errors":[{"message":"…"}]}</c>, plain text, HTML or XML; all are hostile text.
/// </summary>
internal sealed partial class HubErrorReader(HubConnection connection, TimeProvider time)
{
    /// <summary>Where an exception of the HTTP library says which host it was.</summary>
    public const string AskedHost = "MathPref.AskedHost";

    /// <summary>Bytes of a body of which something is said.</summary>
    public const int LongestRead = 1 << 16;

    public HubException FromAnswer(HttpResponseMessage response, byte[] body, HubRequest request)
    {
        var status = (int)response.StatusCode;
        var code = ServiceHeaders.First(response, "X-Error-Code") ?? "";
        var message = ServiceHeaders.First(response, "X-Error-Message") ?? "";
        var words = WordsOf(body) is { Length: > 0 } said ? said : Words(message);
        // What the Hub says of a token, its storage does not mean: it refuses an address that was good for too short a time, and the next will be another.
        if (status == 403 && request.IsReading && response.RequestMessage?.RequestUri is { } asked && !connection.IsOwn(asked))
            return new HubException(
                HubFailure.Server,
                $"The storage of the Hub answered 403 to {request.Doing}{(words.Length > 0 ? ": " + words : ".")} Its address may have expired.");
        var failure = Classify(status, code, message);
        if (failure is HubFailure.Forbidden && request.IsReading)
            failure = HubFailure.ReadForbidden;
        return new HubException(failure, Describe(failure, status, words, request) + RequestOf(response))
        {
            Status = response.StatusCode,
            RetryAfter = RetryAfter(response),
        };
    }

    /// <summary>An attempt without an answer.</summary>
    public HubException FromTransport(TransportException broken, HubRequest request, TimeSpan timeout) => broken.Failure switch
    {
        TransportFailure.Timeout => new HubException(
            HubFailure.Timeout,
            FormattableString.Invariant($"The Hub gave no answer within {timeout.TotalSeconds:0.#} s to {request.Doing} (-TimeoutSec).")),
        TransportFailure.Unpackable => new HubException(HubFailure.BadResponse, $"The Hub's answer to {request.Doing} cannot be unpacked."),
        _ => new HubException(
            HubFailure.Connection,
            $"The connection to {HostOf(broken, request)} failed ({request.Doing}): {Words(broken.Cause)}",
            broken.InnerException) { WasNeverConnected = broken.WasNeverConnected },
    };

    private static string HostOf(TransportException broken, HubRequest request)
    {
        for (Exception? cause = broken; cause is not null; cause = cause.InnerException)
        {
            if (cause.Data[AskedHost] is string host)
                return host;
        }
        return request.Address.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Without the reader's own exception, which quotes the body.</summary>
    public HubException BadResponse(string doing, byte[] body) =>
        new(HubFailure.BadResponse, $"The Hub's answer to {doing} is not what its protocol says: " +
            $"{(WordsOf(body) is { Length: > 0 } words ? words : "an empty body.")}");

    /// <summary>A server's words: one plain line without the token or the signature of an address.</summary>
    public string Words(string text) => Redact(MessageText.Plain(Signature().Replace(Redact(text), "$1?…")));

    /// <summary>The text of a body, whatever its form; empty for an empty one.</summary>
    public string WordsOf(byte[] body)
    {
        var text = KeyText.Head(body, LongestRead, Redact);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (Find(document.RootElement) is { Length: > 0 } found)
                text = found;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            if (text.TrimStart().StartsWith('<'))
                text = Blanks().Replace(WebUtility.HtmlDecode(Tag().Replace(Unseen().Replace(text, " "), " ")), " ");
        }
        var words = Words(text);
        return words.Length == 0 || words[^1] is '.' or '!' or '?' or '…' ? words : words + ".";
    }

    private string Redact(string text) => KeyText.Redact(text, [connection.Token], mark: "(the token)");

    private static HubFailure Classify(int status, string code, string message) => status switch
    {
        401 or 403 when code is "GatedRepo" => HubFailure.Gated,
        401 when message.Contains("Invalid credentials", StringComparison.OrdinalIgnoreCase) => HubFailure.Authentication,
        // Without rights a repository looks as if it were not there.
        401 => HubFailure.NotFound,
        402 => HubFailure.PaymentRequired,
        403 => HubFailure.Forbidden,
        404 when code is "RevisionNotFound" => HubFailure.RevisionNotFound,
        404 => HubFailure.NotFound,
        408 => HubFailure.Server,
        409 or 412 => HubFailure.Conflict,
        429 => HubFailure.RateLimited,
        >= 500 => HubFailure.Server,
        _ => HubFailure.BadRequest,
    };

    private string Describe(HubFailure failure, int status, string words, HubRequest request)
    {
        var hasToken = connection.Token.Length > 0;
        var said = $"The Hub answered {status} to {request.Doing}{(words.Length > 0 ? ": " + words : ".")}";
        return failure switch
        {
            HubFailure.Authentication => $"{said} Check the token in HF_TOKEN or -Token; tokens are made at {HubConnection.TokenPage}.",
            HubFailure.Gated when request.Repo is { } repo =>
                $"{said} {repo} is gated: ask for access at {HubConnection.HubAddress}/datasets/{repo}, then set HF_TOKEN to a token of that account.",
            HubFailure.ReadForbidden when !hasToken => $"{said} Set HF_TOKEN to a token that may read there.",
            HubFailure.ReadForbidden =>
                $"{said} The token may not have the right to read there; its rights are set at {HubConnection.TokenPage}.",
            HubFailure.Forbidden => $"{said} The token may not have the right to write there; its rights are set at {HubConnection.TokenPage}.",
            HubFailure.NotFound when status is 401 && !hasToken =>
                $"{said} There is no such repository, or it is private: then set HF_TOKEN to a token that may read it.",
            HubFailure.NotFound when status is 401 => $"{said} There is no such repository, or the token does not let one see it.",
            _ => said,
        };
    }

    private string RequestOf(HttpResponseMessage response) =>
        ServiceHeaders.First(response, "X-Request-Id") is { } id && RequestId().IsMatch(id) ? $" (request {Redact(id)})" : "";

    /// <summary>As the Hub's own client waits: t of RateLimit where nothing is left, else Retry-After; a second more than either says.</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (429 or 503))
            return null;
        var asked = RateLimit().Match(ServiceHeaders.First(response, "RateLimit") ?? "") is { Success: true } match
            ? TimeSpan.FromSeconds(int.Parse(match.Groups["t"].ValueSpan, CultureInfo.InvariantCulture))
            : ServiceHeaders.RetryAfter(response, time);
        return asked + TimeSpan.FromSeconds(1);
    }

    private static string Find(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.Of(element);
            case JsonValueKind.Array:
                return string.Join("; ", element.EnumerateArray().Take(10).Select(Find).Where(text => text.Length > 0));
            case JsonValueKind.Object:
                break;
            default:
                return "";
        }
        var found = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["error", "errors", "message", "error_description"])
        {
            if (element.TryGetProperty(name, out var inner) && Find(inner) is { Length: > 0 } words && !found.Contains(words))
                found.Add(words);
        }
        return string.Join(" ", found);
    }

    /// <summary>The query of an address, where a presigned one has its signature.</summary>
    [GeneratedRegex(@"(https?://[^\s""'<>?]+)\?[^\s""'<>]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signature();

    [GeneratedRegex(@";\s*r\s*=\s*0\s*;\s*t\s*=\s*(?<t>[0-9]{1,7})\b")]
    private static partial Regex RateLimit();

    [GeneratedRegex(@"^[A-Za-z0-9;=:_-]{1,120}\z")]
    private static partial Regex RequestId();

    [GeneratedRegex(
        @"<script\b.*?</script\s*>|<style\b.*?</style\s*>",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Unseen();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
