namespace MathPref.Core.Argilla;

/// <summary>How the ratings of several annotators become one.</summary>
public enum RatingAggregate
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    Median,

    /// <summary>The lowest: one annotator who finds a mistake is enough.</summary>
    Minimum,
}
