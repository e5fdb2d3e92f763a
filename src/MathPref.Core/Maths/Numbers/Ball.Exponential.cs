using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct Ball
{
    /// <summary>Undefined where the argument is not known to a half, or the result out of range.</summary>
    public static Ball Exp(in Ball x, int precision)
    {
        if (x._isUndefined)
            return x;
        if (x.IsZero)
            return One;
        var delta = x.Radius;
        long top = x.Top;
        if ((!delta.IsZero && delta.Top > -1) || top > 49)
            return Undefined;
        // e^x = 1 + x + at most x^2
        if (top < -precision)
            return Add(Add(1, x, precision), Around0(x.UpperAbs * x.UpperAbs), precision);

        int q = SquareRootOf(precision);
        int bits = precision + 20 + q;
        int whole = (int)Math.Max(0, top) + 2;
        // x = k ln 2 + t with 0 <= t < ln 2; t is known to 3 units.
        var ln2 = FixedConstants.Ln2(bits + whole);
        var wide = x.ToFixed(bits + whole);
        var quotient = BigInteger.DivRem(wide, ln2, out var rest);
        if (rest.Sign < 0)
        {
            rest += ln2;
            quotient -= 1;
        }
        // e^(t / 2^q) by its series, then squared q times.
        var u = rest >> (q + whole);
        var sum = (BigInteger.One << bits) + u;
        var term = u;
        uint k = 1;
        while (true)
        {
            term = ((term * u) >> bits) / ++k;
            if (term.IsZero)
                break;
            sum += term;
        }
        for (int i = 0; i < q; i++)
            sum = (sum * sum) >> bits;
        // Terms are wrong by less than 3 units each; squaring doubles that, and the values' product is below 2.
        long exponent = (long)quotient - bits;
        var error = Bound.Above((3UL * k + 10) << (q + 1), exponent);
        if (!delta.IsZero)
            error += Bound.Above(sum, exponent) * delta * Bound.Above(2, 0) + error;
        return Make(sum, exponent, error, precision);
    }

    /// <summary>The natural logarithm; undefined where the ball is not surely positive.</summary>
    public static Ball Ln(in Ball x, int precision)
    {
        if (!x.IsPositive)
            return Undefined;
        int scale = (int)x._mantissa.GetBitLength();
        long k = scale + x._exponent;
        // x = y 2^k with y in [0.75, 1.5)
        int twice = Shift(x._mantissa, 3 - scale) < 6 ? 1 : 0;
        k -= twice;
        scale -= twice;
        int bits = precision + 16;
        if (k == 0)
        {
            var away = x._mantissa - (BigInteger.One << scale);
            if (away.IsZero && x._radius == 0)
                return default;
            // Near 1 as many bits more as ln is small.
            long lost = away.IsZero ? precision + 8 : scale - away.GetBitLength();
            if (lost > precision + 4)
            {
                // ln(1 + d) = d - at most d^2
                var d = new Ball(away, -scale, x._radius);
                if (d.UpperAbs.Top < 0)
                    return Add(d, Around0(d.UpperAbs * d.UpperAbs), precision);
                lost = 0;
            }
            bits += (int)lost;
        }
        var middle = Logarithms.Ln(Shift(x._mantissa, bits - scale), k, bits, out ulong units);
        var error = Bound.Above(units, -bits);
        if (x._radius != 0)
            error += x.Radius / x.LowerAbs;
        return Make(middle, -bits, error, precision);
    }

    /// <summary>Mantissa · 2^exponent in units of 2^-bits, rounded downwards.</summary>
    private BigInteger ToFixed(int bits) => Shift(_mantissa, _exponent + bits);

    /// <summary>About 0.7 of the root: how often an argument is halved before its series.</summary>
    private static int SquareRootOf(int precision)
    {
        int root = 4;
        while (root < 44 && root * root * 2 < precision)
            root++;
        return root;
    }
}
