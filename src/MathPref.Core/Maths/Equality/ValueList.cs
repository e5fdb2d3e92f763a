using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// The values of a list, a finite set, <c>x = 1 or x = 2</c>, <c>x_1 = 1, x_2 = 2</c>, <c>x \in \{1, 2\}</c>, in the order written. A list inside of a list
/// is part of it (<c>x = 1, 2</c>); a name before a value is dropped where all that have one have the same, or the same but for its number.
/// </summary>
internal static class ValueList
{
    private const int MaxNesting = 8;

    public static ImmutableArray<Expr> Of(Expr expression)
    {
        var items = ImmutableArray.CreateBuilder<Expr>();
        Collect(expression, items, 0);
        return WithoutNames(Grouped(items.ToImmutable()));
    }

    private static void Collect(Expr expression, ImmutableArray<Expr>.Builder items, int nesting)
    {
        var parts = nesting > MaxNesting ? default : expression switch
        {
            Listing(var all) => all,
            AnyOf(var statements) => statements,
            AllOf(var statements) => statements,
            SetOf(var elements) when nesting == 0 => elements,
            Membership { IsNot: false, Set: SetOf(var elements) } => elements,
            Membership { IsNot: false, Set: Listing(var all) } => all,
            Relation { Operands: [Sym, SetOf(var elements)], Signs: [RelationSign.Equal] } => elements,
            Relation { Operands: [Sym, Listing(var all)], Signs: [RelationSign.Equal] } => all,
            _ => default,
        };
        if (parts.IsDefault)
        {
            items.Add(expression);
            return;
        }
        // Statements that hold together inside of a list are one item of it: (x = 1, y = 2) or (x = 2, y = 1).
        if (nesting > 0 && expression is AllOf or Listing && Assignments.TryRead(parts, out _))
        {
            items.Add(expression);
            return;
        }
        foreach (var part in parts)
            Collect(part, items, nesting + 1);
    }

    /// <summary>x = 1, y = 2, x = 3, y = 4 as two systems: the same names again and again.</summary>
    private static ImmutableArray<Expr> Grouped(ImmutableArray<Expr> items)
    {
        int period = 0;
        var names = new List<string>();
        foreach (var item in items)
        {
            if (item is not Relation relation || !Assignments.TrySplit(relation, out string name, out _))
                return items;
            if (period == 0 && names.Contains(name))
                period = names.Count;
            if (period > 0 && names[names.Count % period] != name || names.Count > 64)
                return items;
            names.Add(name);
        }
        if (period < 2 || items.Length % period != 0)
            return items;
        return [.. items.Chunk(period).Select(group => new AllOf([.. group]))];
    }

    private static ImmutableArray<Expr> WithoutNames(ImmutableArray<Expr> items)
    {
        string? common = null;
        var values = ImmutableArray.CreateBuilder<Expr>(items.Length);
        foreach (var item in items)
        {
            if (item is not Relation relation)
            {
                values.Add(item);
                continue;
            }
            if (!Assignments.TrySplit(relation, out string name, out var value))
                return items;
            string stem = Stem(name);
            if (common is not null && stem != common)
                return items;
            common = stem;
            values.Add(value);
        }
        return common is null ? items : values.MoveToImmutable();
    }

    /// <summary>The name without the number that counts the solutions: <c>x</c> of <c>x_1</c>.</summary>
    private static string Stem(string name)
    {
        int end = name.Length;
        while (end > 0 && char.IsAsciiDigit(name[end - 1]))
            end--;
        return end > 1 && end < name.Length && name[end - 1] == '_' ? name[..(end - 1)] : name;
    }
}
