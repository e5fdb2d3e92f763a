namespace MathPref.Parquet;

/// <summary>Compresses the pages of a row group and puts them behind each other with their heads.</summary>
internal sealed class PageWriter
{
    private readonly ByteBuffer _compressed = new();
    private readonly ByteBuffer _head = new();

    /// <summary>The pages so far.</summary>
    public ByteBuffer Pages { get; private set; } = new();

    /// <summary>The page that is being made.</summary>
    public ByteBuffer Body { get; } = new();

    public void Write(ColumnChunk chunk, PageHeader header)
    {
        PageCompression.Snap(Body.Span, _compressed);
        header.UncompressedSize = Body.Count;
        header.CompressedSize = _compressed.Count;
        header.Crc = PageCompression.Crc(_compressed.Span);
        header.Write(_head);
        chunk.UncompressedSize += _head.Count + Body.Count;
        chunk.CompressedSize += _head.Count + _compressed.Count;
        Pages.Add(_head.Span);
        Pages.Add(_compressed.Span);
        Body.Truncate(0);
        _compressed.Truncate(0);
        _head.Truncate(0);
    }

    /// <summary>Gives the pages away and begins anew, in memory that was used before where there is some.</summary>
    public ByteBuffer Take(ByteBuffer? free)
    {
        var pages = Pages;
        Pages = free ?? new ByteBuffer();
        Pages.Truncate(0);
        return pages;
    }
}
