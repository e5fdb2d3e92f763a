using System.Buffers.Binary;
using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// Reads tables of a flatbuffer from untrusted bytes: each place is checked before it is read, and no text twice. Throws
/// <see cref="InvalidDataException"/>. Source: google/flatbuffers, docs, Internals.
/// </summary>
internal sealed class FlatBuffer(ReadOnlyMemory<byte> bytes)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _bytes = bytes;

    /// <summary>Whoever writes one has each text once; tables that share one could ask for it without end.</summary>
    private int _text = bytes.Length;

    /// <summary>The place of the outermost table.</summary>
    public int Root => Follow(0);

    public int Length => _bytes.Length;

    public short Int16(int table, int field, short otherwise) =>
        Find(table, field) is { } place ? BinaryPrimitives.ReadInt16LittleEndian(At(place, 2)) : otherwise;

    public int Int32(int table, int field, int otherwise) =>
        Find(table, field) is { } place ? BinaryPrimitives.ReadInt32LittleEndian(At(place, 4)) : otherwise;

    public byte Byte(int table, int field) => Find(table, field) is { } place ? At(place, 1)[0] : (byte)0;

    /// <summary>A table within the table; null where it has none.</summary>
    public int? Table(int table, int field) => Find(table, field) is { } place ? Follow(place) : null;

    /// <summary>How many tables a list of them has, 0 where it is not there.</summary>
    public int Count(int table, int field)
    {
        if (Find(table, field) is not { } place)
            return 0;
        var vector = Follow(place);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(At(vector, 4));
        return count <= (_bytes.Length - vector - 4) / 4 ? (int)count : throw Broken();
    }

    /// <summary>A table of a list, which has more than so many.</summary>
    public int Item(int table, int field, int index) => Follow(Follow(Find(table, field)!.Value) + 4 + 4 * index);

    /// <summary>A text; empty where it is not there.</summary>
    public string Text(int table, int field)
    {
        if (Find(table, field) is not { } place)
            return "";
        var start = Follow(place);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(At(start, 4));
        if (length > _text)
            throw Broken();
        _text -= (int)length;
        try
        {
            return s_strict.GetString(At(start + 4, (int)length));
        }
        catch (DecoderFallbackException broken)
        {
            throw new InvalidDataException("its Arrow schema holds text that is no UTF-8", broken);
        }
    }

    /// <summary>Where a field of a table is, by the list of places that stands elsewhere and may be shared; null where it is not there.</summary>
    private int? Find(int table, int field)
    {
        var list = table - (long)BinaryPrimitives.ReadInt32LittleEndian(At(table, 4));
        var size = BinaryPrimitives.ReadUInt16LittleEndian(At(list, 2));
        var entry = 4 + 2 * field;
        if (entry + 2 > size)
            return null;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(At(list + entry, 2));
        return offset == 0 ? null : table + offset;
    }

    private int Follow(int place)
    {
        var target = place + (long)BinaryPrimitives.ReadUInt32LittleEndian(At(place, 4));
        return target <= _bytes.Length - 4 ? (int)target : throw Broken();
    }

    private ReadOnlySpan<byte> At(long place, int count) =>
        place >= 0 && place <= _bytes.Length - count ? _bytes.Span.Slice((int)place, count) : throw Broken();

    private static InvalidDataException Broken() => new("its Arrow schema is broken");
}
