using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads numbers whose units are strokes: <c>5'6"</c> in feet and inches, <c>30°15'20"</c> in degrees, minutes and seconds.</summary>
internal static class MarkedUnits
{
    /// <summary>Null where the stretch is none; the last mark may be missing.</summary>
    public static Expr? Read(TokenSpan span)
    {
        while (span.Count > 3 && span[span.Count - 1].Kind == TokenKind.Prime && span[span.Count - 2].Kind == TokenKind.Prime)
            span = span.Slice(0, span.Count - 2);
        if (span.Count < 3 || span[0].Kind != TokenKind.Number || span[2].Kind != TokenKind.Number || Number(span[0]) is not { } first
            || Number(span[2]) is not { } second)
            return null;
        if (span[1].Kind == TokenKind.Prime)
            return span.Count == 3 && second.CompareTo(12) < 0 && (span[2].Text.Length < 3 || span[2].Text.Contains('.', StringComparison.Ordinal))
                ? new Quantity(Value(first * (Fraction)12 + second), "in")
                : null;
        if (span[1].Kind != TokenKind.Degree || span.Count is not (4 or 5) || span[3].Kind != TokenKind.Prime || second.CompareTo(60) >= 0)
            return null;
        var angle = first + second / (Fraction)60;
        if (span.Count == 5)
        {
            if (span[4].Kind != TokenKind.Number || Number(span[4]) is not { } third)
                return null;
            angle += third / (Fraction)3600;
        }
        return new Degrees(Value(angle));
    }

    private static Fraction? Number(Token token) => NumberText.Read(token.Text) is Num number ? number.Value : null;

    private static Expr Value(Fraction value) => value.IsInteger ? new Num(value) : new Quotient(new Num(value.Numerator), new Num(value.Denominator));
}
