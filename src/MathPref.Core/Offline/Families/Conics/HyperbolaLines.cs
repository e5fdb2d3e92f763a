using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>The tangent to the rectangular hyperbola xy = k.</summary>
internal sealed class RectangularTangent() : ProblemFamily("rectangular-tangent", ["Hyperbola Geometry"],
[
    "Find the equation of the tangent to the rectangular hyperbola $xy = <n0>$ at the point $<e1>$.",
    "What is the equation of the tangent to the rectangular hyperbola $xy = <n0>$ in its point $<e1>$?",
    "The point $<e1>$ lies on the rectangular hyperbola $xy = <n0>$. Determine the equation of the tangent there.",
    "Write down the equation of the line that touches the rectangular hyperbola $xy = <n0>$ at $<e1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction x = rng.NonZero(-level.Of(5, 8, 12, 15, 25), level.Of(5, 8, 12, 15, 25));
        int k = rng.NonZero(-level.Of(6, 10, 40, 80, 200), level.Of(6, 10, 40, 80, 200)) * (level.Number < 3 ? (int)x.Numerator : 1);
        return [Tex.Text(k), ConicText.Point(x, k / x)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var k = ExpressionReader.ReadNumber(values[0])!.Value;
        if (k.IsZero || ConicText.ReadPoint(values[1]) is not { } point || point.X * point.Y != k)
            return null;
        var (x, y) = point;
        Fraction m = -y / x;
        string right = m.IsOne ? ConicText.Less("x", x) : ConicText.Multiple(m, "x", x);
        string Line(Fraction slope) => $"y = {Tex.Sum((slope, "x"), (y - slope * x, ""))}";
        return new(AnswerKind.Equation, Line(m),
            [
                "Differentiating $xy$ by the product rule gives $y + xy' = 0$",
                $@"So the slope of the tangent is $y' = -\frac{{y}}{{x}}$",
                $"At ${values[1]}$ the slope is ${m}$",
                $"The line through this point with that slope is ${ConicText.Less("y", y)} = {right}$",
                $"Solved for $y$, this is ${Line(m)}$",
            ],
            Slip.Sign($"At ${values[1]}$ the slope is ${-m}$", Line(-m)),
            new($@"The slope is $-\frac{{x}}{{y}} = {1 / m}$", Line(1 / m)),
            Slip.Careless($"The line passes through the origin with the slope ${m}$", $"y = {Tex.Times(m, "x")}"),
            Slip.Careless($"The constant of the line is ${y}$", $"y = {Tex.Sum((m, "x"), (y, ""))}"));
    }
}

/// <summary>The hyperbola with given asymptotes through a given point.</summary>
internal sealed class HyperbolaOfAsymptotes() : ProblemFamily("hyperbola-of-asymptotes", ["Hyperbola Geometry"],
[
    @"Find the equation of the hyperbola with the asymptotes $y = \pm <e0>$ that passes through the point $<e1>$.",
    @"What is the equation of the hyperbola that has the asymptotes $y = \pm <e0>$ and contains the point $<e1>$?",
    @"A hyperbola has the asymptotes $y = \pm <e0>$ and passes through $<e1>$. Determine its equation.",
    @"The lines $y = \pm <e0>$ are the asymptotes of a hyperbola through the point $<e1>$. Write down the equation of the hyperbola.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 6, 9, 12, 20);
        Fraction m = new(rng.Next(1, level.Of(3, 4, 6, 8, 9)), level.Number == 1 ? 1 : rng.Next(1, level.Of(1, 2, 4, 6, 9)));
        return [Tex.Times(m, "x"), ConicText.Point(rng.NonZero(-most, most), rng.NonZero(-most, most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } line || !line.IsIn('x', 1) || ConicText.ReadPoint(values[1]) is not { } point)
            return null;
        Fraction m = line["x"], y = point.Y, right = y * y - m * m * point.X * point.X;
        if (!line[""].IsZero || m.Sign <= 0 || right.IsZero || !ConicText.IsSmall(m))
            return null;
        string Curve(Fraction square, Fraction value)
        {
            var curve = ConicText.Primitive(Polynomial.Term(square, "xx") - Polynomial.Term(1, "yy") + value);
            // With a positive right side: y² before x² where the foci lie on the y-axis.
            return curve[""].Sign < 0 ? $"{curve - curve[""]} = {-curve[""]}"
                : $"{Tex.Sum((-curve["yy"], "y^2"), (-curve["xx"], "x^2"))} = {curve[""]}";
        }
        string answer = Curve(m * m, right), multiple = Tex.Times(m * m, "x^2");
        return new(AnswerKind.Equation, answer,
            [
                $"The two asymptotes together are $y^2 - {multiple} = 0$",
                $"A hyperbola with these asymptotes has an equation $y^2 - {multiple} = c$",
                $@"At ${values[1]}$ this is $c = {ConicText.Squared(y)} - {(m * m == 1 ? "" : $@"{m * m} \cdot ")}{ConicText.Squared(point.X)} = {right}$",
                answer == $"y^2 - {multiple} = {right}" ? $"So the equation is ${answer}$"
                    : $"So the equation is $y^2 - {multiple} = {right}$, with whole coefficients ${answer}$",
            ],
            Slip.Sign($"So $c = {-right}$", Curve(m * m, -right)),
            new($"The hyperbola has an equation $y^2 - {Tex.Times(1 / (m * m), "x^2")} = c$", Curve(1 / (m * m), y * y - point.X * point.X / (m * m))),
            Slip.Careless($"The hyperbola has an equation $y^2 - {Tex.Times(m, "x^2")} = c$", Curve(m, y * y - m * point.X * point.X)),
            Slip.Careless("The constant of the hyperbola is $c = 1$", Curve(m * m, 1)));
    }
}

/// <summary>The product of the distances of a point of a hyperbola from the two asymptotes.</summary>
internal sealed class AsymptoteDistances() : ProblemFamily("asymptote-distances", ["Hyperbola Geometry"],
[
    "Find the product of the distances from any point of the hyperbola $<e0>$ to its two asymptotes.",
    "What is the product of the distances of a point of the hyperbola $<e0>$ from the two asymptotes?",
    "From a point of the hyperbola $<e0>$ perpendiculars are dropped to both asymptotes. Compute the product of their lengths.",
    "For each point of the hyperbola $<e0>$ the distances from the two asymptotes have the same product. Determine it.",
])
{
    protected override string[] Draw(Rng rng, Level level) => [CentralConic.Draw(rng, level, false).Text(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (CentralConic.ReadHyperbola(values[0]) is not { } conic)
            return null;
        Fraction a = conic.Major, b = conic.Minor, answer = a * b / (a + b);
        return new(AnswerKind.Value, answer.ToString(),
            [
                conic.FormStep(values[0]),
                conic.AxesStep(),
                $"Measured from the centre, the asymptotes are $bu - av = 0$ and $bu + av = 0$, where $u$ runs along the transverse axis",
                @"The product of the distances of $(u, v)$ from them is $\frac{|b^2u^2 - a^2v^2|}{a^2 + b^2}$",
                @"On the hyperbola $b^2u^2 - a^2v^2 = a^2b^2$, so the product is $\frac{a^2b^2}{a^2 + b^2}$",
                $@"This is $\frac{{{a} \cdot {b}}}{{{a} + {b}}} = {answer}$",
            ],
            a == b ? null : Slip.Sign($@"The product is $\frac{{a^2b^2}}{{|a^2 - b^2|}}$", (a * b / (a - b).Abs()).ToString()),
            Slip.Careless("The denominators drop out, so the product is $a^2b^2$", (a * b).ToString()),
            new($@"The product is $\frac{{a^2 + b^2}}{{a^2b^2}}$", (1 / answer).ToString()),
            new($"The product is half the sum of $a^2$ and $b^2$", ((a + b) / 2).ToString()));
    }
}
