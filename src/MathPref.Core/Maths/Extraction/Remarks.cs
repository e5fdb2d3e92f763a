namespace MathPref.Core.Maths.Extraction;

/// <summary>Sentences at the end of a text that say nothing of the answer: "This agrees with the check above.", "Would you like me to explain?"</summary>
internal static class Remarks
{
    private const int MaxRemarks = 4;

    private const int MaxSentence = 400;

    private static readonly string[] s_begins = ["This agrees", "This matches", "This confirms", "This completes", "This checks", "This verifies",
        "This is consistent", "This satisfies", "This is the answer", "This is our answer", "This is the final", "This is the only", "Let me know",
        "Hope this", "I hope", "Would you like", "Do you want", "Do you have", "Do you need", "Shall I",
        "Is there anything", "Does this", "Does that", "Did this", "Feel free", "Want me", "If you have", "If you need", "If you'd like", "If you would like",
        "Please let", "Please feel", "Happy to", "Can I help", "Need more", "Q.E.D", "QED"];

    /// <summary>A trimmed text without the remarks that it ends with; all of it where it holds nothing else.</summary>
    public static string Without(string text)
    {
        for (int count = 0; count < MaxRemarks; count++)
        {
            int start = SentenceStart(text);
            if (start <= 0 || !IsRemark(text.AsSpan(start).Trim()))
                return text;
            string rest = text[..start].TrimEnd();
            if (rest.Length == 0)
                return text;
            text = rest;
        }
        return text;
    }

    /// <summary>Where the last sentence begins: behind a newline, or behind a full stop with its closing marks; -1 where that is too far.</summary>
    public static int SentenceStart(string text)
    {
        int limit = Math.Max(0, text.Length - MaxSentence);
        for (int at = text.Length - 1; at > limit; at--)
        {
            if (text[at - 1] == '\n')
                return at;
            if (!char.IsWhiteSpace(text[at]))
                continue;
            int mark = at - 1;
            while (mark > limit && text[mark] is ')' or '*' or '"' or '”' or '$')
                mark--;
            if (text[mark] is '.' or '!' or '?' or '。' && !text.AsSpan(at).Trim().IsEmpty)
                return at;
        }
        return limit == 0 ? 0 : -1;
    }

    private static bool IsRemark(ReadOnlySpan<char> sentence)
    {
        foreach (string begin in s_begins)
        {
            if (sentence.StartsWith(begin, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        // "(Check: 10/2 = 5.)"
        if (sentence.Length > 8 && sentence[0] == '(' && sentence[^1] == ')' && char.IsUpper(sentence[1]) && char.IsLower(sentence[2])
            && sentence.Contains(' ') && sentence.IndexOf(')') == sentence.Length - 1)
            return true;
        if (sentence.Trim(" $.") is @"\blacksquare" or @"\square" or @"\Box" or @"\qed")
            return true;
        foreach (char c in sentence)
        {
            if (char.IsLetterOrDigit(c) || c is '$' or '\\' or '*' or '`' or '∞' or '∅' or '}' or ')')
                return false;
        }
        return true;
    }
}
