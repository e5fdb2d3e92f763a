namespace MathPref.Core.Datasets;

/// <summary>How rows came about, as far as the chain that made them tells.</summary>
public sealed record DatasetMaking
{
    /// <summary>What each cmdlet did, each after those whose rows it took.</summary>
    public required IReadOnlyList<DatasetStep> Steps { get; init; }

    /// <summary>Whether each step took the rows of the one before it, and of no other.</summary>
    public required bool IsChain { get; init; }

    /// <summary>Whether it is known where all rows came from.</summary>
    public required bool IsWhole { get; init; }
}

/// <summary>What one cmdlet did.</summary>
public sealed record DatasetStep
{
    public required string Cmdlet { get; init; }

    /// <summary>The cmdlet with its parameters, as one would type it; what only concerns the process (limits, journal, keys, addresses) is left out.</summary>
    public required string Command { get; init; }

    /// <summary>The models that it asked.</summary>
    public IReadOnlyList<StepModel> Models { get; init; } = [];

    /// <summary>Rows of which it made nothing, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();
}

/// <summary>What one model was asked by a step.</summary>
/// <param name="Name">The model, as provider/model.</param>
/// <param name="Settings">The options that were set, in words.</param>
/// <param name="InputTokens">Tokens of all questions that were answered; null where a server did not count them.</param>
/// <param name="OutputTokens">Tokens of the answers.</param>
/// <param name="Cost">USD at list price (or the price given); null where it is not known.</param>
public sealed record StepModel(string Name, string Settings, long? InputTokens, long? OutputTokens, decimal? Cost);
