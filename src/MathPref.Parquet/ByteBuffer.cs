using System.Buffers.Binary;

namespace MathPref.Parquet;

/// <summary>Bytes that are added at the end and taken back from there.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = [];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Count);

    public void Add(byte value)
    {
        if (Count == _bytes.Length)
            Grow(1);
        _bytes[Count++] = value;
    }

    public void Add(ReadOnlySpan<byte> values)
    {
        values.CopyTo(Reserve(values.Length));
        Count += values.Length;
    }

    public void AddInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
        Count += 4;
    }

    public void AddInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);
        Count += 8;
    }

    public void AddVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Add((byte)(value | 0x80));
        Add((byte)value);
    }

    /// <summary>Room at the end, which <see cref="Advance"/> makes part of the bytes.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Count < count)
            Grow(count);
        return _bytes.AsSpan(Count, count);
    }

    public void Advance(int count) => Count += count;

    public void Truncate(int count) => Count = count;

    private void Grow(int more) => Array.Resize(ref _bytes, (int)Math.Min(Math.Max(Math.Max(256L, _bytes.Length * 2L), (long)Count + more), Array.MaxLength));
}
