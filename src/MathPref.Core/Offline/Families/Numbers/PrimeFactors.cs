using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Numbers;

/// <summary>A whole number as a product of powers of primes.</summary>
internal static class PrimeFactors
{
    public static int[] Primes { get; } = [2, 3, 5, 7, 11, 13, 17, 19, 23];

    /// <summary>The primes in rising order with their exponents, of a number from 1 on.</summary>
    public static IReadOnlyList<(int Prime, int Exponent)> Of(int number)
    {
        List<(int Prime, int Exponent)> factors = [];
        for (int p = 2; p <= number / p; p++)
        {
            int exponent = 0;
            for (; number % p == 0; number /= p)
                exponent++;
            if (exponent > 0)
                factors.Add((p, exponent));
        }
        if (number > 1)
            factors.Add((number, 1));
        return factors;
    }

    /// <summary><c>2^{3} \cdot 5</c>.</summary>
    public static string Text(IEnumerable<(int Prime, int Exponent)> factors) => string.Join(@" \cdot ", factors.Select(f => Power(f.Prime, f.Exponent)));

    public static string Power(int number, int exponent) => exponent == 1 ? Tex.Text(number) : $"{number}^{{{exponent}}}";

    public static int Raise(int number, int exponent) => Enumerable.Repeat(number, exponent).Aggregate(1, (product, factor) => product * factor);

    public static int Gcd(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    /// <summary>A number between the bounds that has two primes or more in it.</summary>
    public static int Draw(Rng rng, int least, int most)
    {
        while (true)
        {
            int number = 1, primes = rng.Next(2, 4);
            for (int i = 0; i < primes; i++)
                number *= PrimeFactors.Raise(rng.Pick(Primes[..6]), rng.Next(1, i == 0 ? 3 : 2));
            if (number >= least && number <= most && Of(number).Count > 1)
                return number;
        }
    }
}
