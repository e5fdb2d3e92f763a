using System.Numerics;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Counting;

/// <summary>The coefficient of a power of x in (ax^p + bx^q)^n.</summary>
internal sealed class BinomialPower() : ProblemFamily("binomial-power", ["Binomial Theorem"],
[
    "What is the coefficient of $x^{<n0>}$ in the expansion of $(<1>)^{<n2>}$?",
    "Find the coefficient of $x^{<n0>}$ when $(<1>)^{<n2>}$ is expanded.",
    "Use the binomial theorem to determine the coefficient of $x^{<n0>}$ in $(<1>)^{<n2>}$.",
    "Expanding $(<1>)^{<n2>}$ gives a polynomial in $x$. Which coefficient does $x^{<n0>}$ have?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = rng.Next(level.Of(4, 4, 5, 6, 7), level.Of(6, 7, 9, 9, 10));
        int a = level.Number < 2 ? 1 : rng.Next(1, level.Of(1, 2, 4, 3, 3)),
            b = rng.NonZero(-level.Of(3, 3, 4, 4, 3), level.Of(3, 3, 4, 4, 3));
        while (!BigInteger.GreatestCommonDivisor(a, b).IsOne)
            b = rng.NonZero(-4, 4);
        int p = level.Of(1, 1, rng.Next(1, 2), rng.Next(2, 3), rng.Next(3, 4)), q = level.Number == 5 ? rng.Next(0, 1) : 0;
        int j = rng.Next(1, n - 1);
        var @base = Polynomial.Term(a, new('x', p)) + Polynomial.Term(b, new('x', q));
        return [Tex.Text(p * (n - j) + q * j), @base.ToString(), Tex.Text(n)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[1]) is not { Terms: [var first, var second] } @base || !@base.IsIn('x', first.Key.Length))
            return null;
        if (Blank.Whole(values[0], 2, 200) is not { } power || Blank.Whole(values[2], 2, 12) is not { } n)
            return null;
        int p = first.Key.Length, q = second.Key.Length;
        var (a, b) = (first.Value, second.Value);
        if (a.Bits > 12 || b.Bits > 12 || (n * p - power) % (p - q) != 0 || (n * p - power) / (p - q) is not (> 0 and var j) || j >= n)
            return null;
        Fraction choices = Choose(n, j), answer = choices * a.Pow(n - j) * b.Pow(j);
        string x = Polynomial.Term(a, first.Key).ToString(), y = second.Value.ToString() == second.Key ? second.Key : Polynomial.Term(b, second.Key).ToString();
        string exponent = q == 0
            ? p == 1 ? $"{Digits(n)} - j = {Digits(power)}" : $"{Digits(p)}({Digits(n)} - j) = {Digits(power)}"
            : $"{Digits(p)}({Digits(n)} - j) + {(q == 1 ? "j" : $"{Digits(q)}j")} = {Digits(power)}";
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"By the binomial theorem the terms are $\binom{{{Digits(n)}}}{{j}}{Power(x, $"{Digits(n)} - j")}{Power(y, "j")}$",
                $"For $x^{{{Digits(power)}}}$ the exponent has to be ${exponent}$, so $j = {Digits(j)}$",
                $@"The coefficient is ${Product(Binomial(n, j), Raised(a, n - j), Raised(b, j))}$",
                $@"This is ${Product(choices.ToString(), a.Pow(n - j).Bracketed(), b.Pow(j).Bracketed())} = {answer}$",
            ],
            a.Abs().IsOne && b.Abs().IsOne ? null : Slip.Careless(@"The coefficient is " +
                $@"${Product(Raised(a, n - j), Raised(b, j))}$", (a.Pow(n - j) * b.Pow(j)).ToString()),
            Slip.Sign($@"The coefficient is ${Product(choices.ToString(), a.Abs().Pow(n - j).ToString(), b.Abs().Pow(j).ToString())}$",
                answer.Abs().ToString()),
            a.IsOne ? null : Slip.Careless($@"The coefficient is ${Product(Binomial(n, j), a.Bracketed(), Raised(b, j))}$",
                (choices * a * b.Pow(j)).ToString()),
            new($@"The coefficient is ${Product(Binomial(n, j), Raised(a, j), Raised(b, n - j))}$",
                (choices * a.Pow(j) * b.Pow(n - j)).ToString()),
            new($"The coefficient is ${Binomial(n, j)}$", choices.ToString()),
            Slip.Careless($"The coefficient is ${Product(Binomial(n, j + 1), Raised(a, n - j - 1), Raised(b, j + 1))}$",
                ((Fraction)Choose(n, j + 1) * a.Pow(n - j - 1) * b.Pow(j + 1)).ToString()));
    }
}

/// <summary>One term of (ax + by)^n by its number.</summary>
internal sealed class BinomialTerm() : ProblemFamily("binomial-term", ["Binomial Theorem"],
[
    "What is the <o0> term in the expansion of $(<1>)^{<n2>}$ in descending powers of $x$?",
    "Find the <o0> term of $(<1>)^{<n2>}$, expanded in descending powers of $x$.",
    "The power $(<1>)^{<n2>}$ is expanded in descending powers of $x$. Write down the <o0> term in its simplest form.",
    "Determine the <o0> term when $(<1>)^{<n2>}$ is written in descending powers of $x$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = rng.Next(level.Of(4, 4, 5, 6, 7), level.Of(5, 6, 7, 9, 10)), most = level.Of(1, 2, 3, 3, 3);
        var @base = Polynomial.Term(rng.Next(1, most), "x") + Polynomial.Term(rng.NonZero(-most, most), level.Of("y", "y", "y", "yy", "yyy"));
        if (level.Number > 3)
            @base = Polynomial.Term(rng.Next(1, most), level.Of("x", "x", "x", "xx", "xxx"))
                + Polynomial.Term(rng.NonZero(-most, most), rng.Pick("y", "yy", "yyy"));
        return [Tex.Ordinal(rng.Next(2, n)), @base.ToString(), Tex.Text(n)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[1]) is not { Terms: [var one, var two] })
            return null;
        var (first, second) = one.Key.StartsWith('x') ? (one, two) : (two, one);
        if (first.Key.Length is 0 or > 5 || second.Key.Length is 0 or > 5 || first.Key.Any(c => c != 'x') || second.Key.Any(c => c != 'y'))
            return null;
        if (Blank.Whole(values[0][..^2], 2, 12) is not { } number || Blank.Whole(values[2], 2, 12) is not { } n
            || number > n || values[0] != Tex.Ordinal(number))
            return null;
        var (a, b) = (first.Value, second.Value);
        if (a.Bits > 12 || b.Bits > 12)
            return null;
        int j = number - 1;
        string Term(int index, Fraction coefficient) =>
            Tex.Times(coefficient, Letter("x", first.Key.Length * (n - index)) + Letter("y", second.Key.Length * index));
        Fraction Coefficient(int index) => (Fraction)Choose(n, index) * a.Pow(n - index) * b.Pow(index);
        string x = Polynomial.Term(a, first.Key).ToString(), y = Polynomial.Term(b, second.Key).ToString(), answer = Term(j, Coefficient(j));
        return new(AnswerKind.Expression, answer,
            [
                $@"The terms are $\binom{{{Digits(n)}}}{{j}}{Power(x, $"{Digits(n)} - j")}{Power(y, "j")}$ for $j = 0, 1, \dots, {Digits(n)}$",
                $"The {Tex.Ordinal(number)} term has $j = {Digits(j)}$, since counting starts at $j = 0$",
                $"It is ${Binomial(n, j)}{Power(x, Digits(n - j))}{Power(y, Digits(j))}$",
                a.IsOne && b.IsOne ? $"The coefficient is ${Binomial(n, j)} = {Coefficient(j)}$"
                    : $"The coefficient is ${Product(Digits(Choose(n, j)), a.Pow(n - j).Bracketed(), b.Pow(j).Bracketed())} = {Coefficient(j)}$",
                $"So the term is ${answer}$",
            ],
            Slip.Careless($"The {Tex.Ordinal(number)} term has $j = {Digits(number)}$", Term(number, Coefficient(number))),
            Slip.Sign($@"The coefficient is ${Product(Digits(Choose(n, j)), a.Pow(n - j).Abs().ToString(), b.Pow(j).Abs().ToString())}$",
                Term(j, Coefficient(j).Abs())),
            Slip.Careless($"The {Tex.Ordinal(number)} term is ${Power(x, Digits(n - j))}{Power(y, Digits(j))}$", Term(j, a.Pow(n - j) * b.Pow(j))),
            new($"The {Tex.Ordinal(number)} coefficient is ${Binomial(n, j)} = {Digits(Choose(n, j))}$", Term(j, Choose(n, j))));
    }

    private static string Letter(string letter, int exponent) => exponent == 0 ? "" : Power(letter, Digits(exponent));
}

/// <summary>The term independent of x in (ax^p + b/x^q)^n.</summary>
internal sealed partial class ConstantTerm() : ProblemFamily("constant-term", ["Binomial Theorem"],
[
    @"Find the term independent of $x$ in the expansion of $(<1>)^{<n0>}$.",
    @"What is the constant term in the expansion of $(<1>)^{<n0>}$?",
    @"Determine the term of $(<1>)^{<n0>}$ that does not contain $x$.",
    @"The expansion of $(<1>)^{<n0>}$ has a term without $x$. What is it?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int p = rng.Next(1, level.Of(1, 2, 2, 3, 4)), q = rng.Next(1, level.Of(1, 2, 3, 3, 4)), most = level.Of(2, 3, 5, 4, 4);
        int unit = (p + q) / (int)BigInteger.GreatestCommonDivisor(p, p + q), n = unit * rng.Next(1, Math.Max(1, level.Of(4, 6, 9, 10, 12) / unit));
        string top = Polynomial.Term(rng.Next(1, most), new('x', p)).ToString(), sign = rng.Pick("+", "-");
        return [Tex.Text(Math.Max(n, 2)), $@"{top} {sign} \frac{{{Tex.Text(rng.Next(1, most))}}}{{{Polynomial.Term(1, new('x', q))}}}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Base().Match(values[1]) is not { Success: true } match || Blank.Whole(values[0], 2, 15) is not { } n)
            return null;
        int Number(string group) => match.Groups[group].Success ? Blank.Whole(match.Groups[group].Value, 1, 50) ?? 0 : 1;
        int p = Number("p"), q = Number("q"), a = Number("a"), size = Number("b");
        if (p is < 1 or > 9 || q is < 1 or > 9 || a < 1 || size < 1 || n * p % (p + q) != 0)
            return null;
        int j = n * p / (p + q), b = match.Groups["sign"].Value == "-" ? -size : size;
        Fraction choices = Choose(n, j), answer = choices * ((Fraction)a).Pow(n - j) * ((Fraction)b).Pow(j);
        string bottom = Polynomial.Term(1, new('x', q)).ToString(), top = Polynomial.Term(a, new('x', p)).ToString();
        string powers = $"{(p == 1 ? $"{Digits(n)} - j" : $"{Digits(p)}({Digits(n)} - j)")} - {(q == 1 ? "j" : $"{Digits(q)}j")}";
        string sign = b < 0 ? "-" : "";
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"The terms are $\binom{{{Digits(n)}}}{{j}}{Power(top, $"{Digits(n)} - j")}\left({sign}\frac{{{Digits(size)}}}{{{bottom}}}\right)^{{j}}$",
                $"The exponent of $x$ is ${powers} = {Digits(n * p)} - {Digits(p + q)}j$",
                $"It is $0$ for $j = {Digits(j)}$",
                $@"The term is ${Product(Binomial(n, j), Raised(a, n - j), Raised(b, j))}$",
                $@"This is ${Product(choices.ToString(), ((Fraction)a).Pow(n - j).ToString(), ((Fraction)b).Pow(j).Bracketed())} = {answer}$",
            ],
            new($"The constant term is the middle binomial coefficient ${Binomial(n, n / 2)}$", Digits(Choose(n, n / 2))),
            Slip.Sign($@"The term is ${Product(choices.ToString(), Raised(a, n - j), Raised(size, j))}$", answer.Abs().ToString()),
            Slip.Careless($"The term is ${Binomial(n, j)} = {choices}$", choices.ToString()),
            Slip.Careless($@"The term is ${Product(Binomial(n, j), Digits(a), ((Fraction)b).Bracketed())}$", (choices * a * b).ToString()),
            new($"The exponent is $0$ for $j = {Digits(j - 1)}$, which gives ${Product(Binomial(n, j - 1), Raised(a, n - j + 1), Raised(b, j - 1))}$",
                ((Fraction)Choose(n, j - 1) * ((Fraction)a).Pow(n - j + 1) * ((Fraction)b).Pow(j - 1)).ToString()));
    }

    [System.Text.RegularExpressions.GeneratedRegex(
        @"^(?<a>[0-9]{1,2})?x(?:\^(?<p>[0-9]))? (?<sign>[+-]) \\frac\{(?<b>[0-9]{1,2})\}\{x(?:\^(?<q>[0-9]))?\}\z",
        System.Text.RegularExpressions.RegexOptions.CultureInvariant)]
    private static partial System.Text.RegularExpressions.Regex Base();
}
