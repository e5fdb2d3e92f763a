using System.Numerics;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Offline.Families.Functions;

/// <summary>Exact powers and logarithms of whole numbers.</summary>
internal static class Powers
{
    /// <summary>The smallest m and the largest p with m^p = number; null for numbers below 2 or too large to be of use.</summary>
    public static (int Base, int Exponent)? Of(Fraction number)
    {
        if (!number.IsInteger || number.CompareTo(2) < 0 || number.CompareTo(10_000_000) > 0)
            return null;
        int value = (int)number.Numerator;
        for (int m = 2; (long)m * m <= value; m++)
        {
            int rest = value, exponent = 0;
            for (; rest % m == 0; exponent++)
                rest /= m;
            // The smallest divisor decides: its power must be the number, or the number is a power of a product.
            if (rest == 1)
                return (m, exponent);
        }
        return (value, 1);
    }

    /// <summary>log of the argument to that base, where it is rational.</summary>
    public static Fraction? Log(Fraction @base, Fraction argument)
    {
        if (argument == 1)
            return Of(@base) is null ? null : 0;
        bool below = argument.CompareTo(1) < 0;
        if (argument.Sign <= 0 || Of(@base) is not { } root || Of(below ? 1 / argument : argument) is not { } power || power.Base != root.Base)
            return null;
        return new Fraction(below ? -power.Exponent : power.Exponent, root.Exponent);
    }

    public static Fraction Pow(int @base, int exponent) => ((Fraction)(BigInteger)@base).Pow(exponent);
}
