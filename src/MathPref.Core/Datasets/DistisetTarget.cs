namespace MathPref.Core.Datasets;

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

    /// <summary>
    /// The share of the prompts, more than 0 and less than 1, whose rows are the split train; those of the others are the split test.
    /// A hash of the prompt decides, so that no prompt is on both sides, in whatever shape or order the rows come. Null for one split.
    /// </summary>
    public double? TrainSize { get; init; }

    /// <summary>Leaves distilabel_metadata out.</summary>
    public bool ExcludeMetadata { get; init; }

    /// <summary>
    /// The licence for the card, by the Hub's identifier (<c>mit</c>, <c>cc-by-4.0</c>); null for what the card says already, else that of the datasets
    /// that the rows came from.
    /// </summary>
    public string? License { get; init; }

    /// <summary>Replaces the split if it has files already.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Tells of a file that lies where the split's are to lie, by its full path, whether whoever writes made it as it is: it is replaced without
    /// <see cref="Force"/>. Null where nobody can tell.
    /// </summary>
    public Func<string, bool>? IsOwn { get; init; }

    /// <summary>The config is to have no other splits than these: others that are there go when these take their place.</summary>
    public bool IsWholeConfig { get; init; }

    /// <summary>All configs of the dataset are the run's that writes this one: what they are together is its affair.</summary>
    public bool IsOfRun { get; init; }

    /// <summary>
    /// The config that loads give which name none, where it is there and the card says nothing else: see <see cref="DatasetCard.Prefer"/>. Null where
    /// whoever writes leaves that to the card.
    /// </summary>
    public string? PreferredDefault { get; init; }

    internal IReadOnlyList<string> Splits => TrainSize is null ? [Split] : [DistisetLayout.DefaultSplit, DistisetLayout.TestSplit];
}
