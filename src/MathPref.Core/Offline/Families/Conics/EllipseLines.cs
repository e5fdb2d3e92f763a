using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>The tangent to an ellipse at one of its points.</summary>
internal sealed class EllipseTangent() : ProblemFamily("ellipse-tangent", ["Ellipse Geometry"],
[
    "Find the equation of the tangent to the ellipse $<e0>$ at the point $<e1>$.",
    "What is the equation of the tangent line that touches the ellipse $<e0>$ at $<e1>$?",
    "The point $<e1>$ lies on the ellipse $<e0>$. Determine the equation of the tangent to the ellipse there.",
    "Write down the equation of the line that is tangent to the ellipse $<e0>$ in $<e1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 5, 6, 7, 9);
        Fraction a = rng.Next(1, most), c = rng.Next(1, most), dx = rng.NonZero(-most, most), dy = rng.NonZero(-most, most), right = a * dx * dx + c * dy * dy;
        Fraction h = level.Number < 3 ? 0 : rng.Next(-5, 5), k = level.Number < 3 ? 0 : rng.Next(-5, 5);
        return [new CentralConic(h, k, right / a, right / c).Expanded(), ConicText.Point(h + dx, k + dy)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.ReadEllipse(values[0]) is null || ConicText.ReadPoint(values[1]) is not { } point)
            return null;
        var curve = ConicText.ReadCurve(values[0])!;
        var (x, y) = point;
        var (fx, fy) = ConicText.Gradient(curve, x, y);
        if (!ConicText.At(curve, x, y).IsZero || fx.IsZero || fy.IsZero)
            return null;
        string Line(Fraction a, Fraction b) => ConicText.Line(a, b, a * x + b * y);
        string answer = Line(fx, fy), byX = Tex.Sum((2 * curve["xx"], "x"), (curve["x"], "")), byY = Tex.Sum((2 * curve["yy"], "y"), (curve["y"], ""));
        return new(AnswerKind.Equation, answer,
            [
                $@"Differentiating the equation with respect to $x$ gives $y' = -\frac{{{byX}}}{{{byY}}}$",
                $"At ${values[1]}$ the numerator of the fraction is ${fx}$ and the denominator is ${fy}$",
                $"The tangent has the slope $m = {-fx / fy}$",
                $"Its equation is ${ConicText.Less("y", y)} = {ConicText.Multiple(-fx / fy, "x", x)}$",
                $"Without fractions this is ${answer}$",
            ],
            Slip.Sign($"The tangent has the slope $m = {fx / fy}$", Line(-fx, fy)),
            new($"The tangent has the slope $m = {fy / fx}$", Line(-fy, fx)),
            new($"The tangent has the slope $m = {-fy / fx}$", Line(fy, fx)),
            Slip.Sign($"Its equation is ${ConicText.Less("y", -y)} = {ConicText.Multiple(-fx / fy, "x", -x)}$", ConicText.Line(fx, fy, -fx * x - fy * y)));
    }
}

/// <summary>The chord of an ellipse that a given point bisects.</summary>
internal sealed class BisectedChord() : ProblemFamily("bisected-chord", ["Ellipse Geometry"],
[
    "A chord of the ellipse $<e0>$ has the midpoint $<e1>$. Find the equation of the line on which it lies.",
    "Find the equation of the chord of the ellipse $<e0>$ that is bisected at the point $<e1>$.",
    "The chord of the ellipse $<e0>$ with the midpoint $<e1>$ lies on a line. What is the equation of that line?",
    "Determine the equation of the line that cuts the ellipse $<e0>$ in two points with the midpoint $<e1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(3, 4, 5, 6, 8);
        Fraction a = rng.Next(1, most), c = rng.Next(1, most), dx = rng.NonZero(-most, most), dy = rng.NonZero(-most, most);
        Fraction right = a * dx * dx + c * dy * dy + rng.Next(1, 40), h = level.Number < 3 ? 0 : rng.Next(-5, 5), k = level.Number < 3 ? 0 : rng.Next(-5, 5);
        return [new CentralConic(h, k, right / a, right / c).Expanded(), ConicText.Point(h + dx, k + dy)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.ReadEllipse(values[0]) is not { } conic || ConicText.ReadPoint(values[1]) is not { } point)
            return null;
        var curve = ConicText.ReadCurve(values[0])!;
        var (x, y) = point;
        Fraction dx = x - conic.H, dy = y - conic.K, a = curve["xx"], c = curve["yy"];
        if (dx.IsZero || dy.IsZero || (dx * dx / conic.P + dy * dy / conic.Q).CompareTo(1) >= 0)
            return null;
        string Line(Fraction p, Fraction q) => ConicText.Line(p, q, p * x + q * y);
        Fraction p = a * dx, q = c * dy;
        string answer = Line(p, q);
        return new(AnswerKind.Equation, answer,
            [
                "Let the ends be $(x_1, y_1)$ and $(x_2, y_2)$, and subtract the equations of the ellipse that they satisfy",
                $"With the centre ${conic.Centre}$ and the coefficients ${a}$ of $x^2$ and ${c}$ of $y^2$ this leaves "
                    + $@"${Tex.Times(a, @"(x_1 - x_2)")}\cdot {dx.Bracketed()} + {Tex.Times(c, @"(y_1 - y_2)")}\cdot {dy.Bracketed()} = 0$",
                $@"So the chord has the slope $m = \frac{{y_1 - y_2}}{{x_1 - x_2}} = {-p / q}$",
                $"The line passes through ${values[1]}$, so ${ConicText.Less("y", y)} = {ConicText.Multiple(-p / q, "x", x)}$",
                $"Without fractions this is ${answer}$",
            ],
            Slip.Sign($"So the chord has the slope ${p / q}$", Line(-p, q)),
            new($"The chord is perpendicular to the line from the centre ${conic.Centre}$, so it has the slope ${-dx / dy}$", Line(dx, dy)),
            new($"The chord has the slope ${-q / p}$", Line(q, p)),
            new($"The chord is parallel to the line from the centre ${conic.Centre}$, so it has the slope ${dy / dx}$", Line(-dy, dx)));
    }
}
