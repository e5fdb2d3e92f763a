using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;
using Tuple = MathPref.Core.Maths.Expressions.Tuple;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads one value: a set, a ratio, what brackets enclose, a quantity, a number of another base, or a scalar.</summary>
internal static class ValueReader
{
    public static Expr? Read(TokenSpan span, ReadingContext context)
    {
        span = SpanText.Trim(span);
        if (span.Count == 0)
            return context.Fail("a value is missing");
        span = Prose.Skip(span);
        if (SetReader.HasOperator(span))
            return SetReader.Read(span, context);
        if (Ratio(span, context) is { } ratio)
            return ratio;
        if (OutOf(span, context) is { } share)
            return share;
        if (Transposed(span) is { } row)
            span = row;
        if (SpanText.IsEnclosed(span))
        {
            var read = BracketReader.Read(span, context, out var isStructure);
            if (isStructure)
                return read;
        }
        return SetReader.Named(span, context) ?? NamedPoint(span, context) ?? BasedReader.Read(span) ?? Spaced(span) ?? Remainder(span)
            ?? MarkedUnits.Read(span) ?? QuantityReader.Read(span, context);
    }

    /// <summary>(1, 2, 3)^T: the bracket, which is a column as it is a row.</summary>
    private static TokenSpan? Transposed(TokenSpan span)
    {
        var mark = span.Count - (span.Count > 3 && span[span.Count - 1].Is(TokenKind.Close, "}") ? 2 : 1);
        var caret = mark == span.Count - 1 ? mark - 1 : mark - 2;
        if (caret < 4 || span[caret].Kind != TokenKind.Caret || span[mark].Text is not ("T" or "top" or "intercal"))
            return null;
        var bracket = span.Slice(0, caret);
        return SpanText.IsEnclosed(bracket) && bracket[0].Text is "(" or "[" && bracket.Slice(1, caret - 2).IndexOf(TokenKind.Comma) > 0 ? bracket : null;
    }

    /// <summary>3 R 2, 3 remainder 2.</summary>
    private static Apply? Remainder(TokenSpan span) => span.Count == 3 && span[0].Kind == TokenKind.Number && span[2].Kind == TokenKind.Number
        && span[1].Kind is TokenKind.Letters or TokenKind.Words && span[1].Text is "R" or "r" or "remainder" && span[2].HasSpaceBefore
        ? new("remainder", [NumberText.Read(span[0].Text), NumberText.Read(span[2].Text)])
        : null;

    /// <summary>5 3 -2: numbers with blanks alone between them.</summary>
    private static Listing? Spaced(TokenSpan span)
    {
        if (span.Count < 2 || span[1].Kind is not (TokenKind.Number or TokenKind.Minus) && span[0].Kind != TokenKind.Minus)
            return null;
        var values = ImmutableArray.CreateBuilder<Expr>();
        var hasNeighbours = false;
        for (var i = 0; i < span.Count; i++)
        {
            var isNegative = span[i].Kind == TokenKind.Minus;
            if (i > 0 && !span[i].HasSpaceBefore || isNegative && (i + 1 == span.Count || span[i + 1].HasSpaceBefore))
                return null;
            if (isNegative)
                i++;
            else
                hasNeighbours |= i > 0;
            if (span[i].Kind != TokenKind.Number)
                return null;
            var value = NumberText.Read(span[i].Text);
            // ½ behind a number makes a mixed one.
            if (value is not Num)
                return null;
            values.Add(isNegative ? new Neg(value) : value);
        }
        return values.Count > 1 && hasNeighbours ? new(values.ToImmutable()) : null;
    }

    /// <summary>A stretch that is to be a scalar or a matrix.</summary>
    public static Expr? Scalar(TokenSpan span, ReadingContext context)
    {
        var read = ScalarReader.Read(span, out var problem);
        return read ?? context.Fail(problem ?? $"not understood: {SpanText.Of(span)}");
    }

    /// <summary>7 : 32, 1 : 2 : 3, 7 to 32.</summary>
    private static Ratio? Ratio(TokenSpan span, ReadingContext context)
    {
        var count = 0;
        for (var i = 0; i < span.Count; i = span.After(i))
            count += IsRatioSign(span, i) ? 1 : 0;
        if (count == 0)
            return null;
        var items = ImmutableArray.CreateBuilder<Expr>(count + 1);
        var start = 0;
        for (var i = 0; i <= span.Count; i = i < span.Count ? span.After(i) : i + 1)
        {
            if (i < span.Count && !IsRatioSign(span, i))
                continue;
            var part = span.Slice(start, i - start);
            if (part.Count == 0 || QuantityReader.Read(SpanText.Trim(part), context) is not { } item)
            {
                context.Fail($"a ratio without a side: {SpanText.Of(span)}");
                return null;
            }
            items.Add(item);
            start = i + 1;
        }
        return new(items.ToImmutable());
    }

    /// <summary>3 out of 4, or 1 in 4, is a part of the whole.</summary>
    private static Expr? OutOf(TokenSpan span, ReadingContext context)
    {
        for (var i = 1; i < span.Count - 1; i = span.After(i))
        {
            if (!(Prose.IsAnyOf(span[i], "out", "out") && i + 2 < span.Count && Prose.IsAnyOf(span[i + 1], "of", "of")) && !IsOneIn(span, i))
                continue;
            var behind = IsOneIn(span, i) ? i + 1 : i + 2;
            return QuantityReader.Read(span.Slice(0, i), context) is { } part
                && QuantityReader.Read(span.Slice(behind, span.Count - behind), context) is { } whole
                ? new Quotient(part, whole)
                : null;
        }
        return null;
    }

    /// <summary>"in" between two numbers.</summary>
    private static bool IsOneIn(TokenSpan span, int at) => Prose.IsAnyOf(span[at], "in", "in") && at == 1 && span.Count == 3
        && (span[2].Kind == TokenKind.Number || NumberWords.OfBase(span[2].Text.ToLowerInvariant()) > 0);

    private static bool IsRatioSign(TokenSpan span, int at) => span[at].Kind == TokenKind.Colon
        || at > 0 && at < span.Count - 1 && Prose.IsAnyOf(span[at], "to", "to") && !Prose.IsWord(span[at - 1]) && !Prose.IsWord(span[at + 1]);

    /// <summary>A(1, 2): the point A.</summary>
    private static Expr? NamedPoint(TokenSpan span, ReadingContext context)
    {
        if (span.Count < 6 || span[0].Kind != TokenKind.Letters || span[0].Text.Length != 1 || !char.IsAsciiLetterUpper(span[0].Text[0])
            || !span[1].Is(TokenKind.Open, "("))
            return null;
        var bracket = span.Slice(1, span.Count - 1);
        if (!SpanText.IsEnclosed(bracket) || BracketReader.Read(bracket, context, out _) is not Tuple point)
            return null;
        var named = new Relation([new Sym(span[0].Text), point], [RelationSign.Equal]);
        // C(54, 26) is a number of choices rather than the point C.
        if (span[0].Text is not ("C" or "P")
            || point.Items is not [Num { Decimals: null, Value.IsInteger: true } n, Num { Decimals: null, Value: { IsInteger: true } k }]
            || k.Sign < 0 || n.Value.CompareTo(k) < 0)
            return named;
        if (context.Depth == 1)
            context.Others.Add(named);
        return Scalar(span, context);
    }
}
