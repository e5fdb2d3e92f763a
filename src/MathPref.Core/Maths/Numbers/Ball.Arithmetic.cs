using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct Ball
{
    public static Ball operator -(in Ball x) => new(-x._mantissa, x._exponent, x._radius, x._isUndefined);

    public static Ball Add(in Ball a, in Ball b, int precision)
    {
        if (a._isUndefined || b._isUndefined)
            return Undefined;
        if (a._exponent < b._exponent)
            return Add(b, a, precision);
        if (a.IsZero)
            return Round(b, precision);
        if (b.IsZero)
            return Round(a, precision);
        // The sum is made at an exponent below which nothing matters: two bits more than asked for, and the larger radius stays in 31 bits.
        long exponent = Math.Max(b._exponent, Math.Max(a.Top, b.Top) - precision - 2);
        if (a._radius != 0)
            exponent = Math.Max(exponent, a._exponent + 1 - BitOperations.LeadingZeroCount(a._radius));
        var sum = AtExponent(a, exponent, out ulong radiusA) + AtExponent(b, exponent, out ulong radiusB);
        return Make(sum, exponent, Bound.Above(radiusA + radiusB, exponent), precision);
    }

    public static Ball Subtract(in Ball a, in Ball b, int precision) => Add(a, -b, precision);

    public static Ball Multiply(in Ball a, in Ball b, int precision)
    {
        if (a._isUndefined || b._isUndefined)
            return Undefined;
        var error = default(Bound);
        if (a._radius != 0)
            error = a.Radius * b.UpperAbs;
        if (b._radius != 0)
            error += b.Radius * Bound.Above(a._mantissa, a._exponent);
        return Make(a._mantissa * b._mantissa, a._exponent + b._exponent, error, precision);
    }

    /// <summary>Undefined where the divisor may be 0.</summary>
    public static Ball Divide(in Ball a, in Ball b, int precision)
    {
        if (a._isUndefined || b.ContainsZero)
            return Undefined;
        if (a.IsZero)
            return default;
        long shift = Math.Max(0, precision + 4 + b._mantissa.GetBitLength() - a._mantissa.GetBitLength());
        long exponent = a._exponent - b._exponent - shift;
        var quotient = BigInteger.DivRem(a._mantissa << (int)shift, b._mantissa, out var rest);
        if (a.IsExact && b.IsExact && rest.IsZero)
            return Stripped(quotient, exponent, precision);
        // |x/y - a/b| <= (da + |a/b| db) / |y|
        var error = Bound.Above(1, exponent);
        if (a._radius != 0 || b._radius != 0)
            error += (a.Radius + (Bound.Above(quotient, exponent) + Bound.Above(1, exponent)) * b.Radius) / b.LowerAbs;
        return Make(quotient, exponent, error, precision);
    }

    public static Ball Times2To(in Ball x, long power) =>
        x._isUndefined || x.IsZero ? x
        : Math.Abs(x.Magnitude + power) > ExponentLimit || Math.Abs(power) > 2 * ExponentLimit ? Undefined
        : new(x._mantissa, x._exponent + power, x._radius);

    public static Ball Abs(in Ball x) =>
        x._isUndefined ? x
        : !x.ContainsZero || x._radius == 0 ? x._mantissa.Sign < 0 ? -x : x
        // Between 0 and |middle| + radius.
        : new(BigInteger.Abs(x._mantissa) + x._radius, x._exponent - 1, (uint)(BigInteger.Abs(x._mantissa) + x._radius));

    /// <summary>Mantissa over 2^exponent rounded downwards, and a radius in those units.</summary>
    private static BigInteger AtExponent(in Ball x, long exponent, out ulong radius)
    {
        long shift = x._exponent - exponent;
        if (shift >= 0)
        {
            radius = (ulong)x._radius << (int)shift;
            return x._mantissa << (int)shift;
        }
        radius = (shift <= -32 ? 0 : x._radius >> (int)-shift) + 2u;
        return Shift(x._mantissa, shift);
    }

    /// <summary>Times 2^shift, rounded downwards.</summary>
    private static BigInteger Shift(BigInteger value, long shift) =>
        shift >= 0 ? value << (int)shift : value >> (int)Math.Min(-shift, int.MaxValue);

    /// <summary>Exactly mantissa · 2^exponent, without the factors of 2 that make it long; rounded to the precision.</summary>
    private static Ball Stripped(BigInteger mantissa, long exponent, int precision)
    {
        if (mantissa.IsZero)
            return default;
        int zeros = (int)BigInteger.TrailingZeroCount(mantissa);
        return Make(mantissa >> zeros, exponent + zeros, default, precision);
    }
}
