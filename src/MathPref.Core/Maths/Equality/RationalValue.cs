using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>The exact value of a tree of rational numbers and the four operations.</summary>
internal static class RationalValue
{
    private const int MaxDepth = 64;

    /// <summary>Larger values are left to the comparison of scalars, which has means for them.</summary>
    private const int MaxBits = 8_192;

    /// <summary>A step of this many bits, squared, is one unit of <see cref="Work"/>.</summary>
    private const int BitsOfWork = 65_536;

    /// <summary>False where something else than rational numbers stands in the tree, where it has no value, or where it is too large.</summary>
    public static bool TryGet(Expr expression, out Fraction value) => TryGet(expression, out value, 0);

    /// <summary>The same for a number or a fraction in digits that is written without a decimal point: nothing but its value equals it.</summary>
    public static bool TryWhole(Expr expression, out Fraction value)
    {
        value = 0;
        return IsWhole(expression) && TryGet(expression, out value);
    }

    private static bool IsWhole(Expr expression) => expression switch
    {
        Num number => number.Decimals is null,
        Neg(Num number) => number.Decimals is null,
        Quotient(Num or Neg(Num), Num or Neg(Num)) quotient => IsWhole(quotient.Top) && IsWhole(quotient.Bottom),
        _ => false,
    };

    private static bool TryGet(Expr expression, out Fraction value, int depth)
    {
        value = 0;
        if (depth > MaxDepth)
            return false;
        switch (expression)
        {
            case Num number:
                value = number.Value;
                return true;
            case Neg(var operand) when TryGet(operand, out var positive, depth + 1):
                value = -positive;
                return true;
            case Sum(var terms):
                foreach (var term in terms)
                {
                    if (!TryGet(term, out var part, depth + 1))
                        return false;
                    value += part;
                    if (IsLarge(value))
                        return false;
                }
                return true;
            case Product(var factors):
                value = 1;
                foreach (var factor in factors)
                {
                    if (!TryGet(factor, out var part, depth + 1))
                        return false;
                    value *= part;
                    if (IsLarge(value))
                        return false;
                }
                return true;
            case Quotient(var top, var bottom) when TryGet(top, out var over, depth + 1) && TryGet(bottom, out var under, depth + 1) && !under.IsZero:
                value = over / under;
                return !IsLarge(value);
            case Power(var basis, var exponent) when TryGet(basis, out var of, depth + 1) && TryGet(exponent, out var to, depth + 1):
                return TryPower(of, to, out value);
            default:
                return false;
        }
    }

    private static bool TryPower(Fraction basis, Fraction exponent, out Fraction value)
    {
        value = 1;
        if (!exponent.IsInteger || BigInteger.Abs(exponent.Numerator) > MaxBits || basis.IsZero && exponent.Sign <= 0)
            return false;
        int times = (int)exponent.Numerator;
        if (Bits(basis) * Math.Abs((long)times) > MaxBits)
            return false;
        value = basis.Pow(times);
        return true;
    }

    private static bool IsLarge(Fraction value)
    {
        long bits = Bits(value);
        return bits > MaxBits || !Work.TrySpend(1 + bits * bits / BitsOfWork);
    }

    private static long Bits(Fraction value) => BigInteger.Abs(value.Numerator).GetBitLength() + value.Denominator.GetBitLength();
}
