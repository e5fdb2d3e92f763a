using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

/// <summary>
/// Constants as whole numbers of units of 2^-bits, rounded downwards or one unit less; made once for a number of bits (rounded up to a
/// multiple of 64) and kept. What was made first has no influence on a value.
/// </summary>
internal static class FixedConstants
{
    private const int Step = 64;
    private const int Guard = 64;
    private const int MaxBits = 32 * 1024;

    private static readonly Kept?[] s_pi = new Kept?[MaxBits / Step];
    private static readonly Kept?[] s_ln2 = new Kept?[MaxBits / Step];

    public static BigInteger Pi(int bits) => Get(s_pi, bits, static w => 16 * AtanInverse(5, w) - 4 * AtanInverse(239, w));

    public static BigInteger Ln2(int bits) =>
        Get(s_ln2, bits, static w => 18 * AtanhInverse(26, w) - 2 * AtanhInverse(4801, w) + 8 * AtanhInverse(8749, w));

    private static BigInteger Get(Kept?[] all, int bits, Func<int, BigInteger> make)
    {
        int index = (bits + Step - 1) / Step;
        if (index >= all.Length)
            return make(bits + Guard) >> Guard;
        var kept = all[index];
        if (kept == null)
            all[index] = kept = new(make(index * Step + Guard) >> Guard);
        int extra = index * Step - bits;
        return extra == 0 ? kept.Value : kept.Value >> extra;
    }

    /// <summary>atan(1/n).</summary>
    private static BigInteger AtanInverse(int n, int bits) => Series(n, bits, -1);

    /// <summary>artanh(1/n).</summary>
    private static BigInteger AtanhInverse(int n, int bits) => Series(n, bits, 1);

    private static BigInteger Series(int n, int bits, int sign)
    {
        var power = (BigInteger.One << bits) / n;
        var sum = power;
        int square = n * n;
        for (int k = 1; !power.IsZero; k++)
        {
            power /= square;
            var term = power / (2 * k + 1);
            sum = sign > 0 || k % 2 == 0 ? sum + term : sum - term;
        }
        return sum;
    }

    private sealed class Kept(BigInteger value)
    {
        public readonly BigInteger Value = value;
    }
}
