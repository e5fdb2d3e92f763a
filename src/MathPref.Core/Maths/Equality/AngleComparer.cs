using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Angles. Degrees with degrees by their number; degrees and a number without a mark are alike when the number is the same (<c>30</c> for <c>30°</c>)
/// or the same angle in radians (<c>\pi/6</c>); with the unit radian only as an angle.
/// </summary>
internal static class AngleComparer
{
    private const string Method = "Unit";

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is Degrees(var given) && reference is Degrees(var right))
            return run.Compare(given, right);
        bool isInAnswer = answer is Degrees;
        var degrees = ((Degrees)(isInAnswer ? answer : reference)).Operand;
        var other = isInAnswer ? reference : answer;
        bool isRadian = other is Quantity(_, "rad");
        bool hasUnit = other is Quantity && !isRadian && other is not Quantity(_, "degree");
        if (other is Quantity(var value, _))
            other = value;
        if (AnswerKinds.Of(other) is not AnswerKind.Scalar)
            return Mismatch.Unknown(Method, answer, reference);
        var sameNumber = isInAnswer ? run.Compare(degrees, other) : run.Compare(other, degrees);
        if (sameNumber.Verdict is MathVerdict.Right && !isRadian)
        {
            return hasUnit ? Mismatch.Unknown(Method, answer, reference)
                : Comparison.Right(Method, $"{AnswerText.Of(degrees)}° and {AnswerText.Of(other)} without a mark");
        }
        var radians = new Product([new Quotient(degrees, Trees.HalfTurn), new Const(ConstKind.Pi)]);
        var sameAngle = isInAnswer ? run.Compare(radians, other) : run.Compare(other, radians);
        if (sameAngle.Verdict is MathVerdict.Right)
            return Comparison.Right(Method, $"{AnswerText.Of(degrees)}° is {AnswerText.Of(other)} in radians");
        return sameNumber.Verdict is MathVerdict.Unknown ? sameNumber : sameAngle.Verdict is MathVerdict.Unknown ? sameAngle
            : Comparison.Wrong(Method, $"{AnswerText.Of(answer)} is not {AnswerText.Of(reference)}, neither by its number nor as an angle");
    }
}
