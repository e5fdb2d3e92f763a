using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The values of a quadratic function, on all real numbers or on an interval.</summary>
internal sealed class QuadraticRange() : ProblemFamily("quadratic-range", ["Function Theory"],
[
    "Find the range of $f(x) = <0>$ for $x \\in <e1>$.",
    "Which values does $f(x) = <0>$ take for $x \\in <e1>$? Give an interval.",
    "Determine the set of all values of the function $f(x) = <0>$ with $x \\in <e1>$.",
    "What is the image of $<e1>$ under the function $f(x) = <0>$?",
])
{
    private const string Reals = @"\mathbb{R}";

    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = level.Of(rng.Pick(1, -1), rng.Pick(1, -1, 2), rng.NonZero(-3, 3), rng.NonZero(-4, 4), rng.NonZero(-5, 5));
        int h = rng.Next(-5, 5), most = level.Of(6, 8, 9, 12, 20), from = h - rng.Next(-2, 5);
        var f = Polynomial.InX(a, level.Number < 4 ? -2 * a * h : rng.NonZero(-9, 9), rng.Next(-most, most));
        return [f.ToString(), level.Number < 3 ? Reals : $"[{Tex.Text(from)}, {Tex.Text(from + rng.Next(2, 7))}]"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[0], 2) is not { Degree: 2 } f)
            return null;
        Fraction vertex = -f["x"] / (2 * f["xx"]), peak = f.At(vertex), other = -vertex;
        bool isUp = f["xx"].Sign > 0;
        string place = $"The vertex of the parabola is at $x = {vertex}$, with the value $f({vertex}) = {peak}$";
        string Ray(bool up, Fraction from) => up ? $@"[{from}, \infty)" : $@"(-\infty, {from}]";
        if (values[1] == Reals)
        {
            return new(AnswerKind.Interval, Ray(isUp, peak),
                [
                    place,
                    $"The leading coefficient ${f["xx"]}$ is "
                        + $"{(isUp ? "positive, so the parabola opens upwards" : "negative, so the parabola opens downwards")}",
                    $"So ${peak}$ is the {(isUp ? "least" : "greatest")} value, and all {(isUp ? "larger" : "smaller")} values are taken too",
                    $"The range is ${Ray(isUp, peak)}$",
                ],
                new($"The parabola opens {(isUp ? "downwards" : "upwards")}", Ray(!isUp, peak)),
                Slip.Sign($"The vertex is at $x = {other}$, with the value ${f.At(other)}$", Ray(isUp, f.At(other))),
                new($"The {(isUp ? "least" : "greatest")} value is that at $x = 0$, ${f[""]}$", Ray(isUp, f[""])),
                new($"The range {(isUp ? "begins" : "ends")} at ${vertex}$, where the vertex is", Ray(isUp, vertex)));
        }
        if (values[1] is not ['[', .. var inner, ']'] || inner.Split(", ") is not [var left, var right]
            || ExpressionReader.ReadNumber(left) is not { } a || ExpressionReader.ReadNumber(right) is not { } b || a >= b)
            return null;
        Fraction first = f.At(a), last = f.At(b);
        bool isInside = vertex > a && vertex < b;
        Fraction[] all = isInside ? [first, last, peak] : [first, last];
        Fraction low = all.Min(), high = all.Max();
        string answer = $"[{low}, {high}]";
        return new(AnswerKind.Interval, answer,
            [
                place,
                $"This is {(isInside ? "inside" : "not inside")} the interval, so {(isInside ? "the value there counts" : "the function is monotone on it")}",
                $"At the ends the values are $f({a}) = {first}$ and $f({b}) = {last}$",
                $"The least value is ${low}$ and the greatest ${high}$",
                $"As $f$ is continuous, it takes all values between them: the range is ${answer}$",
            ],
            isInside ? new("The values at the ends bound the range", Hull(first, last))
                : new($"The {(isUp ? "least" : "greatest")} value is that of the vertex", isUp ? $"[{peak}, {high}]" : $"[{low}, {peak}]"),
            new("The range is that of the whole parabola", Ray(isUp, peak)),
            Slip.Careless("The range is the open interval between the least and the greatest value", $"({low}, {high})"),
            isInside ? Slip.Sign($"The vertex is at $x = {other}$, with the value ${f.At(other)}$", Hull(first, last, f.At(other)))
                : Slip.Sign($"At the left end the value is $f({-a}) = {f.At(-a)}$", Hull(f.At(-a), last)));
    }

    /// <summary>The interval from the least to the greatest.</summary>
    private static string Hull(params Fraction[] values) => $"[{values.Min()}, {values.Max()}]";
}

/// <summary>Where f(x) = x for a quadratic function.</summary>
internal sealed class FixedPoints() : ProblemFamily("fixed-points", ["Function Theory"],
[
    "Find all fixed points of the function $f(x) = <e0>$.",
    "Which numbers $x$ does the function $f(x) = <e0>$ map to themselves?",
    "Determine the numbers $x$ with $f(x) = x$ for $f(x) = <e0>$.",
    "At which $x$ does the graph of $f(x) = <e0>$ meet the line $y = x$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 9, 12, 9, 12), first = rng.Next(-most, most), second = first + rng.Next(1, most);
        Polynomial x = Polynomial.Term(1, "x"), product = Polynomial.Linear(level.Of(1, 1, rng.Pick(1, 2, -1, 3), 1, rng.Pick(1, 2, 3)),
            -first) * Polynomial.Linear(1, -second);
        if (level.Number == 1)
            return [Polynomial.Linear(1 + rng.Pick(1, 1, 2, 3, -2, -3), rng.NonZero(-12, 12)).ToString()];
        if (level.Number < 4)
            return [(product + x).ToString()];
        // (px + q)/(x + d) = x is x² + (d - p)x - q = 0, times the leading coefficient.
        Fraction a = product["xx"], d = rng.NonZero(-9, 9);
        return [Tex.Over(Polynomial.Linear(d - product["x"], -product[""]), Polynomial.Linear(a, d).ToString())];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.Read(values[0]) is not { } f || f.Top.Degree > 2 || f.Bottom.Degree > 1 || f.Top.Degree + f.Bottom.Degree > 2
            || !f.Top.IsIn('x', f.Top.Degree) || !f.Bottom.IsIn('x', f.Bottom.Degree))
            return null;
        Polynomial x = Polynomial.Term(1, "x"), equation = f.Bottom * x - f.Top;
        bool isPolynomial = f.Bottom.Constant is { IsOne: true };
        if (equation.Terms is [{ Value.Sign: < 0 }, ..])
            equation = -equation;
        if (!isPolynomial && f.Bottom.Constant is not null)
            return null;
        Fraction low, high;
        if (equation.Degree == 1)
            low = high = -equation[""] / equation["x"];
        else if (Formulas.Roots(equation) is var (r, s))
            (low, high) = (r, s);
        else
            return null;
        // A zero of the denominator is no fixed point.
        if (f.Bottom.At(low).IsZero || f.Bottom.At(high).IsZero)
            return null;
        string written = isPolynomial ? f.Top.ToString() : Tex.Over(f.Top, f.Bottom.ToString());
        List<string> steps = [$"A fixed point satisfies ${written} = x$"];
        if (!isPolynomial)
            steps.Add($"Multiplying by the denominator gives ${f.Top} = {(f.Bottom[""].IsZero ? (x * f.Bottom).ToString() : $"x({f.Bottom})")}$");
        steps.Add($"With all terms on one side this is ${equation} = 0$");
        steps.Add(equation.Degree == 1 ? "This linear equation has one solution"
            : $"Its discriminant is ${Discriminant(equation)}$, and the quadratic formula gives the solutions");
        steps.Add($"So ${Tex.Roots(low, high)}$");
        return new(AnswerKind.Roots, Tex.Roots(low, high), steps,
            f.Top.Degree is 1 && !f.Top[""].IsZero ? new($"A fixed point is a zero of $f$, so $f(x) = 0$", Tex.Roots(-f.Top[""] / f.Top["x"])) : null,
            Formulas.Roots(f.Top) is var (p, q) ? new("A fixed point is a zero of $f$, so $f(x) = 0$", Tex.Roots(p, q)) : null,
            Slip.Sign($"So ${Tex.Roots(-low, -high)}$", Tex.Roots(-low, -high)),
            low == high ? Slip.Careless($"The solution is $x = {low + 1}$", Tex.Roots(low + 1))
                : Slip.Careless($"The only fixed point is $x = {high}$", Tex.Roots(high)));
    }

    private static Fraction Discriminant(Polynomial p) => p["x"] * p["x"] - 4 * p["xx"] * p[""];
}

/// <summary>f(n) from f(x + 1) - f(x) and one value.</summary>
internal sealed class FunctionRecursion() : ProblemFamily("function-recursion", ["Function Theory"],
[
    "A function satisfies $f(x + 1) = f(x) <e0>$ for all $x$ and $f(<n1>) = <n2>$. Find $f(<n3>)$.",
    "Let $f(x + 1) = f(x) <e0>$ for every real $x$, and let $f(<n1>) = <n2>$. What is $f(<n3>)$?",
    "If $f(x + 1) = f(x) <e0>$ holds for all $x$ and $f(<n1>) = <n2>$, compute $f(<n3>)$.",
    "Determine $f(<n3>)$ for a function with $f(<n1>) = <n2>$ and $f(x + 1) = f(x) <e0>$ for all $x$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = level.Of(0, 0, rng.Next(0, 2), rng.Next(-2, 3), rng.Next(-4, 4)),
            steps = level.Of(rng.Next(3, 5), rng.Next(4, 7), rng.Next(6, 15), rng.Next(12, 25), rng.Next(15, 30));
        Polynomial step = Polynomial.InX(level.Number < 5 ? 0 : rng.Next(1, 3), level.Number == 1 ? rng.Next(1, 3) : rng.NonZero(-5, 6), level.Number == 1 ? 0
            : rng.NonZero(-9, 9));
        string text = step.ToString();
        return [text[0] == '-' ? $"- {text[1..]}" : $"+ {text}", Tex.Text(n), Tex.Text(rng.Next(-9, 12)), Tex.Text(n + steps)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[0] is not ['+' or '-', ' ', ..] || Formulas.Read("0 " + values[0], 2) is not { Degree: > 0 } step
            || Formulas.Whole(values[1], 1000) is not { } from || Formulas.Whole(values[3], 1000) is not { } to || to - from is < 2 or > 100)
            return null;
        Fraction start = Formulas.Number(values[2]), length = to - from;
        Fraction Sum(int first, int last) => Enumerable.Range(first, last - first + 1).Aggregate((Fraction)0, (sum, k) => sum + step.At(k));
        Fraction linear = Enumerable.Range(from, to - from).Aggregate((Fraction)0, (sum, k) => sum + (Fraction)k);
        Fraction change = Sum(from, to - 1), answer = start + change, late = start + Sum(from + 1, to);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Each step from $x = k$ to $x = k + 1$ adds ${step.ToString().Replace('x', 'k')}$",
                $"So $f({to}) = f({from})$ plus the sum of these amounts for $k = {from}$ to $k = {to - 1}$, a sum of ${length}$ terms",
                $"The numbers $k$ add up to ${linear}$"
                    + (step.Degree == 1 ? "" : $" and their squares to ${Enumerable.Range(from, to - from).Aggregate((Fraction)0, (sum, k) => sum + k * k)}$"),
                $"{(step[""].IsZero ? "With the coefficient" : $"With the coefficients and the constant, ${step[""]}$ for each term,")} the sum is ${change}$",
                $"So $f({to}) = {start} {Tex.Plus(change)} = {answer}$",
            ],
            Slip.Careless($"The sum for $k = {from + 1}$ to $k = {to}$ is ${late - start}$", late.ToString()),
            new($"All ${length}$ steps add as much as the last, ${step.At(to - 1)}$", (start + length * step.At(to - 1)).ToString()),
            start.IsZero ? null : Slip.Careless($"The sum ${change}$ is the value", change.ToString()),
            Slip.Sign($"So $f({to}) = {start} {Tex.Plus(-change)}$", (start - change).ToString()));
    }
}
