using System.Globalization;
using System.Numerics;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>A real number that is known exactly or within a ball.</summary>
internal readonly record struct RealValue(Fraction? Exact, Ball Ball)
{
    private const int LongestText = 24;

    /// <summary>The sign of this less the other; null where the ball does not tell.</summary>
    public int? CompareTo(Fraction other) =>
        Exact is { } exact ? exact.CompareTo(other) : Ball.Compare(Ball, Ball.From(other, Math.Max(64, (int)Math.Min(2_000, Ball.AccurateBits) + 32)));

    /// <summary>As people write it: a short fraction, a whole number, or so many digits.</summary>
    public string ToText(int digits = 10) => Exact is { } exact ? Text(exact, digits) : Ball.ToText(digits);

    /// <summary>A short whole number or fraction in full, else so many digits.</summary>
    public static string Text(Fraction value, int digits = 10)
    {
        if (value.Numerator.GetBitLength() + value.Denominator.GetBitLength() < LongestText * 3)
        {
            string top = value.Numerator.ToString(CultureInfo.InvariantCulture);
            return value.IsInteger ? top : top + "/" + value.Denominator.ToString(CultureInfo.InvariantCulture);
        }
        return Ball.From(value, 64 + digits * 4).ToText(digits);
    }

    /// <summary>A decimal as it was written: exactly, in full.</summary>
    public static string Text(DecimalLiteral literal)
    {
        if (literal.Decimals is < 0 or > 40 || literal.Value.Numerator.GetBitLength() > 200)
            return Ball.From(literal.Value, 256).ToText(Math.Clamp(literal.Digits, 1, 40));
        var scaled = BigInteger.Abs((literal.Value / literal.Unit).Numerator);
        string digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(literal.Decimals + 1, '0');
        string sign = literal.Value.Sign < 0 ? "-" : "";
        return literal.Decimals == 0 ? sign + digits : $"{sign}{digits[..^literal.Decimals]}.{digits[^literal.Decimals..]}";
    }
}
