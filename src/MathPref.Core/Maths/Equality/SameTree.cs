using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>Whether two trees are node by node the same. Bounded in depth: deeper ones count as different.</summary>
internal static class SameTree
{
    public static bool Is(Expr a, Expr b, int depth = Bounds.Depth)
    {
        if (ReferenceEquals(a, b))
            return true;
        if (depth == 0 || a.GetType() != b.GetType() || !Work.TrySpend(1))
            return false;
        depth--;
        return (a, b) switch
        {
            // 0.5 and 0.50 are the same number.
            (Num x, Num y) => x.Value == y.Value,
            (Neg x, Neg y) => Is(x.Operand, y.Operand, depth),
            (Sum x, Sum y) => Are(x.Terms, y.Terms, depth),
            (Product x, Product y) => Are(x.Factors, y.Factors, depth),
            (Quotient x, Quotient y) => Is(x.Top, y.Top, depth) && Is(x.Bottom, y.Bottom, depth),
            (Power x, Power y) => Is(x.Base, y.Base, depth) && Is(x.Exponent, y.Exponent, depth),
            (Call x, Call y) => x.Function == y.Function && Are(x.Arguments, y.Arguments, depth),
            (Apply x, Apply y) => x.Name == y.Name && Are(x.Arguments, y.Arguments, depth),
            (Iterated x, Iterated y) => x.IsProduct == y.IsProduct && x.Index == y.Index && Is(x.From, y.From, depth) && Is(x.To, y.To, depth)
                && Is(x.Body, y.Body, depth),
            (PlusMinus x, PlusMinus y) => x.IsMinusFirst == y.IsMinusFirst && Is(x.Operand, y.Operand, depth),
            (Percent x, Percent y) => Is(x.Operand, y.Operand, depth),
            (Degrees x, Degrees y) => Is(x.Operand, y.Operand, depth),
            (Quantity x, Quantity y) => x.Unit == y.Unit && Is(x.Value, y.Value, depth),
            (MatrixOf x, MatrixOf y) => x.Rows.Length == y.Rows.Length && x.Rows.Zip(y.Rows).All(r => Are(r.First, r.Second, depth)),
            (Expressions.Tuple x, Expressions.Tuple y) => x.IsSquarePair == y.IsSquarePair && Are(x.Items, y.Items, depth),
            (Listing x, Listing y) => Are(x.Items, y.Items, depth),
            (SetOf x, SetOf y) => Are(x.Items, y.Items, depth),
            (Ratio x, Ratio y) => Are(x.Items, y.Items, depth),
            (AllOf x, AllOf y) => Are(x.Statements, y.Statements, depth),
            (AnyOf x, AnyOf y) => Are(x.Statements, y.Statements, depth),
            (Relation x, Relation y) => x.Signs.AsSpan().SequenceEqual(y.Signs.AsSpan()) && Are(x.Operands, y.Operands, depth),
            (Interval x, Interval y) => x.HasLow == y.HasLow && x.HasHigh == y.HasHigh && Is(x.Low, y.Low, depth) && Is(x.High, y.High, depth),
            (SetOperation x, SetOperation y) => x.Operator == y.Operator && Is(x.Left, y.Left, depth) && Is(x.Right, y.Right, depth),
            (SetBuilder x, SetBuilder y) => Is(x.Element, y.Element, depth) && Is(x.Condition, y.Condition, depth),
            (Membership x, Membership y) => x.IsNot == y.IsNot && Is(x.Subject, y.Subject, depth) && Is(x.Set, y.Set, depth),
            // What remains compares by value, or by the identity of its arrays: never alike though different.
            _ => a.Equals(b),
        };
    }

    private static bool Are(ImmutableArray<Expr> a, ImmutableArray<Expr> b, int depth)
    {
        if (a.Length != b.Length)
            return false;
        for (int i = 0; i < a.Length; i++)
        {
            if (!Is(a[i], b[i], depth))
                return false;
        }
        return true;
    }
}
