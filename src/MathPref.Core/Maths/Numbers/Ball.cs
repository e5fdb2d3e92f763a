using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

/// <summary>
/// A real number that is known to lie within (mantissa ± radius) · 2^exponent. Every operation takes the precision of its result in bits and
/// gives a ball that surely contains the true value (midpoint-radius arithmetic; F. Johansson, "Arb: efficient arbitrary-precision
/// midpoint-radius interval arithmetic", 2017); with integers alone, so that it is the same on every machine. What is not defined (1/0,
/// ln of a ball with 0) or out of range gives <see cref="Undefined"/>, never an exception, and the cost is bounded by the precision.
/// </summary>
internal readonly partial struct Ball
{
    /// <summary>Sizes beyond 2^(2^48), and below its inverse, are undefined.</summary>
    private const long ExponentLimit = 1L << 48;

    public const int MaxPrecision = 8192;

    private readonly BigInteger _mantissa;
    private readonly long _exponent;
    private readonly uint _radius;
    private readonly bool _isUndefined;

    private Ball(BigInteger mantissa, long exponent, uint radius, bool isUndefined = false)
    {
        _mantissa = mantissa;
        _exponent = exponent;
        _radius = radius;
        _isUndefined = isUndefined;
    }

    public static Ball Undefined { get; } = new(0, 0, 0, true);

    public static Ball Zero => default;

    public static Ball One { get; } = new(1, 0, 0);

    public static Ball Half { get; } = new(1, -1, 0);

    public bool IsDefined => !_isUndefined;

    /// <summary>Known exactly: the radius is 0.</summary>
    public bool IsExact => _radius == 0 && !_isUndefined;

    /// <summary>Exactly 0.</summary>
    public bool IsZero => IsExact && _mantissa.IsZero;

    /// <summary>0 may be the value; true of what is undefined.</summary>
    public bool ContainsZero => _isUndefined || BigInteger.Abs(_mantissa) <= _radius;

    /// <summary>Surely above 0.</summary>
    public bool IsPositive => _mantissa.Sign > 0 && !ContainsZero;

    /// <summary>Surely below 0.</summary>
    public bool IsNegative => _mantissa.Sign < 0 && !ContainsZero;

    /// <summary>Surely the same: both are exact and equal.</summary>
    public bool IsExactly(int value) => IsExact && Compare(this, new(value, 0, 0)) == 0;

    /// <summary>The absolute value is below 2 to this power; <see cref="long.MinValue"/> for 0, <see cref="long.MaxValue"/> where undefined.</summary>
    public long Magnitude => _isUndefined ? long.MaxValue : _mantissa.IsZero && _radius == 0 ? long.MinValue : UpperAbs.Top;

    /// <summary>
    /// How many bits are known: the distance between <see cref="Magnitude"/> and that of the radius; 0 or less where nothing is,
    /// <see cref="long.MaxValue"/> where exact.
    /// </summary>
    public long AccurateBits => _isUndefined ? 0 : _radius == 0 ? long.MaxValue : Magnitude - Radius.Top;

    internal Bound Radius => Bound.Above(_radius, _exponent);

    internal Bound UpperAbs => Bound.Above(BigInteger.Abs(_mantissa) + _radius, _exponent);

    /// <summary>A lower bound of the absolute value; zero where 0 is contained.</summary>
    internal Bound LowerAbs => ContainsZero ? default : Bound.Below(BigInteger.Abs(_mantissa) - _radius, _exponent);

    /// <summary>The middle is below 2 to this power.</summary>
    private long Top => _mantissa.IsZero ? long.MinValue / 4 : BigInteger.Abs(_mantissa).GetBitLength() + _exponent;

    public static implicit operator Ball(int value) => new(value, 0, 0);

    /// <summary>Exactly this, of any length.</summary>
    public static Ball Exactly(BigInteger value) => new(value, 0, 0);

    public static Ball From(BigInteger value, int precision) => Make(value, 0, default, precision);

    public static Ball From(Fraction value, int precision) =>
        value.IsInteger ? From(value.Numerator, precision)
        : value.Numerator.GetBitLength() + value.Denominator.GetBitLength() < 2 * precision
            ? Divide(Exactly(value.Numerator), Exactly(value.Denominator), precision)
            : Divide(From(value.Numerator, precision + 8), From(value.Denominator, precision + 8), precision);

    /// <summary>2 to this power.</summary>
    public static Ball PowerOfTwo(long exponent) => Make(1, exponent, default, 2);

    /// <summary>-1, 0 or 1 where it is certain, null where the balls touch or one is undefined.</summary>
    public static int? Compare(in Ball a, in Ball b)
    {
        var difference = Difference(a, b);
        return difference.IsZero ? 0 : difference.IsPositive ? 1 : difference.IsNegative ? -1 : null;
    }

    /// <summary>The two may be the same number.</summary>
    public static bool Overlap(in Ball a, in Ball b) => Difference(a, b).ContainsZero;

    public static Ball Round(in Ball x, int precision) => x._isUndefined ? x : Make(x._mantissa, x._exponent, x.Radius, precision);

    /// <summary>With as many digits as tell the two apart where anything does.</summary>
    private static Ball Difference(in Ball a, in Ball b)
    {
        bool isNear = Math.Abs(a.Top - b.Top) < 3;
        return Subtract(a, b, isNear ? (int)Math.Max(a._mantissa.GetBitLength(), b._mantissa.GetBitLength()) + 40 : 40);
    }

    /// <summary>The middle is mantissa · 2^exponent, the radius so many of 2^exponent.</summary>
    public void Deconstruct(out BigInteger mantissa, out long exponent, out uint radius) => (mantissa, exponent, radius) = (_mantissa, _exponent, _radius);

    /// <summary>(mantissa · 2^exponent) ± error, rounded to the precision.</summary>
    private static Ball Make(BigInteger mantissa, long exponent, Bound error, int precision)
    {
        if (mantissa.IsZero)
        {
            return Around0(error);
        }
        long bits = mantissa.GetBitLength();
        long top = bits + exponent;
        if (Math.Abs(top) > ExponentLimit || (!error.IsZero && error.Top > ExponentLimit))
            return Undefined;
        long shift = bits - precision;
        if (error.IsZero)
        {
            if (shift <= 0)
                return new(mantissa, exponent, 0);
            var cut = mantissa >> (int)shift;
            // Whole numbers with many factors of 2 stay exact.
            bool isExact = BigInteger.TrailingZeroCount(mantissa) >= shift;
            return new(cut, exponent + shift, isExact ? 0u : 1u);
        }
        // The radius gets at most 30 bits, and as many as there is room for.
        shift = Math.Max(shift, error.Top - 30 - exponent);
        if (shift > bits + 1)
            return Around0(error + Bound.Above(1, top));
        mantissa = shift >= 0 ? mantissa >> (int)shift : mantissa << (int)-shift;
        exponent += shift;
        return new(mantissa, exponent, Units(error, exponent) + (shift > 0 ? 1u : 0));
    }

    /// <summary>0 ± error.</summary>
    private static Ball Around0(Bound error) =>
        error.IsZero ? default : Math.Abs(error.Top) > ExponentLimit ? Undefined : new(0, error.Exponent, error.Mantissa);

    /// <summary>The error in units of 2^exponent, rounded up.</summary>
    private static uint Units(Bound error, long exponent)
    {
        long shift = error.Exponent - exponent;
        return shift >= 0 ? error.Mantissa << (int)shift : shift <= -32 ? 1 : (error.Mantissa >> (int)-shift) + 1;
    }
}
