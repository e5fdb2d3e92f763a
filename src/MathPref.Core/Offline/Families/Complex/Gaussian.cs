using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Complex;

/// <summary>A complex number whose real and imaginary parts are rational.</summary>
internal readonly record struct Gaussian(Fraction Re, Fraction Im)
{
    public Gaussian Conjugate => new(Re, -Im);

    /// <summary>The square of the modulus.</summary>
    public Fraction Norm => Re * Re + Im * Im;

    public bool IsZero => Re.IsZero && Im.IsZero;

    public static implicit operator Gaussian(Fraction value) => new(value, 0);

    public static Gaussian operator +(Gaussian a, Gaussian b) => new(a.Re + b.Re, a.Im + b.Im);

    public static Gaussian operator -(Gaussian a) => new(-a.Re, -a.Im);

    public static Gaussian operator -(Gaussian a, Gaussian b) => a + -b;

    public static Gaussian operator *(Gaussian a, Gaussian b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    /// <summary>The number that a linear formula in i stands for, with parts of a bounded size; else null.</summary>
    public static Gaussian? Read(string text, int most = 1000)
    {
        if (ExpressionReader.ReadPolynomial(text) is not { Degree: <= 1 } p || (p.Degree == 1 && !p.IsIn('i', 1)))
            return null;
        return p.Terms.All(term => term.Value.Abs() <= most && term.Value.Denominator <= most) ? new(p[""], p["i"]) : null;
    }

    /// <summary>A number with whole parts that are not 0.</summary>
    public static Gaussian Draw(Rng rng, int most) => new(rng.NonZero(-most, most), rng.NonZero(-most, most));

    /// <summary>In brackets where it is a sum or begins with a minus sign.</summary>
    public string Bracketed() => (!Re.IsZero && !Im.IsZero) || ToString()[0] == '-' ? $"({this})" : ToString();

    public override string ToString() => Tex.Sum((Re, ""), (Im, "i"));
}
