namespace MathPref.Parquet;

/// <summary>Some of the file's rows, column by column (parquet.thrift, RowGroup).</summary>
internal sealed class RowGroup
{
    /// <summary>Where a file's first row group begins: behind the magic bytes.</summary>
    public const int First = 4;

    private long _start = First;

    public List<ColumnChunk> Columns { get; } = [];

    public long Rows { get; set; }

    /// <summary>Gives the pages the places that they have in a file in which they begin there.</summary>
    public void MoveTo(long start)
    {
        foreach (var chunk in Columns)
        {
            chunk.DataOffset += start - _start;
            chunk.DictionaryOffset += chunk.HasDictionary ? start - _start : 0;
        }
        _start = start;
    }
}
