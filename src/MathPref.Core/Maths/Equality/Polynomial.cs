using System.Numerics;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// A polynomial with whole coefficients in up to 8 generators. A monomial is one word: 8 bits of exponent (0 to 127) a generator, the first generator
/// lowest. Terms stand by falling monomials, none of them 0. Immutable.
/// </summary>
internal sealed class Polynomial
{
    public const int Generators = 8;
    public const int MaxExponent = 127;

    /// <summary>Set where an exponent has grown beyond <see cref="MaxExponent"/>.</summary>
    private const ulong Overflow = 0x8080_8080_8080_8080;

    private readonly ulong[] _monomials;
    private readonly BigInteger[] _coefficients;

    private Polynomial(ulong[] monomials, BigInteger[] coefficients)
    {
        _monomials = monomials;
        _coefficients = coefficients;
    }

    public static Polynomial Zero { get; } = new([], []);

    public static Polynomial One { get; } = new([0], [BigInteger.One]);

    public int Count => _monomials.Length;

    public bool IsZero => _monomials.Length == 0;

    public bool IsConstant => _monomials is [] or [0];

    public bool IsOne => _monomials is [0] && _coefficients[0].IsOne;

    /// <summary>The value of a constant one.</summary>
    public BigInteger Constant => IsZero ? BigInteger.Zero : _coefficients[^1];

    public ReadOnlySpan<ulong> Monomials => _monomials;

    public ReadOnlySpan<BigInteger> Coefficients => _coefficients;

    /// <summary>The sign of the first term.</summary>
    public int Sign => IsZero ? 0 : _coefficients[0].Sign;

    public static Polynomial Of(BigInteger value) => value.IsZero ? Zero : value.IsOne ? One : new([0], [value]);

    public static Polynomial Term(ulong monomial, BigInteger coefficient) => coefficient.IsZero ? Zero : new([monomial], [coefficient]);

    public static ulong Monomial(int generator, int exponent) => (ulong)exponent << (8 * generator);

    public static int Exponent(ulong monomial, int generator) => (int)(monomial >> (8 * generator)) & 0xff;

    /// <summary>Whether the product of two monomials has an exponent that is too large.</summary>
    public static bool IsTooLarge(ulong product) => (product & Overflow) != 0;

    public static Polynomial Add(Polynomial a, Polynomial b)
    {
        if (a.IsZero)
            return b;
        if (b.IsZero)
            return a;
        var monomials = new ulong[a.Count + b.Count];
        var coefficients = new BigInteger[a.Count + b.Count];
        int n = 0;
        for (int i = 0, j = 0; i < a.Count || j < b.Count;)
        {
            if (j == b.Count || i < a.Count && a._monomials[i] > b._monomials[j])
            {
                (monomials[n], coefficients[n]) = (a._monomials[i], a._coefficients[i++]);
            }
            else if (i == a.Count || a._monomials[i] < b._monomials[j])
            {
                (monomials[n], coefficients[n]) = (b._monomials[j], b._coefficients[j++]);
            }
            else
            {
                (monomials[n], coefficients[n]) = (a._monomials[i], a._coefficients[i++] + b._coefficients[j++]);
                if (coefficients[n].IsZero)
                    continue;
            }
            n++;
        }
        return n == 0 ? Zero : n == monomials.Length ? new(monomials, coefficients) : new(monomials[..n], coefficients[..n]);
    }

    public static Polynomial Subtract(Polynomial a, Polynomial b) => Add(a, b.Times(BigInteger.MinusOne));

    /// <summary>From terms in any order, which may repeat.</summary>
    public static Polynomial From(ulong[] monomials, BigInteger[] coefficients)
    {
        Array.Sort(monomials, coefficients);
        int n = 0;
        for (int i = 0; i < monomials.Length;)
        {
            ulong monomial = monomials[i];
            var sum = coefficients[i++];
            for (; i < monomials.Length && monomials[i] == monomial; i++)
                sum += coefficients[i];
            if (!sum.IsZero)
                (monomials[n], coefficients[n++]) = (monomial, sum);
        }
        if (n == 0)
            return Zero;
        Array.Reverse(monomials, 0, n);
        Array.Reverse(coefficients, 0, n);
        return n == monomials.Length ? new(monomials, coefficients) : new(monomials[..n], coefficients[..n]);
    }

    public Polynomial Times(BigInteger factor)
    {
        if (factor.IsOne)
            return this;
        if (factor.IsZero)
            return Zero;
        var coefficients = new BigInteger[Count];
        for (int i = 0; i < Count; i++)
            coefficients[i] = _coefficients[i] * factor;
        return new(_monomials, coefficients);
    }

    /// <summary>All coefficients divided by a number that divides them.</summary>
    public Polynomial DividedBy(BigInteger divisor)
    {
        if (divisor.IsOne)
            return this;
        var coefficients = new BigInteger[Count];
        for (int i = 0; i < Count; i++)
            coefficients[i] = _coefficients[i] / divisor;
        return new(_monomials, coefficients);
    }

    /// <summary>The greatest common divisor of the coefficients, above 0; 0 for the zero.</summary>
    public BigInteger Content()
    {
        var content = BigInteger.Zero;
        foreach (var coefficient in _coefficients)
        {
            content = BigInteger.GreatestCommonDivisor(content, coefficient);
            if (content.IsOne)
                break;
        }
        return content;
    }

    public bool Same(Polynomial other) => ReferenceEquals(this, other)
        || _monomials.AsSpan().SequenceEqual(other._monomials) && _coefficients.AsSpan().SequenceEqual(other._coefficients);

    public long MaxBits()
    {
        long most = 0;
        foreach (var coefficient in _coefficients)
            most = Math.Max(most, coefficient.GetBitLength());
        return most;
    }
}
