using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>One comparison of two answers with what it may still spend: depth and steps are bounded, never time.</summary>
internal sealed class ComparisonRun(ComparisonRules rules)
{
    /// <summary>How deep answers may lie in answers: a set of points of ratios is three.</summary>
    private const int MaxDepth = 12;

    /// <summary>A pair of numbers in digits is a step, any other pair of scalars <see cref="ScalarSteps"/>.</summary>
    private const int MaxSteps = 60_000;

    private const int ScalarSteps = 20;

    private int _depth;

    private int _steps = MaxSteps;

    public ComparisonRules Rules => rules;

    /// <summary>Takes a number of steps; false where there are no more.</summary>
    public bool TrySpend(int steps)
    {
        _steps -= steps;
        return _steps > 0;
    }

    /// <summary>Compares two answers, or two parts of them.</summary>
    public Comparison Compare(Expr answer, Expr reference)
    {
        if (_depth >= MaxDepth || _steps <= 0)
            return Comparison.Unknown("Undecided", "the answers have too many parts");
        _steps--;
        _depth++;
        var comparison = AnswerComparer.Compare(answer, reference, this);
        _depth--;
        return comparison;
    }

    /// <summary>Compares two scalars.</summary>
    public Comparison Scalars(Expr answer, Expr reference)
    {
        if (_steps <= 0 || !Work.TrySpend(answer is Num && reference is Num ? 1 : 50))
            return Comparison.Unknown("Undecided", "the answers have too many parts");
        _steps -= answer is Num && reference is Num ? 1 : ScalarSteps;
        return ScalarComparer.Compare(answer, reference, rules);
    }

    /// <summary>Whether a scalar is zero; null where that cannot be told.</summary>
    public bool? IsZero(Expr scalar) => RationalValue.TryGet(scalar, out var value)
        ? value.IsZero
        : Scalars(scalar, Trees.Zero).Verdict switch
        {
            MathVerdict.Right => true,
            MathVerdict.Wrong => false,
            _ => null,
        };
}
