using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>
/// Letters that mean one thing to one writer and another to the next: E and I are Euler's number and the imaginary unit where programs print, j the latter
/// where Python does, g(x - y) is a product where g is no function, and so is mu where it is no Greek letter; 1/2x is half of x or the inverse of
/// 2x. Here is the answer with the other meaning of all such letters.
/// </summary>
internal static class LetterMeanings
{
    /// <summary>5e-3, which may be 5e - 3, as a program's number; null where it is none.</summary>
    public static Expr? Scientific(TokenSpan tokens) => tokens.Count == 4 && tokens[0].Kind == TokenKind.Number && tokens[1].Is(TokenKind.Letters, "e")
        && tokens[2].Kind == TokenKind.Minus && tokens[3].Kind == TokenKind.Number && !tokens[1].HasSpaceBefore && !tokens[2].HasSpaceBefore
        && !tokens[3].HasSpaceBefore && tokens[3].Text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
        ? NumberText.Read($"{tokens[0].Text}e-{tokens[3].Text}")
        : null;

    /// <summary>The tokens of the answer as another writer would have meant them; nothing where no letter has two meanings.</summary>
    public static IEnumerable<TokenSpan> Others(TokenSpan tokens)
    {
        bool hasConstant = false, hasJ = false, hasI = false, hasProduct = false, defines = false, hasGreek = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            hasConstant |= IsCapitalConstant(tokens, i);
            hasJ |= IsPythonUnit(tokens, i);
            hasI |= token.Kind == TokenKind.Letters && token.Text is "i" or "k";
            hasProduct |= IsProduct(tokens, i);
            hasGreek |= IsShortGreek(tokens, i);
            defines |= token.Kind == TokenKind.Relation && i > 1 && IsProduct(tokens, 0);
        }
        if (hasConstant)
        {
            yield return Changed(tokens, at => IsCapitalConstant(tokens, at) ? tokens[at] with { Text = tokens[at].Text == "E" ? "e" : "i" } : tokens[at]);
            if (ScalarReader.IsProgram(tokens))
                yield return Changed(tokens, at => IsCapitalConstant(tokens, at) ? tokens[at] with { Kind = TokenKind.Command } : tokens[at]);
        }
        if (hasJ && !hasI)
            yield return Changed(tokens, at => tokens[at].Is(TokenKind.Letters, "j") ? tokens[at] with { Text = "i" } : tokens[at]);
        if (hasProduct && !defines)
            yield return WithProducts(tokens);
        if (hasGreek)
            yield return WithLetters(tokens);
        if (LongStrokes.MayBeMeant(tokens))
            yield return Changed(tokens, at => LongStrokes.MayBegin(tokens, at) ? tokens[at] with { Text = LongStrokes.Text } : tokens[at]);
    }

    /// <summary>Whether two letters stand here that are a Greek one's name, with no index: a product has none.</summary>
    private static bool IsShortGreek(TokenSpan tokens, int at) => tokens[at].Kind == TokenKind.Letters && tokens[at].Text is "mu" or "nu" or "xi"
        && !(at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Underscore) && !(at > 0 && tokens[at - 1].Kind == TokenKind.Underscore);

    /// <summary>Whether E or I stands here, with no index and not in one.</summary>
    private static bool IsCapitalConstant(TokenSpan tokens, int at) => tokens[at].Kind == TokenKind.Letters && tokens[at].Text is "E" or "I"
        && !(at > 0 && tokens[at - 1].Kind == TokenKind.Underscore) && !(at + 1 < tokens.Count
            && tokens[at + 1].Kind is TokenKind.Underscore or TokenKind.Prime);

    private static bool IsPythonUnit(TokenSpan tokens, int at) => at > 0 && tokens[at].Is(TokenKind.Letters, "j") && !tokens[at].HasSpaceBefore
        && tokens[at - 1].Kind == TokenKind.Number;

    private static bool IsProduct(TokenSpan tokens, int at)
    {
        if (at + 2 >= tokens.Count || tokens[at].Kind != TokenKind.Letters || tokens[at].Text is not ("f" or "g" or "h" or "F" or "G" or "H" or "mg")
            || !tokens[at + 1].Is(TokenKind.Open, "(") || tokens.MatchOf(at + 1) is not (> 0 and var close))
            return false;
        return close > at + 2 && tokens.Slice(at + 2, close - at - 2).IndexOf(TokenKind.Comma) < 0;
    }

    private static TokenSpan Changed(TokenSpan tokens, Func<int, Token> change)
    {
        var changed = new Token[tokens.Count];
        for (var i = 0; i < changed.Length; i++)
            changed[i] = change(i);
        return new(changed);
    }

    private static TokenSpan WithLetters(TokenSpan tokens)
    {
        var changed = new List<Token>(tokens.Count + 4);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (!IsShortGreek(tokens, i))
            {
                changed.Add(token);
                continue;
            }
            changed.Add(token with { Text = token.Text[..1] });
            changed.Add(token with { Text = token.Text[1..], HasSpaceBefore = false });
        }
        return new([.. changed]);
    }

    private static TokenSpan WithProducts(TokenSpan tokens)
    {
        var changed = new List<Token>(tokens.Count + 4);
        for (var i = 0; i < tokens.Count; i++)
        {
            changed.Add(tokens[i]);
            if (IsProduct(tokens, i))
                changed.Add(new(TokenKind.Times, "·", tokens[i].Start, false));
        }
        return new([.. changed]);
    }
}
