using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>The integral of a polynomial from a to b.</summary>
internal sealed class DefiniteIntegral() : ProblemFamily("definite-integral", ["Integral Calculus", "Integration"],
[
    @"Evaluate the definite integral $\int_{<n0>}^{<n1>} (<2>) \, dx$.",
    @"What is the exact value of the integral $\int_{<n0>}^{<n1>} (<2>) \, dx$?",
    @"Calculate $\int_{<n0>}^{<n1>} (<2>) \, dx$ with the help of an antiderivative.",
    @"Find the value of $\int_{<n0>}^{<n1>} (<2>) \, dx$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int degree = level.Of(1, 2, 2, 3, 4), size = level.Of(4, 5, 6, 6, 6);
        Polynomial p = rng.NonZero(-size, size);
        for (int n = 1; n <= degree; n++)
            p += Polynomial.Term((n == degree ? rng.NonZero(-size, size) : rng.Next(-size, size)) * Integrals.Multiplier(level, n), new string('x', n));
        int from = rng.Next(level.Of(0, 0, -2, -3, -3), level.Of(0, 1, 2, 1, 0));
        return [Tex.Text(from), Tex.Text(from + rng.Next(1, level.Of(3, 3, 4, 4, 4))), p.ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Integrals.Number(values[0]), b = Integrals.Number(values[1]);
        if (Integrals.InX(values[2], 1, 8) is not { } p || a >= b)
            return null;
        var f = Integrals.Of(p);
        Fraction high = f.At(b), low = f.At(a), answer = high - low;
        var undivided = Integrals.Undivided(p);
        var derivative = Integrals.Derivative(p);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"By the power rule $x^n$ has the antiderivative $\frac{{x^{{n + 1}}}}{{n + 1}}$, so $F(x) = {f}$ is an antiderivative",
                $"At the upper limit $F({b}) = {high}$",
                $"At the lower limit $F({a}) = {low}$",
                $"The integral is $F({b}) - F({a}) = {Integrals.Difference(high, low)} = {answer}$",
            ],
            new($"An antiderivative is ${undivided}$", (undivided.At(b) - undivided.At(a)).ToString()),
            Slip.Sign($"The integral is $F({b}) + F({a}) = {high + low}$", (high + low).ToString()),
            Slip.Careless($"The value at the upper limit is the integral: ${high}$", high.ToString()),
            p[""].IsZero ? null : Slip.Careless($"An antiderivative is ${f - Polynomial.Term(p[""], "x")}$, as constants vanish",
                (answer - p[""] * (b - a)).ToString()),
            new($"Differentiating the integrand gives ${derivative}$, to be taken at the limits", (derivative.At(b) - derivative.At(a)).ToString()));
    }
}

/// <summary>The mean of a polynomial's values over an interval.</summary>
internal sealed class AverageValue() : ProblemFamily("average-value", ["Integral Calculus", "Calculus"],
[
    "Find the average value of the function $f(x) = <0>$ on the interval $[<n1>, <n2>]$.",
    "What is the mean value of $f(x) = <0>$ over the interval $[<n1>, <n2>]$?",
    "Compute the average value of $f(x) = <0>$ for $x$ from $<n1>$ to $<n2>$ by integration.",
    "Determine by an integral the average of the values of $f(x) = <0>$ on $[<n1>, <n2>]$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int degree = level.Of(1, 2, 2, 3, 4), size = level.Of(5, 6, 6, 6, 6);
        Polynomial p = rng.Next(-size, size);
        for (int n = 1; n <= degree; n++)
            p += Polynomial.Term((n == degree ? rng.NonZero(1, size) : rng.Next(-size, size)) * Integrals.Multiplier(level, n), new string('x', n));
        int from = rng.Next(level.Of(0, 0, -2, -3, -3), level.Of(2, 2, 2, 1, 0));
        return [p.ToString(), Tex.Text(from), Tex.Text(from + rng.Next(2, level.Of(4, 4, 5, 4, 4)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Integrals.Number(values[1]), b = Integrals.Number(values[2]);
        if (Integrals.InX(values[0], 1, 8) is not { } p || a >= b)
            return null;
        var f = Integrals.Of(p);
        Fraction integral = f.At(b) - f.At(a), answer = integral / (b - a);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"The average value on $[a, b]$ is $\frac{{1}}{{b - a}} \int_a^b f(x) \, dx$, and here $b - a = {Integrals.Difference(b, a)} = {b - a}$",
                $"An antiderivative of $f$ is $F(x) = {f}$",
                $"The integral is $F({b}) - F({a}) = {Integrals.Difference(f.At(b), f.At(a))} = {integral}$",
                $"Divided by ${b - a}$ this is ${answer}$",
            ],
            Slip.Careless($"The average value is the integral, ${integral}$", integral.ToString()),
            new($"The average of the values at the ends is ${(p.At(a) + p.At(b)) / 2}$", ((p.At(a) + p.At(b)) / 2).ToString()),
            (a + b).Sign <= 0 ? null : Slip.Sign($"The length of the interval is ${b + a}$", (integral / (a + b)).ToString()),
            new($@"The average value is $\frac{{f(b) - f(a)}}{{b - a}} = {(p.At(b) - p.At(a)) / (b - a)}$", ((p.At(b) - p.At(a)) / (b - a)).ToString()));
    }
}

/// <summary>Linearity and additivity of the integral.</summary>
internal sealed class IntegralProperties() : ProblemFamily("integral-properties", ["Integral Calculus"],
[
    @"Suppose that $\int_{<n0>}^{<n1>} f(x) \, dx = <n2>$, $\int_{<n3>}^{<n4>} f(x) \, dx = <n5>$ and $\int_{<n6>}^{<n7>} g(x) \, dx = <n8>$. "
        + @"Find $\int_{<n6>}^{<n7>} (<e9>) \, dx$.",
    @"It is known that $\int_{<n0>}^{<n1>} f(x) \, dx = <n2>$, $\int_{<n3>}^{<n4>} f(x) \, dx = <n5>$ and $\int_{<n6>}^{<n7>} g(x) \, dx = <n8>$. "
        + @"What is $\int_{<n6>}^{<n7>} (<e9>) \, dx$?",
    @"For continuous functions with $\int_{<n0>}^{<n1>} f(x) \, dx = <n2>$, $\int_{<n3>}^{<n4>} f(x) \, dx = <n5>$ and "
        + @"$\int_{<n6>}^{<n7>} g(x) \, dx = <n8>$, compute $\int_{<n6>}^{<n7>} (<e9>) \, dx$.",
    @"Use the properties of the integral to evaluate $\int_{<n6>}^{<n7>} (<e9>) \, dx$, given that $\int_{<n0>}^{<n1>} f(x) \, dx = <n2>$, "
        + @"$\int_{<n3>}^{<n4>} f(x) \, dx = <n5>$ and $\int_{<n6>}^{<n7>} g(x) \, dx = <n8>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(0, 0, -3, -9, -15), size = level.Of(9, 9, 12, 20, 40), from = rng.Next(least, 3);
        int between = from + rng.Next(1, 4), to = between + rng.Next(1, 4);
        bool isTurned = rng.Percent(level.Of(0, 0, 50, 70, 100));
        int sign = level.Of(1, -1, -1, -1, -1), factor = level.Of(4, 5, 6, 9, 12);
        string sum = Tex.Sum((rng.Next(2, factor), "f(x)"), (rng.Percent(50) ? rng.Next(2, factor) : sign * rng.Next(2, factor), "g(x)"));
        return
        [
            Tex.Text(from), Tex.Text(between), Tex.Text(rng.NonZero(sign * size, size)), Tex.Text(isTurned ? to : between),
            Tex.Text(isTurned ? between : to), Tex.Text(rng.NonZero(sign * size, size)), Tex.Text(from), Tex.Text(to),
            Tex.Text(rng.NonZero(sign * size, size)), sum,
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var n = values[..9].Select(Integrals.Number).ToArray();
        Fraction a = n[0], b = n[1], first = n[2], second = n[5], g = n[8];
        bool isTurned = n[4] == b;
        if (n[6] != a || n[7] != n[isTurned ? 3 : 4] || (!isTurned && n[3] != b) || a >= b || b >= n[7]
            || ExpressionReader.ReadPolynomial(values[9]) is not { Terms.Count: 2 } sum || sum["fx"].IsZero || sum["gx"].IsZero)
            return null;
        Fraction k = sum["fx"], m = sum["gx"], rest = isTurned ? -second : second, f = first + rest, answer = k * f + m * g;
        string whole = $@"\int_{{{a}}}^{{{n[7]}}}", part = $@"\int_{{{b}}}^{{{n[7]}}} f(x) \, dx";
        return new(AnswerKind.Value, answer.ToString(),
            [
                .. isTurned ? [$"Exchanging the limits turns the sign: ${part} = {rest}$"] : Array.Empty<string>(),
                $@"The integrals over neighbouring intervals add up: ${whole} f(x) \, dx = {first} {Tex.Plus(rest)} = {f}$",
                $@"The integral is linear, so ${whole} ({values[9]}) \, dx = {k.Bracketed()} \cdot {f.Bracketed()} + {m.Bracketed()} \cdot {g.Bracketed()}$",
                $"The two products are ${k * f}$ and ${m * g}$",
                $"Their sum is ${answer}$",
            ],
            Slip.Sign($@"Then ${whole} f(x) \, dx = {first - rest}$", (k * (first - rest) + m * g).ToString()),
            Slip.Sign($"The two products are ${k * f}$ and ${-m * g}$", (k * f - m * g).ToString()),
            Slip.Careless($"The integrals of $f$ and $g$ are ${f}$ and ${g}$, together ${f + g}$", (f + g).ToString()),
            new($@"The integral of $f$ over the whole interval is ${first} \cdot {rest.Bracketed()} = {first * rest}$", (k * first * rest + m * g).ToString()));
    }
}

/// <summary>A Riemann sum of a polynomial.</summary>
internal sealed class RiemannSum() : ProblemFamily("riemann-sum", ["Integral Calculus"],
[
    @"Approximate $\int_{<n0>}^{<n1>} (<2>) \, dx$ by the Riemann sum with <n3> equal subintervals that takes the function at the <e4> of each.",
    @"Compute the Riemann sum for $f(x) = <2>$ on $[<n0>, <n1>]$ with <n3> subintervals of equal length, evaluating $f$ at the <e4> of each.",
    @"What is the value of the Riemann sum of $f(x) = <2>$ over $[<n0>, <n1>]$ for <n3> equal subintervals, if the sample point is the <e4> of each?",
    @"Divide $[<n0>, <n1>]$ into <n3> equal parts and find the Riemann sum of $f(x) = <2>$ that takes the <e4> of each part as sample point.",
])
{
    private static readonly string[] s_points = ["left endpoint", "right endpoint", "midpoint"];

    protected override string[] Draw(Rng rng, Level level)
    {
        int degree = level.Of(1, 1, 2, 2, 3), size = level.Of(4, 6, 7, 9, 9), parts = rng.Next(level.Of(2, 3, 3, 4, 4), level.Of(3, 4, 5, 6, 6));
        Polynomial p = rng.NonZero(-size, size);
        for (int n = 1; n <= degree; n++)
            p += Polynomial.Term(n == degree ? rng.NonZero(1, 5) : rng.Next(-size, size), new string('x', n));
        int from = rng.Next(level.Of(0, 0, -2, -3, -4), 2), length = level.Number < 4 ? parts * rng.Next(1, 2) : parts / 2;
        // The subintervals have the width 1 or 2, from the fourth level on the width 1/2.
        return [Tex.Text(from), Tex.Text(from + length), p.ToString(), Tex.Text(level.Number < 4 ? parts : 2 * length), rng.Pick(s_points)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Integrals.Number(values[0]), b = Integrals.Number(values[1]), count = Integrals.Number(values[3]);
        int kind = Array.IndexOf(s_points, values[4]);
        if (Integrals.InX(values[2], 1, 5) is not { } p || a >= b || count < 2 || count > 12 || kind < 0)
            return null;
        var width = (b - a) / count;
        int parts = (int)count.Numerator;
        Fraction half = new(1, 2), shift = kind == 0 ? 0 : kind == 1 ? 1 : half;
        Fraction[] points = [.. Enumerable.Range(0, parts).Select(i => a + (i + shift) * width)], heights = [.. points.Select(p.At)];
        Fraction Sum(Fraction at) => Enumerable.Range(0, parts).Aggregate((Fraction)0, (sum, i) => sum + p.At(a + (i + at) * width));
        Fraction sum = Sum(shift), answer = width * sum, other = Sum(kind == 0 ? 1 : 0);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"Each subinterval has the width $\Delta x = \frac{{{Integrals.Difference(b, a)}}}{{{count}}} = {width}$",
                $"The sample points are ${string.Join(", ", points)}$",
                $"The values of the function there are ${string.Join(", ", heights)}$",
                $"The sum of these values is ${sum}$",
                width == 1 ? $"As the width is $1$, this is the Riemann sum, ${answer}$"
                    : $@"The Riemann sum is ${width} \cdot {sum.Bracketed()} = {answer}$",
            ],
            new($"The {(kind == 0 ? "right" : "left")} endpoints give the sum ${other}$ of values", (width * other).ToString()),
            Slip.Careless($"The Riemann sum is the sum of the values, ${sum}$", sum.ToString()),
            Slip.Careless($"The values at ${string.Join(", ", points[..^1])}$ have the sum ${sum - heights[^1]}$", (width * (sum - heights[^1])).ToString()),
            new($"The exact integral is ${Integrals.Of(p, a, b)}$", Integrals.Of(p, a, b).ToString()));
    }
}
