using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>A number written with a decimal point.</summary>
/// <param name="Value">Exactly what is written.</param>
/// <param name="Decimals">Digits shown behind the point, less the power of ten.</param>
/// <param name="Digits">Significant digits shown.</param>
internal readonly record struct DecimalLiteral(Fraction Value, int Decimals, int Digits)
{
    /// <summary>The worth of one in the last digit shown.</summary>
    public Fraction Unit => Decimals >= 0 ? new Fraction(1, BigInteger.Pow(10, Decimals)) : BigInteger.Pow(10, -Decimals);

    /// <summary>The decimal that the expression is: a number with its sign, or times a power of ten (<c>6.58 \cdot 10^4</c>); else null.</summary>
    public static DecimalLiteral? Of(Expr expression) => expression switch
    {
        Num { Decimals: { } decimals } n when Math.Abs(decimals) <= 2_000 => new(n.Value, decimals, n.Digits),
        Neg { Operand: Num or Product } n => Of(n.Operand) is { } literal ? literal with { Value = -literal.Value } : null,
        Product { Factors: [var mantissa, Power { Base: Num { Value: var ten }, Exponent: var exponent }] }
            when ten == 10 && mantissa is (Num or Neg { Operand: Num }) => Whole(exponent) is { } power && Of(mantissa) is { } literal
                ? new(literal.Value * new Fraction(10, 1).Pow(power), literal.Decimals - power, literal.Digits)
                : null,
        _ => null,
    };

    private static int? Whole(Expr exponent) => exponent switch
    {
        Num { Value: { IsInteger: true } value } when value.Abs() < 1_000 => (int)value.Numerator,
        Neg { Operand: Num { Value: { IsInteger: true } value } } when value.Abs() < 1_000 => -(int)value.Numerator,
        _ => null,
    };
}
