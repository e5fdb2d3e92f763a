namespace MathPref.Parquet;

/// <summary>Some of the file's rows, column by column (parquet.thrift, RowGroup).</summary>
internal sealed class RowGroup
{
    public List<ColumnChunk> Columns { get; } = [];

    public long Rows { get; set; }
}
