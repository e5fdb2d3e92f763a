using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Scorers;

/// <summary>Writes a number as it was shown: with its digits behind the point, in scientific notation, as a fraction.</summary>
internal static class LatexNumber
{
    private const int MaxDigits = 200;

    private static readonly Fraction s_tiny = new(1, 1000);

    /// <summary>Whether it is written as a fraction: a repeating decimal, which is exact.</summary>
    public static bool IsFraction(Num number) => !number.Value.IsInteger && number.Decimals is not > 0;

    /// <summary>
    /// Whether it is written with a power of ten: where places before the point are not shown, and where a scorer that rounds to six places would see 0.
    /// </summary>
    public static bool IsScientific(Num number) => number.Decimals is < 0 || number.Decimals is > 6 && !number.Value.IsZero && number.Value.Abs() < s_tiny;

    /// <summary>The number; null where it has too many digits.</summary>
    public static string? Of(Num number)
    {
        if (number.Value.Bits > MaxDigits * 3 || number.Decimals is > MaxDigits or < -MaxDigits)
            return null;
        if (IsScientific(number))
            return Scientific(number, number.Decimals!.Value);
        if (IsFraction(number))
        {
            var value = number.Value.Abs();
            return FormattableString.Invariant($@"{(number.Value.Sign < 0 ? "-" : "")}\frac{{{value.Numerator}}}{{{value.Denominator}}}");
        }
        return Digits(number.Value, number.Decimals ?? 0);
    }

    /// <summary>A whole number or a decimal.</summary>
    public static string Digits(Fraction value, int decimals)
    {
        var shifted = value.Abs() * new Fraction(10, 1).Pow(decimals);
        string digits = FormattableString.Invariant($"{shifted.Numerator / shifted.Denominator}");
        if (decimals > 0)
        {
            digits = digits.PadLeft(decimals + 1, '0');
            digits = digits[..^decimals] + "." + digits[^decimals..];
        }
        return (value.Sign < 0 ? "-" : "") + digits;
    }

    /// <summary>One digit before the point, and as many behind it as were shown.</summary>
    private static string Scientific(Num number, int decimals)
    {
        string digits = Digits(number.Value.Abs() * new Fraction(10, 1).Pow(decimals), 0);
        int exponent = digits.Length - 1 - decimals;
        string mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        string power = FormattableString.Invariant($"{exponent}");
        return $@"{(number.Value.Sign < 0 ? "-" : "")}{mantissa} \times 10^{(power.Length == 1 ? power : $"{{{power}}}")}";
    }
}
