using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Reads intervals, unions, inequalities in one variable, sets of numbers and set-builders as a <see cref="Region"/>. Linear inequalities are solved, also
/// between bars of an absolute value; chains are intersections, "or" is a union. What else there is gives null.
/// </summary>
internal static class RegionReader
{
    private const int MaxDepth = 20;

    /// <summary>The region; null where it is not read as one or the order of its ends cannot be told.</summary>
    public static Region? Read(Expr expression, ComparisonRun run) => Read(expression, run, 0)?.WithIntegerEnds(run);

    /// <summary>The variable that an inequality is solved for: the only one, or the one that stands alone between or beside its bounds.</summary>
    public static string? Subject(Relation relation)
    {
        bool hasOrder = false;
        foreach (var sign in relation.Signs)
        {
            if (sign is RelationSign.Approximately or RelationSign.Congruent)
                return null;
            hasOrder |= sign is not RelationSign.Equal;
        }
        if (!hasOrder)
            return null;
        var names = Variables.Of(relation);
        if (names.Count == 1)
            return names.Min!.EndsWith(')') ? null : names.Min;
        // a < x < b: the middle one; of x > a neither is known to be the bound.
        return relation.Operands is [var low, Sym(var middle), var high] && !Variables.Of(low, high).Contains(middle) ? middle : null;
    }

    /// <summary>The variable whose values the region holds, where it is named.</summary>
    public static string? Named(Expr expression) => expression switch
    {
        Relation relation => Subject(relation),
        Membership(Sym(var name), _, _) => name,
        AllOf { Statements: [var first, ..] } => Named(first),
        AnyOf { Statements: [var first, ..] } => Named(first),
        SetBuilder { Element: Sym(var name) } => name,
        _ => null,
    };

    private static Region? Read(Expr expression, ComparisonRun run, int depth)
    {
        if (depth > MaxDepth)
            return null;
        switch (expression)
        {
            case Interval(var low, var high, var hasLow, var hasHigh):
                return Between(low, high, hasLow, hasHigh, run);
            case Expressions.Tuple { IsSquarePair: false, Items: [var from, var to] }:
                return Between(from, to, false, false, run);
            case NumberSet(var kind, var sign):
                return OfNumbers(kind, sign);
            case SetOf(var items):
                return Points(items, run);
            case SetOperation(var sort, var left, var right):
                return Combine(sort, Read(left, run, depth + 1), Read(right, run, depth + 1), run);
            case SetBuilder(Sym, var condition):
                return Read(condition, run, depth + 1);
            case SetBuilder(Membership { Subject: Sym, IsNot: false } element, var condition):
                return Region.Intersection(Read(element, run, depth + 1), Read(condition, run, depth + 1), run);
            case Membership(_, var set, var isNot):
                var members = Read(set, run, depth + 1);
                return isNot ? Region.Complement(members, run) : members;
            case Relation relation:
                return OfRelation(relation, run);
            case AllOf(var statements):
                return All(statements, run, depth);
            case AnyOf(var statements):
                return Any(statements, run, depth);
            case Listing(var items):
                return Any(items, run, depth);
            case Words:
                return null;
            default:
                return AnswerKinds.Of(expression) is AnswerKind.Scalar ? Region.Of(Span.Point(expression)) : null;
        }
    }

    private static Region? All(ImmutableArray<Expr> statements, ComparisonRun run, int depth)
    {
        Region? all = Region.All;
        foreach (var statement in statements)
            all = Region.Intersection(all, Read(statement, run, depth + 1), run);
        return all;
    }

    private static Region? Any(ImmutableArray<Expr> statements, ComparisonRun run, int depth)
    {
        Region? any = Region.Empty;
        foreach (var statement in statements)
            any = Region.Union(any, Read(statement, run, depth + 1), run);
        return any;
    }

    private static Region? Combine(SetOperator sort, Region? left, Region? right, ComparisonRun run) => sort switch
    {
        SetOperator.Union => Region.Union(left, right, run),
        SetOperator.Intersection => Region.Intersection(left, right, run),
        _ => Region.Intersection(left, Region.Complement(right, run), run),
    };

    private static Region? Points(ImmutableArray<Expr> items, ComparisonRun run)
    {
        var spans = ImmutableArray.CreateBuilder<Span>(items.Length);
        foreach (var item in items)
        {
            if (AnswerKinds.Of(item) is not AnswerKind.Scalar)
                return null;
            spans.Add(Span.Point(item));
        }
        return Region.Merge(spans.MoveToImmutable(), run) is { } merged ? new Region(merged) : null;
    }

    /// <summary>From low to high; infinite ends are never closed. Where the ends are known to be in the wrong order there is nothing in between.</summary>
    private static Region? Between(Expr low, Expr high, bool hasLow, bool hasHigh, ComparisonRun run)
    {
        bool isUnboundedBelow = low is Neg(Const(ConstKind.Infinity)), isUnboundedAbove = high is Const(ConstKind.Infinity);
        if (!isUnboundedBelow && IsInfinite(low) || !isUnboundedAbove && IsInfinite(high))
            return null;
        if (!isUnboundedBelow && !isUnboundedAbove && Variables.Of(low, high).Count == 0)
        {
            var order = ScalarOrder.Compare(low, high, run);
            if (order > 0 || order == 0 && !(hasLow && hasHigh))
                return Region.Empty;
            if (order == 0)
                return Region.Of(Span.Point(low));
        }
        return Region.Of(new(isUnboundedBelow ? null : low, isUnboundedAbove ? null : high, hasLow && !isUnboundedBelow, hasHigh && !isUnboundedAbove));
    }

    private static bool IsInfinite(Expr end) => end is Const(ConstKind.Infinity) or Neg(Const(ConstKind.Infinity));

    private static Region? OfNumbers(NumberSetKind kind, int sign)
    {
        if (kind is NumberSetKind.Rationals or NumberSetKind.Complexes)
            return null;
        bool isNatural = kind is NumberSetKind.Naturals;
        var span = sign > 0 || isNatural ? new Span(Trees.Zero, null, isNatural && sign == 0, false)
            : sign < 0 ? new Span(null, Trees.Zero, false, false) : Span.All;
        // Whether zero is a natural number is not agreed on.
        return isNatural && sign == 0 ? null : new([span], kind is not NumberSetKind.Reals);
    }

    private static Region? OfRelation(Relation relation, ComparisonRun run)
    {
        var name = Subject(relation);
        if (name is null && relation is { Operands: [Sym(var left), _], Signs: [RelationSign.Equal] })
            name = left;
        if (name is null)
            return null;
        if (relation is { Operands: [var first, Sym middle, var last] } && middle.Name == name)
        {
            // a < x <= b is known to be between its ends, also where those have no order that can be told.
            if (relation.Signs is [RelationSign.Less or RelationSign.LessOrEqual, RelationSign.Less or RelationSign.LessOrEqual])
                return Between(first, last, relation.Signs[0] is RelationSign.LessOrEqual, relation.Signs[1] is RelationSign.LessOrEqual, run);
            if (relation.Signs is [RelationSign.Greater or RelationSign.GreaterOrEqual, RelationSign.Greater or RelationSign.GreaterOrEqual])
                return Between(last, first, relation.Signs[1] is RelationSign.GreaterOrEqual, relation.Signs[0] is RelationSign.GreaterOrEqual, run);
        }
        Region? all = Region.All;
        for (int i = 0; i < relation.Signs.Length; i++)
            all = Region.Intersection(all, Inequalities.Solve(relation.Operands[i], relation.Signs[i], relation.Operands[i + 1], name, run), run);
        return all;
    }
}
