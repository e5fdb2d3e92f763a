namespace MathPref.Core.Datasets;

/// <summary>How rows came about, as far as the chain that made them tells.</summary>
public sealed record DatasetMaking
{
    /// <summary>What each cmdlet did, each after those whose rows it took.</summary>
    public required IReadOnlyList<DatasetStep> Steps { get; init; }

    /// <summary>Whether each step took the rows of the one before it, and of no other.</summary>
    public required bool IsChain { get; init; }

    /// <summary>The day of the list that costs are by where no other price was given.</summary>
    public required string PricesOf { get; init; }

    /// <summary>The datasets that the rows came from, each once, in the order in which they were read.</summary>
    public IReadOnlyList<SourceDataset> Sources { get; init; } = [];

    /// <summary>Whether it is known where all rows came from.</summary>
    public required bool IsWhole { get; init; }
}
