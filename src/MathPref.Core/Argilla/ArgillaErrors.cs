using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>
/// What a server answered instead of what was asked for, as one <see cref="ArgillaException"/>. Bodies are FastAPI's and Argilla's own
/// (a text in detail, a code with params, a list of validation errors) or a gateway's HTML; all are hostile text until shortened.
/// </summary>
internal sealed partial class ArgillaErrors(ArgillaConnection connection)
{
    private const int LongestRead = 1 << 16;
    private const int MostErrors = 3;

    public ArgillaException FromReply(ArgillaReply reply, string asked)
    {
        var status = (int)reply.Status;
        if (!reply.IsJson && status is 200 or 401 or 403 or 404)
            return WebPage(reply);
        if (status is >= 300 and < 400)
            return new ArgillaException(ArgillaFailure.NotArgilla, $"Argilla at {connection} sends callers on to " +
                $"{Words(reply.Location?.ToString() ?? "another address")}; a key is never taken along, so give that address with " +
                "-ApiUrl.") { Status = reply.Status };
        var (words, position) = Read(reply);
        var failure = status switch
        {
            401 or 403 => ArgillaFailure.Authentication,
            404 => ArgillaFailure.DatasetNotFound,
            408 or 504 => ArgillaFailure.Timeout,
            429 => ArgillaFailure.RateLimited,
            400 or 409 or 413 or 422 => ArgillaFailure.Refused,
            >= 500 => ArgillaFailure.Server,
            _ => ArgillaFailure.BadResponse,
        };
        var said = string.Create(CultureInfo.InvariantCulture, $"Argilla at {connection} answered {status} when asked to {asked}: {words}");
        if (!said.EndsWith('.') && !said.EndsWith('…'))
            said += ".";
        return new ArgillaException(failure, status switch
        {
            401 => $"{said} Check the key in {ArgillaConnection.KeyVariable} or -ApiKey.",
            403 => $"{said} The key's user has no right to this: making datasets and reading all answers takes an owner, or an admin of the workspace.",
            _ => said,
        }) { Status = reply.Status, Position = position, RetryAfter = reply.RetryAfter };
    }

    /// <summary>An attempt without an answer.</summary>
    public ArgillaException FromTransport(TransportException broken, string asked, bool isUnreachable)
    {
        var said = $"Argilla at {connection} was asked to {asked}: {broken.Message}.";
        if (broken.Failure is TransportFailure.TooLarge)
            return new ArgillaException(ArgillaFailure.BadResponse, said, broken) { IsTooLarge = true };
        if (broken.Failure is TransportFailure.Timeout)
            return new ArgillaException(ArgillaFailure.Timeout, said, broken);
        var why = Words(broken.Message).TrimEnd('.');
        return isUnreachable
            ? new ArgillaException(ArgillaFailure.Unreachable, ServiceRetry.Unreachable($"Argilla cannot be reached at {connection}: {why}", "-ApiUrl"), broken)
            : new ArgillaException(ArgillaFailure.Connection, $"The connection to Argilla at {connection} failed when it was asked to {asked}: {why}.", broken)
            {
                WasNeverConnected = broken.WasNeverConnected,
            };
    }

    /// <summary>A web page where JSON should be: a private Space, or no Argilla at all.</summary>
    public ArgillaException WebPage(ArgillaReply reply)
    {
        var status = ((int)reply.Status).ToString(CultureInfo.InvariantCulture);
        if (!connection.IsSpace)
            return new ArgillaException(ArgillaFailure.NotArgilla, $"{connection} answered {status}, and not as Argilla 2.x does: is the address right " +
                "(-ApiUrl)? It is the server's root, such as http://localhost:6900.") { Status = reply.Status };
        return new ArgillaException(ArgillaFailure.NotArgilla, connection.SpaceToken is null
            ? $"{connection} answered {status} with a web page. The Space is private, or the address is wrong: for a private Space set " +
                $"{ArgillaConnection.SpaceTokenVariable} to a token of huggingface.co that may read it (https://huggingface.co/settings/tokens)."
            : $"{connection} answered {status} with a web page. The address is wrong, or the token in {ArgillaConnection.SpaceTokenVariable} may not read " +
                "this private Space.") { Status = reply.Status };
    }

    /// <summary>A server's words: one line, short, and without the key, wherever the cut falls.</summary>
    public string Words(string text) => connection.Redact(MessageText.Plain(connection.Redact(text)));

    private (string Words, int? Position) Read(ArgillaReply reply)
    {
        if (reply.Body.Length == 0)
            return ("an empty body", null);
        var text = KeyText.Head(reply.Body, LongestRead, connection.Redact);
        if (!reply.IsJson)
            return (Words(Markup().Replace(text, " ")), null);
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            int? position = null;
            var words = Find(document.RootElement, ref position);
            if (RecordPosition().Match(words) is { Success: true } match
                && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var named))
                position = named;
            // It counts within some call, of which nobody who reads it knows.
            return (Words(words.Length == 0 ? text : RecordPosition().Replace(words, "the record")), position);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return (Words(text), null);
        }
    }

    private static string Find(JsonElement element, ref int? position)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.Of(element);
            case JsonValueKind.Array:
                var said = new List<string>();
                foreach (var item in element.EnumerateArray())
                {
                    // Every item gives its place; a few are quoted.
                    if (Find(item, ref position) is { Length: > 0 } one && said.Count < MostErrors)
                        said.Add(one);
                }
                return string.Join("; ", said);
            case JsonValueKind.Object:
                break;
            default:
                return "";
        }
        if (element.TryGetProperty("msg", out var message) && message.ValueKind is JsonValueKind.String)
        {
            var where = element.TryGetProperty("loc", out var loc) && loc.ValueKind is JsonValueKind.Array ? loc.EnumerateArray().ToList() : [];
            // ["body", "items", 3, …]: the record that is meant.
            if (where.Count > 2 && where[2].ValueKind is JsonValueKind.Number && where[2].TryGetInt32(out var index))
            {
                position ??= index;
                where.RemoveRange(0, 3);
            }
            var place = string.Join('.', where.Select(part => part.ValueKind is JsonValueKind.String ? JsonText.Of(part) : part.GetRawText()));
            return (where.Count == 0 ? "" : place + ": ") + JsonText.Of(message);
        }
        foreach (var name in (ReadOnlySpan<string>)["detail", "errors", "params", "message", "code"])
        {
            if (element.TryGetProperty(name, out var inner) && Find(inner, ref position) is { Length: > 0 } words)
                return words;
        }
        return "";
    }

    [GeneratedRegex(@"\Arecord at position ([0-9]{1,9})\b", RegexOptions.IgnoreCase)]
    private static partial Regex RecordPosition();

    [GeneratedRegex(
        @"<script\b.*?</script>|<style\b.*?</style>|<[^>]*>",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Markup();
}
