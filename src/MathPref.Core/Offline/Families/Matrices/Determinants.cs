using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Matrices;

/// <summary>The determinant of a 2x2 matrix.</summary>
internal sealed class Determinant2() : ProblemFamily("determinant-2", ["Determinants"],
[
    "Compute the determinant of the matrix $<0>$.",
    "What is the determinant of $<0>$?",
    @"Evaluate $\det <0>$.",
    @"Find $\det A$ for $A = <0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level) => [rng.Matrix(2, level.Of(0, -6, -9, -20, -90), level.Of(9, 6, 9, 20, 90)).ToString()];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Matrix.Read(values[0]) is not { } matrix || !matrix.IsNumeric(2))
            return null;
        var (a, b, c, d) = (Of(0, 0), Of(0, 1), Of(1, 0), Of(1, 1));
        var answer = a * d - b * c;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"The main diagonal gives ${a} \cdot {d.Bracketed()} = {a * d}$",
                $@"The other diagonal gives ${b} \cdot {c.Bracketed()} = {b * c}$",
                $"The determinant is the first product minus the second: ${a * d} {Tex.Plus(-b * c)} = {answer}$",
            ],
            Slip.Sign($"The determinant is ${a * d} {Tex.Plus(b * c)}$", (a * d + b * c).ToString()),
            new($"The determinant is ${b * c} {Tex.Plus(-a * d)}$", (-answer).ToString()),
            new($"The determinant is ${a * c} {Tex.Plus(-b * d)}$", (a * c - b * d).ToString()));

        Fraction Of(int row, int column) => matrix[row, column].Constant!.Value;
    }
}

/// <summary>The determinant of a 3x3 matrix.</summary>
internal sealed class Determinant3() : ProblemFamily("determinant-3", ["Determinants"],
[
    @"Compute the determinant of the $3 \times 3$ matrix $<0>$.",
    @"What is the value of the third-order determinant $\det <0>$?",
    "Expand along the first row to find the determinant of $<0>$.",
    @"Calculate $\det A$ for the matrix $A = <0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level) => [rng.Matrix(3, level.Of(0, -3, -5, -9, -20), level.Of(3, 3, 5, 9, 20)).ToString()];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Matrix.Read(values[0]) is not { } matrix || !matrix.IsNumeric(3))
            return null;
        var minors = Enumerable.Range(0, 3).Select(c => matrix.Without(0, c).Determinant().Constant!.Value).ToArray();
        var row = Enumerable.Range(0, 3).Select(c => matrix[0, c].Constant!.Value).ToArray();
        var (first, second, third) = (row[0] * minors[0], row[1] * minors[1], row[2] * minors[2]);
        var answer = first - second + third;
        return new(AnswerKind.Value, answer.ToString(),
            [
                "Expand along the first row, with the signs plus, minus, plus",
                $"The minors of its entries are ${minors[0]}$, ${minors[1]}$ and ${minors[2]}$",
                $"The entries times their minors are ${first}$, ${second}$ and ${third}$",
                $"The determinant is ${first} {Tex.Plus(-second)} {Tex.Plus(third)} = {answer}$",
            ],
            Slip.Sign($"The determinant is ${first} {Tex.Plus(second)} {Tex.Plus(third)}$", (first + second + third).ToString()),
            Slip.Sign($"The determinant is ${first} {Tex.Plus(-second)} {Tex.Plus(-third)}$", (first - second - third).ToString()),
            Slip.Careless($"The determinant is ${first} {Tex.Plus(-second)}$", (first - second).ToString()),
            Slip.Sign($"The determinant is ${-first} {Tex.Plus(second)} {Tex.Plus(-third)}$", (-answer).ToString()));
    }
}

/// <summary>The entry k that gives a 2x2 determinant a certain value.</summary>
internal sealed class DeterminantUnknown() : ProblemFamily("determinant-unknown", ["Determinants"],
[
    @"For which value of $k$ is $\det <0> = <n1>$?",
    @"Find $k$ such that $\det <0> = <n1>$.",
    "The determinant of $<0>$ is $<n1>$. What is $k$?",
    "Determine $k$ so that the matrix $<0>$ has the determinant $<n1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(1, -5, -9, -15, -40), most = level.Of(6, 5, 9, 15, 40);
        var matrix = new Matrix(2, 2, (_, _) => rng.NonZero(least, most)).With(rng.Next(0, 1), rng.Next(0, 1), Polynomial.Term(1, "k"));
        var determinant = matrix.Determinant();
        var target = rng.Percent(level.Of(100, 90, 70, 40, 10)) ? determinant["k"] * rng.Next(-9, 9) + determinant[""] : rng.Next(-20, 20);
        return [matrix.ToString(), target.ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Matrix.Read(values[0]) is not { Rows: 2, Columns: 2 } matrix || matrix.Determinant() is not { } determinant || !determinant.IsIn('k', 1)
            || matrix.Entries.Any(e => e.Degree > 1))
            return null;
        Fraction target = ExpressionReader.ReadNumber(values[1])!.Value, slope = determinant["k"], rest = determinant[""], answer = (target - rest) / slope;
        return new(AnswerKind.Value, $"k = {answer}",
            [
                $"The main diagonal has the product ${matrix[0, 0] * matrix[1, 1]}$, the other diagonal ${matrix[0, 1] * matrix[1, 0]}$",
                $"Their difference is the determinant ${determinant}$",
                $"Setting it equal to ${target}$ gives ${Polynomial.Term(slope, "k")} = {target - rest}$",
                $"So $k = {answer}$",
            ],
            Wrong(matrix[0, 0] * matrix[1, 1] + matrix[0, 1] * matrix[1, 0], target),
            Slip.Sign($"This gives ${Polynomial.Term(slope, "k")} = {target + rest}$", $"k = {(target + rest) / slope}"),
            Slip.Careless($"So $k = {target - rest}$", $"k = {target - rest}"));
    }

    private static Slip? Wrong(Polynomial determinant, Fraction target) => determinant.IsIn('k', 1)
        ? new($"The determinant is ${determinant}$", $"k = {(target - determinant[""]) / determinant["k"]}")
        : null;
}
