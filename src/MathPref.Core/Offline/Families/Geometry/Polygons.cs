using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>The last interior angle of a convex polygon.</summary>
internal sealed class PolygonAngles() : ProblemFamily("polygon-angles", ["Geometry"],
[
    "In a convex polygon with <n0> sides all interior angles but one are known: <l1> degrees. How many degrees does the last one measure?",
    "Find the missing interior angle, in degrees, of a convex polygon with <n0> sides whose other interior angles measure <l1> degrees.",
    "All but one of the interior angles of a convex polygon with <n0> sides are given in degrees: <l1>. Compute the remaining angle.",
    "What is the last interior angle, in degrees, of a convex polygon with <n0> sides if the others measure <l1> degrees?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int sides = level.Of(3, 4, 5, 6, 8), mean = 180 - 360 / sides;
        return [Tex.Text(sides), Measures.List(Enumerable.Range(1, sides - 1).Select(_ => (Fraction)rng.Next(mean - 30, Math.Min(mean + 25, 175))))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 3, 12) is not { } n || Measures.Several(values[1], (int)n.Numerator - 1, 179) is not { } angles
            || angles.Any(angle => angle.Sign <= 0))
            return null;
        Fraction total = 180 * (n - 2), known = angles.Aggregate((Fraction)0, (sum, angle) => sum + angle), answer = total - known;
        if (answer.Sign <= 0 || answer >= 180)
            return null;
        return new(AnswerKind.Value, answer.ToString(),
            [
                @"The interior angles of a polygon with $n$ sides add up to $(n - 2) \cdot 180^\circ$",
                $@"For $n = {n}$ this is ${n - 2} \cdot 180^\circ = {total}^\circ$",
                $@"The known angles add up to ${string.Join(" + ", angles.Select(angle => angle + @"^\circ"))} = {known}^\circ$",
                $@"The remaining angle measures ${total}^\circ - {known}^\circ = {answer}^\circ$",
            ],
            new(
                $@"The angles add up to ${n} \cdot 180^\circ = {180 * n}^\circ$, and ${180 * n}^\circ - {known}^\circ = {180 * n - known}^\circ$",
                (180 * n - known).ToString()),
            new(
                $@"The angles add up to ${n - 1} \cdot 180^\circ = {180 * (n - 1)}^\circ$, which leaves ${answer + 180}^\circ$",
                (answer + 180).ToString(), SlipKind.Careless),
            Slip.Careless(
                $@"The known angles add up to ${known - angles[^1]}^\circ$, which leaves ${answer + angles[^1]}^\circ$",
                (answer + angles[^1]).ToString()),
            Slip.Careless($@"The known angles add up to ${known + 10}^\circ$, which leaves ${answer - 10}^\circ$", (answer - 10).ToString()));
    }
}

/// <summary>A parallel to a side of a triangle.</summary>
internal sealed class SimilarTriangles() : ProblemFamily("similar-triangles", ["Geometry"],
[
    "In triangle $ABC$ the point $D$ lies on $AB$ and $E$ on $AC$ so that $DE$ is parallel to $BC$. "
        + "If $AD = <n0>$, $DB = <n1>$ and $BC = <n2>$, how long is $DE$?",
    "A line parallel to the side $BC$ of a triangle $ABC$ meets $AB$ in $D$ and $AC$ in $E$. Given $AD = <n0>$, $DB = <n1>$ and $BC = <n2>$, find $DE$.",
    "The segment $DE$ joins the sides $AB$ and $AC$ of triangle $ABC$ and is parallel to $BC$. "
        + "Compute its length from $AD = <n0>$, $DB = <n1>$ and $BC = <n2>$.",
    "What is the length of $DE$ if $D$ on $AB$ and $E$ on $AC$ are such that $DE$ is parallel to $BC$ in triangle $ABC$, "
        + "with $AD = <n0>$, $DB = <n1>$, $BC = <n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(6, 9, 15, 40, 90);
        int a = rng.Next(2, most), b = rng.Next(1, most);
        return [Tex.Text(a), Tex.Text(b), Tex.Text(level.Number < 3 ? (a + b) * rng.Next(1, 4) : rng.Next(3, 2 * most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 10_000) is not { } ad || Measures.Whole(values[1], 1, 10_000) is not { } db
            || Measures.Whole(values[2], 1, 10_000) is not { } bc)
            return null;
        Fraction ab = ad + db, ratio = ad / ab, answer = ratio * bc;
        return new(AnswerKind.Value, answer.ToString(),
            [
                "Since $DE$ is parallel to $BC$, the triangles $ADE$ and $ABC$ have equal angles and are similar",
                @"So the sides are in proportion: $\frac{DE}{BC} = \frac{AD}{AB}$",
                $@"Here $AB = AD + DB = {ad} + {db} = {ab}$, so the ratio is $\frac{{{ad}}}{{{ab}}}{(ratio.Denominator == ab.Numerator ? "" : $" = {ratio}")}$",
                $@"Therefore $DE = {ratio} \cdot {bc} = {answer}$",
            ],
            new($@"The ratio of the sides is $\frac{{AD}}{{DB}} = {ad / db}$, so $DE = {ad / db * bc}$", (ad / db * bc).ToString()),
            new($@"The ratio of the sides is $\frac{{AB}}{{AD}} = {1 / ratio}$, so $DE = {bc / ratio}$", (bc / ratio).ToString()),
            new($@"The ratio of the sides is $\frac{{DB}}{{AB}} = {db / ab}$, so $DE = {db / ab * bc}$", (db / ab * bc).ToString()),
            bc > db ? new($"$DE$ is shorter than $BC$ by $DB = {db}$, so $DE = {bc - db}$", (bc - db).ToString()) : null);
    }
}

/// <summary>The area of a triangle from its sides.</summary>
internal sealed class HeronArea() : ProblemFamily("heron-area", ["Geometry"],
[
    "Find the area of a triangle with sides of length $<n0>$, $<n1>$ and $<n2>$.",
    "The sides of a triangle are $<n0>$, $<n1>$ and $<n2>$. What is its area?",
    "Use Heron's formula to compute the area of the triangle with sides $<n0>$, $<n1>$ and $<n2>$.",
    "What is the exact area of the triangle whose sides measure $<n0>$, $<n1>$ and $<n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(3, 3, 4, 10, 20), most = level.Of(7, 9, 18, 30, 60);
        return [Tex.Text(rng.Next(least, most)), Tex.Text(rng.Next(least, most)), Tex.Text(rng.Next(least, most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 80) is not { } a || Measures.Whole(values[1], 1, 80) is not { } b || Measures.Whole(values[2], 1, 80) is not { } c)
            return null;
        var s = (a + b + c) / 2;
        if ((s - a).Sign <= 0 || (s - b).Sign <= 0 || (s - c).Sign <= 0)
            return null;
        Fraction square = s * (s - a) * (s - b) * (s - c), whole = 2 * s, wrong = whole * (whole - a) * (whole - b) * (whole - c);
        var answer = Surd.Root(square);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"Half of the perimeter is $s = \frac{{{a} + {b} + {c}}}{{2}} = {s}$",
                $"The differences are $s - a = {s - a}$, $s - b = {s - b}$ and $s - c = {s - c}$",
                @"Heron's formula for the area is $\sqrt{s(s - a)(s - b)(s - c)}$",
                $@"With $s(s - a)(s - b)(s - c) = {square}$ the area is ${Roots.Of(square)}$",
            ],
            new($"With $s = {a} + {b} + {c} = {whole}$ the formula gives ${Surd.Root(wrong)}$", Surd.Root(wrong).ToString()),
            Slip.Careless($"The area is $s(s - a)(s - b)(s - c) = {square}$", square.ToString()),
            new($@"The area is half of the product of two sides, $\frac{{1}}{{2}} \cdot {a} \cdot {b} = {a * b / 2}$", (a * b / 2).ToString()),
            Slip.Careless(
                $"Under the root stands $(s - a)(s - b)(s - c) = {square / s}$, so the area is ${Surd.Root(square / s)}$", Surd.Root(square / s).ToString()));
    }
}
