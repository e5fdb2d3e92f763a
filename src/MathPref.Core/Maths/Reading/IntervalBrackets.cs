namespace MathPref.Core.Maths.Reading;

/// <summary>Square brackets that look away: <c>]1, 2[</c> is the open interval.</summary>
internal static class IntervalBrackets
{
    /// <summary>The same tokens, where such brackets open and close as they are meant.</summary>
    public static TokenSpan Turn(TokenSpan span)
    {
        Token[]? turned = null;
        if (IsAngled(span))
        {
            turned = Copy(span);
            turned[0] = span[0] with { Kind = TokenKind.Open, Text = "langle" };
            turned[^1] = span[span.Count - 1] with { Kind = TokenKind.Close, Text = "rangle" };
            return new(turned);
        }
        for (var i = 0; i < span.Count; i++)
        {
            var token = span[i];
            var isTurned = token.Is(TokenKind.Close, "]") && (i == 0 || IsBeforeValue(span[i - 1]))
                || token.Is(TokenKind.Open, "[") && i > 0 && !IsBeforeValue(span[i - 1]) && (i == span.Count - 1 || IsBehindValue(span[i + 1]));
            if (!isTurned)
                continue;
            turned ??= Copy(span);
            turned[i] = token with { Kind = token.Kind == TokenKind.Open ? TokenKind.Close : TokenKind.Open };
        }
        return turned == null ? span : new(turned);
    }

    /// <summary>&lt;1, 2&gt; of plain text.</summary>
    private static bool IsAngled(TokenSpan span)
    {
        if (span.Count < 5 || !span[0].Is(TokenKind.Relation, "<") || !span[span.Count - 1].Is(TokenKind.Relation, ">"))
            return false;
        var hasComma = false;
        for (var i = 1; i < span.Count - 1; i++)
        {
            hasComma |= span[i].Kind == TokenKind.Comma;
            if (span[i].Kind == TokenKind.Relation)
                return false;
        }
        return hasComma;
    }

    private static Token[] Copy(TokenSpan span)
    {
        var copy = new Token[span.Count];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = span[i];
        return copy;
    }

    private static bool IsBeforeValue(Token token) =>
        token.Kind is TokenKind.Relation or TokenKind.Comma or TokenKind.Semicolon or TokenKind.Open or TokenKind.Colon
        || token.Is(TokenKind.Letters, "U") || Prose.IsAnyOf(token, "or", "and") || Prose.IsAnyOf(token, "union", "in");

    private static bool IsBehindValue(Token token) =>
        token.Kind is TokenKind.Relation or TokenKind.Comma or TokenKind.Semicolon or TokenKind.Close or TokenKind.Words
        || token.Is(TokenKind.Letters, "U") || Prose.IsAnyOf(token, "or", "and") || Prose.IsAnyOf(token, "union", "for");
}
