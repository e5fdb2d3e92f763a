using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>The focus of a parabola.</summary>
internal sealed class ParabolaFocus() : ProblemFamily("parabola-focus", ["Parabola Geometry"],
[
    "Find the focus of the parabola $<e0>$.",
    "What are the coordinates of the focus of the parabola $<e0>$?",
    "Determine the focus of the parabola with the equation $<e0>$.",
    "At which point is the focus of the parabola $<e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level) => [AxisParabola.Draw(rng, level).Text(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (AxisParabola.Read(values[0]) is not { } parabola)
            return null;
        static string Focus(AxisParabola p) => Tex.Point(p.Focus.X, p.Focus.Y);
        return new(AnswerKind.Point, Focus(parabola),
            [
                parabola.FormStep(values[0]),
                parabola.FocalStep(),
                parabola.OpenStep(),
                $"The focus lies on the axis at the distance ${parabola.P.Abs()}$ from the vertex, at ${ConicText.Point(parabola.Focus.X, parabola.Focus.Y)}$",
            ],
            Slip.Sign("The focus lies on the other side of the vertex", Focus(parabola with { P = -parabola.P })),
            new($"The focus has the distance ${(4 * parabola.P).Abs()}$ from the vertex", Focus(parabola with { P = 4 * parabola.P })),
            Slip.Careless($"The vertex is ${ConicText.Point(0, 0)}$", Focus(parabola with { H = 0, K = 0 })),
            Slip.Sign($"The vertex is ${ConicText.Point(-parabola.H, -parabola.K)}$", Focus(parabola with { H = -parabola.H, K = -parabola.K })),
            new($"The axis is parallel to the ${(parabola.IsUpright ? "x" : "y")}$-axis", Focus(parabola with { IsUpright = !parabola.IsUpright })));
    }
}

/// <summary>The directrix of a parabola.</summary>
internal sealed class ParabolaDirectrix() : ProblemFamily("parabola-directrix", ["Parabola Geometry"],
[
    "Find the equation of the directrix of the parabola $<e0>$.",
    "What is the directrix of the parabola $<e0>$?",
    "Determine the directrix of the parabola with the equation $<e0>$.",
    "Which line is the directrix of the parabola $<e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level) => [AxisParabola.Draw(rng, level).Text(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (AxisParabola.Read(values[0]) is not { } parabola)
            return null;
        return new(AnswerKind.Equation, parabola.Directrix,
            [
                parabola.FormStep(values[0]),
                parabola.FocalStep(),
                parabola.OpenStep() + ", away from the directrix",
                $"The directrix is perpendicular to the axis at the distance ${parabola.P.Abs()}$ from the vertex, so it is ${parabola.Directrix}$",
            ],
            Slip.Sign("The directrix lies on the side of the focus", (parabola with { P = -parabola.P }).Directrix),
            new($"The directrix has the distance ${(4 * parabola.P).Abs()}$ from the vertex", (parabola with { P = 4 * parabola.P }).Directrix),
            Slip.Careless($"The vertex is ${ConicText.Point(0, 0)}$", (parabola with { H = 0, K = 0 }).Directrix),
            Slip.Sign($"The vertex is ${ConicText.Point(-parabola.H, -parabola.K)}$", (parabola with { H = -parabola.H, K = -parabola.K }).Directrix),
            new($"The directrix is parallel to the ${(parabola.IsUpright ? "y" : "x")}$-axis", (parabola with { IsUpright = !parabola.IsUpright }).Directrix));
    }
}

/// <summary>The parabola with given focus and directrix.</summary>
internal sealed class ParabolaOfFocus() : ProblemFamily("parabola-of-focus", ["Parabola Geometry"],
[
    "Find the equation of the parabola with focus $<e0>$ and directrix $<e1>$.",
    "What is the equation of the parabola that has the focus $<e0>$ and the directrix $<e1>$?",
    "Determine the equation of the curve of all points that are as far from $<e0>$ as from the line $<e1>$.",
    "A parabola has the focus $<e0>$ and the directrix $<e1>$. Write down its equation.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        var parabola = AxisParabola.Draw(rng, level);
        return [ConicText.Point(parabola.Focus.X, parabola.Focus.Y), parabola.Directrix];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ConicText.ReadPoint(values[0]) is not { } focus || ConicText.ReadEquation(values[1], "xy") is not { Degree: 1 } line)
            return null;
        bool isUpright = line["x"].IsZero;
        if (!isUpright && !line["y"].IsZero)
            return null;
        Fraction d = -line[""] / line[isUpright ? "y" : "x"], own = isUpright ? focus.Y : focus.X, p = (own - d) / 2, middle = (own + d) / 2;
        if (p.IsZero)
            return null;
        AxisParabola parabola = new(isUpright ? focus.X : middle, isUpright ? middle : focus.Y, p, isUpright);
        return new(AnswerKind.Equation, parabola.ToString(),
            [
                $"The vertex is halfway between the focus and the directrix, at ${parabola.Vertex}$",
                $"From the vertex to the focus one moves by $p = {own} - {middle.Bracketed()} = {p}$",
                parabola.OpenStep() + $", so its equation has the form ${(isUpright ? "(x - h)^2 = 4p(y - k)" : "(y - k)^2 = 4p(x - h)")}$",
                $"With the numbers put in, it is ${parabola}$",
            ],
            Slip.Sign($"From the vertex to the focus one moves by $p = {-p}$", (parabola with { P = -p }).ToString()),
            new($"The distance of focus and directrix is ${2 * p.Abs()}$, and this is $p$", (parabola with { P = 2 * p }).ToString()),
            Slip.Careless($"The vertex is the focus ${values[0]}$", (parabola with { H = focus.X, K = focus.Y }).ToString()),
            new("The squared variable is the one in the directrix", (parabola with { IsUpright = !isUpright }).ToString()));
    }
}

/// <summary>The height of a parabolic arch.</summary>
internal sealed class ParabolicArch() : ProblemFamily("parabolic-arch", ["Parabola Geometry"],
[
    "A parabolic arch is $<n0>$ m wide at the ground and $<n1>$ m high in the middle. How many metres high is it at a distance of $<n2>$ m from the middle?",
    "The arch of a bridge is a parabola that spans $<n0>$ m and rises to $<n1>$ m in the middle. Find its height in metres $<n2>$ m away from the middle.",
    "An arch has the shape of a parabola with a span of $<n0>$ m and a height of $<n1>$ m. What is its height in metres at $<n2>$ m from its axis?",
    "A tunnel has a parabolic cross-section, $<n0>$ m wide at the bottom and $<n1>$ m high. Compute its height in metres at $<n2>$ m from the middle.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int half = rng.Next(3, level.Of(6, 10, 20, 30, 40));
        int square = half * half, height = level.Number < 3 && rng.Percent(70) && square < 60 ? square : rng.Next(3, level.Of(8, 12, 30, 45, 60));
        int away = rng.Next(1, half - 1);
        // The height is a simple fraction.
        return new Fraction(height * away * away, square).Denominator > level.Of(4, 4, 5, 8, 10)
            ? Draw(rng, level)
            : [Tex.Text(2 * half), Tex.Text(height), Tex.Text(away)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction width = ExpressionReader.ReadNumber(values[0])!.Value, height = ExpressionReader.ReadNumber(values[1])!.Value;
        Fraction d = ExpressionReader.ReadNumber(values[2])!.Value, half = width / 2;
        if (d.Sign <= 0 || height.Sign <= 0 || d >= half)
            return null;
        Fraction a = height / (half * half), answer = height - a * d * d;
        return new(AnswerKind.Value, answer.ToString(),
            [
                "Put the origin on the ground below the vertex, so that the arch is $y = h - ax^2$",
                $"The vertex gives $h = {height}$",
                $@"The arch meets the ground at $x = {half}$, so $a = \frac{{{height}}}{{{ConicText.Squared(half)}}} = {a}$",
                $@"At $x = {d}$ the height is ${height} - {a} \cdot {d}^2 = {answer}$",
            ],
            Slip.Careless($@"The arch meets the ground at $x = {width}$, so $a = {a / 4}$", (height - a / 4 * d * d).ToString()),
            Slip.Careless($@"At $x = {d}$ one has $ax^2 = {a * d * d}$", (a * d * d).ToString()),
            new($"The height falls evenly from the middle to the ground", (height * (1 - d / half)).ToString()),
            new($@"At $x = {d}$ the height is ${height} - {a} \cdot {d}$", (height - a * d).ToString()));
    }
}
