namespace MathPref.Core.Datasets;

/// <summary>How a Parquet file is laid out.</summary>
public sealed record ParquetLayout
{
    /// <summary>Rows of a row group: what the Hub's viewer reads at once. Fixed, so that the same rows give the same bytes.</summary>
    public int RowsPerGroup { get; init; } = 1000;

    /// <summary>A row group of larger rows ends earlier, at this many bytes before compression: it is held in memory.</summary>
    public long BytesPerGroup { get; init; } = 1 << 26;

    /// <summary>Keys for the footer. None are needed: readers infer the right features from the columns.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
