using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>The radius of a circle from its equation without brackets.</summary>
internal sealed class CircleRadius() : ProblemFamily("circle-radius", ["Circle Geometry", "Coordinate Geometry"],
[
    "Find the radius of the circle with the equation $<0> = 0$.",
    "What is the radius of the circle $<0> = 0$?",
    "By completing squares, determine the radius of the circle $<0> = 0$.",
    "The equation $<0> = 0$ describes a circle. How large is its radius?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(3, 5, 8, 9, 15), factor = level.Of(1, 1, 1, 1, rng.Next(2, 4));
        Fraction h = rng.Next(-size, size), k = rng.Next(-size, size);
        if (level.Number > 3)
            (h, k) = (h / rng.Next(1, 2), k / rng.Next(1, 2));
        Fraction square = level.Number < 3 ? rng.Next(1, size) : rng.Next(2, 12 * size);
        if (level.Number < 3)
            square *= square;
        var constant = (h * h + k * k - square).Floor();
        var squares = Polynomial.Term(1, "xx") + Polynomial.Term(1, "yy");
        return [(factor * (squares + Polynomial.Term(-2 * h, "x") + Polynomial.Term(-2 * k, "y") + (Fraction)constant)).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Degree: 2 } p || p.Letters.Any(letter => letter is not ('x' or 'y'))
            || !p["xy"].IsZero || p["xx"] != p["yy"] || p.Terms.Any(term => term.Value.Abs() > 1000 || term.Value.Denominator > 12))
            return null;
        var a = p["xx"];
        Fraction d = p["x"] / a, e = p["y"] / a, f = p[""] / a, h = -d / 2, k = -e / 2, square = h * h + k * k - f;
        if (square.Sign <= 0 || (h.IsZero && k.IsZero))
            return null;
        string Term(string letter, Fraction centre) => centre.IsZero ? $"{letter}^2" : $"({Polynomial.Linear(1, -centre, letter)})^2";
        Fraction wrong = d * d + e * e - f;
        return new(AnswerKind.Value, Surd.Root(square).ToString(),
            [
                a == 1 ? $"Collect the terms of each letter: ${Tex.Sum((1, "x^2"), (d, "x"), (1, "y^2"), (e, "y"))} = {-f}$"
                    : $"Divide by ${a}$ and collect the terms of each letter: ${Tex.Sum((1, "x^2"), (d, "x"), (1, "y^2"), (e, "y"))} = {-f}$",
                $"To complete the squares add ${h * h}$ for $x$ and ${k * k}$ for $y$ on both sides",
                $"This gives ${Term("x", h)} + {Term("y", k)} = {square}$, a circle with the centre $({h}, {k})$",
                $"Its radius is ${Roots.Of(square)}$",
            ],
            Slip.Careless($"The radius is the right side, ${square}$", square.ToString()),
            (h * h + k * k + f).Sign > 0
                ? Slip.Sign($"On the right stands ${f} + {h * h} + {k * k} = {h * h + k * k + f}$", Surd.Root(h * h + k * k + f).ToString())
                : null,
            wrong.Sign > 0 ? new($"Completing the squares adds ${d * d}$ and ${e * e}$, so the right side is ${wrong}$", Surd.Root(wrong).ToString()) : null,
            f.Sign < 0 ? Slip.Careless($"The right side stays ${-f}$", Surd.Root(-f).ToString()) : null,
            a != 1 && (h * h + k * k - p[""]).Sign > 0
                ? Slip.Careless($"The right side is ${h * h + k * k - p[""]}$", Surd.Root(h * h + k * k - p[""]).ToString()) : null,
            new($"The root is the diameter, so the radius is ${new Fraction(1, 2) * Surd.Root(square)}$", (new Fraction(1, 2) * Surd.Root(square)).ToString()));
    }
}

/// <summary>The tangent of a circle at one of its points.</summary>
internal sealed class CircleTangent() : ProblemFamily("circle-tangent", ["Circle Geometry", "Coordinate Geometry"],
[
    "Find an equation of the tangent to the circle $<e0>$ at the point $P(<l1>)$.",
    "What is the equation of the line that touches the circle $<e0>$ in $P(<l1>)$?",
    "Determine an equation in $x$ and $y$ of the tangent to the circle $<e0>$ in its point $P(<l1>)$.",
    "The point $P(<l1>)$ lies on the circle $<e0>$. Which line is tangent to the circle there?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(0, 0, 6, 9, 15), reach = level.Of(6, 9, 7, 9, 20), h = rng.Next(-size, size), k = rng.Next(-size, size);
        int x = rng.NonZero(level.Of(1, -reach, -reach, -reach, -reach), reach), y = rng.NonZero(level.Of(1, -reach, -reach, -reach, -reach), reach);
        return [CircleText.Write(h, k, x * x + y * y), Measures.List(h + x, k + y)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (CircleText.Read(values[0]) is not var (h, k, square) || Measures.Several(values[1], 2, 2000) is not [var x, var y])
            return null;
        Fraction dx = x - h, dy = y - k;
        if (dx * dx + dy * dy != square || square.IsZero)
            return null;
        static Fraction Whole(Fraction a, Fraction b, Fraction c)
        {
            Fraction divisor = BigInteger.GreatestCommonDivisor(BigInteger.GreatestCommonDivisor(a.Numerator, b.Numerator), c.Numerator);
            return a.Sign < 0 || (a.IsZero && b.Sign < 0) ? -divisor : divisor;
        }
        static string Line(Fraction a, Fraction b, Fraction c)
        {
            var divisor = Whole(a, b, c);
            return $"{Tex.Sum((a / divisor, "x"), (b / divisor, "y"))} = {c / divisor}";
        }
        var constant = dx * x + dy * y;
        return new(AnswerKind.Equation, Line(dx, dy, constant),
            [
                $"The circle has the centre $M({h}, {k})$",
                $@"The radius to $P$ has the direction $\vec{{MP}} = ({dx}, {dy})$, and the tangent is at right angles to it",
                $"So the tangent has an equation ${Tex.Sum((dx, "x"), (dy, "y"))} = c$",
                $@"The point $P$ lies on it, hence $c = {dx} \cdot {x.Bracketed()} + {dy.Bracketed()} \cdot {y.Bracketed()} = {constant}$",
                Whole(dx, dy, constant) is var divisor && divisor == 1
                    ? $"The tangent is ${Line(dx, dy, constant)}$"
                    : $"After division by ${divisor}$ the tangent is ${Line(dx, dy, constant)}$",
            ],
            new($"The direction $({dx}, {dy})$ belongs to the tangent itself", Line(-dy, dx, dx * y - dy * x)),
            h.IsZero && k.IsZero ? Slip.Careless(
                $"The right side is the radius, ${Roots.Of(square)}$",
                $"{Tex.Sum((dx, "x"), (dy, "y"))} = {Surd.Root(square)}")
                : new($"The right side is the square of the radius, ${square}$", Line(dx, dy, square)),
            Slip.Sign($"The tangent has an equation ${Tex.Sum((dx, "x"), (-dy, "y"))} = c$", Line(dx, -dy, dx * x - dy * y)),
            (h.IsZero && k.IsZero) || ((x + h).IsZero && (y + k).IsZero)
                ? null : Slip.Sign($"The centre is $({-h}, {-k})$", Line(x + h, y + k, (x + h) * x + (y + k) * y)));
    }
}

/// <summary>The length of the tangents from a point to a circle.</summary>
internal sealed class TangentLength() : ProblemFamily("tangent-length", ["Circle Geometry"],
[
    "How long are the tangents from the point $P(<l1>)$ to the circle $<e0>$?",
    "From the point $P(<l1>)$ a tangent is drawn to the circle $<e0>$. Compute its length up to the point of contact.",
    "Find the length of the tangent segments from $P(<l1>)$ to the circle $<e0>$.",
    "A tangent from $P(<l1>)$ touches the circle $<e0>$ in $T$. What is the distance $PT$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(2, 4, 6, 12, 20), least = level.Number == 1 ? 0 : -size, h = rng.Next(least, size), k = rng.Next(least, size);
        int r = rng.Next(level.Of(1, 1, 2, 4, 9), level.Of(3, 5, 7, 12, 25));
        int x = h + rng.Next(r, 3 * r), y = k + rng.Next(level.Of(0, -r, -2 * r, -3 * r, -3 * r), 3 * r);
        return [CircleText.Write(h, k, level.Number < 4 ? r * r : r * r + rng.Next(-3, 3)), Measures.List(x, y)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (CircleText.Read(values[0]) is not var (h, k, square) || Measures.Several(values[1], 2, 2000) is not [var x, var y])
            return null;
        Fraction distance = (x - h) * (x - h) + (y - k) * (y - k), power = distance - square;
        if (power.Sign <= 0)
            return null;
        Fraction turned = (x + h) * (x + h) + (y + k) * (y + k) - square;
        return new(AnswerKind.Value, Surd.Root(power).ToString(),
            [
                $@"The circle has the centre $M({h}, {k})$ and the radius $r = {Roots.Of(square)}$",
                $@"The square of the distance from $P$ to the centre is $PM^2 = {(x - h).Bracketed()}^2 + {(y - k).Bracketed()}^2 = {distance}$",
                "The tangent is at right angles to the radius at the point of contact, so its length $t$ satisfies $t^2 = PM^2 - r^2$",
                $"This is $t^2 = {distance} - {square} = {power}$",
                $"Therefore $t = {Roots.Of(power)}$",
            ],
            Slip.Sign($"By Pythagoras $t^2 = {distance} + {square} = {distance + square}$", Surd.Root(distance + square).ToString()),
            Slip.Careless($"The length is ${power}$", power.ToString()),
            turned.Sign > 0 && turned != power ? Slip.Sign($"The centre is $({-h}, {-k})$, so $t^2 = {turned}$", Surd.Root(turned).ToString()) : null,
            new($"The length is the distance from the centre, ${Roots.Of(distance)}$", Surd.Root(distance).ToString()));
    }
}

/// <summary>The equation of a circle as problems write it.</summary>
internal static partial class CircleText
{
    /// <summary>(x - h)^2 + (y - k)^2 = r^2, with the number on the right worked out.</summary>
    public static string Write(Fraction h, Fraction k, Fraction square) => $"{Part("x", h)} + {Part("y", k)} = {square}";

    /// <summary>Centre and square of the radius, or null.</summary>
    public static (Fraction H, Fraction K, Fraction Square)? Read(string text)
    {
        if (Shape().Match(text) is not { Success: true } match || Centre(match.Groups["h"].Value) is not { } h || Centre(match.Groups["k"].Value) is not { } k
            || Measures.Whole(match.Groups["square"].Value, 1, 1_000_000) is not { } square)
            return null;
        return (h, k, square);
    }

    private static string Part(string letter, Fraction centre) => centre.IsZero ? $"{letter}^2" : $"({letter} {Tex.Plus(-centre)})^2";

    private static Fraction? Centre(string shift) => shift.Length == 0
        ? 0
        : Measures.Whole(shift[2..], 1, 1000) is { } size ? (shift[0] == '-' ? size : -size) : (Fraction?)null;

    [GeneratedRegex(@"^(?:x|\(x (?<h>[+-] [0-9]{1,6})\))\^2 \+ (?:y|\(y (?<k>[+-] [0-9]{1,6})\))\^2 = (?<square>[0-9]{1,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
