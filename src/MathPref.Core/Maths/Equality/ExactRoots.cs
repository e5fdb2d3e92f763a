using System.Numerics;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Roots and logarithms that come out as fractions.</summary>
internal static class ExactRoots
{
    private const int MaxLogarithmBits = 4_000;
    private const int MaxFractionBits = 300;
    private const int MaxLogarithm = 1_000;

    /// <summary>The root of a fraction where it is one; of a negative one for odd indices, the real root. Else null.</summary>
    public static Fraction? Root(Fraction radicand, int index)
    {
        if (index < 1 || radicand.Sign < 0 && index % 2 == 0)
            return null;
        if (index == 1 || radicand.IsZero)
            return radicand;
        return WholeRoot(BigInteger.Abs(radicand.Numerator), index) is { } top && WholeRoot(radicand.Denominator, index) is { } bottom
            ? new Fraction(radicand.Sign < 0 ? -top : top, bottom)
            : null;
    }

    /// <summary>The whole root of a number of at least 0; null where it has none.</summary>
    public static BigInteger? WholeRoot(BigInteger value, int index)
    {
        if (value.IsZero || value.IsOne || index == 1)
            return value;
        if (value.GetBitLength() <= index)
            return null;
        if (index == 2 && !MayBeSquare(value))
            return null;
        var root = FloorRoot(value, index);
        return BigInteger.Pow(root, index) == value ? root : null;
    }

    /// <summary>The greatest whole number whose power is not above the value.</summary>
    public static BigInteger FloorRoot(BigInteger value, int index)
    {
        if (value < long.MaxValue && index == 2)
        {
            // The square root of a double is exact to the last bit by its standard, on every machine.
            long small = (long)value;
            long guess = (long)Math.Sqrt(small);
            while (guess * (Int128)guess > small)
                guess--;
            while ((guess + 1) * (Int128)(guess + 1) <= small)
                guess++;
            return guess;
        }
        return IntegerRoots.Root(value, index);
    }

    /// <summary>The r with @base^r = value where it is a fraction; both above 0 and the base not 1. By Euclid's steps on the exponents.</summary>
    public static Fraction? Logarithm(Fraction value, Fraction @base)
    {
        if (value.Sign <= 0 || @base.Sign <= 0 || @base == 1)
            return null;
        if (value == 1)
            return 0;
        if (@base < 1)
            return -Logarithm(value, 1 / @base);
        if (value < 1)
            return -Logarithm(1 / value, @base);
        return Above1(value, @base, 12);
    }

    private static Fraction? Above1(Fraction value, Fraction @base, int depth)
    {
        // log_b v = n + 1 / log_{v / b^n} b, with n the whole part.
        int whole = 0;
        for (; value >= @base; whole++)
        {
            // What grows here has no common power, and would take long.
            long bits = value.Numerator.GetBitLength() + value.Denominator.GetBitLength();
            if (whole > MaxLogarithm || bits > (value.IsInteger ? MaxLogarithmBits : MaxFractionBits))
                return null;
            value /= @base;
        }
        if (value == 1)
            return whole;
        return depth > 0 && Above1(@base, value, depth - 1) is { } rest ? whole + 1 / rest : null;
    }

    /// <summary>No square ends, in base 16, in another digit than 0, 1, 4 or 9.</summary>
    private static bool MayBeSquare(BigInteger value) => (int)(value & 15) is 0 or 1 or 4 or 9;
}
