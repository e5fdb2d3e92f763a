using System.Globalization;
using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

/// <summary>An exact rational number in lowest terms with a positive denominator; prints as LaTeX, the same in every culture.</summary>
internal readonly record struct Fraction : IComparable<Fraction>
{
    // One less than the denominator, so that default(Fraction) is zero.
    private readonly BigInteger _excess;

    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsOne)
        {
            Numerator = numerator;
            return;
        }
        if (denominator.IsZero)
            throw new DivideByZeroException();
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _excess = denominator / divisor - 1;
    }

    private Fraction(BigInteger numerator, BigInteger excess, bool isLowest)
    {
        _ = isLowest;
        Numerator = numerator;
        _excess = excess;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _excess + 1;

    public bool IsZero => Numerator.IsZero;

    public bool IsOne => Numerator.IsOne && IsInteger;

    public bool IsInteger => _excess.IsZero;

    public int Sign => Numerator.Sign;

    /// <summary>Of numerator and denominator together.</summary>
    public long Bits => BigInteger.Abs(Numerator).GetBitLength() + _excess.GetBitLength();

    public static implicit operator Fraction(int value) => new(value, 0, true);

    public static implicit operator Fraction(BigInteger value) => new(value, 0, true);

    public static Fraction operator +(Fraction a, Fraction b)
    {
        if (a.IsInteger && b.IsInteger)
            return new(a.Numerator + b.Numerator, 0, true);
        // A whole number changes nothing of what the denominator has in common with the numerator.
        if (b.IsInteger)
            return new(a.Numerator + b.Numerator * a.Denominator, a._excess, true);
        if (a.IsInteger)
            return new(b.Numerator + a.Numerator * b.Denominator, b._excess, true);
        return new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);
    }

    public static Fraction operator -(Fraction a) => new(-a.Numerator, a._excess, true);

    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    public static Fraction operator *(Fraction a, Fraction b) => a.IsInteger && b.IsInteger
        ? new(a.Numerator * b.Numerator, 0, true)
        : new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public Fraction Abs() => Sign < 0 ? -this : this;

    public Fraction Pow(int exponent) => exponent < 0
        ? 1 / Pow(-exponent)
        : new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent) - 1, true);

    /// <summary>False where the result could have more bits than allowed, or 0 has a negative exponent. 0^0 is 1.</summary>
    public bool TryPow(BigInteger exponent, int maxBits, out Fraction power)
    {
        power = default;
        if (exponent.IsZero || IsOne)
        {
            power = 1;
            return true;
        }
        if (IsZero)
            return exponent.Sign > 0;
        if (IsInteger && Numerator == BigInteger.MinusOne)
        {
            power = exponent.IsEven ? 1 : -1;
            return true;
        }
        if (BigInteger.Abs(exponent) * Bits > maxBits)
            return false;
        power = Pow((int)exponent);
        return true;
    }

    /// <summary>The n-th root (n from 2 on) where it is rational; of a negative number for odd n.</summary>
    public bool TryRoot(int n, out Fraction root)
    {
        root = default;
        if (n < 2 || (Sign < 0 && n % 2 == 0))
            return false;
        var size = BigInteger.Abs(Numerator);
        var top = IntegerRoots.Root(size, n);
        if (BigInteger.Pow(top, n) != size)
            return false;
        var bottom = IntegerRoots.Root(Denominator, n);
        if (BigInteger.Pow(bottom, n) != Denominator)
            return false;
        root = new(Sign < 0 ? -top : top, bottom - 1, true);
        return true;
    }

    /// <summary>The largest whole number that is not larger.</summary>
    public BigInteger Floor()
    {
        if (IsInteger)
            return Numerator;
        var quotient = BigInteger.DivRem(Numerator, Denominator, out _);
        return Sign < 0 ? quotient - 1 : quotient;
    }

    public BigInteger Ceiling() => -(-this).Floor();

    public int CompareTo(Fraction other) => Sign != other.Sign ? Sign.CompareTo(other.Sign)
        : IsInteger && other.IsInteger ? Numerator.CompareTo(other.Numerator)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>In brackets where a minus sign would otherwise follow an operator.</summary>
    public string Bracketed() => Sign < 0 ? $"({this})" : ToString();

    public override string ToString()
    {
        string top = BigInteger.Abs(Numerator).ToString(CultureInfo.InvariantCulture);
        string size = IsInteger ? top : $@"\frac{{{top}}}{{{Denominator.ToString(CultureInfo.InvariantCulture)}}}";
        return Sign < 0 ? "-" + size : size;
    }
}
