using System.Diagnostics.CodeAnalysis;

namespace MathPref.Core.Offline.Problems;

/// <summary>
/// Problems of one kind: it writes them from random numbers and solves any of them from its text alone. Its <see cref="Wording"/>s serve both ways, so a
/// family can't write what it can't read.
/// </summary>
internal abstract class ProblemFamily
{
    /// <summary>No problem is longer than this.</summary>
    public const int MaxLength = 600;

    /// <summary>Most draws are problems; so many that are none come of a mistake in the family.</summary>
    private const int MaxDraws = 1000;

    /// <param name="name">In small letters with hyphens.</param>
    /// <param name="topics">One or two of the tutorial's topics.</param>
    /// <param name="wordings">As <see cref="Wording"/> reads them; each has all the blanks.</param>
    protected ProblemFamily(string name, string[] topics, string[] wordings) =>
        (Name, Topics, Wordings) = (name, topics, [.. wordings.Select(wording => new Wording(wording))]);

    public string Name { get; }

    public IReadOnlyList<string> Topics { get; }

    public IReadOnlyList<Wording> Wordings { get; }

    /// <summary>A new problem; two with the same key are the same problem, if perhaps in other words.</summary>
    public (string Key, string Text) Generate(Rng rng, Level level)
    {
        for (int tries = 0; tries < MaxDraws; tries++)
        {
            string[] values = Draw(rng, level);
            if (Work(values) is { CanGoWrong: true })
                return (string.Join('|', [Name, .. values]), rng.Pick(Wordings).Fill(values));
        }
        throw new InvalidOperationException($"The family {Name} draws no problem of level {level.Number} that can go wrong.");
    }

    /// <summary>Solves the problem, if the text is one of this family's.</summary>
    public bool TrySolve(string text, [NotNullWhen(true)] out WorkedProblem? worked)
    {
        foreach (var wording in Wordings)
        {
            if (TrySolve(wording, text, out worked))
                return true;
        }
        worked = null;
        return false;
    }

    /// <summary>Solves the problem, if the text is one of this family's in that wording.</summary>
    public bool TrySolve(Wording wording, string text, [NotNullWhen(true)] out WorkedProblem? worked)
    {
        worked = text.Length <= MaxLength && wording.TryRead(text, out var values) ? Work(values) : null;
        return worked is not null;
    }

    /// <summary>Random values for the blanks, in the order of their numbers. At <see cref="Level.Usual"/> there are a thousand or more.</summary>
    protected abstract string[] Draw(Rng rng, Level level);

    /// <summary>
    /// Works out the problem with these values in its blanks; null where they make none. What stands in the blanks may come from anybody: the work
    /// is bounded, and nothing throws.
    /// </summary>
    protected abstract WorkedProblem? Work(string[] values);
}
