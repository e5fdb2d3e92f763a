using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>The rising asymptote of a hyperbola.</summary>
internal sealed class HyperbolaAsymptote() : ProblemFamily("hyperbola-asymptote", ["Hyperbola Geometry"],
[
    "Find the equation of the asymptote with positive slope of the hyperbola $<e0>$.",
    "What is the equation of the rising asymptote of the hyperbola $<e0>$?",
    "Determine the asymptote of the hyperbola $<e0>$ that has a positive slope.",
    "Which line of positive slope is an asymptote of the hyperbola $<e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level) => [CentralConic.Draw(rng, level, false).Text(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.ReadHyperbola(values[0]) is not { } conic || !(-conic.Q / conic.P).TryRoot(2, out var m))
            return null;
        string Line(Fraction slope, Fraction h, Fraction k) => $"y = {Tex.Sum((slope, "x"), (k - slope * h, ""))}";
        string answer = Line(m, conic.H, conic.K);
        return new(AnswerKind.Equation, answer,
            [
                conic.FormStep(values[0]),
                $"The asymptotes pass through the centre ${conic.Centre}$, and one finds them by putting $0$ for the $1$ on the right side",
                $@"This gives ${ConicText.Square("y", conic.K)} = {Tex.Times(m * m, ConicText.Square("x", conic.H))}$, so the slopes are $\pm {m}$",
                conic.H.IsZero && conic.K.IsZero
                    ? $"The one with positive slope is ${answer}$"
                    : $"The one with positive slope is ${ConicText.Less("y", conic.K)} = {ConicText.Multiple(m, "x", conic.H)}$, that is ${answer}$",
            ],
            new($"The positive slope is ${1 / m}$", Line(1 / m, conic.H, conic.K)),
            Slip.Careless($"The positive slope is ${m * m}$", Line(m * m, conic.H, conic.K)),
            Slip.Sign($"The asymptotes pass through ${ConicText.Point(-conic.H, -conic.K)}$", Line(m, -conic.H, -conic.K)),
            Slip.Careless("The asymptotes pass through the origin", Line(m, 0, 0)),
            Slip.Sign($"The slope is ${-m}$", Line(-m, conic.H, conic.K)));
    }
}

/// <summary>The hyperbola with given foci and transverse axis.</summary>
internal sealed class HyperbolaOfFoci() : ProblemFamily("hyperbola-of-foci", ["Hyperbola Geometry"],
[
    "Find the equation of the hyperbola with the foci $<e0>$ and $<e1>$ and a transverse axis of length $<n2>$.",
    "What is the equation of the hyperbola whose foci are $<e0>$ and $<e1>$ and whose vertices have the distance $<n2>$?",
    "A hyperbola has the foci $<e0>$ and $<e1>$, and its transverse axis has the length $<n2>$. Write down its equation.",
    "Determine the equation of the curve of all points whose distances from $<e0>$ and $<e1>$ differ by $<n2>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(6, 7, 9, 11, 14), c = rng.Next(2, most), a = rng.Next(1, c - 1);
        Fraction h = level.Number == 1 ? 0 : rng.Next(-6, 6), k = level.Number == 1 ? 0 : rng.Next(-6, 6);
        return rng.Percent(50)
            ? [ConicText.Point(h - c, k), ConicText.Point(h + c, k), Tex.Text(2 * a)]
            : [ConicText.Point(h, k - c), ConicText.Point(h, k + c), Tex.Text(2 * a)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var length = ExpressionReader.ReadNumber(values[2])!.Value;
        if (CentralConic.OfFoci(values[0], values[1], length) is not { IsHyperbola: true } conic)
            return null;
        Fraction a = length / 2, b = conic.Minor, c = conic.Focal;
        CentralConic Axes(Fraction major, Fraction minor) => conic.IsLevel ? conic with { P = major, Q = -minor } : conic with { P = -minor, Q = major };
        return new(AnswerKind.Equation, conic.ToString(),
            [
                $"The centre is the midpoint ${conic.Centre}$ of the foci",
                $"Half the distance of the foci is $c$, so $c^2 = {c}$",
                $"The vertices have the distance $2a = {length}$, so $a = {a}$ and $a^2 = {a * a}$",
                $"From $b^2 = c^2 - a^2$ one has $b^2 = {c} - {a * a} = {b}$",
                $"The transverse axis is parallel to the ${(conic.IsLevel ? "x" : "y")}$-axis, so the equation is ${conic}$",
            ],
            Slip.Sign($"From $b^2 = c^2 + a^2$ one has $b^2 = {c + a * a}$", Axes(a * a, c + a * a).ToString()),
            new($"The transverse axis is parallel to the ${(conic.IsLevel ? "y" : "x")}$-axis", (conic with { P = conic.Q, Q = conic.P }).ToString()),
            new($"The sum of the squares is $1$, as for an ellipse", (conic with { P = conic.P.Abs(), Q = conic.Q.Abs() }).ToString()),
            conic.H.IsZero && conic.K.IsZero ? null : Slip.Sign(
                $"The squares are ${ConicText.Square("x", -conic.H)}$ and ${ConicText.Square("y", -conic.K)}$",
                (conic with { H = -conic.H, K = -conic.K }).ToString()));
    }
}

/// <summary>The distance of the foci of a hyperbola, 2c.</summary>
internal sealed class HyperbolaFociDistance() : ProblemFamily("hyperbola-foci-distance", ["Hyperbola Geometry"],
[
    "Find the distance between the foci of the hyperbola $<e0>$.",
    "How far apart are the foci of the hyperbola $<e0>$?",
    "Compute the distance of the two foci of the hyperbola $<e0>$ from each other.",
    "What is the distance between the two foci of the hyperbola $<e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level) => [CentralConic.Draw(rng, level, false).Text(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.ReadHyperbola(values[0]) is not { } conic || ConicText.Root(conic.Focal) is not { } c)
            return null;
        Fraction difference = (conic.Major - conic.Minor).Abs();
        return new(AnswerKind.Value, (2 * c).ToString(),
            [
                conic.FormStep(values[0]),
                conic.AxesStep(),
                conic.FocalStep(),
                $"Each focus has the distance $c = {c}$ from the centre",
                $"The foci have the distance $2c = {2 * c}$",
            ],
            Slip.Careless($"The foci have the distance $c = {c}$", c.ToString()),
            difference.IsZero || ConicText.Root(difference) is not { } wrong ? null : Slip.Sign(
                $"The difference $c^2 = {difference}$ of the two squares leads to $c = {wrong}$",
                (2 * wrong).ToString()),
            new($"The foci have the distance $2c^2 = {2 * conic.Focal}$", (2 * conic.Focal).ToString()),
            ConicText.Root(conic.Major) is { } a ? new($"The foci have the distance $2a = {2 * a}$", (2 * a).ToString()) : null);
    }
}
