namespace MathPref.Core.Maths.Extraction;

/// <summary>Whether a text is an answer and no more.</summary>
internal static class BareAnswers
{
    /// <summary>The most words of an answer in words: "all real numbers except 2".</summary>
    private const int MaxWords = 6;

    private const int MaxLength = 1_500;

    /// <summary>Whether a trimmed text has nothing of a sentence: one formula, several with joiners, or a few words without a verb.</summary>
    public static bool Is(string text)
    {
        if (text.Length == 0)
            return false;
        if (IsFormulasAlone(text))
            return true;
        if (text.Length > 5 && (text.StartsWith("It's ", StringComparison.Ordinal) || text.StartsWith("That's ", StringComparison.Ordinal)))
            return false;
        if (text.Length > MaxLength || text.EndsWith('?') || text.Contains("\n\n", StringComparison.Ordinal) || HasSeveralSentences(text))
            return false;
        int words = 0, at = 0;
        while (Wording.TryNextWord(text, ref at, out var word))
        {
            if (Wording.IsOfMathematics(word) || (at < text.Length && text[at] is '(' or '['))
                continue;
            if (Wording.IsOfSentence(word) || ++words > MaxWords || (words == 2 && BeginsSentence(text, at)))
                return false;
        }
        return words > 0 || HasContent(text);
    }

    /// <summary>
    /// "Tom bought 5": two words before the first number, the first of them as sentences begin, make a sentence whatever its verb. "All numbers but 2"
    /// does not.
    /// </summary>
    private static bool BeginsSentence(string text, int at) =>
        char.IsUpper(text[0]) && text.Length > 1 && char.IsLower(text[1]) && text.AsSpan(0, at).IndexOfAnyInRange('0', '9') < 0
        && text.AsSpan(at).IndexOfAnyInRange('0', '9') >= 0
        && text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal) is var blank and > 0 ? blank : text.Length)
            is not ("All" or "Any" or "Every" or "No" or "None" or "Only" or "Each" or "Both" or "Between" or "Set" or "Real" or "Numbers" or "Integers");

    private static bool HasContent(string text)
    {
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c) || c is '∞' or '∅' or '½' or '¼' or '¾' or '⅓')
                return true;
        }
        // The empty set.
        return text is "{}" or @"\{\}" or "{ }" or @"\{ \}";
    }

    private static bool IsFormulasAlone(string text)
    {
        if (text[0] is not ('$' or '\\'))
            return false;
        var formulas = Formulas.Of(text, out int openAt);
        if (openAt >= 0 || formulas.Count == 0 || formulas[0].Start != 0)
            return false;
        for (int i = 1; i < formulas.Count; i++)
        {
            if (!Joiners.AreAll(text.AsSpan(formulas[i - 1].End, formulas[i].Start - formulas[i - 1].End)))
                return false;
        }
        return text.AsSpan(formulas[^1].End).Trim(" .,;\r\n").IsEmpty;
    }

    /// <summary>A full stop with a word in upper case behind it, or several lines outside of brackets and environments.</summary>
    private static bool HasSeveralSentences(string text)
    {
        for (int i = text.IndexOf(". ", StringComparison.Ordinal); i >= 0; i = text.IndexOf(". ", i + 1, StringComparison.Ordinal))
        {
            int next = i + 2;
            while (next < text.Length && text[next] == ' ')
                next++;
            if (next < text.Length && char.IsUpper(text[next]) && i > 0 && !char.IsUpper(text[i - 1]))
                return true;
        }
        return text.Contains('\n', StringComparison.Ordinal) && !text.Contains(@"\begin", StringComparison.Ordinal)
            && text[0] is not ('[' or '(' or '{' or '$' or '\\');
    }
}
