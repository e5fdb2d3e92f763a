using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Inequalities in several variables: Right where left minus right is the same up to a positive factor in the same direction, Wrong where one is strict and
/// the other not, or where two polynomials are not proportional, or are by a negative factor. One that is <c>x &gt; a</c> against an interval: the
/// variable beside the bound. What else is no part of the number line is Unknown.
/// </summary>
internal static class InequalityComparer
{
    private const string Method = "Inequality";

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is Relation { Signs.Length: 1 } given && reference is Relation { Signs.Length: 1 } right)
            return Both(given, right, run);
        if (Ends(answer) is { } interval && Ends(reference) is { } asked && (answer is Interval || reference is Interval))
            return run.Compare(interval, asked);
        return AnswerKinds.Of(answer) is AnswerKind.Scalar or AnswerKind.Ordered || AnswerKinds.Of(reference) is AnswerKind.Scalar or AnswerKind.Ordered
            ? Mismatch.Wrong(Method, answer, reference)
            : Mismatch.Unknown(Method, answer, reference);
    }

    private static Comparison Both(Relation answer, Relation reference, ComparisonRun run)
    {
        var (less, isStrict, isNot) = Low(answer);
        var (wanted, isWantedStrict, isWantedNot) = Low(reference);
        if (isNot != isWantedNot || isStrict != isWantedStrict)
            return Comparison.Wrong(Method, $"{AnswerText.Of(answer)} and {AnswerText.Of(reference)} have different signs");
        var names = new SortedSet<string>(Variables.Of(less).Union(Variables.Of(wanted)), StringComparer.Ordinal);
        if (names.Count > 8 || Curves.Proportion(less, wanted, names, run) is not { } factor)
            return Comparison.Unknown(Method, "the inequalities cannot be told apart");
        var same = run.Scalars(Trees.Multiply(less, factor.Right), Trees.Multiply(wanted, factor.Left)).Verdict;
        var direction = ScalarOrder.Sign(Trees.Multiply(factor.Left, factor.Right), run);
        if (same is MathVerdict.Right && (direction > 0 || isNot))
            return Comparison.Right(Method, "the same inequality up to a positive factor");
        if (same is MathVerdict.Right && direction < 0)
            return Comparison.Wrong(Method, $"{AnswerText.Of(answer)} has the other direction than {AnswerText.Of(reference)}");
        return same is MathVerdict.Wrong && Polynomials.AreBoth(less, wanted)
            ? Comparison.Wrong(Method, $"{AnswerText.Of(answer)} is not {AnswerText.Of(reference)} up to a factor")
            : Comparison.Unknown(Method, "the inequalities are not the same up to a factor");
    }

    /// <summary>The side that is to be negative, as smaller minus greater.</summary>
    private static (Expr Less, bool IsStrict, bool IsNot) Low(Relation relation)
    {
        var sign = relation.Signs[0];
        var (small, great) = sign is RelationSign.Greater or RelationSign.GreaterOrEqual
            ? (relation.Operands[1], relation.Operands[0])
            : (relation.Operands[0], relation.Operands[1]);
        return (Trees.Subtract(small, great), sign is RelationSign.Less or RelationSign.Greater, sign is RelationSign.NotEqual);
    }

    /// <summary>An interval, and x > a as one.</summary>
    private static Interval? Ends(Expr expression) => expression switch
    {
        Interval interval => interval,
        Relation { Operands: [Sym, var bound], Signs: [var sign] } => Ends(bound, sign),
        Relation { Operands: [var bound, Sym], Signs: [var sign] } => Ends(bound, Inequalities.Reversed(sign)),
        _ => null,
    };

    private static Interval? Ends(Expr bound, RelationSign sign) => sign switch
    {
        RelationSign.Less => new(new Neg(new Const(ConstKind.Infinity)), bound, false, false),
        RelationSign.LessOrEqual => new(new Neg(new Const(ConstKind.Infinity)), bound, false, true),
        RelationSign.Greater => new(bound, new Const(ConstKind.Infinity), false, false),
        RelationSign.GreaterOrEqual => new(bound, new Const(ConstKind.Infinity), true, false),
        _ => null,
    };
}
