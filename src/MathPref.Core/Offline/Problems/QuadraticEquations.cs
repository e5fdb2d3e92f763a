using System.Numerics;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Answers;

namespace MathPref.Core.Offline.Problems;

/// <summary>ax² + bx + c = 0 with rational roots.</summary>
internal sealed class QuadraticRoots() : ProblemFamily("quadratic-roots", ["Quadratic Equations"],
[
    "What are the roots of $<0> = 0$?",
    "Solve the quadratic equation $<0> = 0$.",
    "Find all solutions of $<0> = 0$.",
    "Which values of $x$ satisfy $<0> = 0$?",
])
{
    protected override string[] Draw(Rng rng)
    {
        while (true)
        {
            Polynomial first = Polynomial.Linear(rng.Pick(1, 1, 1, 2, 3), rng.Next(-10, 10)), second = Polynomial.Linear(rng.Pick(1, 1, 2), rng.Next(-10, 10));
            if (!(first * second["x"]).SameAs(second * first["x"]))
                return [(first * second).ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } p || !p.IsIn('x', 2))
            return null;
        var (a, b, c) = (p["xx"], p["x"], p[""]);
        var discriminant = b * b - 4 * a * c;
        if (Root(discriminant) is not { } root)
            return null;
        Fraction low = (-b - root) / (2 * a), high = (-b + root) / (2 * a);
        return new(AnswerKind.Roots, Tex.Roots(low, high),
            [
                $"Compare with $ax^2 + bx + c = 0$: here $a = {a}$, $b = {b}$ and $c = {c}$",
                $@"The discriminant is $b^2 - 4ac = {b.Bracketed()}^2 - 4 \cdot {a.Bracketed()} \cdot {c.Bracketed()} = {discriminant}$" +
                $", with square root ${root}$",
                $@"By the quadratic formula $x = \frac{{{-b} \pm {root}}}{{{2 * a}}}$",
                $"This gives ${Tex.Roots(low, high)}$",
            ],
            b.IsZero ? null : new($@"The formula gives $\frac{{{b} \pm {root}}}{{{2 * a}}}$", Tex.Roots(-low, -high)),
            low == high ? null : new($@"The formula gives $\frac{{{-b} + {root}}}{{{2 * a}}}$", Tex.Roots(high)),
            a == 1 ? null : new($@"The formula gives $\frac{{{-b} \pm {root}}}{{2}}$", Tex.Roots(low * a, high * a)));
    }

    /// <summary>The square root, if it is a whole number.</summary>
    private static Fraction? Root(Fraction square)
    {
        // A double holds every whole number of this size, so the root of a perfect square is exact.
        if (square.Sign < 0 || !square.IsInteger || square.Numerator > 1_000_000_000_000)
            return null;
        BigInteger root = (BigInteger)Math.Sqrt((double)square.Numerator);
        return root * root == square.Numerator ? (Fraction?)root : null;
    }
}

/// <summary>b² - 4ac.</summary>
internal sealed class Discriminant() : ProblemFamily("discriminant", ["Quadratic Equations"],
[
    "Compute the discriminant of the quadratic equation $<0> = 0$.",
    "What is the discriminant of $<0> = 0$?",
    "Find the value of $b^2 - 4ac$ for the equation $<0> = 0$.",
    "Which number is the discriminant of $<0> = 0$?",
])
{
    protected override string[] Draw(Rng rng) => [Polynomial.InX(rng.NonZero(-6, 6), rng.NonZero(-12, 12), rng.NonZero(-12, 12)).ToString()];

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } p || !p.IsIn('x', 2))
            return null;
        var (a, b, c) = (p["xx"], p["x"], p[""]);
        var answer = b * b - 4 * a * c;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Compare with $ax^2 + bx + c = 0$: here $a = {a}$, $b = {b}$ and $c = {c}$",
                $"The square of $b$ is ${b * b}$",
                $@"Next, $4ac = 4 \cdot {a.Bracketed()} \cdot {c.Bracketed()} = {4 * a * c}$",
                $"The difference is $b^2 - 4ac = {answer}$",
            ],
            new($"It is ${b * b} {Tex.Plus(4 * a * c)}$", (b * b + 4 * a * c).ToString()),
            new($"It is ${b * b} {Tex.Plus(-a * c)}$", (b * b - a * c).ToString()),
            b.Sign < 0 ? new($"It is ${-(b * b)} {Tex.Plus(-4 * a * c)}$", (-(b * b) - 4 * a * c).ToString()) : null);
    }
}

/// <summary>The sum of the squares of the roots, by Vieta's formulas.</summary>
internal sealed class RootSquares() : ProblemFamily("root-squares", ["Quadratic Equations"],
[
    "The equation $<0> = 0$ has the roots $r$ and $s$. What is $r^2 + s^2$?",
    "Find the sum of the squares of the roots of $<0> = 0$.",
    "Without solving the equation, compute $r^2 + s^2$ for the roots $r$ and $s$ of $<0> = 0$.",
    "Let $r$ and $s$ be the roots of $<0> = 0$. Determine $r^2 + s^2$.",
])
{
    protected override string[] Draw(Rng rng)
    {
        while (true)
        {
            Fraction a = rng.Pick(1, 1, 2, 3), b = rng.NonZero(-15, 15), c = rng.NonZero(-15, 15);
            if ((b * b - 4 * a * c).Sign > 0)
                return [Polynomial.InX(a, b, c).ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } p || !p.IsIn('x', 2))
            return null;
        Fraction sum = -p["x"] / p["xx"], product = p[""] / p["xx"], answer = sum * sum - 2 * product;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"By Vieta's formulas the sum of the roots is $r + s = {sum}$",
                $"Their product is $rs = {product}$",
                "The square of the sum is $r^2 + 2rs + s^2$, so $r^2 + s^2 = (r + s)^2 - 2rs$",
                $@"This is ${sum.Bracketed()}^2 - 2 \cdot {product.Bracketed()} = {answer}$",
            ],
            new($"It is $(r + s)^2 = {sum.Bracketed()}^2$", (sum * sum).ToString()),
            new($"It is $(r + s)^2 + 2rs = {sum * sum} {Tex.Plus(2 * product)}$", (sum * sum + 2 * product).ToString()),
            new($"It is $(r + s)^2 - rs = {sum * sum} {Tex.Plus(-product)}$", (sum * sum - product).ToString()));
    }
}
