using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Values for variables at which two functions are compared: pseudo-random, the same everywhere, by the number of the point and the place of the
/// variable in the order of names. Real values are odd multiples of 1/64 of four sizes, from 1/64 to 12, of both signs where the domain lets them;
/// under a floor some are halves.
/// </summary>
internal static class SamplePoints
{
    public static Fraction Real(int point, int variable, VariableDomain domain)
    {
        ulong random = Mix((ulong)(point * 64 + variable + 1));
        if (domain.HasFlag(VariableDomain.Whole))
            return WholeNumber(point, random);
        if (domain.HasFlag(VariableDomain.Stepped) && point % 3 == 1)
            return new(1 + (int)(random % 24) - (domain.HasFlag(VariableDomain.Positive) ? 0 : 12), 2);
        int size = domain.HasFlag(VariableDomain.Unit) ? 0 : (point + variable) % 4;
        var (from, to) = size switch
        {
            0 => (1, 60),
            1 => (66, 190),
            2 => (2, 120),
            _ => (130, point > 10 ? 4_000 : 760),
        };
        int units = (from + (int)(random % (ulong)(to - from))) | 1;
        bool isNegative = !domain.HasFlag(VariableDomain.Positive) && (size == 2 || size == 0 && (random >> 40 & 1) == 1);
        return new(isNegative ? -units : units, 64);
    }

    /// <summary>The imaginary part where variables are complex.</summary>
    public static Fraction Imaginary(int point, int variable) => Real(point, variable + 32, VariableDomain.Any);

    private static Fraction WholeNumber(int point, ulong random) => 2 + (int)(random % (ulong)(5 + 2 * Math.Min(point, 10)));

    /// <summary>SplitMix64 (G. Steele, D. Lea, C. Flood: "Fast splittable pseudorandom number generators", 2014).</summary>
    private static ulong Mix(ulong seed)
    {
        ulong z = seed * 0x9e3779b97f4a7c15;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        return z ^ z >> 31;
    }
}
