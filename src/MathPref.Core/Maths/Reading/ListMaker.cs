using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;
using Tuple = MathPref.Core.Maths.Expressions.Tuple;

namespace MathPref.Core.Maths.Reading;

/// <summary>Says what several values or statements beside one another mean together: a listing, a system, one of several.</summary>
internal static class ListMaker
{
    /// <summary>How many intervals are one union: its tree is as deep.</summary>
    private const int MostPieces = 20;

    public static Expr? Make(List<ListPart> parts, ReadingContext context)
    {
        var items = new List<Item>(parts.Count);
        bool hasOr = false, hasAnd = false, hasStatement = false, hasWhere = false;
        foreach (var part in parts)
        {
            if (part.Span.Count == 1 && part.Span[0].Is(TokenKind.Command, "dots"))
                return context.Fail("a listing that goes on");
            if (RelationReader.Read(part.Span, context) is not { } read)
                return null;
            var isEquation = read is Relation relation && relation.Signs.All(s => s is RelationSign.Equal or RelationSign.Approximately);
            items.Add(new(read, isEquation ? NameOf(RelationReader.LeftOf(part.Span)) : null, part.Before));
            hasStatement |= !isEquation && read is Relation or Membership or AllOf or AnyOf;
            if (items.Count == 1)
                continue;
            hasOr |= part.Before == Separator.Or;
            hasAnd |= part.Before == Separator.And;
            hasWhere |= part.Before == Separator.Where;
        }
        if (items.Count == 1)
            return items[0].Read;
        if (hasWhere)
            return new AllOf([.. items.Select(i => i.Read)]);
        if (hasStatement)
            return Statements(items, hasOr, hasAnd, context);
        if (items.TrueForAll(i => i.Left == null))
            return Values(items, context);
        return Equations(items, hasOr, context);
    }

    private static Expr Values(List<Item> items, ReadingContext context)
    {
        var values = Flat(items.Select(i => i.Read));
        // Pieces of the line side by side are one set: increasing on (-∞, 1) and [2, ∞).
        if (values.Length <= MostPieces && values.All(v => v is Interval or Tuple { Items.Length: 2 })
            && values.Any(v => v is Interval i && (i.HasLow != i.HasHigh || SpanText.IsInfinite(i.Low) || SpanText.IsInfinite(i.High))))
        {
            var union = values.Select(BracketReader.AsSet).Aggregate((a, b) => new SetOperation(SetOperator.Union, a, b));
            if (context.Depth == 1)
                context.Others.Add(new Listing(values));
            return union;
        }
        return new Listing(values);
    }

    private static Expr? Equations(List<Item> items, bool hasOr, ReadingContext context)
    {
        var lefts = new List<string>();
        var repeats = false;
        string? last = null;
        for (var i = 0; i < items.Count; i++)
        {
            // "x = 1, 2": a value alone is of the variable before it.
            if ((items[i].Left ?? last) is not { } left)
                return context.Fail("values of which only some have a name");
            items[i] = items[i] with { IsInherited = items[i].Left == null, Left = left };
            last = left;
            repeats |= lefts.Contains(left);
            if (lefts.Count < 64)
                lefts.Add(left);
        }
        if (items.TrueForAll(i => i.Left == lefts[0]))
            return new Listing(Flat(items.Select(i => Value(i.Read))));
        if (IsNumbered(lefts) && !repeats)
        {
            if (context.Depth == 1 && !items.Exists(i => i.IsInherited))
                context.Others.Add(new AllOf([.. items.Select(i => i.Read)]));
            return new Listing(Flat(items.Select(i => Value(i.Read))));
        }
        // "x = 1, y = 2, 3" says nothing that is sure.
        if (items.Exists(i => i.IsInherited))
            return context.Fail("values of several variables, some without a name");
        if (!repeats)
            return hasOr ? new AnyOf([.. items.Select(i => i.Read)]) : new AllOf([.. items.Select(i => i.Read)]);
        return Solutions(items, lefts, context);
    }

    /// <summary>x = 1, y = 2 or x = 3, y = 4: the block of variables comes again and again.</summary>
    private static Expr? Solutions(List<Item> items, List<string> lefts, ReadingContext context)
    {
        var size = lefts.LastIndexOf(lefts[0]) is var again && lefts.IndexOf(lefts[0], 1) is > 0 and var next && again > 0 ? next : 0;
        if (size < 2 || items.Count % size != 0 || items.Count > lefts.Count)
            return context.Fail("solutions whose variables do not come in one order");
        var solutions = ImmutableArray.CreateBuilder<Expr>();
        for (var i = 0; i < items.Count; i += size)
        {
            var block = items.GetRange(i, size);
            if (block.Select(b => b.Left).Distinct().Count() != size || !block.TrueForAll(b => lefts.IndexOf(b.Left!) < size))
                return context.Fail("solutions whose variables do not come in one order");
            solutions.Add(new AllOf([.. block.Select(b => b.Read)]));
        }
        return new AnyOf(solutions.ToImmutable());
    }

    private static Expr? Statements(List<Item> items, bool hasOr, bool hasAnd, ReadingContext context)
    {
        // x ≠ 1, 2: each value is one that x is not.
        for (var i = 1; i < items.Count; i++)
        {
            if (items[i].Read is Relation or Membership or AllOf or AnyOf)
                continue;
            if (items[i - 1].Read is not Relation { Operands: [var subject, _], Signs: [RelationSign.NotEqual] })
                return context.Fail("an inequality beside a value");
            items[i] = items[i] with { Read = new Relation([subject, items[i].Read], [RelationSign.NotEqual]), Before = Separator.And };
        }
        hasOr = items.Exists(i => i.Before == Separator.Or);
        if (items[0].Read is not (Relation or Membership or AllOf or AnyOf) && items.Count > 2)
            return context.Fail("an inequality beside a value");
        var all = items.Select(i => i.Read);
        if (!hasOr)
        {
            // Two rays with a comma between them may be one set: x < 1, x > 2.
            if (!hasAnd && context.Depth == 1 && items.TrueForAll(i => i.Read is Relation { Signs: [not (RelationSign.NotEqual or RelationSign.Equal)] }))
                context.Others.Add(new AnyOf([.. all]));
            return new AllOf([.. all]);
        }
        var groups = new List<List<Expr>>();
        foreach (var item in items)
        {
            // Where only the last separator is a word, the commas before it say the same: "x < 1, 2 < x < 3, or x > 4".
            if (groups.Count == 0 || item.Before == Separator.Or || !hasAnd && item.Before is Separator.Comma or Separator.Semicolon)
                groups.Add([]);
            groups[^1].Add(item.Read);
        }
        return new AnyOf([.. groups.Select(g => g.Count == 1 ? g[0] : new AllOf([.. g]))]);
    }

    private static ImmutableArray<Expr> Flat(IEnumerable<Expr> values)
    {
        var flat = ImmutableArray.CreateBuilder<Expr>();
        foreach (var value in values)
        {
            if (value is Listing list)
                flat.AddRange(list.Items);
            else
                flat.Add(value);
        }
        return flat.ToImmutable();
    }

    private static Expr Value(Expr read) => read is Relation relation ? relation.Operands[^1] : read;

    private static string? NameOf(TokenSpan? left) => left is { } span ? SpanText.Of(span) : null;

    /// <summary>Whether all names are one with different numbers: x_1, x_2 or x1, x2 or x, x'.</summary>
    private static bool IsNumbered(List<string> names)
    {
        string? common = null;
        foreach (var name in names)
        {
            var stem = name.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).TrimEnd("0123456789".ToCharArray());
            if (stem.Length == name.Length)
                return false;
            common ??= stem.TrimEnd('_');
            if (stem.TrimEnd('_') != common)
                return false;
        }
        return true;
    }

    /// <param name="Read">The value or statement.</param>
    /// <param name="Left">The left side of an equation, as text; null for others.</param>
    /// <param name="Before">What parts it from the one before.</param>
    /// <param name="IsInherited">Whether it stands without a name and has that of the one before.</param>
    private readonly record struct Item(Expr Read, string? Left, Separator Before, bool IsInherited = false);
}
