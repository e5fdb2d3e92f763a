namespace MathPref.Core.Maths.Scorers;

/// <summary>
/// References as TRL's accuracy_reward and reasoning_accuracy_reward read the column solution (TRL 1.16 with math-verify 0.9.0).
/// </summary>
public static class TrlSolution
{
    /// <summary>A plain number, or LaTeX wholly between dollar signs.</summary>
    public static ScorerAnswer Of(MathReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Problem is { } unread)
            return new(null, unread);
        var meaning = ScorerMeaning.Of(reference);
        if (LatexWriter.Write(meaning, out string? problem) is not { } latex)
            return new(null, problem);
        if ((ScorerLimits.Of(reference, meaning) ?? TrlLimits.Of(meaning, latex) ?? ReadBack.Problem(latex, meaning, reference)) is { } limit)
            return new(null, limit);
        if (PlainNumber.Of(meaning) is not { } number)
            return new($"${latex}$", null);
        // One that stands in dollars stays there: people compare it with the source.
        var inDollars = $"${number}$";
        return new(reference.Written.Trim() == inDollars ? inDollars : number, null);
    }
}
