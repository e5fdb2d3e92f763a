using System.Text;

namespace MathPref.Parquet;

/// <summary>
/// Reads Thrift's compact protocol from untrusted bytes: every size is checked against what is there before anything is allocated, and
/// depth is limited. Throws <see cref="EndOfStreamException"/> where the bytes end too early, <see cref="ParquetException"/> for
/// all else. Source: apache/thrift, doc/specs/thrift-compact-protocol.md.
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

    public int Int32(int type) => type switch
    {
        ThriftType.I32 or ThriftType.I16 when Signed() is >= int.MinValue and <= int.MaxValue and var value => (int)value,
        ThriftType.Byte => (sbyte)Byte(),
        _ => throw Unexpected(),
    };

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
            throw new ParquetException("its metadata holds text that is no UTF-8", broken);
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
            throw new ParquetException("its metadata is nested too deeply");
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
        throw new ParquetException("its metadata holds a number of more than 64 bits");
    }

    private static ParquetException Unexpected() => new("its metadata does not hold what the format says");
}
