using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Answers;

namespace MathPref.Core.Offline.Problems;

/// <summary>A rational logarithm.</summary>
internal sealed class LogarithmValue() : ProblemFamily("logarithm-value", ["Logarithmic Functions"],
[
    @"Evaluate $\log_{<n0>}(<1>)$.",
    @"What is the exact value of $\log_{<n0>}(<1>)$?",
    @"Find $\log_{<n0>}(<1>)$ without a calculator.",
    @"Which number is $\log_{<n0>}(<1>)$?",
    @"Express $\log_{<n0>}(<1>)$ as an integer or a fraction.",
    @"Determine the logarithm $\log_{<n0>}(<1>)$.",
])
{
    protected override string[] Draw(Rng rng)
    {
        while (true)
        {
            int root = rng.Pick(2, 2, 3, 3, 5, 6, 7, 10, 11, 12, 13, 14, 15);
            Fraction @base = Powers.Pow(root, rng.Next(1, 6)), argument = Powers.Pow(root, rng.NonZero(-12, 12));
            if (@base.CompareTo(1100) < 0 && argument.Numerator + argument.Denominator < 200_000)
                return [@base.ToString(), argument.ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadNumber(values[0]) is not { } @base || ExpressionReader.ReadNumber(values[1]) is not { } argument
            || Powers.Of(@base) is not { } root || Powers.Log(@base, argument) is not { } answer)
            return null;
        Fraction m = root.Base, p = root.Exponent, q = answer * p;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Let $t$ be the logarithm, so that ${@base}^t = {argument}$",
                $"Both are powers of ${m}$: ${@base} = {m}^{{{p}}}$ and ${argument} = {m}^{{{q}}}$",
                $"The exponents must be equal: ${Polynomial.Term(p, "t")} = {q}$",
                $"So $t = {answer}$",
            ],
            p == 1 ? null : new($"${argument}$ is ${m}^{{{q}}}$, so the exponent is ${q}$", q.ToString()),
            q.IsZero || p == 1 ? null : new($"The exponents stand in the ratio ${p}$ to ${q}$", (p / q).ToString()),
            new($"${argument}$ is ${m}^{{{q + 1}}}$", ((q + 1) / p).ToString()),
            new($"The sign turns: $t = {-answer}$", (-answer).ToString()));
    }
}

/// <summary>log of a linear expression equals a whole number.</summary>
internal sealed class LogarithmEquation() : ProblemFamily("logarithm-equation", ["Logarithmic Functions"],
[
    @"Solve $\log_{<n0>}(<1>) = <n2>$ for $x$.",
    @"For which value of $x$ is $\log_{<n0>}(<1>) = <n2>$?",
    @"Find $x$ if $\log_{<n0>}(<1>) = <n2>$.",
    @"Which $x$ satisfies the logarithmic equation $\log_{<n0>}(<1>) = <n2>$?",
])
{
    protected override string[] Draw(Rng rng) =>
        [Tex.Text(rng.Pick(2, 3, 4, 5, 6, 7, 8, 9, 10)), Polynomial.Linear(rng.Next(1, 6), rng.NonZero(-20, 20)).ToString(), Tex.Text(rng.Next(1, 4))];

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction b = ExpressionReader.ReadNumber(values[0])!.Value, k = ExpressionReader.ReadNumber(values[2])!.Value;
        if (b.CompareTo(2) < 0 || k.Abs().CompareTo(20) > 0 || b.CompareTo(1000) > 0
            || ExpressionReader.ReadPolynomial(values[1]) is not { } u || !u.IsIn('x', 1))
            return null;
        Fraction p = u["x"], q = u[""], power = b.Pow((int)k.Numerator), answer = (power - q) / p;
        return new(AnswerKind.Value, $"x = {answer}",
            [
                $"By the definition of the logarithm ${u} = {b}^{{{k}}}$",
                $"The power is ${b}^{{{k}}} = {power}$",
                $"Bring the constant to the right: ${Polynomial.Term(p, "x")} = {power - q}$",
                $"So $x = {answer}$, and for it the argument ${power}$ is positive as it must be",
            ],
            new($@"This means ${u} = {b} \cdot {k} = {b * k}$", $"x = {(b * k - q) / p}"),
            k.Sign < 0 ? null : new($"This means ${u} = {k}^{{{b}}}$", $"x = {(k.Pow((int)BigInteger.Min(b.Numerator, 20)) - q) / p}"),
            new($"This gives ${Polynomial.Term(p, "x")} = {power + q}$", $"x = {(power + q) / p}"));
    }
}

/// <summary>A sum or difference of two logarithms to one base.</summary>
internal sealed partial class LogarithmSum() : ProblemFamily("logarithm-sum", ["Logarithmic Functions"],
[
    "Evaluate $<e0>$ exactly.",
    "What is the value of $<e0>$?",
    "Use the laws of logarithms to compute $<e0>$.",
    "Simplify $<e0>$ to a single number.",
])
{
    protected override string[] Draw(Rng rng)
    {
        while (true)
        {
            int @base = rng.Next(2, 12), k = rng.Next(1, 4), v = rng.Next(2, 40);
            int power = (int)Powers.Pow(@base, k).Numerator;
            bool minus = rng.Percent(50);
            if (minus ? power * v < 2000 : power % v == 0 && power / v > 1 && power < 3000)
                return [$"{Log(minus ? power * v : power / v)} {(minus ? "-" : "+")} {Log(v)}"];

            string Log(int argument) => $@"\log_{{{Tex.Text(@base)}}}({Tex.Text(argument)})";
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match)
            return null;
        var (b, u, v) = (Number(match, "b"), Number(match, "u"), Number(match, "v"));
        bool minus = match.Groups["sign"].Value == "-";
        if (u.IsZero || v.IsZero)
            return null;
        var argument = minus ? u / v : u * v;
        if (Powers.Log(b, argument) is not { } answer)
            return null;
        string log = $@"\log_{{{b}}}";
        return new(AnswerKind.Value, answer.ToString(),
            [
                minus ? "A difference of logarithms is the logarithm of the quotient" : "A sum of logarithms is the logarithm of the product",
                $@"So the expression is ${log}({u} {(minus ? "/" : @"\cdot")} {v}) = {log}({argument})$",
                $"Write the argument as a power of the base: ${argument} = {b}^{{{answer}}}$",
                $"The value is ${answer}$",
            ],
            new($"The arguments combine to ${argument}$", argument.ToString()),
            new($"The argument is ${b}^{{{answer + 1}}}$", (answer + 1).ToString()),
            new($"The argument is ${b}^{{{answer - 1}}}$", (answer - 1).ToString()));
    }

    private static Fraction Number(Match match, string name) => ExpressionReader.ReadNumber(match.Groups[name].Value)!.Value;

    [GeneratedRegex(@"^\\log_\{(?<b>[0-9]{1,4})\}\((?<u>[0-9]{1,6})\) (?<sign>[+-]) \\log_\{\k<b>\}\((?<v>[0-9]{1,6})\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
