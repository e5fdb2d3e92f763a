using System.Buffers;

namespace MathPref.Core.Maths.Extraction;

/// <summary>What may stand between two boxes or formulas that are one answer together: "and", "or", commas, marks of formulas, blanks, and "x =".</summary>
internal static class Joiners
{
    private const int MaxGap = 80;

    private const int MaxSentence = 240;

    private static readonly SearchValues<char> s_sentenceMarks = SearchValues.Create(".\n=0123456789:");

    /// <summary>Whether nothing else stands between the two places.</summary>
    public static bool AreAll(ReadOnlySpan<char> gap)
    {
        if (gap.Length > MaxGap)
            return false;
        while (!gap.IsEmpty)
        {
            int length = char.IsWhiteSpace(gap[0]) || gap[0] is '$' or ',' or ';' or '&' or '*' or '~' ? 1
                : gap[0] == '\\' ? OfCommand(gap)
                : OfWord(gap);
            if (length == 0)
                return false;
            gap = gap[length..];
        }
        return true;
    }

    /// <summary>
    /// Whether two boxes are told in one breath: <c>\boxed{2} goats and \boxed{11} chickens</c>, with "and" between them and no word that reasons.
    /// </summary>
    public static bool AreOfOneSentence(ReadOnlySpan<char> gap)
    {
        if (gap.Length > MaxGap || !gap.Contains(" and ", StringComparison.Ordinal) || gap.ContainsAny(s_sentenceMarks))
            return false;
        int at = 0;
        while (Wording.TryNextWord(gap, ref at, out var word))
        {
            if (Wording.IsOfSentence(word) && word is not ("is" or "are" or "was" or "were" or "the" or "its" or "with" or "has" or "have" or "from"
                or "of" or "his" or "her"
                or "she" or "he"))
                return false;
        }
        return true;
    }

    /// <summary>Whether two boxes are of one sentence that does not reason from one to the other, whatever numbers and formulas stand between.</summary>
    public static bool AreNamedInOneSentence(ReadOnlySpan<char> gap)
    {
        if (gap.Length > MaxSentence || gap.Contains('\n') || gap.Contains(". ", StringComparison.Ordinal)
            || !(gap.Contains(" and ", StringComparison.Ordinal) || gap.Contains(", ", StringComparison.Ordinal) || gap.Contains("; ", StringComparison.Ordinal)
            || gap.Contains(" while ", StringComparison.Ordinal)))
            return false;
        int at = 0;
        while (Wording.TryNextWord(gap, ref at, out var word))
        {
            if (word is "so" or "thus" or "hence" or "therefore" or "then" or "since" or "because" or "gives" or "get" or "we" or "but" or "not" or "wait"
                or "which" or "actually")
                return false;
        }
        return true;
    }

    /// <summary>The name in "x =" that ends at a place; null where none does. Its start is given.</summary>
    public static string? NameBefore(string text, int end, out int start)
    {
        start = end;
        int at = SkipBack(text, end);
        if (at == 0 || text[at - 1] != '=')
            return null;
        int last = SkipBack(text, at - 1);
        int first = last;
        while (first > 0 && last - first < 24 && (char.IsLetterOrDigit(text[first - 1]) || text[first - 1] is '_' or '{' or '}' or '\\'))
            first--;
        // \(x = … and \quad x = … : the name begins behind the command.
        if (first < last && text[first] == '\\' && first + 1 < last && !char.IsLetter(text[first + 1]))
            first++;
        var name = text.AsSpan(first, last - first);
        if (name.IsEmpty || !(name[0] == '\\' || (char.IsLetter(name[0]) && (name.Length == 1 || name[1] == '_' || char.IsDigit(name[1])))))
            return null;
        start = first;
        return name.ToString();
    }

    private static int SkipBack(string text, int at)
    {
        while (at > 0 && (char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '$' or '&'))
            at--;
        return at;
    }

    private static int OfCommand(ReadOnlySpan<char> gap)
    {
        if (gap.Length == 1)
            return 1;
        if (!char.IsAsciiLetter(gap[1]))
            return gap[1] is '(' or ')' or '[' or ']' or ',' or ';' or ':' or '!' or ' ' or '\\' ? 2 : 0;
        int end = 1;
        while (end < gap.Length && char.IsAsciiLetter(gap[end]))
            end++;
        switch (gap[1..end])
        {
            case "quad" or "qquad" or "lor" or "vee" or "land" or "wedge":
                return end;
            case "text" or "textbf" or "mathrm" or "mbox" or "textrm" when end < gap.Length && gap[end] == '{':
                int close = gap.IndexOf('}');
                return close > 0 && gap[(end + 1)..close].Trim(" ,;") is "and" or "or" or "" ? close + 1 : 0;
            default:
                return 0;
        }
    }

    private static int OfWord(ReadOnlySpan<char> gap)
    {
        int end = 0;
        while (end < gap.Length && char.IsAsciiLetter(gap[end]))
            end++;
        return gap[..end] is "and" or "or" or "And" or "Or" or "AND" or "OR" ? end : 0;
    }
}
