using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Functions;

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
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(1, 1, 1, 2, 2), most = level.Of(1, 3, 6, 8, 9), largestBase = level.Of(20, 130, 1_100, 2_200, 5_000);
        int largest = level.Of(300, 3_000, 200_000, 400_000, 4_000_000);
        while (true)
        {
            int root = rng.Pick(2, 2, 3, 3, 5, 6, 7, 10, 11, 12, 13, 14, 15);
            Fraction @base = Powers.Pow(root, rng.Next(least, most)), argument = Powers.Pow(root, rng.NonZero(level.Of(1, 1, -12, -12, -12), 12));
            if (@base.CompareTo(largestBase) < 0 && argument.Numerator + argument.Denominator < largest)
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
                p == 1 ? $"The argument is a power of the base: ${argument} = {m}^{{{q}}}$"
                    : $"Both are powers of ${m}$: ${@base} = {m}^{{{p}}}$ and ${argument} = {m}^{{{q}}}$",
                $"The exponents must be equal: ${Polynomial.Term(p, "t")} = {q}$",
                .. p == 1 ? (string[])[] : [$"So $t = {answer}$"],
            ],
            p == 1 ? null : new($"${argument}$ is ${m}^{{{q}}}$, so the exponent is ${q}$", q.ToString()),
            q.IsZero || p == 1 ? null : new($"The quotient of the exponents ${p}$ and ${q}$ is $t = {p / q}$", (p / q).ToString()),
            Slip.Careless($"${argument}$ is ${m}^{{{q + 1}}}$", ((q + 1) / p).ToString()),
            q.Sign < 0
                ? Slip.Sign($"As ${1 / argument} = {m}^{{{-q}}}$, the logarithm is $t = {-answer}$", (-answer).ToString())
                : new($"The logarithm is the quotient ${argument} / {@base} = {argument / @base}$", (argument / @base).ToString()));
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
    protected override string[] Draw(Rng rng, Level level)
    {
        int constant = level.Of(9, 15, 20, 60, 200), lead = level.Of(1, 3, 6, 12, 25);
        return
        [
            Tex.Text(rng.Pick(2, 3, 4, 5, 6, 7, 8, 9, 10)), Polynomial.Linear(rng.Next(1, lead), rng.NonZero(-constant, constant)).ToString(),
            Tex.Text(rng.Next(1, level.Of(2, 3, 4, 4, 5))),
        ];
    }

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
            Slip.Sign($"This gives ${Polynomial.Term(p, "x")} = {power + q}$", $"x = {(power + q) / p}"));
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
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(200, 600, 2000, 9000, 90_000);
        while (true)
        {
            int @base = rng.Next(2, 12), k = rng.Next(1, level.Of(2, 3, 4, 5, 6)), v = rng.Next(level.Of(2, 2, 2, 4, 10), level.Of(10, 20, 40, 90, 400));
            int power = (int)Powers.Pow(@base, k).Numerator;
            bool minus = rng.Percent(50);
            if (minus ? power * v < most : power % v == 0 && power / v > 1 && power < most + most / 2)
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
            Slip.Careless($"The argument is ${b}^{{{answer + 1}}}$", (answer + 1).ToString()),
            Slip.Careless($"The argument is ${b}^{{{answer - 1}}}$", (answer - 1).ToString()));
    }

    private static Fraction Number(Match match, string name) => ExpressionReader.ReadNumber(match.Groups[name].Value)!.Value;

    [GeneratedRegex(@"^\\log_\{(?<b>[0-9]{1,4})\}\((?<u>[0-9]{1,6})\) (?<sign>[+-]) \\log_\{\k<b>\}\((?<v>[0-9]{1,6})\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
