using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Scorers;

/// <summary>Numbers that scorers read without any LaTeX: <c>42</c>, <c>-2.5</c>, <c>1/3</c>.</summary>
internal static class PlainNumber
{
    /// <summary>The number; null where the answer is none, or stands in scientific notation.</summary>
    public static string? Of(Expr meaning) => meaning switch
    {
        Num number when !LatexNumber.IsFraction(number) && !LatexNumber.IsScientific(number) => LatexNumber.Of(number),
        Neg(Num { Value.Sign: > 0 } number) => Of(number) is { } text ? "-" + text : null,
        Quotient(var top, Num { Value: { IsInteger: true, Sign: > 0 } } bottom) when IsWhole(top) && Of(top) is { } above && Of(bottom) is { } below =>
            $"{above}/{below}",
        Neg(Quotient(Num { Value.Sign: > 0 }, _) quotient) => Of(quotient) is { } text ? "-" + text : null,
        _ => null,
    };

    /// <summary>A whole number as digits; null for anything else.</summary>
    public static string? Whole(Expr meaning) => meaning switch
    {
        Num { Value: { IsInteger: true } whole } => LatexNumber.Of(new Num(whole)),
        Neg(Num { Value: { IsInteger: true, Sign: > 0 } whole }) => LatexNumber.Of(new Num(-whole)),
        _ => null,
    };

    private static bool IsWhole(Expr meaning) => meaning switch
    {
        Num number => number.Value.IsInteger && number.Decimals is null or 0,
        Neg(Num { Value.Sign: > 0 } number) => IsWhole(number),
        _ => false,
    };
}
