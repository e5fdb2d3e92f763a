using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Sequences;

/// <summary>The n-th term of an arithmetic sequence of which three terms are shown.</summary>
internal sealed partial class ArithmeticTerm() : ProblemFamily("arithmetic-term", ["Sequences and Series", "Arithmetic Progressions"],
[
    @"What is the <o0> term of the arithmetic sequence $<1>, \dots$?",
    @"Find the <o0> term of the arithmetic sequence that begins $<1>, \dots$",
    @"An arithmetic sequence starts with $<1>, \dots$ Compute its <o0> term.",
    @"Determine the <o0> term of the sequence $<1>, \dots$, in which the difference of neighbours is constant.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.Next(level.Of(1, -9, -20, -80, -300), level.Of(9, 15, 30, 90, 400));
        Fraction d = rng.NonZero(level.Of(1, -6, -12, -30, -90), level.Of(6, 8, 12, 30, 90));
        return [Tex.Ordinal(rng.Next(level.Of(5, 6, 8, 20, 100), level.Of(12, 25, 60, 150, 900))), $"{a}, {a + d}, {a + 2 * d}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var terms = values[1].Split(", ").Select(ExpressionReader.ReadNumber).ToArray();
        if (terms is not [{ } a, { } second, { } third] || third - second != second - a)
            return null;
        Fraction n = ExpressionReader.ReadNumber(Digits().Match(values[0]).Value)!.Value, d = second - a, answer = a + (n - 1) * d;
        if (n.Sign <= 0)
            return null;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The first term is $a_1 = {a}$ and the common difference is $d = {second} - {a.Bracketed()} = {d}$",
                $"The $n$-th term is $a_n = a_1 + (n - 1)d$",
                $@"For $n = {n}$ this is ${a} + {n - 1} \cdot {d.Bracketed()}$",
                $"The result is $a_{{{n}}} = {answer}$",
            ],
            Slip.Careless($@"The term is ${a} + {n} \cdot {d.Bracketed()}$", (a + n * d).ToString()),
            Slip.Careless($@"The term is ${a} + {n - 2} \cdot {d.Bracketed()}$", (a + (n - 2) * d).ToString()),
            Slip.Sign($@"The term is ${a} + {n - 1} \cdot {(-d).Bracketed()}$", (a - (n - 1) * d).ToString()));
    }

    [GeneratedRegex("^[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}

/// <summary>The sum of the first n terms of an arithmetic sequence.</summary>
internal sealed class ArithmeticSum() : ProblemFamily("arithmetic-sum", ["Sequences and Series", "Arithmetic Progressions"],
[
    "Find the sum of the first <n2> terms of the arithmetic sequence with first term $<n0>$ and common difference $<n1>$.",
    "An arithmetic sequence has first term $<n0>$ and common difference $<n1>$. What is the sum of its first <n2> terms?",
    "Compute the sum of <n2> terms of the arithmetic series that starts at $<n0>$ and has the common difference $<n1>$.",
    "Add up the first <n2> terms of the arithmetic sequence whose first term is $<n0>$ and whose common difference is $<n1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
    [
        Tex.Text(rng.Next(level.Of(1, -9, -15, -60, -300), level.Of(9, 15, 30, 90, 400))),
        Tex.Text(rng.NonZero(level.Of(1, -5, -9, -30, -90), level.Of(5, 7, 12, 30, 90))),
        Tex.Text(rng.Next(level.Of(4, 5, 6, 20, 50), level.Of(10, 20, 50, 120, 200))),
    ];

    protected override WorkedProblem? Work(string[] values)
    {
        var (a, d, n) = (
            ExpressionReader.ReadNumber(values[0])!.Value,
            ExpressionReader.ReadNumber(values[1])!.Value,
            ExpressionReader.ReadNumber(values[2])!.Value);
        if (n <= 1)
            return null;
        Fraction last = a + (n - 1) * d, answer = n * (a + last) / 2;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"The last of the ${n}$ terms is ${a} + {n - 1} \cdot {d.Bracketed()} = {last}$",
                $"The first and the last term add up to ${a + last}$",
                $"The sum is the number of terms times half of that",
                $@"This is $\frac{{{n} \cdot {(a + last).Bracketed()}}}{{2}} = {answer}$",
            ],
            new($@"The last term is ${a} + {n} \cdot {d.Bracketed()} = {last + d}$", (n * (a + last + d) / 2).ToString()),
            Slip.Careless($@"The sum is ${n} \cdot {(a + last).Bracketed()}$", (n * (a + last)).ToString()),
            Slip.Careless($"The terms before the last add up to ${answer - last}$", (answer - last).ToString()));
    }
}
