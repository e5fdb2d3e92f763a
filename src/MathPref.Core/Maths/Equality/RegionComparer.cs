using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Parts of the number line: intervals, unions, inequalities in one variable, sets of numbers. Both sides become spans in their order, and those are
/// compared end by end. The reference decides what brackets mean: a pair is a point unless the other side is a part of the line, and <c>[1, 2]</c> is a
/// list in its order where the other side is one (for a pair in round brackets, which may be an open interval, that is Unknown). The name of the variable
/// does not count: the question has one. A single value against a part of the line with more than that is Wrong; integers against real numbers with the
/// same ends are Unknown, as is what is not solved.
/// </summary>
internal static class RegionComparer
{
    private const string Method = "Interval";

    public static Comparison Compare(Expr answer, AnswerKind kind, Expr reference, AnswerKind asked, ComparisonRun run)
    {
        // [1, 2] beside a point or a list is a list.
        if (asked is AnswerKind.Ordered or AnswerKind.Values && answer is Interval { HasLow: true, HasHigh: true } list)
            return AsList(list, reference, asked, run);
        // (5, 1) and [5, 1] are pairs in their order: nobody writes the empty set so.
        if (IsBackward(answer) || IsBackward(reference))
            return Pairs(answer, reference, run);
        bool isList = kind is AnswerKind.Values || kind is AnswerKind.Ordered && ((Expressions.Tuple)answer).Items.Length != 2;
        if (isList && reference is Interval { HasLow: true, HasHigh: true } pair)
            return run.Compare(answer, new Expressions.Tuple([pair.Low, pair.High]));
        if (kind is AnswerKind.Inequality || asked is AnswerKind.Inequality)
            return InequalityComparer.Compare(answer, reference, run);
        if (kind is AnswerKind.Ordered && ((Expressions.Tuple)answer).Items.Length != 2
            || asked is AnswerKind.Ordered && ((Expressions.Tuple)reference).Items.Length != 2)
        {
            return Mismatch.Wrong(Method, answer, reference);
        }
        if (answer is NumberSet named && reference is NumberSet wanted)
            return Named(named, wanted);
        var given = RegionReader.Read(answer, run);
        var right = RegionReader.Read(reference, run);
        if (given is null || right is null)
            return Unread(answer, given, reference, right, run);
        if (given.IsOfIntegers != right.IsOfIntegers && !given.IsEmpty && !right.IsEmpty)
            return Integers(given, right, run);
        return Ends(given, right, run);
    }

    /// <summary><c>[1, 2]</c> for a point or a list. For <c>(1, 2)</c>, which may be an open interval, it is not Right, but Unknown.</summary>
    private static Comparison AsList(Interval list, Expr reference, AnswerKind asked, ComparisonRun run)
    {
        var comparison = run.Compare(new Expressions.Tuple([list.Low, list.High]), reference);
        return comparison.Verdict is MathVerdict.Right && asked is AnswerKind.Ordered
            ? Comparison.Unknown(Method, $"{AnswerText.Of(list)} may be the closed interval, {AnswerText.Of(reference)} the open one")
            : comparison;
    }

    /// <summary>Whether the first of two numbers is the greater, so that they are no ends of an interval.</summary>
    private static bool IsBackward(Expr expression) => PairOf(expression) is { Items: [var low, var high] }
        && RationalValue.TryGet(low, out var first) && RationalValue.TryGet(high, out var last) && (first - last).Sign > 0;

    private static Expressions.Tuple? PairOf(Expr expression) => expression switch
    {
        Interval interval => new([interval.Low, interval.High]),
        Expressions.Tuple { Items.Length: 2 } tuple => tuple,
        _ => null,
    };

    private static Comparison Pairs(Expr answer, Expr reference, ComparisonRun run)
    {
        if (PairOf(answer) is { } given && PairOf(reference) is { } right)
            return run.Compare(given, right);
        return AnswerKinds.Of(answer) is AnswerKind.Values || AnswerKinds.Of(reference) is AnswerKind.Values
            ? run.Compare(PairOf(answer) ?? answer, PairOf(reference) ?? reference)
            : Mismatch.Unknown(Method, answer, reference);
    }

    private static Comparison Ends(Region given, Region right, ComparisonRun run)
    {
        if (given.IsEmpty || right.IsEmpty)
        {
            return given.IsEmpty == right.IsEmpty
                ? Comparison.Right(Method, "both are the empty set")
                : Comparison.Wrong(Method, $"{given} is not {right}");
        }
        if (given.Spans.Length != right.Spans.Length)
            return Comparison.Wrong(Method, $"{given} is not {right}");
        string? open = null;
        for (int i = 0; i < given.Spans.Length; i++)
        {
            var (a, b) = (given.Spans[i], right.Spans[i]);
            if (a.HasLow != b.HasLow || a.HasHigh != b.HasHigh)
                return Comparison.Wrong(Method, $"{a} and {b} differ in an end that belongs to one alone");
            var low = End(a.Low, b.Low, run);
            var high = a.IsPoint && b.IsPoint ? low : End(a.High, b.High, run);
            if (low.Verdict is MathVerdict.Wrong || high.Verdict is MathVerdict.Wrong)
                return Comparison.Wrong(Method, $"{a} is not {b}");
            if (low.Verdict is MathVerdict.Unknown || high.Verdict is MathVerdict.Unknown)
                open ??= low.Verdict is MathVerdict.Unknown ? low.Reason : high.Reason;
        }
        return open is null ? Comparison.Right(Method, $"both are {right}") : Comparison.Unknown(Method, open);
    }

    private static Comparison End(Expr? answer, Expr? reference, ComparisonRun run)
    {
        if (answer is null || reference is null)
            return answer is null == reference is null ? Comparison.Right(Method, "unbounded") : Comparison.Wrong(Method, "unbounded");
        return run.Compare(answer, reference);
    }

    /// <summary>Integers on one side alone: Wrong unless the other side has the same ends, which may leave unsaid that integers are meant.</summary>
    private static Comparison Integers(Region given, Region right, ComparisonRun run)
    {
        var tightened = (given.IsOfIntegers ? right : given) with { IsOfIntegers = true };
        if (tightened.WithIntegerEnds(run) is not { } integers)
            return Comparison.Unknown(Method, "whether only integers are meant is not said");
        var comparison = Ends(integers, given.IsOfIntegers ? given : right, run);
        return comparison.Verdict is MathVerdict.Right
            ? Comparison.Unknown(Method, "whether only integers are meant is not said")
            : Comparison.Wrong(Method, $"{given} is not {right}");
    }

    /// <summary>Two sets by their names: the natural numbers are the positive integers, or those with 0.</summary>
    private static Comparison Named(NumberSet answer, NumberSet reference)
    {
        bool mayBeSame = answer.Kind is NumberSetKind.Naturals && reference.Kind is NumberSetKind.Naturals or NumberSetKind.Integers && reference.Sign >= 0
            || reference.Kind is NumberSetKind.Naturals && answer.Kind is NumberSetKind.Integers && answer.Sign >= 0;
        return answer == reference ? Comparison.Right(Method, "the same set of numbers")
            : mayBeSame ? Comparison.Unknown(Method, "whether 0 is a natural number is not agreed on")
            : Comparison.Wrong(Method, "a different set of numbers");
    }

    /// <summary>Where one side is not solved: parts that are alike one by one are Right, a number against infinitely many values is Wrong.</summary>
    private static Comparison Unread(Expr answer, Region? given, Expr reference, Region? right, ComparisonRun run)
    {
        var parts = Parts(answer);
        var wanted = Parts(reference);
        if (parts.Length > 1 && parts.Length == wanted.Length && SetComparer.Compare(parts, wanted, run).Verdict is MathVerdict.Right)
            return Comparison.Right(Method, "the same parts");
        bool isSingle = AnswerKinds.Of(answer) is AnswerKind.Scalar && reference is Interval or NumberSet
            || AnswerKinds.Of(reference) is AnswerKind.Scalar && answer is Interval or NumberSet;
        return isSingle ? Mismatch.Wrong(Method, answer, reference)
            : Comparison.Unknown(Method, $"{AnswerText.Of(given is null ? answer : reference)} is not solved here");
    }

    /// <summary>The parts of a union, those of "or" and those of a list.</summary>
    private static ImmutableArray<Expr> Parts(Expr expression)
    {
        var parts = ImmutableArray.CreateBuilder<Expr>();
        var rest = new Stack<Expr>([expression]);
        while (rest.Count > 0 && parts.Count < 32)
        {
            switch (rest.Pop())
            {
                case SetOperation(SetOperator.Union, var left, var right):
                    rest.Push(right);
                    rest.Push(left);
                    break;
                case AnyOf(var statements):
                    parts.AddRange(statements);
                    break;
                case Listing(var items):
                    parts.AddRange(items);
                    break;
                case var part:
                    parts.Add(part);
                    break;
            }
        }
        return parts.ToImmutable();
    }
}
