using System.Net;
using System.Text.RegularExpressions;
using MathPref.Core.Text;

namespace MathPref.Core.Tasks;

/// <summary>Takes off a reply what was put around its list as a whole: the escapes of a text of JSON, entities of HTML, tags around each item.</summary>
internal static partial class InstructionMarkup
{
    public static string Without(string reply)
    {
        if (EncodedQuote().IsMatch(reply))
            reply = WebUtility.HtmlDecode(reply);
        if (HasEscapedJson(reply))
            reply = ModelJsonText.Unescape(reply);
        // One text of JSON that is the whole reply: "What is x?\nFind y.".
        if (reply.Trim() is ['"', .. var text, '"'] && text.Contains('\\', StringComparison.Ordinal) && Escaped().IsMatch(text))
            reply = ModelJsonText.Unescape(text);
        return ClosingTag().IsMatch(reply) ? Tag().Replace(reply, "\n") : reply;
    }

    [GeneratedRegex(@"(?:[\[{]|&#91;|&#123;)\s{0,40}(?:&quot;|&#34;|&#x22;|&#39;|&apos;)", RegexOptions.CultureInvariant)]
    private static partial Regex EncodedQuote();

    /// <summary>The first quote behind the opening bracket has a backslash, or an end of a line is written as one.</summary>
    [GeneratedRegex(
        @"^[^\[{""\n]{0,200}""?[\[{](?:(?:[\s\[{]|\\[nrt]){0,40}\\""|\\n\s{0,40}[""'\[{])",
        RegexOptions.CultureInvariant)]
    private static partial Regex EscapedJson();

    /// <summary>The pattern looks no further than this, and a search for the beginnings of lines within it would take the square of a line's length.</summary>
    private const int Beginning = 400;

    private static bool HasEscapedJson(string reply)
    {
        var text = reply.AsSpan();
        foreach (var range in text.Split('\n'))
        {
            var line = text[range];
            if (EscapedJson().IsMatch(line.Length > Beginning ? line[..Beginning] : line))
                return true;
        }
        return false;
    }

    [GeneratedRegex(@"^(?>(?:[^""\\\n]|\\[^\n])*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Escaped();

    private const string Names = "(?:li|ol|ul|(?:instruction|question|problem|prompt|exercise|task|item)s?|query|queries|output)";

    [GeneratedRegex($"</{Names}>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ClosingTag();

    [GeneratedRegex($@"</?{Names}(?:\s[^<>]{{0,80}})?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
