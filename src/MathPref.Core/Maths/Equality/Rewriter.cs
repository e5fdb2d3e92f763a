using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>Replaces nodes of a scalar, from the leaves up. Bounded in depth: what lies deeper stays.</summary>
/// <param name="replace">The new node, or null where the old one stays.</param>
internal sealed class Rewriter(Func<Expr, Expr?> replace)
{
    public Expr Of(Expr expression) => Of(expression, Bounds.Depth);

    private Expr Of(Expr expression, int depth)
    {
        if (depth == 0)
            return expression;
        depth--;
        Expr inner = expression switch
        {
            Neg n => new Neg(Of(n.Operand, depth)),
            Sum s => new Sum(All(s.Terms, depth)),
            Product p => new Product(All(p.Factors, depth)),
            Quotient q => new Quotient(Of(q.Top, depth), Of(q.Bottom, depth)),
            Power p => new Power(Of(p.Base, depth), Of(p.Exponent, depth)),
            Call c => c with { Arguments = All(c.Arguments, depth) },
            Apply a => a with { Arguments = All(a.Arguments, depth) },
            Iterated i => i with { From = Of(i.From, depth), To = Of(i.To, depth), Body = Of(i.Body, depth) },
            Percent p => new Percent(Of(p.Operand, depth)),
            Degrees d => new Degrees(Of(d.Operand, depth)),
            _ => expression,
        };
        return replace(inner) ?? inner;
    }

    private ImmutableArray<Expr> All(ImmutableArray<Expr> items, int depth)
    {
        var all = new Expr[items.Length];
        for (int i = 0; i < all.Length; i++)
            all[i] = Of(items[i], depth);
        return ImmutableCollectionsMarshal.AsImmutableArray(all);
    }
}
