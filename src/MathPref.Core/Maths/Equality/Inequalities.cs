using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>Solves an inequality of one sign for one variable where it is linear or a rational function, also between the bars of an absolute value.</summary>
internal static class Inequalities
{
    /// <summary>The values of the variable; null where the inequality is not of these forms, or a sign that matters cannot be told.</summary>
    public static Region? Solve(Expr left, RelationSign sign, Expr right, string name, ComparisonRun run)
    {
        // Bounds at infinity bound nothing.
        if (right is Const(ConstKind.Infinity) && sign is RelationSign.Less or RelationSign.LessOrEqual && left is Sym
            || left is Neg(Const(ConstKind.Infinity)) && sign is RelationSign.Less or RelationSign.LessOrEqual && right is Sym
            || left is Const(ConstKind.Infinity) && sign is RelationSign.Greater or RelationSign.GreaterOrEqual && right is Sym
            || right is Neg(Const(ConstKind.Infinity)) && sign is RelationSign.Greater or RelationSign.GreaterOrEqual && left is Sym)
        {
            return Region.All;
        }
        if (left is Sym(var variable) && variable == name && !Variables.Of(right).Contains(name))
            return Beside(right, sign);
        if (right is Sym(var other) && other == name && !Variables.Of(left).Contains(name))
            return Beside(left, Reversed(sign));
        if (left is Call(Function.Abs, [var inner]) && !Variables.Of(right).Contains(name))
            return Absolute(inner, sign, right, name, run);
        if (right is Call(Function.Abs, [var within]) && !Variables.Of(left).Contains(name))
            return Absolute(within, Reversed(sign), left, name, run);
        if (LinearForm.Of(Trees.Subtract(left, right), name) is not { } form)
            return RationalInequality.Solve(left, sign, right, name, run);
        var slope = ScalarOrder.Sign(form.Slope, run);
        return slope is null or 0 ? null : Beside(form.Root, slope > 0 ? sign : Reversed(sign));
    }

    /// <summary>The same relation read from the right.</summary>
    public static RelationSign Reversed(RelationSign sign) => sign switch
    {
        RelationSign.Less => RelationSign.Greater,
        RelationSign.LessOrEqual => RelationSign.GreaterOrEqual,
        RelationSign.Greater => RelationSign.Less,
        RelationSign.GreaterOrEqual => RelationSign.LessOrEqual,
        _ => sign,
    };

    /// <summary>The values of x in <c>x sign bound</c>.</summary>
    private static Region? Beside(Expr bound, RelationSign sign) => sign switch
    {
        RelationSign.Less => Region.Of(new(null, bound, false, false)),
        RelationSign.LessOrEqual => Region.Of(new(null, bound, false, true)),
        RelationSign.Greater => Region.Of(new(bound, null, false, false)),
        RelationSign.GreaterOrEqual => Region.Of(new(bound, null, true, false)),
        RelationSign.Equal => Region.Of(Span.Point(bound)),
        RelationSign.NotEqual => new([new(null, bound, false, false), new(bound, null, false, false)]),
        _ => null,
    };

    /// <summary>|inner| sign bound, for a bound that is not negative: both signs of inner against it.</summary>
    private static Region? Absolute(Expr inner, RelationSign sign, Expr bound, string name, ComparisonRun run)
    {
        if (ScalarOrder.Sign(bound, run) is not { } size || inner is Call(Function.Abs, _))
            return null;
        if (size < 0)
            return sign is RelationSign.Less or RelationSign.LessOrEqual or RelationSign.Equal ? Region.Empty : Region.All;
        var above = Solve(inner, sign, bound, name, run);
        var below = Solve(inner, Reversed(sign), Trees.Negate(bound), name, run);
        return sign is RelationSign.Less or RelationSign.LessOrEqual or RelationSign.NotEqual
            ? Region.Intersection(above, below, run)
            : Region.Union(above, below, run);
    }
}
