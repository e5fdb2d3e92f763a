using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>The space diagonal of a box.</summary>
internal sealed class BoxDiagonal() : ProblemFamily("box-diagonal", ["Geometry"],
[
    "A rectangular box has edges of length $<n0>$, $<n1>$ and $<n2>$. How long is its space diagonal?",
    "Find the length of the space diagonal of a rectangular box that measures $<n0>$ by $<n1>$ by $<n2>$.",
    "Two opposite corners of a box with the edges $<n0>$, $<n1>$ and $<n2>$ are joined by a straight line through its interior. Compute its length.",
    "What is the distance between opposite corners of a cuboid with the edges $<n0>$, $<n1>$ and $<n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(1, 2, 2, 10, 30), most = level.Of(6, 9, 15, 30, 90);
        return [Tex.Text(rng.Next(least, most)), Tex.Text(rng.Next(least, most)), Tex.Text(rng.Next(least, most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 1000) is not { } a || Measures.Whole(values[1], 1, 1000) is not { } b
            || Measures.Whole(values[2], 1, 1000) is not { } c)
            return null;
        Fraction face = a * a + b * b, square = face + c * c;
        var answer = Surd.Root(square);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"By Pythagoras the diagonal $f$ of the face with the edges ${a}$ and ${b}$ satisfies $f^2 = {a}^2 + {b}^2 = {face}$",
                $"It is at right angles to the third edge, so the space diagonal $d$ satisfies $d^2 = f^2 + {c}^2$",
                $"This gives $d^2 = {face} + {c * c} = {square}$",
                $"Therefore $d = {Roots.Of(square)}$",
            ],
            new($"The length is ${a} + {b} + {c} = {a + b + c}$", (a + b + c).ToString()),
            Slip.Careless($"By Pythagoras it is $d = {Roots.Of(face)}$", Surd.Root(face).ToString()),
            Slip.Careless($"The length is ${a * a} + {b * b} + {c * c} = {square}$", square.ToString()),
            new($"Twice by Pythagoras, $d^2 = {face} + {c} = {face + c}$, so $d = {Roots.Of(face + c)}$", Surd.Root(face + c).ToString()));
    }
}

/// <summary>The surface of a right pyramid over a square.</summary>
internal sealed class PyramidSurface() : ProblemFamily("pyramid-surface", ["Geometry"],
[
    "A right pyramid has a square base of side $<n0>$ and the height $<n1>$. What is its total surface area?",
    "Find the total surface area of a right pyramid with a square base of side $<n0>$ and height $<n1>$.",
    "The apex of a pyramid is $<n1>$ above the centre of its square base, whose sides are $<n0>$ long. Compute the area of its whole surface, base included.",
    "How large is the surface (base and four faces) of the right square pyramid with base side $<n0>$ and height $<n1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        if (level.Number == 1)
        {
            var (a, h) = rng.Pick<(int A, int H)>((6, 4), (8, 3), (10, 12), (24, 5), (16, 15), (30, 8), (12, 8), (16, 6));
            return [Tex.Text(a), Tex.Text(h)];
        }
        int most = level.Of(9, 12, 30, 30, 50);
        return [Tex.Text(level.Number < 4 ? 2 * rng.Next(1, most) : 2 * rng.Next(5, most) + 1), Tex.Text(rng.Next(level.Of(1, 2, 2, 10, 20), 2 * most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 500) is not { } a || Measures.Whole(values[1], 1, 500) is not { } h)
            return null;
        var half = a / 2;
        Surd slant = Surd.Root(h * h + half * half), sides = 2 * a * slant;
        string Total(Surd faces) => faces.Under.IsOne ? (a * a + faces.Factor).ToString() : $"{a * a} + {faces}";
        Surd wrongSlant = Surd.Root(h * h + a * a), edge = Surd.Root(h * h + 2 * half * half);
        return new(AnswerKind.Value, Total(sides),
            [
                $"The slant height is the hypotenuse over the height ${h}$ and half of the base side, ${half}$",
                $"Its square is ${h}^2 + {(half.IsInteger ? half : $@"\left({half}\right)")}^2 = {h * h + half * half}$, so it is ${slant}$",
                $@"Each of the four faces has the area $\frac{{1}}{{2}} \cdot {a} \cdot {slant} = {a / 2 * slant}$",
                $"The faces together have the area ${sides}$, and the base has ${a}^2 = {a * a}$",
                $"The surface area is ${Total(sides)}$",
            ],
            new($"The slant height is the root of ${h}^2 + {a}^2 = {h * h + a * a}$, which is ${wrongSlant}$", Total(2 * a * wrongSlant)),
            Slip.Careless($"The four faces together have the area ${sides}$", sides.ToString()),
            new($@"Each of the four faces has the area $\frac{{1}}{{2}} \cdot {a} \cdot {h} = {a * h / 2}$", (a * a + 2 * a * h).ToString()),
            new($"The faces are as high as the edges are long, ${edge}$", Total(2 * a * edge)));
    }
}

/// <summary>The volume of a cone from its radius and its slant height.</summary>
internal sealed class ConeVolume() : ProblemFamily("cone-volume", ["Geometry"],
[
    "A right circular cone has the base radius $<n0>$ and the slant height $<n1>$. What is its volume?",
    "Find the exact volume of a right circular cone with base radius $<n0>$ and slant height $<n1>$.",
    "Compute the volume of the right circular cone whose base has the radius $<n0>$ and whose slant height is $<n1>$.",
    "How large is the volume of a right cone if the radius of its circular base is $<n0>$ and its slant height is $<n1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        if (level.Number == 1)
        {
            var (r, s) = rng.Pick<(int R, int S)>((3, 5), (4, 5), (5, 13), (12, 13), (6, 10), (8, 10), (8, 17), (15, 17), (9, 15));
            return [Tex.Text(r), Tex.Text(s)];
        }
        int radius = rng.Next(level.Of(1, 2, 2, 12, 30), level.Of(1, 9, 30, 40, 60));
        return [Tex.Text(radius), Tex.Text(radius + rng.Next(1, level.Of(1, 6, 25, 40, 60)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 1000) is not { } r || Measures.Whole(values[1], 1, 1000) is not { } s || s <= r)
            return null;
        Surd height = Surd.Root(s * s - r * r), wrong = Surd.Root(s * s + r * r);
        return new(AnswerKind.Value, Volume(height, 3),
            [
                "Radius, height and slant height are the sides of a right triangle, with the slant height as hypotenuse",
                $"So the square of the height is ${s}^2 - {r}^2 = {s * s - r * r}$, and the height is ${height}$",
                @"The volume of a cone is $\frac{1}{3} \pi r^2 h$",
                $@"This is $\frac{{1}}{{3}} \pi \cdot {r}^2 \cdot {height} = {Volume(height, 3)}$",
            ],
            new(
                $@"The volume is $\frac{{1}}{{3}} \pi \cdot {r}^2 \cdot {s} = {Tex.Multiple(r * r * s / 3, @"\pi")}$",
                Tex.Multiple(r * r * s / 3, @"\pi")),
            new($"The square of the height is ${s}^2 + {r}^2 = {s * s + r * r}$, so the height is ${wrong}$", Volume(wrong, 3), SlipKind.Sign),
            new($@"The volume is $\pi \cdot {r}^2 \cdot {height} = {Volume(height, 1)}$", Volume(height, 1), SlipKind.Careless),
            Slip.Careless($@"The volume is $\frac{{1}}{{3}} \pi \cdot {r} \cdot {height} = {Volume(height, 3 * r)}$", Volume(height, 3 * r)));

        string Volume(Surd h, Fraction divisor) =>
            Tex.Multiple(r * r * h.Factor / divisor, h.Under.IsOne ? @"\pi" : $@"\sqrt{{{(Fraction)h.Under}}}\pi");
    }
}

/// <summary>A cylinder under a hemisphere.</summary>
internal sealed class DomedCylinder() : ProblemFamily("domed-cylinder", ["Geometry"],
[
    "A solid consists of a cylinder of radius $<n0>$ and height $<n1>$ and a hemisphere of the same radius on top of it. What is its volume?",
    "Find the volume of the solid that is made of a cylinder with radius $<n0>$ and height $<n1>$ and of a hemisphere that covers its top.",
    "A hemisphere is set on the top of a cylinder of radius $<n0>$ and height $<n1>$ so that their circles coincide. Compute the volume of the whole solid.",
    "How large is the volume of a silo in the form of a cylinder with radius $<n0>$ and height $<n1>$ under a hemisphere of the same radius?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        if (level.Number < 3)
            return [Tex.Text(3 * rng.Next(1, level.Number + 1)), Tex.Text(rng.Next(2, 12))];
        int radius = rng.Next(level.Of(0, 0, 2, 10, 20), level.Of(0, 0, 18, 24, 45));
        int height = rng.Next(level.Of(0, 0, 3, 20, 40), level.Of(0, 0, 60, 70, 99));
        return [Tex.Text(radius), Tex.Text(height)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 1000) is not { } r || Measures.Whole(values[1], 1, 1000) is not { } h)
            return null;
        Fraction cylinder = r * r * h, dome = 2 * r * r * r / 3;
        string Pi(Fraction factor) => Tex.Multiple(factor, @"\pi");
        return new(AnswerKind.Value, Pi(cylinder + dome),
            [
                $@"The cylinder has the volume $\pi r^2 h = \pi \cdot {r}^2 \cdot {h} = {Pi(cylinder)}$",
                @"The hemisphere has half of the volume of a ball, $\frac{2}{3} \pi r^3$",
                $@"This is $\frac{{2}}{{3}} \pi \cdot {r}^3 = {Pi(dome)}$",
                $"Together they have the volume ${Pi(cylinder)} + {Pi(dome)} = {Pi(cylinder + dome)}$",
            ],
            new($@"The upper part has the volume $\frac{{4}}{{3}} \pi \cdot {r}^3 = {Pi(2 * dome)}$", Pi(cylinder + 2 * dome)),
            new($@"The hemisphere has the volume $2 \pi r^2 = {Pi(2 * r * r)}$", Pi(cylinder + 2 * r * r)),
            Slip.Careless($@"The volume of the solid is $\pi \cdot {r}^2 \cdot {h} = {Pi(cylinder)}$", Pi(cylinder)),
            Slip.Careless($@"The hemisphere has the volume $\frac{{2}}{{3}} \pi \cdot {r}^2 = {Pi(dome / r)}$", Pi(cylinder + dome / r)));
    }
}

/// <summary>Volumes of similar solids from their surfaces.</summary>
internal sealed class SimilarSolids() : ProblemFamily("similar-solids", ["Geometry"],
[
    "Two similar solids have the surface areas $<n0>$ and $<n1>$. The first has the volume $<n2>$. What is the volume of the second?",
    "The surface areas of two similar solids are $<n0>$ and $<n1>$. If the volume of the first is $<n2>$, find the volume of the second.",
    "A solid with the surface area $<n0>$ has the volume $<n2>$. Compute the volume of a similar solid with the surface area $<n1>$.",
    "How large is the volume of a solid with the surface area $<n1>$ if a similar solid with the surface area $<n0>$ has the volume $<n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 6, 9, 9, 12), p = rng.Next(1, most), q = rng.Next(1, most);
        int area = rng.Next(level.Of(1, 2, 3, 2, 4), level.Of(6, 12, 30, 9, 16));
        if (p == q)
            return Draw(rng, level);
        // Up to the usual level the ratio of the lengths is rational, then it has a small root.
        int root = level.Number < 4 ? 1 : rng.Pick(2, 3, 5, 6, 7);
        return [Tex.Text(area * p * p), Tex.Text(area * q * q * root), Tex.Text(p * p * p * rng.Next(1, 12))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 10_000) is not { } first || Measures.Whole(values[1], 1, 10_000) is not { } second || first == second
            || Measures.Whole(values[2], 1, 1_000_000) is not { } volume)
            return null;
        var areas = second / first;
        Surd lengths = Surd.Root(areas), volumes = areas * lengths, answer = volume * volumes;
        return new(AnswerKind.Value, answer.ToString(),
            [
                "If the lengths of similar solids are in the ratio $k$, their surface areas are in the ratio $k^2$ and their volumes in the ratio $k^3$",
                $@"The surface areas give $k^2 = \frac{{{second}}}{{{first}}}{(areas.Denominator == first.Numerator ? "" : $" = {areas}")}$",
                $"So $k = {lengths}$ and $k^3 = {volumes}$",
                $@"The volume of the second solid is ${volume} \cdot {volumes} = {answer}$",
            ],
            new(
                $@"The volumes are in the ratio of the surface areas, so the second volume is ${volume} \cdot {areas} = {volume * areas}$",
                (volume * areas).ToString()),
            new($@"The volumes are in the ratio $k = {lengths}$, so the second volume is ${volume * lengths}$", (volume * lengths).ToString()),
            new(
                $@"The lengths are in the ratio ${areas}$, so the second volume is ${volume} \cdot {(areas.IsInteger ? areas : $@"\left({areas}\right)")}^3$",
                (volume * areas.Pow(3)).ToString()),
            new(
                $"The second volume is ${volume}$ divided by $k^3$, which is ${volume / areas.Pow(2) * lengths}$",
                (volume / areas.Pow(2) * lengths).ToString()));
    }
}
