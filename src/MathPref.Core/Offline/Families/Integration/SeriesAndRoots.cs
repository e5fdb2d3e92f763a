using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>The unit interval in which an increasing cubic has its zero.</summary>
internal sealed class IntermediateValue() : ProblemFamily("intermediate-value", ["Theorems of Calculus"],
[
    "For which integer $n$ does the intermediate value theorem show that $f(x) = <0>$ has a zero in the interval $(n, n + 1)$?",
    "Find the integer $n$ such that the equation $<0> = 0$ has a solution between $n$ and $n + 1$.",
    "The function $f(x) = <0>$ has exactly one real zero. Between which integers $n$ and $n + 1$ does it lie? Give $n$.",
    "Use the intermediate value theorem to find the integer $n$ for which $<0>$ has a zero between $n$ and $n + 1$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(6, 9, 15, 25, 40);
        Fraction a = rng.Next(1, level.Of(1, 1, 3, 4, 6)), c = rng.Next(1, size);
        Fraction q = level.Number == 1 ? -rng.Next(2, 40) : rng.NonZero(-size * level.Of(4, 6, 10, 20, 60), size * level.Of(4, 6, 10, 20, 60));
        // With b^2 < 3ac the derivative has no zero.
        int most = level.Number < 4 ? 0 : (int)Math.Sqrt(3 * (double)(a * c).Numerator - 1);
        return [Polynomial.InX(a, rng.Next(-most, most), c, q).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Integrals.InX(values[0], 3, 3) is not { } p || p["xxx"].Sign < 0 || (p["xx"] * p["xx"] >= 3 * p["xxx"] * p["x"]))
            return null;
        BigInteger low = -10_000, high = 10_000;
        if (p.At(low).Sign >= 0 || p.At(high).Sign <= 0)
            return null;
        while (high - low > 1)
        {
            var middle = BigInteger.Divide(low + high - (low + high < 0 ? 1 : 0), 2);
            if (p.At(middle).Sign < 0)
                low = middle;
            else
                high = middle;
        }
        if (p.At(high).IsZero)
            return null;
        Fraction n = low, m = high;
        string Named(Fraction value) => $"n = {value}";
        return new(AnswerKind.Value, Named(n),
            [
                $"The derivative $f'(x) = {Integrals.Derivative(p)}$ is positive for all $x$, so $f$ increases and has one zero",
                $"Values at integers are $f({n}) = {p.At(n)}$ and $f({m}) = {p.At(m)}$",
                $"As $f$ is continuous and has a negative value at ${n}$ and a positive one at ${m}$, it has a zero between them",
                $"So ${Named(n)}$",
            ],
            Slip.Careless($"The zero lies after ${m}$, where the value is ${p.At(m)}$, so ${Named(m)}$", Named(m)),
            Slip.Careless($"The zero lies between ${n - 1}$ and ${n}$, so ${Named(n - 1)}$", Named(n - 1)),
            Slip.Sign($"The zero has the same sign as the constant ${p[""]}$, so ${Named(-n)}$", Named(-n)));
    }
}

/// <summary>A coefficient of the Maclaurin series of a usual function.</summary>
internal sealed partial class MaclaurinCoefficient() : ProblemFamily("maclaurin-coefficient", ["Theorems of Calculus", "Calculus"],
[
    "Find the coefficient of $x^<n0>$ in the Maclaurin series of $f(x) = <e1>$.",
    "What is the coefficient of $x^<n0>$ in the Taylor series of $f(x) = <e1>$ at $x = 0$?",
    "Expand $f(x) = <e1>$ in powers of $x$. Which coefficient does $x^<n0>$ have?",
    "By Taylor's theorem at $x = 0$, determine the coefficient of $x^<n0>$ for $f(x) = <e1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string f = rng.Pick(level.Of<string[]>(["e", "frac"], ["e", "frac", "ln"], ["e", "sin", "cos", "frac", "ln"], ["e", "sin", "cos", "frac", "ln"],
            ["e", "sin", "cos", "ln"]));
        int n = rng.Next(level.Of(2, 2, 3, 4, 6), level.Of(3, 4, 6, 7, 9)), a = rng.NonZero(level.Of(1, -3, -5, -5, -5), level.Of(5, 5, 5, 5, 5));
        n += f == "sin" && n % 2 == 0 ? -1 : f == "cos" && n % 2 != 0 ? -1 : 0;
        if (f is "sin" or "cos")
            a = Math.Abs(a);
        return [Tex.Text(n), Text(rng.Next(1, level.Of(4, 5, 6, 9, 20)), f, a)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction at = Integrals.Number(values[0]);
        if (Shape().Match(values[1]) is not { Success: true } match || at < 1 || at > 9)
            return null;
        int n = (int)at.Numerator;
        string f = match.Groups["f"].Value,
            digits = match.Groups["a"].Value.Replace(" ", "", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal);
        Fraction a = digits switch { "" => 1, "-" => -1, _ => Integrals.Number(digits) }, k = match.Groups["k"].Value is { Length: > 0 } factor
            ? Integrals.Number(factor) : 1;
        if (f == "frac")
            a = -a;
        if (a.IsZero || k.IsZero || (f == "sin" && n % 2 == 0) || (f == "cos" && n % 2 != 0))
            return null;
        Fraction factorial = 1;
        for (int i = 2; i <= n; i++)
            factorial *= i;
        int sign = f switch { "sin" => n % 4 == 1 ? 1 : -1, "cos" => n % 4 == 0 ? 1 : -1, "ln" => n % 2 == 0 ? -1 : 1, _ => 1 };
        Fraction below = f switch { "frac" => 1, "ln" => n, _ => factorial }, answer = k * sign * a.Pow(n) / below;
        var (series, general) = f switch
        {
            "e" => (@"e^u = \sum_{n=0}^{\infty} \frac{u^n}{n!}", $@"\frac{{1}}{{{Tex.Text(n)}!}}"),
            "sin" => (@"\sin u = u - \frac{u^3}{3!} + \frac{u^5}{5!} - \dots", $@"{(sign < 0 ? "-" : "")}\frac{{1}}{{{Tex.Text(n)}!}}"),
            "cos" => (@"\cos u = 1 - \frac{u^2}{2!} + \frac{u^4}{4!} - \dots", $@"{(sign < 0 ? "-" : "")}\frac{{1}}{{{Tex.Text(n)}!}}"),
            "ln" => (@"\ln(1 + u) = u - \frac{u^2}{2} + \frac{u^3}{3} - \dots", ((Fraction)sign / n).ToString()),
            _ => (@"\frac{1}{1 - u} = 1 + u + u^2 + u^3 + \dots", "1"),
        };
        string factors = string.Join(" and by ", new[] { a.Pow(n), k }.Where(by => by != 1).Select(by => $"${by}$"));
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The known series is ${series}$",
                $"Here $u = {Tex.Times(a, "x")}$, and $u^{Tex.Text(n)}$ has the coefficient ${general}$",
                $"As $u^{Tex.Text(n)} = {Tex.Times(a.Pow(n), $"x^{Tex.Text(n)}")}$, "
                    + (factors.Length == 0 ? $"the power $x^{Tex.Text(n)}$ has the same coefficient" : $"this is to be multiplied by {factors}"),
                $"The coefficient is ${answer}$",
            ],
            Slip.Sign($"The power $x^{Tex.Text(n)}$ gets ${-k * sign / below} \\cdot {a.Pow(n).Bracketed()} = {-answer}$", (-answer).ToString()),
            below == 1 ? new($"The series has ${Tex.Text(n)}!$ below: ${answer / factorial}$", (answer / factorial).ToString())
                : new($"The derivative at $0$ is the coefficient, ${k * sign * a.Pow(n) * factorial / below}$",
                (k * sign * a.Pow(n) * factorial / below).ToString()),
            a.Abs() == 1 ? null : Slip.Careless(
                $"As $u^{Tex.Text(n)} = {Tex.Times(a, $"x^{Tex.Text(n)}")}$, the coefficient is ${k * sign * a / below}$",
                (k * sign * a / below).ToString()),
            k == 1 ? null : Slip.Careless($"So $x^{Tex.Text(n)}$ has the coefficient ${answer / k}$", (answer / k).ToString()),
            f == "ln" ? new($"The series has ${Tex.Text(n)}!$ below: ${k * sign * a.Pow(n) / factorial}$", (k * sign * a.Pow(n) / factorial).ToString()) : null,
            Slip.Careless($"The power of ${a}$ is ${a.Pow(n - 1)}$, so the coefficient is ${answer / a}$", (answer / a).ToString()));
    }

    private static string Text(int k, string f, int a) => f switch
    {
        "frac" => $@"\frac{{{Tex.Text(k)}}}{{{Tex.Sum((1, ""), (-a, "x"))}}}",
        "e" => Tex.Times(k, Integrals.Exp(a)),
        "ln" => Tex.Times(k, $@"\ln({Tex.Sum((1, ""), (a, "x"))})"),
        _ => Tex.Times(k, $@"\{f}({Tex.Times(a, "x")})"),
    };

    [GeneratedRegex(@"^(?:\\(?<f>frac)\{(?<k>[0-9]{1,6})\}\{1 (?<a>[+-] [0-9]{0,3})x\}"
        + @"|(?<k>[0-9]{0,6})(?:(?<f>e)\^\{(?<a>-?[0-9]{0,3})x\}|\\(?<f>sin|cos)\((?<a>[0-9]{0,3})x\)|\\(?<f>ln)\(1 (?<a>[+-] [0-9]{0,3})x\)))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>The way travelled with a velocity that changes its sign.</summary>
internal sealed class DistanceTravelled() : ProblemFamily("distance-travelled", ["Calculus", "Integral Calculus"],
[
    "A particle moves along a line with velocity $v(t) = <0>$. Find the total distance it travels from $t = <n1>$ to $t = <n2>$.",
    "What total distance does a particle with velocity $v(t) = <0>$ travel on a line between $t = <n1>$ and $t = <n2>$?",
    "The velocity of a point on a line is $v(t) = <0>$. Compute the length of the way it covers from $t = <n1>$ to $t = <n2>$, back and forth.",
    "Determine the total distance, not the displacement, for the velocity $v(t) = <0>$ from $t = <n1>$ to $t = <n2>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int from = rng.Next(0, level.Of(0, 1, 1, 2, 3)), first = from + rng.Next(1, level.Of(4, 5, 4, 5, 6)),
            second = first + rng.Next(1, level.Of(3, 4, 4, 5, 6));
        Fraction k = rng.NonZero(level.Of(1, -5, -4, -6, -9), level.Of(6, 6, 6, 6, 9));
        var v = level.Number < 3 ? Polynomial.InX(2 * k, -2 * k * first)
            : Polynomial.InX(level.Number == 3 ? 3 * k : k, 0, 0) - Polynomial.InX((level.Number == 3 ? 3 * k : k) * (first + second),
            -(level.Number == 3 ? 3 * k : k) * first * second);
        return [v.ToString().Replace('x', 't'), Tex.Text(from),
            Tex.Text(level.Number < 3 ? first + rng.Next(1, 6) : rng.Percent(50) ? second : second + rng.Next(1, 4))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Integrals.Number(values[1]), b = Integrals.Number(values[2]);
        if (a >= b || values[0].Contains('x', StringComparison.Ordinal) || Integrals.InX(values[0].Replace('t', 'x'), 1, 2) is not { } v)
            return null;
        List<Fraction> turns = [];
        if (v.Degree == 1)
            turns.Add(-v[""] / v["x"]);
        else
        {
            if (v["x"] * v["x"] - 4 * v["xx"] * v[""] is not { Sign: > 0 } discriminant || !discriminant.TryRoot(2, out var root))
                return null;
            turns.AddRange([(-v["x"] - root) / (2 * v["xx"]), (-v["x"] + root) / (2 * v["xx"])]);
        }
        Fraction[] inside = [.. turns.Where(t => t > a && t < b).Order()];
        if (inside.Length == 0)
            return null;
        Fraction[] stops = [a, .. inside, b];
        var s = Integrals.Of(v);
        Fraction[] ways = [.. stops.Skip(1).Zip(stops, (to, from) => s.At(to) - s.At(from))];
        Fraction answer = ways.Aggregate((Fraction)0, (sum, way) => sum + way.Abs()), net = s.At(b) - s.At(a);
        string at = string.Join(" and ", inside.Select(t => $"$t = {t}$"));
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The velocity changes its sign at {at} within the interval",
                $"An antiderivative of the velocity is $s(t) = {s.ToString().Replace('x', 't')}$",
                $"Its values at $t = {string.Join(", ", stops)}$ are ${string.Join(", ", stops.Select(s.At))}$",
                $"Between these times it changes by ${string.Join(", ", ways)}$",
                $"The sum of the absolute values is ${answer}$",
            ],
            new($"The distance is the integral of the velocity, ${net}$", net.ToString()),
            Slip.Careless($"Up to the first turn the way is ${ways[0].Abs()}$, which is the distance", ways[0].Abs().ToString()),
            Slip.Careless($"The distance up to the last turn is ${answer - ways[^1].Abs()}$, and this is all", (answer - ways[^1].Abs()).ToString()),
            Slip.Sign($"The parts have the sum ${-net}$", (-net).ToString()),
            new($"The distance is the change of the velocity, ${(v.At(b) - v.At(a)).Abs()}$", (v.At(b) - v.At(a)).Abs().ToString()));
    }
}
