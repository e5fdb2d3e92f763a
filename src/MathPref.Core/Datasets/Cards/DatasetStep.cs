namespace MathPref.Core.Datasets;

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
