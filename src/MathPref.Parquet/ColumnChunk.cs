namespace MathPref.Parquet;

/// <summary>Where the pages of one column lie within a row group (parquet.thrift, ColumnChunk and ColumnMetaData).</summary>
internal sealed class ColumnChunk
{
    public PhysicalType Type { get; set; }

    public CompressionCodec Codec { get; set; }

    public long Values { get; set; }

    public long UncompressedSize { get; set; }

    public long CompressedSize { get; set; }

    public long DataOffset { get; set; }

    /// <summary>0 where there is no dictionary.</summary>
    public long DictionaryOffset { get; set; }

    public bool IsElsewhere { get; set; }

    public bool IsEncrypted { get; set; }

    /// <summary>Only written: a reader of rows has no use for them.</summary>
    public ColumnStatistics? Statistics { get; set; }

    public bool HasDictionary => DictionaryOffset > 0;
}
