using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads one quantity in several units: <c>1 hour 30 minutes</c>, <c>5 dollars and 30 cents</c>, <c>5 feet, 6 inches</c>.</summary>
internal static class CompoundQuantity
{
    /// <summary>In the largest unit for money, else in the smallest, with the other beside it; null where the stretch is none.</summary>
    public static Expr? Read(TokenSpan span, ReadingContext context)
    {
        // At least 1 h 30 min.
        if (span.Count is < 4 or > 24)
            return null;
        var parts = new List<(Num Value, string Unit, Fraction Size)>();
        var dimension = "";
        for (var i = 0; i < span.Count; i++)
        {
            if (parts.Count > 0 && (span[i].Kind == TokenKind.Comma || Prose.IsAnyOf(span[i], "and", "and")))
                continue;
            if (i + 1 >= span.Count || NumberAt(span[i]) is not { } value || span[i + 1].Kind is not (TokenKind.Words or TokenKind.Letters)
                || Units.Find(span[i + 1].Text) is not { } unit || !Units.TryMeasure(unit, out var of, out var size))
                return null;
            // Smaller and smaller units of one dimension, all but the last in whole numbers.
            if (parts.Count > 0 && (of != dimension || parts[^1].Size.CompareTo(size) <= 0 || !parts[^1].Value.Value.IsInteger))
                return null;
            dimension = of;
            parts.Add((value, unit, size));
            i++;
            if (i + 1 < span.Count && span[i + 1].Kind == TokenKind.Stop)
                i++;
        }
        if (parts.Count < 2)
            return null;
        Fraction total = 0;
        foreach (var (value, _, size) in parts)
            total += value.Value * size;
        var small = In(total, parts[^1].Unit, parts[^1].Size);
        var large = In(total, parts[0].Unit, parts[0].Size);
        var isMoney = parts[0].Unit == "dollar";
        if (context.Depth == 1)
            context.Others.Add(isMoney ? small : large);
        return isMoney ? large : small;
    }

    private static Num? NumberAt(Token token)
    {
        if (token.Kind == TokenKind.Number)
            return NumberText.Read(token.Text) as Num;
        if (token.Kind is not (TokenKind.Words or TokenKind.Letters))
            return null;
        return NumberWords.Read(ImmutableArray.Create(token.Text.ToLowerInvariant()).AsSpan(), out var value) == 1 ? new Num(value) : null;
    }

    private static Quantity In(Fraction total, string unit, Fraction size)
    {
        var value = total / size;
        return new(value.IsInteger ? new Num(value) : new Quotient(new Num(value.Numerator), new Num(value.Denominator)), unit);
    }
}
