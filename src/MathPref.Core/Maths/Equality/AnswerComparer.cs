using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Compares two read answers by their kinds; the scalars in them by <see cref="ScalarComparer"/>. The reference decides the kind: what is asked for is what
/// it shows. Kinds that cannot be the same (a point and a number, two values and one) are Wrong; those that some writers mix are compared as the
/// one or the other, and what nothing here decides is Unknown. Total: never throws, bounded in depth and steps.
/// </summary>
internal static class AnswerComparer
{
    public static Comparison Compare(Expr answer, Expr reference, ComparisonRules rules) => answer is Num && reference is Num && !rules.AsksForPercent
        ? ScalarComparer.Compare(answer, reference, rules)
        : new ComparisonRun(rules).Compare(answer, reference);

    /// <summary>The same as part of a comparison that has begun. What is written the same is the same, also where no kind can tell.</summary>
    internal static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        var comparison = ByKind(answer, reference, run);
        return comparison.Verdict is not MathVerdict.Right && SameTree.Is(answer, reference)
            ? Comparison.Right("Exact", "both are the same expression")
            : comparison;
    }

    private static Comparison ByKind(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is Num && reference is Num && !run.Rules.AsksForPercent)
            return run.Scalars(answer, reference);
        answer = AnswerKinds.Plain(answer);
        reference = AnswerKinds.Plain(reference);
        if (answer is Choice || reference is Choice)
            return ChoiceComparer.Compare(answer, reference, run);
        if (answer is Words || reference is Words)
            return WordsComparer.Compare(answer, reference, run);
        if (PlusMinusExpander.Has(answer) || PlusMinusExpander.Has(reference))
            return WithSigns(answer, reference, run);
        if (Conditions.Compare(answer, reference, run) is { } conditional)
            return conditional;
        if (MatrixValue.Has(answer) || MatrixValue.Has(reference))
            return MatrixComparer.Compare(answer, reference, run);
        var kind = AnswerKinds.Of(answer);
        var asked = AnswerKinds.Of(reference);
        if (kind is AnswerKind.Scalar && asked is AnswerKind.Scalar)
            return run.Rules.AsksForPercent ? PercentComparer.Scalars(answer, reference, run) : run.Scalars(answer, reference);
        return Structured(answer, kind, reference, asked, run);
    }

    private static Comparison Structured(Expr answer, AnswerKind kind, Expr reference, AnswerKind asked, ComparisonRun run)
    {
        if (kind is AnswerKind.System || asked is AnswerKind.System)
            return SystemComparer.Compare(answer, kind, reference, asked, run);
        if (kind is AnswerKind.Equation || asked is AnswerKind.Equation)
            return EquationComparer.Compare(answer, kind, reference, asked, run);
        if (kind is AnswerKind.Region || asked is AnswerKind.Region)
            return RegionComparer.Compare(answer, kind, reference, asked, run);
        if (kind is AnswerKind.Inequality || asked is AnswerKind.Inequality)
            return InequalityComparer.Compare(answer, reference, run);
        if (kind is AnswerKind.Values || asked is AnswerKind.Values)
            return SetComparer.Compare(answer, kind, reference, asked, run);
        if (kind is AnswerKind.Time or AnswerKind.Date || asked is AnswerKind.Time or AnswerKind.Date)
            return MomentComparer.Compare(answer, reference);
        if (kind is AnswerKind.Ratio || asked is AnswerKind.Ratio)
            return RatioComparer.Compare(answer, reference, run);
        if (kind is AnswerKind.Ordered || asked is AnswerKind.Ordered)
            return TupleComparer.Compare(answer, reference, run);
        if (kind is AnswerKind.Based || asked is AnswerKind.Based)
            return BaseComparer.Compare(answer, reference, run);
        if (kind is AnswerKind.Angle || asked is AnswerKind.Angle)
            return AngleComparer.Compare(answer, reference, run);
        return kind is AnswerKind.Percent || asked is AnswerKind.Percent
            ? PercentComparer.Compare(answer, reference, run)
            : QuantityComparer.Compare(answer, reference, run);
    }

    /// <summary>
    /// ± as the list of its values, all signs together. Where that differs and several signs stand in one value, Wrong is only what is Wrong with every sign
    /// chosen by itself too.
    /// </summary>
    private static Comparison WithSigns(Expr answer, Expr reference, ComparisonRun run)
    {
        bool isInAnswer = PlusMinusExpander.Has(answer), isInReference = PlusMinusExpander.Has(reference);
        var given = isInAnswer ? PlusMinusExpander.Together(answer) : answer;
        var right = isInReference ? PlusMinusExpander.Together(reference) : reference;
        var comparison = run.Compare(given, right);
        if (comparison.Verdict is not MathVerdict.Wrong)
            return comparison;
        var givenAlone = isInAnswer ? PlusMinusExpander.Independent(answer) : null;
        var rightAlone = isInReference ? PlusMinusExpander.Independent(reference) : null;
        if (givenAlone is null && rightAlone is null)
            return comparison;
        return run.Compare(givenAlone ?? given, rightAlone ?? right).Verdict is MathVerdict.Wrong
            ? comparison
            : Comparison.Unknown(comparison.Method, "whether the signs ± go together is not said, and the values differ by it");
    }
}
