namespace MathPref.Core.Datasets;

/// <summary>How the rows of a distiset are written.</summary>
public enum DistisetFormat
{
    /// <summary>One file of JSON lines. Any row can stand beside any other.</summary>
    Jsonl,

    /// <summary>Parquet: typed columns, one schema in all shards.</summary>
    Parquet,
}

/// <summary>What is to be written, and where.</summary>
public sealed record DistisetTarget
{
    /// <summary>The folder of the distiset.</summary>
    public required string Root { get; init; }

    public string Config { get; init; } = DistisetLayout.DefaultConfig;

    public string Split { get; init; } = DistisetLayout.DefaultSplit;

    public DistisetFormat Format { get; init; }

    /// <summary>Bytes from which another Parquet file is begun.</summary>
    public long MaximumShardBytes { get; init; } = 500_000_000;

    /// <summary>Replaces the split if it has files already.</summary>
    public bool Force { get; init; }
}
