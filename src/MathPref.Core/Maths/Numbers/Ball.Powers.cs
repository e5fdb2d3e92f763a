using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct Ball
{
    /// <summary>Undefined where the ball is not surely 0 or more.</summary>
    public static Ball Sqrt(in Ball x, int precision)
    {
        if (x.IsZero)
            return x;
        if (!x.IsPositive)
            return Undefined;
        long shift = Math.Max(0, 2 * (precision + 2) - x._mantissa.GetBitLength());
        if (((x._exponent - shift) & 1) != 0)
            shift++;
        var square = x._mantissa << (int)shift;
        var root = IntegerRoots.Sqrt(square);
        long exponent = (x._exponent - shift) / 2;
        if (x._radius == 0 && root * root == square)
            return Stripped(root, exponent, precision);
        // |√x - √m| <= |x - m| / √m
        var error = Bound.Above(1, exponent);
        if (x._radius != 0)
            error += x.Radius / Bound.Below(root, exponent);
        return Make(root, exponent, error, precision);
    }

    /// <summary>The principal root of a number that is 0 or more; exact where it is.</summary>
    public static Ball Root(in Ball x, int n, int precision)
    {
        if (n == 2)
            return Sqrt(x, precision);
        if (n < 1)
            return n == 0 ? Undefined : Divide(One, Root(x, n == int.MinValue ? int.MaxValue : -n, precision + 4), precision);
        if (n == 1 || x.IsZero)
            return Round(x, precision);
        if (!x.IsPositive)
            return Undefined;
        var root = Exp(Divide(Ln(x, precision + 16), n, precision + 16), precision);
        if (x._radius != 0 || !root.IsDefined)
            return root;
        int zeros = (int)BigInteger.TrailingZeroCount(x._mantissa);
        var odd = x._mantissa >> zeros;
        long exponent = x._exponent + zeros;
        if (exponent % n != 0 || (n > odd.GetBitLength() && !odd.IsOne))
            return root;
        var whole = IntegerRoots.Root(odd, n);
        return BigInteger.Pow(whole, n) == odd ? Make(whole, exponent / n, default, precision) : root;
    }

    /// <summary>0^0 is 1; exact where the result fits in the precision.</summary>
    public static Ball Power(in Ball x, long n, int precision)
    {
        if (x._isUndefined)
            return x;
        if (n == 0)
            return One;
        if (n == 1)
            return Round(x, precision);
        if (n < 0)
            return n == long.MinValue ? Undefined : Divide(One, Power(x, -n, precision + 4), precision);
        if (x.IsZero)
            return x;
        // A power of 2 by its exponent alone.
        if (x._radius == 0 && BigInteger.Abs(x._mantissa).IsPowerOfTwo)
        {
            long size = x.Top - 1;
            bool isFar = size != 0 && n > 2 * ExponentLimit / Math.Abs(size);
            return isFar ? Undefined : Make(x._mantissa.Sign < 0 && (n & 1) != 0 ? -1 : 1, size * n, default, precision);
        }
        int top = 63 - BitOperations.LeadingZeroCount((ulong)n);
        int working = precision + top + 8;
        var result = x;
        for (int i = top - 1; i >= 0 && result.IsDefined; i--)
        {
            result = Multiply(result, result, working);
            if (((n >> i) & 1) != 0)
                result = Multiply(result, x, working);
        }
        return Round(result, precision);
    }

    /// <summary>Of any exponent for a positive base; a whole exponent, which must be exact, for every base.</summary>
    public static Ball Power(in Ball x, in Ball y, int precision)
    {
        if (x._isUndefined || y._isUndefined)
            return Undefined;
        if (y.TryGetInteger(out var whole) && whole.GetBitLength() < 63)
            return Power(x, (long)whole, precision);
        if (x.IsExactly(1))
            return One;
        if (x.IsZero && y.IsPositive)
            return x;
        if (y._radius == 0 && y._exponent == -1 && y._mantissa.GetBitLength() < 63)
            return Power(Sqrt(x, precision + 16), (long)y._mantissa, precision);
        // As many bits more as the exponent of e has in front of its point.
        var ln = Ln(x, precision + 16);
        long size = ln.IsDefined && y.Magnitude < 64 && ln.Magnitude < 64 ? Math.Max(0, y.Magnitude + ln.Magnitude) : 0;
        if (size > 49 || !ln.IsDefined)
            return Undefined;
        int working = precision + 16 + (int)size;
        return Exp(Multiply(Ln(x, working), y, working), precision);
    }

    /// <summary>True for an exact whole number of at most 64 thousand bits.</summary>
    public bool TryGetInteger(out BigInteger value)
    {
        value = default;
        if (!IsExact || Top > 65536 || (_exponent < 0 && !_mantissa.IsZero && BigInteger.TrailingZeroCount(_mantissa) < -_exponent))
            return false;
        value = _mantissa.IsZero ? 0 : Shift(_mantissa, _exponent);
        return true;
    }
}
