using System.IO.Compression;

namespace MathPref.Core.Datasets;

/// <summary>
/// Expands gzip and knows its end. <see cref="GZipStream"/> takes the end of a file that was cut off for that of its text. Here one more member
/// follows the file: it is read as itself where the file is whole, and as a part of the last one where that has no end.
/// </summary>
internal sealed class WholeGzipStream : HeadStream
{
    private static readonly byte[] s_mark = "the end of the file"u8.ToArray();

    private static readonly byte[] s_member = Compress(s_mark);

    private readonly Followed _source;
    private bool _isDone;

    private WholeGzipStream(Stream expanded, Followed source)
        : base(expanded) => _source = source;

    public static WholeGzipStream Open(Stream compressed)
    {
        var source = new Followed(compressed);
        return new WholeGzipStream(new GZipStream(source, CompressionMode.Decompress), source);
    }

    protected override int ReadInner(Span<byte> buffer)
    {
        if (_isDone)
            return 0;
        var count = base.ReadInner(buffer);
        // What is expanded of the bytes before is given before more are asked for, so all this comes of the member that follows.
        if (!_source.IsPast)
            return count;
        _isDone = true;
        var after = new MemoryStream();
        Span<byte> more = stackalloc byte[256];
        for (after.Write(buffer[..count]); after.Length <= s_mark.Length && base.ReadInner(more) is > 0 and var read;)
            after.Write(more[..read]);
        return after.GetBuffer().AsSpan(0, (int)after.Length).SequenceEqual(s_mark) ? 0 : throw new InvalidDataException("it has no end");
    }

    private static byte[] Compress(byte[] text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(text);
        return bytes.ToArray();
    }

    /// <summary>The bytes of the file, and then those of the member behind it.</summary>
    private sealed class Followed(Stream inner) : HeadStream(inner)
    {
        public bool IsPast { get; private set; }

        protected override int ReadInner(Span<byte> buffer)
        {
            if (IsPast)
                return 0;
            if (base.ReadInner(buffer) is > 0 and var count)
                return count;
            IsPast = true;
            s_member.CopyTo(buffer);
            return s_member.Length;
        }
    }
}
