using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>A scalar as one fraction: numerator and denominator, of which the denominator is 1 where no variable stands in one.</summary>
internal readonly record struct Fractions(Expr Top, Expr Bottom)
{
    private const int MaxDepth = 40;

    /// <summary>Sums with more different denominators are left as they are.</summary>
    private const int MaxDenominators = 6;

    /// <summary>The fraction; null where the tree is too deep or has too many denominators.</summary>
    public static Fractions? Of(Expr expression, int depth = 0)
    {
        if (depth > MaxDepth)
            return null;
        switch (expression)
        {
            case Neg(var operand):
                return Of(operand, depth + 1) is { } positive ? positive with { Top = Trees.Negate(positive.Top) } : null;
            case Quotient(var top, var bottom):
                if (Of(top, depth + 1) is not { } over || Of(bottom, depth + 1) is not { } under)
                    return null;
                return new(Trees.Multiply(over.Top, under.Bottom), Trees.Multiply(over.Bottom, under.Top));
            case Power(var basis, var exponent) when RationalValue.TryGet(exponent, out var power) && power.Sign < 0:
                return Of(basis, depth + 1) is { } of
                    ? new(new Power(of.Bottom, new Num(-power)), new Power(of.Top, new Num(-power)))
                    : null;
            case Product(var factors):
                var tops = new List<Expr>();
                var bottoms = new List<Expr>();
                foreach (var factor in factors)
                {
                    if (Of(factor, depth + 1) is not { } part)
                        return null;
                    tops.Add(part.Top);
                    bottoms.Add(part.Bottom);
                }
                return new(Trees.Product(tops), Trees.Product(bottoms));
            case Sum(var terms):
                return OfSum(terms, depth);
            default:
                return new(expression, Trees.One);
        }
    }

    private static Fractions? OfSum(IReadOnlyList<Expr> terms, int depth)
    {
        // Terms of one denominator by its look are added first.
        var groups = new List<(Expr Bottom, List<Expr> Tops)>();
        foreach (var term in terms)
        {
            if (Of(term, depth + 1) is not { } part)
                return null;
            int at = groups.FindIndex(g => g.Bottom.Equals(part.Bottom));
            if (at >= 0)
            {
                groups[at].Tops.Add(part.Top);
                continue;
            }
            if (groups.Count > MaxDenominators)
                return null;
            groups.Add((part.Bottom, [part.Top]));
        }
        var bottoms = groups.ConvertAll(g => g.Bottom);
        var sum = new List<Expr>();
        for (int i = 0; i < groups.Count; i++)
        {
            var others = new List<Expr> { Trees.Sum(groups[i].Tops) };
            for (int j = 0; j < groups.Count; j++)
            {
                if (j != i)
                    others.Add(bottoms[j]);
            }
            sum.Add(Trees.Product(others));
        }
        return new(Trees.Sum(sum), Trees.Product(bottoms));
    }
}
