using System.Collections.Immutable;
using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads a scalar with what stands around it: currency, percent, degrees in words, big numbers' words, a unit.</summary>
internal static class QuantityReader
{
    public static Expr? Read(TokenSpan span, ReadingContext context)
    {
        if (span.Count == 0)
            return context.Fail("a value is missing");
        if (span.Count == 1 && span[0].Kind is TokenKind.Number or TokenKind.Command)
            return ValueReader.Scalar(span, context);
        if (span[span.Count - 1].Is(TokenKind.Close, ")") && span.MatchOf(span.Count - 1) is > 0 and var open
            && IsPrecision(span.Slice(open + 1, span.Count - open - 2)))
            return Read(span.Slice(0, open), context);
        if (Currency(span, context) is { } money)
            return money;
        if (span[span.Count - 1].Kind == TokenKind.Percent && span.IndexOf(TokenKind.Percent) == span.Count - 1 && span.Count > 1)
            return Read(span.Slice(0, span.Count - 1), context) is { } percentage ? new Percent(percentage) : null;
        if (Words(span, out var count) is { } number)
            return count == span.Count ? number : WithTail(number, span.Slice(count, span.Count - count), context);
        var tail = TailAt(span);
        if (tail <= 0)
        {
            var scalar = ValueReader.Scalar(span, context);
            if (scalar != null && context.Depth == 1 && BareUnit(span, context) is { } quantity)
                context.Others.Add(quantity);
            return scalar;
        }
        // Bare letters that make no unit are factors; short ones directly behind a number may be either.
        if (span[tail].Kind == TokenKind.Letters)
        {
            var product = HasProse(span, tail) ? null : ScalarReader.Read(span, out _);
            if (product != null && !UnitReader.TryRead(span.Slice(tail, span.Count - tail), out _))
                return product;
            if (product != null && context.Depth == 1 && span[tail].Text.Length <= 3 && !span[tail].HasSpaceBefore)
                context.Others.Add(product);
        }
        return ValueReader.Scalar(span.Slice(0, tail), context) is { } value ? WithTail(value, span.Slice(tail, span.Count - tail), context) : null;
    }

    /// <summary>$5, -$5, $5 million, $5 per hour, 5€.</summary>
    private static Expr? Currency(TokenSpan span, ReadingContext context)
    {
        var at = span[0].Kind == TokenKind.Minus ? 1 : 0;
        if (span.Count < at + 2)
            return null;
        var isNegative = at == 1;
        string? currency;
        if (span[at].Kind == TokenKind.Currency)
        {
            currency = UnitReader.OfCurrency(span[at].Text);
        }
        else
        {
            currency = UnitReader.OfCurrencyCode(span[at]);
            // US$5, Rs. 5
            if (currency != null && span[at + 1].Kind is TokenKind.Currency or TokenKind.Stop && span.Count > at + 2)
                at++;
        }
        if (currency == null || span[at + 1].Kind == TokenKind.Currency)
            return null;
        if (Read(span.Slice(at + 1, span.Count - at - 1), context) is not { } value)
            return null;
        var unit = currency;
        if (value is Quantity quantity)
        {
            value = quantity.Value;
            // "$5 dollars" says it twice, "$5 per hour" and "$5/hour" have more.
            unit = quantity.Unit == currency ? currency : quantity.Unit.StartsWith("1/", StringComparison.Ordinal) ? currency + quantity.Unit[1..] : currency;
        }
        return new Quantity(isNegative ? new Neg(value) : value, unit);
    }

    /// <summary>A number in words at the beginning, and how many tokens it took.</summary>
    public static Expr? Words(TokenSpan span, out int count)
    {
        count = 0;
        if (span[0].Kind is not (TokenKind.Words or TokenKind.Letters) || span[0].Text.Length < 3)
            return null;
        var words = new List<string>();
        var ends = new List<int>();
        for (var i = 0; i < span.Count && words.Count < 40; i++)
        {
            var token = span[i];
            if (token.Kind == TokenKind.Minus && !token.HasSpaceBefore && i > 0)
                continue;
            if (token.Kind is not (TokenKind.Words or TokenKind.Letters))
                break;
            words.Add(token.Text.ToLowerInvariant());
            ends.Add(i + 1);
        }
        var taken = NumberWords.Read(words.ToArray(), out var value);
        if (taken == 0)
            return null;
        count = ends[taken - 1];
        return value.IsInteger ? new Num(value) : new Quotient(new Num(value.Numerator), new Num(value.Denominator));
    }

    /// <summary>Where the unit begins: at the first word outside of brackets; 0 where there is none.</summary>
    private static int TailAt(TokenSpan span)
    {
        for (var i = 1; i < span.Count; i = span.After(i))
        {
            var token = span[i];
            var before = span[i - 1];
            switch (token.Kind)
            {
                case TokenKind.Words when before.Kind == TokenKind.Divide && i > 1 && Units.Find(token.Text) != null:
                    return i - 1;
                case TokenKind.Words when before.Kind is not (TokenKind.Underscore or TokenKind.Plus or TokenKind.Minus or TokenKind.Times):
                    // \mathrm{e}^2 and \operatorname{Re}(z) are no units.
                    if (token.Text.Length == 1 || IsCalled(span, i) ? Units.Find(token.Text) != null : !Prose.IsName(token.Text) || token.Text is "min"
                        || IsSeconds(span, i))
                        return i;
                    break;
                case TokenKind.Letters when before.Kind is TokenKind.Number or TokenKind.Close or TokenKind.Command or TokenKind.Bang
                    or TokenKind.Percent or TokenKind.Letters:
                    if (IsUnit(span, i) && !HasLetters(span, i))
                        return i;
                    break;
                case TokenKind.Currency:
                    return i;
                case TokenKind.Degree when i + 1 < span.Count && span[i + 1].Text is "C" or "F" or "Celsius" or "Fahrenheit":
                    return i;
                case TokenKind.Command when token.Text == "frac" && i + 2 < span.Count && span[i + 1].Kind == TokenKind.Open
                    && (IsUnitWord(span[i + 2]) || IsUnitFraction(span, i)):
                    return i;
                case TokenKind.Open when token.Text == "(" && span.MatchOf(i) == span.Count - 1 && span.Count > i + 2
                    && IsRemark(span.Slice(i + 1, span.Count - i - 2)):
                    return i;
            }
        }
        return 0;
    }

    /// <summary>Whether a word of prose with a blank before it stands there: "12 cm by 5 cm" is no product of letters.</summary>
    private static bool HasProse(TokenSpan span, int from)
    {
        for (var i = from; i < span.Count; i++)
        {
            if (span[i].HasSpaceBefore && Prose.IsWord(span[i]))
                return true;
        }
        return false;
    }

    private static bool HasLetters(TokenSpan span, int to)
    {
        for (var i = 0; i < to; i++)
        {
            if (span[i].Kind == TokenKind.Letters && !Prose.IsName(span[i].Text))
                return true;
        }
        return false;
    }

    private static bool IsUnitWord(Token token) => token.Kind == TokenKind.Words && !Prose.IsName(token.Text);

    /// <summary>Whether a fraction behind a number is one unit over another in plain letters: 60 \frac{km}{h}.</summary>
    private static bool IsUnitFraction(TokenSpan span, int at) => at + 7 == span.Count && span[at - 1].Kind == TokenKind.Number
        && span[at + 2] is { Kind: TokenKind.Letters, Text.Length: > 1 } top && Units.Find(top.Text) != null && span[at + 3].Kind == TokenKind.Close
        && span[at + 5].Kind == TokenKind.Letters && Units.Find(span[at + 5].Text) != null;

    /// <summary>Whether brackets behind a value hold words alone: (in cm), (approximately).</summary>
    private static bool IsRemark(TokenSpan inner)
    {
        for (var i = 0; i < inner.Count; i++)
        {
            if (!IsUnitWord(inner[i]) && !(i > 0 && inner[i].Kind == TokenKind.Stop) && !(inner[i].Kind == TokenKind.Letters && inner[i].Text.Length > 1
                && (Prose.IsWord(inner[i]) || Units.Find(inner[i].Text) != null || PlainWords.IsTrailer(inner[i].Text))))
                return false;
        }
        return true;
    }

    /// <summary>sec without an argument is no secant.</summary>
    private static bool IsSeconds(TokenSpan span, int at) => span[at].Text is "sec"
        && (at == span.Count - 1 || span[at + 1].Kind is TokenKind.Divide or TokenKind.Close or TokenKind.Stop);

    /// <summary>(to 2 d.p.), (3 s.f.), (2 decimal places), (nearest cent), (double root), (multiplicity 2).</summary>
    private static bool IsPrecision(TokenSpan inner)
    {
        var isKnown = false;
        for (var i = 0; i < inner.Count; i++)
        {
            var token = inner[i];
            if (token.Kind is TokenKind.Letters or TokenKind.Words)
            {
                isKnown |= token.Text is "dp" or "sf" or "decimal" or "decimals" or "significant" or "sig" or "rounded" or "nearest" or "correct" or "double"
                    or "multiplicity" or "twice" or "repeated" || token.Text is "d" or "s" && i + 2 < inner.Count && inner[i + 1].Kind == TokenKind.Stop
                        && inner[i + 2].Text is "p" or "f";
            }
            else if (token.Kind is not (TokenKind.Number or TokenKind.Stop))
            {
                return false;
            }
        }
        return isKnown;
    }

    private static bool IsCalled(TokenSpan span, int at) => at + 1 < span.Count && span[at + 1].Kind == TokenKind.Open && !span[at + 1].HasSpaceBefore;

    /// <summary>
    /// Whether bare letters begin a unit: words of prose, units of several letters, or one letter of m/s and its like behind a number and a blank.
    /// </summary>
    private static bool IsUnit(TokenSpan span, int at)
    {
        var token = span[at];
        if (token.Text.Length > 1)
        {
            if (token.Text == "min")
                return !IsCalled(span, at);
            if (IsSeconds(span, at))
                return true;
            return !Prose.IsName(token.Text) && !IsCalled(span, at) && (Prose.IsWord(token) && (token.Text.Length > 3 || token.HasSpaceBefore)
                || Units.Find(token.Text) != null || NumberWords.Scale(token.Text) != 0
                || token.Text is "of" or "a" or "sq" or "cu");
        }
        return at == 1 && span[0].Kind == TokenKind.Number && token.HasSpaceBefore && Units.Find(token.Text) != null
            && at + 2 < span.Count && span[at + 1].Kind == TokenKind.Divide && Units.Find(span[at + 2].Text) != null
            && IsAllUnit(span.Slice(at, span.Count - at));
    }

    private static bool IsAllUnit(TokenSpan span) => UnitReader.TryRead(span, out var unit) && Units.TryMeasure(unit, out _, out _);

    /// <summary>5 m: five times m, or five metres.</summary>
    private static Quantity? BareUnit(TokenSpan span, ReadingContext context)
    {
        var at = span.Count - 1;
        while (at > 1 && span[at].Kind != TokenKind.Letters)
            at--;
        if (at < 1 || span[at].Kind != TokenKind.Letters || span[at].Text.Length > 1 || !span[at].HasSpaceBefore || Units.Find(span[at].Text) == null)
            return null;
        for (var i = 0; i < at; i++)
        {
            if (span[i].Kind is TokenKind.Letters or TokenKind.Relation)
                return null;
        }
        return IsAllUnit(span.Slice(at, span.Count - at)) && UnitReader.TryRead(span.Slice(at, span.Count - at), out var unit)
            && ScalarReader.Read(span.Slice(0, at), out _) is { } value ? new(value, unit) : null;
    }

    /// <summary>What stands behind a value: words of scale, percent, degrees, a unit, or words that say nothing.</summary>
    private static Expr? WithTail(Expr value, TokenSpan tail, ReadingContext context)
    {
        while (tail.Count > 0 && tail[0].Kind is TokenKind.Words or TokenKind.Letters
            && NumberWords.Scale(tail[0].Text.ToLowerInvariant()) is var scale and not 0
            && !(tail[0].Text.Length == 1))
        {
            value = Scaled(value, scale);
            tail = tail.Slice(1, tail.Count - 1);
        }
        // "of a mile" behind a fraction: the unit of what it is a part of.
        while (tail.Count > 1 && Prose.IsAnyOf(tail[0], "of", "a"))
            tail = tail.Slice(1, tail.Count - 1);
        while (tail.Count > 1 && tail[0].Kind == TokenKind.Minus)
            tail = tail.Slice(1, tail.Count - 1);
        if (tail.Count == 0)
            return value;
        if (Prose.IsAnyOf(tail[0], "percent", "pct"))
            return new Percent(value);
        if (tail.Count == 1 && Prose.IsAnyOf(tail[0], "degrees", "degree"))
            return new Degrees(value);
        if (!UnitReader.TryRead(tail, out var unit))
            return context.Fail($"not understood behind a value: {SpanText.Of(tail)}");
        if (unit.Length == 0)
            return value;
        return unit == "degree" ? new Degrees(value) : new Quantity(value, unit);
    }

    private static Expr Scaled(Expr value, int scale)
    {
        var factor = scale < 0 ? new BigInteger(12) : BigInteger.Pow(10, scale);
        return value switch
        {
            Num { Decimals: { } decimals } num when scale > 0 => num with { Value = num.Value * (Fraction)factor, Decimals = decimals - scale },
            Num num => new Num(num.Value * (Fraction)factor),
            _ => new Product(ImmutableArray.Create<Expr>(value, Num.Of(factor))),
        };
    }
}
