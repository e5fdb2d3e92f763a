using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The average rate of change of a polynomial on an interval.</summary>
internal sealed class AverageRate() : ProblemFamily("average-rate", ["Calculus"],
[
    "Find the average rate of change of $f(x) = <0>$ on the interval $[<n1>, <n2>]$.",
    "What is the average rate of change of $f(x) = <0>$ over $[<n1>, <n2>]$?",
    "Calculate the slope of the secant to the graph of $f(x) = <0>$ over $[<n1>, <n2>]$.",
    "By how much does $f(x) = <0>$ change per unit of $x$, on average, on $[<n1>, <n2>]$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.NonZero(-4, 4), b = rng.NonZero(-7, 7), c = rng.NonZero(-9, 9), d = rng.NonZero(-9, 9);
        var f = level.Of(Polynomial.InX(1, b, 0), Polynomial.InX(a, b, c), Polynomial.InX(rng.Pick(1, 1, -1, 2), 0, c, d), Polynomial.InX(a, b, c, d),
            Polynomial.InX(rng.Pick(1, -1), a, b, c, d));
        int from = level.Number == 1 ? rng.Next(0, 4) : rng.Next(-4, 4);
        return [f.ToString(), Tex.Text(from), Tex.Text(from + rng.Next(1, 5))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Formulas.Number(values[1]), b = Formulas.Number(values[2]);
        if (Formulas.Read(values[0], 5) is not { Degree: > 1 } f || a >= b)
            return null;
        Fraction first = f.At(a), last = f.At(b), answer = (last - first) / (b - a);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"The average rate of change on $[a, b]$ is $\frac{{f(b) - f(a)}}{{b - a}}$",
                $"At the left end $f({a}) = {first}$",
                $"At the right end $f({b}) = {last}$",
                $"The change is ${last} - {first.Bracketed()} = {last - first}$ over a length of ${b - a}$",
                $"So the average rate of change is ${answer}$",
            ],
            new($"The average of the values at the ends is ${(first + last) / 2}$", ((first + last) / 2).ToString()),
            new($"The derivative at the left end is ${Formulas.Derivative(f).At(a)}$", Formulas.Derivative(f).At(a).ToString()),
            Slip.Careless($"The change is ${last - first}$", (last - first).ToString()),
            Slip.Sign($"The change is ${first} - {last.Bracketed()} = {first - last}$", (-answer).ToString()));
    }
}

/// <summary>Velocity or acceleration at a time, from the position.</summary>
internal sealed class Motion() : ProblemFamily("motion", ["Calculus", "Differential Calculus"],
[
    "A particle moves along a line with position $s(t) = <0>$ metres after $t$ seconds. What is its <w1> at $t = <n2>$?",
    "The position of a body on a line is $s(t) = <0>$, in metres, after $t$ seconds. Find its <w1> at $t = <n2>$.",
    "Compute the <w1> at time $t = <n2>$ of a point that moves on a line with position $s(t) = <0>$.",
    "If $s(t) = <0>$ is the position of an object on a straight track at time $t$, what is its <w1> at $t = <n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string which = level.Number == 1 ? "velocity" : rng.Pick("velocity", "acceleration");
        Fraction a = rng.NonZero(-3, 4), b = rng.NonZero(-9, 9), c = rng.NonZero(-9, 12), d = rng.Next(-9, 9);
        var s = level.Of(Polynomial.InX(rng.Next(1, 5), c, 0), Polynomial.InX(a, b, c, 0), Polynomial.InX(a, b, c, d), Polynomial.InX(1, a, b, c, d),
            Polynomial.InX(rng.Next(1, 3), a, b, c, d));
        return [s.ToString().Replace('x', 't'), which, Tex.Text(rng.Next(1, level.Of(5, 5, 6, 6, 9)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[0], 5, 't') is not { Degree: > 1 } s || values[1] is not ("velocity" or "acceleration"))
            return null;
        Fraction time = Formulas.Number(values[2]);
        Fraction At(Polynomial p) => p.Terms.Aggregate((Fraction)0, (sum, term) => sum + term.Value * time.Pow(term.Key.Length));
        Polynomial v = Formulas.Derivative(s), a = Formulas.Derivative(v);
        Fraction velocity = At(v), acceleration = At(a), position = At(s);
        if (values[1] == "velocity")
        {
            return new(AnswerKind.Value, velocity.ToString(),
                [
                    "The velocity is the derivative of the position, $v(t) = s'(t)$",
                    $"Differentiating term by term gives $v(t) = {v}$",
                    $"At $t = {time}$ this is $v({time}) = {velocity}$",
                ],
                new($"The velocity is position over time, $s({time}) / {time}$", time.IsZero ? "0" : (position / time).ToString()),
                new($"The second derivative is $v(t) = {a}$", acceleration.ToString()),
                new($"At $t = {time}$ the position is ${position}$", position.ToString()),
                Slip.Careless($"At $t = {time}$ this is $v({time}) = {velocity - v.Terms[^1].Value}$", (velocity - v.Terms[^1].Value).ToString()));
        }
        return new(AnswerKind.Value, acceleration.ToString(),
            [
                "The acceleration is the second derivative of the position, $a(t) = v'(t) = s''(t)$",
                $"The velocity is $v(t) = {v}$",
                $"Its derivative is $a(t) = {a}$",
                $"At $t = {time}$ this is $a({time}) = {acceleration}$",
            ],
            new($"The derivative of the position gives $a({time}) = {velocity}$", velocity.ToString()),
            new($"The acceleration is velocity over time, $v({time}) / {time}$", time.IsZero ? "0" : (velocity / time).ToString()),
            Slip.Careless($"At $t = {time}$ this is $a({time}) = {acceleration - First(a, time) + First(a, time) / (a.Degree + 1)}$",
                (acceleration - First(a, time) + First(a, time) / (a.Degree + 1)).ToString()),
            Slip.Sign($"The acceleration is ${-acceleration}$", (-acceleration).ToString()));
    }

    /// <summary>The value of the first term.</summary>
    private static Fraction First(Polynomial p, Fraction at) => p.IsZero ? 0 : p.Terms[0].Value * at.Pow(p.Degree);
}

/// <summary>A root near a perfect power, by the tangent.</summary>
internal sealed partial class LinearApproximation() : ProblemFamily("linear-approximation", ["Calculus", "Differential Calculus"],
[
    "Use the linear approximation of $f(x) = <e0>$ at $x = <n1>$ to estimate $f(<n2>)$.",
    "Estimate $f(<n2>)$ for $f(x) = <e0>$ by its tangent at $x = <n1>$. Give a fraction.",
    "Approximate $f(<n2>)$, where $f(x) = <e0>$, with the linearization at $x = <n1>$.",
    "Which estimate of $f(<n2>)$ does the tangent to $f(x) = <e0>$ at $x = <n1>$ give?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = level.Of(2, 2, rng.Next(2, 4), rng.Next(2, 5), rng.Next(3, 5)),
            r = rng.Next(2, n switch { 2 => level.Of(9, 12, 20, 20, 20), 3 => 10, 4 => 6, _ => 4 });
        int power = (int)Math.Pow(r, n), most = Math.Max(2, Math.Min(12, power / 6));
        int inner = level.Number < 4 || n > 2 ? 0 : rng.Next(1, 9);
        string under = inner == 0 ? "x" : $"x + {Tex.Text(inner)}";
        string scale = level.Number < 5 ? "" : Tex.Text(rng.Next(2, 9));
        string f = scale + (n == 2 ? $@"\sqrt{{{under}}}" : $@"\sqrt[{Tex.Text(n)}]{{{under}}}");
        return [f, Tex.Text(power - inner), Tex.Text(power - inner + rng.NonZero(-most, most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Formulas.ReadLinear(match.Groups["u"].Value) is not { } u)
            return null;
        int n = match.Groups["n"].Success ? match.Groups["n"].Value[0] - '0' : 2;
        Fraction scale = match.Groups["k"].Value is { Length: > 0 } k ? Formulas.Number(k) : 1, a = Formulas.Number(values[1]), b = Formulas.Number(values[2]);
        if (n < 2 || a == b || u.At(b).Sign <= 0 || scale.IsZero || u.At(a).Sign <= 0 || !u.At(a).TryRoot(n, out var r))
            return null;
        Fraction value = scale * r, slope = scale * u["x"] / (n * r.Pow(n - 1)), step = b - a, answer = value + slope * step;
        string exponent = new Fraction(1 - n, n).ToString();
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The value at $x = {a}$ is $f({a}) = {value}$",
                $@"The function is ${Tex.Times(scale, Formulas.Bracketed(u))}^{{\frac{{1}}{{{n}}}}}$,"
                    + $" and its derivative is $f'(x) = {Tex.Times(scale * u["x"] / n, Formulas.Bracketed(u))}^{{{exponent}}}$",
                $"At $x = {a}$ the slope is $f'({a}) = {slope}$",
                $@"The linear approximation is $f(x) \approx {value} {Tex.Plus(slope)}{Shifted(a)}$",
                $"At $x = {b}$ it gives ${answer}$",
            ],
            Slip.Sign($"At $x = {b}$ it gives ${value} {Tex.Plus(-slope * step)}$", (value - slope * step).ToString()),
            new($"The derivative is $f'(x) = {Tex.Times(scale * u["x"], Formulas.Bracketed(u))}^{{{exponent}}}$, so the slope is ${slope * n}$",
                (value + n * slope * step).ToString()),
            new($"The slope is $f({a}) = {value}$", (value + value * step).ToString()),
            Slip.Careless($"At $x = {b}$ it gives ${value} {Tex.Plus(slope)}$", (value + slope).ToString()));
    }

    private static string Shifted(Fraction a) => a.IsZero ? "x" : $"({Polynomial.Linear(1, -a)})";

    [GeneratedRegex(@"^(?<k>[0-9]{0,4})\\sqrt(?:\[(?<n>[2-9])\])?\{(?<u>[^{}]+)\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>The point that the mean value theorem promises.</summary>
internal sealed class MeanValuePoint() : ProblemFamily("mean-value-point", ["Calculus"],
[
    "Find the number $c$ that satisfies the mean value theorem for $f(x) = <0>$ on $[<n1>, <n2>]$.",
    "At which $c$ between $<n1>$ and $<n2>$ is $f'(c)$ the average rate of change of $f(x) = <0>$ on $[<n1>, <n2>]$?",
    "Determine the $c$ in the open interval $(<n1>, <n2>)$ at which the tangent to $f(x) = <0>$ is parallel to the chord over $[<n1>, <n2>]$.",
    "For $f(x) = <0>$ on $[<n1>, <n2>]$, which value of $c$ does the mean value theorem give?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 8, 9, 9, 12), from = level.Number == 1 ? rng.Next(0, 5) : rng.Next(-most, most);
        Fraction a = level.Number == 1 ? 1 : rng.NonZero(-5, 6), b = rng.NonZero(-12, 12), c = level.Number < 3 ? 0 : rng.NonZero(-12, 12);
        if (level.Number < 4)
            return [Polynomial.InX(a, b, c).ToString(), Tex.Text(from), Tex.Text(from + rng.Next(1, most))];
        // x³ + px on [-n, 2n] has the chord's slope at n, and x³ on [0, m√3] would at m: the first has whole numbers.
        int n = rng.Next(1, level.Number == 4 ? 4 : 9);
        bool isTurned = rng.Percent(50);
        return [Polynomial.InX(a, 0, b, c).ToString(), Tex.Text(isTurned ? -2 * n : -n), Tex.Text(isTurned ? n : 2 * n)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Formulas.Number(values[1]), b = Formulas.Number(values[2]);
        if (Formulas.Read(values[0], 3) is not { Degree: > 1 } f || a >= b)
            return null;
        Polynomial derivative = Formulas.Derivative(f);
        Fraction slope = (f.At(b) - f.At(a)) / (b - a);
        var equation = derivative - slope;
        Fraction c = 0, other = 0;
        if (equation.Degree == 1)
            c = other = -equation[""] / equation["x"];
        else if (Formulas.Roots(equation) is var (low, high) && IsWithin(low) != IsWithin(high))
            (c, other) = IsWithin(low) ? (low, high) : (high, low);
        else
            return null;
        bool IsWithin(Fraction x) => x > a && x < b;
        return new(AnswerKind.Value, $"c = {c}",
            [
                $"The values at the ends are $f({a}) = {f.At(a)}$ and $f({b}) = {f.At(b)}$",
                $"The average rate of change on $[{a}, {b}]$ is ${slope}$",
                $"The derivative is $f'(x) = {derivative}$",
                $"The theorem asks for $f'(c) = {slope}$, which is ${equation.ToString().Replace('x', 'c')} = 0$",
                other == c ? $"The only solution is $c = {c}$" : $"The solutions are $c = {c}$ and $c = {other}$, and only $c = {c}$ lies in $({a}, {b})$",
            ],
            c == other ? null : Slip.Careless($"The solution is $c = {other}$", $"c = {other}"),
            derivative.Degree > 1 ? new("The point is the middle of the interval", $"c = {(a + b) / 2}") : null,
            derivative.Degree == 1 ? new("The theorem asks for $f'(c) = 0$", $"c = {-derivative[""] / derivative["x"]}") : null,
            Slip.Sign($"The equation gives $c = {-c}$", $"c = {-c}"),
            derivative.Degree == 1 ? Slip.Careless($"The theorem asks for $f'(c) = f({b}) - f({a}) = {slope * (b - a)}$",
                $"c = {(slope * (b - a) - derivative[""]) / derivative["x"]}") : null);
    }
}
