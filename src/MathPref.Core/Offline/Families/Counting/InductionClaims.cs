using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Counting;

/// <summary>The first wrong step in a proof of a sum's closed form.</summary>
internal sealed class FaultyStep() : ProblemFamily("faulty-step", ["Mathematical Induction"],
[
    @"Which step is the first wrong one in this proof of $\sum_{k=1}^{n} (<0>) = <1>$ by induction? Step 1: for $n = 1$ both sides are $<n2>$. " +
        "Step 2: with the next summand the sum up to $k = n + 1$ is $<e3>$. Step 3: this equals $<4>$. Step 4: this equals $<e5>$. Give its number.",
    @"Find the number of the first false step in the following proof by induction of $\sum_{k=1}^{n} (<0>) = <1>$. Step 1: for $n = 1$ both sides are " +
        @"$<n2>$. " +
        "Step 2: up to $k = n + 1$ the sum is $<e3>$. Step 3: this is $<4>$. Step 4: that is the same as $<e5>$.",
    @"A student proves $\sum_{k=1}^{n} (<0>) = <1>$ by induction. Step 1: for $n = 1$ each side is $<n2>$. Step 2: the sum to $k = n + 1$ is then $<e3>$. " +
        "Step 3: collecting terms gives $<4>$. Step 4: this can be written as $<e5>$. Which step is the first that is false?",
    @"Check this proof by induction of $\sum_{k=1}^{n} (<0>) = <1>$ and give the number of the first step that fails. Step 1: both sides are $<n2>$ for $n " +
        @"= 1$. " +
        "Step 2: adding the summand for $k = n + 1$ gives $<e3>$. Step 3: this simplifies to $<4>$. Step 4: this equals $<e5>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(3, 5, 6, 6, 9);
        Fraction a = level.Number < 4 ? 0 : rng.Next(1, level.Of(1, 1, 1, 3, 5)), b = rng.Next(1, most), c = rng.NonZero(-most, most);
        var f = Summand(a, b, c);
        var claim = Closed(a, b, c);
        int wrong = rng.Next(1, 4);
        // A claim that is false for n = 1 fails at once, one that is true there fails when the next is to have its form.
        if (wrong == 1)
            claim += Polynomial.Term(rng.NonZero(-2, 2), "n");
        if (wrong == 4)
            claim += (Polynomial)rng.NonZero(-2, 2) * (Polynomial.Term(1, "nn") - Polynomial.Term(1, "n"));
        var next = At(f, wrong == 2 ? 0 : 1);
        var collected = claim + next;
        if (wrong == 3)
            collected += Polynomial.Term(rng.NonZero(-3, 3), rng.Pick("n", ""));
        return [Named(f, 'k'), claim.ToString(), f.At(1).ToString(), $"{claim} + ({next})", collected.ToString(), Shifted(claim)];
    }

    /// <summary>6ak² + 2bk + c, whose sums have whole coefficients.</summary>
    private static Polynomial Summand(Fraction a, Fraction b, Fraction c) =>
        Polynomial.Term(6 * a, "nn") + Polynomial.Term(2 * b, "n") + c;

    private static Polynomial Closed(Fraction a, Fraction b, Fraction c) =>
        Polynomial.Term(2 * a, "nnn") + Polynomial.Term(3 * a + b, "nn") + Polynomial.Term(a + b + c, "n");

    private static string Named(Polynomial p, char letter) => p.ToString().Replace('n', letter);

    private static Polynomial At(Polynomial p, int shift)
    {
        Polynomial sum = 0;
        for (int i = p.Degree; i >= 0; i--)
            sum = sum * Polynomial.Linear(1, shift, "n") + p[new('n', i)];
        return sum;
    }

    /// <summary>The polynomial with n + 1 for n, not multiplied out.</summary>
    private static string Shifted(Polynomial p) => p.ToString().Replace("n", "(n + 1)", StringComparison.Ordinal);

    protected override WorkedProblem? Work(string[] values)
    {
        if (Read(values[0].Replace('k', 'n')) is not { Degree: > 0 } f || Read(values[1]) is not { Degree: > 0 } claim
            || Blank.Whole(values[2], -100_000, 100_000) is not { } start)
            return null;
        if (Read(values[3]) is not { } second || Read(values[4]) is not { } third || Read(values[5]) is not { } fourth || !fourth.SameAs(At(claim, 1)))
            return null;
        var sum = claim + At(f, 1);
        bool base1 = f.At(1) == start && claim.At(1) == start, rightSum = second.SameAs(sum), collected = third.SameAs(second);
        int wrong = !base1 ? 1 : !rightSum ? 2 : !collected ? 3 : third.SameAs(fourth) ? 0 : 4;
        if (wrong == 0)
            return null;
        string[] steps = [
            base1 ? $"Step 1 is right: for $n = 1$ the summand and the formula are both ${f.At(1)}$"
                : $"Step 1 is wrong: for $n = 1$ the sum is ${f.At(1)}$ and the formula gives ${claim.At(1)}$",
            rightSum ? $"Step 2 is right: the summand for $k = n + 1$ is ${At(f, 1)}$, and it is added to the formula for $n$"
                : $"Step 2 is wrong: the summand for $k = n + 1$ is ${At(f, 1)}$",
            collected ? $"Step 3 is right: collecting terms gives ${second}$" : $"Step 3 is wrong: collecting terms gives ${second}$ and not ${third}$",
            $"Step 4 is wrong: multiplied out, the last expression is ${fourth}$ and not ${third}$"];
        string[] before = ["The base case and each equation are checked in turn", .. wrong < 2 ? ["A proof by induction needs a base case that is true"]
            : (string[])[]];
        return new(AnswerKind.Value, Digits(wrong), [.. before, .. steps.Take(wrong), $"So the first wrong step has the number ${Digits(wrong)}$"],
            wrong == 1 ? null : new("Step 1 is wrong: for $n = 1$ the sum has only one summand, so there is nothing to add", "1"),
            wrong == 2 ? null : Slip.Careless($"Step 2 is wrong: the summand that is added should be ${At(f, 0)}$", "2"),
            wrong == 3 ? null : Slip.Careless("Step 3 is wrong: the terms are not collected as they should be", "3"),
            wrong == 4 ? null : Slip.Careless("Step 4 is wrong: multiplying out does not give the expression before it", "4"));
    }

    private static Polynomial? Read(string text) => text.Length < 120 && ExpressionReader.ReadPolynomial(text) is { } p
        && (p.Degree == 0 || p.IsIn('n', p.Degree))
        && p.Degree < 7 && p.Terms.All(term => term.Value.Bits < 40) ? p : null;
}
