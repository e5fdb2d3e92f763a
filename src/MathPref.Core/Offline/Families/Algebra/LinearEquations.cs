using System.Numerics;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Algebra;

/// <summary>ax + b = cx + d.</summary>
internal sealed class LinearEquation() : ProblemFamily("linear-equation", ["Linear Equations"],
[
    "Solve the equation $<0> = <1>$ for $x$.",
    "For which value of $x$ does $<0> = <1>$ hold?",
    "Determine $x$ if $<0> = <1>$.",
    "What value of $x$ satisfies $<0> = <1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int constant = level.Of(9, 12, 20, 60, 150), root = level.Of(6, 9, 12, 20, 40);
        while (true)
        {
            Fraction a = rng.NonZero(level.Of(1, -5, -9, -15, -40), level.Of(5, 6, 9, 15, 40)), b = rng.NonZero(-constant, constant);
            Fraction c = rng.Next(level.Of(0, -5, -9, -15, -40), level.Of(0, 5, 9, 15, 40)), x = rng.Next(-root, root);
            var d = rng.Percent(level.Of(100, 100, 80, 50, 10)) ? (a - c) * x + b : rng.Next(-constant, constant);
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
        static Slip Wrong(Fraction coefficient, Fraction constant) => Slip.Sign(
            $"Sorting the terms gives ${Polynomial.Term(coefficient, "x")} = {constant}$", $"x = {constant / coefficient}");
        return new(AnswerKind.Value, $"x = {answer}",
            [
                c.IsZero ? "The terms with $x$ stand on the left already" : $"Bring the terms with $x$ to the left: ${Polynomial.Linear(a - c, b)} = {d}$",
                $"Bring the constants to the right: ${Polynomial.Term(a - c, "x")} = {d - b}$",
                .. a - c == 1 ? (string[])[] : [$"Divide both sides by ${a - c}$: $x = {answer}$"],
                $"As a check, both sides are ${a * answer + b}$ for this value",
            ],
            Wrong(a - c, d + b),
            (a + c).IsZero ? null : Wrong(a + c, d - b),
            Slip.Careless($"This leaves $x = {d - b}$", $"x = {d - b}"),
            (a - c).Sign < 0 ? Slip.Sign($"Divide both sides by ${c - a}$: $x = {-answer}$", $"x = {-answer}") : null);
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
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(2, 4, 7, 12, 20), root = level.Of(4, 6, 9, 15, 30), constant = level.Of(9, 9, 9, 20, 40), fractions = level.Of(0, 0, 0, 30, 80);
        while (true)
        {
            Fraction a = rng.Next(1, most), b = rng.NonZero(-most, most), c = rng.Next(1, most), d = rng.NonZero(-most, most);
            Fraction x = rng.Next(-root, root), y = rng.Next(-root, root);
            if (a * d == b * c)
                continue;
            if (fractions > 0 && rng.Percent(fractions))
                return [Side(a, b), Tex.Text(rng.Next(-constant, constant)), Side(c, d), Tex.Text(rng.Next(-constant, constant))];
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
        Fraction x = (e * d - b * f) / determinant, y = (a * f - c * e) / determinant, wrong = (e * d + b * f) / determinant;
        // p times the first equation less q times the second is without y.
        Fraction common = BigInteger.GreatestCommonDivisor(b.Numerator, d.Numerator), p = d.Abs() / common, q = d.Sign * b / common, left = p * a - q * c;
        return new(AnswerKind.Point, Tex.Point(x, y),
            [
                $"{(q.Sign < 0 ? "Add" : "Subtract")} {Times(q.Abs())}the second equation {(q.Sign < 0 ? "to" : "from")} {Times(p)}the first, "
                    + $"so that $y$ drops out: ${Polynomial.Term(left, "x")} = {p * e - q * f}$",
                .. left == 1 ? (string[])[] : [$"So $x = {x}$"],
                $"Put this into the first equation: ${(b == 1 ? "" : $"{Polynomial.Term(b, "y")} = {e - a * x}$, so $")}y = {y}$",
                $"As a check, ${second}$ has the value ${f}$ for these numbers",
            ],
            Slip.Sign($"With $x = {x}$ the first equation gives $y = {-y}$", Tex.Point(x, -y)),
            Slip.Careless($"Elimination gives $y = {x}$, and then $x = {y}$", Tex.Point(y, x)),
            Slip.Sign(
                $"Without $y$ this is ${(left == 1 ? "" : $"{Polynomial.Term(left, "x")} = {p * e + q * f}$, so $")}x = {wrong}$",
                Tex.Point(wrong, (e - a * wrong) / b)));
    }

    private static string Times(Fraction factor) => factor == 1 ? "" : $"${factor}$ times ";

    private static string Side(Fraction a, Fraction b) => (Polynomial.Term(a, "x") + Polynomial.Term(b, "y")).ToString();
}
