using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Lists and finite sets. Order and repeats do not count; values are paired one to one. Right: all are paired. Wrong: a value differs from every one of the
/// other side. Else Unknown. A list of one is its value, so two values against one are Wrong when one of the two differs. A point for a list is compared
/// as a list; a list for a point in its order, where one that holds the point's values in another order is Unknown, as is a set.
/// </summary>
internal static class SetComparer
{
    private const string Method = "Set";

    /// <summary>More values that are no plain numbers than this on a side are not paired.</summary>
    private const int MaxPaired = 200;

    /// <summary>Values that are counted where they cannot be paired.</summary>
    private const int MaxCounted = 16;

    public static Comparison Compare(Expr answer, AnswerKind kind, Expr reference, AnswerKind asked, ComparisonRun run)
    {
        if (asked is AnswerKind.Ordered)
            return ListForPoint(answer, (Expressions.Tuple)reference, run);
        var right = ValueList.Of(reference);
        if (kind is AnswerKind.Ordered)
            return PointForList((Expressions.Tuple)answer, right, run);
        if (kind is AnswerKind.Ratio && right.Length > 1)
            return Mismatch.Unknown(Method, answer, reference);
        return Families.CompareImplied(answer, reference) ?? Compare(ValueList.Of(answer), right, run);
    }

    /// <summary>Two lists without order.</summary>
    public static Comparison Compare(ImmutableArray<Expr> answer, ImmutableArray<Expr> reference, ComparisonRun run)
    {
        if (answer is [var value] && reference is [var right])
            return run.Compare(value, right);
        if (answer.Length == 0 || reference.Length == 0)
        {
            return answer.Length == reference.Length
                ? Comparison.Right(Method, "both are the empty set")
                : Comparison.Wrong(Method, answer.Length == 0 ? $"the answer is the empty set, the reference {AnswerText.Of(reference)}"
                    : $"the reference is the empty set, the answer {AnswerText.Of(answer)}");
        }
        var given = answer.ToList();
        var wanted = reference.ToList();
        TakePairedNumbers(given, wanted);
        if (given.Count > MaxPaired || wanted.Count > MaxPaired)
            return Comparison.Unknown(Method, "the lists are too long to be paired");
        var extra = Partners(given, reference, (a, r) => run.Compare(a, r), out var odd);
        if (extra is MathVerdict.Wrong)
            return Comparison.Wrong(Method, $"{AnswerText.Of(odd!)} is not among {AnswerText.Of(reference)}");
        var missing = Partners(wanted, answer, (r, a) => run.Compare(a, r), out odd);
        if (missing is MathVerdict.Wrong)
            return Comparison.Wrong(Method, $"{AnswerText.Of(odd!)} of the reference is not among {AnswerText.Of(answer)}");
        if (extra is MathVerdict.Right && missing is MathVerdict.Right)
            return Comparison.Right(Method, $"the same values as {AnswerText.Of(reference)}");
        return AreMore(answer, reference.Length, run) || AreMore(reference, answer.Length, run)
            ? Comparison.Wrong(Method, $"{AnswerText.Of(answer)} and {AnswerText.Of(reference)} are not as many values")
            : Comparison.Unknown(Method, $"not every value can be told from {AnswerText.Of(reference)}");
    }

    /// <summary>Takes away the exact numbers that stand on both sides, with their repeats: near-linear, so that long lists are compared.</summary>
    private static void TakePairedNumbers(List<Expr> answer, List<Expr> reference)
    {
        var common = Numbers(answer);
        common.IntersectWith(Numbers(reference));
        if (common.Count == 0)
            return;
        answer.RemoveAll(e => RationalValue.TryGet(e, out var value) && common.Contains(value));
        reference.RemoveAll(e => RationalValue.TryGet(e, out var value) && common.Contains(value));
    }

    private static HashSet<Fraction> Numbers(List<Expr> items)
    {
        var numbers = new HashSet<Fraction>();
        foreach (var item in items)
        {
            if (RationalValue.TryGet(item, out var value))
                numbers.Add(value);
        }
        return numbers;
    }

    /// <summary>
    /// Right where every item equals one of the others; Wrong with the first that differs from all of them. An item that equals two of the others
    /// that are not equal themselves (0.333 beside 1/3 and 0.3333) leaves it Unknown.
    /// </summary>
    private static MathVerdict Partners(List<Expr> items, ImmutableArray<Expr> others, Func<Expr, Expr, Comparison> compare, out Expr? odd)
    {
        odd = null;
        var all = MathVerdict.Right;
        // A fraction in digits whose equal was not taken away differs from all other fractions in digits.
        List<Expr>? unlike = null;
        foreach (var item in items)
        {
            var verdict = MathVerdict.Wrong;
            Expr? partner = null;
            bool isWhole = RationalValue.TryWhole(item, out _);
            if (isWhole)
                unlike ??= others.Where(o => !RationalValue.TryWhole(o, out _)).ToList();
            foreach (var other in isWhole ? unlike! : (IEnumerable<Expr>)others)
            {
                var one = compare(item, other).Verdict;
                if (one is MathVerdict.Unknown && partner is null)
                    verdict = MathVerdict.Unknown;
                if (one is not MathVerdict.Right)
                    continue;
                verdict = partner is null || compare(partner, other).Verdict is MathVerdict.Right ? MathVerdict.Right : MathVerdict.Unknown;
                partner = other;
            }
            if (verdict is MathVerdict.Wrong)
            {
                odd = item;
                return MathVerdict.Wrong;
            }
            if (verdict is MathVerdict.Unknown)
                all = MathVerdict.Unknown;
        }
        return all;
    }

    /// <summary>Whether more than so many of the values are known to differ from each other; looked at where there are few.</summary>
    private static bool AreMore(ImmutableArray<Expr> values, int count, ComparisonRun run)
    {
        if (values.Length <= count || values.Length > MaxCounted)
            return false;
        var different = new List<Expr>();
        foreach (var value in values)
        {
            if (different.TrueForAll(d => run.Compare(d, value).Verdict is MathVerdict.Wrong))
                different.Add(value);
        }
        return different.Count > count;
    }

    private static Comparison ListForPoint(Expr answer, Expressions.Tuple reference, ComparisonRun run)
    {
        var values = ValueList.Of(answer);
        if (answer is not SetOf)
        {
            var inOrder = TupleComparer.InOrder(values, reference.Items, run);
            if (inOrder.Verdict is not MathVerdict.Wrong)
                return inOrder;
        }
        var asSet = Compare(values, reference.Items, run);
        return asSet.Verdict is MathVerdict.Wrong || values.Length != reference.Items.Length
            ? Comparison.Wrong("Tuple", asSet.Verdict is MathVerdict.Wrong ? asSet.Reason
                : $"{values.Length} values, the reference has {reference.Items.Length}")
            : Comparison.Unknown("Tuple", $"the values of {AnswerText.Of(reference)} without their order");
    }

    private static Comparison PointForList(Expressions.Tuple answer, ImmutableArray<Expr> reference, ComparisonRun run)
    {
        // A point may be the one item of a list of points.
        if (reference is [var one])
            return run.Compare(answer, one);
        var asList = Compare(answer.Items, reference, run);
        return asList.Verdict is MathVerdict.Right || !reference.Any(e => e is Expressions.Tuple) ? asList
            : Comparison.Wrong(Method, $"{AnswerText.Of(answer)} is one point, the reference {AnswerText.Of(reference)}");
    }
}
