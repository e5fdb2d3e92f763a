using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MathPref.Core.Text;

/// <summary>By what a key is known in a text; each takes in those before it.</summary>
internal enum KeySigns
{
    /// <summary>It is one that is in use.</summary>
    Known,

    /// <summary>It has a form that nothing else has.</summary>
    Sure,

    /// <summary>It looks like one.</summary>
    Shape,

    /// <summary>It stands where one belongs: behind <c>Bearer</c>, <c>api-key=</c>, before the <c>@</c> of an address.</summary>
    Place,
}

/// <summary>
/// Finds keys in a text, whether they stand there as they are or as addresses, HTML, JSON and base64 have them. For what is said of failures
/// and for scripts: what a model says is never changed.
/// </summary>
internal static partial class KeyText
{
    /// <summary>What stands in place of a key in a file.</summary>
    public const string Mark = "<redacted>";

    /// <summary>A cut may leave the beginning of a key, written in as many letters as encodings take.</summary>
    private const int LongestWritten = 2048;

    private const int MostEncodings = 4;
    private const int ShortestKey = 8, ShortestPhrase = 11, ShortestWord = 20, ShortestRandom = 24;

    /// <summary>
    /// Whether a key can be told by its own text. Placeholders cannot (none, test, EMPTY, 1234): they are words and numbers that stand
    /// elsewhere too.
    /// </summary>
    public static bool IsTelling(string key)
    {
        var (hasMarks, changes) = (key.Any(c => !char.IsAsciiLetterOrDigit(c)), Changes(key));
        return key.Length >= ShortestWord
            || key.Length >= ShortestPhrase && hasMarks && key.Any(char.IsAsciiDigit)
            || key.Length >= ShortestKey && (changes >= 3 || changes > 0 && hasMarks || Vendor().Match(key) is { Success: true, Index: 0 });
    }

    /// <summary>Whether a parameter, a variable or a member of that name holds a key. Of an expression its end counts.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Whether the whole text is a signed token, which is no key that a service has made up.</summary>
    public static bool IsWebToken(string key) => WebToken().Match(key) is { Success: true, Index: 0 } token && token.Length == key.Length;

    /// <summary>The name of the first parameter of an address's query that holds a key; null where none does.</summary>
    public static string? NameOfKeyIn(string query)
    {
        foreach (var parameter in query.TrimStart('?').Split('&', ';'))
        {
            var equals = parameter.IndexOf('=');
            if (equals <= 0 || equals == parameter.Length - 1)
                continue;
            var (name, value) = (Uri.UnescapeDataString(parameter[..equals]), Uri.UnescapeDataString(parameter[(equals + 1)..]));
            if (IsName(name) || QueryName().IsMatch(name) || Find(value, [], KeySigns.Sure).Count > 0)
                return name;
        }
        return null;
    }

    /// <summary>The text without its keys.</summary>
    /// <param name="text">What a server, a person or a program of ours says.</param>
    /// <param name="keys">Those that are known to be in use; placeholders among them count for nothing.</param>
    /// <param name="signs">By what others are known.</param>
    /// <param name="mark">What stands in their place.</param>
    public static string Redact(string text, IEnumerable<string> keys, KeySigns signs = KeySigns.Place, string mark = Mark)
    {
        var found = Find(text, keys, signs);
        if (found.Count == 0)
            return text;
        var clean = new StringBuilder(text.Length);
        var from = 0;
        foreach (var (start, end) in found)
        {
            clean.Append(text, from, start - from).Append(mark);
            from = end;
        }
        return clean.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The beginning of a body as text without its keys; what a cut may have left of one goes too.</summary>
    public static string Head(byte[] body, int longest, Func<string, string> redact)
    {
        var text = redact(Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, longest)));
        return body.Length <= longest ? text : text[..Math.Max(0, text.Length - LongestWritten)];
    }

    /// <summary>Where keys stand: from and to (without), in order and apart from each other.</summary>
    public static List<(int Start, int End)> Find(string text, IEnumerable<string> keys, KeySigns signs)
    {
        var telling = keys.Where(IsTelling).ToList();
        var found = new List<(int Start, int End)>();
        EncodedText? view = new(text);
        for (var depth = 0; view is not null && depth <= MostEncodings; depth++)
        {
            foreach (var (start, end) in FindWritten(view.Text, telling, signs))
                found.Add((view.Place(start), view.Place(end)));
            view = view.Decode();
        }
        found.Sort();
        var apart = new List<(int Start, int End)>(found.Count);
        foreach (var (start, end) in found)
        {
            if (apart.Count > 0 && start < apart[^1].End)
                apart[^1] = (apart[^1].Start, Math.Max(end, apart[^1].End));
            else
                apart.Add((start, end));
        }
        return apart;
    }

    private static IEnumerable<(int Start, int End)> FindWritten(string text, List<string> keys, KeySigns signs)
    {
        foreach (var key in keys)
        {
            for (var at = text.IndexOf(key, StringComparison.Ordinal); at >= 0; at = text.IndexOf(key, at + key.Length, StringComparison.Ordinal))
                yield return (at, at + key.Length);
        }
        foreach (Match match in Base64().Matches(text))
        {
            if (Changes(match.Value) > 1 && HoldsKey(match.Value, keys, signs))
                yield return (match.Index, match.Index + match.Length);
        }
        if (signs >= KeySigns.Sure)
        {
            foreach (Match match in Vendor().Matches(text))
            {
                if (signs is KeySigns.Sure ? IsSure(match.Groups["body"].Value) : IsLikely(match.Groups["body"].Value))
                    yield return (match.Index, match.Index + match.Length);
            }
            foreach (Match match in WebToken().Matches(text))
                yield return (match.Index, match.Index + match.Length);
        }
        if (signs >= KeySigns.Shape)
        {
            foreach (Match match in Long().Matches(text))
            {
                if (IsRandom(match.Value))
                    yield return (match.Index, match.Index + match.Length);
            }
        }
        if (signs is not KeySigns.Place)
            yield break;
        foreach (Match match in Place().Matches(text))
        {
            // Behind a colon or a word may stand a sentence: "Invalid API key: check it", "Bearer authentication is needed".
            foreach (var key in match.Groups["key"].Captures.Concat(match.Groups["odd"].Captures.Where(odd => IsOdd(odd.Value))))
                yield return (key.Index, key.Index + key.Length);
        }
    }

    /// <summary>Whether base64 of any beginning holds a key, as basic authentication does.</summary>
    private static bool HoldsKey(string letters, List<string> keys, KeySigns signs)
    {
        letters = letters.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        for (var from = 0; from < 4 && letters.Length - from >= 4; from++)
        {
            var whole = letters[from..];
            whole = whole.Length % 4 == 1 ? whole[..^1] : whole;
            var bytes = new byte[whole.Length];
            if (!Convert.TryFromBase64String(whole.PadRight((whole.Length + 3) / 4 * 4, '='), bytes, out var count))
                continue;
            var text = Encoding.Latin1.GetString(bytes, 0, count);
            if (keys.Exists(key => text.Contains(key, StringComparison.Ordinal))
                || signs >= KeySigns.Sure && Vendor().Matches(text).Any(match => IsSure(match.Groups["body"].Value)))
                return true;
        }
        return false;
    }

    /// <summary>Nobody writes it by hand: long, and changing between kinds of letters as chance does.</summary>
    private static bool IsSure(string body) => body.Length >= ShortestWord && Changes(body) is >= 5 and var changes && changes * 4 >= body.Length;

    private static bool IsLikely(string body) => body.Any(char.IsAsciiDigit) || Changes(body) >= 3 || body.Length >= ShortestWord;

    /// <summary>Letters by chance, and neither a digest nor an identifier of hex digits: those are no secrets.</summary>
    private static bool IsRandom(string word)
    {
        var letters = word.Count(char.IsAsciiLetterOrDigit);
        if (letters < ShortestWord || !word.Any(char.IsAsciiDigit) || word.All(c => char.IsAsciiHexDigit(c) || c is '-' or '_'))
            return false;
        var isMixed = word.Any(char.IsAsciiLetterUpper) && word.Any(char.IsAsciiLetterLower);
        return Changes(word) >= letters * (isMixed ? 0.4 : 0.25);
    }

    private static bool IsOdd(string word) => word.Any(char.IsAsciiDigit) || Changes(word) >= 2 || word.Length >= ShortestWord;

    /// <summary>How often small letters, capitals and digits take turns within the words; the capital that begins one does not count.</summary>
    private static int Changes(string text)
    {
        var (changes, before, length) = (0, '\0', 0);
        foreach (var c in text)
        {
            var kind = c switch { >= 'a' and <= 'z' => 'a', >= 'A' and <= 'Z' => 'A', >= '0' and <= '9' => '0', _ => '\0' };
            if (kind != '\0' && before != '\0' && kind != before && !(length == 1 && before == 'A' && kind == 'a'))
                changes++;
            (before, length) = (kind, kind == '\0' ? 0 : length + 1);
        }
        return changes;
    }

    [GeneratedRegex(
        @"(?<![A-Za-z0-9])(?:sk-|sk_(?:live|test)_|hf_|api_org_|gsk_|tgp_v1_|gh[opusr]_|github_pat_|glpat-|xox[abeoprs]-|xai-|nvapi-|pplx-|AIza|AKIA)" +
        "(?<body>[A-Za-z0-9_-]{6,})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Vendor();

    /// <summary>Of an address's parameters (<c>?key=</c> of Google, <c>?code=</c> of Azure's functions, <c>sig=</c> of its signed addresses).</summary>
    [GeneratedRegex(@"^(?:code|sig|auth|bearer|pat|pass|jwt|(?:.*[-_])?key)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QueryName();

    /// <summary>A signed token (RFC 7519).</summary>
    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}", RegexOptions.CultureInvariant)]
    private static partial Regex WebToken();

    [GeneratedRegex("[A-Za-z0-9+/_-]{16,}={0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex Base64();

    [GeneratedRegex("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{24,}", RegexOptions.CultureInvariant)]
    private static partial Regex Long();

    /// <summary>The words before it are bounded: of a long chain of them every one would be a beginning.</summary>
    private const string Names = "(?:[A-Za-z0-9]+[-_]){0,12}(?:api[-_]?key"
        + "|(?:access|secret|private|subscription|auth)[-_]?key|(?:hf|access|auth|api|bearer|refresh)"
        + "[-_]?token|secret|password|passwd|pwd|credential|signature)" + Another;

    /// <summary>Of several keys a name tells which: API_KEY_2, apiKeyOld, ApiKeys.</summary>
    private const string Another = "(?:s|[-_]?(?:[0-9]{1,3}|old|new|prev(?:ious)?|backup|bak|spare|prod|dev|test))?";

    private const string Value = @"[^\s""'`<>,;&(){}\[\]\\]*[A-Za-z0-9_=~+/*-]";

    /// <summary>In this order: an address's name and password; a header; a member of JSON; a parameter of an address; what a colon or a scheme names.</summary>
    [GeneratedRegex(
        @"://(?<key>[^\s/@?#""'<>]+)(?=@)"
        + @"|\bauthorization[""']?\s*[:=]\s*[""']?(?:(?:bearer|basic|token|apikey)\s+(?<key>" + Value + ")|(?<odd>" + Value + "))"
        + @"|(?<![A-Za-z0-9_])(?:" + Names + @"|token)[""']\s*:\s*[""'](?<key>[^""'<>\\]+)"
        + @"|(?<![A-Za-z0-9_])(?:" + Names + @")[""'\]]*\s?=\s?[""']?(?<key>" + Value + ")"
        + @"|(?<![A-Za-z0-9_])(?:token|key|sig)=[""']?(?<key>" + Value + ")"
        + @"|[?&]code=(?<key>[A-Za-z0-9_=~%+/.*-]{16,})"
        + @"|(?<![A-Za-z0-9_])(?:" + Names + @"|token)\s?:\s*[""']?(?<odd>" + Value + ")"
        + @"|\b(?:bearer|basic)\s+(?<odd>" + Value + ")",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(
        "(?:(?:api|access|secret|private|subscription|auth|openai|mistral|anthropic|gemini|google|azure|groq|deepseek|openrouter|together|argilla|hub|llm)"
        + "[-_]?key"
        + "|(?:hf|access|auth|api|bearer|refresh|openai|mistral|argilla|hub)[-_]?token|secret|password|passwd|pwd|credential|signature"
        // Tokens are what models count.
        + "|(?<![A-Za-z0-9_])(?:(?:old|new|my|other|prev|previous|backup|second)[-_]?)?token(?!s)|authorization)" + Another
        + @"[}'""\])]*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    /// <summary>
    /// A text as it is, or with one layer of what addresses, HTML and JSON make of it taken off. Each place leads back to where it came from.
    /// </summary>
    private sealed partial class EncodedText(string text, int[]? places = null)
    {
        private static readonly Dictionary<string, char> s_entities = new(StringComparer.Ordinal)
        {
            ["amp"] = '&', ["lt"] = '<', ["gt"] = '>', ["quot"] = '"', ["apos"] = '\'', ["plus"] = '+', ["sol"] = '/', ["equals"] = '=', ["colon"] = ':',
            ["period"] = '.', ["comma"] = ',', ["semi"] = ';', ["lowbar"] = '_', ["UnderBar"] = '_', ["dash"] = '-', ["num"] = '#', ["dollar"] = '$',
            ["percnt"] = '%', ["excl"] = '!', ["ast"] = '*', ["lpar"] = '(', ["rpar"] = ')', ["commat"] = '@', ["quest"] = '?', ["Hat"] = '^',
            ["lsqb"] = '[', ["rsqb"] = ']', ["lcub"] = '{', ["rcub"] = '}', ["verbar"] = '|', ["bsol"] = '\\', ["grave"] = '`',
        };

        public string Text => text;

        public int Place(int index) => places is null ? index : places[index];

        /// <summary>Null where nothing is encoded.</summary>
        public EncodedText? Decode()
        {
            if (text.AsSpan().IndexOfAny('%', '&', '\\') < 0 || Escape().Matches(text) is not { Count: > 0 } escapes)
                return null;
            var decoded = new StringBuilder(text.Length);
            var from = new List<int>(text.Length + 1);
            var at = 0;
            foreach (Match escape in escapes)
            {
                for (; at < escape.Index; at++)
                    Append(text[at], at);
                Append(CharOf(escape), at);
                at = escape.Index + escape.Length;
            }
            for (; at < text.Length; at++)
                Append(text[at], at);
            from.Add(Place(text.Length));
            return new EncodedText(decoded.ToString(), [.. from]);

            void Append(char c, int index)
            {
                decoded.Append(c);
                from.Add(Place(index));
            }
        }

        private static char CharOf(Match escape)
        {
            if (escape.Groups["hex"] is { Success: true } hex)
                return (char)int.Parse(hex.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (escape.Groups["number"] is { Success: true } number)
                return (char)int.Parse(number.ValueSpan, CultureInfo.InvariantCulture);
            return escape.Groups["name"] is { Success: true } name ? s_entities.GetValueOrDefault(name.Value, '\ufffd') : escape.Groups["mark"].Value[0];
        }

        [GeneratedRegex(
            @"%(?<hex>[0-7][0-9A-Fa-f])|\\u00(?<hex>[0-7][0-9A-Fa-f])|&#x0{0,4}(?<hex>[0-7]?[0-9A-Fa-f])(?![0-9A-Fa-f]);?"
            + "|&#0{0,4}(?<number>1[01][0-9]|12[0-7]|[1-9]?[0-9])(?![0-9]);?"
            + @"|&(?<name>[A-Za-z]{2,8});|\\(?<mark>[\\""/])",
            RegexOptions.CultureInvariant)]
        private static partial Regex Escape();
    }
}
