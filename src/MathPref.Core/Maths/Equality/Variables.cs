using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>Which variables stand in a tree.</summary>
internal static class Variables
{
    /// <summary>The names in order of ordinals; those of a function's call (<c>f(x)</c>) are its arguments' and, as <c>f()</c>, its own.</summary>
    public static SortedSet<string> Of(params ReadOnlySpan<Expr> expressions)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var expression in expressions)
            Collect(expression, names);
        return names;
    }

    /// <summary>Whether no variable stands in the tree.</summary>
    public static bool AreNone(Expr expression) => expression is Num or Const || Of(expression).Count == 0;

    private static void Collect(Expr expression, SortedSet<string> names)
    {
        switch (expression)
        {
            case Sym(var name):
                names.Add(name);
                break;
            case Neg(var operand):
                Collect(operand, names);
                break;
            case Sum(var terms):
                CollectAll(terms, names);
                break;
            case Product(var factors):
                CollectAll(factors, names);
                break;
            case Quotient(var top, var bottom):
                Collect(top, names);
                Collect(bottom, names);
                break;
            case Power(var basis, var exponent):
                Collect(basis, names);
                Collect(exponent, names);
                break;
            case Call(_, var arguments):
                CollectAll(arguments, names);
                break;
            case Apply(var name, var arguments):
                names.Add(name + "()");
                CollectAll(arguments, names);
                break;
            case Iterated(_, var index, var from, var to, var body):
                bool isOutside = names.Contains(index);
                Collect(body, names);
                if (!isOutside)
                    names.Remove(index);
                Collect(from, names);
                Collect(to, names);
                break;
            case PlusMinus(var operand, _):
                Collect(operand, names);
                break;
            case Percent(var operand):
                Collect(operand, names);
                break;
            case Degrees(var operand):
                Collect(operand, names);
                break;
            case Quantity(var value, _):
                Collect(value, names);
                break;
            case Expressions.Tuple(var items):
                CollectAll(items, names);
                break;
            case Listing(var items):
                CollectAll(items, names);
                break;
            case SetOf(var items):
                CollectAll(items, names);
                break;
            case Relation(var operands, _):
                CollectAll(operands, names);
                break;
        }
    }

    private static void CollectAll(ImmutableArray<Expr> items, SortedSet<string> names)
    {
        foreach (var item in items)
            Collect(item, names);
    }
}
