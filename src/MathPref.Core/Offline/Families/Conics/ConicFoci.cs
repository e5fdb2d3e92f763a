using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>c/a of an ellipse or hyperbola.</summary>
internal sealed class ConicEccentricity() : ProblemFamily("conic-eccentricity", ["Conic Sections"],
[
    "Find the eccentricity of the conic $<e0>$.",
    "What is the eccentricity of the conic section $<e0>$?",
    "Compute the eccentricity of the curve $<e0>$.",
    "Determine the eccentricity $e$ of the conic $<e0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level) => [CentralConic.Draw(rng, level, rng.Percent(50)).Text(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.Read(values[0]) is not { } conic || !(conic.IsEllipse || conic.IsHyperbola))
            return null;
        Fraction a = conic.Major, b = conic.Minor;
        if (ConicText.Root(conic.Focal / a) is not { } answer || ConicText.Root(conic.Focal / b) is not { } swapped)
            return null;
        var other = conic.IsEllipse ? (a + b) / a : (a - b) / a;
        return new(AnswerKind.Value, answer.ToString(),
            [
                conic.FormStep(values[0]),
                conic.AxesStep(),
                conic.FocalStep(),
                $@"The eccentricity is $e = \frac{{c}}{{a}} = \sqrt{{{conic.Focal / a}}} = {answer}$",
            ],
            other.Sign <= 0 || ConicText.Root(other) is not { } wrong ? null : Slip.Sign(
                $"With $c^2 = a^2 {(conic.IsEllipse ? "+" : "-")} b^2$ one has $c^2 = {a * other}$",
                wrong.ToString()),
            new($@"The eccentricity is $\frac{{c}}{{b}}$", swapped.ToString()),
            Slip.Careless($@"The eccentricity is $\frac{{c^2}}{{a^2}}$", (conic.Focal / a).ToString()),
            ConicText.Root(b / a) is { } ratio ? new($@"The eccentricity is $\frac{{b}}{{a}}$", ratio.ToString()) : null);
    }
}

/// <summary>The points whose distance from a focus is e times that from a directrix.</summary>
internal sealed class FocusDirectrixConic() : ProblemFamily("focus-directrix-conic", ["Conic Sections"],
[
    "Find the equation of the conic with focus $<e0>$, directrix $<e1>$ and eccentricity $<2>$.",
    "What is the equation of the conic section that has the focus $<e0>$, the directrix $<e1>$ and the eccentricity $<2>$?",
    "A conic has focus $<e0>$, directrix $<e1>$ and eccentricity $<2>$. Determine its equation.",
    "Write down the equation of the curve of all points whose distance from $<e0>$ and distance from the line $<e1>$ have the ratio $<2>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(3, 4, 5, 7, 9);
        bool atOrigin = level.Number == 1;
        Fraction x = atOrigin ? 0 : rng.Next(-most, most), y = atOrigin ? 0 : rng.Next(-most, most);
        Fraction e = new(rng.Next(1, level.Of(3, 3, 4, 5, 6)), level.Number == 1 ? 1 : rng.Next(1, level.Of(1, 2, 3, 4, 5)));
        return [ConicText.Point(x, y), $"{rng.Pick("x", "y")} = {rng.NonZero(-most, most)}", e.ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ConicText.ReadPoint(values[0]) is not { } focus || ConicText.ReadEquation(values[1], "xy") is not { Degree: 1 } line)
            return null;
        if (ExpressionReader.ReadNumber(values[2]) is not { } e || e.Sign <= 0 || !ConicText.IsSmall(e))
            return null;
        string letter = line["y"].IsZero ? "x" : "y";
        if (line.Terms.Count > 2 || !line[letter == "x" ? "y" : "x"].IsZero)
            return null;
        Fraction d = -line[""] / line[letter], own = letter == "x" ? focus.X : focus.Y;
        if (d == own || !ConicText.IsSmall(d))
            return null;
        Polynomial x = Polynomial.Linear(1, -focus.X), y = Polynomial.Linear(1, -focus.Y, "y"), distance = Polynomial.Linear(1, -d, letter);
        string Curve(Fraction ratio, Polynomial left, Polynomial right) => $"{ConicText.Primitive(left - right * ratio)} = 0";
        Polynomial left = x * x + y * y, right = distance * distance;
        string answer = Curve(e * e, left, right), square = ConicText.Square(letter, d), multiple = Tex.Times(e * e, square);
        return new(AnswerKind.Equation, answer,
            [
                $"For a point $(x, y)$ of the conic the distance from the focus is ${values[2]}$ times the distance from the directrix",
                $"The squared distance from the focus is ${ConicText.Square("x", focus.X)} + {ConicText.Square("y", focus.Y)}$",
                $"The squared distance from the directrix is ${square}$",
                $"So ${ConicText.Square("x", focus.X)} + {ConicText.Square("y", focus.Y)} = {multiple}$",
                $"Multiplied out and collected, this is ${answer}$",
            ],
            Slip.Careless($"So ${ConicText.Square("x", focus.X)} + {ConicText.Square("y", focus.Y)} = {Tex.Times(e, square)}$", Curve(e, left, right)),
            Slip.Sign(
                $"The squared distance from the directrix is ${ConicText.Square(letter, -d)}$",
                Curve(e * e, left, Polynomial.Linear(1, d, letter) * Polynomial.Linear(1, d, letter))),
            new($"The distance from the directrix is ${values[2]}$ times the distance from the focus", Curve(1 / (e * e), left, right)));
    }
}

/// <summary>The major axis of an ellipse in polar coordinates with the pole in a focus.</summary>
internal sealed partial class PolarEllipse() : ProblemFamily("polar-ellipse", ["Conic Sections", "Ellipse Geometry"],
[
    "Find the length of the major axis of the ellipse with the polar equation $<e0>$.",
    "How long is the major axis of the ellipse $<e0>$, given in polar coordinates?",
    "An ellipse has the polar equation $<e0>$. Determine the length of its major axis.",
    "In polar coordinates an ellipse is given by $<e0>$. What is the length of its major axis?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction b = rng.NonZero(-level.Of(3, 4, 6, 9, 12), level.Of(3, 4, 6, 9, 12)), a = b.Abs() + rng.Next(1, level.Of(2, 3, 5, 7, 9));
        Fraction top = level.Number == 1 ? (a * a - b * b) * rng.Next(1, 4) : rng.Next(2, level.Of(0, 20, 40, 60, 99));
        return [$@"r = \frac{{{top}}}{{{Tex.Sum((a, ""), (b, rng.Pick(@"\cos(\theta)", @"\sin(\theta)")))}}}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Equation().Match(values[0]) is not { Success: true } match)
            return null;
        var parts = match.Groups;
        Fraction top = ExpressionReader.ReadNumber(parts["top"].Value)!.Value, a = ExpressionReader.ReadNumber(parts["a"].Value)!.Value;
        Fraction b = parts["b"].Length == 0 ? 1 : ExpressionReader.ReadNumber(parts["b"].Value)!.Value;
        if (top.IsZero || a <= b || b.IsZero)
            return null;
        bool isCosine = parts["function"].Value == "cos";
        var (near, far) = (isCosine ? "0" : @"\frac{\pi}{2}", isCosine ? @"\pi" : @"\frac{3\pi}{2}");
        if (parts["sign"].Value == "-")
            (near, far) = (far, near);
        Fraction least = top / (a + b), most = top / (a - b), answer = least + most;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The eccentricity is ${b / a}$, which is less than $1$, and the pole is a focus",
                $@"The nearest vertex is at $\theta = {near}$, with $r = \frac{{{top}}}{{{a} + {b}}} = {least}$",
                $@"The farthest vertex is at $\theta = {far}$, with $r = \frac{{{top}}}{{{a} - {b}}} = {most}$",
                $"The pole lies between the two, so the major axis has the length ${least} + {most} = {answer}$",
            ],
            Slip.Sign($"The major axis has the length ${most} - {least}$", (most - least).ToString()),
            Slip.Careless($"Half the sum of the two distances is ${answer / 2}$", (answer / 2).ToString()),
            new($@"The axis is twice the value of $r$ at $\theta = {near}$", (2 * least).ToString()),
            new($@"The axis is twice the value of $r$ at $\theta = {far}$", (2 * most).ToString()));
    }

    [GeneratedRegex(
        @"^r = \\frac\{(?<top>[0-9]{1,9})\}\{(?<a>[0-9]{1,9}) (?<sign>[+-]) (?<b>[0-9]{0,9})\\(?<function>cos|sin)\(\\theta\)\}\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Equation();
}
