using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Percentages. Two are compared by their values. A reference in percent equals the number without the mark (<c>122</c> for <c>122 %</c>) and the fraction it
/// means (<c>1.22</c>). Against a reference without the mark, a percentage equals it by its number (the mark is passed over as a unit is); that it equals
/// the fraction (<c>25 %</c> for <c>1/4</c>) is Right only where the question asks for a percentage, else Unknown: the value is the same, the
/// form may be asked for.
/// </summary>
internal static class PercentComparer
{
    private const string Method = "Percent";

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is Percent(var given) && reference is Percent(var right))
            return run.Compare(given, right) with { Method = Method };
        bool isInAnswer = answer is Percent;
        var other = isInAnswer ? reference : answer;
        if (other is Quantity(_, "percent") named)
            other = named.Value;
        if (AnswerKinds.Of(other) is not AnswerKind.Scalar)
            return Mismatch.Unknown(Method, answer, reference);
        var operand = ((Percent)(isInAnswer ? answer : reference)).Operand;
        var bare = isInAnswer ? run.Compare(operand, reference) : run.Compare(answer, operand);
        if (bare.Verdict is MathVerdict.Right)
            return Comparison.Right(Method, $"{AnswerText.Of(other)} is the same without the mark of percent");
        var fraction = Trees.Shift(operand, -2);
        var value = isInAnswer ? run.Compare(fraction, reference) : run.Compare(answer, fraction);
        if (value.Verdict is MathVerdict.Right)
        {
            return !isInAnswer || run.Rules.AsksForPercent
                ? Comparison.Right(Method, $"{AnswerText.Of(operand)}% is {AnswerText.Of(other)}")
                : Comparison.Unknown(Method, $"{AnswerText.Of(operand)}% is {AnswerText.Of(other)}, but the question is not known to ask for a percentage");
        }
        return bare.Verdict is MathVerdict.Unknown || value.Verdict is MathVerdict.Unknown
            ? Comparison.Unknown(Method, bare.Verdict is MathVerdict.Unknown ? bare.Reason : value.Reason)
            : Comparison.Wrong(Method, $"{AnswerText.Of(answer)} is not {AnswerText.Of(reference)}, neither by its number nor by its value");
    }

    /// <summary>Two numbers without a mark where the question asks for a percentage: 0.25 and 25 are the same share.</summary>
    public static Comparison Scalars(Expr answer, Expr reference, ComparisonRun run)
    {
        var comparison = run.Scalars(answer, reference);
        if (comparison.Verdict is not MathVerdict.Wrong)
            return comparison;
        if (run.Scalars(answer, Trees.Shift(reference, -2)).Verdict is MathVerdict.Right
            || run.Scalars(Trees.Shift(answer, -2), reference).Verdict is MathVerdict.Right)
            return Comparison.Right(Method,
                $"{AnswerText.Of(answer)} and {AnswerText.Of(reference)} are the same share, and the question asks for a percentage");
        return comparison;
    }
}
