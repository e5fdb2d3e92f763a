using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths;

/// <summary>One value said twice, "3/8, or 37.5%" and "1/3 or 0.333": what looks like two values is one.</summary>
internal static class Restatement
{
    /// <summary>The comparison of the one value; null where the answer is no such pair.</summary>
    public static Comparison? Compare(IReadOnlyList<Expr> answers, IReadOnlyList<Expr> references, ComparisonRules rules)
    {
        if (answers is not [Listing { Items: [var exact, var other] }, ..] || references is [Listing or SetOf or Expressions.Tuple, ..])
            return null;
        if (AnswerComparer.Compare(other, exact, rules with { AsksForPercent = true }).Verdict is not MathVerdict.Right)
            return null;
        var comparison = MathAnswer.Compare([exact], references, rules);
        return comparison.Verdict is MathVerdict.Right || MathAnswer.Compare([other], references, rules) is not { Verdict: MathVerdict.Right } second
            ? comparison
            : second;
    }
}
