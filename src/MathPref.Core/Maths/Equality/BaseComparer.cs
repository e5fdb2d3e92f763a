using System.Globalization;
using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Numbers with a base. Where both state one, they are Right when base and value are the same, Wrong when the value differs, and Unknown when only the base
/// does: the question may ask for it. A number without a base is Right by the same digits; by the same value in base ten it is Unknown.
/// </summary>
internal static class BaseComparer
{
    private const string Method = "Base";

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is BasedNumber given && reference is BasedNumber right)
        {
            if (!given.Value.Equals(right.Value))
                return Comparison.Wrong(Method, $"{Named(given)} is not {Named(right)}");
            return given.Base == right.Base
                ? Comparison.Right(Method, $"both are {Named(right)}")
                : Comparison.Unknown(Method, $"{Named(given)} has the value of {Named(right)}, in another base");
        }
        var based = (BasedNumber)(answer is BasedNumber ? answer : reference);
        var other = answer is BasedNumber ? reference : answer;
        if (other is Quantity(var amount, _))
            other = amount;
        if (!RationalValue.TryGet(other, out var value))
            return Mismatch.Unknown(Method, answer, reference);
        if (TryRead(based.Digits, out var digits) && digits.Equals(value))
            return Comparison.Right(Method, $"the digits of {Named(based)} without its base");
        return based.Value.Equals(value)
            ? Comparison.Unknown(Method, $"{AnswerText.Of(other)} is the value of {Named(based)} in base ten")
            : Comparison.Wrong(Method, $"{AnswerText.Of(other)} has not the digits of {Named(based)}");
    }

    /// <summary>The digits read in base ten; false where there are others than 0 to 9.</summary>
    private static bool TryRead(string digits, out Fraction value)
    {
        value = 0;
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? digits : digits.Remove(point, 1);
        foreach (char c in whole.AsSpan().TrimStart('-'))
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }
        if (!BigInteger.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return false;
        value = new Fraction(number, BigInteger.Pow(10, point < 0 ? 0 : whole.Length - point));
        return true;
    }

    private static string Named(BasedNumber number) => FormattableString.Invariant($"{number.Digits} in base {number.Base}");
}
