using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Ratios: alike when proportional, <c>55 : 29</c> and <c>110 : 58</c>. A ratio of two and a number are alike when the number is its quotient,
/// whichever of them the reference is; a ratio of more and a number are Wrong, a ratio and a list without its marks Unknown unless in order alike.
/// </summary>
internal static class RatioComparer
{
    private const string Method = "Ratio";

    private const int MaxItems = 16;

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is Ratio(var given) && reference is Ratio(var right))
            return Proportional(given, right, run);
        if (answer is Ratio { Items: [var top, var bottom] } && AnswerKinds.Of(reference) is AnswerKind.Scalar)
            return Quotients(top, bottom, reference, isAnswer: true, run);
        if (reference is Ratio { Items: [var over, var under] } && AnswerKinds.Of(answer) is AnswerKind.Scalar)
            return Quotients(over, under, answer, isAnswer: false, run);
        if ((answer is Ratio ? answer : reference) is Ratio(var items) && (answer is Ratio ? reference : answer) is Expressions.Tuple(var list))
        {
            return TupleComparer.InOrder(items, list, run).Verdict is MathVerdict.Right
                ? Comparison.Right(Method, "the same numbers in the same order")
                : Mismatch.Unknown(Method, answer, reference);
        }
        return AnswerKinds.Of(answer) is AnswerKind.Scalar || AnswerKinds.Of(reference) is AnswerKind.Scalar
            ? Mismatch.Wrong(Method, answer, reference)
            : Mismatch.Unknown(Method, answer, reference);
    }

    private static Comparison Quotients(Expr top, Expr bottom, Expr number, bool isAnswer, ComparisonRun run)
    {
        if (run.IsZero(Amount(bottom)) is not false)
            return Comparison.Unknown(Method, "the ratio has no quotient");
        var quotient = new Quotient(Amount(top), Amount(bottom));
        var comparison = isAnswer ? run.Scalars(quotient, number) : run.Scalars(number, quotient);
        return comparison with { Method = Method };
    }

    /// <summary>Every two of the one stand to each other as those of the other: a·d = b·c, without a division.</summary>
    private static Comparison Proportional(ImmutableArray<Expr> answer, ImmutableArray<Expr> reference, ComparisonRun run)
    {
        if (answer.Length != reference.Length)
            return Comparison.Wrong(Method, $"a ratio of {answer.Length}, the reference one of {reference.Length}");
        if (answer.Length > MaxItems)
            return Comparison.Unknown(Method, "the ratio has too many parts");
        bool isOpen = false;
        for (int i = 0; i < answer.Length; i++)
        {
            // Zero is proportional to anything in a·d = b·c, so it has to stand at the same places.
            var zero = run.IsZero(Amount(answer[i]));
            var rightZero = run.IsZero(Amount(reference[i]));
            if (zero is null || rightZero is null)
                isOpen = true;
            else if (zero != rightZero)
                return Different(answer, reference);
            for (int j = 0; j < i; j++)
            {
                var left = Trees.Multiply(Amount(answer[i]), Amount(reference[j]));
                var verdict = run.Scalars(left, Trees.Multiply(Amount(answer[j]), Amount(reference[i]))).Verdict;
                if (verdict is MathVerdict.Wrong)
                    return Different(answer, reference);
                isOpen |= verdict is MathVerdict.Unknown;
            }
        }
        return isOpen ? Comparison.Unknown(Method, "the parts of the ratio cannot be told apart") : Comparison.Right(Method, "proportional");
    }

    private static Comparison Different(ImmutableArray<Expr> answer, ImmutableArray<Expr> reference) =>
        Comparison.Wrong(Method, $"{AnswerText.Of(new Ratio(answer))} is not proportional to {AnswerText.Of(new Ratio(reference))}");

    private static Expr Amount(Expr item) => item is Quantity(var value, _) ? value : item;
}
