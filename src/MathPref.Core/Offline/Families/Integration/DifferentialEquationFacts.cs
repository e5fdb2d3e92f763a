using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>The A for which Ae^(rx) solves y'' + py' + qy = ke^(rx).</summary>
internal sealed partial class ParticularSolution() : ProblemFamily("particular-solution", ["Differential Equations"],
[
    "Find the constant $A$ for which $y = Ae^{<0>}$ is a solution of $<e1> = <e2>$.",
    "For which constant $A$ does $y = Ae^{<0>}$ satisfy the differential equation $<e1> = <e2>$?",
    "The equation $<e1> = <e2>$ has a particular solution of the form $y = Ae^{<0>}$. Determine $A$.",
    "Try $y = Ae^{<0>}$ as a particular solution of $<e1> = <e2>$. What is $A$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(4, 5, 7, 9, 12);
        Fraction r = rng.NonZero(level.Of(1, -2, -4, -5, -7), level.Of(3, 4, 5, 6, 7)), p = rng.Next(level.Of(0, -size, -size, -size, -size), size);
        Fraction q = rng.NonZero(level.Of(1, -size, -size, -size, -size), size), total = r * r + p * r + q;
        var k = level.Number < 3 && !total.IsZero ? total * rng.Next(1, 5) : rng.NonZero(-20, 20);
        return [Tex.Multiple(r, "x"), Tex.Sum((1, "y''"), (p, "y'"), (q, "y")), Tex.Times(k, Integrals.Exp(r))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Integrals.InX(values[0], 1, 1) is not { } exponent || !exponent[""].IsZero || CharacteristicExponents.Read(values[1]) is not var (a, p, q)
            || Right().Match(values[2]) is not { Success: true } match || match.Groups["r"].Value != values[0])
            return null;
        Fraction r = exponent["x"], total = a * r * r + p * r + q;
        Fraction k = match.Groups["k"].Value switch { "" => 1, "-" => -1, var digits => Integrals.Number(digits) };
        if (total.IsZero || k.IsZero)
            return null;
        string Named(Fraction value) => $"A = {value}";
        var unsquared = a * r + p * r + q;
        return new(AnswerKind.Value, Named(k / total),
            [
                $"The derivatives are $y' = {Tex.Times(r, "A" + Integrals.Exp(r))}$ and $y'' = {Tex.Times(r * r, "A" + Integrals.Exp(r))}$",
                $"The left side becomes $({Terms(a * r * r, p * r, q)})A{Integrals.Exp(r)} = {Tex.Times(total, "A" + Integrals.Exp(r))}$",
                $"It must be ${values[2]}$, so the coefficients have to agree",
                total == 1 ? $"This gives ${Named(k)}$" : $"From ${Tex.Times(total, "A")} = {k}$ follows ${Named(k / total)}$",
            ],
            unsquared.IsZero ? null : new($"The second derivative is $y'' = {Tex.Times(r, "A" + Integrals.Exp(r))}$, so ${Tex.Times(unsquared, "A")} = {k}$",
                Named(k / unsquared)),
            (total - 2 * p * r).IsZero ? null : Slip.Sign($"The first derivative contributes ${-p * r}$, so ${Tex.Times(total - 2 * p * r, "A")} = {k}$",
                Named(k / (total - 2 * p * r))),
            (total - q).IsZero ? null : Slip.Careless(
                $"The left side becomes ${Tex.Times(total - q, "A" + Integrals.Exp(r))}$, so ${Tex.Times(total - q, "A")} = {k}$",
                Named(k / (total - q))),
            new($"The constant is the coefficient on the right side, ${Named(k)}$", Named(k)));
    }

    private static string Terms(params IEnumerable<Fraction> terms) => Tex.Sum(terms.Select(term => (term, "")));

    [GeneratedRegex(@"^(?<k>-?[0-9]{0,6})e\^\{(?<r>[^{}]{1,12})\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Right();
}

/// <summary>The k for which x^k solves x²y'' + pxy' + qy = 0.</summary>
internal sealed partial class PowerExponents() : ProblemFamily("power-exponents", ["Differential Equations"],
[
    "For which values of $k$ is $y = x^k$ a solution of $<e0> = 0$ for $x > 0$?",
    "Find all $k$ such that $y = x^k$ solves the Euler equation $<e0> = 0$ for $x > 0$.",
    "Determine the constants $k$ for which the power $y = x^k$ satisfies $<e0> = 0$ for all $x > 0$.",
    "Which powers $y = x^k$ solve $<e0> = 0$ for $x > 0$? Give all $k$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.Next(1, level.Of(1, 1, 2, 3, 5)), r = rng.Next(-level.Of(4, 6, 9, 12, 15), level.Of(5, 7, 9, 12, 15));
        Fraction s = new(rng.Next(-level.Of(4, 6, 9, 20, 30), level.Of(5, 7, 9, 20, 30)), a.Numerator);
        return [Tex.Sum((a, "x^2y''"), (a * (1 - r - s), "xy'"), (a * r * s, "y"))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (!values[0].Contains("x^2y''", StringComparison.Ordinal) || (values[0].Contains("y'", StringComparison.Ordinal) && Misplaced().IsMatch(values[0]))
            || CharacteristicExponents.Read(values[0].Replace("x^2y''", "y''", StringComparison.Ordinal)
                .Replace("xy'", "y'", StringComparison.Ordinal)) is not var (a, p, c))
            return null;
        var b = p - a;
        if (b * b - 4 * a * c is not { Sign: >= 0 } discriminant || !discriminant.TryRoot(2, out var root))
            return null;
        Fraction low = (-b - root) / (2 * a), high = (-b + root) / (2 * a), other = p * p - 4 * a * c;
        static string Roots(params IEnumerable<Fraction> roots) => string.Join(@" \text{ or } ", roots.Distinct().Order().Select(r => $"k = {r}"));
        return new(AnswerKind.Roots, Roots(low, high),
            [
                "For $y = x^k$ the derivatives are $y' = kx^{k - 1}$ and $y'' = k(k - 1)x^{k - 2}$",
                $"Put in and divided by $x^k$, the equation becomes ${Tex.Sum((a, "k(k - 1)"), (p, "k"), (c, ""))} = 0$",
                $"Multiplied out, this is ${Tex.Sum((a, "k^2"), (b, "k"), (c, ""))} = 0$, with the discriminant ${discriminant}$",
                low == high ? $"Its only solution is ${Roots(low)}$" : $"Its solutions are ${Roots(low, high)}$",
            ],
            Slip.Sign($"The solutions are ${Roots(-low, -high)}$", Roots(-low, -high)),
            low == high ? null : Slip.Careless($"The larger solution is ${Roots(high)}$", Roots(high)),
            other.Sign >= 0 && other.TryRoot(2, out var otherRoot)
                ? new($"The second derivative is $k^2x^{{k - 2}}$, so ${Tex.Sum((a, "k^2"), (p, "k"), (c, ""))} = 0$",
                    Roots((-p - otherRoot) / (2 * a), (-p + otherRoot) / (2 * a))) : null,
            a == 1 ? null : new($"The quadratic formula gives ${Roots(a * low, a * high)}$",
                Roots(a * low, a * high)),
            low == high ? Slip.Careless($"The solution is ${Roots(low + 1)}$", Roots(low + 1)) : null);
    }

    // A first derivative without x, or a second one without its square.
    [GeneratedRegex("(?<!x)y'(?!')|(?<!x\\^2)y''", RegexOptions.CultureInvariant)]
    private static partial Regex Misplaced();
}

/// <summary>Some steps of Euler's method.</summary>
internal sealed class EulerMethod() : ProblemFamily("euler-method", ["Differential Equations"],
[
    "Use Euler's method with step size $<0>$ to approximate $y(<1>)$, where $y' = <2>$ and $y(<n3>) = <n4>$.",
    "Approximate $y(<1>)$ by Euler's method with step size $<0>$ if $y' = <2>$ and $y(<n3>) = <n4>$.",
    "What value does Euler's method with step size $<0>$ give for $y(<1>)$ if $y' = <2>$ and $y(<n3>) = <n4>$?",
    "Apply Euler's method with step size $<0>$ to $y' = <2>$, $y(<n3>) = <n4>$, and find the approximation of $y(<1>)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int steps = level.Of(2, 2, rng.Next(2, 3), 3, 3), size = level.Of(2, 3, 4, 5, 6), from = rng.Next(level.Of(0, 0, -1, -2, -3), level.Of(1, 2, 2, 2, 2));
        Fraction h = level.Number == 1 ? 1 : new Fraction(1, rng.Next(2, level.Of(2, 2, 4, 5, 5)));
        var slope = Polynomial.Term(rng.NonZero(level.Of(1, -2, -size, -size, -size), size),
            rng.Pick(level.Of<string[]>(["x"], ["x"], ["x", "x", "xx"], ["xx", "xy"], ["xx", "xy", "yy"])))
            + Polynomial.Term(rng.NonZero(level.Of(1, -2, -size, -size, -size), size), "y");
        int start = rng.Next(level.Of(0, -2, -3, -3, -3), 4);
        string[] values = [h.ToString(), (from + steps * h).ToString(), slope.ToString(), Tex.Text(from), Tex.Text(start)];
        // What a pupil can work out by hand.
        return ExpressionReader.ReadNumber(Work(values)?.Answer ?? "") is { Bits: <= 20 } ? values : Draw(rng, level);
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadNumber(values[0]) is not { Sign: > 0 } h || ExpressionReader.ReadNumber(values[1]) is not { } end
            || ExpressionReader.ReadPolynomial(values[2]) is not { Degree: >= 1 and <= 2 } slope || slope.Letters.Any(letter => letter is not ('x' or 'y')))
            return null;
        Fraction start = Integrals.Number(values[3]), first = Integrals.Number(values[4]), count = (end - start) / h;
        if (!count.IsInteger || count < 2 || count > 4 || first.Bits > 60 || start.Bits > 60 || h.Bits > 40)
            return null;
        int steps = (int)count.Numerator;
        Fraction Slope(Fraction x, Fraction y) => slope.Terms.Aggregate((Fraction)0,
            (sum, t) => sum + t.Key.Aggregate(t.Value, (v, letter) => v * (letter == 'x' ? x : y)));
        Fraction Run(int number, int late = 0, int sign = 1)
        {
            var value = first;
            for (int i = 0; i < number; i++)
                value += sign * h * Slope(start + (i + late) * h, value);
            return value;
        }
        List<string> lines = [$"Each step of Euler's method is $y_{{n + 1}} = y_n + h f(x_n, y_n)$ with $h = {h}$ and $f(x, y) = {slope}$"];
        Fraction y = first;
        for (int i = 0; i < steps; i++)
        {
            Fraction x = start + i * h, f = Slope(x, y);
            lines.Add($@"At $x_{Tex.Text(i)} = {x}$, $y_{Tex.Text(i)} = {y}$ the slope is ${f}$, "
                + $@"so $y_{Tex.Text(i + 1)} = {y} + {h} \cdot {f.Bracketed()} = {y + h * f}$");
            y += h * f;
        }
        lines.Add($@"So $y({end}) \approx {y}$");
        Fraction inOne = first + (end - start) * Slope(start, first), without = first;
        for (int i = 0; i < steps; i++)
            without += Slope(start + i * h, without);
        return new(AnswerKind.Value, y.ToString(), lines,
            Slip.Careless($@"After {(steps == 2 ? "1 step" : $"{Tex.Text(steps - 1)} steps")} the value is ${Run(steps - 1)}$", Run(steps - 1).ToString()),
            new($@"One step of the whole length gives ${first} + {end - start} \cdot {Slope(start, first).Bracketed()} = {inOne}$", inOne.ToString()),
            h == 1 || without.Bits > 40 ? null : new($"Adding the slopes without the step size gives ${without}$", without.ToString()),
            Slip.Careless($"With the slopes at $x_{{n + 1}}$ the last value is ${Run(steps, late: 1)}$", Run(steps, late: 1).ToString()),
            Slip.Sign($"Each step is $y_{{n + 1}} = y_n - h f(x_n, y_n)$, which leads to ${Run(steps, sign: -1)}$", Run(steps, sign: -1).ToString()));
    }
}

/// <summary>The order and the degree of a differential equation.</summary>
internal sealed partial class OrderAndDegree() : ProblemFamily("order-and-degree", ["Differential Equations"],
[
    "What are the order and the degree of the differential equation $<e0>$? Answer as a pair (order, degree).",
    "Find the order and the degree of $<e0>$ and give them as a pair (order, degree).",
    "Determine the pair (order, degree) of the differential equation $<e0>$.",
    "State the pair (order, degree) for the differential equation $<e0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = level.Of(1, 2, 2, 3, 3), highest = level.Of(3, 3, 4, 5, 5);
        int[] orders = rng.Several(count, Enumerable.Range(1, Math.Max(highest, count)));
        var terms = orders.Select((order, i) =>
            $"{(i == 0 ? "" : rng.Pick(" + ", " - "))}{Multiple(rng.Next(1, 9), Term(order, rng.Next(1, level.Of(4, 4, 5, 6, 7))))}").ToList();
        string right = rng.Pick(level.Of<string[]>(["0", "x"], ["0", "x", "e^{x}"], ["0", @"\sin x", @"e^{x}", "x^2"], [@"\sin x", "e^{2x}", "x^3"],
            [@"\sin x", @"\cos x", "e^{3x}", "x^5"]));
        return [$"{string.Concat(terms)} {rng.Pick("+", "-")} {Multiple(rng.Next(1, 9), level.Number == 5 ? $"y^{Tex.Text(rng.Next(2, 8))}" : "y")} = {right}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match)
            return null;
        List<(int Order, int Power)> terms = [];
        for (int i = 0; i < match.Groups["term"].Captures.Count; i++)
        {
            if (Derivative().Match(match.Groups["term"].Captures[i].Value) is not { Success: true } term)
                return null;
            int Digit(string name) => term.Groups[name].Value is [var digit] ? digit - '0' : 1;
            terms.Add((Digit("order"), Digit("power")));
        }
        var (order, degree) = terms.MaxBy(term => term.Order);
        int most = terms.Max(term => term.Power);
        if (terms.DistinctBy(term => term.Order).Count() < terms.Count)
            return null;
        static string Pair(int first, int second) => $"({Tex.Text(first)}, {Tex.Text(second)})";
        return new(AnswerKind.Point, Pair(order, degree),
            [
                $"The highest derivative in the equation is ${Term(order, 1)}$, so the order is ${Tex.Text(order)}$",
                "The equation is a polynomial in the derivatives, so its degree is the power of the highest derivative",
                $"The highest derivative has the power ${Tex.Text(degree)}$, so the degree is ${Tex.Text(degree)}$",
                $"The pair is ${Pair(order, degree)}$",
            ],
            Slip.Careless($"The order is ${Tex.Text(degree)}$ and the degree ${Tex.Text(order)}$", Pair(degree, order)),
            new($"The largest power in the equation is ${Tex.Text(most)}$, so the degree is ${Tex.Text(most)}$", Pair(order, most)),
            new($"The order is ${Tex.Text(order * degree)}$, as the powers count too", Pair(order * degree, degree)),
            Slip.Careless($"The degree is ${Tex.Text(degree + 1)}$", Pair(order, degree + 1)),
            order == 1 || terms.All(term => term.Order > 1) ? null : new("The first derivative decides, so the order is $1$", Pair(1, degree)));
    }

    private static string Multiple(int factor, string of) => Tex.Times(factor, of);

    private static string Term(int order, int power)
    {
        string derivative = order == 1 ? @"\frac{dy}{dx}" : $@"\frac{{d^{Tex.Text(order)}y}}{{dx^{Tex.Text(order)}}}";
        return power == 1 ? derivative : $@"\left({derivative}\right)^{Tex.Text(power)}";
    }

    [GeneratedRegex(@"^(?:(?: [+-] )?[0-9]{0,4}(?<term>(?:\\left\()?\\frac\{d(?:\^[2-9])?y\}\{dx(?:\^[2-9])?\}(?:\\right\)\^[2-9])?)){1,3}"
        + @" [+-] [0-9]{0,4}y(?:\^[2-9])? = [^=']{1,12}\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(?<open>\\left\()?\\frac\{d(?:\^(?<order>[2-9]))?y\}\{dx(?:\^\k<order>|(?<!\d.*))\}(?(open)\\right\)\^(?<power>[2-9]))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Derivative();
}
