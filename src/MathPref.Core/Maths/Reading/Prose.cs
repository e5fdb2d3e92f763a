using System.Collections.Frozen;

namespace MathPref.Core.Maths.Reading;

/// <summary>Tells words of prose from mathematics among tokens, and passes over those that say nothing of the value.</summary>
internal static class Prose
{
    // Names that stand in mathematics of programs and are no words.
    private static readonly FrozenSet<string> _names = new[]
    {
        "sqrt", "cbrt", "root", "nthroot", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot", "asec", "acsc", "arcsin",
        "arccos", "arctan",
        "arccot", "arcsec", "arccsc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "arsinh", "arcosh", "artanh", "arcsinh",
        "arccosh", "arctanh", "arcoth", "arsech", "arcsch", "acoth", "asech", "acsch", "exp", "log", "ln", "lg", "abs", "floor", "ceil", "ceiling",
        "sign", "sgn",
        "binomial", "binom", "comb", "factorial", "factorial2", "gcd", "lcm", "max", "min", "mod", "det", "pi", "oo", "inf", "infty", "infinity",
        "alpha", "beta",
        "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
        "omega", "Matrix", "Rational", "Interval", "Union", "Intersection", "Complement", "FiniteSet", "EmptySet", "Reals", "Integers", "Sum", "Product", "Abs",
        "Eq", "And", "Or", "Ne", "Max", "Min", "conjugate", "re", "im", "frac", "dfrac", "choose", "Gamma", "Delta", "Omega", "Theta", "Sigma", "Phi", "Psi",
        "array", "np", "math", "cis", "erf", "Naturals", "Rationals", "Complexes",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsName(string letters) => _names.Contains(letters) || Vocabulary.Find(letters) is { NeedsBrackets: false } || Vocabulary.IsRun(letters);

    /// <summary>Whether a token is a word of prose or a unit's: upright, or letters that are no product of variables.</summary>
    public static bool IsWord(Token token) => token.Kind switch
    {
        TokenKind.Words => token.Text.Length > 1 && !IsName(token.Text),
        TokenKind.Letters => token.Text.Length > 1 && !IsName(token.Text)
            && (PlainWords.IsWord(token.Text) || PlainWords.IsFiller(token.Text.ToLowerInvariant()) || IsLink(token.Text.ToLowerInvariant())),
        _ => false,
    };

    public static bool IsAnyOf(Token token, string first, string second) =>
        token.Kind is TokenKind.Words or TokenKind.Letters
        && (token.Text.Equals(first, StringComparison.OrdinalIgnoreCase) || token.Text.Equals(second, StringComparison.OrdinalIgnoreCase));

    public static bool IsCopula(Token token) =>
        token.Kind is TokenKind.Words or TokenKind.Letters && token.Text.Length is >= 2 and <= 6 && PlainWords.IsCopula(token.Text.ToLowerInvariant());

    /// <summary>Without a label (<c>Area:</c>), and without words before the value that say nothing of it: <c>the answer is</c>, <c>about</c>.</summary>
    public static TokenSpan Skip(TokenSpan span)
    {
        // x-intercept: 3
        if (span.Count > 4 && span[0].Text.Length == 1 && (span[1].Kind == TokenKind.Minus && IsAnyOf(span[2], "intercept", "coordinate")
            || IsAnyOf(span[1], "intercept", "coordinate") && span[2].Kind == TokenKind.Colon))
            span = span.Slice(span[1].Kind == TokenKind.Minus ? 2 : 1, span.Count - (span[1].Kind == TokenKind.Minus ? 2 : 1));
        while (span.Count > 1 && IsWordAt(span, 0))
        {
            if (span[0].Kind == TokenKind.Letters && span[1].Kind == TokenKind.Open && !span[1].HasSpaceBefore)
                return span;
            int lead = 1, copula = -1;
            while (lead < span.Count && (IsWordAt(span, lead) || IsCopula(span[lead])))
            {
                if (IsCopula(span[lead]))
                    copula = lead;
                lead++;
            }
            if (lead == span.Count)
                return span;
            if (span[lead].Kind == TokenKind.Colon && lead + 1 < span.Count)
                span = span.Slice(lead + 1, span.Count - lead - 1);
            else if (copula >= 0 && copula == lead - 1)
                span = span.Slice(lead, span.Count - lead);
            else
            {
                var fillers = 0;
                while (fillers < lead && PlainWords.IsFiller(span[fillers].Text.ToLowerInvariant()))
                    fillers++;
                span = span.Slice(fillers, span.Count - fillers);
                break;
            }
        }
        return BeforeCopula(BehindCopula(span));
    }

    /// <summary>"12 is the answer" is 12: before the last copula, where nothing behind it says more.</summary>
    private static TokenSpan BeforeCopula(TokenSpan span)
    {
        for (var i = span.Count - 1; i > 0; i--)
        {
            if (IsCopula(span[i]))
                return i < span.Count - 1 ? span.Slice(0, i) : span;
            if (span[i].Kind is not (TokenKind.Words or TokenKind.Letters) || span[i].Text.Length == 1 || !PlainWords.IsFiller(span[i].Text.ToLowerInvariant()))
                break;
        }
        return span;
    }

    /// <summary>"The value of f at x is 5" is 5: behind the last copula, where nothing before it is a value.</summary>
    private static TokenSpan BehindCopula(TokenSpan span)
    {
        if (span.Count < 3 || !IsWordAt(span, 0))
            return span;
        var last = -1;
        for (var i = 0; i < span.Count; i = span.After(i))
        {
            if (IsCopula(span[i]))
                last = i;
            else if (!IsWordAt(span, i) && span[i].Kind is not (TokenKind.Letters or TokenKind.Command or TokenKind.Open))
                break;
        }
        return last > 0 && last < span.Count - 1 ? span.Slice(last + 1, span.Count - last - 1) : span;
    }

    // One letter is a word only before another filler: "a total of 5", but not "a cm".
    private static bool IsWordAt(TokenSpan span, int at)
    {
        var token = span[at];
        if (token.Kind == TokenKind.Letters && token.Text.Length == 1)
        {
            return token.Text is "a" or "I" or "A" && at + 1 < span.Count && span[at + 1].Kind is TokenKind.Letters or TokenKind.Words
                && PlainWords.IsFiller(span[at + 1].Text.ToLowerInvariant());
        }
        return IsWord(token);
    }

    private static bool IsLink(string lower) => lower is "and" or "or" or "if" or "for" or "per" or "with" or "when" or "where";
}
