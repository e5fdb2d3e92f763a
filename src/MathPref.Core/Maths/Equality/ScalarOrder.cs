using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>The order of two real scalars without variables.</summary>
internal static class ScalarOrder
{
    /// <summary>Bits with which a sign is looked for, the fewest first; what is nearer to zero is compared with it exactly.</summary>
    private static readonly int[] Precisions = [64, 256];

    /// <summary>What a sign by evaluation costs.</summary>
    private const int Steps = 10;

    /// <summary>-1, 0 or 1 as <paramref name="left"/> is less than, equal to or above <paramref name="right"/>; null where that cannot be told.</summary>
    public static int? Compare(Expr left, Expr right, ComparisonRun run)
    {
        if (!run.TrySpend(1))
            return null;
        if (ReferenceEquals(left, right))
            return 0;
        return RationalValue.TryGet(left, out var a) && RationalValue.TryGet(right, out var b)
            ? a.CompareTo(b)
            : Sign(Trees.Subtract(left, right), run);
    }

    /// <summary>The sign of a real scalar without variables; null where it cannot be told.</summary>
    public static int? Sign(Expr scalar, ComparisonRun run)
    {
        if (RationalValue.TryGet(scalar, out var value))
            return value.Sign;
        if (!run.TrySpend(Steps))
            return null;
        foreach (int precision in Precisions)
        {
            var evaluator = new RealEvaluator(new BallWork(), precision);
            var ball = evaluator.Value(scalar);
            if (evaluator.State is not (Evaluation.Done or Evaluation.Imprecise))
                return null;
            if (evaluator.State is Evaluation.Done && (ball.IsPositive || ball.IsNegative))
                return ball.IsPositive ? 1 : -1;
        }
        return run.IsZero(scalar) is true ? 0 : null;
    }
}
