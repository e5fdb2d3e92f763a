using System.Numerics;

namespace MathPref.Core.Maths.Equality;

/// <summary>A quotient of two polynomials, not in lowest terms.</summary>
internal readonly record struct RationalFunction(Polynomial Top, Polynomial Bottom)
{
    public static RationalFunction Zero { get; } = new(Polynomial.Zero, Polynomial.One);

    public static RationalFunction One { get; } = new(Polynomial.One, Polynomial.One);

    public bool IsConstant => Top.IsConstant && Bottom.IsConstant;

    /// <summary>Without a common divisor of all coefficients, and with a denominator that begins with a positive one.</summary>
    public RationalFunction Primitive()
    {
        var divisor = BigInteger.GreatestCommonDivisor(Top.Content(), Bottom.Content()) * Bottom.Sign;
        return divisor.IsOne || divisor.IsZero ? this : new(Top.DividedBy(divisor), Bottom.DividedBy(divisor));
    }

    public bool Same(RationalFunction other) => Top.Same(other.Top) && Bottom.Same(other.Bottom);
}
