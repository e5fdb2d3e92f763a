using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Compares two scalars with variables. Letters are those of the question: an answer in others is Wrong, but Unknown where all letters are others (or the
/// same but for case) and the two would be equal if they were renamed: <c>t + 1</c> for <c>x + 1</c>.
/// </summary>
internal static class VariableComparer
{
    private const int Tries = 20;
    private const int MaxOtherLetters = 3;

    public static Comparison Compare(Expr answer, Expr reference, ScalarTraits traits)
    {
        if (IntegrationConstant.Of(reference, answer) is { } constant)
            return UpToConstant(answer, constant);
        var (onlyAnswer, onlyReference) = Letters(answer, reference, traits);
        var comparison = Plainly(answer, reference, traits);
        if (comparison.Verdict is not MathVerdict.Wrong)
            return comparison;
        if (traits.Variables.Count <= 2 && Families.CompareImplied(answer, reference) is { Verdict: MathVerdict.Right } family)
            return family;
        if (onlyReference.Count == 0 && IntegrationConstant.InAnswer(answer, reference) is { } left
            && Compare(left, reference, Traits(left, reference)).Verdict is MathVerdict.Right)
            return Comparison.Unknown("Undecided", "the answer leaves a constant open that the reference does not have");
        if (MayBeFamilies(answer, reference))
            return Comparison.Unknown("Undecided", "the two are the same values where the variable is any integer, and no condition says so");
        bool haveNoneInCommon = onlyAnswer.Count + onlyReference.Count == traits.Variables.Count;
        return (haveNoneInCommon || AreAlikeButForCase(onlyAnswer, onlyReference)) && MayBeRenamed(answer, reference, onlyAnswer, onlyReference)
            ? Comparison.Unknown("Undecided", $"the answer has {string.Join(", ", onlyAnswer)} where the reference has {string.Join(", ", onlyReference)}")
            : comparison;
    }

    /// <summary>Solutions of a trigonometric equation without "for integers n": π/4 - nπ for π/4 + nπ.</summary>
    private static bool MayBeFamilies(Expr answer, Expr reference)
    {
        var given = Traits(answer).Variables;
        var right = Traits(reference).Variables;
        return given.Count == 1 && right.Count == 1 && given.Keys.First() is "n" or "k" or "m" && HasPi(reference) && right.Keys.First() is "n" or "k" or "m"
            && Families.Compare(answer, AnyInteger(given.Keys.First()), reference, AnyInteger(right.Keys.First())) is { Verdict: MathVerdict.Right };
    }

    private static bool HasPi(Expr expression)
    {
        bool hasPi = false;
        Trees.Map(expression, leaf =>
        {
            hasPi |= leaf is Const(ConstKind.Pi);
            return leaf;
        });
        return hasPi;
    }

    private static ImmutableArray<Expr> AnyInteger(string name) => [new Membership(new Sym(name), new NumberSet(NumberSetKind.Integers), false)];

    private static Comparison Plainly(Expr answer, Expr reference, ScalarTraits traits)
    {
        var forms = new CanonicalForms();
        if (forms.Of(answer) is { } a && forms.Of(reference) is { } r && forms.AreEqual(a, r) is { } equal)
        {
            if (equal)
                return Comparison.Right(forms.IsOfVariablesAlone ? "Polynomial" : "Exact", "the difference of the two is 0 when it is multiplied out");
            if (forms.IsOfVariablesAlone && !(traits.HasDecimals && HasDecimals(answer) != HasDecimals(reference)))
                return Witness(answer, reference, traits);
        }
        var comparer = new FunctionComparer(answer, reference, traits);
        var comparison = comparer.Compare();
        return comparison.Verdict is MathVerdict.Wrong && comparer.IsClose && HasDecimals(answer) != HasDecimals(reference)
            ? Comparison.Unknown("Decimal", comparison.Reason + "; decimals within may be rounded")
            : comparison;
    }

    private static bool HasDecimals(Expr expression) => Traits(expression).HasDecimals;

    private static ScalarTraits Traits(params ReadOnlySpan<Expr> expressions)
    {
        var traits = new ScalarTraits();
        foreach (var expression in expressions)
            traits.Add(expression);
        return traits;
    }

    /// <summary>A point where two different rational functions have different values.</summary>
    private static Comparison Witness(Expr answer, Expr reference, ScalarTraits traits)
    {
        var points = new PointEvaluator(traits.Variables);
        for (int point = 0; point < Tries; point++)
        {
            if (points.ExactlyAt(point, answer) is { } a && points.ExactlyAt(point, reference) is { } r && a != r)
                return Comparison.Wrong("Polynomial", $"{points.Describe(point)} the answer is {RealValue.Text(a)}, the reference {RealValue.Text(r)}");
        }
        return Comparison.Wrong("Polynomial", "the difference of the two, multiplied out, is not 0");
    }

    /// <summary>The reference has an integration constant: where the answer has one, too, the two may differ by a number.</summary>
    private static Comparison UpToConstant(Expr answer, IntegrationConstant constant)
    {
        var traits = Traits(constant.Answer, constant.Reference);
        var comparison = traits.Variables.Count == 0
            ? ScalarComparer.Compare(constant.Answer, constant.Reference, new())
            : Plainly(constant.Answer, constant.Reference, traits);
        if (comparison.Verdict is MathVerdict.Right || !constant.IsInAnswer || traits.Variables.Count == 0)
            return comparison;
        var forms = new CanonicalForms();
        if (forms.Of(constant.Answer) is { } a && forms.Of(constant.Reference) is { } r && forms.DifferByNumber(a, r) is { } byNumber
            && (byNumber || forms.IsOfVariablesAlone && traits.Variables.Count == 1))
            return byNumber ? Comparison.Right("Polynomial", "the two differ by a constant, which both leave open") : comparison;
        var inAll = new FunctionComparer(constant.Answer, constant.Reference, traits, constantIn: "").Compare();
        if (inAll.Verdict is not MathVerdict.Wrong || traits.Variables.Count == 1)
            return inAll;
        // With parameters the constant may be one of them: of x and a, x is what was integrated over.
        foreach (string name in traits.Variables.Keys)
        {
            var inOne = new FunctionComparer(constant.Answer, constant.Reference, traits, constantIn: name).Compare();
            if (inOne.Verdict is not MathVerdict.Wrong)
            {
                return name is "x" || inOne.Verdict is MathVerdict.Unknown ? inOne
                    : Comparison.Unknown("Undecided", $"the two differ by what is constant in {name}, which may be the variable or not");
            }
        }
        return inAll;
    }

    private static (List<string> OnlyAnswer, List<string> OnlyReference) Letters(Expr answer, Expr reference, ScalarTraits both)
    {
        var inAnswer = Traits(answer).Variables;
        if (inAnswer.Count == both.Variables.Count && Traits(reference).Variables.Count == both.Variables.Count)
            return ([], []);
        var inReference = Traits(reference).Variables;
        return ([.. inAnswer.Keys.Where(k => !inReference.ContainsKey(k))], [.. inReference.Keys.Where(k => !inAnswer.ContainsKey(k))]);
    }

    private static bool AreAlikeButForCase(List<string> a, List<string> b) => a.TrueForAll(x => b.Exists(y => x.Equals(y, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether the answer would be the reference if its own letters were those of the reference, in some order.</summary>
    private static bool MayBeRenamed(Expr answer, Expr reference, List<string> from, List<string> to)
    {
        if (from.Count == 0 || from.Count != to.Count)
            return false;
        if (from.Count > MaxOtherLetters)
            return true;
        foreach (var order in Orders(to))
        {
            var rewriter = new Rewriter(e => e is Sym s && from.IndexOf(s.Name) is >= 0 and var i ? new Sym(order[i]) : null);
            var renamed = rewriter.Of(answer);
            if (Plainly(renamed, reference, Traits(renamed, reference)).Verdict is not MathVerdict.Wrong)
                return true;
        }
        return false;
    }

    private static IEnumerable<List<string>> Orders(List<string> items)
    {
        if (items.Count < 2)
        {
            yield return items;
            yield break;
        }
        for (int i = 0; i < items.Count; i++)
        {
            foreach (var rest in Orders([.. items[..i], .. items[(i + 1)..]]))
                yield return [items[i], .. rest];
        }
    }
}
