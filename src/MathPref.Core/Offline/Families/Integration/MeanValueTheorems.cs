using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>The point of the mean value theorem.</summary>
internal sealed class MeanValueTheorem() : ProblemFamily("mean-value-theorem", ["Theorems of Calculus", "Calculus"],
[
    "Find the number $c$ that the mean value theorem guarantees for $f(x) = <0>$ on $[<n1>, <n2>]$.",
    "For $f(x) = <0>$ on $[<n1>, <n2>]$, which $c$ satisfies the conclusion of the mean value theorem?",
    "Determine the point $c$ in $(<n1>, <n2>)$ at which $f(x) = <0>$ has the slope of its secant over $[<n1>, <n2>]$.",
    "The mean value theorem holds for $f(x) = <0>$ on $[<n1>, <n2>]$. What is $c$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string kind = rng.Pick(level.Of<string[]>(["square"], ["square"], ["square", "cube", "over"], ["cube", "over"], ["cube", "over", "cube"]));
        int size = level.Of(4, 6, 7, 9, 15), from = kind == "square" ? rng.Next(level.Of(0, -3, -5, -5, -5), 3)
            : rng.Next(kind == "over" ? 1 : 0, level.Of(2, 3, 4, 5, 7));
        Fraction a = rng.NonZero(level.Of(1, -size, -size, -size, -size), size), b = rng.Next(-size, size), c = rng.Next(-size, size);
        string f = kind switch
        {
            "square" => Polynomial.InX(a, b, level.Number == 1 ? 0 : c).ToString(),
            "cube" => Polynomial.InX(a, 0, b, c).ToString(),
            _ => $@"{(a.Sign < 0 ? "-" : "")}\frac{{{a.Abs()}}}{{x}}{(b.IsZero ? "" : b.Sign < 0 ? $" - {Tex.Times(-b, "x")}" : $" + {Tex.Times(b, "x")}")}",
        };
        return [f, Tex.Text(from), Tex.Text(from + rng.Next(1, level.Of(4, 5, 6, 8, 9)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction u = Integrals.Number(values[1]), v = Integrals.Number(values[2]);
        if (u >= v || u.Abs() > 1000 || v.Abs() > 1000 || ExpressionReader.Read(values[0]) is not { } f)
            return null;
        string slope, equation;
        Fraction square, low, high;
        if (f.Polynomial is { } p)
        {
            if (!p.IsIn('x', p.Degree) || p.Degree is not (2 or 3) || (p.Degree == 3 && (!p["xx"].IsZero || u.Sign < 0)))
                return null;
            (low, high) = (p.At(u), p.At(v));
            var derivative = Integrals.Derivative(p);
            slope = derivative.ToString();
            var mean = (high - low) / (v - u);
            equation = (derivative - mean).ToString();
            square = p.Degree == 3 ? (u * u + u * v + v * v) / 3 : (u + v) * (u + v) / 4;
        }
        else
        {
            // kx^-1 + bx: below the line stands x alone.
            if (!f.Bottom.IsIn('x', 1) || f.Bottom.Terms.Count != 1 || f.Top.Degree > 2 || !f.Top.IsIn('x', f.Top.Degree) || !f.Top["x"].IsZero || u.Sign <= 0)
                return null;
            Fraction k = f.Top[""] / f.Bottom["x"], b = f.Top["xx"] / f.Bottom["x"];
            if (k.IsZero)
                return null;
            (low, high) = (k / u + b * u, k / v + b * v);
            slope = $@"{(k.Sign < 0 ? "" : "-")}\frac{{{k.Abs()}}}{{x^2}}{(b.IsZero ? "" : " " + Tex.Plus(b))}";
            equation = $"x^2 - {u * v}";
            square = u * v;
        }
        var secant = (high - low) / (v - u);
        bool isSquare = f.Polynomial?.Degree == 2;
        static string Text(object value) => $"{value}";
        static string Named(object value) => $"c = {value}";
        string point = isSquare ? Text((u + v) / 2) : Text(Surd.Root(square)), answer = Named(point);
        return new(AnswerKind.Value, point,
            [
                $"The values at the ends are $f({u}) = {low}$ and $f({v}) = {high}$",
                $@"The slope of the secant is $\frac{{{Integrals.Difference(high, low)}}}{{{Integrals.Difference(v, u)}}} = {secant}$",
                $"The derivative is $f'(x) = {slope}$",
                f.Polynomial is null ? $"Setting $f'(c)$ equal to the slope gives $c^2 = {square}$"
                    : isSquare ? $"Setting $f'(c) = {secant}$ gives a linear equation with the solution ${answer}$"
                    : $"Setting $f'(c) = {secant}$ gives $c^2 = {square}$",
                $"In the interval $({u}, {v})$ lies ${answer}$",
            ],
            isSquare ? null : new($"The point is the midpoint, $c = {(u + v) / 2}$", Text((u + v) / 2)),
            isSquare ? Slip.Sign($"The equation gives $c = {(u - v) / 2}$", Text((u - v) / 2)) : Slip.Sign($"The equation gives $c = {-Surd.Root(square)}$",
                Text(-Surd.Root(square))),
            isSquare ? new($"The point is at half the length of the interval past $0$, $c = {(v - u) / 2}$", Text((v - u) / 2)) : null,
            Slip.Careless($"The slope of the secant is the number that is asked for, ${secant}$", Text(secant)),
            isSquare ? Slip.Careless($"The point is the sum of the ends, $c = {u + v}$", Text(u + v))
                : Slip.Careless($"The equation gives $c = {square}$", Text(square)));
    }
}

/// <summary>The point of Rolle's theorem for (x - a)^m (x - b)^n.</summary>
internal sealed partial class RolleTheorem() : ProblemFamily("rolle-theorem", ["Theorems of Calculus"],
[
    "Rolle's theorem applies to $f(x) = <e0>$ on $[<n1>, <n2>]$. Find the $c$ in $(<n1>, <n2>)$ with $f'(c) = 0$.",
    "Find the $c$ between $<n1>$ and $<n2>$ that Rolle's theorem guarantees for $f(x) = <e0>$ on $[<n1>, <n2>]$.",
    "By Rolle's theorem $f(x) = <e0>$ has a horizontal tangent at some $c$ in $(<n1>, <n2>)$. Determine $c$.",
    "Which $c$ in $(<n1>, <n2>)$ satisfies the conclusion of Rolle's theorem for $f(x) = <e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int highest = level.Of(1, 2, 3, 5, 7), size = level.Of(5, 6, 8, 12, 20), a = rng.NonZero(level.Of(1, -size, -size, -size, -size), size), b;
        do
            b = a + rng.Next(1, level.Of(6, 8, 9, 12, 20));
        while (b == 0);
        string Factor(int root, int power) => $"({Polynomial.Linear(1, -root)}){(power == 1 ? "" : "^" + Tex.Text(power))}";
        int m = rng.Next(level.Of(1, 1, 1, 2, 3), highest), n = rng.Next(1, highest);
        return [Factor(a, m) + Factor(b, n), Tex.Text(a), Tex.Text(b)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Integrals.Number(values[1]), b = Integrals.Number(values[2]);
        if (Shape().Match(values[0]) is not { Success: true } match || a >= b
            || Integrals.InX(match.Groups["u"].Value, 1, 1) is not { } u || Integrals.InX(match.Groups["v"].Value, 1, 1) is not { } v
            || !u.SameAs(Polynomial.Linear(1, -a)) || !v.SameAs(Polynomial.Linear(1, -b)))
            return null;
        int Exponent(string name) => match.Groups[name].Value is [var digit] ? digit - '0' : 1;
        int m = Exponent("m"), n = Exponent("n");
        string Power(Polynomial of, int exponent) => exponent == 0 ? "" : exponent == 1 ? $"({of})" : $"({of})^{Tex.Text(exponent)}";
        Fraction answer = (m * b + n * a) / (m + n);
        var inner = v * m + u * n;
        string Named(Fraction value) => $"c = {value}";
        return new(AnswerKind.Value, Named(answer),
            [
                $"The function is a polynomial with $f({a}) = f({b}) = 0$, so Rolle's theorem applies",
                $"By the product rule $f'(x) = {Tex.Times(m, Power(u, m - 1) + Power(v, n))} + {Tex.Times(n, Power(u, m) + Power(v, n - 1))}$",
                $"Simplified, this is $f'(x) = {Power(u, m - 1)}{Power(v, n - 1)}{(m + n == 2 ? inner.ToString() : $"({inner})")}$",
                $"Inside the interval the factor ${inner}$ alone can be $0$, at ${Named(answer)}$",
            ],
            m == n ? null : new($"By symmetry the point is the midpoint, ${Named((a + b) / 2)}$", Named((a + b) / 2)),
            m == n ? null : Slip.Careless($"The exponents divide the interval: ${Named((n * b + m * a) / (m + n))}$", Named((n * b + m * a) / (m + n))),
            Slip.Sign($"The remaining factor is $0$ at ${Named(-answer)}$", Named(-answer)),
            Slip.Careless($"The remaining factor is $0$ at ${Named((m * b + n * a) / (m + n + 1))}$", Named((m * b + n * a) / (m + n + 1))),
            new($"The derivative is $0$ at ${Named(a)}$, where the function is", Named(a)));
    }

    [GeneratedRegex(@"^\((?<u>[^()]{3,20})\)(?:\^(?<m>[2-9]))?\((?<v>[^()]{3,20})\)(?:\^(?<n>[2-9]))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>The point at which a function has its mean value.</summary>
internal sealed class IntegralMeanValue() : ProblemFamily("integral-mean-value", ["Theorems of Calculus", "Integral Calculus"],
[
    "Find the $c$ in $[<n1>, <n2>]$ at which $f(x) = <0>$ takes its mean value over this interval.",
    "The mean value theorem for integrals holds for $f(x) = <0>$ on $[<n1>, <n2>]$. Find $c$.",
    "Which $c$ does the mean value theorem for integrals give for $f(x) = <0>$ on $[<n1>, <n2>]$?",
    @"Determine $c$ in $[<n1>, <n2>]$ such that the integral of $f(x) = <0>$ over $[<n1>, <n2>]$ is $f(c)$ times the length of the interval.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(5, 6, 8, 12, 20), from = rng.Next(0, level.Of(3, 4, 4, 5, 8));
        Fraction k = rng.NonZero(level.Of(1, 1, -size, -size, -size), size), m = rng.NonZero(-size, size);
        return [(level.Number == 1 ? Polynomial.Linear(k, m) : Polynomial.InX(k, 0, m)).ToString(), Tex.Text(from),
            Tex.Text(from + rng.Next(1, level.Of(5, 5, 7, 9, 12)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction u = Integrals.Number(values[1]), v = Integrals.Number(values[2]);
        if (Integrals.InX(values[0], 1, 2) is not { } p || u >= v || u.Sign < 0 || v > 1000 || (p.Degree == 2 && !p["x"].IsZero))
            return null;
        var integral = Integrals.Of(p, u, v);
        Fraction mean = integral / (v - u), square = (u * u + u * v + v * v) / 3;
        bool isLinear = p.Degree == 1;
        static string Text(object value) => $"{value}";
        static string Named(object value) => $"c = {value}";
        string point = isLinear ? Text((u + v) / 2) : Text(Surd.Root(square)), answer = Named(point);
        return new(AnswerKind.Value, point,
            [
                $@"The integral is $\int_{{{u}}}^{{{v}}} ({p}) \, dx = {integral}$",
                v - u == 1 ? $"The interval has the length $1$, so the mean value is ${mean}$ too"
                    : $@"The mean value is $\frac{{1}}{{{v - u}}} \cdot {integral.Bracketed()} = {mean}$",
                $"The theorem asks for $f(c) = {mean}$, that is ${p.ToString().Replace('x', 'c')} = {mean}$",
                isLinear ? $"This linear equation has the solution ${answer}$" : $"So $c^2 = {square}$, and in the interval lies ${answer}$",
            ],
            isLinear ? new($"The point is at a third of the interval, ${Named((2 * u + v) / 3)}$", Text((2 * u + v) / 3))
                : new($"The point is the midpoint, ${Named((u + v) / 2)}$", Text((u + v) / 2)),
            Slip.Careless($"The point is the mean value itself, ${Named(mean)}$", Text(mean)),
            isLinear ? null : Slip.Sign($"The equation gives ${Named(-Surd.Root(square))}$", Text(-Surd.Root(square))),
            isLinear ? Slip.Sign($"The equation gives ${Named(-(u + v) / 2)}$", Text(-(u + v) / 2))
                : Slip.Careless($"The equation gives ${Named(square)}$", Text(square)));
    }
}
