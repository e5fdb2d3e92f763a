namespace MathPref.Core.Maths.Reading;

/// <summary>
/// A stroke with factors side by side behind it: to one writer <c>1/2x</c> is half of x, to the next the inverse of 2x. A long stroke is one whose denominator
/// is all of them.
/// </summary>
internal static class LongStrokes
{
    /// <summary>The text of a token of division that is a long stroke.</summary>
    public const string Text = "//";

    public static bool MayBeMeant(TokenSpan tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (MayBegin(tokens, i))
                return true;
        }
        return false;
    }

    /// <summary>Whether a stroke stands here and several factors behind it.</summary>
    public static bool MayBegin(TokenSpan tokens, int at)
    {
        if (tokens[at].Kind != TokenKind.Divide || at + 2 > tokens.Count - 1 && !(at + 1 < tokens.Count && IsRun(tokens[at + 1])))
            return false;
        var first = tokens[at + 1];
        if (IsRun(first))
            return true;
        var next = BehindValue(tokens, at + 1);
        while (next + 1 < tokens.Count && tokens[next].Kind is TokenKind.Caret or TokenKind.Underscore)
            next = tokens.After(tokens[next + 1].Kind == TokenKind.Minus && next + 2 < tokens.Count ? next + 2 : next + 1);
        return next > 0 && next < tokens.Count && tokens[next] is { Kind: TokenKind.Letters } or { Kind: TokenKind.Open, Text: "(" or "{" }
            or { Kind: TokenKind.Command, Text: not ("over" or "choose" or "dots" or "Rightarrow" or "to" or "pmod" or "mod" or "Vert") };
    }

    /// <summary>Whether letters are several variables: pt, but not pi.</summary>
    private static bool IsRun(Token token) => token.Kind == TokenKind.Letters && token.Text.Length > 1 && Vocabulary.Find(token.Text) == null
        && !token.Text.StartsWith("sqrt", StringComparison.Ordinal);

    /// <summary>The index behind the value that begins at an index, without its powers; 0 where a function takes what follows.</summary>
    private static int BehindValue(TokenSpan tokens, int at)
    {
        var token = tokens[at];
        switch (token.Kind)
        {
            case TokenKind.Number or TokenKind.Open:
                return tokens.After(at);
            case TokenKind.Command when token.Text is "sqrt" or "cbrt":
            case TokenKind.Letters when token.Text == "sqrt":
                var radicand = at + 1;
                if (radicand < tokens.Count && tokens[radicand].Is(TokenKind.Open, "["))
                    radicand = tokens.After(radicand);
                return radicand < tokens.Count ? tokens.After(radicand) : 0;
            case TokenKind.Command or TokenKind.Letters:
                return token.Text.Length == 1 || Vocabulary.Find(token.Text) is { Function: null } || Vocabulary.IsNameCommand(token.Text) ? at + 1 : 0;
            default:
                return 0;
        }
    }
}
