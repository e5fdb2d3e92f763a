namespace MathPref.Core.Datasets;

/// <summary>A file of a split as it was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="UncompressedBytes">The size of its pages before compression.</param>
public sealed record ParquetShard(string Path, long Rows, long Bytes, long UncompressedBytes);
