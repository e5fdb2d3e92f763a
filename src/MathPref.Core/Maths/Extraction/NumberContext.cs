namespace MathPref.Core.Maths.Extraction;

/// <summary>Words around a number that make it something else than the value: "more than 5", "divided by 5", "3 out of 5", "5 and a half".</summary>
internal static class NumberContext
{
    private const int MaxTerms = 8;

    private const int MaxSentence = 200;

    private static readonly string[] s_bounds = [" than ", "than ", "at least ", "at most ", "between ", "except ", "up to "];

    /// <summary>Words behind which a number is no result: it counts pages, or is what something is divided by.</summary>
    private static readonly string[] s_others = ["divided by ", "of the ", " page ", " step ", " problem ", " question ", " equation ", " figure ", " Step ",
        " Page ", " Problem ", " Question ", " Equation ", " Figure ", " modulo ", " base ", " than ", " at least ", " at most "];

    private static readonly string[] s_halves = [" and a half", " and one half", " and a quarter", " and three quarters", " or more", " or less", " or fewer"];

    /// <summary>Whether a number is a bound: behind "more than", before "or more".</summary>
    public static bool IsBound(string text, int start, int length)
    {
        var before = text.AsSpan(0, start);
        foreach (string word in s_bounds)
        {
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase)
                && (word[0] == ' ' || before.Length == word.Length || before[^(word.Length + 1)] == ' '))
                return true;
        }
        var behind = text.AsSpan(start + length);
        return behind.StartsWith(" or more", StringComparison.Ordinal) || behind.StartsWith(" or less", StringComparison.Ordinal)
            || behind.StartsWith(" or fewer", StringComparison.Ordinal);
    }

    /// <summary>Whether the number at a place is said of something else than the result, and another number stands before it in the sentence.</summary>
    public static bool IsOfSomethingElse(string text, int start)
    {
        var before = text.AsSpan(0, start);
        var sentence = before[Math.Max(0, start - MaxSentence)..];
        int end = Math.Max(sentence.LastIndexOf('\n'), sentence.LastIndexOf(". "));
        if (sentence[(end + 1)..].IndexOfAnyInRange('0', '9') < 0)
            return false;
        foreach (string word in s_others)
        {
            if (before.EndsWith(word, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>Where what a number is part of begins and ends: "more than 5", "3 + 5", "3 out of 5", "between 3 and 5", "5 and a half".</summary>
    public static (int Start, int End) Whole(string text, int start, int end)
    {
        foreach (string half in s_halves)
        {
            if (text.AsSpan(end).StartsWith(half, StringComparison.Ordinal))
                return (start, end + half.Length);
        }
        if (IsBound(text, start, end - start))
            return (Math.Max(0, text.LastIndexOf(' ', Math.Max(0, start - 2))) is var blank and > 0 ? blank + 1 : 0, end);
        foreach (string link in (ReadOnlySpan<string>)[" out of ", " and "])
        {
            int head = start - link.Length;
            if (head < 1 || !text.AsSpan(head).StartsWith(link, StringComparison.Ordinal) || !char.IsAsciiDigit(text[head - 1]))
                continue;
            int first = FirstDigit(text, head - 1);
            if (link == " out of ")
                return (first, end);
            if (text.AsSpan(0, first).EndsWith("between ", StringComparison.OrdinalIgnoreCase))
                return (first - "between ".Length, end);
        }
        return (Terms(text, start), end);
    }

    /// <summary>Where the sum or product begins of which a number is the last part.</summary>
    private static int Terms(string text, int start)
    {
        for (int count = 0; count < MaxTerms; count++)
        {
            int at = start;
            while (at > 0 && text[at - 1] == ' ')
                at--;
            if (at < 2 || text[at - 1] is not ('+' or '*' or '×' or '·' or '÷' or '-' or '−') || (text[at - 1] is '-' or '−' && text[at - 2] != ' '))
                return start;
            at--;
            while (at > 0 && text[at - 1] == ' ')
                at--;
            if (at == 0 || !char.IsAsciiDigit(text[at - 1]))
                return start;
            int first = FirstDigit(text, at - 1);
            if (first > 0 && (char.IsLetter(text[first - 1]) || text[first - 1] is '_' or '^' or ')' or '$'))
                return start;
            start = first;
        }
        return start;
    }

    private static int FirstDigit(string text, int last)
    {
        while (last > 0 && (char.IsAsciiDigit(text[last - 1]) || (text[last - 1] is '.' or ',' or '/' && last > 1 && char.IsAsciiDigit(text[last - 2]))))
            last--;
        return last;
    }
}
