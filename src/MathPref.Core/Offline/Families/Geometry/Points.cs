using System.Numerics;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>The distance of two points.</summary>
internal sealed class SegmentLength() : ProblemFamily("segment-length", ["Coordinate Geometry"],
[
    "Find the distance between the points $A(<l0>)$ and $B(<l1>)$.",
    "How far apart are the points $A(<l0>)$ and $B(<l1>)$?",
    "Compute the length of the segment $AB$ with the end points $A(<l0>)$ and $B(<l1>)$.",
    "What is the distance from $A(<l0>)$ to $B(<l1>)$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(0, -6, -9, -15, -30), most = level.Of(6, 6, 9, 15, 30);
        string Point() => Measures.List(Enumerable.Range(0, level.Number < 4 ? 2 : 3).Select(_ => (Fraction)rng.Next(least, most)));
        return [Point(), Point()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        int dimension = values[0].Count(c => c == ',') + 1;
        if (dimension is not (2 or 3) || Measures.Several(values[0], dimension, 1000) is not { } a || Measures.Several(values[1], dimension, 1000) is not { } b)
            return null;
        Fraction[] differences = [.. a.Zip(b, (p, q) => q - p)];
        var square = Measures.SquareOf(differences);
        if (square.IsZero)
            return null;
        Fraction[] sums = [.. a.Zip(b, (p, q) => q + p)];
        var turned = Measures.SquareOf([sums[0], .. differences[1..]]);
        var size = differences.Aggregate((Fraction)0, (sum, d) => sum + d.Abs());
        return new(AnswerKind.Value, Surd.Root(square).ToString(),
            [
                $"The differences of the coordinates are {Measures.And(a.Zip(b, (p, q) => $"${q} - {p.Bracketed()} = {q - p}$"))}",
                "By Pythagoras the distance is the square root of the sum of their squares",
                $"This sum is ${string.Join(" + ", differences.Select(d => d.Bracketed() + "^2"))} = {square}$",
                $"The distance is ${Roots.Of(square)}$",
            ],
            Slip.Sign(
                $"The first coordinates differ by ${b[0]} + {a[0].Bracketed()} = {sums[0]}$, so the distance is ${Roots.Of(turned)}$",
                Surd.Root(turned).ToString()),
            new($"The distance is ${string.Join(" + ", differences.Select(d => d.Abs()))} = {size}$", size.ToString()),
            Slip.Careless($"The distance is ${string.Join(" + ", differences.Select(d => d.Bracketed() + "^2"))} = {square}$", square.ToString()),
            new(
                $"The distance is the root of the difference of the squares, ${Roots.Of((square - 2 * differences[1] * differences[1]).Abs())}$",
                Surd.Root((square - 2 * differences[1] * differences[1]).Abs()).ToString(), SlipKind.Sign));
    }
}

/// <summary>The point that divides a segment in a ratio.</summary>
internal sealed class DividingPoint() : ProblemFamily("dividing-point", ["Coordinate Geometry"],
[
    "Find the point $P$ that divides the segment from $A(<l0>)$ to $B(<l1>)$ internally in the ratio $AP : PB = <n2> : <n3>$.",
    "Let $A(<l0>)$ and $B(<l1>)$ be two points. Which point $P$ of the segment $AB$ satisfies $AP : PB = <n2> : <n3>$?",
    "A point $P$ divides the segment from $A(<l0>)$ to $B(<l1>)$ so that $AP : PB = <n2> : <n3>$. Compute its coordinates.",
    "What are the coordinates of the point $P$ between $A(<l0>)$ and $B(<l1>)$ for which $AP : PB = <n2> : <n3>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(0, -6, -9, -15, -30), most = level.Of(6, 6, 9, 15, 30);
        int m = rng.Next(1, level.Of(1, 2, 4, 7, 12)), n = rng.Next(1, level.Of(1, 3, 4, 7, 12));
        if (!BigInteger.GreatestCommonDivisor(m, n).IsOne)
            return Draw(rng, level);
        int[] start = [rng.Next(least, most), rng.Next(least, most)];
        // Up to the usual level the point has whole coordinates.
        int[] end = level.Number < 4
            ? [start[0] + (m + n) * rng.NonZero(-3, 3), start[1] + (m + n) * rng.Next(-3, 3)]
            : [rng.Next(least, most), rng.Next(least, most)];
        return [Measures.List(start.Select(x => (Fraction)x)), Measures.List(end.Select(x => (Fraction)x)), Tex.Text(m), Tex.Text(n)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Several(values[0], 2, 1000) is not [var x1, var y1] || Measures.Several(values[1], 2, 1000) is not [var x2, var y2]
            || Measures.Whole(values[2], 1, 1000) is not { } m || Measures.Whole(values[3], 1, 1000) is not { } n || (x1 == x2 && y1 == y2))
            return null;
        string At(Fraction share) => Measures.Tuple(x1 + share * (x2 - x1), y1 + share * (y2 - y1));
        Fraction total = m + n, part = m / total;
        return new(AnswerKind.Point, At(part),
            [
                $"The vector from $A$ to $B$ is ${Measures.Tuple(x2 - x1, y2 - y1)}$",
                $@"The whole segment has ${m} + {n} = {total}$ parts, so $P$ is reached after $\frac{{{m}}}{{{total}}}$ of it",
                $@"The first coordinate is ${x1} + {part} \cdot {(x2 - x1).Bracketed()} = {x1 + part * (x2 - x1)}$",
                $@"The second coordinate is ${y1} + {part} \cdot {(y2 - y1).Bracketed()} = {y1 + part * (y2 - y1)}$",
                $"So the point is $P = {At(part)}$",
            ],
            m == n
                ? new(
                    $"The coordinates are half of the differences, ${Measures.Tuple((x2 - x1) / 2, (y2 - y1) / 2)}$",
                    Measures.Tuple((x2 - x1) / 2, (y2 - y1) / 2))
                : new($@"$P$ is reached after $\frac{{{n}}}{{{total}}}$ of the segment", At(n / total)),
            m == n ? null : new($"The vector from $A$ to $P$ is ${m / n}$ times the vector from $A$ to $B$", At(m / n)),
            Slip.Careless($"The point is ${part}$ of the vector from $A$ to $B$", Measures.Tuple(part * (x2 - x1), part * (y2 - y1))),
            Slip.Sign(
                $"The vector from $A$ to $B$ is ${Measures.Tuple(x1 - x2, y1 - y2)}$",
                Measures.Tuple(x1 - part * (x2 - x1), y1 - part * (y2 - y1))));
    }
}

/// <summary>The area of a convex polygon from its corners.</summary>
internal sealed class ShoelaceArea() : ProblemFamily("shoelace-area", ["Coordinate Geometry"],
[
    "Find the area of the polygon with the vertices $<e0>$, taken in this order.",
    "What is the area of the polygon whose vertices, in order, are $<e0>$?",
    "Use the shoelace formula to compute the area of the polygon with the consecutive vertices $<e0>$.",
    "The points $<e0>$ are the consecutive vertices of a polygon. Determine its area.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(6, 8, 10, 12, 20), count = level.Of(3, 3, 3, 4, 5);
        while (true)
        {
            int least = level.Number == 1 ? 0 : -size;
            (int X, int Y)[] points = [.. Enumerable.Range(0, count).Select(_ => (rng.Next(least, size), rng.Next(least, size)))];
            if (IsConvex([.. points.Select(p => ((Fraction)p.X, (Fraction)p.Y))]))
                return [string.Join(", ", points.Select(p => Measures.Tuple(p.X, p.Y)))];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[0].Length > 200 || values[0] is not ['(', .., ')'])
            return null;
        string[] parts = values[0][1..^1].Split("), (");
        var read = parts.Select(part => Measures.Several(part, 2, 1000)).OfType<Fraction[]>().Select(p => (X: p[0], Y: p[1])).ToArray();
        if (parts.Length is < 3 or > 6 || read.Length != parts.Length || !IsConvex(read))
            return null;
        int n = read.Length;
        Fraction[] products = [.. Enumerable.Range(0, n).Select(i => read[i].X * read[(i + 1) % n].Y - read[(i + 1) % n].X * read[i].Y)];
        Fraction sum = products.Aggregate((Fraction)0, (s, p) => s + p), answer = sum.Abs() / 2;
        var plus = Enumerable.Range(0, n).Aggregate((Fraction)0, (s, i) => s + read[i].X * read[(i + 1) % n].Y + read[(i + 1) % n].X * read[i].Y).Abs();
        return new(AnswerKind.Value, answer.ToString(),
            [
                "For neighbouring vertices $(x_i, y_i)$ and $(x_j, y_j)$ take the number $x_i y_j - x_j y_i$, the last vertex with the first",
                $"These numbers are ${Measures.List(products)}$",
                $"Their sum is ${sum}$",
                $@"The area is half of the absolute value of this sum, $\frac{{1}}{{2}} \cdot {sum.Abs()} = {answer}$",
            ],
            Slip.Careless($"The area is the absolute value of the sum, ${sum.Abs()}$", sum.Abs().ToString()),
            new(
                $"These numbers are ${Measures.List(products[..^1])}$, with the sum ${sum - products[^1]}$",
                ((sum - products[^1]).Abs() / 2).ToString(), SlipKind.Careless),
            Slip.Sign($"The numbers $x_i y_j + x_j y_i$ have a sum of the size ${plus}$", (plus / 2).ToString()),
            new(
                $"These numbers are ${Measures.List([.. products[..^1], -products[^1]])}$, with the sum ${sum - 2 * products[^1]}$",
                ((sum - 2 * products[^1]).Abs() / 2).ToString(),
                SlipKind.Sign));
    }

    /// <summary>All corners but two lie on one side of each edge, strictly.</summary>
    private static bool IsConvex((Fraction X, Fraction Y)[] corners)
    {
        int n = corners.Length;
        int sign = 0;
        for (int i = 0; i < n; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % n]);
            for (int k = 2; k < n; k++)
            {
                var c = corners[(i + k) % n];
                int side = ((b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X)).Sign;
                if (side == 0 || side == -sign)
                    return false;
                sign = side;
            }
        }
        return true;
    }
}
