using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Functions;

/// <summary>m^p to the one linear exponent equals m^q to another.</summary>
internal sealed class ExponentialEquation() : ProblemFamily("exponential-equation", ["Exponential Functions"],
[
    "Solve $<n0>^{<1>} = <n2>^{<3>}$ for $x$.",
    "For which $x$ is $<n0>^{<1>} = <n2>^{<3>}$?",
    "Find the value of $x$ that satisfies the exponential equation $<n0>^{<1>} = <n2>^{<3>}$.",
    "Determine $x$ from $<n0>^{<1>} = <n2>^{<3>}$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int root = rng.Pick(2, 2, 3, 3, 5, 10), most = Math.Min(level.Of(2, 3, 5, 6, 7), root == 2 ? 7 : level.Of(2, 2, 3, 4, 4));
        return [Power(), Exponent(), Power(), Exponent()];

        string Power() => Powers.Pow(root, rng.Next(1, most)).ToString();
        string Exponent() => Polynomial
            .Linear(rng.Next(1, level.Of(2, 3, 4, 7, 15)), rng.NonZero(level.Of(1, -4, -7, -15, -40), level.Of(5, 5, 7, 15, 40)))
            .ToString();
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction left = ExpressionReader.ReadNumber(values[0])!.Value, right = ExpressionReader.ReadNumber(values[2])!.Value;
        if (Powers.Of(left) is not { } first || Powers.Of(right) is not { } second || first.Base != second.Base
            || ExpressionReader.ReadPolynomial(values[1]) is not { } u || !u.IsIn('x', 1)
            || ExpressionReader.ReadPolynomial(values[3]) is not { } v || !v.IsIn('x', 1))
            return null;
        Fraction m = first.Base, p = first.Exponent, q = second.Exponent;
        Polynomial pu = p * u, qv = q * v;
        if (pu["x"] == qv["x"])
            return null;
        return new(AnswerKind.Value, $"x = {Solve(pu, qv)}",
            [
                $"Both bases are powers of ${m}$: ${left} = {m}^{{{p}}}$ and ${right} = {m}^{{{q}}}$",
                $"The equation becomes ${m}^{{{pu}}} = {m}^{{{qv}}}$",
                $"The exponents must be equal: ${pu} = {qv}$",
                $"Collecting terms gives ${Polynomial.Term(pu["x"] - qv["x"], "x")} = {qv[""] - pu[""]}$",
                .. pu["x"] - qv["x"] == 1 ? (string[])[] : [$"The solution is $x = {Solve(pu, qv)}$"],
            ],
            Wrong(u, v),
            Wrong(Polynomial.Linear(pu["x"], u[""]), Polynomial.Linear(qv["x"], v[""])),
            Slip.Sign($"This gives ${Polynomial.Term(pu["x"] - qv["x"], "x")} = {qv[""] + pu[""]}$", $"x = {(qv[""] + pu[""]) / (pu["x"] - qv["x"])}"));
    }

    private static Fraction Solve(Polynomial a, Polynomial b) => (b[""] - a[""]) / (a["x"] - b["x"]);

    private static Slip? Wrong(Polynomial a, Polynomial b) =>
        a["x"] == b["x"] ? null : new($"Comparing exponents gives ${a} = {b}$", $"x = {Solve(a, b)}");
}

/// <summary>a b^x + c at a whole number.</summary>
internal sealed partial class ExponentialValue() : ProblemFamily("exponential-value", ["Exponential Functions"],
[
    "Let $f(x) = <0>$. Compute $f(<n1>)$.",
    "What is $f(<n1>)$ if $f(x) = <0>$?",
    "Evaluate the exponential function $f(x) = <0>$ at $x = <n1>$.",
    "Given $f(x) = <0>$, calculate $f(<n1>)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int factor = level.Of(4, 6, 9, 20, 60), @base = level.Of(3, 4, 5, 8, 15), constant = level.Of(9, 12, 20, 60, 200);
        string f = $@"{Tex.Text(rng.Next(2, factor))} \cdot {Tex.Text(rng.Next(2, @base))}^{{x}} {Tex.Plus(rng.NonZero(-constant, constant))}";
        return [f, Tex.Text(rng.NonZero(level.Of(1, 1, -2, -4, -5), level.Of(3, 4, 5, 6, 6)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction x = ExpressionReader.ReadNumber(values[1])!.Value;
        if (Shape().Match(values[0]) is not { Success: true } match || x.Abs().CompareTo(20) > 0)
            return null;
        Fraction a = Number(match.Groups[1].Value), b = Number(match.Groups[2].Value), c = Number(match.Groups[3].Value.Replace(" ", ""));
        if (b.IsZero)
            return null;
        int exponent = (int)x.Numerator;
        Fraction power = b.Pow(exponent), answer = a * power + c;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Put $x = {x}$ into the function",
                $"The power is ${b}^{{{x}}} = {power}$",
                $@"The product is ${a} \cdot {power} = {a * power}$",
                $"With the constant this is ${a * power} {Tex.Plus(c)} = {answer}$",
            ],
            exponent < 0 || (a * b).Pow(exponent) > 1_000_000
                ? null : new($"The product is ${a * b}^{{{x}}} = {(a * b).Pow(exponent)}$", ((a * b).Pow(exponent) + c).ToString()),
            new($@"The product is ${a} \cdot {(b * x).Bracketed()} = {a * b * x}$", (a * b * x + c).ToString()),
            Slip.Sign($"With the constant this is ${a * power} {Tex.Plus(-c)} = {a * power - c}$", (a * power - c).ToString()));
    }

    private static Fraction Number(string text) => ExpressionReader.ReadNumber(text)!.Value;

    [GeneratedRegex(@"^([0-9]{1,6}) \\cdot ([0-9]{1,4})\^\{x\} ([+-] [0-9]{1,6})$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>A number that doubles, triples or quadruples every few hours.</summary>
internal sealed class Growth() : ProblemFamily("growth", ["Exponential Functions"],
[
    "A culture starts with <n0> bacteria and <w1> every <n2> hours. How many bacteria are there after <n3> hours?",
    "A colony of <n0> bacteria <w1> in size every <n2> hours. Calculate the number of bacteria after <n3> hours.",
    "The number of bacteria in a dish is <n0> at first and <w1> every <n2> hours. What is it after <n3> hours?",
])
{
    private static readonly Dictionary<string, int> s_factors = new() { ["doubles"] = 2, ["triples"] = 3, ["quadruples"] = 4 };

    protected override string[] Draw(Rng rng, Level level)
    {
        int period = rng.Next(2, level.Of(4, 6, 9, 15, 30)), start = rng.Next(1, level.Of(10, 30, 60, 90, 200));
        return
        [
            Tex.Text(10 * start), rng.Pick("doubles", "triples", "quadruples"), Tex.Text(period),
            Tex.Text(period * rng.Next(2, level.Of(3, 4, 6, 7, 8))),
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var (start, period, time) = (
            ExpressionReader.ReadNumber(values[0])!.Value,
            ExpressionReader.ReadNumber(values[2])!.Value,
            ExpressionReader.ReadNumber(values[3])!.Value);
        if (start.Sign <= 0 || period.Sign <= 0 || time.Sign <= 0 || !s_factors.TryGetValue(values[1], out int size))
            return null;
        Fraction times = time / period, factor = size;
        if (!times.IsInteger || times.CompareTo(60) > 0)
            return null;
        int n = (int)times.Numerator;
        var answer = start * factor.Pow(n);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"In ${time}$ hours there are ${time} / {period} = {times}$ periods",
                $"Each period multiplies the number by ${factor}$",
                $"The growth factor is therefore ${factor}^{{{times}}} = {factor.Pow(n)}$",
                $@"The number is ${start} \cdot {factor.Pow(n)} = {answer}$",
            ],
            new($"In ${times}$ periods the number grows by the factor ${factor * times}$", (start * factor * times).ToString()),
            Slip.Careless($"The growth factor is ${factor}^{{{times - 1}}} = {factor.Pow(n - 1)}$", (start * factor.Pow(n - 1)).ToString()),
            Slip.Careless($"The growth factor is ${factor}^{{{times + 1}}} = {factor.Pow(n + 1)}$", (start * factor.Pow(n + 1)).ToString()));
    }
}
