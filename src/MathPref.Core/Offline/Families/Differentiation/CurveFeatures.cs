using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The tangent to the graph of a polynomial.</summary>
internal sealed class TangentLine() : ProblemFamily("tangent-line", ["Differential Calculus"],
[
    "Find the equation of the tangent to the curve $y = <0>$ at $x = <n1>$.",
    "What is the equation of the tangent line to $y = <0>$ at the point with $x = <n1>$?",
    "Determine the tangent to the graph of $f(x) = <0>$ at $x = <n1>$ in the form $y = mx + b$.",
    "Write down the line that touches the curve $y = <0>$ at $x = <n1>$ in the form $y = mx + b$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.NonZero(-3, 3), b = rng.Next(-6, 6), c = rng.Next(-9, 9), d = rng.Next(-9, 9);
        var p = level.Of(Polynomial.InX(1, b, d), Polynomial.InX(a, b, d), Polynomial.InX(rng.Pick(1, 1, -1, 2), b, c, d),
            Polynomial.InX(a, b, c, d), Polynomial.InX(rng.Pick(1, -1), a, b, c, d));
        return [p.ToString(), Tex.Text(rng.NonZero(-3, level.Of(3, 4, 4, 4, 4)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[0], 5) is not { Degree: > 1 } f)
            return null;
        Polynomial derivative = Formulas.Derivative(f);
        Fraction a = Formulas.Number(values[1]), y = f.At(a), m = derivative.At(a);
        string Line(Fraction slope, Fraction constant) => $"y = {Polynomial.Linear(slope, constant)}";
        return new(AnswerKind.Equation, Line(m, y - m * a),
            [
                $"The point of contact is $({a}, {y})$, as the function takes the value ${y}$ at $x = {a}$",
                $"The derivative is $y' = {derivative}$",
                $"At $x = {a}$ it gives the slope $m = {m}$",
                $@"From $y = mx + b$ at the point of contact follows $b = {y} - {m.Bracketed()} \cdot {a.Bracketed()} = {y - m * a}$",
                $"The tangent is ${Line(m, y - m * a)}$",
            ],
            new($"The tangent is $y = mx + f({a})$, so ${Line(m, y)}$", Line(m, y)),
            Slip.Sign($@"The constant is $b = {y} {Tex.Plus(m * a)} = {y + m * a}$", Line(m, y + m * a)),
            new($"The slope is the value of the function, $m = {y}$", Line(y, y - y * a)),
            Slip.Careless($"The derivative is $y' = {Formulas.Derivative(f) - f["x"]}$, so $m = {m - f["x"]}$",
                Line(m - f["x"], y - (m - f["x"]) * a)));
    }
}

/// <summary>The local maximum or minimum of a quadratic or cubic function.</summary>
internal sealed class LocalExtremum() : ProblemFamily("local-extremum", ["Differential Calculus"],
[
    "Find the point at which the graph of $f(x) = <0>$ has its local <w1>.",
    "At which point $(x, y)$ does the curve $y = <0>$ have a local <w1>?",
    "Determine both coordinates of the local <w1> of $f(x) = <0>$.",
    "Use the derivative to locate the local <w1> on the graph of $f(x) = <0>$ as a point $(x, y)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string which = rng.Pick("maximum", "minimum");
        int most = level.Of(5, 4, 4, 5, 7), r = rng.Next(-most, most), s = r + level.Of(2, 2, 2 * rng.Next(1, 3), rng.Next(1, 6), rng.Next(1, 9));
        int sign = rng.Pick(1, -1);
        if (level.Number == 1)
            return [Polynomial.InX(which == "minimum" ? 1 : -1, (which == "minimum" ? -2 : 2) * r, rng.Next(-9, 9)).ToString(), which];
        // f' = 3k (x - r)(x - s) with whole coefficients of f: k is even where r + s is odd.
        int k = sign * ((r + s) % 2 == 0 ? level.Of(1, 1, rng.Next(1, 2), rng.Next(1, 3), rng.Next(1, 4)) : 2);
        return [Polynomial.InX(k, -new Fraction(3 * k * (r + s), 2), 3 * k * r * s, rng.Next(-12, 12)).ToString(), which];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[0], 3) is not { Degree: > 1 } f || values[1] is not ("maximum" or "minimum"))
            return null;
        return f.Degree == 2 ? OfParabola(f, values[1]) : OfCubic(f, values[1]);
    }

    private static WorkedProblem? OfParabola(Polynomial f, string which)
    {
        if (f["xx"].Sign > 0 != (which == "minimum"))
            return null;
        Polynomial first = Formulas.Derivative(f);
        Fraction x = -first[""] / first["x"], y = f.At(x);
        return new(AnswerKind.Point, $"({x}, {y})",
            [
                $"The derivative is $f'(x) = {first}$",
                $"It is zero at $x = {x}$",
                $"The second derivative is ${first["x"]}$, which is "
                    + $"{(first["x"].Sign > 0 ? "positive, so there is a minimum" : "negative, so there is a maximum")} here",
                $"The value there is $f({x}) = {y}$, and the point is $({x}, {y})$",
            ],
            Slip.Sign($"The derivative is zero at $x = {-x}$", $"({-x}, {f.At(-x)})"),
            new("The value there is that of the derivative, which is $0$", $"({x}, 0)"),
            Slip.Careless($"The value there is $f({x}) = {y - f[""]}$", $"({x}, {y - f[""]})"));
    }

    private static WorkedProblem? OfCubic(Polynomial f, string which)
    {
        Polynomial first = Formulas.Derivative(f), second = Formulas.Derivative(first);
        if (Formulas.Roots(first) is not var (low, high) || low == high)
            return null;
        bool isMinimum = which == "minimum";
        var (x, other) = second.At(low).Sign > 0 == isMinimum ? (low, high) : (high, low);
        Fraction y = f.At(x), opposite = f.At(other);
        return new(AnswerKind.Point, $"({x}, {y})",
            [
                $"The derivative is $f'(x) = {first}$",
                $"It is zero at $x = {low}$ and $x = {high}$",
                $"The second derivative is $f''(x) = {second}$, with $f''({low}) = {second.At(low)}$ and $f''({high}) = {second.At(high)}$",
                $"It is {(isMinimum ? "positive" : "negative")} at $x = {x}$, so the {which} is there",
                $"The value is $f({x}) = {y}$, and the point is $({x}, {y})$",
            ],
            new($"A {which} needs $f''(x) {(isMinimum ? "<" : ">")} 0$, so it is at $x = {other}$", $"({other}, {opposite})"),
            Slip.Sign($"The derivative is zero at $x = {-x}$", $"({-x}, {f.At(-x)})"),
            new($"The value is $f''({x}) = {second.At(x)}$", $"({x}, {second.At(x)})"),
            Slip.Careless($"The value is $f({x}) = {y - f[""]}$", $"({x}, {y - f[""]})"));
    }
}

/// <summary>The point of inflection of a cubic function.</summary>
internal sealed class InflectionPoint() : ProblemFamily("inflection-point", ["Differential Calculus"],
[
    "Find the point of inflection of the curve $y = <0>$.",
    "At which point does the graph of $f(x) = <0>$ have its inflection?",
    "Determine the coordinates of the inflection point of $f(x) = <0>$.",
    "Where does the curve $y = <0>$ change its concavity? Give the point $(x, y)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int a = level.Of(1, rng.Pick(1, -1), rng.NonZero(-3, 3), rng.NonZero(-4, 4), 2 * rng.NonZero(-3, 3)), most = level.Of(3, 4, 5, 9, 12);
        // The point is at a whole number, on the highest level at half of one.
        int b = level.Number < 5 ? 3 * a * rng.Next(-level.Of(2, 3, 3, 4, 0), level.Of(3, 3, 3, 4, 0)) : 3 * (a / 2) * rng.NonZero(-5, 5);
        return [Polynomial.InX(a, b, level.Number == 1 ? 0 : rng.Next(-most, most), rng.Next(-most, most)).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[0], 3) is not { Degree: 3 } f)
            return null;
        Polynomial first = Formulas.Derivative(f), second = Formulas.Derivative(first);
        Fraction x = -second[""] / second["x"], y = f.At(x), turning = x * new Fraction(3, 2);
        return new(AnswerKind.Point, $"({x}, {y})",
            [
                $"The first derivative is $f'(x) = {first}$",
                $"The second derivative is $f''(x) = {second}$",
                $"It is zero at $x = {x}$ and changes its sign there, as it is linear",
                $"The value there is $f({x}) = {y}$",
                $"The point of inflection is $({x}, {y})$",
            ],
            Slip.Sign($"The second derivative is zero at $x = {-x}$", $"({-x}, {f.At(-x)})"),
            new($"The value there is $f'({x}) = {first.At(x)}$", $"({x}, {first.At(x)})"),
            Slip.Careless($"The value there is $f({x}) = {y - f[""]}$", $"({x}, {y - f[""]})"),
            Slip.Careless($"The second derivative is ${Polynomial.Linear(second["x"] * new Fraction(2, 3), second[""])}$, zero at $x = {turning}$",
                $"({turning}, {f.At(turning)})"));
    }
}

/// <summary>Where a quadratic or cubic function increases or decreases.</summary>
internal sealed class MonotoneIntervals() : ProblemFamily("monotone-intervals", ["Differential Calculus"],
[
    "Find all open intervals on which the function $f(x) = <0>$ is <w1>.",
    "On which open intervals is $f(x) = <0>$ strictly <w1>?",
    "Determine where the graph of $f(x) = <0>$ is <w1>, as a union of open intervals.",
    "Examine the sign of the derivative of $f(x) = <0>$ and state the open intervals on which $f$ is <w1>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string which = rng.Pick("increasing", "decreasing");
        int most = level.Of(5, 9, 4, 6, 9), r = level.Number < 3 ? rng.NonZero(-most, most) : rng.Next(-most, most);
        int s = r + rng.Next(1, most), sign = rng.Pick(1, -1);
        if (level.Number < 3)
            return [Polynomial.InX(sign * level.Of(1, rng.Next(1, 3), 0, 0, 0), 2 * r, rng.Next(-9, 9)).ToString(), which];
        int k = (r + s) % 2 == 0 ? rng.Next(1, 2) : 2;
        return [Polynomial.InX(sign * k, -new Fraction(3 * sign * k * (r + s), 2), 3 * sign * k * r * s, rng.Next(-12, 12)).ToString(), which];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[0], 3) is not { Degree: > 1 } f || values[1] is not ("increasing" or "decreasing"))
            return null;
        bool isUp = values[1] == "increasing";
        string sign = isUp ? ">" : "<";
        var first = Formulas.Derivative(f);
        if (first.Degree == 1)
        {
            Fraction at = -first[""] / first["x"];
            bool isRight = first["x"].Sign > 0 == isUp;
            string Half(bool right, Fraction from) => right ? $@"({from}, \infty)" : $@"(-\infty, {from})";
            return new(AnswerKind.Interval, Half(isRight, at),
                [
                    $"The function is {values[1]} where $f'(x) {sign} 0$",
                    $"The derivative is $f'(x) = {first}$",
                    $"It is zero at $x = {at}$ and {(first["x"].Sign > 0 ? "positive" : "negative")} to the right of it",
                    $"So $f$ is {values[1]} on ${Half(isRight, at)}$",
                ],
                new($"The derivative is {(isUp ? "positive" : "negative")} on ${Half(!isRight, at)}$", Half(!isRight, at)),
                Slip.Sign($"The derivative is zero at $x = {-at}$", Half(isRight, -at)),
                Slip.Careless($"The derivative is ${Polynomial.Linear(first["x"] / 2, first[""])}$, zero at $x = {2 * at}$", Half(isRight, 2 * at)));
        }
        if (Formulas.Roots(first) is not var (low, high) || low == high)
            return null;
        bool isOutside = first["xx"].Sign > 0 == isUp;
        string Part(bool outside, Fraction a, Fraction b) => outside ? $@"(-\infty, {a}) \cup ({b}, \infty)" : $"({a}, {b})";
        string answer = Part(isOutside, low, high);
        return new(AnswerKind.Interval, answer,
            [
                $"The function is {values[1]} where $f'(x) {sign} 0$",
                $"The derivative is $f'(x) = {first}$",
                $"It is zero at $x = {low}$ and $x = {high}$",
                $"Its graph is a parabola that opens {(first["xx"].Sign > 0 ? "upwards" : "downwards")}, so it is {(isUp ? "positive" : "negative")} "
                    + (isOutside ? "outside the zeros" : "between the zeros"),
                $"So $f$ is {values[1]} on ${answer}$",
            ],
            new($"The derivative is {(isUp ? "positive" : "negative")} {(isOutside ? "between" : "outside")} the zeros", Part(!isOutside, low, high)),
            Slip.Sign($"The derivative is zero at $x = {-high}$ and $x = {-low}$", Part(isOutside, -high, -low)),
            isOutside ? Slip.Careless($@"So $f$ is {values[1]} on $({high}, \infty)$", $@"({high}, \infty)") : null);
    }
}
