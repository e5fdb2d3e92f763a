using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Compares two scalars without variables.</summary>
internal static class ConstantComparer
{
    private static readonly int[] _precisions = [128, 400, 1_200];

    public static Comparison Compare(Expr answer, Expr reference, ScalarTraits traits, ComparisonRules rules)
    {
        var answerLiteral = traits.HasDecimals ? DecimalLiteral.Of(answer) : null;
        var referenceLiteral = traits.HasDecimals ? DecimalLiteral.Of(reference) : null;
        if (answerLiteral is { } a && referenceLiteral is { } r)
            return Literals(a, r, rules);
        var answerExact = new ExactEvaluator();
        var referenceExact = new ExactEvaluator();
        var answerValue = answerExact.Value(answer);
        var referenceValue = referenceExact.Value(reference);
        if (answerValue is { } x && referenceValue is { } y)
        {
            if (x == y)
                return ScalarComparer.Exact(x, y);
            if (answerLiteral is { } shown)
                return Judge(DecimalRule.Fit(shown, new(y, default), rules.Precision), shown, new(y, default), rules, isAnswer: true, IsNear(x, y, reference));
            if (referenceLiteral is { } given)
                return OfReference(given, new(x, default), answer, rules);
            return MayBeRounded(answer, reference, x, y)
                ? Comparison.Unknown("Decimal", $"the answer is {RealValue.Text(x)}, the reference {RealValue.Text(y)}, and decimals within may be rounded")
                : ScalarComparer.Exact(x, y);
        }
        if (answerExact.IsUndefined && referenceValue is { } defined)
            return Comparison.Wrong("Exact", $"the answer divides by 0, the reference is {RealValue.Text(defined)}");
        if (referenceExact.IsUndefined && answerValue is not null)
            return Comparison.Unknown("Undecided", "the reference divides by 0");
        if (answerLiteral is { } decimalAnswer)
            return Numeric(decimalAnswer, reference, traits, rules, isAnswer: true);
        if (referenceLiteral is { } decimalReference)
            return Numeric(decimalReference, answer, traits, rules, isAnswer: false);
        if (AreSame(answer, reference))
            return Comparison.Right("Exact", "both have the same canonical form");
        var comparer = new FunctionComparer(answer, reference, traits);
        var comparison = comparer.Compare();
        return comparison.Verdict is MathVerdict.Wrong && traits.HasDecimals && comparer.IsClose && HaveDecimals(answer) != HaveDecimals(reference)
            ? ComplexDecimals.Compare(answer, reference, rules) ?? Comparison.Unknown("Decimal", comparison.Reason + "; decimals within may be rounded")
            : comparison;
    }

    /// <summary>Whether the canonical forms are the same, where both have one.</summary>
    private static bool AreSame(Expr answer, Expr reference)
    {
        var forms = new CanonicalForms();
        return forms.Of(answer) is { } a && forms.Of(reference) is { } r && forms.AreEqual(a, r) is true;
    }

    /// <summary>
    /// Two decimals: the same number, or the shorter is the longer rounded or cut, whichever is the reference (0.4286 for 0.429, 7.03 for 7.03125), with
    /// enough digits of the shorter. A whole answer with all its digits is exact: 271999999 is not 2.72 · 10^8.
    /// </summary>
    private static Comparison Literals(DecimalLiteral answer, DecimalLiteral reference, ComparisonRules rules)
    {
        if (answer.Value == reference.Value)
            return Comparison.Right("Decimal", $"both are {RealValue.Text(answer)}");
        if (DecimalRule.AreOneFloating(answer, reference))
            return Comparison.Right("Decimal", $"{RealValue.Text(answer)} is {RealValue.Text(reference)} to the digits of floating point");
        if (answer.Value.IsInteger && reference.Decimals < 0 && reference.Decimals < answer.Decimals)
            return Judge(DecimalFit.Different, answer, RealText(reference), rules, isAnswer: true, isNear: false);
        bool isShorter = answer.Decimals <= reference.Decimals;
        var (shorter, longer) = isShorter ? (answer, reference) : (reference, answer);
        var fit = DecimalRule.Fit(shorter, new(longer.Value, default), rules.Precision);
        if (fit is DecimalFit.Different && DecimalRule.Fit(longer, new(shorter.Value, default), rules.Precision) is DecimalFit.Shown)
            fit = DecimalFit.Shown;
        return Judge(fit, shorter, RealText(longer), rules, isShorter, isNear: false);
    }

    /// <summary>A reference that is a decimal is a rounded value where the answer is none; a whole number is exact on both sides.</summary>
    private static Comparison OfReference(DecimalLiteral reference, RealValue answer, Expr written, ComparisonRules rules)
    {
        var fit = answer.Exact is { IsInteger: true } && written is Num or Neg { Operand: Num }
            ? DecimalFit.Different
            : DecimalRule.Fit(reference, answer, rules.Precision);
        return Judge(fit, reference, answer, rules, isAnswer: false, isNear: answer.Exact is { } exact && IsNear(exact, reference.Value, written));
    }

    private static Comparison Numeric(DecimalLiteral literal, Expr other, ScalarTraits traits, ComparisonRules rules, bool isAnswer)
    {
        var points = new PointEvaluator(traits.Variables);
        RealValue value = default;
        foreach (int precision in _precisions)
        {
            if (points.At(0, other, precision, out var state) is not { } number)
            {
                if (state is Evaluation.Imprecise)
                    continue;
                return Comparison.Unknown("Undecided", "the value that the decimal should have cannot be computed");
            }
            if (!number.Imaginary.ContainsZero)
                return Comparison.Wrong("Decimal", $"one is {RealValue.Text(literal)}, the other {number.ToText()}");
            value = new(null, number.Real);
            var fit = DecimalRule.Fit(literal, value, rules.Precision);
            if (fit is (DecimalFit.TooFewDigits or DecimalFit.Undecided) && IsExactly(literal, other, traits) is { } equal)
                return equal;
            if (fit is not DecimalFit.Undecided)
                return Judge(fit, literal, value, rules, isAnswer, HaveDecimals(other) && IsNear(value, literal.Value));
        }
        return Judge(DecimalFit.Undecided, literal, value, rules, isAnswer, isNear: false);
    }

    /// <summary>Right where the number is the decimal itself: <c>tan(arcsin(3/5))</c> is 0.75.</summary>
    private static Comparison? IsExactly(DecimalLiteral literal, Expr other, ScalarTraits traits)
    {
        var comparison = new FunctionComparer(new Num(literal.Value), other, traits).Compare();
        return comparison.Verdict is MathVerdict.Right ? comparison : null;
    }

    private static Comparison Judge(DecimalFit fit, DecimalLiteral literal, RealValue number, ComparisonRules rules, bool isAnswer, bool isNear)
    {
        string shown = RealValue.Text(literal), value = number.ToText(Math.Clamp(literal.Digits + 3, 10, 40));
        string both = isAnswer ? $"the answer {shown}, the reference {value}" : $"the reference {shown}, the answer {value}";
        return fit switch
        {
            DecimalFit.Equal => Comparison.Right("Decimal", $"both are {shown}"),
            DecimalFit.Shown => Comparison.Right("Decimal", $"{shown} is {value} to the digits shown"),
            DecimalFit.TooFewDigits => Comparison.Unknown("Decimal", $"{shown} shows too few digits to tell it from {value} ({rules.Precision} are needed)"),
            DecimalFit.Different when isNear => Comparison.Unknown("Decimal", $"{both}: decimals within may be rounded"),
            DecimalFit.Different => Comparison.Wrong("Decimal", $"{shown} is not {value} rounded or cut: {both}"),
            _ => Comparison.Unknown("Undecided", $"more digits would be needed to tell {shown} from {value}"),
        };
    }

    private static RealValue RealText(DecimalLiteral literal) => new(literal.Value, default);

    /// <summary>Whether decimals stand within an expression, whose value they may leave a little off.</summary>
    private static bool HaveDecimals(Expr expression)
    {
        var traits = new ScalarTraits();
        traits.Add(expression);
        return traits.HasDecimals;
    }

    private static bool IsNear(Fraction a, Fraction b, Expr other) => HaveDecimals(other) && (a - b).Abs() * 100 < b.Abs();

    private static bool IsNear(RealValue value, Fraction literal)
    {
        var margin = literal.Abs() / 100;
        return value.CompareTo(literal - margin) > 0 && value.CompareTo(literal + margin) < 0;
    }

    /// <summary>Decimals within one expression alone, which differs from a number that no short decimal is by less than a hundredth.</summary>
    private static bool MayBeRounded(Expr answer, Expr reference, Fraction a, Fraction r) =>
        HaveDecimals(answer) != HaveDecimals(reference) && (a - r).Abs() * 100 < r.Abs() && !IsFinite(HaveDecimals(answer) ? r : a);

    /// <summary>Whether a fraction ends in decimal.</summary>
    private static bool IsFinite(Fraction value)
    {
        var rest = value.Denominator;
        if (rest.GetBitLength() > 200)
            return false;
        while (rest % 2 == 0)
            rest /= 2;
        while (rest % 5 == 0)
            rest /= 5;
        return rest.IsOne;
    }
}
