using System.Numerics;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of algebra, functions, sequences and matrices.</summary>
internal static partial class AlgebraOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["expand-product"] = (problem, answer) => Formulas(problem)[0] is var f && SameFunction(f, answer, Letters(f)),
        ["collect-terms"] = (problem, answer) => Formulas(problem)[0] is var f && SameFunction(f, answer, Letters(f)),
        ["evaluate-expression"] = EvaluateExpression,
        ["linear-equation"] = (problem, answer) => Holds(Equation(problem), X(Number(Right(answer)))) && !Holds(Equation(problem), X(Number(Right(answer)) + 1)),
        ["linear-system"] = LinearSystem,
        ["quadratic-roots"] = QuadraticRoots,
        ["discriminant"] = Discriminant,
        ["root-squares"] = RootSquares,
        ["polynomial-value"] = FunctionValue,
        ["polynomial-remainder"] = PolynomialRemainder,
        ["simplify-fraction"] = (problem, answer) => SameFunction(Formulas(problem)[0], answer, "x"),
        ["add-fractions"] = (problem, answer) => SameFunction(Formulas(problem)[0], answer, "x"),
        ["exponential-equation"] = ExponentialEquation,
        ["exponential-value"] = FunctionValue,
        ["growth"] = Growth,
        ["logarithm-value"] = (problem, answer) => Logs(problem)[0] is var (b, u) && Number(answer) is var t && b.Pow(t.Top) == u.Pow(t.Bottom),
        ["logarithm-equation"] = LogarithmEquation,
        ["logarithm-sum"] = LogarithmSum,
        ["arithmetic-term"] = ArithmeticTerm,
        ["arithmetic-sum"] = (problem, answer) => AddUp(problem, answer, (term, d) => term + d),
        ["geometric-sum"] = (problem, answer) => AddUp(problem, answer, (term, r) => term * r),
        ["infinite-series"] = (problem, answer) => Formulas(problem) is [var a, var r] && Number(answer) == Number(a) + Number(r) * Number(answer),
        ["matrix-product"] = MatrixProduct,
        ["matrix-combination"] = MatrixCombination,
        ["matrix-inverse"] = MatrixInverse,
        ["determinant-2"] = (problem, answer) => Leibniz(Matrix(problem)) == Number(answer),
        ["determinant-3"] = (problem, answer) => Leibniz(Matrix(problem)) == Number(answer),
        ["determinant-unknown"] = DeterminantUnknown,
    };

    private static bool EvaluateExpression(string problem, string answer)
    {
        var formulas = Formulas(problem);
        string expression = Assert.Single(formulas, f => !f.Contains('='));
        var letters = formulas.Where(f => f.Contains('=')).ToDictionary(f => f[0], f => Number(Right(f)));
        return Value(expression, letters) == Number(answer);
    }

    private static bool LinearSystem(string problem, string answer)
    {
        var pair = Right(answer).Trim(' ', '(', ')').Split(',').Select(Number).ToArray();
        var equations = Formulas(problem).Where(f => f.Contains('=')).ToArray();
        Assert.Equal(2, equations.Length);
        return equations.All(e => Holds(e, new() { ['x'] = pair[0], ['y'] = pair[1] }));
    }

    private static bool QuadraticRoots(string problem, string answer)
    {
        var (a, b, c) = Coefficients(problem);
        var roots = answer.Split(@"\text{ or }").Select(part => Number(Right(part))).ToArray();
        var (low, high) = (roots[0], roots[^1]);
        return low + high == 0 - b / a && low * high == c / a;
    }

    private static bool Discriminant(string problem, string answer)
    {
        // 4a (ax² + bx + c) = (2ax + b)² - D for every x.
        var (a, b, _) = Coefficients(problem);
        string p = Equation(problem).Split('=')[0];
        return Enumerable.Range(-3, 7).All(x => 4 * a * Value(p, X(x)) == (2 * a * x + b) * (2 * a * x + b) - Number(answer));
    }

    private static bool RootSquares(string problem, string answer)
    {
        var (a, b, c) = Coefficients(problem);
        double root = Math.Sqrt((b * b - 4 * a * c).ToDouble()), twoA = 2 * a.ToDouble();
        double r = (-b.ToDouble() + root) / twoA, s = (-b.ToDouble() - root) / twoA;
        return Math.Abs(r * r + s * s - Number(answer).ToDouble()) < 1e-6;
    }

    private static bool FunctionValue(string problem, string answer)
    {
        string f = Formulas(problem).Single(g => g.StartsWith("f(x) =", StringComparison.Ordinal));
        string at = Formulas(problem).Single(g => g != f);
        string x = at.StartsWith("f(", StringComparison.Ordinal) ? at[2..^1] : Right(at);
        return Value(Right(f), X(Number(x))) == Number(answer);
    }

    private static bool PolynomialRemainder(string problem, string answer)
    {
        // p(n) leaves the remainder on division by the divisor's value at n, once that is large.
        var formulas = Formulas(problem);
        return Enumerable.Range(1_000_000, 5).All(n => ((Value(formulas[0], X(n)) - Number(answer)) / Value(formulas[1], X(n))).Bottom.IsOne);
    }

    private static bool ExponentialEquation(string problem, string answer)
    {
        var match = Assert.Single(PowerEquation().Matches(problem));
        var x = X(Number(Right(answer)));
        Rational u = Value(match.Groups[2].Value, x), v = Value(match.Groups[4].Value, x);
        var common = u.Bottom * v.Bottom;
        return Number(match.Groups[1].Value).Pow((u * common).Top) == Number(match.Groups[3].Value).Pow((v * common).Top);
    }

    private static bool Growth(string problem, string answer)
    {
        var (start, period, time) = Numbers(problem) is [var a, var b, var c] ? (a, b, c) : throw new InvalidOperationException(problem);
        int factor = problem.Contains("doubles") ? 2 : problem.Contains("triples") ? 3 : 4;
        BigInteger count = start;
        for (int hour = period; hour <= time; hour += period)
            count *= factor;
        return count == Number(answer);
    }

    private static bool LogarithmEquation(string problem, string answer)
    {
        var match = Assert.Single(LogEquation().Matches(problem));
        return Value(match.Groups[2].Value, X(Number(Right(answer)))) == Number(match.Groups[1].Value).Pow(Number(match.Groups[3].Value).Top);
    }

    private static bool LogarithmSum(string problem, string answer)
    {
        var logs = Logs(problem);
        var argument = problem.Contains(" - ") ? logs[0].Argument / logs[1].Argument : logs[0].Argument * logs[1].Argument;
        var t = Number(answer);
        return BigInteger.Abs(t.Top) < 1000 && logs[0].Base.Pow(t.Top) == argument.Pow(t.Bottom);
    }

    private static bool ArithmeticTerm(string problem, string answer)
    {
        var terms = Formulas(problem)[0].Split(',')[..3].Select(Number).ToList();
        while (terms.Count < Numbers(problem)[0])
            terms.Add(terms[^1] + terms[1] - terms[0]);
        return terms[^1] == Number(answer);
    }

    private static bool AddUp(string problem, string answer, Func<Rational, Rational, Rational> next)
    {
        Rational term = Number(Formulas(problem)[0]), step = Number(Formulas(problem)[1]), sum = 0;
        for (int i = 0; i < Numbers(problem)[0]; i++, term = next(term, step))
            sum += term;
        return sum == Number(answer);
    }

    private static bool MatrixProduct(string problem, string answer)
    {
        var (a, b) = TwoMatrices(problem);
        return Same(Times(a, b), Matrix(answer));
    }

    private static bool MatrixCombination(string problem, string answer)
    {
        var (a, b) = TwoMatrices(problem);
        string formula = Formulas(problem).Single(f => !f.Contains('='));
        return Same(Matrix(answer), Each(a, (r, c) => Value(formula, new() { ['A'] = a[r, c], ['B'] = b[r, c] })));
    }

    private static bool MatrixInverse(string problem, string answer)
    {
        var a = Matrix(Formulas(problem).Single(f => f.Contains("pmatrix")));
        return Same(Times(a, Matrix(answer)), Each(a, (r, c) => r == c ? 1 : 0));
    }

    private static bool DeterminantUnknown(string problem, string answer)
    {
        string target = Formulas(problem).Single(f => f.Contains('=') || Regex.IsMatch(f, "^-?[0-9]+$"));
        string matrix = Formulas(problem).Single(f => f.Contains("pmatrix"));
        return Leibniz(Matrix(matrix, new() { ['k'] = Number(Right(answer)) })) == Number(Right(target));
    }

    private static string Letters(string formula) => string.Concat(formula.Where(char.IsAsciiLetter).Distinct().Order());

    private static Dictionary<char, Rational> X(Rational value) => new() { ['x'] = value };

    private static string Equation(string problem) => Formulas(problem).Single(f => f.Contains('=') && !f.Contains("b^2") && !f.Contains("r^2"));

    private static bool Holds(string equation, Dictionary<char, Rational> letters) =>
        equation.Split('=') is [var left, var right] && Value(left, letters) == Value(right, letters);

    /// <summary>a, b and c by interpolation at -1, 0 and 1.</summary>
    private static (Rational A, Rational B, Rational C) Coefficients(string problem)
    {
        string p = Equation(problem).Split('=')[0];
        Rational below = Value(p, X(-1)), c = Value(p, X(0)), above = Value(p, X(1));
        return ((below + above) / 2 - c, (above - below) / 2, c);
    }

    private static (Rational Base, Rational Argument)[] Logs(string problem) =>
        [.. Log().Matches(problem).Select(m => (Number(m.Groups[1].Value), Number(m.Groups[2].Value)))];

    private static (Rational[,] A, Rational[,] B) TwoMatrices(string problem)
    {
        var formulas = Formulas(problem).Where(f => f.Contains("pmatrix")).ToArray();
        return (Matrix(formulas.Single(f => f.StartsWith("A =", StringComparison.Ordinal))), Matrix(formulas.Single(f => f.StartsWith("B =", StringComparison.Ordinal))));
    }

    private static Rational[,] Each(Rational[,] shape, Func<int, int, Rational> entry)
    {
        var result = new Rational[shape.GetLength(0), shape.GetLength(1)];
        for (int r = 0; r < result.GetLength(0); r++)
        {
            for (int c = 0; c < result.GetLength(1); c++)
                result[r, c] = entry(r, c);
        }
        return result;
    }

    private static Rational[,] Times(Rational[,] a, Rational[,] b) => Each(a, (r, c) => a[r, 0] * b[0, c] + a[r, 1] * b[1, c]);

    private static bool Same(Rational[,] a, Rational[,] b) => a.GetLength(1) == b.GetLength(1) && a.Cast<Rational>().SequenceEqual(b.Cast<Rational>());

    /// <summary>The sum over all permutations.</summary>
    private static Rational Leibniz(Rational[,] matrix)
    {
        int size = matrix.GetLength(0);
        return Permutations([.. Enumerable.Range(0, size)]).Aggregate((Rational)0, (sum, columns) =>
        {
            int inversions = (from i in Enumerable.Range(0, size) from j in Enumerable.Range(0, i) where columns[j] > columns[i] select 1).Count();
            var product = Enumerable.Range(0, size).Aggregate((Rational)1, (p, row) => p * matrix[row, columns[row]]);
            return inversions % 2 == 0 ? sum + product : sum - product;
        });
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    [GeneratedRegex(@"([0-9]+)\^\{([^}]*)\} = ([0-9]+)\^\{([^}]*)\}")]
    private static partial Regex PowerEquation();

    [GeneratedRegex(@"\\log_\{([0-9]+)\}\(([^)]*)\) = (-?[0-9]+)")]
    private static partial Regex LogEquation();

    [GeneratedRegex(@"\\log_\{([0-9]+)\}\(([^)]*)\)")]
    private static partial Regex Log();
}
