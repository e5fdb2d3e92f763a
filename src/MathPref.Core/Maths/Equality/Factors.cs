using System.Numerics;

namespace MathPref.Core.Maths.Equality;

/// <summary>Whole numbers in factors.</summary>
internal static class Factors
{
    private const int LargestDivisor = 1_000;

    /// <summary>
    /// The primes of a positive number with their powers. What is left when all primes below 1,000 are taken out stands last as if it were prime
    /// (the square root of it, where it is a square).
    /// </summary>
    public static List<(BigInteger Prime, int Power)> Of(BigInteger value)
    {
        var factors = new List<(BigInteger, int)>(4);
        for (int divisor = 2; divisor <= LargestDivisor && !value.IsOne; divisor += divisor == 2 ? 1 : 2)
        {
            if (value < int.MaxValue)
            {
                Small(factors, (int)value, divisor);
                return factors;
            }
            int power = 0;
            while (true)
            {
                var quotient = BigInteger.DivRem(value, divisor, out var rest);
                if (!rest.IsZero)
                    break;
                value = quotient;
                power++;
            }
            if (power > 0)
                factors.Add((divisor, power));
        }
        Last(factors, value);
        return factors;
    }

    private static void Small(List<(BigInteger, int)> factors, int value, int divisor)
    {
        for (; divisor <= LargestDivisor && divisor <= value / divisor; divisor += divisor == 2 ? 1 : 2)
        {
            int power = 0;
            for (; value % divisor == 0; power++)
                value /= divisor;
            if (power > 0)
                factors.Add((divisor, power));
        }
        Last(factors, value);
    }

    private static void Last(List<(BigInteger, int)> factors, BigInteger rest)
    {
        if (rest.IsOne)
            return;
        if (ExactRoots.WholeRoot(rest, 2) is { } root)
            factors.Add((root, 2));
        else
            factors.Add((rest, 1));
    }
}
