using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline;

/// <summary>Writes problems about a topic, one a line.</summary>
internal static class InstructionWriter
{
    /// <summary>So many repeats in a row mean that a family has hardly anything new left.</summary>
    private const int MaxRepeats = 200;

    public static string Write(IReadOnlyList<ProblemFamily> families, int count, Level level, Rng rng, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        HashSet<string> keys = [];
        List<ProblemFamily> left = [.. families], round = [];
        while (problems.Count < count && left.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Every family has its turn before one has a second.
            if (round.Count == 0)
                round.AddRange(left);
            var family = rng.Pick(round);
            round.Remove(family);
            if (New(family) is { } problem)
                problems.Add(problem);
            else
                left.Remove(family);
        }
        return string.Join('\n', problems);

        string? New(ProblemFamily family)
        {
            for (int i = 0; i < MaxRepeats; i++)
            {
                var (key, text) = family.Generate(rng, level);
                if (keys.Add(key))
                    return text;
            }
            return null;
        }
    }
}
