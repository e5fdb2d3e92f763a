using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

/// <summary>
/// Bernoulli numbers with even index, by the tangent numbers (R. Brent, D. Harvey, "Fast computation of Bernoulli, Tangent and Secant
/// numbers", 2011).
/// </summary>
internal static class Bernoulli
{
    public const int MaxCount = 512;

    private static Fraction[] s_known = [];

    /// <summary>B(2), B(4), …, at least so many.</summary>
    public static Fraction[] First(int count)
    {
        var known = s_known;
        if (known.Length >= count)
            return known;
        int length = 32;
        while (length < count)
            length *= 2;
        return s_known = Make(length);
    }

    private static Fraction[] Make(int count)
    {
        var tangents = new BigInteger[count + 1];
        tangents[1] = 1;
        for (int k = 2; k <= count; k++)
            tangents[k] = (k - 1) * tangents[k - 1];
        for (int k = 2; k <= count; k++)
        {
            for (int j = k; j <= count; j++)
                tangents[j] = (j - k) * tangents[j - 1] + (j - k + 2) * tangents[j];
        }
        var numbers = new Fraction[count];
        for (int n = 1; n <= count; n++)
        {
            var power = BigInteger.One << (2 * n);
            numbers[n - 1] = new((n % 2 == 1 ? 2 * n : -2 * n) * tangents[n], power * (power - 1));
        }
        return numbers;
    }
}
