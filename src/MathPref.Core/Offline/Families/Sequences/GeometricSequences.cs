using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Sequences;

/// <summary>The sum of the first n terms of a geometric sequence.</summary>
internal sealed class GeometricSum() : ProblemFamily("geometric-sum", ["Sequences and Series", "Geometric Progressions"],
[
    "Compute the sum of the first <n2> terms of the geometric sequence with first term $<n0>$ and common ratio $<1>$.",
    "A geometric sequence has first term $<n0>$ and common ratio $<1>$. What is the sum of its first <n2> terms?",
    "Find the sum of <n2> terms of the geometric series that starts at $<n0>$ and has the common ratio $<1>$.",
    "Add up the first <n2> terms of the geometric sequence whose first term is $<n0>$ and whose common ratio is $<1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction ratio = rng.Pick(level.Of<int[]>([2, 3], [2, 3, 4, -2], [2, 3, 4, 5, -2, -3, 2, 3], [3, 4, 5, -2, -3, -4], [3, 4, 5, -3, -4, -5]));
        return
        [
            Tex.Text(rng.NonZero(level.Of(1, -9, -20, -40, -60), level.Of(9, 9, 20, 40, 60))),
            (rng.Percent(level.Of(0, 10, 25, 40, 70)) ? 1 / ratio : ratio).ToString(), Tex.Text(rng.Next(3, level.Of(4, 6, 8, 8, 8))),
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = ExpressionReader.ReadNumber(values[0])!.Value, count = ExpressionReader.ReadNumber(values[2])!.Value;
        if (ExpressionReader.ReadNumber(values[1]) is not { } r || r == 1 || r.IsZero || count.Sign <= 0 || count.CompareTo(40) > 0)
            return null;
        int n = (int)count.Numerator;
        Fraction Sum(int terms) => a * (1 - r.Pow(terms)) / (1 - r);
        var answer = Sum(n);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"The sum of $n$ terms is $a \cdot \frac{{1 - r^n}}{{1 - r}}$",
                $"Here $a = {a}$, $r = {r}$ and $n = {count}$, so $r^n = {r.Pow(n)}$",
                $"Then $1 - r^n = {1 - r.Pow(n)}$ and $1 - r = {1 - r}$",
                $@"The sum is ${(a == 1 ? "" : $@"{a} \cdot ")}\frac{{{1 - r.Pow(n)}}}{{{1 - r}}} = {answer}$",
            ],
            Slip.Careless($"With the exponent ${count - 1}$ the power is ${r.Pow(n - 1)}$", Sum(n - 1).ToString()),
            Slip.Careless($"With the exponent ${count + 1}$ the power is ${r.Pow(n + 1)}$", Sum(n + 1).ToString()),
            new($@"The sum is $ar^{{n - 1}} = {a * r.Pow(n - 1)}$", (a * r.Pow(n - 1)).ToString()),
            (1 + r).IsZero ? null : Slip.Sign($"The denominator is ${1 + r}$", (a * (1 - r.Pow(n)) / (1 + r)).ToString()));
    }
}

/// <summary>The sum of an infinite geometric series.</summary>
internal sealed class InfiniteSeries() : ProblemFamily("infinite-series", ["Sequences and Series", "Geometric Progressions"],
[
    "Find the sum of the infinite geometric series with first term $<n0>$ and common ratio $<1>$.",
    "To which value does the geometric series with first term $<n0>$ and common ratio $<1>$ converge?",
    "An infinite geometric series starts at $<n0>$ and has the common ratio $<1>$. Compute its sum.",
    "What is the sum to infinity of the geometric series whose first term is $<n0>$ and whose common ratio is $<1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int bottom = rng.Next(2, level.Of(3, 6, 9, 15, 20)), first = level.Of(12, 20, 30, 90, 300);
        return [Tex.Text(rng.NonZero(level.Of(1, -20, -30, -90, -300), first)), new Fraction(rng.NonZero(1 - bottom, bottom - 1), bottom).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var a = ExpressionReader.ReadNumber(values[0])!.Value;
        if (ExpressionReader.ReadNumber(values[1]) is not { } r || r.Abs().CompareTo(1) >= 0 || r.IsZero || a.IsZero)
            return null;
        var answer = a / (1 - r);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The ratio ${r}$ lies between $-1$ and $1$, so the series converges",
                $@"Its sum is $\frac{{a}}{{1 - r}}$ with $a = {a}$ and $r = {r}$",
                $"The denominator is $1 - r = {1 - r}$",
                $@"The sum is $\frac{{{a}}}{{{1 - r}}} = {answer}$",
            ],
            Slip.Sign($"The denominator is ${1 + r}$", (a / (1 + r)).ToString()),
            new($"The sum is ${a}$ times ${1 - r}$", (a * (1 - r)).ToString()),
            Slip.Careless($"The terms after the first add up to ${answer - a}$", (answer - a).ToString()));
    }
}
