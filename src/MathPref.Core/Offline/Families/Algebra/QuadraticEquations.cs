using System.Numerics;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Algebra;

/// <summary>ax² + bx + c = 0 with rational roots.</summary>
internal sealed class QuadraticRoots() : ProblemFamily("quadratic-roots", ["Quadratic Equations"],
[
    "What are the roots of $<0> = 0$?",
    "Solve the quadratic equation $<0> = 0$.",
    "Find all solutions of $<0> = 0$.",
    "Which values of $x$ satisfy $<0> = 0$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 8, 10, 15, 30);
        int[] leads = level.Of<int[]>([1], [1], [1, 1, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5, 6, 7]);
        int[] others = level.Of<int[]>([1], [1], [1, 1, 2], [1, 2, 3], [2, 3, 5]);
        while (true)
        {
            Polynomial first = Polynomial.Linear(rng.Pick(leads), rng.Next(-most, most)), second = Polynomial.Linear(rng.Pick(others), rng.Next(-most, most));
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
                $@"The discriminant is $b^2 - 4ac = {b.Bracketed()}^2 - 4 \cdot {a.Bracketed()} \cdot {c.Bracketed()} = {discriminant}$"
                    + $", with square root ${root}$",
                $@"By the quadratic formula $x = \frac{{{-b} \pm {root}}}{{{2 * a}}}$",
                $"This gives ${Tex.Roots(low, high)}$",
            ],
            b.IsZero ? null : Slip.Sign($@"The formula gives $\frac{{{b} \pm {root}}}{{{2 * a}}}$", Tex.Roots(-low, -high)),
            low == high ? null : Slip.Careless($@"The formula gives $\frac{{{-b} + {root}}}{{{2 * a}}}$", Tex.Roots(high)),
            a == 1 ? null : Slip.Careless($@"The formula gives $\frac{{{-b} \pm {root}}}{{2}}$", Tex.Roots(low * a, high * a)));
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
    protected override string[] Draw(Rng rng, Level level)
    {
        int lead = level.Of(1, 3, 6, 12, 25), most = level.Of(6, 9, 12, 25, 80);
        return [Polynomial.InX(rng.NonZero(level.Of(1, 1, -6, -12, -25), lead), rng.NonZero(-most, most), rng.NonZero(-most, most)).ToString()];
    }

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
            Slip.Sign($"The discriminant is ${b * b} {Tex.Plus(4 * a * c)}$", (b * b + 4 * a * c).ToString()),
            new($"The discriminant is ${b * b} {Tex.Plus(-a * c)}$", (b * b - a * c).ToString()),
            b.Sign < 0 ? Slip.Sign($"The discriminant is ${-(b * b)} {Tex.Plus(-4 * a * c)}$", (-(b * b) - 4 * a * c).ToString()) : null);
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
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(6, 9, 15, 25, 60);
        int[] leads = level.Of<int[]>([1], [1], [1, 1, 2, 3], [2, 3, 4, 5], [3, 5, 7, 8, 9]);
        while (true)
        {
            Fraction a = rng.Pick(leads), b = rng.NonZero(-most, most), c = rng.NonZero(-most, most);
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
                $@"This is ${Base(sum)}^2 - 2 \cdot {product.Bracketed()} = {answer}$",
            ],
            new($"It is $(r + s)^2 = {Base(sum)}^2 = {sum * sum}$", (sum * sum).ToString()),
            Slip.Sign($"It is $(r + s)^2 + 2rs = {sum * sum} {Tex.Plus(2 * product)}$", (sum * sum + 2 * product).ToString()),
            Slip.Careless($"It is $(r + s)^2 - rs = {sum * sum} {Tex.Plus(-product)}$", (sum * sum - product).ToString()));

        static string Base(Fraction number) => number.IsInteger ? number.Bracketed() : $@"\left({number}\right)";
    }
}
