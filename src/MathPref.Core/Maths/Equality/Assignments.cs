using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>A value for each of several names: <c>x = 1, y = 2</c>, <c>(x, y) = (1, 2)</c>, <c>x = y = 2</c>.</summary>
internal static class Assignments
{
    /// <summary>The names with their values in the order written; false where it is something else, or a name has two values.</summary>
    public static bool TryRead(Expr expression, out ImmutableArray<(string Name, Expr Value)> values)
    {
        values = [];
        return expression switch
        {
            AllOf(var statements) => TryRead(statements, out values),
            Listing(var items) => TryRead(items, out values),
            Relation { Operands: [Expressions.Tuple(var names), Expressions.Tuple(var parts)], Signs: [RelationSign.Equal] } =>
                TryPair(names, parts, out values),
            Relation { Operands: [Sym, Sym, .., var common] } relation => TryShare(relation, common, out values),
            _ => false,
        };
    }

    /// <summary>The same of statements side by side; at least two.</summary>
    public static bool TryRead(ImmutableArray<Expr> statements, out ImmutableArray<(string Name, Expr Value)> values)
    {
        values = [];
        if (statements.Length < 2)
            return false;
        var found = ImmutableArray.CreateBuilder<(string, Expr)>(statements.Length);
        foreach (var statement in statements)
        {
            if (statement is not Relation relation || !TrySplit(relation, out var name, out var value))
                return false;
            found.Add((name, value));
        }
        values = found.MoveToImmutable();
        return AreDistinct(values);
    }

    /// <summary>
    /// The name and the value of <c>x = 5</c>, <c>5 = x</c>, <c>f(x) = x + 1</c>, <c>S = 3 + 4 = 7</c> (the last), <c>x = \sqrt 2 \approx 1.41</c>
    /// (the exact one); false where neither side is a name that the other does not use.
    /// </summary>
    public static bool TrySplit(Relation relation, out string name, out Expr value)
    {
        name = "";
        value = relation;
        if (!TrySides(relation, out var left, out var right))
            return false;
        if (Name(left) is { } first && !Uses(right, first))
        {
            (name, value) = (first, right);
            return true;
        }
        if (left is not Apply && Name(right) is { } second && !Uses(left, second))
        {
            (name, value) = (second, left);
            return true;
        }
        return false;
    }

    /// <summary>The first side of an equation, and the last one that is not an approximation of one before it.</summary>
    public static bool TrySides(Relation relation, out Expr left, out Expr right)
    {
        left = relation.Operands[0];
        right = relation.Operands[^1];
        for (int i = 0; i < relation.Signs.Length; i++)
        {
            if (relation.Signs[i] is not (RelationSign.Equal or RelationSign.Approximately))
                return false;
        }
        for (int i = 1; i < relation.Signs.Length; i++)
        {
            if (relation.Signs[i] is RelationSign.Approximately)
            {
                right = relation.Operands[i];
                break;
            }
        }
        return true;
    }

    private static bool TryPair(ImmutableArray<Expr> names, ImmutableArray<Expr> parts, out ImmutableArray<(string Name, Expr Value)> values)
    {
        values = [];
        if (names.Length != parts.Length)
            return false;
        var found = ImmutableArray.CreateBuilder<(string, Expr)>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            if (Name(names[i]) is not { } name)
                return false;
            found.Add((name, parts[i]));
        }
        values = found.MoveToImmutable();
        return AreDistinct(values);
    }

    /// <summary>x = y = 2.</summary>
    private static bool TryShare(Relation relation, Expr common, out ImmutableArray<(string Name, Expr Value)> values)
    {
        values = [];
        if (relation.Operands.Length < 3 || !Variables.AreNone(common))
            return false;
        var found = ImmutableArray.CreateBuilder<(string, Expr)>(relation.Operands.Length - 1);
        for (int i = 0; i < relation.Operands.Length - 1; i++)
        {
            if (relation.Signs[i] is not RelationSign.Equal || relation.Operands[i] is not Sym(var name))
                return false;
            found.Add((name, common));
        }
        values = found.MoveToImmutable();
        return AreDistinct(values);
    }

    private static string? Name(Expr expression) => expression switch
    {
        Sym(var name) => name,
        Apply apply => AnswerText.Of(apply),
        Words(var words) => words,
        _ => null,
    };

    private static bool Uses(Expr expression, string name) => expression is not (Num or Const) && Variables.Of(expression).Contains(name);

    private static bool AreDistinct(ImmutableArray<(string Name, Expr Value)> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < i && i < 64; j++)
            {
                if (values[i].Name == values[j].Name)
                    return false;
            }
        }
        return values.Length <= 64;
    }
}
