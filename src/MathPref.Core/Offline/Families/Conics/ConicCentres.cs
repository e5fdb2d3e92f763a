using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>The centre of an ellipse or hyperbola, with or without an xy-term.</summary>
internal sealed class ConicCentre() : ProblemFamily("conic-centre", ["Conic Sections"],
[
    "Find the centre of the conic $<e0>$.",
    "What are the coordinates of the centre of the conic section $<e0>$?",
    "Determine the centre of symmetry of the conic $<e0>$.",
    "At which point does the conic $<e0>$ have its centre?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        bool isMixed = rng.Percent(level.Of(0, 0, 20, 40, 70));
        Fraction h = rng.NonZero(-7, 7), k = rng.Next(-7, 7), a = rng.Next(1, 5), b = isMixed ? rng.NonZero(-4, 4) : 0, c = rng.NonZero(-5, 5);
        Polynomial x = Polynomial.Linear(1, -h), y = Polynomial.Linear(1, -k, "y");
        return level.Number <= 2
            ? [$"{Tex.Times(a, ConicText.Square("x", h))} {(c.Sign < 0 ? "-" : "+")} {Tex.Times(c.Abs(), ConicText.Square("y", k))} = {rng.Next(1, 40)}"]
            : [$"{a * x * x + b * x * y + c * y * y - rng.Next(1, 60)} = 0"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ConicText.ReadCurve(values[0]) is not { } curve)
            return null;
        var (a, b, c, d, e) = (curve["xx"], curve["xy"], curve["yy"], curve["x"], curve["y"]);
        var determinant = 4 * a * c - b * b;
        if (determinant.IsZero)
            return null;
        Fraction h = (b * e - 2 * c * d) / determinant, k = (b * d - 2 * a * e) / determinant, value = ConicText.At(curve, h, k);
        if (value.IsZero || (determinant.Sign > 0 && value.Sign == a.Sign))
            return null;
        return new(AnswerKind.Point, Tex.Point(h, k), b.IsZero ? SquareSteps(values[0], curve, h, k) : DerivativeSteps(curve, determinant, h, k),
            Slip.Sign($"The brackets with $x$ and $y$ are zero at ${ConicText.Point(-h, -k)}$", Tex.Point(-h, -k)),
            new($"The centre has $x = {k}$ and $y = {h}$", Tex.Point(k, h)),
            !b.IsZero || values[0].Contains('(') ? null : Slip.Careless(
                $"The completed squares are ${ConicText.Square("x", 2 * h)}$ and ${ConicText.Square("y", 2 * k)}$",
                Tex.Point(2 * h, 2 * k)),
            b.IsZero || a.IsZero || c.IsZero ? null : new(
                $"Without the mixed term the squares give $x = {-d / (2 * a)}$ and $y = {-e / (2 * c)}$",
                Tex.Point(-d / (2 * a), -e / (2 * c))));
    }

    private static string[] SquareSteps(string text, Polynomial curve, Fraction h, Fraction k) =>
    [
        text.Contains('(')
            ? $"The left side is a {((curve["xx"] * curve["yy"]).Sign < 0 ? "difference" : "sum")} of multiples of squares"
            : $"Complete the square in $x$: ${Completed(curve["xx"], curve["x"], "x", h)}$",
        text.Contains('(')
            ? $"The square ${ConicText.Square("x", h)}$ is zero for $x = {h}$"
            : $"Complete the square in $y$: ${Completed(curve["yy"], curve["y"], "y", k)}$",
        text.Contains('(')
            ? $"The square ${ConicText.Square("y", k)}$ is zero for $y = {k}$"
            : $"The squares are zero for $x = {h}$ and for $y = {k}$",
        $"Only even powers of ${ConicText.Less("x", h)}$ and ${ConicText.Less("y", k)}$ occur, so the curve is symmetric about ${ConicText.Point(h, k)}$",
    ];

    private static string[] DerivativeSteps(Polynomial curve, Fraction determinant, Fraction h, Fraction k)
    {
        var (a, b, c) = (curve["xx"], curve["xy"], curve["yy"]);
        Polynomial byX = Polynomial.Term(2 * a, "x") + Polynomial.Term(b, "y") + curve["x"];
        Polynomial byY = Polynomial.Term(b, "x") + Polynomial.Term(2 * c, "y") + curve["y"];
        return
        [
            "At the centre both partial derivatives of the quadratic expression are zero",
            $"This gives the equations ${byX} = 0$ and ${byY} = 0$",
            $"The determinant of this system is ${4 * a * c} {Tex.Plus(-b * b)} = {determinant}$, so there is exactly one solution",
            $@"By Cramer's rule $x = \frac{{{h * determinant}}}{{{determinant}}} = {h}$ and $y = \frac{{{k * determinant}}}{{{determinant}}} = {k}$",
            $"At ${ConicText.Point(h, k)}$ the expression is ${ConicText.At(curve, h, k)}$ and not zero, so the curve does not degenerate",
        ];
    }

    /// <summary>ax² + dx = a(x - h)² - ah².</summary>
    private static string Completed(Fraction a, Fraction d, string letter, Fraction h) =>
        $"{Tex.Sum((a, letter + "^2"), (d, letter))} = {Tex.Sum((a, ConicText.Square(letter, h)), (-a * h * h, ""))}";
}
