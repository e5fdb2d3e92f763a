namespace MathPref.Parquet;

/// <summary>How pages are compressed. Source: apache/parquet-format, parquet.thrift, CompressionCodec.</summary>
internal enum CompressionCodec
{
    None = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,
    Lz4 = 5,
    Zstd = 6,
    Lz4Raw = 7,
}
