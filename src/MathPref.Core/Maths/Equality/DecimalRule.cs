using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>How a decimal stands to a number.</summary>
internal enum DecimalFit
{
    /// <summary>It is exactly that number.</summary>
    Equal,

    /// <summary>It is the number rounded (a half either way) or cut to the digits shown, and they are enough.</summary>
    Shown,

    /// <summary>It is the number rounded or cut, but to too few digits to tell.</summary>
    TooFewDigits,

    /// <summary>It is another number.</summary>
    Different,

    /// <summary>The number is not known well enough.</summary>
    Undecided,
}

/// <summary>
/// When a decimal stands for a number: when it is that number rounded or cut (towards 0) to the digits shown, at least so many significant ones. What
/// floating point prints, 15 or more significant digits, stands for a number that it meets within 10^-14 of its size: 0.30000000000000004 is 0.3.
/// </summary>
internal static class DecimalRule
{
    private const int FloatingDigits = 15;

    private static readonly Fraction _floatingError = new(1, 100_000_000_000_000);

    public static DecimalFit Fit(DecimalLiteral literal, RealValue number, int leastDigits)
    {
        var value = literal.Value;
        if (number.Exact is { } exact && exact == value)
            return DecimalFit.Equal;
        bool isNegative = value.Sign < 0 || value.IsZero && number.CompareTo(0) < 0;
        var size = value.Abs();
        if (literal.Digits >= FloatingDigits && !value.IsZero)
        {
            var error = size * _floatingError;
            var near = Within(number, isNegative, size - error, size + error, hasHigh: true);
            if (near is not false)
                return near is true ? DecimalFit.Shown : DecimalFit.Undecided;
        }
        var unit = literal.Unit;
        return Within(number, isNegative, value.IsZero ? 0 : size - unit / 2, size + unit, hasHigh: false) switch
        {
            null => DecimalFit.Undecided,
            false => DecimalFit.Different,
            true => literal.Digits >= leastDigits && !value.IsZero ? DecimalFit.Shown : DecimalFit.TooFewDigits,
        };
    }

    /// <summary>Whether one of two decimals shows as many digits as floating point has, and they differ by its error at most.</summary>
    public static bool AreOneFloating(DecimalLiteral a, DecimalLiteral b) =>
        Math.Max(a.Digits, b.Digits) >= FloatingDigits && !b.Value.IsZero && (a.Value - b.Value).Abs().CompareTo(b.Value.Abs() * _floatingError) <= 0;

    /// <summary>Whether the number, or its negative, lies between the two bounds, the lower one included.</summary>
    private static bool? Within(RealValue number, bool isNegative, Fraction low, Fraction high, bool hasHigh)
    {
        if (number.CompareTo(isNegative ? -low : low) is not { } toLow || number.CompareTo(isNegative ? -high : high) is not { } toHigh)
            return null;
        if (isNegative)
            (toLow, toHigh) = (-toLow, -toHigh);
        return toLow >= 0 && (toHigh < 0 || hasHigh && toHigh == 0);
    }
}
