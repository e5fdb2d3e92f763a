using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>Slope · variable + Rest, of which neither part has the variable.</summary>
internal readonly record struct LinearForm(Expr Slope, Expr Rest)
{
    private const int MaxDepth = 40;

    /// <summary>The form of a scalar in one variable; null where it is not linear by its look. Decimals are the fractions that they show.</summary>
    public static LinearForm? Of(Expr expression, string variable) => Of(expression, variable, 0);

    private static LinearForm? Of(Expr expression, string variable, int depth)
    {
        if (depth > MaxDepth)
            return null;
        if (expression is Sym(var name) && name == variable)
            return new(Trees.One, Trees.Zero);
        if (!Variables.Of(expression).Contains(variable))
            return new(Trees.Zero, expression is Num { Decimals: not null } number ? new Num(number.Value) : expression);
        switch (expression)
        {
            case Neg(var operand) when Of(operand, variable, depth + 1) is { } form:
                return new(Trees.Negate(form.Slope), Trees.Negate(form.Rest));
            case Sum(var terms):
                var slopes = new List<Expr>();
                var rests = new List<Expr>();
                foreach (var term in terms)
                {
                    if (Of(term, variable, depth + 1) is not { } part)
                        return null;
                    slopes.Add(part.Slope);
                    rests.Add(part.Rest);
                }
                return new(Trees.Sum(slopes), Trees.Sum(rests));
            case Product(var factors):
                return OfProduct(factors, variable, depth);
            case Quotient(var top, var bottom) when !Variables.Of(bottom).Contains(variable) && Of(top, variable, depth + 1) is { } over:
                return RationalValue.TryGet(bottom, out var value) && value.IsZero ? null
                    : new(Trees.Divide(over.Slope, bottom), Trees.Divide(over.Rest, bottom));
            default:
                return null;
        }
    }

    /// <summary>One factor at most has the variable.</summary>
    private static LinearForm? OfProduct(ImmutableArray<Expr> factors, string variable, int depth)
    {
        LinearForm? linear = null;
        var others = new List<Expr>();
        foreach (var factor in factors)
        {
            if (Of(factor, variable, depth + 1) is not { } part)
                return null;
            if (Trees.IsZero(part.Slope))
                others.Add(part.Rest);
            else if (linear is null)
                linear = part;
            else
                return null;
        }
        var product = Trees.Product(others);
        return linear is { } form ? new(Trees.Multiply(form.Slope, product), Trees.Multiply(form.Rest, product)) : new(Trees.Zero, product);
    }

    /// <summary>Where the form is zero; the slope is known not to be.</summary>
    public Expr Root => Trees.Divide(Trees.Negate(Rest), Slope);
}
