namespace MathPref.Core.Maths.Equality;

/// <summary>What the user and the question say of the comparison.</summary>
internal sealed record ComparisonRules
{
    /// <summary>The least number of significant digits with which a decimal can equal an exact reference.</summary>
    public int Precision { get; init; } = 3;

    /// <summary>Whether the question asks for a percentage, so that 25 and 25 % and 0.25 are alike.</summary>
    public bool AsksForPercent { get; init; }
}
