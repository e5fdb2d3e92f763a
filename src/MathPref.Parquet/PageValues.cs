using System.Buffers.Binary;

namespace MathPref.Parquet;

/// <summary>The values of a page, in any encoding. Source: apache/parquet-format, Encodings.md.</summary>
internal static class PageValues
{
    /// <summary>Reads <paramref name="count"/> values. Throws <see cref="ParquetException"/> for bytes that do not hold them.</summary>
    public static object[] Read(SchemaElement element, PageEncoding encoding, ReadOnlySpan<byte> bytes, int count) => (encoding, element.Type) switch
    {
        (PageEncoding.Plain, PhysicalType.Boolean) => ReadBits(bytes, count),
        (PageEncoding.Rle, PhysicalType.Boolean) => ReadRuns(bytes, count),
        (PageEncoding.Plain, PhysicalType.ByteArray) => ReadTexts(element, bytes, count),
        (PageEncoding.Plain, _) => ReadFixed(element, bytes, count, Width(element)),
        (PageEncoding.ByteStreamSplit, PhysicalType.Float or PhysicalType.Double or PhysicalType.Int32 or PhysicalType.Int64
            or PhysicalType.FixedLengthByteArray) => ReadFixed(element, Join(bytes, count, Width(element)), count, Width(element)),
        (PageEncoding.DeltaBinaryPacked, PhysicalType.Int32 or PhysicalType.Int64) => ReadDeltas(element, bytes, count),
        (PageEncoding.DeltaLengthByteArray, PhysicalType.ByteArray) => ReadDeltaTexts(element, bytes, count, hasPrefixes: false),
        (PageEncoding.DeltaByteArray, PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray) => ReadDeltaTexts(element, bytes, count, hasPrefixes: true),
        _ => throw new ParquetException($"the encoding {encoding} of {element.Type} cannot be read"),
    };

    private static ParquetException Broken() => new("the values of a page are broken");

    private static int Width(SchemaElement element) => element.Type switch
    {
        PhysicalType.Int32 or PhysicalType.Float => 4,
        PhysicalType.Int64 or PhysicalType.Double => 8,
        PhysicalType.Int96 => 12,
        _ => element.TypeLength > 0 ? element.TypeLength : throw Broken(),
    };

    private static object[] ReadBits(ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length * 8L)
            throw Broken();
        var values = new object[count];
        for (var i = 0; i < count; i++)
            values[i] = (bytes[i / 8] >> i % 8 & 1) != 0;
        return values;
    }

    private static object[] ReadRuns(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var length && length > bytes.Length - 4)
            throw Broken();
        var bits = new int[count];
        RunLengthEncoding.Read(bytes.Slice(4, (int)length), 1, 1, bits);
        return Array.ConvertAll(bits, bit => (object)(bit != 0));
    }

    private static object[] ReadTexts(SchemaElement element, ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length / 4)
            throw Broken();
        var values = new object[count];
        for (var i = 0; i < count; i++)
        {
            if (bytes.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var length && length > bytes.Length - 4)
                throw Broken();
            values[i] = LogicalValues.OfBytes(element, bytes.Slice(4, (int)length));
            bytes = bytes[(4 + (int)length)..];
        }
        return values;
    }

    private static object[] ReadFixed(SchemaElement element, ReadOnlySpan<byte> bytes, int count, int width)
    {
        if (count > bytes.Length / width)
            throw Broken();
        var values = new object[count];
        for (var i = 0; i < count; i++)
        {
            var value = bytes.Slice(i * width, width);
            values[i] = element.Type switch
            {
                PhysicalType.Int32 => LogicalValues.OfWhole(element, BinaryPrimitives.ReadInt32LittleEndian(value)),
                PhysicalType.Int64 => LogicalValues.OfWhole(element, BinaryPrimitives.ReadInt64LittleEndian(value)),
                PhysicalType.Float => (double)BinaryPrimitives.ReadSingleLittleEndian(value),
                PhysicalType.Double => BinaryPrimitives.ReadDoubleLittleEndian(value),
                PhysicalType.Int96 => LogicalValues.OfInt96(value),
                _ => LogicalValues.OfBytes(element, value),
            };
        }
        return values;
    }

    /// <summary>The first bytes of all values stand first, then the second ones, and so on.</summary>
    private static byte[] Join(ReadOnlySpan<byte> bytes, int count, int width)
    {
        if (count > bytes.Length / width)
            throw Broken();
        var joined = new byte[count * width];
        var stride = bytes.Length / width;
        for (var i = 0; i < count; i++)
        {
            for (var b = 0; b < width; b++)
                joined[i * width + b] = bytes[b * stride + i];
        }
        return joined;
    }

    private static object[] ReadDeltas(SchemaElement element, ReadOnlySpan<byte> bytes, int count)
    {
        var numbers = Deltas(bytes, count, out _);
        return Array.ConvertAll(numbers, number => LogicalValues.OfWhole(element, element.Type is PhysicalType.Int32 ? (int)number : number));
    }

    private static object[] ReadDeltaTexts(SchemaElement element, ReadOnlySpan<byte> bytes, int count, bool hasPrefixes)
    {
        long[] prefixes = [];
        if (hasPrefixes)
        {
            prefixes = Deltas(bytes, count, out var used);
            bytes = bytes[used..];
        }
        var lengths = Deltas(bytes, count, out var taken);
        bytes = bytes[taken..];
        var values = new object[count];
        ReadOnlySpan<byte> before = [];
        var total = 0L;
        for (var i = 0; i < count; i++)
        {
            var prefix = hasPrefixes ? prefixes[i] : 0;
            if (prefix < 0 || prefix > before.Length || lengths[i] < 0 || lengths[i] > bytes.Length)
                throw Broken();
            // Few bytes can stand for very many here.
            if ((total += prefix) > 1 << 30)
                throw new ParquetException("the values of a page are larger than can be read");
            var rest = bytes[..(int)lengths[i]];
            bytes = bytes[(int)lengths[i]..];
            ReadOnlySpan<byte> value = rest;
            if (prefix > 0)
            {
                byte[] joined = [.. before[..(int)prefix], .. rest];
                value = joined;
            }
            values[i] = LogicalValues.OfBytes(element, value);
            before = value;
        }
        return values;
    }

    /// <summary>Numbers as blocks of differences ("DELTA_BINARY_PACKED").</summary>
    private static long[] Deltas(ReadOnlySpan<byte> bytes, int count, out int used)
    {
        var at = 0;
        var blockSize = RunLengthEncoding.ReadVarint(bytes, ref at);
        var miniblocks = RunLengthEncoding.ReadVarint(bytes, ref at);
        var total = RunLengthEncoding.ReadVarint(bytes, ref at);
        var last = Signed(RunLengthEncoding.ReadVarint(bytes, ref at));
        if (total != (ulong)count || miniblocks is 0 or > 1 << 16 || blockSize is 0 or > 1 << 24)
            throw Broken();
        if (blockSize % miniblocks != 0 || blockSize / miniblocks % 8 != 0)
            throw Broken();
        var perMiniblock = (int)(blockSize / miniblocks);
        var values = new long[count];
        var filled = 0;
        if (count > 0)
            values[filled++] = last;
        while (filled < count)
        {
            var smallest = Signed(RunLengthEncoding.ReadVarint(bytes, ref at));
            if ((int)miniblocks > bytes.Length - at)
                throw Broken();
            var widths = bytes.Slice(at, (int)miniblocks);
            at += (int)miniblocks;
            foreach (var bits in widths)
            {
                if (filled == count)
                    break;
                if (bits > 64)
                    throw Broken();
                var size = (int)((long)perMiniblock * bits / 8);
                if (size > bytes.Length - at)
                    throw Broken();
                var packed = bytes.Slice(at, size);
                at += size;
                for (var i = 0; i < perMiniblock && filled < count; i++)
                    values[filled++] = last = unchecked(last + smallest + (long)Bits(packed, (long)i * bits, bits));
            }
        }
        used = at;
        return values;
    }

    private static ulong Bits(ReadOnlySpan<byte> bytes, long at, int bits)
    {
        ulong value = 0;
        for (var have = 0; have < bits;)
        {
            var (index, shift) = ((int)(at / 8), (int)(at % 8));
            var take = Math.Min(8 - shift, bits - have);
            value |= (ulong)(bytes[index] >> shift & (1 << take) - 1) << have;
            have += take;
            at += take;
        }
        return value;
    }

    private static long Signed(ulong coded) => (long)(coded >> 1) ^ -(long)(coded & 1);
}
