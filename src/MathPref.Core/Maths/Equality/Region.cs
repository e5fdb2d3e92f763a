using System.Collections.Immutable;
using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// A part of the real line as spans that do not touch, the lowest first, or the integers in them. One span alone is kept as it is, also where its ends have
/// variables; what needs an order of ends that cannot be told gives null.
/// </summary>
/// <param name="Spans">The spans; none: the empty set.</param>
/// <param name="IsOfIntegers">Whether only the integers in them are meant.</param>
internal sealed record Region(ImmutableArray<Span> Spans, bool IsOfIntegers = false)
{
    /// <summary>Unions of more spans are not put in order.</summary>
    private const int MaxSpans = 128;

    /// <summary>Integers of a bounded region are listed up to this many.</summary>
    private const int MaxListed = 1_000;

    public static readonly Region Empty = new([]);

    public static readonly Region All = new([Span.All]);

    public static Region Of(Span span) => new([span]);

    public bool IsEmpty => Spans.IsEmpty;

    public override string ToString() => IsEmpty ? "the empty set" : string.Join(" ∪ ", Spans.Take(6)) + (IsOfIntegers ? " of the integers" : "");

    public static Region? Union(Region? left, Region? right, ComparisonRun run)
    {
        if (left is null || right is null)
            return null;
        if (left.IsEmpty || right.IsEmpty)
            return left.IsEmpty ? right : left;
        return left.IsOfIntegers == right.IsOfIntegers && Merge([.. left.Spans, .. right.Spans], run) is { } spans
            ? new Region(spans, left.IsOfIntegers)
            : null;
    }

    public static Region? Intersection(Region? left, Region? right, ComparisonRun run)
    {
        if (left is null || right is null || (long)left.Spans.Length * right.Spans.Length > MaxSpans)
            return null;
        var found = ImmutableArray.CreateBuilder<Span>();
        foreach (var a in left.Spans)
        {
            foreach (var b in right.Spans)
            {
                if (!TryIntersect(a, b, run, out var common))
                    return null;
                if (common is not null)
                    found.Add(common);
            }
        }
        return Merge(found.ToImmutable(), run) is { } spans ? new Region(spans, left.IsOfIntegers || right.IsOfIntegers) : null;
    }

    /// <summary>The real numbers that are not in it.</summary>
    public static Region? Complement(Region? region, ComparisonRun run)
    {
        if (region is null || region.IsOfIntegers || Merge(region.Spans, run) is not { } spans)
            return null;
        var found = ImmutableArray.CreateBuilder<Span>();
        Expr? low = null;
        bool hasLow = false, isOpenBelow = true;
        foreach (var span in spans)
        {
            if (span.Low is not null)
                found.Add(new(low, span.Low, hasLow, !span.HasLow));
            isOpenBelow = span.High is not null;
            (low, hasLow) = (span.High, !span.HasHigh);
        }
        if (isOpenBelow)
            found.Add(new(low, null, low is not null && hasLow, false));
        return new(found.ToImmutable());
    }

    /// <summary>The integers of a bounded region one by one, as points; those of others with integers at their ends. Null where ends are irrational.</summary>
    public Region? WithIntegerEnds(ComparisonRun run)
    {
        if (!IsOfIntegers)
            return this;
        var found = ImmutableArray.CreateBuilder<Span>();
        foreach (var span in Spans)
        {
            if (!TryEnd(span.Low, span.HasLow, isLow: true, out var low) || !TryEnd(span.High, span.HasHigh, isLow: false, out var high))
                return null;
            if (low is null || high is null)
            {
                found.Add(new(low is { } l ? Num.Of(l) : null, high is { } h ? Num.Of(h) : null, low is not null, high is not null));
                continue;
            }
            if (high.Value - low.Value > MaxListed)
                return null;
            for (var i = low.Value; i <= high; i++)
                found.Add(Span.Point(Num.Of(i)));
        }
        return Merge(found.ToImmutable(), run) is { } spans ? new(spans, !IsFinite(spans)) : null;
    }

    /// <summary>Whether it is a list of points.</summary>
    public static bool IsFinite(ImmutableArray<Span> spans)
    {
        foreach (var span in spans)
        {
            if (!span.IsPoint)
                return false;
        }
        return true;
    }

    private static bool TryEnd(Expr? end, bool has, bool isLow, out BigInteger? integer)
    {
        integer = null;
        if (end is null)
            return true;
        if (!RationalValue.TryGet(end, out var value))
            return false;
        integer = isLow ? -Floor(-value) : Floor(value);
        if (!has && value.IsInteger)
            integer += isLow ? 1 : -1;
        return true;
    }

    private static BigInteger Floor(Fraction value)
    {
        var quotient = BigInteger.DivRem(value.Numerator, value.Denominator, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The part that two spans share; null where they share none. False where the order of their ends cannot be told.</summary>
    private static bool TryIntersect(Span a, Span b, ComparisonRun run, out Span? common)
    {
        common = null;
        var low = a.Low is null ? 1 : b.Low is null ? -1 : ScalarOrder.Compare(b.Low, a.Low, run);
        var high = a.High is null ? 1 : b.High is null ? -1 : ScalarOrder.Compare(a.High, b.High, run);
        if (low is null || high is null)
            return false;
        // The higher of the lower ends; of equal ones the open.
        var (from, hasFrom) = low > 0 ? (b.Low, b.HasLow) : low < 0 ? (a.Low, a.HasLow) : (a.Low, a.HasLow && b.HasLow);
        var (to, hasTo) = high > 0 ? (b.High, b.HasHigh) : high < 0 ? (a.High, a.HasHigh) : (a.High, a.HasHigh && b.HasHigh);
        if (from is null || to is null)
        {
            common = new(from, to, hasFrom, hasTo);
            return true;
        }
        var order = ScalarOrder.Compare(from, to, run);
        if (order is null)
            return false;
        common = order > 0 || order == 0 && !(hasFrom && hasTo) ? null : order == 0 ? Span.Point(from) : new(from, to, hasFrom, hasTo);
        return true;
    }

    /// <summary>In order, those that touch as one; null where the order cannot be told or there are too many.</summary>
    public static ImmutableArray<Span>? Merge(ImmutableArray<Span> spans, ComparisonRun run)
    {
        if (spans.Length < 2)
            return spans;
        if (spans.Length > MaxSpans && !IsFinite(spans) || spans.Length > 2 * MaxListed)
            return null;
        bool isTold = true;
        var sorted = spans.ToList();
        Sort(sorted, (a, b) =>
        {
            var order = Lows(a, b, run);
            isTold &= order is not null;
            return order ?? 0;
        });
        if (!isTold)
            return null;
        var merged = ImmutableArray.CreateBuilder<Span>();
        var current = sorted[0];
        for (int i = 1; i < sorted.Count; i++)
        {
            var next = sorted[i];
            var gap = current.High is null || next.Low is null ? -1 : ScalarOrder.Compare(next.Low, current.High, run);
            if (gap is null)
                return null;
            if (gap > 0 || gap == 0 && !next.HasLow && !current.HasHigh)
            {
                merged.Add(current);
                current = next;
                continue;
            }
            if (gap == 0 && current.IsPoint && next.IsPoint)
                continue;
            var ends = current.High is null ? 1 : next.High is null ? -1 : ScalarOrder.Compare(current.High, next.High, run);
            if (ends is null)
                return null;
            var (high, hasHigh) = ends > 0 ? (current.High, current.HasHigh)
                : ends < 0 ? (next.High, next.HasHigh)
                : (current.High, current.HasHigh || next.HasHigh);
            current = current with { High = high, HasHigh = hasHigh };
        }
        merged.Add(current);
        return merged.ToImmutable();
    }

    /// <summary>By insertion: few spans, and an order that is not told must not upset the sort.</summary>
    private static void Sort(List<Span> spans, Comparison<Span> compare)
    {
        for (int i = 1; i < spans.Count; i++)
        {
            var span = spans[i];
            int at = i;
            while (at > 0 && compare(spans[at - 1], span) > 0)
            {
                spans[at] = spans[at - 1];
                at--;
            }
            spans[at] = span;
        }
    }

    private static int? Lows(Span a, Span b, ComparisonRun run)
    {
        if (a.Low is null || b.Low is null)
            return a.Low is null ? b.Low is null ? 0 : -1 : 1;
        var order = ScalarOrder.Compare(a.Low, b.Low, run);
        return order == 0 ? b.HasLow.CompareTo(a.HasLow) : order;
    }
}
