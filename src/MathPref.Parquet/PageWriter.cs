namespace MathPref.Parquet;

/// <summary>Compresses pages and writes them with their heads.</summary>
internal sealed class PageWriter(Stream stream)
{
    private readonly ByteBuffer _compressed = new();
    private readonly ByteBuffer _head = new();

    /// <summary>Bytes written so far.</summary>
    public long Position { get; private set; }

    /// <summary>The page that is being made.</summary>
    public ByteBuffer Body { get; } = new();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Position += bytes.Length;
    }

    public void Write(ColumnChunk chunk, PageHeader header)
    {
        PageCompression.Snap(Body.Span, _compressed);
        header.UncompressedSize = Body.Count;
        header.CompressedSize = _compressed.Count;
        header.Crc = PageCompression.Crc(_compressed.Span);
        header.Write(_head);
        chunk.UncompressedSize += _head.Count + Body.Count;
        chunk.CompressedSize += _head.Count + _compressed.Count;
        Write(_head.Span);
        Write(_compressed.Span);
        Body.Truncate(0);
        _compressed.Truncate(0);
        _head.Truncate(0);
    }
}
