using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Compares two scalars: as fractions where both are, else by canonical forms, else by values at points (<see cref="FunctionComparer"/>). A decimal
/// stands for what <see cref="DecimalRule"/> says; decimals within expressions are the fractions that they show. Work is bounded by
/// <see cref="Bounds"/>. A reference with <c>+ C</c> allows an answer with a constant to differ by one.
/// </summary>
internal static class ScalarComparer
{
    public static Comparison Compare(Expr answer, Expr reference, ComparisonRules rules)
    {
        if (answer is Num { Decimals: null } a && reference is Num { Decimals: null } r)
            return Exact(a.Value, r.Value);
        if (SameTree.Is(answer, reference))
            return Comparison.Right("Exact", "both are the same expression");
        var traits = new ScalarTraits();
        traits.Add(answer);
        traits.Add(reference);
        if (traits.IsBeyond)
            return Comparison.Unknown("Undecided", "one of the two is no scalar, or too large to compute");
        if (traits.HasInfinity)
            return Infinities(answer, reference);
        if (traits.HasBareLogarithm)
            return BothLogarithms(answer, reference, rules);
        if (traits.HasUnknownFunction)
            return UnknownFunctions(answer, reference, rules);
        return traits.Variables.Count == 0
            ? ConstantComparer.Compare(answer, reference, traits, rules)
            : VariableComparer.Compare(answer, reference, traits);
    }

    internal static Comparison Exact(Fraction answer, Fraction reference) => answer == reference
        ? Comparison.Right("Exact", $"both are {RealValue.Text(answer)}")
        : Comparison.Wrong("Exact", Different(answer, reference));

    private static string Different(Fraction answer, Fraction reference)
    {
        for (int digits = 10; digits <= 80; digits *= 2)
        {
            string a = RealValue.Text(answer, digits), r = RealValue.Text(reference, digits);
            if (a != r)
                return $"the answer is {a}, the reference {r}";
        }
        return $"the answer is the reference plus {RealValue.Text(answer - reference)}";
    }

    /// <summary>1 or -1 for an infinity, 0 for what has none, null for an expression with one inside.</summary>
    private static int? InfinitySign(Expr expression) => expression switch
    {
        Const { Kind: ConstKind.Infinity } => 1,
        Neg n => -InfinitySign(n.Operand),
        _ => HasInfinity(expression) ? null : 0,
    };

    private static bool HasInfinity(Expr expression)
    {
        var traits = new ScalarTraits();
        traits.Add(expression);
        return traits.HasInfinity;
    }

    private static Comparison Infinities(Expr answer, Expr reference)
    {
        if (InfinitySign(answer) is not { } a || InfinitySign(reference) is not { } r)
            return Comparison.Unknown("Undecided", "infinity stands within an expression");
        if (a != r && IsUndefined(a == 0 ? answer : reference))
            return Comparison.Unknown("Undecided", "one of the two divides by 0, which may be meant as infinity");
        return a == r
            ? Comparison.Right("Exact", "both are the same infinity")
            : Comparison.Wrong("Exact", $"the answer is {Name(a)}, the reference {Name(r)}");
        static string Name(int sign) => sign == 0 ? "finite" : sign > 0 ? "infinity" : "minus infinity";
    }

    private static bool IsUndefined(Expr expression)
    {
        var exact = new ExactEvaluator();
        exact.Value(expression);
        return exact.IsUndefined;
    }

    /// <summary>A logarithm without a base may be of base e or 10: a verdict is one where both agree.</summary>
    private static Comparison BothLogarithms(Expr answer, Expr reference, ComparisonRules rules)
    {
        var natural = new Rewriter(e => e is Call { Function: Function.Log, Arguments: [var x] } ? new Call(Function.Ln, [x]) : null);
        var first = Compare(natural.Of(answer), natural.Of(reference), rules);
        if (first.Verdict is MathVerdict.Unknown)
            return first;
        var decimals = new Rewriter(e => e is Call { Function: Function.Log, Arguments: [var x] } ? new Call(Function.Log, [x, Num.Of(10)]) : null);
        var second = Compare(decimals.Of(answer), decimals.Of(reference), rules);
        return first.Verdict == second.Verdict ? first
            : Comparison.Unknown("Undecided", "the base of the logarithm is not written, and it decides");
    }

    /// <summary>f(x) is a variable of its own for each way in which its arguments are written; two ways may still be the same value.</summary>
    private static Comparison UnknownFunctions(Expr answer, Expr reference, ComparisonRules rules)
    {
        var seen = new List<Apply>();
        var rewriter = new Rewriter(e =>
        {
            if (e is not Apply apply)
                return null;
            int place = seen.FindIndex(s => SameTree.Is(s, apply));
            if (place < 0)
            {
                place = seen.Count;
                seen.Add(apply);
            }
            return new Sym($"{apply.Name}(…{place + 1})");
        });
        var newAnswer = rewriter.Of(answer);
        var newReference = rewriter.Of(reference);
        var comparison = Compare(newAnswer, newReference, rules);
        bool maybeSame = seen.GroupBy(a => a.Name).Any(g => g.Count() > 1);
        return comparison.Verdict is MathVerdict.Wrong && maybeSame
            ? Comparison.Unknown("Undecided", "arguments of an unknown function are written in several ways")
            : comparison;
    }
}
