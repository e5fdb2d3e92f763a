using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

/// <summary>Whole roots of whole numbers.</summary>
internal static class IntegerRoots
{
    /// <summary>The square root of a number that is not negative, rounded downwards (Newton's steps that double the digits; M. Dickinson's form).</summary>
    public static BigInteger Sqrt(BigInteger value)
    {
        if (value.IsZero)
            return 0;
        int half = (int)((value.GetBitLength() - 1) / 2);
        int steps = 32 - BitOperations.LeadingZeroCount((uint)half);
        int d = 0;
        // The first digits without big numbers: below 2^31 the root is less than 2^16.
        while (steps > 0 && half >> (steps - 1) <= 15)
            d = half >> --steps;
        var a = new BigInteger(SmallSqrt((uint)(value >> (2 * (half - d)))));
        while (steps > 0)
        {
            int e = d;
            d = half >> --steps;
            a = (a << (d - e - 1)) + (value >> (2 * half - e - d + 1)) / a;
        }
        return a * a > value ? a - 1 : a;
    }

    /// <summary>The n-th root (n at least 2) of a number that is not negative, rounded downwards, by Newton's method from above.</summary>
    public static BigInteger Root(BigInteger value, int n)
    {
        if (n == 2)
            return Sqrt(value);
        if (value.IsZero || value.IsOne)
            return value;
        int bits = (int)value.GetBitLength();
        if (n >= bits)
            return 1;
        // The upper half of the root's digits first, so that few steps are long.
        int low = bits / n / 2;
        var root = low < 8 ? BigInteger.One << ((bits - 1) / n + 1) : (Root(value >> (low * n), n) + 1) << low;
        while (true)
        {
            var next = ((n - 1) * root + value / BigInteger.Pow(root, n - 1)) / n;
            if (next >= root)
                return root;
            root = next;
        }
    }

    private static uint SmallSqrt(uint value)
    {
        uint root = 0;
        for (uint bit = 1u << 15; bit != 0; bit >>= 1)
        {
            uint tried = root | bit;
            if ((ulong)tried * tried <= value)
                root = tried;
        }
        return root;
    }
}
