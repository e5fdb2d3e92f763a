using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct Ball
{
    /// <summary>Arguments of sin and cos beyond 2^4096 are not reduced.</summary>
    private const int MaxReducedBits = 4096;

    public static Ball Pi(int precision) => Make(FixedConstants.Pi(precision + 8), -precision - 8, Bound.Above(2, -precision - 8), precision);

    public static Ball Sin(in Ball x, int precision)
    {
        SinCos(x, precision, out var sin, out _);
        return sin;
    }

    public static Ball Cos(in Ball x, int precision)
    {
        SinCos(x, precision, out _, out var cos);
        return cos;
    }

    public static void SinCos(in Ball x, int precision, out Ball sin, out Ball cos) => SinCos(x, precision, 0, out sin, out cos);

    private static void SinCos(in Ball x, int precision, int extra, out Ball sin, out Ball cos)
    {
        sin = cos = Undefined;
        if (x._isUndefined)
            return;
        if (x.IsZero)
        {
            sin = default;
            cos = One;
            return;
        }
        long top = x.Top;
        var delta = x.Radius;
        if (top > MaxReducedBits)
            return;
        if (top < -precision / 2 - 2)
        {
            // sin x = x ± |x|^3, cos x = 1 ± x^2
            var square = x.UpperAbs * x.UpperAbs;
            sin = Add(x, Around0(square * x.UpperAbs), precision);
            cos = Make(1, 0, square, precision);
            return;
        }
        int q = Math.Min(2 + precision / 128, 20);
        int bits = precision + 16 + 2 * q + (int)Math.Max(0, -top) + extra;
        int whole = (int)Math.Max(0, top) + 2;
        // x = k π/2 + t with |t| <= π/4; t is known to 3 units.
        int quadrant = 0;
        BigInteger t;
        if (top >= 0)
        {
            var quarter = FixedConstants.Pi(bits + whole - 1);
            var k = BigInteger.DivRem(x.ToFixed(bits + whole) + (quarter >> 1), quarter, out t);
            if (t.Sign < 0)
            {
                t += quarter;
                k -= 1;
            }
            t = (t - (quarter >> 1)) >> whole;
            // Next to a multiple of π/2 as many bits more as the small one of the two has lost.
            int lost = (int)Math.Min(bits - BigInteger.Abs(t).GetBitLength(), precision);
            if (lost > 8 && extra == 0 && (delta.IsZero || delta.Top < -bits))
            {
                SinCos(x, precision, lost, out sin, out cos);
                return;
            }
            quadrant = (int)(k & 3);
        }
        else
        {
            t = x.ToFixed(bits);
        }
        ulong units = FixedSinCos(t, bits, q, out var s, out var c);
        var error = Bound.Above(units, -bits) + delta;
        var first = Make(s, -bits, error, precision);
        var second = Make(c, -bits, error, precision);
        (sin, cos) = quadrant switch
        {
            0 => (first, second),
            1 => (second, -first),
            2 => (-first, -second),
            _ => (-second, first),
        };
    }

    /// <summary>Undefined where the argument's radius hides the cosine's sign.</summary>
    public static Ball Tan(in Ball x, int precision)
    {
        SinCos(x, precision + 8, out var sin, out var cos);
        return Divide(sin, cos, precision);
    }

    public static Ball Atan(in Ball x, int precision)
    {
        if (x._isUndefined || x.IsZero)
            return x;
        long top = x.Top;
        bool isBeyond1 = top > 1 || (top == 1 && !BigInteger.Abs(x._mantissa).IsPowerOfTwo);
        if (isBeyond1 && !x.ContainsZero)
        {
            var rest = Atan(Divide(One, x, precision + 8), precision + 8);
            var right = Times2To(Pi(precision + 8), -1);
            return Subtract(x._mantissa.Sign < 0 ? -right : right, rest, precision);
        }
        if (isBeyond1)
            return Around0(Bound.Above(2, 0));
        // atan x = x ± |x|^3
        if (top < -precision / 2 - 2)
            return Add(x, Around0(x.UpperAbs * x.UpperAbs * x.UpperAbs), precision);
        int bits = precision + 16 + (int)Math.Max(0, -top);
        var value = Logarithms.Atan(Shift(BigInteger.Abs(x._mantissa), x._exponent + bits), bits, out ulong units);
        return Make(x._mantissa.Sign < 0 ? -value : value, -bits, Bound.Above(units, -bits) + x.Radius, precision);
    }

    /// <summary>Sine and cosine of t, |t| below 0.8 and known to 3 units: the series of t / 2^q, and its point of the circle squared q times.</summary>
    private static ulong FixedSinCos(BigInteger t, int bits, int q, out BigInteger sin, out BigInteger cos)
    {
        bool isNegative = t.Sign < 0;
        var u = BigInteger.Abs(t) >> q;
        var square = (u * u) >> bits;
        sin = u;
        cos = BigInteger.One << bits;
        var term = cos;
        var odd = u;
        uint n = 1;
        bool isMinus = true;
        do
        {
            term = ((term * square) >> bits) / ((2 * n - 1) * 2 * n);
            odd = ((odd * square) >> bits) / (2 * n * (2 * n + 1));
            if (isMinus)
            {
                cos -= term;
                sin -= odd;
            }
            else
            {
                cos += term;
                sin += odd;
            }
            isMinus = !isMinus;
            n++;
        }
        while (!term.IsZero);
        for (int i = 0; i < q; i++)
        {
            var s = (sin * cos) >> (bits - 1);
            cos = (BigInteger.One << bits) - ((sin * sin) >> (bits - 1));
            sin = s;
        }
        if (isNegative)
            sin = -sin;
        return (8UL * n + 24) << (2 * q);
    }
}
