using System.Globalization;
using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Reading;

/// <summary>The value of a number in the spelling of the lexer.</summary>
internal static class NumberText
{
    /// <summary>The largest size of a decimal exponent that is written out; larger ones stay powers of ten.</summary>
    public const int MaxExponent = 2_000;

    /// <summary>Reads <c>12</c>, <c>1.50</c>, <c>0.1(6)</c>, <c>6.58e4</c> or <c>1/2</c> (of ½).</summary>
    public static Expr Read(string text)
    {
        var slash = text.IndexOf('/');
        if (slash > 0)
            return new Quotient(Num.Of(Whole(text.AsSpan(0, slash))), Num.Of(Whole(text.AsSpan(slash + 1))));
        var e = text.IndexOf('e');
        var mantissa = Mantissa(e < 0 ? text : text[..e]);
        if (e < 0)
            return mantissa;
        return int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && exponent is >= -MaxExponent and <= MaxExponent
            ? WithExponent(mantissa, exponent)
            : PowerOfTen(mantissa, BigInteger.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static Product PowerOfTen(Num mantissa, BigInteger exponent) => new([mantissa, new Power(Num.Of(10), Num.Of(exponent))]);

    /// <summary>mantissa × 10^exponent as one number, with the places that the mantissa shows.</summary>
    public static Expr WithExponent(Num mantissa, int exponent)
    {
        if (exponent is < -MaxExponent or > MaxExponent)
            return PowerOfTen(mantissa, exponent);
        var scale = BigInteger.Pow(10, Math.Abs(exponent));
        var value = exponent < 0 ? mantissa.Value / scale : mantissa.Value * scale;
        var digits = mantissa.Digits > 0 ? mantissa.Digits : SignificantDigits(mantissa.Value);
        return new Num(value, (mantissa.Decimals ?? 0) - exponent, digits);
    }

    private static int SignificantDigits(Fraction value) =>
        Math.Max(1, BigInteger.Abs(value.Numerator).ToString(CultureInfo.InvariantCulture).Length);

    private static Num Mantissa(string text)
    {
        var point = text.IndexOf('.');
        if (point < 0)
            return Num.Of(Whole(text));
        var bracket = text.IndexOf('(');
        var decimals = (bracket < 0 ? text.Length : bracket) - point - 1;
        var shown = string.Concat(text.AsSpan(0, point), text.AsSpan(point + 1, decimals));
        var value = new Fraction(Whole(shown), BigInteger.Pow(10, decimals));
        if (bracket < 0)
            return new(value, decimals, Math.Max(1, shown.AsSpan().TrimStart('0').Length));
        var repeat = text.AsSpan(bracket + 1, text.Length - bracket - 2);
        return new(value + new Fraction(Whole(repeat), (BigInteger.Pow(10, repeat.Length) - 1) * BigInteger.Pow(10, decimals)));
    }

    private static BigInteger Whole(ReadOnlySpan<char> digits) => digits.IsEmpty
        ? BigInteger.Zero
        : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
