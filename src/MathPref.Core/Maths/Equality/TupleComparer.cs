using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>Points, vectors and ordered pairs: as many coordinates, each equal to the one at its place.</summary>
internal static class TupleComparer
{
    private const string Method = "Tuple";

    private static readonly ImmutableArray<string> Axes = ["i", "j", "k"];

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is Expressions.Tuple point && reference is Expressions.Tuple right)
        {
            var comparison = InOrder(point.Items, right.Items, run);
            return comparison.Verdict is MathVerdict.Right && point.IsSquarePair != right.IsSquarePair
                ? Comparison.Unknown(Method, "a program's list in square brackets is a point, but they may be intervals with other ends")
                : comparison;
        }
        if (answer is Expressions.Tuple given && AlongAxes(reference, given.Items.Length) is { } asked)
            return InOrder(given.Items, asked, run);
        return reference is Expressions.Tuple wanted && AlongAxes(answer, wanted.Items.Length) is { } vector
            ? InOrder(vector, wanted.Items, run)
            : Mismatch.Wrong(Method, answer, reference);
    }

    /// <summary>The coordinates of 3i + 2j - k; null where it is no such sum.</summary>
    private static ImmutableArray<Expr>? AlongAxes(Expr expression, int count)
    {
        if (count is < 2 or > 3 || AnswerKinds.Of(expression) is not AnswerKind.Scalar)
            return null;
        var rest = Trees.Map(expression, leaf => leaf is Const(ConstKind.I) ? new Sym("i") : leaf);
        if (!Variables.Of(rest).Contains("j"))
            return null;
        var coordinates = ImmutableArray.CreateBuilder<Expr>(count);
        for (int i = 0; i < count; i++)
        {
            if (LinearForm.Of(rest, Axes[i]) is not { } form)
                return null;
            coordinates.Add(form.Slope);
            rest = form.Rest;
        }
        return RationalValue.TryGet(rest, out var nothing) && nothing.IsZero ? coordinates.MoveToImmutable() : null;
    }

    /// <summary>Item by item; Wrong at the first that differs, though one before it could not be decided.</summary>
    public static Comparison InOrder(ImmutableArray<Expr> answer, ImmutableArray<Expr> reference, ComparisonRun run)
    {
        if (answer.Length != reference.Length)
            return Comparison.Wrong(Method, $"{answer.Length} coordinates, the reference has {reference.Length}");
        Comparison? open = null;
        for (int i = 0; i < answer.Length; i++)
        {
            var item = run.Compare(answer[i], reference[i]);
            if (item.Verdict is MathVerdict.Wrong)
                return Comparison.Wrong(Method, $"coordinate {i + 1} is {AnswerText.Of(answer[i])}, in the reference {AnswerText.Of(reference[i])}");
            if (item.Verdict is MathVerdict.Unknown)
                open ??= Comparison.Unknown(Method, $"coordinate {i + 1}: {item.Reason}");
        }
        return open ?? Comparison.Right(Method, $"the same {answer.Length} coordinates in the same order");
    }
}
