namespace MathPref.Core.Datasets;

/// <summary>What the footer of a Parquet file says.</summary>
/// <param name="Schema">The columns, with the types that their values have in rows.</param>
/// <param name="Rows">Rows in all row groups.</param>
/// <param name="RowGroups">How many row groups there are.</param>
/// <param name="UncompressedBytes">The size of all pages before compression.</param>
/// <param name="Metadata">The file's own keys, such as <c>huggingface</c>.</param>
public sealed record ParquetInfo(RowSchema Schema, long Rows, int RowGroups, long UncompressedBytes, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Row groups without rows, on which loaders fail.</summary>
    public int EmptyRowGroups { get; init; }

    /// <summary>Columns whose stored type is not the one that rows have it in (int32, timestamps, decimals), and those of bytes.</summary>
    public IReadOnlyList<string> OtherColumns { get; init; } = [];

    /// <summary>Columns of bytes that are not said to be text: loaders give them as bytes, and trainers train on what those look like.</summary>
    public IReadOnlyList<string> ByteColumns { get; init; } = [];
}
