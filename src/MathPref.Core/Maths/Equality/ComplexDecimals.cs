using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>A complex number whose parts are decimals stands for a number whose parts they show: <c>1.414 + 1.414i</c> for √2 + √2 i.</summary>
internal static class ComplexDecimals
{
    private const int Precision = 400;

    /// <summary>The verdict where one of the two is such a number and the other is none; else null.</summary>
    public static Comparison? Compare(Expr answer, Expr reference, ComparisonRules rules)
    {
        var (shown, other) = Parts(answer) is { } a ? (a, reference) : Parts(reference) is { } r ? (r, answer) : default;
        if (other is null)
            return null;
        var points = new PointEvaluator(new ScalarTraits().Variables);
        if (points.At(0, other, Precision, out _) is not { } value)
            return null;
        var real = Fit(shown.Real, value.Real, rules);
        var imaginary = Fit(shown.Imaginary, value.Imaginary, rules);
        string text = $"the decimals of one part are {RealValue.Text(shown.Real)} and {RealValue.Text(shown.Imaginary)}, the number is {value.ToText()}";
        return real is DecimalFit.Different || imaginary is DecimalFit.Different ? Comparison.Wrong("Decimal", text)
            : IsShown(real) && IsShown(imaginary) ? Comparison.Right("Decimal", text)
            : Comparison.Unknown("Decimal", text);
    }

    private static DecimalFit Fit(DecimalLiteral literal, Numbers.Ball value, ComparisonRules rules) =>
        literal.Value.IsZero && value.ContainsZero ? DecimalFit.Equal : DecimalRule.Fit(literal, new(null, value), rules.Precision);

    private static bool IsShown(DecimalFit fit) => fit is DecimalFit.Equal or DecimalFit.Shown;

    private static (DecimalLiteral Real, DecimalLiteral Imaginary)? Parts(Expr expression)
    {
        if (expression is not Sum { Terms: [var first, var second] } || DecimalLiteral.Of(first) is not { } real)
            return null;
        bool isNegative = second is Neg;
        var factor = second is Neg { Operand: var inner } ? inner : second;
        if (factor is not Product { Factors: [var number, Const { Kind: ConstKind.I }] } || DecimalLiteral.Of(number) is not { } imaginary)
            return null;
        return (real, isNegative ? imaginary with { Value = -imaginary.Value } : imaginary);
    }
}
