using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>The line through two points.</summary>
internal sealed class LineThroughPoints() : ProblemFamily("line-through-points", ["Coordinate Geometry"],
[
    "Find an equation of the line through the points $(<l0>)$ and $(<l1>)$.",
    "What is the equation of the straight line that passes through $(<l0>)$ and $(<l1>)$?",
    "A line passes through $(<l0>)$ and $(<l1>)$. Determine its equation.",
    "Write down an equation in $x$ and $y$ for the line that joins $(<l0>)$ and $(<l1>)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(0, -5, -9, -12, -40), most = level.Of(5, 5, 9, 12, 40);
        int x = rng.Next(least, most), y = rng.Next(least, most), run = rng.NonZero(-6, 6);
        return level.Number < 3
            ? [Measures.List(x, y), Measures.List(x + run, y + run * rng.NonZero(-3, 3))]
            : [Measures.List(x, y), Measures.List(rng.Next(least, most), rng.Next(least, most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Several(values[0], 2, 1000) is not [var x1, var y1] || Measures.Several(values[1], 2, 1000) is not [var x2, var y2] || x1 == x2)
            return null;
        Fraction rise = y2 - y1, run = x2 - x1, m = rise / run, c = y1 - m * x1;
        string Line(Fraction slope, Fraction at) => $"y = {Polynomial.Linear(slope, at)}";
        return new(AnswerKind.Equation, Line(m, c),
            [
                $@"The slope is $m = \frac{{{y2} - {y1.Bracketed()}}}{{{x2} - {x1.Bracketed()}}} = {m}$",
                "The line has the equation $y = mx + c$, where $c$ follows from one of the points",
                $@"With the point $({x1}, {y1})$ this is $c = {y1} - {m.Bracketed()} \cdot {x1.Bracketed()} = {c}$",
                $"The equation is ${Line(m, c)}$",
            ],
            Slip.Sign($@"The constant is $c = {y1} + {m.Bracketed()} \cdot {x1.Bracketed()} = {y1 + m * x1}$", Line(m, y1 + m * x1)),
            rise.IsZero ? new($"The slope is $1$, so $c = {y1 - x1}$", Line(1, y1 - x1)) : new(
                $@"The slope is $m = \frac{{{x2} - {x1.Bracketed()}}}{{{y2} - {y1.Bracketed()}}} = {1 / m}$", Line(1 / m, y1 - x1 / m)),
            Slip.Sign($"The slope is $m = {-m}$", Line(-m, y1 + m * x1)),
            Slip.Careless($"With the slope ${m}$ and the value ${y1}$ of the first point the equation is ${Line(m, y1)}$", Line(m, y1)));
    }
}

/// <summary>The points that are as far from A as from B.</summary>
internal sealed class PerpendicularBisector() : ProblemFamily("perpendicular-bisector", ["Coordinate Geometry"],
[
    "Find an equation of the perpendicular bisector of the segment from $(<l0>)$ to $(<l1>)$.",
    "What is the equation of the line of all points that are equally far from $(<l0>)$ and $(<l1>)$?",
    "Determine an equation in $x$ and $y$ for the perpendicular bisector of the segment between $(<l0>)$ and $(<l1>)$.",
    "Which line bisects the segment from $(<l0>)$ to $(<l1>)$ at right angles? Give an equation.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(0, -4, -9, -12, -40), most = level.Of(4, 4, 9, 12, 40), x = rng.Next(least, most), y = rng.Next(least, most);
        return level.Number < 3
            ? [Measures.List(x, y), Measures.List(x + 2 * rng.Next(1, 3), y + 2 * rng.Next(-3, 3))]
            : [Measures.List(x, y), Measures.List(rng.Next(least, most), rng.Next(least, most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Several(values[0], 2, 1000) is not [var x1, var y1] || Measures.Several(values[1], 2, 1000) is not [var x2, var y2] || y1 == y2)
            return null;
        Fraction p = (x1 + x2) / 2, q = (y1 + y2) / 2, rise = y2 - y1, run = x2 - x1, m = -run / rise;
        string Line(Fraction slope, Fraction x, Fraction y) => $"y = {Polynomial.Linear(slope, y - slope * x)}";
        return new(AnswerKind.Equation, Line(m, p, q),
            [
                $@"The midpoint of the segment is $\left(\frac{{{x1} + {x2.Bracketed()}}}{{2}}, \frac{{{y1} + {y2.Bracketed()}}}{{2}}\right) = ({p}, {q})$",
                $"The segment has the direction $({run}, {rise})$",
                run.IsZero ? "It is vertical, so the bisector is horizontal and has the slope $0$"
                    : $"Its slope is ${rise / run}$, so a line at right angles to it has the slope $-1 \\div {(rise / run).Bracketed()} = {m}$",
                $"The line through the midpoint with this slope is ${Polynomial.Linear(1, -q, "y")} = "
                    + $"{Tex.Times(m, p.IsZero || m == 1 ? Polynomial.Linear(1, -p).ToString() : $"({Polynomial.Linear(1, -p)})")}$",
                $"This is ${Line(m, p, q)}$",
            ],
            run.IsZero ? null : new($"The line has the slope of the segment, ${rise / run}$", Line(rise / run, p, q)),
            run.IsZero ? null : Slip.Sign($"A line at right angles has the slope ${-m}$", Line(-m, p, q)),
            Slip.Careless($"The line passes through the end point $({x1}, {y1})$", Line(m, x1, y1)),
            run.IsZero ? null : new($"A line at right angles has the slope ${-rise / run}$", Line(-rise / run, p, q), SlipKind.Sign));
    }
}

/// <summary>The distance of a point from a line.</summary>
internal sealed class PointLineDistance() : ProblemFamily("point-line-distance", ["Coordinate Geometry"],
[
    "Find the distance of the point $P(<l0>)$ from the line $<1> = 0$.",
    "How far is the point $P(<l0>)$ from the line $<1> = 0$?",
    "Compute the distance between the point $P(<l0>)$ and the straight line with the equation $<1> = 0$.",
    "What is the shortest distance from $P(<l0>)$ to the points of the line $<1> = 0$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(0, -5, -9, -15, -30), most = level.Of(5, 5, 9, 15, 30), size = level.Of(1, 4, 7, 12, 20);
        var (a, b) = level.Number == 1 ? rng.Pick((3, 4), (4, 3), (5, 12), (12, 5), (8, 6)) : (rng.Next(1, size), rng.NonZero(-size, size));
        var line = Polynomial.Term(a, "x") + Polynomial.Term(b, "y") + rng.NonZero(-2 * most, 2 * most);
        return [Measures.List(rng.Next(least, most), rng.Next(least, most)), line.ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Several(values[0], 2, 1000) is not [var x, var y]
            || ExpressionReader.ReadPolynomial(values[1]) is not { Letters: ['x', 'y'], Degree: 1 } line
            || line.Terms.Any(term => !term.Value.IsInteger || term.Value.Abs() > 10_000))
            return null;
        Fraction a = line["x"], b = line["y"], c = line[""], value = a * x + b * y + c, square = a * a + b * b;
        if (value.IsZero)
            return null;
        var answer = value.Abs() / square * Surd.Root(square);
        string plain = $@"\frac{{{value.Abs()}}}{{{Surd.Root(square)}}}";
        string Over(Fraction top) => (top.Abs() / square * Surd.Root(square)).ToString();
        return new(AnswerKind.Value, answer.ToString(),
            [
                @"The distance of $(x_0, y_0)$ from the line $ax + by + c = 0$ is $\frac{|ax_0 + by_0 + c|}{\sqrt{a^2 + b^2}}$",
                $@"The point gives $ax_0 + by_0 + c = {Measures.Sum($@"{a} \cdot {x.Bracketed()}", $@"{b} \cdot {y.Bracketed()}", c.ToString())} = {value}$",
                $@"The root below the line is $\sqrt{{a^2 + b^2}} = \sqrt{{{a * a} + {b * b}}} = {Surd.Root(square)}$",
                $"The distance is ${(plain == answer.ToString() ? plain : $"{plain} = {answer}")}$",
            ],
            c.IsZero ? null : Slip.Careless(
                $@"The point gives ${Measures.Sum($@"{a} \cdot {x.Bracketed()}", $@"{b} \cdot {y.Bracketed()}")} = {value - c}$",
                Over(value - c)),
            Slip.Sign($@"The point gives $ax_0 - by_0 + c = {value - 2 * b * y}$", Over(value - 2 * b * y)),
            new($"The distance is $|ax_0 + by_0 + c| = {value.Abs()}$", value.Abs().ToString()),
            new($@"The distance is $\frac{{{value.Abs()}}}{{{square}}}$, with $a^2 + b^2 = {square}$", (value.Abs() / square).ToString()));
    }
}
