using System.Numerics;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Arithmetic of whole numbers that <see cref="BigInteger"/> lacks.</summary>
internal static class Whole
{
    /// <summary>The greatest whole number that is not above the value.</summary>
    public static BigInteger Floor(Fraction value)
    {
        if (value.IsInteger)
            return value.Numerator;
        var quotient = BigInteger.DivRem(value.Numerator, value.Denominator, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>first (first + step) … last, halved again and again, so that long numbers meet long ones.</summary>
    public static BigInteger Product(int first, int last, int step)
    {
        if (first > last)
            return BigInteger.One;
        int count = (last - first) / step + 1;
        if (count <= 12)
        {
            BigInteger total = first;
            for (int i = 1; i < count; i++)
                total *= first + i * step;
            return total;
        }
        int middle = first + count / 2 * step;
        return Product(first, middle - step, step) * Product(middle, last, step);
    }
}
