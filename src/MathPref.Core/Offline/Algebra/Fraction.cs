using System.Globalization;
using System.Numerics;

namespace MathPref.Core.Offline.Algebra;

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

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _excess + 1;

    public bool IsZero => Numerator.IsZero;

    public bool IsInteger => _excess.IsZero;

    public int Sign => Numerator.Sign;

    public static implicit operator Fraction(int value) => new(value, 1);

    public static implicit operator Fraction(BigInteger value) => new(value, 1);

    public static Fraction operator +(Fraction a, Fraction b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public Fraction Abs() => Sign < 0 ? -this : this;

    public Fraction Pow(int exponent) => exponent < 0
        ? 1 / Pow(-exponent)
        : new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent));

    public int CompareTo(Fraction other) => IsInteger && other.IsInteger
        ? Numerator.CompareTo(other.Numerator)
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
