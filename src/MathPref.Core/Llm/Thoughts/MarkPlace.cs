using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>Where a mark stands in a text, which tells whether it is one or the text speaks of it.</summary>
internal static partial class MarkPlace
{
    private const int IndentOfCode = 4;

    private const int LongestLine = 200;

    private const int LongestWord = 32;

    private const string EndsOfSentences = ".!?)]}$*\u2026\u3002\uFF01\uFF1F", BeginsOfAnswers = "\\$*#[({`<\"_\u201C\u221A";

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

    /// <summary>Ends as a sentence or a formula does.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> text) => text.TrimEnd() is [.., var last] && EndsOfSentences.Contains(last);

    /// <summary>Begins as an answer does, and not as the rest of a sentence: with a capital, a figure, or a mark of a formula or of Markdown.</summary>
    public static bool BeginsAnswer(ReadOnlySpan<char> text) =>
        text is [var first, ..] && (char.IsDigit(first) || char.IsLetter(first) && !char.IsLower(first) || BeginsOfAnswers.Contains(first))
        || text is ['-' or '\u2212', var figure, ..] && char.IsDigit(figure);

    /// <summary>A sentence about the mark goes on behind it.</summary>
    public static bool SentenceGoesOn(string text, int end) => Predicate().IsMatch(text, end);

    /// <summary>A sentence before the mark is not at its end, and speaks of it.</summary>
    public static bool SentenceNeedsMore(string text, int start) => NeedsMore().IsMatch(text[Math.Max(0, start - LongestWord)..start]);

    /// <summary>
    /// Whether an only closing mark ends a thought. A sentence about it has a space or the beginning of a line before it and goes on behind it; within
    /// a line between spaces it has to end one sentence and begin another.
    /// </summary>
    public static bool Closes(string text, int start, int end)
    {
        var isSpaced = end < text.Length && char.IsWhiteSpace(text[end]);
        var after = text.AsSpan(end).TrimStart(" \t");
        if (EndsLine(text, end))
            return !(start > 0 && text[start - 1] is ' ' or '\t') || !SentenceNeedsMore(text, start);
        var isSentence = EndsSentence(text.AsSpan(Math.Max(0, start - LongestWord), Math.Min(start, LongestWord)));
        if (BeginsLine(text, start))
            return BeginsAnswer(after) || IsGlued(text, start, end);
        return char.IsWhiteSpace(text[start - 1])
            ? BeginsAnswer(after) && (!isSpaced || isSentence)
            : BeginsAnswer(after) || IsGlued(text, start, end) || isSpaced && isSentence && !SentenceGoesOn(text, end);
    }

    /// <summary>Between two words without a space, or at the beginning of all and before what is no sentence that goes on.</summary>
    public static bool IsGlued(string text, int start, int end)
    {
        if (end >= text.Length)
            return false;
        if (start == 0)
            return !(char.IsWhiteSpace(text[end]) && char.IsLower(text.AsSpan(end).TrimStart() is [var first, ..] ? first : ' '));
        return (!char.IsWhiteSpace(text[start - 1]) || BeginsLine(text, start)) && !char.IsWhiteSpace(text[end]) && !IsPunctuation(text[end]);
    }

    /// <summary>A word of a sentence: after a space, and before one that a small letter follows, or punctuation.</summary>
    public static bool IsWord(string text, int start, int end) =>
        start > 0 && text[start - 1] is ' ' or '\t' && end < text.Length
        && (IsPunctuation(text[end]) || text[end] == ' ' && end + 1 < text.Length && char.IsLower(text[end + 1]));

    private static bool IsPunctuation(char c) => c is '.' or ',' or ';' or ':' or '!' or '?' or ')';

    /// <summary>What stands behind the name of a mark in a sentence about it.</summary>
    [GeneratedRegex(
        @"\G[ \t]+(?:is|are|was|were|has|have|had|and|or|can|may|must|should|will|would|does|tags?|tokens?|in front of"
        + "|(?:mean|mark|begin|start|open|stand|denote|contain|consist|end|close|come|appear|tell|say|signal|indicate|introduce|precede|follow|wrap|go)e?s?)"
        + @"\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Predicate();

    /// <summary>Words after which a sentence is not at its end, none of which is a variable, a unit or a choice.</summary>
    [GeneratedRegex(
        @"(?:\b(?:is|are|was|be|with|by|as|of|the|an|and|or|to|on|at|into|than|like|via|using|for|from|write|writes|writing|use|uses|add|adds"
        + @"|emits|reads|sees|prints|outputs|appends|called|named|before|after|behind|until"
        + @"|tokens?|marks?|markers?|tags?|symbols?|sequence|string)|[:=,])\s+\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NeedsMore();
}
