namespace MathPref.Core.Llm.Thoughts;

/// <summary>Where a mark stands in a text, which tells whether it is one or the text speaks of it.</summary>
internal static class MarkPlace
{
    private const int IndentOfCode = 4;

    private const int LongestLine = 200;

    private const string QuotesBefore = "`\"'\u201C\u2018\u00AB(", QuotesAfter = "`\"'\u201D\u2019\u00BB)";

    /// <summary>In quotation marks, backticks or brackets.</summary>
    public static bool IsQuoted(string text, int start, int end) =>
        start > 0 && end < text.Length && QuotesBefore.Contains(text[start - 1]) && QuotesAfter.Contains(text[end]);

    /// <summary>Between two quotation marks of its line, as in JSON; looked for no further than a line of code is long.</summary>
    public static bool IsInString(string text, int start, int end)
    {
        var before = text.AsSpan(Math.Max(0, start - LongestLine), Math.Min(start, LongestLine));
        before = before[(before.LastIndexOf('\n') + 1)..];
        if (before.Count('"') % 2 == 0)
            return false;
        var after = text.AsSpan(end, Math.Min(LongestLine, text.Length - end));
        return (after.IndexOf('\n') is >= 0 and var line ? after[..line] : after).Contains('"');
    }

    /// <summary>Nothing but spaces before it on its line; four of them make a block of code.</summary>
    public static bool BeginsLine(string text, int start)
    {
        // No further back than that: a text may be one long line of marks.
        var before = text.AsSpan(Math.Max(0, start - IndentOfCode), Math.Min(start, IndentOfCode));
        var line = before[(before.LastIndexOf('\n') + 1)..];
        return line.Length < IndentOfCode && line.IsWhiteSpace();
    }

    /// <summary>Nothing but spaces behind it on its line.</summary>
    public static bool EndsLine(string text, int end) => text.AsSpan(end).TrimStart(" \t") is [] or ['\r' or '\n', ..];

    /// <summary>Between two words without a space, or at the beginning of all and before what is no sentence that goes on.</summary>
    public static bool IsGlued(string text, int start, int end)
    {
        if (end >= text.Length)
            return false;
        if (start == 0)
            return !(char.IsWhiteSpace(text[end]) && char.IsLower(text.AsSpan(end).TrimStart() is [var first, ..] ? first : ' '));
        return !char.IsWhiteSpace(text[start - 1]) && !char.IsWhiteSpace(text[end]) && !IsPunctuation(text[end]);
    }

    /// <summary>A word of a sentence: after a space, and before one that a small letter follows, or punctuation.</summary>
    public static bool IsWord(string text, int start, int end) =>
        start > 0 && text[start - 1] is ' ' or '\t' && end < text.Length
        && (IsPunctuation(text[end]) || text[end] == ' ' && end + 1 < text.Length && char.IsLower(text[end + 1]));

    private static bool IsPunctuation(char c) => c is '.' or ',' or ';' or ':' or '!' or '?' or ')';
}
