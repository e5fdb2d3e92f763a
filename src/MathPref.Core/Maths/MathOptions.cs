namespace MathPref.Core.Maths;

/// <summary>How an answer is to be compared.</summary>
public sealed record MathOptions
{
    /// <summary>The least number of significant digits with which a decimal can equal an exact reference.</summary>
    public int Precision { get; init; } = 3;

    /// <summary>
    /// Whether the text was cut at its greatest length (a finish_reason of <c>length</c>): then only an answer that it announces is one, not its last number.
    /// </summary>
    public bool IsCut { get; init; }

    /// <summary>The question, where it is known: it may ask for a percentage.</summary>
    public string? Question { get; init; }
}
