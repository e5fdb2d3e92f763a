namespace MathPref.Core.Maths.Extraction;

/// <summary>Whether a text without an announced answer ends before its end.</summary>
internal static class Cuts
{
    /// <summary>A line longer than this that ends without any mark was cut: people and models end long ones with a full stop.</summary>
    private const int LongLine = 300;

    private const int TailLength = 20;

    private const int Repeats = 6;

    private const int LongestWord = 16;

    /// <summary>Why; null where the text is whole.</summary>
    public static string? Reason(string words)
    {
        if (words.Length == 0)
            return "the text is empty";
        char last = words[^1];
        if (last == '?')
            return "the text ends with a question";
        if (last is '=' or '+' or '-' or '*' or '/' or '^' or '_' or '(' or '[' or '{' or ',' or '\\' or '<' or '&'
            && !words.EndsWith("**", StringComparison.Ordinal))
            return "the text breaks off";
        if (GoesOn(words) && !words.EndsWith("or so", StringComparison.Ordinal))
            return "the text breaks off";
        if (RepeatsItself(words))
            return "the text repeats itself to its end";
        int line = words.Length - 1 - words.LastIndexOf('\n');
        return line > LongLine && (char.IsLetterOrDigit(last) || last is ' ' or '\'') ? "the text breaks off" : null;
    }

    /// <summary>Whether a text ends in a word behind which a sentence goes on: "of", "which", ", then adding".</summary>
    private static bool GoesOn(string words)
    {
        var last = LastWord(words.AsSpan(), out var before);
        if (last is "and" or "or" or "the" or "of" or "is" or "are" or "that" or "with" or "by" or "then" or "we" or "so" or "for" or "to" or "an" or "has"
            or "have" or "because" or "which" or "where" or "when" or "if" or "but" or "since" or "therefore" or "than" or "into" or "between" or "whose"
            or "was" or "were" or "be" or "equals" or "gives" or "yields" or "becomes" or "their" or "our" or "your")
            return true;
        if (last is not ("a" or "adding" or "subtracting" or "multiplying" or "dividing" or "computing" or "calculating" or "substituting" or "simplifying"
            or "solving" or "finding" or "using" or "taking" or "applying" or "factoring" or "considering" or "rewriting" or "setting" or "plugging"
            or "combining" or "getting" or "giving"))
            return false;
        bool isBehindComma = before.TrimEnd().EndsWith(",");
        // "In terms of a" ends with a letter, "as a" with an article.
        return LastWord(before.TrimEnd(" ,"), out _) is var link && (last is "a"
            ? link is "as" or "has" or "have" or "with" or "form" or "forms"
            : isBehindComma || link is "then" or "by" or "and" or "before" or "after");
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> words, out ReadOnlySpan<char> before)
    {
        int start = words.Length;
        while (start > 0 && words.Length - start < LongestWord && char.IsAsciiLetter(words[start - 1]))
            start--;
        before = words[..start];
        return words[start..];
    }

    /// <summary>Whether its last characters stand there again and again.</summary>
    private static bool RepeatsItself(string words)
    {
        if (words.Length < 400)
            return false;
        var tail = words.AsSpan(words.Length - TailLength);
        var rest = words.AsSpan(Math.Max(0, words.Length - 1_200), Math.Min(words.Length, 1_200));
        int count = 0;
        while (count < Repeats)
        {
            int at = rest.IndexOf(tail);
            if (at < 0)
                return false;
            count++;
            rest = rest[(at + TailLength)..];
        }
        return true;
    }
}
