using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>The ellipse with given foci and major axis.</summary>
internal sealed class EllipseOfFoci() : ProblemFamily("ellipse-of-foci", ["Ellipse Geometry"],
[
    "Find the equation of the ellipse with the foci $<e0>$ and $<e1>$ and a major axis of length $<n2>$.",
    "What is the equation of the ellipse whose foci are $<e0>$ and $<e1>$ and whose major axis has the length $<n2>$?",
    "An ellipse has the foci $<e0>$ and $<e1>$, and its major axis has the length $<n2>$. Write down its equation.",
    "Determine the equation of the curve of all points whose distances from $<e0>$ and $<e1>$ have the sum $<n2>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 7, 9, 11, 14);
        Fraction h = level.Number == 1 ? 0 : rng.Next(-6, 6), k = level.Number == 1 ? 0 : rng.Next(-6, 6), c = rng.Next(1, most - 1);
        int a = rng.Next((int)c.Numerator + 1, most + 1);
        return rng.Percent(50)
            ? [ConicText.Point(h - c, k), ConicText.Point(h + c, k), Tex.Text(2 * a)]
            : [ConicText.Point(h, k - c), ConicText.Point(h, k + c), Tex.Text(2 * a)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var length = ExpressionReader.ReadNumber(values[2])!.Value;
        if (CentralConic.OfFoci(values[0], values[1], length) is not { IsEllipse: true } conic)
            return null;
        Fraction a = length / 2, b = conic.Minor, c = conic.Focal;
        CentralConic Axes(Fraction major, Fraction minor) => conic.IsLevel ? conic with { P = major, Q = minor } : conic with { P = minor, Q = major };
        return new(AnswerKind.Equation, conic.ToString(),
            [
                $"The centre is the midpoint ${conic.Centre}$ of the foci",
                $"Half the distance of the foci is $c$, so $c^2 = {c}$",
                $"The major axis has the length $2a = {length}$, so $a = {a}$ and $a^2 = {a * a}$",
                $"From $b^2 = a^2 - c^2$ one has $b^2 = {a * a} - {c} = {b}$",
                $"The major axis is parallel to the ${(conic.IsLevel ? "x" : "y")}$-axis, so the equation is ${conic}$",
            ],
            Slip.Sign($"From $b^2 = a^2 + c^2$ one has $b^2 = {a * a + c}$", Axes(a * a, a * a + c).ToString()),
            new($"The major axis is parallel to the ${(conic.IsLevel ? "y" : "x")}$-axis", (conic with { P = conic.Q, Q = conic.P }).ToString()),
            Slip.Careless($"The major axis gives $a = {length}$, so $a^2 = {length * length}$", Axes(length * length, length * length - c).ToString()),
            conic.H.IsZero && conic.K.IsZero ? null : Slip.Sign(
                $"The squares are ${ConicText.Square("x", -conic.H)}$ and ${ConicText.Square("y", -conic.K)}$",
                (conic with { H = -conic.H, K = -conic.K }).ToString()));
    }
}

/// <summary>2b²/a.</summary>
internal sealed class EllipseLatusRectum() : ProblemFamily("ellipse-latus-rectum", ["Ellipse Geometry"],
[
    "Find the length of the latus rectum of the ellipse $<e0>$.",
    "How long is the latus rectum of the ellipse $<e0>$?",
    "Compute the length of the chord of the ellipse $<e0>$ that passes through a focus and is perpendicular to the major axis.",
    "Determine the length of each latus rectum of the ellipse $<e0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level) => [CentralConic.Draw(rng, level, true).Text(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.ReadEllipse(values[0]) is not { } conic || ConicText.Root(conic.Major) is not { } a || ConicText.Root(conic.Minor) is not { } b)
            return null;
        var ratio = conic.Minor / conic.Major;
        Surd answer = 2 * ratio * a, swapped = 2 / ratio * b;
        return new(AnswerKind.Value, answer.ToString(),
            [
                conic.FormStep(values[0]),
                conic.AxesStep(),
                $"The square root of $a^2$ is $a = {a}$",
                $@"The latus rectum has the length $\frac{{2b^2}}{{a}} = \frac{{2 \cdot {conic.Minor}}}{{{a}}} = {answer}$",
            ],
            Slip.Careless($@"The length is $\frac{{b^2}}{{a}}$", (ratio * a).ToString()),
            new($@"The length is $\frac{{2a^2}}{{b}}$", swapped.ToString()),
            new($@"The length is $\frac{{2b}}{{a}}$", (2 / conic.Major * (a * b)).ToString()),
            Slip.Careless($@"The length is $\frac{{2b^2}}{{a^2}} = {2 * ratio}$", (2 * ratio).ToString()));
    }
}

/// <summary>The area of an ellipse, pi ab.</summary>
internal sealed class EllipseArea() : ProblemFamily("ellipse-area", ["Ellipse Geometry"],
[
    "Find the area that the ellipse $<e0>$ encloses.",
    "What is the area of the ellipse $<e0>$?",
    "Compute the area inside the ellipse $<e0>$.",
    "Determine the area of the region bounded by the ellipse $<e0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        var conic = CentralConic.Draw(rng, level, true);
        return [(level.Number >= 3 && rng.Percent(40) ? conic with { P = rng.Next(2, 15), Q = conic.P + conic.Q } : conic).Text(rng, level)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.ReadEllipse(values[0]) is not { } conic || ConicText.Root(conic.Major) is not { } a || ConicText.Root(conic.Minor) is not { } b)
            return null;
        static string Pi(Surd factor) => Tex.Multiple(factor.Factor, factor.Under.IsOne ? @"\pi" : $@"\pi\sqrt{{{(Fraction)factor.Under}}}");
        var (answer, sum) = (a * b, conic.Major + conic.Minor);
        return new(AnswerKind.Value, Pi(answer),
            [
                conic.FormStep(values[0]),
                conic.AxesStep(),
                $"The semi-axes are $a = {a}$ and $b = {b}$",
                $@"The area is $\pi ab = {Pi(answer)}$",
            ],
            Slip.Careless("The area is $ab$", answer.ToString()),
            new($@"The area is $\pi a^2b^2$", Tex.Multiple(conic.Major * conic.Minor, @"\pi")),
            new($@"The area is $2\pi ab$", Pi(2 * answer)),
            Slip.Careless($@"The area is $\pi$ times half the sum of ${conic.Major}$ and ${conic.Minor}$", Tex.Multiple(sum / 2, @"\pi")));
    }
}

/// <summary>The triangle of a point of an ellipse and the foci has the perimeter 2a + 2c.</summary>
internal sealed class FocalTriangle() : ProblemFamily("focal-triangle", ["Ellipse Geometry"],
[
    "A point $P$ of the ellipse $<e0>$, not on its major axis, forms a triangle with the two foci. Find the perimeter of the triangle.",
    "Let $P$ be a point of the ellipse $<e0>$ that is no vertex. What is the perimeter of the triangle with the corners $P$ and the foci?",
    "The foci $F$ and $G$ of the ellipse $<e0>$ and another of its points $P$, not on the line $FG$, are the corners of a triangle. Compute its perimeter.",
    "How long is the perimeter of a triangle whose corners are the two foci of the ellipse $<e0>$ and a point $P$ of that ellipse?",
])
{
    protected override string[] Draw(Rng rng, Level level) => [CentralConic.Draw(rng, level, true).Text(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.ReadEllipse(values[0]) is not { } conic || ConicText.Root(conic.Major) is not { } a || ConicText.Root(conic.Focal) is not { } c)
            return null;
        if (ConicText.Root(conic.Minor) is not { } b || ConicText.Root(conic.Major + conic.Minor) is not { } other)
            return null;
        return new(AnswerKind.Value, Sum(2, a, 2, c),
            [
                conic.FormStep(values[0]),
                conic.AxesStep() + $", so $a = {a}$",
                conic.FocalStep() + $", so $c = {c}$",
                $"The distances of $P$ from the foci have the sum $2a = {2 * a}$",
                $"The foci have the distance $2c = {2 * c}$",
                $"The perimeter is $2a + 2c = {Sum(2, a, 2, c)}$",
            ],
            Slip.Sign($"For the ellipse $c^2 = a^2 + b^2 = {conic.Major + conic.Minor}$", Sum(2, a, 2, other)),
            Slip.Careless("The foci have the distance $c$, so the perimeter is $2a + c$", Sum(2, a, 1, c)),
            new("The perimeter is $2a + 2b$", Sum(2, a, 2, b)),
            Slip.Careless("The perimeter is $a + 2c$", Sum(1, a, 2, c)));
    }

    /// <summary>The multiple of a plus the multiple of b.</summary>
    private static string Sum(Fraction m, Surd a, Fraction n, Surd b)
    {
        if (a.Under == b.Under)
            return new Surd(m * a.Factor + n * b.Factor, a.Under).ToString();
        return $"{m * a} + {n * b}";
    }
}
