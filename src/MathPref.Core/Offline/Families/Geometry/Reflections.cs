using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>The mirror image of a point in a line.</summary>
internal sealed class PointReflection() : ProblemFamily("point-reflection", ["Coordinate Geometry"],
[
    "Reflect the point $P(<l0>)$ in the line $<1> = 0$ and give the coordinates of its image.",
    "What is the mirror image of the point $P(<l0>)$ in the line $<1> = 0$?",
    "The point $P(<l0>)$ is reflected in the line $<1> = 0$. Find the coordinates of the image.",
    "Which point lies symmetrically to $P(<l0>)$ with respect to the line $<1> = 0$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(1, 2, 4, 7, 12), most = level.Of(6, 9, 9, 15, 30), x = rng.Next(-most, most), y = rng.Next(-most, most);
        if (level.Number == 1)
            (x, y) = (x + 7, y + 7);
        int a = rng.Next(1, size), b = rng.NonZero(-size, size);
        // Up to the usual level the image has whole coordinates.
        int c = level.Number < 4 ? (a * a + b * b) * rng.NonZero(-3, 3) - a * x - b * y : rng.NonZero(-2 * most, 2 * most);
        return [Measures.List(x, y), (Polynomial.Term(a, "x") + Polynomial.Term(b, "y") + c).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Several(values[0], 2, 1000) is not [var x, var y]
            || ExpressionReader.ReadPolynomial(values[1]) is not { Letters: ['x', 'y'], Degree: 1 } line
            || line.Terms.Any(term => !term.Value.IsInteger || term.Value.Abs() > 10_000))
            return null;
        Fraction a = line["x"], b = line["y"], c = line[""], value = a * x + b * y + c, square = a * a + b * b, t = -value / square;
        if (value.IsZero)
            return null;
        string At(Fraction steps) => Measures.Tuple(x + steps * a, y + steps * b);
        return new(AnswerKind.Point, At(2 * t),
            [
                $@"The vector $({a}, {b})$ is at right angles to the line, so the image is $P + s \cdot ({a}, {b})$ for some number $s$",
                $"At $P$ the left side of the equation is ${value}$, "
                    + $"and a step of $({a}, {b})$ changes it by ${a.Bracketed()}^2 + {b.Bracketed()}^2 = {square}$",
                $"So the foot of the perpendicular is reached for $s = {t}$, where the left side is zero",
                $"The image is twice as far away: $s = {2 * t}$",
                $"This gives the point ${At(2 * t)}$",
            ],
            Slip.Careless($"The image is reached for $s = {t}$, which gives ${At(t)}$", At(t)),
            Slip.Sign($"The image is reached for $s = {-2 * t}$, which gives ${At(-2 * t)}$", At(-2 * t)),
            new($"A reflection changes the signs of the coordinates, so the image is $({-x}, {-y})$", Measures.Tuple(-x, -y)),
            new($@"The image is reached for $s = -2 \cdot {value.Bracketed()} = {-2 * value}$, which gives ${At(-2 * value)}$", At(-2 * value)));
    }
}
