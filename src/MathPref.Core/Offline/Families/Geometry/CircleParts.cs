using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>The length of a chord from its distance to the centre.</summary>
internal sealed class ChordLength() : ProblemFamily("chord-length", ["Circle Geometry"],
[
    "A chord of a circle with radius $<n0>$ has the distance $<n1>$ from the centre. How long is the chord?",
    "Find the length of a chord at the distance $<n1>$ from the centre of a circle with radius $<n0>$.",
    "In a circle of radius $<n0>$ a chord is drawn at the distance $<n1>$ from the centre. Compute its length.",
    "What is the length of a chord in a circle of radius $<n0>$ if its midpoint is $<n1>$ away from the centre?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        if (level.Number == 1)
        {
            var (r, d) = rng.Pick<(int R, int D)>((5, 3), (5, 4), (10, 6), (10, 8), (13, 5), (13, 12), (15, 9), (17, 8), (17, 15));
            return [Tex.Text(r), Tex.Text(d)];
        }
        int radius = rng.Next(level.Of(0, 4, 5, 30, 70), level.Of(0, 12, 60, 90, 200));
        return [Tex.Text(radius), Tex.Text(rng.Next(1, radius - 1))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 1000) is not { } r || Measures.Whole(values[1], 1, 1000) is not { } d || d >= r)
            return null;
        Surd half = Surd.Root(r * r - d * d), answer = 2 * half, wrong = 2 * Surd.Root(r * r + d * d);
        return new(AnswerKind.Value, answer.ToString(),
            [
                "The radius to an end of the chord, half of the chord and the distance to the centre form a right triangle",
                $"So the square of half of the chord is ${r}^2 - {d}^2 = {r * r - d * d}$",
                $"Half of the chord is ${Roots.Of(r * r - d * d)}$",
                $"The chord has twice this length, ${answer}$",
            ],
            Slip.Careless($"The chord has the length ${half}$", half.ToString()),
            Slip.Sign($"The square of half of the chord is ${r}^2 + {d}^2 = {r * r + d * d}$, so the chord has the length ${wrong}$", wrong.ToString()),
            new($"Half of the chord is ${r} - {d} = {r - d}$, so the chord has the length ${2 * (r - d)}$", (2 * (r - d)).ToString()),
            new(
                $"Diameter, distance and chord form a right triangle, so the chord is ${Roots.Of(4 * r * r - d * d)}$",
                Surd.Root(4 * r * r - d * d).ToString()));
    }
}

/// <summary>The boundary of a sector: its arc and two radii.</summary>
internal sealed class SectorPerimeter() : ProblemFamily("sector-perimeter", ["Circle Geometry"],
[
    @"A sector of a circle with radius $<n0>$ has the central angle $<n1>^\circ$. What is the perimeter of the sector?",
    @"Find the perimeter (arc and two radii) of a circular sector with radius $<n0>$ and central angle $<n1>^\circ$.",
    @"How long is the boundary of a sector with the central angle $<n1>^\circ$ in a circle of radius $<n0>$?",
    @"Compute the exact perimeter of the sector that a central angle of $<n1>^\circ$ cuts out of a circle of radius $<n0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
    [
        Tex.Text(rng.Next(level.Of(1, 2, 2, 20, 50), level.Of(9, 12, 30, 60, 150))),
        Tex.Text(level.Of(rng.Pick(60, 90, 180), 30 * rng.Next(1, 11), 5 * rng.Next(4, 68), rng.Next(20, 340), rng.Next(101, 349))),
    ];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 1000) is not { } r || Measures.Whole(values[1], 1, 359) is not { } angle)
            return null;
        Fraction share = angle / 360, arc = 2 * r * share;
        string Pi(Fraction factor) => Tex.Multiple(factor, @"\pi");
        string Total(Fraction straight, Fraction bent) => $"{straight} + {Pi(bent)}";
        return new(AnswerKind.Value, Total(2 * r, arc),
            [
                $@"The whole circle has the circumference $2 \pi \cdot {r} = {Pi(2 * r)}$",
                $@"The angle ${angle}^\circ$ is the fraction $\frac{{{angle}}}{{360}}{(share.Denominator == 360 ? "" : $" = {share}")}$ of the full angle",
                $@"So the arc has the length ${share} \cdot {Pi(2 * r)} = {Pi(arc)}$",
                $@"With the two radii the perimeter is ${Pi(arc)} + 2 \cdot {r} = {Total(2 * r, arc)}$",
            ],
            Slip.Careless($"The perimeter is the length of the arc, ${Pi(arc)}$", Pi(arc)),
            Slip.Careless($"With the radius the perimeter is ${Total(r, arc)}$", Total(r, arc)),
            new($@"The arc has the length $\frac{{{angle}}}{{360}} \cdot \pi \cdot {r} = {Pi(arc / 2)}$", Total(2 * r, arc / 2)),
            new($@"The arc has the length $\frac{{{angle}}}{{360}} \cdot \pi \cdot {r}^2 = {Pi(share * r * r)}$", Total(2 * r, share * r * r)),
            new($@"The angle is the fraction ${angle / 180}$ of the full angle, so the arc is ${Pi(2 * arc)}$", Total(2 * r, 2 * arc)));
    }
}

/// <summary>The area between a chord and its arc.</summary>
internal sealed class CircularSegment() : ProblemFamily("circular-segment", ["Circle Geometry"],
[
    @"Find the area of the circular segment that a chord with the central angle $<n1>^\circ$ cuts off from a circle of radius $<n0>$.",
    @"A chord of a circle with radius $<n0>$ belongs to the central angle $<n1>^\circ$. What is the area between the chord and its arc?",
    @"Compute the exact area of a circular segment with the radius $<n0>$ and the central angle $<n1>^\circ$.",
    @"How large is the segment of a circle of radius $<n0>$ whose arc is seen from the centre under the angle $<n1>^\circ$?",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
    [
        Tex.Text(rng.Next(level.Of(2, 2, 2, 20, 70), level.Of(9, 20, 60, 90, 200))),
        Tex.Text(rng.Pick<int>(level.Of<int[]>([90, 60], [60, 90, 120], [30, 45, 60, 90, 120, 135, 150], [30, 45, 60, 120, 135, 150], [45, 120, 135, 150]))),
    ];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 1000) is not { } r || Measures.Whole(values[1], 1, 179) is not { } angle
            || Angles.Sine((int)angle.Numerator) is not { } sine || Angles.Cosine((int)angle.Numerator) is not { } cosine)
            return null;
        Fraction sector = angle / 360 * r * r;
        Surd triangle = r * r / 2 * sine, wrong = r * r / 2 * cosine;
        string pi = Tex.Multiple(sector, @"\pi");
        return new(AnswerKind.Value, Measures.Sum(pi, (-triangle).ToString()),
            [
                $@"The sector has the area $\frac{{{angle}}}{{360}} \cdot \pi \cdot {r}^2 = {pi}$",
                $@"The triangle of the chord and the two radii has the area $\frac{{1}}{{2}} \cdot {r}^2 \cdot \sin {angle}^\circ$",
                $@"With $\sin {angle}^\circ = {sine}$ this is ${triangle}$",
                $"The segment is the sector without the triangle, so its area is ${Measures.Sum(pi, (-triangle).ToString())}$",
            ],
            Slip.Sign($"The area is the sum ${Measures.Sum(pi, triangle.ToString())}$", Measures.Sum(pi, triangle.ToString())),
            Slip.Careless($"The area is that of the sector, ${pi}$", pi),
            new(
                $@"The triangle has the area $\frac{{1}}{{2}} \cdot {r}^2 \cdot \cos {angle}^\circ = {wrong}$", Measures.Sum(pi, (-wrong).ToString())),
            Slip.Careless($@"The triangle has the area ${r}^2 \cdot \sin {angle}^\circ = {2 * triangle}$", Measures.Sum(pi, (-(2 * triangle)).ToString())));
    }
}
