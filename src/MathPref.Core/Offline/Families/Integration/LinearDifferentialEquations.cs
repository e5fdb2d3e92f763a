using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>y' = ay + b with an initial value.</summary>
internal sealed class LinearFirstOrder() : ProblemFamily("linear-first-order", ["Differential Equations"],
[
    "Solve the linear differential equation $y' = <0>$ with $y(0) = <n1>$.",
    "Find the solution $y(x)$ of the linear equation $y' = <0>$ that has $y(0) = <n1>$.",
    "Which function $y(x)$ satisfies the linear equation $y' = <0>$ and $y(0) = <n1>$?",
    "Determine $y(x)$ from the linear differential equation $y' = <0>$ and the initial value $y(0) = <n1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.NonZero(level.Of(1, -4, -6, -8, -12), level.Of(4, 5, 6, 8, 12));
        Fraction b = level.Number < 3 ? a * rng.NonZero(-6, 6) : rng.NonZero(-12, 12);
        if (level.Number == 5)
            a = new(a.Numerator, rng.Next(2, 5));
        return [Polynomial.Linear(a, b, "y").ToString(), Tex.Text(rng.Next(level.Of(0, -5, -9, -12, -20), level.Of(9, 9, 9, 12, 20)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } right || !right.IsIn('y', 1) || right[""].IsZero)
            return null;
        Fraction a = right["y"], b = right[""], value = Integrals.Number(values[1]), rest = -b / a, c = value - rest;
        if (c.IsZero)
            return null;
        string Solution(Fraction factor, Fraction exponent, Fraction constant) => $"y = {Tex.Sum((factor, Integrals.Exp(exponent)), (constant, ""))}";
        return new(AnswerKind.Expression, Solution(c, a, rest),
            [
                $"The constant solution is where ${right} = 0$, at $y = {rest}$",
                $"The homogeneous equation $y' = {Tex.Times(a, "y")}$ has the solutions $Ce^{{{Tex.Multiple(a, "x")}}}$",
                $"So the general solution is $y = Ce^{{{Tex.Multiple(a, "x")}}} {Tex.Plus(rest)}$",
                $"At $x = 0$ this is $C {Tex.Plus(rest)} = {value}$, so $C = {c}$",
                $"The solution is ${Solution(c, a, rest)}$",
            ],
            Slip.Careless($"The constant is the initial value, $C = {value}$", Solution(value, a, rest)),
            Slip.Sign($"The constant solution is $y = {-rest}$", Solution(value + rest, a, -rest)),
            Slip.Sign($"The homogeneous solutions are $Ce^{{{Tex.Multiple(-a, "x")}}}$", Solution(c, -a, rest)),
            value.IsZero ? null
                : new($"The initial value is the constant of the homogeneous solution, so ${Solution(value, a, 0)}$", Solution(value, a, 0)));
    }
}

/// <summary>xy' + ny = kx^m with y(1).</summary>
internal sealed partial class LinearVariable() : ProblemFamily("integrating-factor", ["Differential Equations"],
[
    "Use an integrating factor to solve $<e0> = <1>$ for $x > 0$ with $y(1) = <2>$.",
    "Solve the linear equation $<e0> = <1>$ for $x > 0$ with the initial value $y(1) = <2>$.",
    "Find the solution of $<e0> = <1>$ on $x > 0$ with $y(1) = <2>$ by an integrating factor.",
    "What is the solution of the linear equation $<e0> = <1>$, $x > 0$, with $y(1) = <2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int n = rng.NonZero(level.Of(1, 1, -4, -6, -7), level.Of(2, 4, 5, 6, 7)), m = rng.Next(0, level.Of(2, 3, 4, 5, 6));
            Fraction k = level.Number < 3 ? (n + m) * rng.Next(1, 4) : rng.NonZero(-12, 12);
            Fraction value = level.Number < 5 ? rng.Next(-6, 9) : new Fraction(rng.NonZero(-20, 20), rng.Next(1, 2));
            if (n + m != 0)
                return [$"xy' {(n < 0 ? "-" : "+")} {Tex.Times(Math.Abs(n), "y")}", Polynomial.Term(k, new string('x', m)).ToString(), value.ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Integrals.InX(values[1], 0, 9) is not { Terms: [var right] }
            || ExpressionReader.ReadNumber(values[2]) is not { } value)
            return null;
        int n = (match.Groups["s"].Value == "-" ? -1 : 1) * (match.Groups["n"].Length == 0 ? 1 : match.Groups["n"].Value[0] - '0'), m = right.Key.Length;
        if (n == 0 || n + m == 0)
            return null;
        Fraction k = right.Value, a = k / (n + m), c = value - a;
        if (c.IsZero)
            return null;
        string Solution(Fraction first, Fraction second, int minus) => "y = " + Joined((first, m), (second, -minus));
        string Power(int exponent) => exponent switch { 0 => "1", 1 => "x", _ => $"x^{{{(Fraction)exponent}}}" };
        return new(AnswerKind.Expression, Solution(a, c, n),
            [
                $"Divided by $x$ the equation is $y' {(n < 0 ? "-" : "+")} {Over(Math.Abs(n), 1)}y = {Joined((k, m - 1))}$",
                $@"The integrating factor is $e^{{\int {(n < 0 ? "-" : "")}{Over(Math.Abs(n), 1)} \, dx}} = {Power(n)}$",
                $@"So $\left({Power(n)}y\right)' = {Joined((k, n + m - 1))}$, and ${Power(n)}y = {Joined((a, n + m))} + C$",
                $"At $x = 1$ this is ${value} = {a} + C$, so $C = {c}$",
                $"The solution is ${Solution(a, c, n)}$",
            ],
            n == m ? null : Slip.Sign($"The integrating factor is ${Power(-n)}$", Solution(k / (m - n), value - k / (m - n), -n)),
            Slip.Careless($"The constant is the initial value, $C = {value}$", Solution(a, value, n)),
            new($"The integral of ${Joined((k, n + m - 1))}$ is ${Joined((k, n + m))} + C$", Solution(k, value - k, n)),
            Slip.Careless($"Divided by ${Power(n)}$ this is ${Joined((a, m))} {Tex.Plus(c)}$", m == 0 ? $"y = {a + c}" : Solution(a, c, 0)));
    }

    /// <summary>A sum of multiples of powers of x, negative ones as fractions.</summary>
    private static string Joined(params IEnumerable<(Fraction Factor, int Exponent)> terms)
    {
        string text = "";
        foreach (var (factor, exponent) in terms.Where(term => !term.Factor.IsZero).OrderByDescending(term => term.Exponent))
        {
            string term = exponent < 0 ? Over(factor.Abs(), -exponent) : Polynomial.Term(factor.Abs(), new string('x', exponent)).ToString();
            text += text.Length == 0 ? (factor.Sign < 0 ? "-" : "") + term : (factor.Sign < 0 ? " - " : " + ") + term;
        }
        return text.Length == 0 ? "0" : text;
    }

    private static string Over(Fraction factor, int exponent) =>
        $@"\frac{{{(Fraction)factor.Numerator}}}{{{Polynomial.Term(factor.Denominator, new string('x', exponent))}}}";

    [GeneratedRegex(@"^xy' (?<s>[+-]) (?<n>[1-9]?)y\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>y'' + py' + qy = 0 with initial values.</summary>
internal sealed class SecondOrder() : ProblemFamily("second-order-equation", ["Differential Equations"],
[
    "Solve the initial value problem $<e0> = 0$, $y(0) = <n1>$, $y'(0) = <n2>$.",
    "Find the solution $y(x)$ of $<e0> = 0$ with $y(0) = <n1>$ and $y'(0) = <n2>$.",
    "Determine the function $y(x)$ for which $<e0> = 0$, $y(0) = <n1>$ and $y'(0) = <n2>$.",
    "What is the solution of $<e0> = 0$ with the initial values $y(0) = <n1>$ and $y'(0) = <n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(3, 4, 5, 5, 6);
        Fraction r = rng.Next(-size, size), s = rng.Next(-size, size);
        string kind = rng.Pick(level.Of<string[]>(["distinct"], ["distinct"], ["distinct", "repeated"], ["distinct", "repeated", "complex"], ["complex"]));
        var (p, q) = kind switch { "distinct" => (-r - s, r * s), "repeated" => (-2 * r, r * r), _ => (-2 * r, r * r + s * s) };
        var start = level.Number < 3 ? r + s : rng.Next(-9, 9);
        return [Side(p, q), Tex.Text(level.Number < 3 ? rng.Next(1, 4) : rng.Next(-6, 6)), start.ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (CharacteristicExponents.Read(values[0]) is not var (one, p, q) || one != 1)
            return null;
        Fraction y = Integrals.Number(values[1]), v = Integrals.Number(values[2]), discriminant = p * p - 4 * q;
        if ((y.IsZero && v.IsZero) || !discriminant.Abs().TryRoot(2, out var root))
            return null;
        string equation = $"${Tex.Sum((1, "r^2"), (p, "r"), (q, ""))} = 0$";
        if (discriminant.Sign > 0)
        {
            Fraction r = (-p - root) / 2, s = (-p + root) / 2, b = (v - r * y) / (s - r), a = y - b;
            string Two(Fraction first, Fraction second, int sign = 1) => $"y = {Tex.Sum((first, Integrals.Exp(sign * r)), (second, Integrals.Exp(sign * s)))}";
            string general = $"y = A{Integrals.Exp(r)} + B{Integrals.Exp(s)}";
            return new(AnswerKind.Expression, Two(a, b),
                [
                    $"The characteristic equation {equation} has the roots $r = {r}$ and $r = {s}$",
                    $"So the general solution is ${general}$",
                    $"The initial values give $A + B = {y}$ and ${Tex.Sum((r, "A"), (s, "B"))} = {v}$",
                    $"This system has the solution $A = {a}$, $B = {b}$",
                    $"The solution is ${Two(a, b)}$",
                ],
                Slip.Sign($"The roots are $r = {-r}$ and $r = {-s}$", Two(y - (v + r * y) / (r - s), (v + r * y) / (r - s), -1)),
                Slip.Careless($"The constants are $A = {b}$ and $B = {a}$", Two(b, a)),
                new($"The constants are the initial values, $A = {y}$ and $B = {v}$", Two(y, v)));
        }
        Fraction real = -p / 2, beta = root / 2, slope = v - real * y;
        if (discriminant.IsZero)
        {
            string Repeated(Fraction of, Fraction exponent) =>
                Polynomial.Linear(of, y) is var line && exponent.IsZero ? $"y = {line}" : $"y = {Times(line)}{Integrals.Exp(exponent)}";
            return new(AnswerKind.Expression, Repeated(slope, real),
                [
                    $"The characteristic equation {equation} has the double root $r = {real}$",
                    $"So the general solution is $y = (A + Bx){Integrals.Exp(real)}$",
                    $"At $x = 0$ this gives $A = {y}$ and ${Tex.Sum((1, "B"), (real, "A"))} = {v}$, so $B = {slope}$",
                    $"The solution is ${Repeated(slope, real)}$",
                ],
                Slip.Careless($"The second constant is $B = {v}$", Repeated(v, real)),
                Slip.Sign($"The second constant is $B = {v + real * y}$", Repeated(v + real * y, real)),
                Slip.Sign($"The double root is $r = {-real}$", Repeated(v + real * y, -real)),
                y.IsZero ? null : new($"A double root gives only $y = A{Integrals.Exp(real)}$", Repeated(0, real)));
        }
        string Wave(Fraction cosine, Fraction sine, Fraction exponent, Fraction frequency)
        {
            string sum = Tex.Sum((cosine, $@"\cos({Tex.Times(frequency, "x")})"), (sine, $@"\sin({Tex.Times(frequency, "x")})"));
            return exponent.IsZero ? $"y = {sum}" : $"y = {Integrals.Exp(exponent)}({sum})";
        }
        string waves = $@"A\cos({Tex.Times(beta, "x")}) + B\sin({Tex.Times(beta, "x")})";
        string plusMinus = real.IsZero ? $@"\pm {Tex.Times(beta, "i")}" : $@"{real} \pm {Tex.Times(beta, "i")}", answer = Wave(y, slope / beta, real, beta);
        return new(AnswerKind.Expression, answer,
            [
                $"The characteristic equation {equation} has the roots $r = {plusMinus}$",
                $"So the general solution is ${(real.IsZero ? $"y = {waves}" : $@"y = {Integrals.Exp(real)}\left({waves}\right)")}$",
                $"At $x = 0$ this gives $A = {y}$ and ${Tex.Sum((real, "A"), (beta, "B"))} = {v}$",
                $"So $B = {slope / beta}$",
                $"The solution is ${answer}$",
            ],
            Slip.Careless($"The second constant is $B = {v / beta}$", Wave(y, v / beta, real, beta)),
            Slip.Sign($"The roots have the real part ${-real}$", Wave(y, (v + real * y) / beta, -real, beta)),
            beta == 1 ? null : new($"The second constant is $B = {slope}$", Wave(y, slope, real, beta)),
            Slip.Sign($"The second constant is $B = {-slope / beta}$", Wave(y, -slope / beta, real, beta)));
    }

    private static string Times(Polynomial p) => p.Terms.Count > 1 ? $"({p})" : p.SameAs(1) ? "" : p.SameAs(-1) ? "-" : p.ToString();

    private static string Side(Fraction p, Fraction q) => Tex.Sum((1, "y''"), (p, "y'"), (q, "y"));
}

/// <summary>The k for which e^(kx) solves a linear equation of the second order.</summary>
internal sealed partial class CharacteristicExponents() : ProblemFamily("characteristic-exponents", ["Differential Equations"],
[
    "For which values of $k$ is $y = e^{kx}$ a solution of $<e0> = 0$?",
    "Find all $k$ such that $y = e^{kx}$ solves the differential equation $<e0> = 0$.",
    "Determine the constants $k$ for which the function $y = e^{kx}$ satisfies $<e0> = 0$.",
    "Which exponents $k$ make $y = e^{kx}$ a solution of the differential equation $<e0> = 0$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Polynomial Factor() => Polynomial.Linear(rng.Next(1, level.Of(1, 1, 2, 3, 5)), rng.Next(-level.Of(4, 6, 8, 9, 9), level.Of(0, 6, 8, 9, 9)));
        var product = Factor() * Factor();
        return [Tex.Sum((product["xx"], "y''"), (product["x"], "y'"), (product[""], "y"))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Read(values[0]) is not var (a, b, c) || b * b - 4 * a * c is not { Sign: >= 0 } discriminant || !discriminant.TryRoot(2, out var root))
            return null;
        Fraction low = (-b - root) / (2 * a), high = (-b + root) / (2 * a);
        static string Roots(params IEnumerable<Fraction> roots) => string.Join(@" \text{ or } ", roots.Distinct().Order().Select(r => $"k = {r}"));
        string answer = Roots(low, high);
        return new(AnswerKind.Roots, answer,
            [
                "For $y = e^{kx}$ the derivatives are $y' = ke^{kx}$ and $y'' = k^2e^{kx}$",
                $"Put in and divided by $e^{{kx}}$, which is never $0$, the equation becomes ${Tex.Sum((a, "k^2"), (b, "k"), (c, ""))} = 0$",
                $"This quadratic equation has the discriminant ${discriminant}$",
                low == high ? $"Its only solution is ${answer}$" : $"Its solutions are ${answer}$",
            ],
            Slip.Sign($"The solutions are ${Roots(-low, -high)}$", Roots(-low, -high)),
            low == high ? null : Slip.Careless($"The larger solution is ${Roots(high)}$", Roots(high)),
            a == 1 ? null : new($"The quadratic formula gives ${Roots(a * low, a * high)}$", Roots(a * low, a * high)),
            b.IsZero && c.IsZero ? null : new($"The derivatives are $y' = e^{{kx}}$ and $y'' = ke^{{kx}}$, so $k = {-(b + c) / a}$", Roots(-(b + c) / a)));
    }

    /// <summary>The coefficients of ay'' + by' + cy.</summary>
    internal static (Fraction A, Fraction B, Fraction C)? Read(string text)
    {
        if (Shape().Match(text) is not { Success: true } match)
            return null;
        Fraction Coefficient(string sign, string digits) => !match.Groups[sign].Success ? 0
            : (match.Groups[sign].Value == "-" ? -1 : 1) * (match.Groups[digits].Length == 0 ? 1 : Integrals.Number(match.Groups[digits].Value));
        var a = match.Groups["a"].Length == 0 ? 1 : Integrals.Number(match.Groups["a"].Value);
        return a.IsZero ? null : (a, Coefficient("s", "b"), Coefficient("t", "c"));
    }

    [GeneratedRegex("^(?<a>[0-9]{0,6})y''(?: (?<s>[+-]) (?<b>[0-9]{0,6})y')?(?: (?<t>[+-]) (?<c>[0-9]{0,6})y)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
