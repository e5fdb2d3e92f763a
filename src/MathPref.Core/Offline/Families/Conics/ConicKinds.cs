using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>Circle, ellipse, parabola or hyperbola, by the discriminant B² - 4AC.</summary>
internal sealed class ConicKind() : ProblemFamily("conic-kind", ["Conic Sections"],
[
    "Which conic section is the curve $<e0>$: a circle, an ellipse, a parabola or a hyperbola?",
    "Classify the conic section $<e0>$ as a circle, an ellipse, a parabola or a hyperbola.",
    "Decide whether the curve $<e0>$ is a circle, an ellipse, a parabola or a hyperbola.",
    "Name the kind of conic that has the equation $<e0>$: circle, ellipse, parabola or hyperbola.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 6, 7, 9, 12);
        Fraction p = rng.Next(1, 4), q = rng.Percent(level.Of(0, 0, 50, 80, 100)) ? rng.NonZero(-3, 3) : 0, b = q.IsZero ? 0 : rng.NonZero(-most, most);
        var (a, c) = rng.Next(0, 3) switch
        {
            0 => (p, p),
            1 => (p * p, q * q),
            2 => (rng.Next(1, most), rng.Next(-most, -1)),
            _ => ((Fraction)rng.Next(1, most), (Fraction)rng.Next(1, most)),
        };
        if (a == p * p && c == q * q)
            b = 2 * p * q;
        else if (a == c)
            b = 0;
        Fraction d = level.Number > 1 ? rng.Next(-9, 9) : 0, e = level.Number > 1 || c.IsZero ? rng.NonZero(-9, 9) : 0;
        Polynomial squares = Polynomial.Term(a, "xx") + Polynomial.Term(b, "xy") + Polynomial.Term(c, "yy");
        return [$"{squares + Polynomial.Term(d, "x") + Polynomial.Term(e, "y") + rng.NonZero(-40, 20)} = 0"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ConicText.ReadCurve(values[0]) is not { } curve)
            return null;
        var (a, b, c, d, e, f) = (curve["xx"], curve["xy"], curve["yy"], curve["x"], curve["y"], curve[""]);
        Fraction discriminant = b * b - 4 * a * c, determinant = 4 * a * c * f + b * d * e - a * e * e - c * d * d - f * b * b;
        // Two lines, a point or nothing at all.
        if (determinant.IsZero || (discriminant.Sign < 0 && (a + c).Sign * determinant.Sign > 0))
            return null;
        bool isCircle = a == c && b.IsZero;
        string kind = isCircle ? "circle" : Kind(discriminant);
        return new(AnswerKind.Word, Word(kind),
            [
                $"Compare with $Ax^2 + Bxy + Cy^2 + Dx + Ey + F = 0$: here $A = {a}$, $B = {b}$ and $C = {c}$",
                $@"The discriminant is $B^2 - 4AC = {ConicText.Squared(b)} - 4 \cdot {a.Bracketed()} \cdot {c.Bracketed()} = {discriminant}$",
                "A conic that is not degenerate is a hyperbola, a parabola or an ellipse as the discriminant is positive, zero or negative",
                isCircle ? "Here it is negative, and since $A = C$ and $B = 0$ the ellipse is a circle"
                    : discriminant.Sign < 0 ? $@"Here it is negative, and since ${(b.IsZero ? @"A \ne C" : @"B \ne 0")}$ the ellipse is no circle"
                    : $"Here it is {(discriminant.IsZero ? "zero" : "positive")}, so the curve is a {kind}",
            ],
            Wrong(b * b + 4 * a * c, "B^2 + 4AC", SlipKind.Sign),
            Wrong(4 * a * c - b * b, "4AC - B^2", SlipKind.Sign),
            Wrong(b * b - a * c, "B^2 - AC", SlipKind.Formula),
            Wrong(b - 4 * a * c, "B - 4AC", SlipKind.Careless),
            discriminant.IsZero ? new("The terms in $x$ and $y$ make the curve open in two directions", Word("hyperbola")) : null,
            discriminant.IsZero && b.IsZero ? Slip.Careless(
                $"With $1$ for the missing coefficient the discriminant is ${-4 * (a + c)}$, which is {Sign(-a - c)}",
                Word(Kind(-a - c))) : null,
            isCircle ? Slip.Careless("There is no mixed term, so $B^2 = 0$ and the curve is a parabola", Word("parabola")) : null);
    }

    private static Slip Wrong(Fraction value, string formula, SlipKind kind) =>
        new($"The discriminant is ${formula} = {value}$, which is {Sign(value)}", Word(Kind(value)), kind);

    private static string Sign(Fraction value) => value.IsZero ? "zero" : value.Sign < 0 ? "negative" : "positive";

    private static string Kind(Fraction discriminant) => discriminant.Sign < 0 ? "ellipse" : discriminant.IsZero ? "parabola" : "hyperbola";

    private static string Word(string kind) => $@"\text{{{kind}}}";
}

/// <summary>The coefficient that makes a conic a parabola.</summary>
internal sealed class ParabolicCoefficient() : ProblemFamily("parabolic-coefficient", ["Conic Sections"],
[
    "For which positive number $k$ is the curve $<e0>$ a parabola?",
    "Find the positive value of $k$ for which the conic $<e0>$ is a parabola.",
    "The conic $<e0>$ with $k > 0$ is a parabola. What is $k$?",
    "Determine $k > 0$ such that $<e0>$ is the equation of a parabola.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        bool isMixed = rng.Percent(60);
        int most = level.Of(4, 6, 12, 20, 30);
        Fraction a = rng.Next(1, most), c = rng.Next(1, most), b = rng.NonZero(-most, most), d = rng.Next(-9, 9), e = rng.NonZero(-9, 9);
        if (level.Number <= 2)
            (a, c, b, d) = (a * a, isMixed ? c * c : c, 2 * b, 0);
        return [isMixed
            ? $"{Tex.Sum((a, "x^2"), (1, "kxy"), (c, "y^2"), (d, "x"), (e, "y"), (rng.Next(-9, 9), ""))} = 0"
            : $"{Tex.Sum((1, "kx^2"), (b, "xy"), (c, "y^2"), (d, "x"), (e, "y"), (rng.Next(-9, 9), ""))} = 0"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ConicText.ReadEquation(values[0], "kxy") is not { Degree: 3 } curve)
            return null;
        Fraction c = curve["yy"], d = curve["x"], e = curve["y"];
        bool isMixed = curve["kxy"] == 1 && curve["xy"].IsZero;
        string[] known = ["kxy", "kxx", "xx", "xy", "yy", "x", "y", ""];
        if (!curve.Terms.All(t => known.Contains(t.Key)) || c.IsZero)
            return null;
        if (isMixed ? !curve["kxx"].IsZero : curve["kxx"] != 1 || !curve["kxy"].IsZero || !curve["xx"].IsZero)
            return null;
        Fraction b = curve["xy"], a = isMixed ? curve["xx"] : b * b / (4 * c);
        // Otherwise the curve may be a pair of parallel lines.
        if (a * e * e == c * d * d || (a * c).Sign <= 0 || a.Sign <= 0 || ConicText.Root(4 * a * c) is not { } root)
            return null;
        string right = isMixed
            ? $@"k^2 - 4 \cdot {a} \cdot {c} = k^2 {Tex.Plus(-4 * a * c)}"
            : $@"{ConicText.Squared(b)} - 4k \cdot {c} = {Tex.Sum((b * b, ""), (-4 * c, "k"))}";
        string answer = isMixed ? root.ToString() : a.ToString();
        return new(AnswerKind.Value, $"k = {answer}",
            [
                "A conic $Ax^2 + Bxy + Cy^2 + Dx + Ey + F = 0$ is a parabola only if $B^2 - 4AC = 0$",
                $"Here $A = {(isMixed ? a : "k")}$, $B = {(isMixed ? "k" : b)}$ and $C = {c}$",
                $"So $B^2 - 4AC = {right}$ must be zero",
                isMixed ? $"Then $k^2 = {4 * a * c}$, and the positive solution is $k = {answer}$" : $"Then $k = {answer}$",
                "For this $k$ the quadratic terms are a multiple of a square $(px + qy)^2$, and the linear terms are no multiple of $px + qy$, "
                    + "so the curve does not degenerate into lines",
            ],
            isMixed
                ? new($"A parabola has $B^2 = AC$, so $k^2 = {a * c}$", $"k = {Surd.Root(a * c)}")
                : new($"A parabola has $B^2 = AC$, so $k = {4 * a}$", $"k = {4 * a}"),
            isMixed
                ? Slip.Careless($@"The product is $k = 4 \cdot {a} \cdot {c}$", $"k = {4 * a * c}")
                : Slip.Careless($"From $4AC = B$ follows $k = {b.Abs() / (4 * c)}$", $"k = {b.Abs() / (4 * c)}"),
            isMixed
                ? new($"The coefficient of $xy$ is the sum $k = {a} + {c}$ of the others", $"k = {a + c}")
                : new($"The squares must have equal coefficients, so $k = {c}$", $"k = {c}"));
    }
}
