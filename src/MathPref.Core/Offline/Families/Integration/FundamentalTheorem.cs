using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>The derivative of an integral whose upper limit is a function of x.</summary>
internal sealed partial class DerivativeOfIntegral() : ProblemFamily("derivative-of-integral", ["Theorems of Calculus"],
[
    @"Use the fundamental theorem of calculus to find $\frac{d}{dx} \int_{<n0>}^{<1>} <e2> \, dt$.",
    @"Find $F'(x)$ for $F(x) = \int_{<n0>}^{<1>} <e2> \, dt$.",
    @"What is the derivative with respect to $x$ of $\int_{<n0>}^{<1>} <e2> \, dt$?",
    @"Differentiate $F(x) = \int_{<n0>}^{<1>} <e2> \, dt$ with respect to $x$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = level.Of(1, rng.Next(1, 2), rng.Next(1, 3), rng.Next(2, 4), rng.Next(3, 5));
        var upper = Polynomial.Term(rng.Next(level.Of(2, 1, 1, 1, 2), level.Of(4, 3, 4, 4, 5)), new string('x', n));
        if (n == 1 && level.Number > 1)
            upper += rng.Next(1, 5);
        var inner = Polynomial.Term(rng.Next(1, level.Of(1, 2, 4, 5, 7)),
            new string('t', n == 1 ? rng.Next(1, 2) : rng.Next(level.Of(1, 1, 1, 1, 2), level.Of(2, 2, 2, 3, 3)))) + rng.Next(1, 9);
        string f = rng.Pick("sqrt", "sin", "cos", "e", "ln", "frac");
        return [Tex.Text(rng.Next(0, 5)), upper.ToString(), Text(f, inner)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[2]) is not { Success: true } match || Integrals.InX(values[1], 1, 6) is not { } g || (g.Degree > 1 && g.Terms.Count > 1)
            || ExpressionReader.ReadPolynomial(match.Groups["h"].Value) is not { Degree: >= 1 and <= 4 } h || !h.IsIn('t', h.Degree))
            return null;
        string f = match.Groups["f"].Value;
        Polynomial At(Polynomial x)
        {
            Polynomial sum = 0, power = 1;
            for (int i = 0; i <= h.Degree; i++, power *= x)
                sum += h[new string('t', i)] * power;
            return sum;
        }
        Polynomial composed = At(g), slope = Integrals.Derivative(g), plain = At(Polynomial.Term(1, "x"));
        string answer = Text(f, composed, slope);
        return new(AnswerKind.Expression, answer,
            [
                $@"By the fundamental theorem $\frac{{d}}{{du}} \int_{{{values[0]}}}^u f(t) \, dt = f(u)$",
                $"Here $u = {g}$ depends on $x$, so the chain rule adds the factor $u' = {slope}$",
                $"At $t = {g}$ the integrand is ${Text(f, composed)}$",
                $"The derivative is ${answer}$",
            ],
            Slip.Careless($"The derivative is the integrand at the upper limit, ${Text(f, composed)}$", Text(f, composed)),
            new($"The derivative is the integrand at $x$ times the factor ${slope}$, ${Text(f, plain, slope)}$", Text(f, plain, slope)),
            Slip.Sign($"The derivative is ${Text(f, composed, -slope)}$", Text(f, composed, -slope)),
            new($"The derivative is the integrand, ${Text(f, plain)}$", Text(f, plain)));
    }

    private static string Text(string f, Polynomial of) => Text(f, of, 1);

    private static string Text(string f, Polynomial of, Polynomial factor)
    {
        string before = factor.SameAs(1) ? "" : factor.SameAs(-1) ? "-" : factor.ToString();
        return f switch
        {
            "sqrt" => $@"{before}\sqrt{{{of}}}",
            "e" => $"{before}e^{{{of}}}",
            "frac" => factor.Terms[0].Value.Sign < 0 ? $@"-\frac{{{-factor}}}{{{of}}}" : $@"\frac{{{factor}}}{{{of}}}",
            _ => $@"{before}\{f}({of})",
        };
    }

    [GeneratedRegex(@"^(?:\\(?<f>sqrt)\{(?<h>[^{}]{1,30})\}|\\(?<f>sin|cos|ln)\((?<h>[^()]{1,30})\)"
        + @"|(?<f>e)\^\{(?<h>[^{}]{1,30})\}|\\(?<f>frac)\{1\}\{(?<h>[^{}]{1,30})\})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>f(b) from f(a) and f'.</summary>
internal sealed class NetChange() : ProblemFamily("net-change", ["Theorems of Calculus", "Calculus"],
[
    "A function has the derivative $f'(x) = <0>$ and the value $f(<n1>) = <n2>$. Find $f(<n3>)$.",
    "Given $f'(x) = <0>$ and $f(<n1>) = <n2>$, what is $f(<n3>)$ by the fundamental theorem of calculus?",
    "Use the net change theorem to compute $f(<n3>)$ if $f'(x) = <0>$ and $f(<n1>) = <n2>$.",
    "Let $f'(x) = <0>$ and $f(<n1>) = <n2>$. Determine the value $f(<n3>)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int degree = level.Of(1, 1, 2, 3, 4), size = level.Of(4, 6, 7, 6, 6);
        Polynomial p = rng.NonZero(-size, size);
        for (int n = 1; n <= degree; n++)
            p += Polynomial.Term((n == degree ? rng.NonZero(-size, size) : rng.Next(-size, size)) * Integrals.Multiplier(level, n), new string('x', n));
        int from = rng.Next(level.Of(0, -2, -2, -3, -3), level.Of(2, 2, 2, 1, 0));
        return [p.ToString(), Tex.Text(from), Tex.Text(rng.NonZero(level.Of(1, -9, -9, -20, -50), level.Of(9, 9, 12, 20, 50))),
            Tex.Text(from + rng.Next(1, level.Of(3, 4, 4, 4, 4)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Integrals.Number(values[1]), value = Integrals.Number(values[2]), b = Integrals.Number(values[3]);
        if (Integrals.InX(values[0], 0, 8) is not { IsZero: false } p || a >= b)
            return null;
        var primitive = Integrals.Of(p);
        Fraction change = Integrals.Of(p, a, b), answer = value + change;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"By the fundamental theorem $f({b}) = f({a}) + \int_{{{a}}}^{{{b}}} f'(x) \, dx$",
                $"An antiderivative of $f'$ is ${primitive}$",
                $"It changes from ${primitive.At(a)}$ to ${primitive.At(b)}$, "
                    + $"so the integral is ${Integrals.Difference(primitive.At(b), primitive.At(a))} = {change}$",
                $"So $f({b}) = {value} {Tex.Plus(change)} = {answer}$",
            ],
            Slip.Careless($"So $f({b}) = {change}$", change.ToString()),
            Slip.Sign($"So $f({b}) = {Integrals.Difference(value, change)} = {value - change}$", (value - change).ToString()),
            new($"The derivative at ${b}$ is ${p.At(b)}$, so $f({b}) = {value + p.At(b) * (b - a)}$", (value + p.At(b) * (b - a)).ToString()),
            primitive.At(a).IsZero ? null : Slip.Careless($"Without the lower limit $f({b}) = {value + primitive.At(b)}$",
                (value + primitive.At(b)).ToString()));
    }
}

/// <summary>The greatest value that a bound on the derivative allows.</summary>
internal sealed class MeanValueBound() : ProblemFamily("mean-value-bound", ["Theorems of Calculus"],
[
    @"Suppose that $f$ is differentiable with $f(<n0>) = <n1>$ and $<n2> \le f'(x) \le <n3>$ for all $x$. What is the <w5> possible value of $f(<n4>)$?",
    @"A differentiable function has $f(<n0>) = <n1>$ and $<n2> \le f'(x) \le <n3>$ everywhere. Find the <w5> value that $f(<n4>)$ can have.",
    @"Use the mean value theorem to find the <w5> possible value of $f(<n4>)$ if $f(<n0>) = <n1>$ and $<n2> \le f'(x) \le <n3>$ for all $x$.",
    @"By the mean value theorem, what is the <w5> value that $f(<n4>)$ can take if $f(<n0>) = <n1>$ and $<n2> \le f'(x) \le <n3>$ for all $x$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(5, 8, 12, 30, 120), from = rng.Next(level.Of(0, -3, -6, -9, -40), level.Of(3, 5, 6, 9, -10)),
            least = rng.Next(level.Of(0, -5, -9, -20, -50), level.Of(3, 3, 3, 5, -10));
        return
        [
            Tex.Text(from), Tex.Text(rng.Next(level.Of(1, -size, -size, -size, -size), size)), Tex.Text(least), Tex.Text(least + rng.Next(1, size)),
            Tex.Text(from + rng.Next(2, level.Of(5, 7, 9, 12, 50))), rng.Pick("greatest", "least"),
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var n = values[..5].Select(Integrals.Number).ToArray();
        Fraction a = n[0], value = n[1], low = n[2], high = n[3], b = n[4], length = b - a;
        if (a >= b || low >= high || values[5] is not ("greatest" or "least"))
            return null;
        bool isGreatest = values[5] == "greatest";
        Fraction bound = isGreatest ? high : low, other = isGreatest ? low : high, answer = value + bound * length;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"By the mean value theorem $f({b}) - f({a}) = f'(c)({Integrals.Difference(b, a)})$ for some $c$ between ${a}$ and ${b}$",
                $"The length of the interval is ${length}$, and $f'(c)$ is at {(isGreatest ? "most" : "least")} ${bound}$",
                $@"So $f({b}) {(isGreatest ? @"\le" : @"\ge")} {value} + {bound.Bracketed()} \cdot {length} = {answer}$",
                $"The linear function with the slope ${bound}$ has this value, so it is the {values[5]} possible one: ${answer}$",
            ],
            new($@"The bound is ${value} + {other.Bracketed()} \cdot {length} = {value + other * length}$", (value + other * length).ToString()),
            Slip.Careless($@"The bound is ${bound.Bracketed()} \cdot {length} = {bound * length}$", (bound * length).ToString()),
            Slip.Sign($@"The bound is ${value} - {bound.Bracketed()} \cdot {length} = {value - bound * length}$", (value - bound * length).ToString()),
            Slip.Careless($"The bound is the value plus the slope, ${value + bound}$", (value + bound).ToString()),
            b.Sign <= 0 ? null : new($"The interval has the length ${b}$, so the bound is ${value + bound * b}$", (value + bound * b).ToString()));
    }
}
