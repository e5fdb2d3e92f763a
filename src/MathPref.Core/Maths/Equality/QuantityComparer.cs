using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Values with units. A unit counts when both sides state one: the same one by value; two of one dimension by value in either (1 hour is 60 minutes); two of
/// different dimensions are Wrong. Two words that are no known units (<c>apples</c>, <c>oranges</c>), or one known and one not, are Unknown where the
/// values are equal and Wrong where they are not. A unit on one side alone is passed over; an answer with a unit
/// that would equal a bare reference in another everyday unit (90 minutes for 1.5) is Unknown.
/// </summary>
internal static class QuantityComparer
{
    private const string Method = "Unit";

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is Quantity given && reference is Quantity right)
            return Both(given, right, run);
        if (answer is Quantity(var value, var unit))
        {
            var bare = run.Compare(value, reference);
            return bare.Verdict is MathVerdict.Wrong && RationalValue.TryGet(value, out var amount) && RationalValue.TryGet(reference, out var asked)
                && Units.OfSameSize(unit, amount, asked) is { } meant
                ? Comparison.Unknown(Method, $"{AnswerText.Of(answer)} is {AnswerText.Of(reference)} {meant}, but the reference states no unit")
                : Passed(bare, unit);
        }
        return reference is Quantity(var wanted, var other)
            ? Passed(run.Compare(answer, wanted), other)
            : Mismatch.Unknown(Method, answer, reference);
    }

    private static Comparison Both(Quantity answer, Quantity reference, ComparisonRun run)
    {
        var values = run.Compare(answer.Value, reference.Value);
        if (answer.Unit == reference.Unit)
            return values;
        if (!Units.TryMeasure(answer.Unit, out string dimension, out var size) || !Units.TryMeasure(reference.Unit, out string other, out var unit))
        {
            return values.Verdict is MathVerdict.Right
                ? Comparison.Unknown(Method, $"the values are equal, but whether {answer.Unit} is {reference.Unit} is not known")
                : values;
        }
        if (dimension != other)
            return Comparison.Wrong(Method, $"{answer.Unit} is no measure of what {reference.Unit} measures");
        if (size.Equals(unit))
            return values;
        var factor = size / unit;
        Expr converted = answer.Value is Num { Decimals: null } whole ? new Num(whole.Value * factor) : new Product([new Num(factor), answer.Value]);
        var comparison = run.Compare(converted, reference.Value);
        string reason = $"{AnswerText.Of(answer)} is {AnswerText.Of(converted)} {reference.Unit}, the reference {AnswerText.Of(reference.Value)}";
        return comparison with { Method = Method, Reason = comparison.Verdict is MathVerdict.Unknown ? comparison.Reason : reason };
    }

    private static Comparison Passed(Comparison comparison, string unit) => comparison.Verdict is MathVerdict.Right
        ? comparison with { Reason = $"{comparison.Reason}; the unit {unit} stands on one side alone" }
        : comparison;
}
