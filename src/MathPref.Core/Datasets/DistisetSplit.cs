namespace MathPref.Core.Datasets;

/// <summary>One split of a config.</summary>
public sealed record DistisetSplit
{
    public required string Name { get; init; }

    public required long Rows { get; init; }

    /// <summary>Bytes of its files.</summary>
    public required long Bytes { get; init; }

    /// <summary>Its files, relative to the folder.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public override string ToString() => Name;
}
