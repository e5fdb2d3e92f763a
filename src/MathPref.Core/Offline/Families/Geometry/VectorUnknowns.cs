using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>The number k for which two vectors are at right angles.</summary>
internal sealed class PerpendicularVectors() : ProblemFamily("perpendicular-vectors", ["Vector Algebra"],
[
    @"For which number $k$ are the vectors $\vec{u} = (<0>)$ and $\vec{v} = (<1>)$ perpendicular?",
    @"Find $k$ so that $\vec{u} = (<0>)$ and $\vec{v} = (<1>)$ are orthogonal.",
    @"The vectors $\vec{u} = (<0>)$ and $\vec{v} = (<1>)$ are at right angles to each other. Determine $k$.",
    @"Which value of $k$ makes $\vec{u} = (<0>)$ perpendicular to $\vec{v} = (<1>)$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int dimension = level.Number < 3 ? 2 : 3, size = level.Of(4, 7, 7, 9, 15);
        Polynomial[] Vector() => [.. Enumerable.Range(0, dimension).Select(_ => (Polynomial)rng.NonZero(-size, size))];
        Polynomial[] u = Vector(), v = Vector();
        int at = rng.Next(0, dimension - 1);
        u[at] = Polynomial.Linear(level.Of(1, 1, 1, rng.Next(1, 4), rng.Next(2, 6)), level.Of(0, 0, rng.Next(-2, 2), rng.Next(-5, 5), rng.NonZero(-9, 9)), "k");
        if (level.Number > 2)
            v[(at + 1) % dimension] = Polynomial.Linear(rng.Next(1, level.Of(1, 1, 2, 4, 6)), level.Of(0, 0, 0, rng.Next(-4, 4), rng.NonZero(-9, 9)), "k");
        return [string.Join(", ", u.Select(x => x.ToString())), string.Join(", ", v.Select(x => x.ToString()))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var u = values[0].Split(", ").Select(ExpressionReader.ReadPolynomial).OfType<Polynomial>().ToArray();
        var v = values[1].Split(", ").Select(ExpressionReader.ReadPolynomial).OfType<Polynomial>().ToArray();
        if (u.Length != v.Length || u.Length is not (2 or 3) || u.Concat(v).Any(x => x.Degree > 1 || x.Terms.Any(term => term.Value.Bits > 64)))
            return null;
        Polynomial[] products = [.. u.Zip(v, (x, y) => x * y)];
        var dot = products.Aggregate((Polynomial)0, (sum, x) => sum + x);
        if (!dot.IsIn('k', 1))
            return null;
        Fraction slope = dot["k"], constant = dot[""], answer = -constant / slope;
        var turned = dot - 2 * products[^1];
        static string Factor(Polynomial x, bool isFirst) => x.Terms.Count > 1 || (!isFirst && x.ToString()[0] == '-') ? $"({x})" : x.ToString();
        string Product(int i) => $@"{Factor(u[i], i == 0)} \cdot {Factor(v[i], false)}";
        return new(AnswerKind.Value, $"k = {answer}",
            [
                "Two vectors are perpendicular when their dot product is zero",
                $@"The dot product is ${string.Join(" + ", Enumerable.Range(0, u.Length).Select(Product))} = {dot}$",
                $"So ${dot} = 0$",
                slope == 1 ? $"This gives $k = {answer}$" : $"This gives ${Polynomial.Term(slope, "k")} = {-constant}$, so $k = {answer}$",
            ],
            Slip.Sign($"So ${Polynomial.Term(slope, "k")} = {constant}$", $"k = {-answer}"),
            turned.IsIn('k', 1) ? Slip.Sign($"The dot product is ${turned}$", $"k = {-turned[""] / turned["k"]}") : null,
            new($"The dot product must be $1$, so ${Polynomial.Term(slope, "k")} = {1 - constant}$", $"k = {(1 - constant) / slope}"),
            Slip.Careless($"This leaves $k = {-constant}$", $"k = {-constant}"));
    }
}

/// <summary>A vector as a combination of two others.</summary>
internal sealed class VectorCombination() : ProblemFamily("vector-combination", ["Vector Algebra"],
[
    @"Find the numbers $a$ and $b$ for which $\vec{w} = a\vec{u} + b\vec{v}$, where $\vec{u} = (<l0>)$, $\vec{v} = (<l1>)$ and $\vec{w} = (<l2>)$. "
        + "Give $(a, b)$.",
    @"Write $\vec{w} = (<l2>)$ as a linear combination $a\vec{u} + b\vec{v}$ of $\vec{u} = (<l0>)$ and $\vec{v} = (<l1>)$. What is $(a, b)$?",
    @"Which pair $(a, b)$ gives $a\vec{u} + b\vec{v} = \vec{w}$ for $\vec{u} = (<l0>)$, $\vec{v} = (<l1>)$ and $\vec{w} = (<l2>)$?",
    @"Let $\vec{u} = (<l0>)$, $\vec{v} = (<l1>)$ and $\vec{w} = (<l2>)$. Determine $(a, b)$ with $\vec{w} = a\vec{u} + b\vec{v}$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int dimension = level.Number < 4 ? 2 : 3, size = level.Of(3, 5, 7, 9, 15), least = level.Of(0, -size, -size, -size, -size);
        Fraction a = rng.NonZero(level.Of(1, -3, -5, -7, -9), level.Of(3, 3, 5, 7, 9)), b = rng.NonZero(level.Of(1, -3, -5, -7, -9), level.Of(3, 3, 5, 7, 9));
        if (level.Number > 3)
            (a, b) = (a / rng.Next(1, 3), b / rng.Next(1, 3));
        Fraction factor = a.Denominator * b.Denominator;
        Fraction[] u = [.. Enumerable.Range(0, dimension).Select(_ => factor * rng.Next(least, size))];
        Fraction[] v = [.. Enumerable.Range(0, dimension).Select(_ => factor * rng.Next(least, size))];
        return [Measures.List(u), Measures.List(v), Measures.List(u.Zip(v, (x, y) => a * x + b * y))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        int dimension = values[0].Count(c => c == ',') + 1;
        if (dimension is not (2 or 3) || Measures.Several(values[0], dimension, 10_000) is not { } u
            || Measures.Several(values[1], dimension, 10_000) is not { } v || Measures.Several(values[2], dimension, 10_000) is not { } w)
            return null;
        var determinant = u[0] * v[1] - u[1] * v[0];
        if (determinant.IsZero)
            return null;
        Fraction a = (w[0] * v[1] - w[1] * v[0]) / determinant, b = (u[0] * w[1] - u[1] * w[0]) / determinant;
        if (dimension == 3 && a * u[2] + b * v[2] != w[2])
            return null;
        string Equation(int i) => $"${Tex.Sum((u[i], "a"), (v[i], "b"))} = {w[i]}$";
        // -20a = 80, so a = -4.
        static string Equal(string letter, Fraction factor, Fraction value) => factor == 1
            ? $"{letter} = {value}"
            : $"{Tex.Times(factor, letter)} = {value * factor}$, so ${letter} = {value}";
        // One of the equations may give the number alone.
        static string? WithoutOther(string letter, Fraction value, Fraction[] own, string other, Fraction[] others) =>
            others[0].IsZero ? $"The first equation does not contain ${other}$: ${Equal(letter, own[0], value)}$"
            : others[1].IsZero ? $"The second equation does not contain ${other}$: ${Equal(letter, own[1], value)}$"
            : null;
        string Pair(Fraction first, Fraction second) => $"(a, b) = ({first}, {second})";
        var wrong = (w[0] * v[1] + w[1] * v[0]) / determinant;
        return new(AnswerKind.Point, Pair(a, b),
            [
                $"Comparing the components gives {Measures.And(Enumerable.Range(0, dimension).Select(Equation))}",
                WithoutOther("a", a, u, "b", v)
                    ?? $"To eliminate $b$ subtract ${v[0]}$ times the second equation from ${v[1]}$ times the first: ${Equal("a", determinant, a)}$",
                WithoutOther("b", b, v, "a", u)
                    ?? $"To eliminate $a$ subtract ${u[1]}$ times the first equation from ${u[0]}$ times the second: ${Equal("b", determinant, b)}$",
                dimension == 3 ? $"The third equation holds too, so $(a, b) = ({a}, {b})$" : $"The coefficients are $(a, b) = ({a}, {b})$",
            ],
            new($"The coefficients are ${b}$ and ${a}$", Pair(b, a), SlipKind.Careless),
            Slip.Sign($"Elimination gives ${Equal("b", determinant, -b)}$", Pair(a, -b)),
            Slip.Sign($"Elimination gives ${Equal("a", determinant, wrong)}$", Pair(wrong, b)),
            u[0].IsZero || v[1].IsZero ? null : new(
                $@"Divide the first components of $\vec{{w}}$ and $\vec{{u}}$, and the second ones of $\vec{{w}}$ and $\vec{{v}}$",
                Pair(w[0] / u[0], w[1] / v[1])));
    }
}

/// <summary>The area of a triangle in space.</summary>
internal sealed class SpaceTriangle() : ProblemFamily("space-triangle", ["Vector Algebra", "Geometry"],
[
    "Find the area of the triangle in space with the vertices $A(<l0>)$, $B(<l1>)$ and $C(<l2>)$.",
    "What is the area of the triangle $ABC$ in space if $A(<l0>)$, $B(<l1>)$ and $C(<l2>)$?",
    "Use the cross product to compute the area of the triangle with the corners $A(<l0>)$, $B(<l1>)$ and $C(<l2>)$.",
    "The points $A(<l0>)$, $B(<l1>)$ and $C(<l2>)$ form a triangle in space. How large is its area?",
])
{
    protected override string[] Draw(Rng rng, Level level) => level.Number == 1
        ? ["0, 0, 0", Vectors.Draw(rng, level), Vectors.Draw(rng, level)]
        : [Vectors.Draw(rng, level), Vectors.Draw(rng, level), Vectors.Draw(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Several(values[0], 3, 60) is not { } a || Measures.Several(values[1], 3, 60) is not { } b
            || Measures.Several(values[2], 3, 60) is not { } c)
            return null;
        Fraction[] u = [.. b.Zip(a, (x, y) => x - y)], v = [.. c.Zip(a, (x, y) => x - y)], cross = Vectors.Cross(u, v);
        var square = Measures.SquareOf(cross);
        if (square.IsZero || square > 1_000_000_000)
            return null;
        Surd length = Surd.Root(square), half = new Fraction(1, 2) * length;
        Fraction[] turned = [cross[0], cross[1], u[0] * v[1] + u[1] * v[0]];
        var direct = Measures.SquareOf(Vectors.Cross(b, c));
        return new(AnswerKind.Value, half.ToString(),
            [
                $@"Two sides are $\vec{{AB}} = {Measures.Tuple(u)}$ and $\vec{{AC}} = {Measures.Tuple(v)}$",
                $@"Their cross product is $\vec{{AB}} \times \vec{{AC}} = {Measures.Tuple(cross)}$",
                $"Its length is ${Roots.Of(square)}$, the area of the parallelogram",
                $"The triangle is half of it, so its area is ${half}$",
            ],
            Slip.Careless($"The area is the length of the cross product, ${length}$", length.ToString()),
            Slip.Sign($"The cross product is ${Measures.Tuple(turned)}$", (new Fraction(1, 2) * Surd.Root(Measures.SquareOf(turned))).ToString()),
            direct <= 1_000_000_000
                ? new(
                    "Take half of the length of the cross product of the position vectors of $B$ and $C$",
                    (new Fraction(1, 2) * Surd.Root(direct)).ToString())
                : null,
            new($@"The area is $\frac{{1}}{{2}} \cdot {square} = {square / 2}$", (square / 2).ToString(), SlipKind.Careless));
    }
}
