namespace MathPref.Core.Datasets;

/// <summary>One split of a config.</summary>
public sealed record DistisetSplit
{
    /// <summary>The config that it is a split of.</summary>
    public required string Config { get; init; }

    public required string Name { get; init; }

    /// <summary>The same as <see cref="Name"/>, by the word that the cmdlets' parameters have for it.</summary>
    public string Split => Name;

    /// <summary>Null where only the data would tell, and these were not looked at.</summary>
    public required long? Rows { get; init; }

    /// <summary>Bytes of its files.</summary>
    public required long Bytes { get; init; }

    /// <summary>Its files, relative to the folder.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The models that its rows name, in the order in which they are first named.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    public override string ToString() => Name;
}
