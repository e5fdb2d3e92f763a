using System.Buffers.Binary;
using System.Text;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>A table of a FlatBuffers message: fields by their numbers (flatbuffers.dev, internals).</summary>
/// <param name="Bytes">The message.</param>
/// <param name="At">Where the table begins.</param>
internal readonly record struct FlatTable(byte[] Bytes, int At)
{
    public static FlatTable Root(byte[] bytes, int start = 0) => new(bytes, start + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(start)));

    /// <summary>Where a field's value is, or 0.</summary>
    private int Place(int field)
    {
        var table = At - BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(At));
        var offset = 4 + 2 * field;
        if (offset >= BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(table)))
            return 0;
        var relative = BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(table + offset));
        return relative == 0 ? 0 : At + relative;
    }

    private int Follow(int place) => place + BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(place));

    public byte Byte(int field) => Place(field) is > 0 and var place ? Bytes[place] : (byte)0;

    public short Int16(int field, short absent = 0) => Place(field) is > 0 and var place ? BinaryPrimitives.ReadInt16LittleEndian(Bytes.AsSpan(place)) : absent;

    public int Int32(int field, int absent = 0) => Place(field) is > 0 and var place ? BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(place)) : absent;

    public long Int64(int field) => Place(field) is > 0 and var place ? BinaryPrimitives.ReadInt64LittleEndian(Bytes.AsSpan(place)) : 0;

    public string? Text(int field) => Place(field) is > 0 and var place && Follow(place) is var at
        ? Encoding.UTF8.GetString(Bytes, at + 4, BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(at)))
        : null;

    public FlatTable? Table(int field) => Place(field) is > 0 and var place ? this with { At = Follow(place) } : null;

    public IEnumerable<FlatTable> Tables(int field)
    {
        var (start, count) = Vector(field);
        for (var i = 0; i < count; i++)
            yield return this with { At = Follow(start + 4 * i) };
    }

    /// <summary>Pairs of numbers, as Arrow has its nodes and buffers.</summary>
    public List<(long First, long Second)> Pairs(int field)
    {
        var (start, count) = Vector(field);
        List<(long, long)> pairs = [];
        for (var i = 0; i < count; i++)
            pairs.Add((BinaryPrimitives.ReadInt64LittleEndian(Bytes.AsSpan(start + 16 * i)), BinaryPrimitives.ReadInt64LittleEndian(Bytes.AsSpan(start + 16 * i + 8))));
        return pairs;
    }

    private (int Start, int Count) Vector(int field)
    {
        if (Place(field) is not (> 0 and var place))
            return (0, 0);
        var at = Follow(place);
        return (at + 4, BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(at)));
    }
}
