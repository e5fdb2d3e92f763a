using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>The other end of a focal chord of a parabola with its vertex in the origin.</summary>
internal sealed class FocalChordEnd() : ProblemFamily("focal-chord-end", ["Parabola Geometry"],
[
    "A focal chord of the parabola $<e0>$ has one end at $<e1>$. Find its other end.",
    "The chord of the parabola $<e0>$ through the point $<e1>$ passes through the focus. At which point does it meet the parabola again?",
    "One end of a focal chord of the parabola $<e0>$ is $<e1>$. What is the other end?",
    "Determine the second end of the focal chord of the parabola $<e0>$ that starts at $<e1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction p = rng.NonZero(-level.Of(4, 6, 9, 12, 20), level.Of(4, 6, 9, 12, 20)), t = rng.NonZero(-level.Of(3, 4, 7, 9, 12), level.Of(3, 4, 7, 9, 12));
        if (level.Number >= 3)
            t /= rng.Next(1, level.Of(1, 1, 2, 4, 6));
        AxisParabola parabola = new(0, 0, p, rng.Percent(50));
        return [parabola.ToString(), parabola.IsUpright ? ConicText.Point(2 * p * t, p * t * t) : ConicText.Point(p * t * t, 2 * p * t)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (AxisParabola.Read(values[0]) is not { } parabola || !parabola.H.IsZero || !parabola.K.IsZero || ConicText.ReadPoint(values[1]) is not { } point)
            return null;
        var p = parabola.P;
        var t = (parabola.IsUpright ? point.X : point.Y) / (2 * p);
        string Point(Fraction one, Fraction other) => parabola.IsUpright ? Tex.Point(other, one) : Tex.Point(one, other);
        if (t.IsZero || (parabola.IsUpright ? point.Y : point.X) != p * t * t)
            return null;
        Fraction s = -1 / t;
        var (across, along) = parabola.IsUpright ? ("x", "y") : ("y", "x");
        string names = parabola.IsUpright ? "(2pt, pt^2)" : "(pt^2, 2pt)";
        return new(AnswerKind.Point, Point(p * s * s, 2 * p * s),
            [
                $"Here $4p = {4 * p}$, so $p = {p}$ and the points of the parabola are ${names}$",
                $"The given end ${values[1]}$ belongs to $t = {t}$",
                $"The ends of a focal chord have parameters with the product $-1$, so the other end belongs to $t = {s}$",
                $"This is the point with ${across} = 2pt = {2 * p * s}$ and ${along} = pt^2 = {p * s * s}$",
            ],
            s == -t ? null : Slip.Sign($"The other end belongs to $t = {-s}$", Point(p * s * s, -2 * p * s)),
            new($"The ends of a focal chord lie symmetrically, so the other end belongs to $t = {-t}$", Point(p * t * t, -2 * p * t)),
            Slip.Careless($"This is the point with ${across} = pt = {p * s}$ and ${along} = pt^2 = {p * s * s}$", Point(p * s * s, p * s)));
    }
}

/// <summary>The tangent of given slope to a parabola.</summary>
internal sealed class ParabolaTangent() : ProblemFamily("parabola-tangent", ["Parabola Geometry"],
[
    "Find the equation of the tangent with slope $<0>$ to the parabola $<e1>$.",
    "Which line with slope $<0>$ is a tangent to the parabola $<e1>$?",
    "Determine the equation of the line of slope $<0>$ that touches the parabola $<e1>$.",
    "A tangent to a parabola has the slope $<0>$, and the parabola has the equation $<e1>$. What is the equation of the tangent?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        var parabola = AxisParabola.Draw(rng, level.Number < 3 ? new(1) : level);
        Fraction slope = new(rng.NonZero(-5, 5), level.Number < 3 ? 1 : rng.Next(1, level.Of(1, 1, 2, 3, 4)));
        // With slopes 1/n the point of contact has simple coordinates where the parabola opens to a side.
        return [(parabola.IsUpright || level.Number < 3 ? slope : 1 / slope).ToString(), parabola.Text(rng, level)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadNumber(values[0]) is not { } m || m.IsZero || !ConicText.IsSmall(m) || AxisParabola.Read(values[1]) is not { } parabola)
            return null;
        // Where the slope is m: 2(x - h) = 4pm, or 2(y - k)m = 4p.
        Fraction p = parabola.P, across = parabola.IsUpright ? 2 * p * m : 2 * p / m, along = across * across / (4 * p);
        var (x, y) = parabola.IsUpright ? (parabola.H + across, parabola.K + along) : (parabola.H + along, parabola.K + across);
        string Line(Fraction slope, Fraction atX, Fraction atY) => $"y = {Tex.Sum((slope, "x"), (atY - slope * atX, ""))}";
        string answer = Line(m, x, y);
        return new(AnswerKind.Equation, answer,
            [
                parabola.FormStep(values[1]),
                parabola.IsUpright
                    ? $"Differentiating gives ${ConicText.Multiple(2, "x", parabola.H)} = {Tex.Times(4 * p, "y'")}$"
                    : $"Differentiating gives ${ConicText.Multiple(2, "y", parabola.K)}y' = {4 * p}$",
                $"For $y' = {m}$ this means ${(parabola.IsUpright ? $"x = {x}" : $"y = {y}")}$",
                $"The point of contact is ${ConicText.Point(x, y)}$",
                $"The tangent there is ${answer}$",
            ],
            Slip.Sign($"The point of contact is ${ConicText.Point(-x, -y)}$", Line(m, -x, -y)),
            new("The tangent passes through the vertex", Line(m, parabola.H, parabola.K)),
            new("The tangent of this slope passes through the focus", Line(m, parabola.Focus.X, parabola.Focus.Y)),
            Slip.Careless($"The constant of the line is ${y} {Tex.Plus(m * x)}$", $"y = {Tex.Sum((m, "x"), (y + m * x, ""))}"));
    }
}
