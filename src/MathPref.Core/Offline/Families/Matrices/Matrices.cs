using System.Text.RegularExpressions;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Matrices;

/// <summary>AB for two 2x2 matrices.</summary>
internal sealed class MatrixProduct() : ProblemFamily("matrix-product", ["Matrices"],
[
    "Let $A = <0>$ and $B = <1>$. Compute $AB$.",
    "Find the matrix product $AB$ for $A = <0>$ and $B = <1>$.",
    "What is $AB$ if $A = <0>$ and $B = <1>$?",
    "Multiply the matrix $A = <0>$ by the matrix $B = <1>$, with $A$ on the left.",
])
{
    protected override string[] Draw(Rng rng, Level level) => [Drawn(rng, level), Drawn(rng, level)];

    private static string Drawn(Rng rng, Level level) => rng.Matrix(2, level.Of(0, -3, -6, -12, -30), level.Of(4, 3, 6, 12, 30)).ToString();

    protected override WorkedProblem? Work(string[] values)
    {
        if (Matrix.Read(values[0]) is not { } a || !a.IsNumeric(2) || Matrix.Read(values[1]) is not { } b || !b.IsNumeric(2))
            return null;
        var product = a * b;
        var entrywise = new Matrix(2, 2, (r, c) => a[r, c] * b[r, c]);
        return new(AnswerKind.Matrix, product.ToString(),
            [
                "Each entry of the product is a row of $A$ times a column of $B$",
                $"The first row is {Entry(0, 0)} and {Entry(0, 1)}",
                $"The second row is {Entry(1, 0)} and {Entry(1, 1)}",
                $"So $AB = {product}$",
            ],
            new("Each entry of the product is the product of the entries in the same place", entrywise.ToString()),
            new("Each entry of the product is a row of $B$ times a column of $A$", (b * a).ToString()),
            Slip.Sign($"The last entry is ${a[1, 0] * b[0, 1] - a[1, 1] * b[1, 1]}$", product.With(1, 1, a[1, 0] * b[0, 1] - a[1, 1] * b[1, 1]).ToString()));

        string Entry(int r, int c) =>
            $@"${a[r, 0]} \cdot {Of(b[0, c])} + {Of(a[r, 1])} \cdot {Of(b[1, c])} = {product[r, c]}$";

        static string Of(Polynomial entry) => entry.Constant!.Value.Bracketed();
    }
}

/// <summary>pA ± qB.</summary>
internal sealed partial class MatrixCombination() : ProblemFamily("matrix-combination", ["Matrices"],
[
    "Let $A = <0>$ and $B = <1>$. Compute $<e2>$.",
    "What is $<e2>$ for $A = <0>$ and $B = <1>$?",
    "Given the matrices $A = <0>$ and $B = <1>$, find $<e2>$.",
    "Determine the matrix $<e2>$, where $A = <0>$ and $B = <1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
    [
        Drawn(rng, level), Drawn(rng, level), $"{Tex.Text(Factor(rng, level))}A {rng.Pick("+", "-")} {Tex.Text(Factor(rng, level))}B",
    ];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[2]) is not { Success: true } match
            || Matrix.Read(values[0]) is not { } a || !a.IsNumeric(2) || Matrix.Read(values[1]) is not { } b || !b.IsNumeric(2))
            return null;
        Polynomial p = ExpressionReader.ReadPolynomial(match.Groups[1].Value)!, q = ExpressionReader.ReadPolynomial(match.Groups[3].Value)!;
        Polynomial sign = match.Groups[2].Value == "-" ? -1 : 1;
        var result = p * a + sign * q * b;
        return new(AnswerKind.Matrix, result.ToString(),
            [
                $"Multiply every entry of $A$ by ${p}$: ${p * a}$",
                $"Multiply every entry of $B$ by ${q}$: ${q * b}$",
                $"{(match.Groups[2].Value == "-" ? "Subtract" : "Add")} the two entry by entry",
                $"The result is ${result}$",
            ],
            Slip.Sign($"Here ${(sign.Constant!.Value.Sign < 0 ? "-" : "")}{q}B$ is ${-sign * q * b}$", (p * a + -sign * q * b).ToString()),
            Slip.Careless($"{(sign.Constant!.Value.Sign < 0 ? $"Subtract $B$ from ${p}A" : $"Add $B$ to ${p}A")} = {p * a}$", (p * a + sign * b).ToString()),
            new(
                $"The factor ${p}$ acts on the first row of $A$",
                new Matrix(2, 2, (r, c) => r == 0 ? result[r, c] : result[r, c] - (p - 1) * a[r, c]).ToString()));
    }

    private static string Drawn(Rng rng, Level level) => rng.Matrix(2, level.Of(0, -5, -9, -20, -60), level.Of(5, 5, 9, 20, 60)).ToString();

    private static int Factor(Rng rng, Level level) => rng.Next(2, level.Of(3, 4, 5, 9, 15));

    [GeneratedRegex("^([0-9]{1,3})A ([+-]) ([0-9]{1,3})B$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>The inverse of a 2x2 matrix.</summary>
internal sealed class MatrixInverse() : ProblemFamily("matrix-inverse", ["Matrices"],
[
    "Find the inverse of the matrix $<0>$.",
    "Compute $A^{-1}$ for $A = <0>$.",
    "What is the inverse matrix of $<0>$?",
    "Invert the matrix $A = <0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            var matrix = rng.Matrix(2, level.Of(0, -4, -7, -12, -25), level.Of(5, 4, 7, 12, 25));
            if (matrix.Determinant().Constant is { IsZero: false } determinant && determinant.Abs().CompareTo(level.Of(1, 3, 12, 40, 200)) <= 0)
                return [matrix.ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Matrix.Read(values[0]) is not { } matrix || !matrix.IsNumeric(2)
            || matrix.Determinant().Constant is not { IsZero: false } determinant)
            return null;
        var (a, b, c, d) = (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]);
        Polynomial factor = 1 / determinant;
        var adjugate = Matrix.TwoByTwo(d, -b, -c, a);
        var inverse = factor * adjugate;
        var wrongDeterminant = (a * d + b * c).Constant!.Value;
        return new(AnswerKind.Matrix, inverse.ToString(),
            [
                $@"The determinant is ${a} \cdot {Of(d)} - {Of(b)} \cdot {Of(c)} = {determinant}$, which is not zero",
                $"Swap the entries of the main diagonal and change the sign of the other two: ${adjugate}$",
                "Divide every entry by the determinant",
                $"The inverse is ${inverse}$",
            ],
            new($"Swapping the entries of the main diagonal gives ${Matrix.TwoByTwo(d, b, c, a)}$", (factor * Matrix.TwoByTwo(d, b, c, a)).ToString()),
            Slip.Sign($"Changing the signs gives ${Matrix.TwoByTwo(a, -b, -c, d)}$", (factor * Matrix.TwoByTwo(a, -b, -c, d)).ToString()),
            Slip.Careless($"The entries of the inverse are those of ${adjugate}$", adjugate.ToString()),
            wrongDeterminant.IsZero ? null : new(
                $@"The determinant is ${a} \cdot {Of(d)} + {Of(b)} \cdot {Of(c)} = {wrongDeterminant}$",
                ((Polynomial)(1 / wrongDeterminant) * adjugate).ToString()));

        static string Of(Polynomial entry) => entry.Constant!.Value.Bracketed();
    }
}
