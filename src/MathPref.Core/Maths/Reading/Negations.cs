namespace MathPref.Core.Maths.Reading;

/// <summary>Words that deny what they stand by: <c>not 5</c>, <c>it cannot be 5</c>, <c>isn't 5</c> say no value.</summary>
internal static class Negations
{
    public static bool In(TokenSpan span)
    {
        for (var i = 0; i < span.Count; i++)
        {
            var token = span[i];
            if (token.Kind is not (TokenKind.Letters or TokenKind.Words) || token.Text.Length < 2)
                continue;
            // Not(x < 1) is a program's.
            if (Is(token.Text) && !(i + 1 < span.Count && span[i + 1] is { Kind: TokenKind.Open, HasSpaceBefore: false })
                || i + 2 < span.Count && span[i + 1] is { Kind: TokenKind.Prime, HasSpaceBefore: false } && span[i + 2] is { HasSpaceBefore: false, Text: "t" }
                && IsContracted(token.Text))
                return true;
        }
        return false;
    }

    public static bool In(ReadOnlySpan<char> text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && (char.IsAsciiLetter(text[i]) || text[i] is '\'' or '’');
            if (isWord && start < 0)
                start = i;
            if (isWord || start < 0)
                continue;
            var word = text[start..i];
            if (Is(word) || word.Length > 4 && word[^1] is 't' or 'T' && word[^2] is '\'' or '’' || word.Equals("can't", StringComparison.OrdinalIgnoreCase))
                return true;
            start = -1;
        }
        return false;
    }

    private static bool Is(ReadOnlySpan<char> word)
    {
        foreach (var denial in (ReadOnlySpan<string>)["not", "cannot", "never", "neither", "nor", "wrong", "incorrect", "false"])
        {
            if (word.Equals(denial, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>Whether a run of letters is what stands before the 't of isn't.</summary>
    private static bool IsContracted(string letters) => letters.ToLowerInvariant() is "isn" or "aren" or "wasn" or "weren" or "don" or "doesn" or "didn"
        or "can" or "couldn" or "won" or "wouldn" or "shouldn" or "hasn" or "haven" or "hadn" or "mustn" or "needn";
}
