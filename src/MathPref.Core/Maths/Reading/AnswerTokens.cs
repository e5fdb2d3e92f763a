namespace MathPref.Core.Maths.Reading;

/// <summary>The tokens of an answer for the readers of structure: words one by one, square brackets turned as they are meant.</summary>
internal static class AnswerTokens
{
    public static TokenSpan Read(string text, CommaReading commas = CommaReading.Thousands) =>
        IntervalBrackets.Turn(Comparatives.Signs(WithMemberships(WordByWord(Lexer.Read(text, commas)))));

    /// <summary>"x in (2, 3)" is x ∈ (2, 3).</summary>
    private static TokenSpan WithMemberships(TokenSpan span)
    {
        if (span.Count < 5 || !IsMembership(span))
            return span;
        var tokens = new Token[span.Count];
        for (var i = 0; i < tokens.Length; i++)
            tokens[i] = i == 1 ? new(TokenKind.Relation, "∈", span[i].Start, true) : span[i];
        return new(tokens);
    }

    private static bool IsMembership(TokenSpan span) => span[0] is { Kind: TokenKind.Letters, Text.Length: 1 }
        && span[1] is { Kind: TokenKind.Letters or TokenKind.Words, Text: "in", HasSpaceBefore: true }
        && span[2] is { Kind: TokenKind.Open, HasSpaceBefore: true, Text: "(" or "[" or "\\{" };

    /// <summary><c>\text{ square feet}</c> is two words; in a subscript it stays one name.</summary>
    private static TokenSpan WordByWord(TokenSpan span)
    {
        List<Token>? tokens = null;
        for (var i = 0; i < span.Count; i++)
        {
            var token = span[i];
            if (token.Kind != TokenKind.Words || token.Text.Length < 3 || token.Text.AsSpan().IndexOfAny(" -\n.") < 0 || IsSubscript(span, i))
            {
                tokens?.Add(token);
                continue;
            }
            if (tokens == null)
            {
                tokens = new(span.Count + 8);
                for (var j = 0; j < i; j++)
                    tokens.Add(span[j]);
            }
            var isFirst = true;
            foreach (var word in token.Text.Split([' ', '-', '\n', '.'], StringSplitOptions.RemoveEmptyEntries))
            {
                tokens.Add(token with { Text = word, HasSpaceBefore = !isFirst || token.HasSpaceBefore });
                isFirst = false;
            }
        }
        return tokens == null ? span : new([.. tokens]);
    }

    private static bool IsSubscript(TokenSpan span, int at) =>
        at > 0 && (span[at - 1].Kind == TokenKind.Underscore || at > 1 && span[at - 1].Is(TokenKind.Open, "{") && span[at - 2].Kind == TokenKind.Underscore);
}
