using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Values with conditions beside them: <c>1/x, x \ne 0</c>, <c>x = \pi/4 + k\pi, k \in \mathbb{Z}</c>. A condition on one side alone is passed over, as a
/// unit is; where both have one, it has to be the same. Values that run with an integer are compared as <see cref="Families"/>.
/// </summary>
internal static class Conditions
{
    private const string Method = "Set";

    /// <summary>Null where neither side has a condition.</summary>
    public static Comparison? Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is not (Listing or AllOf or SetBuilder) && reference is not (Listing or AllOf or SetBuilder))
            return null;
        bool isGiven = TrySplit(answer, out var given, out var conditions), isAsked = TrySplit(reference, out var right, out var asked);
        if (!isGiven && !isAsked)
            return null;
        if (isGiven && isAsked)
        {
            if (Families.Compare(given, conditions, right, asked) is { } family)
                return family;
            var values = run.Compare(given, right);
            return values.Verdict is not MathVerdict.Right || SetComparer.Compare(conditions, asked, run).Verdict is MathVerdict.Right ? values
                : Comparison.Unknown(Method, "the same values under other conditions");
        }
        var comparison = run.Compare(given, right);
        return comparison.Verdict is MathVerdict.Right ? comparison with { Reason = $"{comparison.Reason}; a condition stands on one side alone" }
            : RunsWithInteger(isGiven ? given : right, isGiven ? conditions : asked)
            ? Comparison.Unknown(Method, "the values of one side run with an integer")
            : comparison;
    }

    private static bool RunsWithInteger(Expr values, ImmutableArray<Expr> conditions)
    {
        foreach (var condition in conditions)
        {
            if (condition is Membership(Sym(var name), _, false) && Variables.Of(values).Contains(name))
                return true;
        }
        return false;
    }

    private static bool TrySplit(Expr expression, out Expr values, out ImmutableArray<Expr> conditions)
    {
        values = expression;
        conditions = [];
        if (expression is SetBuilder(var element, var only))
        {
            if (element is Sym or Membership || AnswerKinds.Of(element) is not AnswerKind.Scalar)
                return false;
            values = element;
            conditions = only is AllOf(var several) ? several : [only];
            return true;
        }
        var items = expression switch
        {
            Listing(var all) => all,
            AllOf(var statements) => statements,
            _ => [],
        };
        int count = 0;
        while (count < items.Length && IsCondition(items[items.Length - 1 - count]))
            count++;
        if (count == 0 || count == items.Length)
            return false;
        conditions = items[^count..];
        var rest = items[..^count];
        values = rest.Length == 1 ? rest[0] : expression is Listing ? new Listing(rest) : new AllOf(rest);
        // x = 2, x > 1 says something of x; 1/x, x > 0 says where the value is one.
        var names = Variables.Of(values);
        foreach (var condition in conditions)
        {
            if (condition is Relation relation && (RegionReader.Subject(relation) is not { } name || !names.Contains(name)))
                return false;
        }
        return true;
    }

    private static bool IsCondition(Expr expression) => expression switch
    {
        Membership { Subject: Sym, Set: NumberSet } => true,
        Relation relation => RegionReader.Subject(relation) is not null,
        _ => false,
    };
}
