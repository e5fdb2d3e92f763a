namespace MathPref.Core.Datasets;

/// <summary>Bytes in one direction whose beginning can be looked at before it is read.</summary>
internal class HeadStream(Stream inner) : Stream
{
    private readonly Stream _inner = inner;
    private byte[] _head = [];
    private int _read;

    /// <summary>The next bytes, so many or all there are. They are good until the next call.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_head.Length - _read < count)
        {
            var head = new byte[count];
            var have = _head.Length - _read;
            _head.AsSpan(_read).CopyTo(head);
            while (have < count && ReadInner(head.AsSpan(have)) is > 0 and var more)
                have += more;
            (_head, _read) = (have == count ? head : head[..have], 0);
        }
        return _head.AsSpan(_read, Math.Min(count, _head.Length - _read));
    }

    /// <summary>Passes over bytes that were looked at.</summary>
    public void Skip(int count) => _read += count;

    public override int Read(Span<byte> buffer)
    {
        if (_read == _head.Length)
            return buffer.Length == 0 ? 0 : ReadInner(buffer);
        var count = Math.Min(buffer.Length, _head.Length - _read);
        _head.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }

    protected virtual int ReadInner(Span<byte> buffer) => _inner.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
