using System.Buffers;
using System.Text;

namespace MathPref.Core.Text;

/// <summary>Text of models, servers and files on its way into a message: it may hold anything, and comes out as one short, plain line.</summary>
internal static class MessageText
{
    private const int LongestPlain = 500;
    private const int LongestShort = 120;
    private const int LongestBrief = 40;

    /// <summary>
    /// A message as it goes out: its own lines, and nothing that a terminal would obey. What is quoted in it has been made short by the others.
    /// </summary>
    public static string Lines(string text)
    {
        if (!text.AsSpan().ContainsAny(s_obeyed))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
            plain.Append(c is '\n' || !IsObeyed(c) ? c : ' ');
        return plain.ToString();
    }

    private static bool IsObeyed(char c) => s_obeyed.Contains(c);

    /// <summary>Control characters, ends of lines and marks of direction.</summary>
    private static readonly SearchValues<char> s_obeyed = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(i => (char)i).Where(c => char.IsControl(c) || IsMarkOfDirection(c) || c is '\u2028' or '\u2029')]);

    private static bool IsMarkOfDirection(char c) => c is '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    /// <summary>One line without control characters and marks of direction, at most 500 characters.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(Math.Min(text.Length, LongestPlain));
        foreach (var c in text)
        {
            if (plain.Length == LongestPlain)
                return plain.Append('…').ToString();
            if (!IsObeyed(c))
                plain.Append(c);
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }
        return plain.ToString().Trim();
    }

    /// <summary>The same, at most 120 characters.</summary>
    public static string Short(string text) => Cut(Plain(text), LongestShort);

    /// <summary>The same, at most 40 characters: a word or two within a sentence.</summary>
    public static string Brief(string text) => Cut(Plain(text), LongestBrief);

    private static string Cut(string plain, int longest) => plain.Length <= longest ? plain : plain[..longest] + "…";
}
