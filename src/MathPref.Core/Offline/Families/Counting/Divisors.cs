using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Counting;

/// <summary>The largest number that divides a^n b + cn + d for every n.</summary>
internal sealed partial class PowerDivisor() : ProblemFamily("power-divisor", ["Mathematical Induction"],
[
    @"What is the largest positive integer that divides $<e0>$ for every integer $n \ge 0$?",
    @"By induction one can show that $<e0>$ is divisible by $d$ for all $n \ge 0$. Find the largest possible $d$.",
    @"Determine the greatest integer $d$ such that $<e0>$ is a multiple of $d$ for all integers $n \ge 0$.",
    @"All values of $<e0>$ with an integer $n \ge 0$ have a greatest common divisor. What is it?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int a = rng.Next(2, level.Of(9, 12, 15, 20, 25)), b = level.Number < 3 ? 1 : rng.Next(1, level.Of(1, 1, 4, 6, 9));
            int c = level.Number == 1 ? 0 : rng.NonZero(-level.Of(1, 12, 30, 40, 60), level.Of(1, 12, 30, 40, 60)), d = level.Number < 4 && rng.Percent(60)
                ? -b : rng.NonZero(-30, 30);
            if (Divisor(a, b, c, d) > 2 && (level.Number == 1 || !c.Equals(0)))
                return [Written(a, b, c, d)];
        }
    }

    private static string Written(Fraction a, Fraction b, Fraction c, Fraction d) =>
        (b == 1 ? $"{a}^n" : $@"{b} \cdot {a}^n") + (c.IsZero ? "" : $" {(c.Sign < 0 ? "-" : "+")} {Tex.Times(c.Abs(), "n")}")
            + (d.IsZero ? "" : $" {Tex.Plus(d)}");

    /// <summary>f(n + 3) is a whole combination of the three values before it, as (x - a)(x - 1)² begins with x³: the first three decide.</summary>
    private static BigInteger Divisor(int a, int b, int c, int d) => Enumerable.Range(0, 3)
        .Aggregate(BigInteger.Zero, (gcd, n) => BigInteger.GreatestCommonDivisor(gcd, b * BigInteger.Pow(a, n) + c * n + d));

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formula().Match(values[0]) is not { Success: true } match || Blank.Whole(match.Groups["a"].Value, 2, 99) is not { } a)
            return null;
        int? Part(string group) => match.Groups[group].Success ? Blank.Whole(match.Groups[group].Value.Replace(" ", "").Replace("+", "") is var text
            && text is "" or "-" ? text + "1" : text, -999, 999) : 0;
        int? times = match.Groups["b"].Success ? Part("b") : 1;
        if (times is not > 0 || Part("c") is not { } c || Part("d") is not { } d || Written(a, times.Value, c, d) != values[0])
            return null;
        int b = times.Value;
        BigInteger At(int n) => b * BigInteger.Pow(a, n) + c * n + d;
        var answer = Divisor(a, b, c, d);
        if (answer.IsZero)
            return null;
        // f(n + 1) = a f(n) + rest, where rest is linear in n.
        var rest = Polynomial.Linear(c - (BigInteger)a * c, (BigInteger)c + d - (BigInteger)a * d, "n");
        var content = BigInteger.GreatestCommonDivisor((c - (Fraction)a * c).Numerator, (c + d - (Fraction)a * d).Numerator);
        return new(AnswerKind.Value, Digits(answer),
            [
                $"Let $f(n) = {values[0]}$; its first values are $f(0) = {Digits(At(0))}$, $f(1) = {Digits(At(1))}$ and $f(2) = {Digits(At(2))}$",
                $"Their greatest common divisor is ${Digits(answer)}$, so no larger number divides all values",
                rest.IsZero ? $"In the induction step $f(n + 1) = {Digits(a)}f(n)$"
                    : $"In the induction step $f(n + 1) = {Digits(a)}f(n) {(rest.Terms[0].Value.Sign < 0 ? $"- {Bracket(-rest)}" : $"+ {Bracket(rest)}")}$",
                $"If ${Digits(answer)}$ divides $f(n)$, it divides {(rest.IsZero ? "this multiple" : "both terms")}, so it divides $f(n + 1)$",
                $"The largest such number is ${Digits(answer)}$",
            ],
            Slip.Careless($"The first values are $f(0) = {Digits(At(0))}$ and $f(1) = {Digits(At(1))}$, and their greatest common divisor decides",
                Digits(BigInteger.GreatestCommonDivisor(At(0), At(1)))),
            At(1).IsZero ? null : new($"The base case is $f(1) = {Digits(At(1))}$, and this is the divisor", Digits(BigInteger.Abs(At(1)))),
            content.IsZero ? null : Slip.Careless($"The rest ${rest}$ has the common factor ${Digits(content)}$", Digits(content)),
            new($"A power of ${Digits(a)}$ minus $1$ is divisible by ${Digits(a)} + 1 = {Digits(a + 1)}$", Digits(a + 1)),
            new($"Powers of ${Digits(a)}$ leave the remainder $1$ on division by ${Digits(a - 1)}$", Digits(a - 1)),
            !answer.IsEven || answer == 2 ? null
                : Slip.Careless($"The values $f(0)$ and $f(1)$ are both divisible by ${Digits(answer / 2)}$", Digits(answer / 2)));
    }

    private static string Bracket(Polynomial p) => p.Terms.Count > 1 ? $"({p})" : p.ToString();

    [GeneratedRegex(
        @"^(?:(?<b>[0-9]{1,3}) \\cdot )?(?<a>[0-9]{1,2})\^n(?: (?<c>[+-] [0-9]{0,3})n)?(?: (?<d>[+-] [0-9]{1,3}))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Formula();
}

/// <summary>The largest number that divides all values of a polynomial.</summary>
internal sealed class PolynomialDivisor() : ProblemFamily("polynomial-divisor", ["Mathematical Induction"],
[
    @"Let $f(n) = <0>$. What is the largest positive integer that divides $f(n)$ for all positive integers $n$?",
    @"Find the greatest integer $d$ for which induction can show that $d$ divides $<0>$ for every positive integer $n$.",
    @"The number $<0>$ is a multiple of $d$ for all positive integers $n$. Determine the largest such $d$.",
    @"Which is the largest number that divides every value of $<0>$ for positive integers $n$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int most = level.Of(9, 12, 15, 20, 30);
            Fraction five = level.Number == 5 ? rng.Next(1, 6) : 0, four = level.Number == 4 ? rng.Next(1, 6) : 0, cube = rng.Next(1, level.Of(2, 3, 6, 9, 9));
            Fraction square = level.Number < 3 ? 0 : rng.Next(-most, most), linear = rng.NonZero(-most, most);
            var f = Polynomial.Term(five, "nnnnn") + Polynomial.Term(four, "nnnn") + Polynomial.Term(cube, "nnn") + Polynomial.Term(square, "nn")
                + Polynomial.Term(linear, "n");
            if (Divisor(f) is { } d && d > 2)
                return [f.ToString()];
        }
    }

    private static BigInteger Divisor(Polynomial f) => Enumerable.Range(1, f.Degree + 1)
        .Aggregate(BigInteger.Zero, (gcd, n) => BigInteger.GreatestCommonDivisor(gcd, f.At(n).Numerator));

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Degree: > 1 and < 7 } f || !f.IsIn('n', f.Degree))
            return null;
        if (f.Terms.Any(term => !term.Value.IsInteger || term.Value.Bits > 20))
            return null;
        var answer = Divisor(f);
        if (answer.IsZero)
            return null;
        var content = f.Terms.Aggregate(BigInteger.Zero, (gcd, term) => BigInteger.GreatestCommonDivisor(gcd, term.Value.Numerator));
        string Values(int count) => List([.. Enumerable.Range(1, count).Select(n => $"$f({Digits(n)}) = {f.At(n)}$")]);
        BigInteger Gcd(int count) =>
            Enumerable.Range(1, count).Aggregate(BigInteger.Zero, (gcd, n) => BigInteger.GreatestCommonDivisor(gcd, f.At(n).Numerator));
        return new(AnswerKind.Value, Digits(answer),
            [
                $"The first values of $f(n) = {f}$ are {Values(f.Degree + 1)}",
                $"Their greatest common divisor is ${Digits(answer)}$, so no larger number divides all values",
                $"The degree is ${Digits(f.Degree)}$, so each value is a combination of the ${Digits(f.Degree + 1)}$ before it with whole coefficients",
                $"By induction ${Digits(answer)}$ divides all values, and it is the largest such number",
            ],
            f.At(1).IsZero ? null : new($"The first value is $f(1) = {f.At(1)}$", f.At(1).Abs().ToString()),
            Slip.Careless($"The first values are {Values(2)}, and their greatest common divisor decides", Digits(Gcd(2))),
            new($"The coefficients have the greatest common divisor ${Digits(content)}$", Digits(content)),
            answer.IsEven ? Slip.Careless("All values are even, so the divisor is $2$", "2") : null,
            (answer % 3).IsZero ? Slip.Careless("All values are divisible by $3$, so the divisor is $3$", "3") : null,
            new($"A product of ${Digits(f.Degree)}$ numbers in a row is divisible by ${Digits(f.Degree)}! = {Digits(Factorial(f.Degree))}$",
                Digits(Factorial(f.Degree))));
    }
}
