using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

/// <summary>Logarithms and arctangents in fixed point: a table of 128ths brings the argument near, a series does the rest.</summary>
internal static class Logarithms
{
    private const int Guard = 32;
    private static readonly FixedTable s_logarithms = new(256, LnOf128ths);
    private static readonly FixedTable s_arctangents = new(129, AtanOf128ths);

    /// <summary>ln(y 2^k) for y in [0.75, 1.5), which is wrong by a unit at most, in units of 2^-bits; right to <paramref name="units"/>.</summary>
    public static BigInteger Ln(BigInteger y, long k, int bits, out ulong units)
    {
        int j = (int)((y >> (bits - 8)) + 1) >> 1;
        var near = new BigInteger(j) << (bits - 7);
        var z = ((y - near) << bits) / (y + near);
        var sum = OddSeries(z, bits, 1, out int terms) << 1;
        if (j != 128)
            sum += s_logarithms.Get(j, bits);
        if (k != 0)
            sum += (k * FixedConstants.Ln2(bits + 56)) >> 56;
        units = 6UL * (uint)terms + 24;
        return sum;
    }

    /// <summary>atan(x) for x in [0, 1], which is wrong by a unit at most.</summary>
    public static BigInteger Atan(BigInteger x, int bits, out ulong units)
    {
        int j = (int)((x >> (bits - 8)) + 1) >> 1;
        var z = j == 0 ? x : (((x << 7) - (new BigInteger(j) << bits)) << bits) / ((new BigInteger(128) << bits) + j * x);
        var sum = OddSeries(z, bits, -1, out int terms);
        if (j != 0)
            sum += s_arctangents.Get(j, bits);
        units = 3UL * (uint)terms + 16;
        return sum;
    }

    /// <summary>z + sign z^3/3 + z^5/5 + sign z^7/7 …</summary>
    private static BigInteger OddSeries(BigInteger z, int bits, int sign, out int terms)
    {
        bool isNegative = z.Sign < 0;
        var power = BigInteger.Abs(z);
        var square = (z * z) >> bits;
        var sum = power;
        for (terms = 1; ; terms++)
        {
            power = (power * square) >> bits;
            if (power.IsZero)
                return isNegative ? -sum : sum;
            var term = power / (2 * terms + 1);
            sum = sign > 0 || terms % 2 == 0 ? sum + term : sum - term;
        }
    }

    /// <summary>ln(j/128) = 2 artanh((j - 128) / (j + 128)).</summary>
    private static BigInteger LnOf128ths(int j, int bits)
    {
        bits += Guard;
        int top = j - 128;
        int bottom = j + 128;
        var power = (new BigInteger(Math.Abs(top)) << bits) / bottom;
        var sum = power;
        for (int n = 3; !power.IsZero; n += 2)
        {
            power = power * (top * top) / (bottom * bottom);
            sum += power / n;
        }
        return (Math.Sign(top) * sum) >> (Guard - 1);
    }

    /// <summary>atan(x) = y/x (1 + 2/3 y + 2·4/(3·5) y^2 + …) with y = x^2 / (1 + x^2) (Euler).</summary>
    private static BigInteger AtanOf128ths(int j, int bits)
    {
        bits += Guard;
        int bottom = 128 * 128 + j * j;
        var term = (new BigInteger(128 * j) << bits) / bottom;
        var sum = term;
        for (int n = 1; !term.IsZero; n++)
        {
            term = term * (2L * n * j * j) / ((2L * n + 1) * bottom);
            sum += term;
        }
        return sum >> Guard;
    }
}
