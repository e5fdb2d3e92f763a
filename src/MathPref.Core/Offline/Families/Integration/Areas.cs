using System.Globalization;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>The region between two graphs that meet in two points.</summary>
internal sealed class AreaBetweenCurves() : ProblemFamily("area-between-curves", ["Integral Calculus", "Calculus"],
[
    "Find the area of the region enclosed by the curves $y = <0>$ and $y = <1>$.",
    "What is the area between the graphs of $y = <0>$ and $y = <1>$?",
    "Compute the area of the bounded region between $y = <0>$ and $y = <1>$.",
    "Determine the area that the curves $y = <0>$ and $y = <1>$ enclose.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int low = rng.Next(level.Of(-3, -3, -5, -6, -7), level.Of(0, 1, 2, 3, 4)), high = low + rng.Next(1, level.Of(4, 5, 6, 7, 8));
        Polynomial difference = rng.NonZero(level.Of(1, -1, -3, -5, -6), level.Of(1, 1, 3, 5, 6)) * Polynomial.InX(1, -low) * Polynomial.InX(1, -high);
        // At the first level the other curve is a horizontal line, from the fourth on it may be a parabola.
        var other = level.Number == 1 ? rng.Next(0, 5)
            : Polynomial.InX(level.Number >= 4 ? rng.NonZero(-4, 4) : 0, rng.NonZero(-5, 5), rng.Next(-6, 6));
        return [(difference + other).ToString(), other.ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Integrals.InX(values[0], 0, 2) is not { } f || Integrals.InX(values[1], 0, 2) is not { } g || f - g is not { Degree: 2 } d)
            return null;
        Fraction a = d["xx"], b = d["x"], c = d[""], discriminant = b * b - 4 * a * c;
        if (discriminant.Sign <= 0 || !discriminant.TryRoot(2, out var root))
            return null;
        Fraction low = (-b - root) / (2 * a), high = (-b + root) / (2 * a);
        if (low > high)
            (low, high) = (high, low);
        bool isFirstAbove = a.Sign < 0;
        var upper = isFirstAbove ? d : -d;
        var primitive = Integrals.Of(upper);
        Fraction answer = primitive.At(high) - primitive.At(low), sum = Integrals.Of(f + g, low, high);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The curves meet where ${d} = 0$, at $x = {low}$ and at $x = {high}$",
                $"Between these points the curve $y = {(isFirstAbove ? f : g)}$ is above the other",
                $@"So the area is $\int_{{{low}}}^{{{high}}} ({upper}) \, dx$",
                $"An antiderivative is $F(x) = {primitive}$",
                $"The area is $F({high}) - F({low}) = {Integrals.Difference(primitive.At(high), primitive.At(low))} = {answer}$",
            ],
            Slip.Sign($"The lower curve minus the upper one gives ${-answer}$", (-answer).ToString()),
            new($"The integral of the sum of the two functions is ${sum}$", sum.ToString()),
            low.IsZero || high.IsZero ? null : Slip.Careless($"The area is $F({high}) = {primitive.At(high)}$", primitive.At(high).ToString()),
            new($"The curves differ most half-way, by ${upper.At((low + high) / 2)}$, and the region is a triangle of this height",
                (upper.At((low + high) / 2) * (high - low) / 2).ToString()));
    }
}

/// <summary>A region under a graph rotated about the x-axis.</summary>
internal sealed partial class VolumeOfRevolution() : ProblemFamily("volume-of-revolution", ["Integral Calculus"],
[
    "Find the volume of the solid that arises when the region under $y = <0>$ from $x = <n1>$ to $x = <n2>$ is rotated about the $x$-axis.",
    "The region between $y = <0>$ and the $x$-axis for $x$ from $<n1>$ to $<n2>$ is revolved about the $x$-axis. What is the volume of the solid?",
    "Compute the volume of revolution about the $x$-axis for the curve $y = <0>$ between $x = <n1>$ and $x = <n2>$.",
    "Use the disk method to find the volume when the region below $y = <0>$ on $[<n1>, <n2>]$ is rotated about the $x$-axis.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int from = rng.Next(0, level.Of(0, 2, 3, 2, 3)), to = from + rng.Next(1, level.Of(4, 4, 5, 2, 3));
        Fraction a = rng.Next(1, level.Of(5, 5, 6, 8, 9)), b = rng.Next(level.Of(0, 1, 1, 1, 1), level.Of(2, 5, 8, 9, 9));
        bool isRoot = rng.Percent(level.Of(0, 30, 40, 25, 0));
        string f = isRoot ? $@"\sqrt{{{Polynomial.Linear(a, b)}}}"
            : (level.Number >= 4 ? Polynomial.InX(a, rng.Next(0, 3), b) : Polynomial.Linear(a, b)).ToString();
        return [f, Tex.Text(from), Tex.Text(to)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Integrals.Number(values[1]), b = Integrals.Number(values[2]);
        bool isRoot = Root().Match(values[0]) is { Success: true };
        if (a >= b || Integrals.InX(isRoot ? Root().Match(values[0]).Groups[1].Value : values[0], isRoot ? 1 : 0, isRoot ? 1 : 3) is not { } p)
            return null;
        // The region is under the graph, so the graph is not below the axis.
        if (p.At(a).Sign < 0 || p.At(b).Sign < 0 || (!isRoot && p.Degree > 1 && (a.Sign < 0 || p.Terms.Any(term => term.Value.Sign < 0))))
            return null;
        var square = isRoot ? p : p * p;
        var primitive = Integrals.Of(square);
        Fraction factor = primitive.At(b) - primitive.At(a), plain = Integrals.Of(p, a, b);
        string Pi(Fraction of) => Tex.Multiple(of, @"\pi");
        return new(AnswerKind.Value, Pi(factor),
            [
                $@"The cross-section at $x$ is a disk of radius $y$, so the volume is $V = \pi \int_{{{a}}}^{{{b}}} y^2 \, dx$",
                $"Here $y^2 = {square}$, with the antiderivative $F(x) = {primitive}$",
                $"The integral is $F({b}) - F({a}) = {Integrals.Difference(primitive.At(b), primitive.At(a))} = {factor}$",
                $"The volume is $V = {Pi(factor)}$",
            ],
            Slip.Careless($"The volume is ${factor}$", factor.ToString()),
            isRoot ? null : new($@"The volume is $\pi$ times the area under the curve, ${plain}$", Pi(plain)),
            isRoot ? null : new($"The area under the curve is ${plain}$, its square ${plain * plain}$", Pi(plain * plain)),
            new($@"The volume is $2\pi$ times ${factor}$", Pi(2 * factor)),
            Slip.Sign($"The integral is ${primitive.At(b)} {Tex.Plus(primitive.At(a))} = {primitive.At(b) + primitive.At(a)}$",
                Pi(primitive.At(b) + primitive.At(a))));
    }

    [GeneratedRegex(@"^\\sqrt\{([^{}]+)\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Root();
}

/// <summary>The length of y = Ax^m + Bx^(2-m) where 1 + y'² is a square.</summary>
internal sealed class ArcLength() : ProblemFamily("arc-length", ["Integral Calculus"],
[
    "Find the length of the curve $y = <0>$ from $x = <n1>$ to $x = <n2>$.",
    "What is the arc length of $y = <0>$ for $x$ from $<n1>$ to $<n2>$?",
    "Compute the arc length of the graph of $y = <0>$ between $x = <n1>$ and $x = <n2>$.",
    "Determine how long the curve $y = <0>$ is between $x = <n1>$ and $x = <n2>$.",
])
{
    private static readonly Fraction[] s_easy = [new(1, 6), new(1, 3), new(1, 2), new(1, 12), new(1, 4), new(2, 3)];

    protected override string[] Draw(Rng rng, Level level)
    {
        int m = rng.Next(level.Of(3, 3, 3, 4, 5), level.Of(3, 3, 4, 5, 5)), from = rng.Next(1, m == 5 ? 2 : m == 4 ? 3 : level.Of(2, 3, 4, 4, 4));
        Fraction a = level.Number == 1 ? rng.Pick(s_easy) : new Fraction(rng.Next(1, level.Of(2, 3, 5, 5, 7)), rng.Pick(2, 3, 4, 6, 8, 12));
        var b = 1 / (4 * m * (m - 2) * a);
        string bottom = Tex.Times(b.Denominator, m == 3 ? "x" : $"x^{Tex.Text(m - 2)}");
        return [$@"{Tex.Multiple(a, $"x^{Tex.Text(m)}")} + \frac{{{(Fraction)b.Numerator}}}{{{bottom}}}", Tex.Text(from),
            Tex.Text(from + rng.Next(1, m == 5 ? 2 : m == 4 ? 3 : level.Of(3, 3, 4, 4, 4)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction from = Integrals.Number(values[1]), to = Integrals.Number(values[2]);
        // A sum of two fractions: below the line stands c x^(m-2), above it A c x^(2m-2) + B c.
        if (from.Sign <= 0 || from >= to || ExpressionReader.Read(values[0]) is not { Top: { Terms.Count: 2 } top, Bottom: { Terms.Count: 1 } bottom }
            || bottom.Degree is 0 or > 5 || !bottom.IsIn('x', bottom.Degree) || !top.IsIn('x', 2 * bottom.Degree + 2) || top[""].IsZero)
            return null;
        int n = bottom.Degree, m = n + 2;
        Fraction c = bottom.Terms[0].Value, a = top.Terms[0].Value / c, b = top[""] / c;
        if (4 * m * n * a * b != 1 || a.Sign < 0)
            return null;
        Fraction p = m * a, q = n * b;
        string Slope(string sign) => $"{Tex.Multiple(p, Power(m - 1))} {sign} {Below(q, n + 1)}";
        Fraction High(Fraction x) => a * x.Pow(m) - b * x.Pow(-n);
        Fraction answer = High(to) - High(from), y = a * (to.Pow(m) - from.Pow(m)) + b * (to.Pow(-n) - from.Pow(-n));
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The derivative is $y' = {Slope("-")}$",
                $@"The mixed term of $y'^2$ is $-\frac{{1}}{{2}}$, so $1 + y'^2 = \left({Slope("+")}\right)^2$",
                $@"The length is $\int_{{{from}}}^{{{to}}} \sqrt{{1 + y'^2}} \, dx = \int_{{{from}}}^{{{to}}} \left({Slope("+")}\right) dx$",
                $"An antiderivative is $F(x) = {Tex.Multiple(a, Power(m))} - {Below(b, n)}$",
                $"The length is $F({to}) - F({from}) = {Integrals.Difference(High(to), High(from))} = {answer}$",
            ],
            Slip.Sign($@"The length is $\int_{{{from}}}^{{{to}}} \left({Slope("-")}\right) dx = {y}$", y.ToString()),
            Slip.Careless($"The first term contributes ${a * (to.Pow(m) - from.Pow(m))}$, which is the length",
                (a * (to.Pow(m) - from.Pow(m))).ToString()),
            new($@"The length is $\int_{{{from}}}^{{{to}}} (1 + y') \, dx = {to - from + y}$", (to - from + y).ToString()));
    }

    private static string Power(int exponent) => exponent == 1 ? "x" : $"x^{exponent.ToString(CultureInfo.InvariantCulture)}";

    private static string Below(Fraction factor, int exponent) =>
        $@"\frac{{{(Fraction)factor.Numerator}}}{{{Tex.Times(factor.Denominator, Power(exponent))}}}";
}
