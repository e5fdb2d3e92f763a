using System.Numerics;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>The tests' own exact numbers: they must not share a mistake with the solver's.</summary>
internal readonly struct Rational : IEquatable<Rational>
{
    public Rational(BigInteger top, BigInteger bottom)
    {
        Assert.False(bottom.IsZero, "division by zero");
        var gcd = BigInteger.GreatestCommonDivisor(top, bottom);
        Top = bottom.Sign * top / gcd;
        Bottom = BigInteger.Abs(bottom) / gcd;
    }

    public BigInteger Top { get; }

    public BigInteger Bottom { get; }

    public static implicit operator Rational(BigInteger value) => new(value, 1);

    public static implicit operator Rational(int value) => new(value, 1);

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static Rational operator +(Rational a, Rational b) => new(a.Top * b.Bottom + b.Top * a.Bottom, a.Bottom * b.Bottom);

    public static Rational operator -(Rational a, Rational b) => new(a.Top * b.Bottom - b.Top * a.Bottom, a.Bottom * b.Bottom);

    public static Rational operator *(Rational a, Rational b) => new(a.Top * b.Top, a.Bottom * b.Bottom);

    public static Rational operator /(Rational a, Rational b) => new(a.Top * b.Bottom, a.Bottom * b.Top);

    public Rational Pow(BigInteger exponent) => exponent.Sign < 0
        ? 1 / Pow(-exponent)
        : new(BigInteger.Pow(Top, (int)exponent), BigInteger.Pow(Bottom, (int)exponent));

    public double ToDouble() => (double)Top / (double)Bottom;

    public bool Equals(Rational other) => Top * other.Bottom == other.Top * Bottom;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Top, Bottom);

    public override string ToString() => $"{Top}/{Bottom}";
}
