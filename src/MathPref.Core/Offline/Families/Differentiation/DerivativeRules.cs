using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The derivative of a polynomial times e^(kx), sin(kx), cos(kx) or ln(x).</summary>
internal sealed partial class ProductRule() : ProblemFamily("product-rule", ["Differentiation"],
[
    "Use the product rule to find $f'(x)$ for $f(x) = <e0>$.",
    "Differentiate the product $f(x) = <e0>$.",
    "What is the derivative of the product $f(x) = <e0>$?",
    "Apply the product rule to $f(x) = <e0>$ and state $f'(x)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.Next(1, 6), b = rng.NonZero(-9, 9), c = rng.NonZero(-9, 9), d = rng.NonZero(-9, 9);
        int n = rng.Next(1, 6);
        var p = level.Number < 3
            ? Polynomial.Term(a, new string('x', n))
            : level.Of(0, 0, rng.Percent(50) ? Polynomial.InX(a, b, 0) : Polynomial.InX(a, 0, b), Polynomial.InX(a, b, c), Polynomial.InX(a, b, c, d));
        var g = Elementary.Draw(rng, level.Of(1, 4, 6, 8, 9), "exp", "sin", "cos");
        if (level.Number > 1 && p[""].IsZero && rng.Percent(25))
            g = new("ln", 1);
        return [Formulas.Times(p, g.Text)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Formulas.Read(match.Groups["p"].Value, 6) is not { Degree: > 0 } u
            || Elementary.Read(match.Groups["v"].Value) is not { } v || (v.IsLogarithm && !u[""].IsZero))
            return null;
        var du = Formulas.Derivative(u);
        return v.IsLogarithm ? Logarithm(u, du, v) : Other(u, du, v);
    }

    private static WorkedProblem Logarithm(Polynomial u, Polynomial du, Elementary v)
    {
        var rest = Formulas.WithoutRoot(u, 0);
        return new(AnswerKind.Expression, Formulas.Sum((du, v.Text), (rest, "")),
            [
                $"The factors are $u = {u}$ and $v = {v.Text}$",
                $@"Their derivatives are $u' = {du}$ and $v' = \frac{{1}}{{x}}$",
                "The product rule says $(uv)' = u'v + uv'$",
                $@"So $f'(x) = {Formulas.Times(du, v.Text)} + {Formulas.AsFactor(u)} \cdot \frac{{1}}{{x}}$",
                $"The factor $x$ cancels in the last term: $f'(x) = {Formulas.Sum((du, v.Text), (rest, ""))}$",
            ],
            new($@"The derivative of the product is $u'v' = {Formulas.AsFactor(du)} \cdot \frac{{1}}{{x}}$", Tex.Over(du, "x")),
            Slip.Sign($"The product rule gives $u'v - uv' = {Formulas.Sum((du, v.Text), (-rest, ""))}$", Formulas.Sum((du, v.Text), (-rest, ""))),
            Slip.Careless($"The derivative is $u'v = {Formulas.Times(du, v.Text)}$", Formulas.Times(du, v.Text)));
    }

    private static WorkedProblem Other(Polynomial u, Polynomial du, Elementary v)
    {
        var rule = Formulas.Sum((du, v.Text), (u * v.Rate, v.Turned));
        bool isPower = v.Name == "exp";
        string answer = isPower ? Formulas.Times(du + u * v.Rate, v.Text) : rule;
        string Of(Fraction rate) => isPower ? Formulas.Times(du + u * rate, v.Text) : Formulas.Sum((du, v.Text), (u * rate, v.Turned));
        List<string> steps =
        [
            $"The factors are $u = {u}$ and $v = {v.Text}$",
            $"Their derivatives are $u' = {du}$ and $v' = {Tex.Times(v.Rate, v.Turned)}$",
            "The product rule says $(uv)' = u'v + uv'$",
            $"So $f'(x) = {rule}$",
        ];
        if (isPower)
            steps.Add($"With the common factor ${v.Text}$ in front of the bracket this is $f'(x) = {answer}$");
        return new(AnswerKind.Expression, answer, steps,
            new($"The derivative of the product is $u'v' = {Formulas.Times(du * v.Rate, v.Turned)}$", Formulas.Times(du * v.Rate, v.Turned)),
            Slip.Sign($"The product rule gives $f'(x) = {Formulas.Sum((du, v.Text), (u * -v.Rate, v.Turned))}$", Of(-v.Rate)),
            v.K == 1 ? null : Slip.Careless($"The derivative of $v$ is ${Tex.Times(v.Rate / v.K, v.Turned)}$", Of(v.Rate / v.K)),
            Slip.Careless($"The derivative is $u'v = {Formulas.Times(du, v.Text)}$", Formulas.Times(du, v.Text)));
    }

    [GeneratedRegex(@"^(?<p>[^\\e]{1,100})(?<v>[\\e].{1,30})$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>The derivative of a quotient of two polynomials.</summary>
internal sealed class QuotientRule() : ProblemFamily("quotient-rule", ["Differentiation"],
[
    @"Use the quotient rule to find $f'(x)$ for $f(x) = \frac{<0>}{<1>}$.",
    @"Differentiate the quotient $f(x) = \frac{<0>}{<1>}$.",
    @"What is the derivative of the quotient $f(x) = \frac{<0>}{<1>}$?",
    @"Apply the quotient rule to $f(x) = \frac{<0>}{<1>}$ and state $f'(x)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int most = level.Of(5, 7, 9, 9, 12);
            Polynomial line = Polynomial.Linear(rng.Next(1, 6), rng.NonZero(-most, most)), other = Polynomial.Linear(1, rng.NonZero(-most, most));
            Polynomial square = Polynomial.InX(rng.Next(1, 5), rng.Next(-most, most), rng.Next(-most, most));
            Polynomial full = Polynomial.InX(1, level.Number > 4 ? rng.NonZero(-most, most) : 0, rng.NonZero(-most, most));
            var (u, v) = level.Number switch
            {
                1 => (rng.NonZero(-9, 9) * other, Polynomial.Linear(1, rng.NonZero(-most, most))),
                2 => (line, other),
                3 => rng.Percent(50) ? (square, other) : (line, full),
                _ => (square, full),
            };
            // A square in the denominator, or a root that both have, could be cancelled.
            if (!(v["x"] * v["x"] - 4 * v["xx"] * v[""]).IsZero && (v.Degree == 1 ? !u.At(-v[""] / v["x"]).IsZero : !SharesRoot(u, v)))
                return [u.ToString(), v.ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[0], 3) is not { } u || Formulas.Read(values[1], 3) is not { Degree: > 0 } v)
            return null;
        Polynomial du = Formulas.Derivative(u), dv = Formulas.Derivative(v), top = du * v - u * dv, plus = du * v + u * dv;
        if (top.IsZero)
            return null;
        string square = Formulas.Power(Formulas.AsFactor(v), 2);
        return new(AnswerKind.Expression, Over(top, square),
            [
                $"The numerator is $u = {u}$ and the denominator is $v = {v}$",
                $"Their derivatives are $u' = {du}$ and $v' = {dv}$",
                @"The quotient rule says $\left(\frac{u}{v}\right)' = \frac{u'v - uv'}{v^2}$",
                $"The new numerator is ${Product(du, v)} - {Product(u, dv)} = {top}$",
                $"So $f'(x) = {Over(top, square)}$",
            ],
            Slip.Sign($"The new numerator is $uv' - u'v = {-top}$", Over(-top, square)),
            du.IsZero ? null : new($@"The derivative of the quotient is $\frac{{u'}}{{v'}} = {Tex.Over(du, dv)}$", Tex.Over(du, dv)),
            du.IsZero ? null : new($"The new numerator is $u'v + uv' = {plus}$", Over(plus, square)),
            Slip.Careless($"So $f'(x) = {Over(top, v.ToString())}$", Over(top, v.ToString())));

        // The sign of a number stands before the fraction.
        static string Over(Polynomial above, string below) => above.Constant is { Sign: < 0 } ? "-" + Tex.Over(-above, below) : Tex.Over(above, below);

        static string Product(Polynomial p, Polynomial q) => p.Constant is { IsOne: true } ? Formulas.AsFactor(q) : q.Constant is { IsOne: true }
            ? Formulas.AsFactor(p) : $@"{Formulas.AsFactor(p)} \cdot {Formulas.AsFactor(q)}";
    }

    private static bool SharesRoot(Polynomial u, Polynomial v)
    {
        // The resultant of two quadratic polynomials, u perhaps of lower degree.
        Fraction a = u["xx"], b = u["x"], c = u[""], d = v["xx"], e = v["x"], f = v[""];
        return ((a * f - c * d) * (a * f - c * d) - (a * e - b * d) * (b * f - c * e)).IsZero;
    }
}

/// <summary>The derivative of a power, a root, e to the power, a logarithm, a sine or a cosine of a polynomial.</summary>
internal sealed partial class ChainRule() : ProblemFamily("chain-rule", ["Differentiation"],
[
    "Use the chain rule to find $f'(x)$ for $f(x) = <e0>$.",
    "Differentiate the composite function $f(x) = <e0>$.",
    "What is the derivative of the composite function $f(x) = <e0>$?",
    "Apply the chain rule to $f(x) = <e0>$ and state $f'(x)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.Next(1, 5), b = rng.NonZero(-9, 9), c = rng.NonZero(-9, 9), d = rng.NonZero(-9, 9);
        var u = level.Of(Polynomial.Linear(a, b), Polynomial.Linear(a, b), rng.Percent(50) ? Polynomial.InX(a, 0, b) : Polynomial.InX(1, b, c),
            Polynomial.InX(a, b, c), Polynomial.InX(a, b, c, d));
        // What has a common factor would let the quotients be cancelled.
        u = u.Terms.Aggregate(BigInteger.Zero, (gcd, t) => BigInteger.GreatestCommonDivisor(gcd, t.Value.Numerator)).IsOne ? u : u + 1;
        return [rng.Next(level.Number == 1 ? 4 : 1, level.Number == 1 ? 5 : 6) switch
        {
            1 => $@"\sin({u})",
            2 => $@"\cos({u})",
            3 => $@"\ln({u})",
            4 => $"e^{{{u}}}",
            5 => Formulas.Power($"({u})", rng.Next(2, level.Of(5, 6, 8, 9, 12))),
            _ => $@"\sqrt{{{u}}}",
        }];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Formulas.Read(match.Groups["u"].Value, 4) is not { Degree: > 0 } u)
            return null;
        string name = match.Groups["name"].Value is { Length: > 0 } written ? written : match.Groups["n"].Length > 0 ? "power" : "exp";
        var du = Formulas.Derivative(u);
        if (name != "power")
            return Worked(u, du, name, 1);
        int n = Formulas.Whole(match.Groups["n"].Value, 60) ?? 0;
        return n < 2 ? null : Worked(u, du, name, n);
    }

    private static WorkedProblem Worked(Polynomial u, Polynomial du, string name, int n)
    {
        string inner = $"({u})", n1 = Formulas.Power("u", n - 1);
        var (outer, derivative, answer, inside, half) = name switch
        {
            "sin" => (@"\sin(u)", @"\cos(u)", Formulas.Times(du, $@"\cos{inner}"), $@"\cos{inner}", Formulas.Times(-du, $@"\cos{inner}")),
            "cos" => (@"\cos(u)", @"-\sin(u)", Formulas.Times(-du, $@"\sin{inner}"), $@"-\sin{inner}", Formulas.Times(du, $@"\sin{inner}")),
            "ln" => (@"\ln(u)", @"\frac{1}{u}", Tex.Over(du, u.ToString()), Tex.Over(1, u.ToString()), Formulas.Times(du, $@"\ln{inner}")),
            "exp" => ("e^u", "e^u", Formulas.Times(du, $"e^{{{u}}}"), $"e^{{{u}}}", Formulas.Times(u, du.Constant is { IsOne: true } ? "e" : $"e^{{{du}}}")),
            "sqrt" => (@"\sqrt{u}", @"\frac{1}{2\sqrt{u}}", Root(u, du), $@"\frac{{1}}{{2\sqrt{{{u}}}}}", $@"\frac{{{du}}}{{\sqrt{{{u}}}}}"),
            _ => (Formulas.Power("u", n), Formulas.Times(n, n1), Formulas.Times(n * du, Formulas.Power(inner, n - 1)),
                Formulas.Times(n, Formulas.Power(inner, n - 1)), Formulas.Times(n * du, Formulas.Power(inner, n))),
        };
        string wrong = name switch
        {
            "exp" => "The derivative of $e^u$ is $u e^{u'}$",
            "ln" => $@"The derivative of $\ln(u)$ is $u' \ln(u)$",
            "sqrt" => @"The derivative of $\sqrt{u}$ is $\frac{u'}{\sqrt{u}}$",
            "power" => $"The derivative of ${outer}$ is ${Formulas.Times(n, outer)} \\cdot u'$",
            _ => $"The derivative of ${outer}$ is ${(name == "sin" ? @"-\cos(u)" : @"\sin(u)")} \\cdot u'$",
        };
        return new(AnswerKind.Expression, answer,
            [
                $"The outer function is ${outer}$ with the inner function $u = {u}$",
                $"The derivative of the outer function is ${derivative}$",
                $"The derivative of the inner function is $u' = {du}$",
                "By the chain rule the derivative is the outer derivative at $u$ times $u'$",
                $"So $f'(x) = {answer}$",
            ],
            du.Constant is { IsOne: true } ? null : Slip.Careless($"The derivative is that of the outer function at $u$: ${inside}$", inside),
            name is "sin" or "cos" ? Slip.Sign(wrong, half) : new(wrong, half),
            name == "power" ? new($"The derivative of ${outer}$ is $u' \\cdot {n1}$", Formulas.Times(du, Formulas.Power(inner, n - 1))) : null,
            name is "sin" or "cos"
                ? new("The derivative is the outer derivative at $u'$", name == "sin" ? $@"\cos({du})" : $@"-\sin({du})")
                : null);
    }

    /// <summary>u' over twice the root of u.</summary>
    private static string Root(Polynomial u, Polynomial du)
    {
        bool isEven = du.Terms.All(t => (t.Value / 2).IsInteger);
        return isEven ? $@"\frac{{{du * new Fraction(1, 2)}}}{{\sqrt{{{u}}}}}" : $@"\frac{{{du}}}{{2\sqrt{{{u}}}}}";
    }

    [GeneratedRegex(@"^(?:\\(?<name>sin|cos|ln)\((?<u>[^()]+)\)|e\^\{(?<u>[^{}]+(?:\{[0-9]{1,2}\}[^{}]*)?)\}"
        + @"|\\(?<name>sqrt)\{(?<u>[^{}]+)\}|\((?<u>[^()]+)\)\^\{?(?<n>[0-9]{1,2})\}?)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
