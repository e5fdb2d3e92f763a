using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Writes an answer with ± as the list of what it stands for. All ± of an answer go together, ∓ the other way: <c>\pm 1 \pm \sqrt 2</c> are two values.
/// Four is what some writers mean by it, so <see cref="Independent"/> is there for a verdict that must hold for either reading.
/// </summary>
internal static class PlusMinusExpander
{
    /// <summary>As many signs as can be chosen one by one.</summary>
    private const int MaxIndependent = 4;

    /// <summary>Whether ± stands anywhere in it.</summary>
    public static bool Has(Expr expression) => Count(expression) > 0;

    /// <summary>The two values, in one list; a list with ± in it becomes the list of all its values.</summary>
    public static Expr Together(Expr expression) => new Listing([.. Parts(Choose(expression, _ => true)), .. Parts(Choose(expression, _ => false))]);

    /// <summary>All values where each sign is chosen by itself; null where that is the same as <see cref="Together"/>, or too many.</summary>
    public static Expr? Independent(Expr expression)
    {
        int count = Count(expression);
        if (count is < 2 or > MaxIndependent)
            return null;
        var all = ImmutableArray.CreateBuilder<Expr>();
        for (int signs = 0; signs < 1 << count; signs++)
            all.AddRange(Parts(Choose(expression, i => (signs >> i & 1) == 0)));
        return new Listing(all.ToImmutable());
    }

    private static Expr Choose(Expr expression, Func<int, bool> isPlus)
    {
        int next = 0;
        return Choose(expression, isPlus, ref next);
    }

    private static ImmutableArray<Expr> Parts(Expr expression) => expression switch
    {
        Listing(var items) => items,
        SetOf(var items) => items,
        AnyOf(var statements) => statements,
        _ => [expression],
    };

    private static int Count(Expr expression) => expression switch
    {
        Num or Const or Sym => 0,
        PlusMinus(var operand, _) => 1 + Count(operand),
        _ when Children(expression) is { IsDefault: false } children => Count(children),
        _ => 0,
    };

    private static int Count(ImmutableArray<Expr> items)
    {
        int count = 0;
        foreach (var item in items)
            count += Count(item);
        return count;
    }

    private static ImmutableArray<Expr> Children(Expr expression) => expression switch
    {
        Neg(var operand) => [operand],
        Sum(var terms) => terms,
        Product(var factors) => factors,
        Quotient(var top, var bottom) => [top, bottom],
        Power(var basis, var exponent) => [basis, exponent],
        Call(_, var arguments) => arguments,
        Percent(var operand) => [operand],
        Degrees(var operand) => [operand],
        Quantity(var value, _) => [value],
        Expressions.Tuple(var items) => items,
        Listing(var items) => items,
        SetOf(var items) => items,
        AnyOf(var statements) => statements,
        AllOf(var statements) => statements,
        Relation(var operands, _) => operands,
        Membership(_, var set, _) => [set],
        _ => default,
    };

    private static Expr Choose(Expr expression, Func<int, bool> isPlus, ref int next)
    {
        switch (expression)
        {
            case Num or Const or Sym:
                return expression;
            case PlusMinus(var operand, var isMinusFirst):
                bool plus = isPlus(next++) != isMinusFirst;
                var chosen = Choose(operand, isPlus, ref next);
                return plus ? chosen : Trees.Negate(chosen);
            case Neg(var operand):
                return Trees.Negate(Choose(operand, isPlus, ref next));
            case Sum(var terms):
                return new Sum(ChooseAll(terms, isPlus, ref next));
            case Product(var factors):
                return new Product(ChooseAll(factors, isPlus, ref next));
            case Quotient(var top, var bottom):
                return new Quotient(Choose(top, isPlus, ref next), Choose(bottom, isPlus, ref next));
            case Power(var basis, var exponent):
                return new Power(Choose(basis, isPlus, ref next), Choose(exponent, isPlus, ref next));
            case Call(var function, var arguments):
                return new Call(function, ChooseAll(arguments, isPlus, ref next));
            case Percent(var operand):
                return new Percent(Choose(operand, isPlus, ref next));
            case Degrees(var operand):
                return new Degrees(Choose(operand, isPlus, ref next));
            case Quantity(var value, var unit):
                return new Quantity(Choose(value, isPlus, ref next), unit);
            case Expressions.Tuple(var items):
                return new Expressions.Tuple(ChooseAll(items, isPlus, ref next));
            case Listing(var items):
                return new Listing(ChooseAll(items, isPlus, ref next));
            case SetOf(var items):
                return new SetOf(ChooseAll(items, isPlus, ref next));
            case AnyOf(var statements):
                return new AnyOf(ChooseAll(statements, isPlus, ref next));
            case AllOf(var statements):
                return new AllOf(ChooseAll(statements, isPlus, ref next));
            case Relation(var operands, var signs):
                return new Relation(ChooseAll(operands, isPlus, ref next), signs);
            case Membership(var subject, var set, var isNot):
                return new Membership(subject, Choose(set, isPlus, ref next), isNot);
            default:
                return expression;
        }
    }

    private static ImmutableArray<Expr> ChooseAll(ImmutableArray<Expr> items, Func<int, bool> isPlus, ref int next)
    {
        var chosen = ImmutableArray.CreateBuilder<Expr>(items.Length);
        foreach (var item in items)
            chosen.Add(Choose(item, isPlus, ref next));
        return chosen.MoveToImmutable();
    }
}
