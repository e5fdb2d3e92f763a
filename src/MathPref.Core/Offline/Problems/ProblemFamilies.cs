using System.Diagnostics.CodeAnalysis;

namespace MathPref.Core.Offline.Problems;

/// <summary>All families, by topic.</summary>
internal static class ProblemFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new ExpandProduct(), new CollectTerms(), new EvaluateExpression(),
        new LinearEquation(), new LinearSystem(),
        new QuadraticRoots(), new Discriminant(), new RootSquares(),
        new PolynomialValue(), new PolynomialRemainder(),
        new SimplifyFraction(), new AddFractions(),
        new ExponentialEquation(), new ExponentialValue(), new Growth(),
        new LogarithmValue(), new LogarithmEquation(), new LogarithmSum(),
        new ArithmeticTerm(), new ArithmeticSum(), new GeometricSum(), new InfiniteSeries(),
        new MatrixProduct(), new MatrixCombination(), new MatrixInverse(),
        new Determinant2(), new Determinant3(), new DeterminantUnknown(),
    ];

    /// <summary>The topics that have problems, in the order of the families.</summary>
    public static IReadOnlyList<string> Topics { get; } = [.. All.SelectMany(f => f.Topics).Distinct()];

    public static IReadOnlyList<ProblemFamily> About(string topic) =>
        [.. All.Where(f => f.Topics.Contains(topic.Trim(), StringComparer.OrdinalIgnoreCase))];

    /// <summary>
    /// Works out the problem that the text is or that stands in it: the whole text, else a line, else the end of a line after a
    /// colon. The last such line counts, as examples come before the question.
    /// </summary>
    public static bool TrySolve(string text, [NotNullWhen(true)] out WorkedProblem? worked)
    {
        worked = Candidates(text).Select(Solve).FirstOrDefault(w => w is not null);
        return worked is not null;
    }

    private static WorkedProblem? Solve(string problem)
    {
        foreach (var family in All)
        {
            if (family.TrySolve(problem, out var worked))
                return worked;
        }
        return null;
    }

    private static IEnumerable<string> Candidates(string text)
    {
        yield return text.Trim();
        foreach (string line in text.Split('\n').Reverse())
        {
            yield return line.Trim();
            // Only what is short enough to be a problem is cut out: a long line of colons must not take quadratic time.
            int from = Math.Max(0, line.Length - ProblemFamily.MaxLength - 2);
            for (int colon = line.IndexOf(": ", from, StringComparison.Ordinal); colon >= 0; colon = line.IndexOf(": ", colon + 1, StringComparison.Ordinal))
                yield return line[(colon + 1)..].Trim();
        }
    }
}
