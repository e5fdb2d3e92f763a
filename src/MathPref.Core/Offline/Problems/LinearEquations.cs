using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Answers;

namespace MathPref.Core.Offline.Problems;

/// <summary>ax + b = cx + d.</summary>
internal sealed class LinearEquation() : ProblemFamily("linear-equation", ["Linear Equations"],
[
    "Solve the equation $<0> = <1>$ for $x$.",
    "For which value of $x$ does $<0> = <1>$ hold?",
    "Determine $x$ if $<0> = <1>$.",
    "What value of $x$ satisfies $<0> = <1>$?",
])
{
    protected override string[] Draw(Rng rng)
    {
        while (true)
        {
            Fraction a = rng.NonZero(-9, 9), b = rng.NonZero(-20, 20), c = rng.Next(-9, 9), x = rng.Next(-12, 12);
            var d = rng.Percent(80) ? (a - c) * x + b : rng.Next(-20, 20);
            if (a != c)
                return [Polynomial.Linear(a, b).ToString(), Polynomial.Linear(c, d).ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } left || ExpressionReader.ReadPolynomial(values[1]) is not { } right
            || !(left - right).IsIn('x', 1) || Math.Max(left.Degree, right.Degree) > 1)
            return null;
        var (a, b, c, d) = (left["x"], left[""], right["x"], right[""]);
        var answer = (d - b) / (a - c);
        static Slip Wrong(Fraction coefficient, Fraction constant) => new(
            $"Sorting the terms gives ${Polynomial.Term(coefficient, "x")} = {constant}$", $"x = {constant / coefficient}");
        return new(AnswerKind.Value, $"x = {answer}",
            [
                $"Bring the terms with $x$ to the left: ${Polynomial.Linear(a - c, b)} = {d}$",
                $"Bring the constants to the right: ${Polynomial.Term(a - c, "x")} = {d - b}$",
                $"Divide both sides by ${a - c}$: $x = {answer}$",
                $"As a check, both sides are ${a * answer + b}$ for this value",
            ],
            Wrong(a - c, d + b),
            (a + c).IsZero ? null : Wrong(a + c, d - b),
            new($"This leaves ${Polynomial.Term(a - c, "x")} = {d - b}$", $"x = {d - b}"),
            new($"Dividing changes the sign: $x = {-answer}$", $"x = {-answer}"));
    }
}

/// <summary>Two equations in x and y.</summary>
internal sealed class LinearSystem() : ProblemFamily("linear-system", ["Linear Equations"],
[
    "Solve the system of equations $<0> = <n1>$ and $<2> = <n3>$.",
    "Find the point $(x, y)$ that satisfies both $<0> = <n1>$ and $<2> = <n3>$.",
    "Which pair $(x, y)$ solves $<0> = <n1>$ and $<2> = <n3>$?",
    "Determine $x$ and $y$ from the two equations $<0> = <n1>$ and $<2> = <n3>$.",
])
{
    protected override string[] Draw(Rng rng)
    {
        while (true)
        {
            Fraction a = rng.Next(1, 7), b = rng.NonZero(-7, 7), c = rng.Next(1, 7), d = rng.NonZero(-7, 7), x = rng.Next(-9, 9), y = rng.Next(-9, 9);
            if (a * d != b * c)
                return [Side(a, b), (a * x + b * y).ToString(), Side(c, d), (c * x + d * y).ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Letters: ['x', 'y'], Degree: 1 } first
            || ExpressionReader.ReadPolynomial(values[2]) is not { Letters: ['x', 'y'], Degree: 1 } second
            || !first[""].IsZero || !second[""].IsZero)
            return null;
        var (a, b, c, d) = (first["x"], first["y"], second["x"], second["y"]);
        Fraction e = ExpressionReader.ReadNumber(values[1])!.Value, f = ExpressionReader.ReadNumber(values[3])!.Value, determinant = a * d - b * c;
        if (determinant.IsZero)
            return null;
        Fraction x = (e * d - b * f) / determinant, y = (a * f - c * e) / determinant;
        return new(AnswerKind.Point, Tex.Point(x, y),
            [
                $"Multiply the first equation by ${d}$ and the second by ${b}$, so that $y$ has the coefficient ${b * d}$ in both",
                $"Subtract: ${Polynomial.Term(determinant, "x")} = {e * d - b * f}$",
                $"So $x = {x}$",
                $"Put this into the first equation: ${Polynomial.Term(b, "y")} = {e - a * x}$, so $y = {y}$",
            ],
            new($"With $x = {x}$ the first equation gives $y = {-y}$", Tex.Point(x, -y)),
            new($"Elimination gives the values ${x}$ and ${y}$", Tex.Point(y, x)),
            new($"Elimination gives $x = {(e * d + b * f) / determinant}$", Tex.Point((e * d + b * f) / determinant, y)));
    }

    private static string Side(Fraction a, Fraction b) => (Polynomial.Term(a, "x") + Polynomial.Term(b, "y")).ToString();
}
