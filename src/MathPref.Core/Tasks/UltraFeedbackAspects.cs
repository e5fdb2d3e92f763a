namespace MathPref.Core.Tasks;

/// <summary>The names of the aspects as people write them.</summary>
public static class UltraFeedbackAspects
{
    private static readonly (string Name, UltraFeedbackAspect Aspect, string Gist)[] s_all =
    [
        ("overall-rating", UltraFeedbackAspect.OverallRating, "Correct, informative, honest, truthful and on task, in one rating."),
        ("honesty", UltraFeedbackAspect.Honesty, "Does the confidence shown match the correctness?"),
        ("instruction-following", UltraFeedbackAspect.InstructionFollowing, "Are the goal and the restrictions of the instruction met?"),
        ("helpfulness", UltraFeedbackAspect.Helpfulness, "Is it correct and informative? With the kinds of informativeness."),
        ("truthfulness", UltraFeedbackAspect.Truthfulness, "Is it free of invention? With the kinds of invention."),
    ];

    /// <summary>All names, in the order in which they are offered.</summary>
    public static IEnumerable<string> Names => s_all.Select(a => a.Name);

    /// <summary>One sentence on what the aspect rates.</summary>
    public static string Gist(string name) => s_all.First(a => a.Name == name).Gist;

    /// <summary>The aspect of that name; throws <see cref="ArgumentException"/> for any other.</summary>
    public static UltraFeedbackAspect Parse(string name)
    {
        foreach (var (known, aspect, _) in s_all)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return aspect;
        }
        throw new ArgumentException($"'{name}' is not an aspect. There are: {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>What a judge was asked about by that prompt; null for a prompt that is not <see cref="UltraFeedbackTask"/>'s.</summary>
    internal static UltraFeedbackAspect? OfPrompt(string prompt)
    {
        foreach (var (_, aspect, _) in s_all)
        {
            if (prompt.StartsWith(UltraFeedbackPrompt.Heading(aspect) + "\n", StringComparison.Ordinal))
                return aspect;
        }
        return null;
    }

    /// <summary>Whether the judge also names types (helpfulness, truthfulness).</summary>
    public static bool HasTypes(this UltraFeedbackAspect aspect) =>
        aspect is UltraFeedbackAspect.Helpfulness or UltraFeedbackAspect.Truthfulness;
}
