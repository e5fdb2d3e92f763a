using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>dy/dx = p(x) y with an initial value.</summary>
internal sealed partial class SeparableExponential() : ProblemFamily("separable-exponential", ["Differential Equations"],
[
    @"Solve the initial value problem $\frac{dy}{dx} = <e0>$, $y(<n1>) = <n2>$, by separation of variables.",
    @"Separate the variables to solve $\frac{dy}{dx} = <e0>$ with $y(<n1>) = <n2>$.",
    @"Find the solution $y$ of the separable equation $\frac{dy}{dx} = <e0>$ with $y(<n1>) = <n2>$.",
    @"Which function $y$ satisfies $\frac{dy}{dx} = <e0>$ and $y(<n1>) = <n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = level.Of(rng.Next(0, 1), rng.Next(0, 2), rng.Next(0, 3), rng.Next(1, 3), rng.Next(2, 4)), size = level.Of(4, 6, 8, 9, 12);
        Polynomial p = Polynomial.Term(rng.NonZero(level.Of(1, -6, -8, -9, -12), size) * level.Of(n + 1, 1, 1, 1, 1), new string('x', n));
        if (rng.Percent(level.Of(0, 0, 50, 80, 100)))
            p += Polynomial.Term(rng.NonZero(-9, 9), new string('x', rng.Next(0, Math.Max(0, n - 1))));
        if (p.IsZero)
            p = 2;
        return [(p.Terms.Count > 1 ? $"({p})" : p.SameAs(1) ? "" : p.SameAs(-1) ? "-" : p.ToString()) + "y",
            Tex.Text(level.Number < 4 ? 0 : rng.Next(0, 1)), Tex.Text(rng.NonZero(level.Of(2, -5, -9, -9, -12), level.Of(9, 9, 9, 12, 15)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match)
            return null;
        Fraction at = Integrals.Number(values[1]), value = Integrals.Number(values[2]);
        string factor = match.Groups["p"].Value switch { "" => "1", "-" => "-1", var text => text };
        if (Integrals.InX(factor, 0, 6) is not { IsZero: false } p || value.IsZero || at.Abs() > 20)
            return null;
        Polynomial primitive = Integrals.Of(p), exponent = primitive - primitive.At(at), undivided = Integrals.Undivided(p);
        string Solution(Fraction c, Polynomial of) => $"y = {(c == 1 ? "" : c == -1 ? "-" : c)}e^{{{of}}}";
        string answer = Solution(value, exponent);
        return new(AnswerKind.Expression, answer,
            [
                $@"Separate the variables: $\frac{{1}}{{y}} \, dy = {(p.SameAs(1) ? "" : p.SameAs(-1) ? "-" : Integrals.Factor(p) + @" \, ")}dx$",
                $@"Integrate both sides: $\ln|y| = {primitive} + K$, so $y = Ce^{{{primitive}}}$",
                primitive.At(at).IsZero ? $"At $x = {at}$ the exponent is $0$, so $C = {value}$"
                    : $"At $x = {at}$ the exponent is ${primitive.At(at)}$, so $C = {Integrals.TimesExp(value, -primitive.At(at))}$",
                $"The solution is ${answer}$",
            ],
            new($"Integrating gives $y = Ce^{{{p * Polynomial.Term(1, "x")}}}$", Solution(value, undivided - undivided.At(at))),
            Slip.Careless($"Taking the exponential function gives ${Solution(1, exponent)}$", Solution(1, exponent)),
            Slip.Sign($"Integrating gives $y = Ce^{{{-primitive}}}$", Solution(value, -exponent)),
            primitive.At(at).IsZero ? null : Slip.Careless($"The constant is the initial value, $C = {value}$", Solution(value, primitive)),
            new($"The constant is added after the exponential function is taken: $y = e^{{{exponent}}} {Tex.Plus(value - 1)}$",
                value == 1 ? Solution(1, exponent) : $"y = e^{{{exponent}}} {Tex.Plus(value - 1)}"));
    }

    [GeneratedRegex(@"^(?:\((?<p>[^()]{3,60})\)|(?<p>[0-9x^-]{0,16}))y\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>dy/dx = p(x)/y with an initial value.</summary>
internal sealed class SeparableRoot() : ProblemFamily("separable-root", ["Differential Equations"],
[
    @"Solve the initial value problem $\frac{dy}{dx} = \frac{<0>}{y}$, $y(<n1>) = <n2>$.",
    @"Separate the variables to solve $\frac{dy}{dx} = \frac{<0>}{y}$ with $y(<n1>) = <n2>$.",
    @"Find the solution $y$ of the separable equation $\frac{dy}{dx} = \frac{<0>}{y}$ with $y(<n1>) = <n2>$.",
    @"Which function $y$ satisfies $\frac{dy}{dx} = \frac{<0>}{y}$ and $y(<n1>) = <n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = level.Of(1, rng.Next(0, 2), rng.Next(1, 2), rng.Next(1, 3), rng.Next(2, 3)), size = level.Of(6, 6, 8, 9, 12);
        Polynomial p = Polynomial.Term(rng.NonZero(level.Of(1, 1, -8, -9, -12), size) * level.Of(1, 1, 1, n + 1, n + 1), new string('x', n));
        if (n > 0 && rng.Percent(level.Of(0, 0, 50, 80, 100)))
            p += Polynomial.Term(rng.NonZero(-9, 9), new string('x', rng.Next(0, n - 1)));
        return [p.ToString(), Tex.Text(rng.Next(0, level.Of(0, 0, 1, 1, 1))), Tex.Text(rng.NonZero(level.Of(1, 1, -7, -9, -9), level.Of(6, 9, 9, 12, 12)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction at = Integrals.Number(values[1]), value = Integrals.Number(values[2]);
        if (Integrals.InX(values[0], 0, 6) is not { IsZero: false } p || value.IsZero)
            return null;
        var twice = Integrals.Of(p) * 2;
        Fraction there = twice.At(at), constant = value * value - there;
        if (constant.IsZero)
            return null;
        string sign = value.Sign < 0 ? "-" : "";
        string Solution(Polynomial under, string before) => $@"y = {before}\sqrt{{{under}}}";
        string answer = Solution(twice + constant, sign);
        return new(AnswerKind.Expression, answer,
            [
                $@"Separate the variables: $y \, dy = {Integrals.Factor(p)} \, dx$",
                $@"Integrate both sides: $\frac{{1}}{{2}}y^2 = {Integrals.Of(p)} + K$, so $y^2 = {twice} + C$",
                there.IsZero ? $"At $x = {at}$ this is ${value * value} = C$" : $"At $x = {at}$ this is ${value * value} = {there} + C$, so $C = {constant}$",
                $"As $y({at}) = {value}$ is {(value.Sign < 0 ? "negative" : "positive")}, the solution is ${answer}$",
            ],
            Slip.Sign($"The root has the other sign: ${Solution(twice + constant, value.Sign < 0 ? "" : "-")}$",
                Solution(twice + constant, value.Sign < 0 ? "" : "-")),
            new($"Integrating gives $y^2 = {Integrals.Of(p)} + C$", Solution(Integrals.Of(p) + (value * value - there / 2), sign)),
            value == 1 ? null : Slip.Careless($"The constant is $C = {value - there}$", Solution(twice + (value - there), sign)),
            there.IsZero ? Slip.Careless($@"The root is taken before the constant is added", $"{Solution(twice, sign)} {Tex.Plus(value)}")
                : Slip.Sign($"The constant is $C = {value * value + there}$", Solution(twice + (value * value + there), sign)));
    }
}

/// <summary>dy/dx = p(x) y² with an initial value.</summary>
internal sealed partial class SeparableSquare() : ProblemFamily("separable-square", ["Differential Equations"],
[
    @"Solve the initial value problem $\frac{dy}{dx} = <e0>$, $y(<n1>) = <n2>$, and write $y$ as a fraction.",
    @"Separate the variables to solve $\frac{dy}{dx} = <e0>$, where $y(<n1>) = <n2>$.",
    @"Find the solution $y$ of $\frac{dy}{dx} = <e0>$ that has the value $y(<n1>) = <n2>$.",
    @"Which function $y$ with $y(<n1>) = <n2>$ satisfies $\frac{dy}{dx} = <e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = level.Of(rng.Next(0, 1), rng.Next(0, 1), rng.Next(0, 2), rng.Next(1, 3), rng.Next(2, 3)), size = level.Of(5, 6, 8, 9, 12);
        Polynomial p = Polynomial.Term(rng.NonZero(level.Of(1, -6, -8, -9, -12), size) * level.Of(n + 1, 1, 1, 1, 1), new string('x', n));
        if (n > 0 && rng.Percent(level.Of(0, 0, 40, 80, 100)))
            p += Polynomial.Term(rng.NonZero(-9, 9), new string('x', rng.Next(0, n - 1)));
        return [(p.Terms.Count > 1 ? $"({p})" : p.SameAs(1) ? "" : p.SameAs(-1) ? "-" : p.ToString()) + "y^2",
            Tex.Text(rng.Next(0, level.Of(0, 0, 1, 1, 1))), Tex.Text(rng.NonZero(level.Of(1, 1, -7, -9, -9), level.Of(4, 5, 7, 9, 12)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match)
            return null;
        Fraction at = Integrals.Number(values[1]), value = Integrals.Number(values[2]);
        string factor = match.Groups["p"].Value switch { "" => "1", "-" => "-1", var text => text };
        if (Integrals.InX(factor, 0, 6) is not { IsZero: false } p || value.IsZero)
            return null;
        var primitive = Integrals.Of(p);
        // -1/y = P(x) + C, so y is the reciprocal of K - P(x).
        var k = 1 / value + primitive.At(at);
        string Solution(Polynomial below) => $"y = {Reciprocal(below)}";
        string answer = Solution(k - primitive);
        return new(AnswerKind.Expression, answer,
            [
                $@"Separate the variables: $\frac{{1}}{{y^2}} \, dy = {Integrals.Factor(p)} \, dx$",
                $@"Integrate both sides: $-\frac{{1}}{{y}} = {primitive} + C$",
                $@"At $x = {at}$ this is ${-1 / value} = {primitive.At(at)} + C$, so $C = {-k}$",
                $@"So $\frac{{1}}{{y}} = {k - primitive}$, and the solution is ${answer}$",
            ],
            Slip.Sign($@"Integrating gives $\frac{{1}}{{y}} = {primitive} + C$", Solution(primitive + (1 / value - primitive.At(at)))),
            Slip.Careless($@"Integrate both sides: $-\frac{{1}}{{y}} = {primitive}$", Solution(-primitive)),
            p.Degree == 0 ? null : new($@"Integrating gives $-\frac{{1}}{{y}} = {Integrals.Undivided(p)} + C$",
                Solution(1 / value + Integrals.Undivided(p).At(at) - Integrals.Undivided(p))),
            value.Abs() == 1 ? null : Slip.Careless($"The constant is fixed by $y$ in place of its reciprocal: $C = {-value - primitive.At(at)}$",
                Solution(value + primitive.At(at) - primitive)));
    }

    /// <summary>The reciprocal with whole numbers above and below the line.</summary>
    private static string Reciprocal(Polynomial below)
    {
        Fraction scale = 1;
        foreach (var (_, coefficient) in below.Terms)
            scale *= (coefficient * scale).Denominator;
        bool isNegative = below.Terms[0].Value.Sign < 0;
        return $@"{(isNegative ? "-" : "")}\frac{{{scale}}}{{{below * (isNegative ? -scale : scale)}}}";
    }

    [GeneratedRegex(@"^(?:\((?<p>[^()]{3,60})\)|(?<p>[0-9x^-]{0,16}))y\^2\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
