using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MathPref.Core.Offline.Families.Algebra;
using MathPref.Core.Offline.Families.Chance;
using MathPref.Core.Offline.Families.Complex;
using MathPref.Core.Offline.Families.Conics;
using MathPref.Core.Offline.Families.Counting;
using MathPref.Core.Offline.Families.Differentiation;
using MathPref.Core.Offline.Families.Discrete;
using MathPref.Core.Offline.Families.Functions;
using MathPref.Core.Offline.Families.Geometry;
using MathPref.Core.Offline.Families.Integration;
using MathPref.Core.Offline.Families.Matrices;
using MathPref.Core.Offline.Families.Numbers;
using MathPref.Core.Offline.Families.Reasoning;
using MathPref.Core.Offline.Families.Sequences;
using MathPref.Core.Offline.Families.Trigonometry;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline;

/// <summary>All families, by topic and by the words that their problems begin with.</summary>
internal static class ProblemFamilies
{
    private static readonly Dictionary<string, List<(ProblemFamily Family, Wording Wording)>> s_byPrefix = [];
    private static readonly int[] s_prefixLengths;

    /// <summary>What was worked out lately: models are asked to answer, to judge and to compare the same problem.</summary>
    private static readonly ConcurrentDictionary<string, WorkedProblem> s_lately = new(StringComparer.Ordinal);

    private const int MostKept = 1024;
    private const int LongestKept = 2 * ProblemFamily.MaxLength;

    private static int s_kept;

    static ProblemFamilies()
    {
        foreach (var family in All)
        {
            foreach (var wording in family.Wordings)
            {
                if (!s_byPrefix.TryGetValue(wording.Prefix, out var same))
                    s_byPrefix[wording.Prefix] = same = [];
                same.Add((family, wording));
            }
        }
        s_prefixLengths = [.. s_byPrefix.Keys.Select(prefix => prefix.Length).Distinct().OrderDescending()];
    }

    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        .. AlgebraFamilies.All,
        .. FunctionFamilies.All,
        .. SequenceFamilies.All,
        .. MatrixFamilies.All,
        .. TrigonometryFamilies.All,
        .. DifferentiationFamilies.All,
        .. IntegrationFamilies.All,
        .. GeometryFamilies.All,
        .. ComplexFamilies.All,
        .. ConicFamilies.All,
        .. DiscreteFamilies.All,
        .. NumberFamilies.All,
        .. CountingFamilies.All,
        .. ReasoningFamilies.All,
        .. ChanceFamilies.All,
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
        if (s_lately.TryGetValue(text, out worked))
            return true;
        worked = Candidates(text).Select(Solve).FirstOrDefault(w => w is not null);
        if (worked is not null && text.Length <= LongestKept)
            Keep(text, worked);
        return worked is not null;
    }

    private static void Keep(string text, WorkedProblem worked)
    {
        if (Interlocked.Increment(ref s_kept) > MostKept)
        {
            s_lately.Clear();
            Interlocked.Exchange(ref s_kept, 1);
        }
        s_lately[text] = worked;
    }

    private static WorkedProblem? Solve(string problem)
    {
        if (problem.Length > ProblemFamily.MaxLength)
            return null;
        var byPrefix = s_byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (int length in s_prefixLengths)
        {
            if (length > problem.Length || !byPrefix.TryGetValue(problem.AsSpan(0, length), out var wordings))
                continue;
            foreach (var (family, wording) in wordings)
            {
                if (family.TrySolve(wording, problem, out var worked))
                    return worked;
            }
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
