using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

/// <summary>A bound of a size, rounded to 31 bits: an upper one where it comes from <c>Above</c>, a lower one from <c>Below</c>.</summary>
internal readonly struct Bound
{
    private Bound(uint mantissa, long exponent)
    {
        Mantissa = mantissa;
        Exponent = exponent;
    }

    public uint Mantissa { get; }

    public long Exponent { get; }

    public bool IsZero => Mantissa == 0;

    /// <summary>The size is below 2 to this power.</summary>
    public long Top => Exponent + 32 - BitOperations.LeadingZeroCount(Mantissa);

    /// <summary>At least mantissa times 2^exponent.</summary>
    public static Bound Above(ulong mantissa, long exponent)
    {
        int excess = 33 - BitOperations.LeadingZeroCount(mantissa);
        return excess <= 0 ? new((uint)mantissa, exponent) : new((uint)(mantissa >> excess) + 1, exponent + excess);
    }

    /// <summary>At least |mantissa| times 2^exponent.</summary>
    public static Bound Above(BigInteger mantissa, long exponent)
    {
        long excess = Math.Max(0, mantissa.GetBitLength() - 31);
        // A shift rounds downwards, which for negative numbers is away from zero.
        long top = Math.Abs((long)(mantissa >> (int)excess));
        return Above((ulong)top + (excess > 0 ? 1UL : 0), exponent + excess);
    }

    /// <summary>At most mantissa times 2^exponent, for a mantissa that is not negative.</summary>
    public static Bound Below(BigInteger mantissa, long exponent)
    {
        long excess = Math.Max(0, mantissa.GetBitLength() - 31);
        return new((uint)(mantissa >> (int)excess), exponent + excess);
    }

    public static Bound operator +(Bound a, Bound b)
    {
        if (a.IsZero)
            return b;
        if (b.IsZero)
            return a;
        var (high, low) = a.Exponent >= b.Exponent ? (a, b) : (b, a);
        long distance = high.Exponent - low.Exponent;
        return distance <= 31
            ? Above(((ulong)high.Mantissa << (int)distance) + low.Mantissa, low.Exponent)
            : Above(((ulong)high.Mantissa << 31) + (low.Mantissa >> (int)Math.Min(31, distance - 31)) + 1, high.Exponent - 31);
    }

    /// <summary>An upper bound of the product of two upper bounds.</summary>
    public static Bound operator *(Bound a, Bound b) => Above((ulong)a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    /// <summary>An upper bound of the quotient of an upper by a lower bound that is not zero.</summary>
    public static Bound operator /(Bound a, Bound b) =>
        a.IsZero ? a : Above(((ulong)a.Mantissa << 32) / b.Mantissa + 1, a.Exponent - b.Exponent - 32);

    public Bound Times2To(long power) => IsZero ? this : new(Mantissa, Exponent + power);
}
