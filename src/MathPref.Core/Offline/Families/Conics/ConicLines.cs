using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>The midpoint of the chord that a conic cuts out of a line.</summary>
internal sealed class CutChordMidpoint() : ProblemFamily("cut-chord-midpoint", ["Conic Sections"],
[
    "The line $<e1>$ meets the conic $<e0>$ in two points. Find their midpoint.",
    "Find the midpoint of the chord that the conic $<e0>$ cuts out of the line $<e1>$.",
    "What is the midpoint of the two points in which the line $<e1>$ intersects the conic $<e0>$?",
    "Determine the midpoint of the chord of the conic $<e0>$ that lies on the line $<e1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(3, 4, 6, 7, 9);
        Fraction mixed = level.Number > 3 ? rng.NonZero(-5, 5) : 0;
        Fraction a = rng.Next(1, most), c = rng.Percent(25) ? 0 : rng.NonZero(-most, most);
        Fraction slope = new(rng.NonZero(-3, 3), level.Number > 4 ? 2 : 1), start = rng.Next(-most, most);
        Fraction d = level.Number < 3 ? 0 : rng.Next(-6, 6), e = level.Number < 3 && !c.IsZero ? 0 : rng.NonZero(-6, 6);
        Polynomial squares = Polynomial.Term(a, "xx") + Polynomial.Term(mixed, "xy") + Polynomial.Term(c, "yy");
        var curve = squares + Polynomial.Term(d, "x") + Polynomial.Term(e, "y");
        // The midpoint has simple fractions as coordinates.
        return Middle(curve, slope, start) is { } x && x.Denominator <= level.Of(3, 4, 4, 6, 8)
            ? [$"{curve} = {rng.Next(1, 60)}", $"y = {Tex.Sum((slope, "x"), (start, ""))}"]
            : Draw(rng, level);
    }

    /// <summary>The abscissa halfway between the points in which the line y = mx + c meets the curve.</summary>
    private static Fraction? Middle(Polynomial curve, Fraction m, Fraction c)
    {
        var square = curve["xx"] + curve["xy"] * m + curve["yy"] * m * m;
        return square.IsZero ? null : -(curve["xy"] * c + 2 * curve["yy"] * m * c + curve["x"] + curve["y"] * m) / (2 * square);
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ConicText.ReadCurve(values[0]) is not { } curve || ConicText.ReadLine(values[1]) is not { } line)
            return null;
        var (m, c) = line;
        if (m.IsZero)
            return null;
        var common = Polynomial.InX(
            curve["xx"] + curve["xy"] * m + curve["yy"] * m * m,
            curve["xy"] * c + 2 * curve["yy"] * m * c + curve["x"] + curve["y"] * m,
            curve["yy"] * c * c + curve["y"] * c + curve[""]);
        var (square, linear) = (common["xx"], common["x"]);
        if (square.IsZero || (linear * linear - 4 * square * common[""]).Sign <= 0)
            return null;
        Fraction x = -linear / (2 * square), y = m * x + c;
        string product = m.IsOne ? x.ToString() : m == -1 ? $"-{x.Bracketed()}" : $@"{m} \cdot {x.Bracketed()}";
        return new(AnswerKind.Point, Tex.Point(x, y),
            [
                $"Substituting $y = {Tex.Sum((m, "x"), (c, ""))}$ into the equation of the conic gives ${common} = 0$",
                $"The discriminant ${linear * linear - 4 * square * common[""]}$ is positive, so the line does meet the conic in two points",
                $"By Vieta's formulas the abscissas of the two points have the sum $x_1 + x_2 = {-linear / square}$",
                $"The midpoint has half of that as its abscissa, $x = {x}$",
                $"It lies on the line, so $y = {product} {(c.IsZero ? "" : Tex.Plus(c) + " ")}= {y}$",
            ],
            linear.IsZero ? null : Slip.Sign($"The sum of the abscissas is $x_1 + x_2 = {linear / square}$", Tex.Point(-x, -m * x + c)),
            linear.IsZero ? null : Slip.Careless($"The abscissa of the midpoint is $x = {2 * x}$", Tex.Point(2 * x, 2 * m * x + c)),
            c.IsZero ? null : Slip.Careless($"The ordinate is $y = {(product == $"{m * x}" ? "" : product + " = ")}{m * x}$", Tex.Point(x, m * x)),
            new($"The chord is bisected by an axis, so its midpoint is where the line meets $x = 0$", Tex.Point(0, c)),
            new($"The chord is bisected by an axis, so its midpoint is where the line meets $y = 0$", Tex.Point(-c / m, 0)));
    }
}

/// <summary>The constant for which a line of given slope touches an ellipse or hyperbola around the origin.</summary>
internal sealed class TangencyConstant() : ProblemFamily("tangency-constant", ["Conic Sections"],
[
    "For which positive number $c$ does the line $<e1>$ touch the conic $<e0>$?",
    "Find the positive value of $c$ for which $<e1>$ is a tangent to the conic $<e0>$.",
    "The line $<e1>$ with $c > 0$ is a tangent to the conic $<e0>$. Determine $c$.",
    "What must the positive constant $c$ be so that the line $<e1>$ is tangent to $<e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        var conic = CentralConic.Draw(rng, new(1), rng.Percent(60));
        Fraction p = conic.P, q = conic.Q, slope = new Fraction(rng.NonZero(-5, 5), rng.Next(1, level.Of(1, 1, 2, 3, 4)));
        if (level.Number >= 3 && rng.Percent(60))
            (p, q) = (p.Sign * rng.Next(2, 30), q.Sign * rng.Next(2, 30));
        string text = (conic with { P = p, Q = q }).Text(rng, new(level.Number == 5 ? 4 : level.Number));
        return [text, $"y = {Tex.Sum((slope, "x"), (1, "c"))}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.Read(values[0]) is not { } conic || !conic.H.IsZero || !conic.K.IsZero || !(conic.IsEllipse || conic.IsHyperbola))
            return null;
        if (ConicText.ReadEquation(values[1], "cxy") is not { Degree: 1 } line || line["y"].IsZero || line["c"] != -line["y"] || !line[""].IsZero)
            return null;
        Fraction m = -line["x"] / line["y"], square = conic.P * m * m + conic.Q;
        if (m.IsZero || square.Sign <= 0 || ConicText.Root(square) is not { } c)
            return null;
        string Named(Fraction wrong) => ConicText.Root(wrong).ToString()!;
        Fraction turned = conic.Q * m * m + conic.P, other = conic.P * m * m - conic.Q, plain = conic.P * m + conic.Q;
        return new(AnswerKind.Value, c.ToString(),
            [
                $@"Write the conic as $\frac{{x^2}}{{p}} + \frac{{y^2}}{{q}} = 1$: here $p = {conic.P}$ and $q = {conic.Q}$",
                $"Substituting $y = mx + c$ gives $(q + pm^2)x^2 + 2pmcx + p(c^2 - q) = 0$",
                "The line is a tangent if the discriminant of this equation is zero, that is if $c^2 = pm^2 + q$",
                $@"For $m = {m}$ this is $c^2 = {conic.P} \cdot {ConicText.Squared(m)} {Tex.Plus(conic.Q)} = {square}$",
                $"The positive solution is $c = {c}$",
            ],
            other.Sign > 0 && ConicText.Root(other) is not null ? Slip.Sign($"The line touches if $c^2 = pm^2 - q = {other}$", Named(other)) : null,
            turned.Sign > 0 && ConicText.Root(turned) is not null ? new($"The line touches if $c^2 = qm^2 + p = {turned}$", Named(turned)) : null,
            Slip.Careless($"So $c = {square}$", square.ToString()),
            plain.Sign > 0 && ConicText.Root(plain) is not null ? Slip.Careless($"The line touches if $c^2 = pm + q = {plain}$", Named(plain)) : null);
    }
}
