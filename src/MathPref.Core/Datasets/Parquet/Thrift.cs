using System.Buffers.Binary;
using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>The types of Thrift's compact protocol, in which Parquet writes its metadata.</summary>
internal static class ThriftType
{
    public const int True = 1;
    public const int False = 2;
    public const int Byte = 3;
    public const int I16 = 4;
    public const int I32 = 5;
    public const int I64 = 6;
    public const int Double = 7;
    public const int Binary = 8;
    public const int List = 9;
    public const int Set = 10;
    public const int Map = 11;
    public const int Struct = 12;
}

/// <summary>
/// Reads Thrift's compact protocol from untrusted bytes: every size is checked against what is there before anything is allocated, and
/// depth is limited. Throws <see cref="EndOfStreamException"/> where the bytes end too early, <see cref="InvalidDataException"/> for
/// all else.
/// </summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int MaximumDepth = 32;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Goes to the next field of a struct; false at its end.</summary>
    public bool Next(ref int field, out int type)
    {
        var head = Byte();
        type = head & 15;
        if (type == 0)
            return false;
        field = head >> 4 is > 0 and var step ? field + step : (short)Signed();
        return true;
    }

    public bool Bool(int type) => type is ThriftType.True or ThriftType.False ? type == ThriftType.True : throw Unexpected();

    public int Int32(int type) => type is ThriftType.I32 or ThriftType.I16 ? Signed() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Unexpected() : type is ThriftType.Byte ? (sbyte)Byte() : throw Unexpected();

    public long Int64(int type) => type is ThriftType.I64 ? Signed() : throw Unexpected();

    public ReadOnlySpan<byte> Binary(int type)
    {
        if (type is not ThriftType.Binary)
            throw Unexpected();
        return Take(Unsigned());
    }

    public string Text(int type)
    {
        try
        {
            return s_strict.GetString(Binary(type));
        }
        catch (DecoderFallbackException broken)
        {
            throw new InvalidDataException("its metadata holds text that is no UTF-8", broken);
        }
    }

    /// <summary>The head of a list: how many items of which type follow.</summary>
    public int List(int type, out int itemType)
    {
        if (type is not (ThriftType.List or ThriftType.Set))
            throw Unexpected();
        var head = Byte();
        itemType = head & 15;
        var count = head >> 4 is < 15 and var small ? (ulong)small : Unsigned();
        // No item takes less than a byte.
        if (count > (ulong)(_bytes.Length - Position))
            throw new EndOfStreamException();
        return (int)count;
    }

    public readonly void ExpectStruct(int type)
    {
        if (type is not ThriftType.Struct)
            throw Unexpected();
    }

    /// <summary>Reads a struct to its end without looking at it.</summary>
    public void Skip(int type, int depth = 0, bool inList = false)
    {
        if (depth > MaximumDepth)
            throw new InvalidDataException("its metadata is nested too deeply");
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                if (inList)
                    Byte();
                break;
            case ThriftType.Byte:
                Byte();
                break;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                Unsigned();
                break;
            case ThriftType.Double:
                Take(8);
                break;
            case ThriftType.Binary:
                Take(Unsigned());
                break;
            case ThriftType.List or ThriftType.Set:
                for (var left = List(type, out var itemType); left > 0; left--)
                    Skip(itemType, depth + 1, inList: true);
                break;
            case ThriftType.Map:
                var count = Unsigned();
                if (count == 0)
                    break;
                var types = Byte();
                for (; count > 0; count--)
                {
                    Skip(types >> 4, depth + 1, inList: true);
                    Skip(types & 15, depth + 1, inList: true);
                }
                break;
            case ThriftType.Struct:
                var field = 0;
                while (Next(ref field, out var inner))
                    Skip(inner, depth + 1);
                break;
            default:
                throw Unexpected();
        }
    }

    private byte Byte() => Position < _bytes.Length ? _bytes[Position++] : throw new EndOfStreamException();

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - Position))
            throw new EndOfStreamException();
        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private long Signed()
    {
        var coded = Unsigned();
        return (long)(coded >> 1) ^ -(long)(coded & 1);
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("its metadata holds a number of more than 64 bits");
    }

    private static InvalidDataException Unexpected() => new("its metadata does not hold what the format says");
}

/// <summary>Writes Thrift's compact protocol.</summary>
internal sealed class ThriftWriter(ByteBuffer output)
{
    private readonly Stack<int> _fields = new();
    private int _field;

    /// <summary>Begins a struct that is an item of a list, or the outermost one.</summary>
    public void Begin()
    {
        _fields.Push(_field);
        _field = 0;
    }

    /// <summary>Begins a struct that is a field of the current one.</summary>
    public void Begin(int field)
    {
        Head(field, ThriftType.Struct);
        Begin();
    }

    public void End()
    {
        output.Add(0);
        _field = _fields.Pop();
    }

    public void Int32(int field, int value)
    {
        Head(field, ThriftType.I32);
        Signed(value);
    }

    public void Int64(int field, long value)
    {
        Head(field, ThriftType.I64);
        Signed(value);
    }

    public void Int16(int field, int value)
    {
        Head(field, ThriftType.I16);
        Signed(value);
    }

    public void Int8(int field, int value)
    {
        Head(field, ThriftType.Byte);
        output.Add((byte)value);
    }

    public void Bool(int field, bool value) => Head(field, value ? ThriftType.True : ThriftType.False);

    public void Text(int field, string value)
    {
        Head(field, ThriftType.Binary);
        Text(value);
    }

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        Head(field, ThriftType.Binary);
        Unsigned((ulong)value.Length);
        output.Add(value);
    }

    public void List(int field, int itemType, int count)
    {
        Head(field, ThriftType.List);
        if (count < 15)
        {
            output.Add((byte)(count << 4 | itemType));
            return;
        }
        output.Add((byte)(0xF0 | itemType));
        Unsigned((ulong)count);
    }

    /// <summary>An item of a list of texts.</summary>
    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Unsigned((ulong)bytes.Length);
        output.Add(bytes);
    }

    /// <summary>An item of a list of numbers.</summary>
    public void Signed(long value) => Unsigned((ulong)(value << 1 ^ value >> 63));

    private void Unsigned(ulong value) => output.AddVarint(value);

    private void Head(int field, int type)
    {
        // Fields are written in order and no struct of Parquet leaves a gap of 16.
        output.Add((byte)(field - _field << 4 | type));
        _field = field;
    }
}

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
