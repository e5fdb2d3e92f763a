namespace MathPref.Parquet;

/// <summary>Minimum and maximum as stored; null where they are not known.</summary>
internal sealed record ColumnStatistics(long Nulls, byte[]? Minimum, byte[]? Maximum);
