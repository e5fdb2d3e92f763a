using System.Numerics;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Offline.Problems;

/// <summary>A rational multiple of the square root of a whole number, in lowest terms: what is under the root has no square factor.</summary>
internal readonly record struct Surd
{
    /// <summary>The multiple of a square root of a number from 0 to 10^9.</summary>
    public Surd(Fraction factor, BigInteger under)
    {
        long rest = (long)under;
        for (long d = 2; d * d <= rest; d++)
        {
            while (rest % (d * d) == 0)
                (rest, factor) = (rest / (d * d), factor * (BigInteger)d);
        }
        (Factor, Under) = factor.IsZero || rest == 0 ? (0, 1) : (factor, rest);
    }

    public Fraction Factor { get; }

    /// <summary>What stands under the root; 1 where the number is rational.</summary>
    public BigInteger Under { get; }

    /// <summary>The root of a fraction from 0 on.</summary>
    public static Surd Root(Fraction of) => new(new Fraction(1, of.Denominator), of.Numerator * of.Denominator);

    public static Surd operator *(Fraction factor, Surd of) => new(factor * of.Factor, of.Under);

    public static Surd operator *(Surd a, Surd b) => new(a.Factor * b.Factor, a.Under * b.Under);

    public static Surd operator -(Surd a) => -1 * a;

    /// <summary>The number as LaTeX: <c>\frac{3\sqrt{2}}{2}</c>, <c>-\sqrt{5}</c>, <c>4</c>.</summary>
    public override string ToString() => Under.IsOne ? Factor.ToString() : Tex.Multiple(Factor, $@"\sqrt{{{(Fraction)Under}}}");
}
