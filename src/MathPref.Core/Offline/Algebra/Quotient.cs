using MathPref.Core.Maths.Numbers;
namespace MathPref.Core.Offline.Algebra;

/// <summary>A quotient of two polynomials as it was written: nothing is cancelled, so that one can see whether something still could be.</summary>
internal sealed record Quotient(Polynomial Top, Polynomial Bottom)
{
    public static implicit operator Quotient(Polynomial value) => new(value, 1);

    /// <summary>The value of a quotient of constants, null for any other.</summary>
    public Fraction? Constant => Top.Constant is { } top && Bottom.Constant is { } bottom ? top / bottom : null;

    /// <summary>The polynomial, if only a constant stands below the line.</summary>
    public Polynomial? Polynomial => Bottom.Constant is { } bottom ? Top * (1 / bottom) : null;

    public static Quotient operator +(Quotient a, Quotient b) => new(a.Top * b.Bottom + b.Top * a.Bottom, a.Bottom * b.Bottom);

    public static Quotient operator *(Quotient a, Quotient b) => new(a.Top * b.Top, a.Bottom * b.Bottom);

    /// <summary>Whether both are the same function, whatever their form.</summary>
    public bool SameValue(Quotient other) => (Top * other.Bottom).SameAs(other.Top * Bottom);
}
