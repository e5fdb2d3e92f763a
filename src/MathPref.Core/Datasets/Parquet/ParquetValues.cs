using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// The values of a page, as rows hold them: whole numbers Int64 (BigInteger beyond it), floating point double, decimals up to 28 digits
/// decimal and longer ones text, dates, times and timestamps text in ISO 8601 (which survives every passage through JSON and CSV, with
/// nanoseconds and years beyond 9999), UUIDs text, bytes without a meaning an array of bytes.
/// </summary>
internal static class ParquetValues
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The kind that the values of a column have in rows.</summary>
    public static ColumnType TypeOf(SchemaElement element) => element.Meaning switch
    {
        Meaning.Text or Meaning.Date or Meaning.TimeMillis or Meaning.TimeMicros or Meaning.TimeNanos or Meaning.TimestampMillis or Meaning.TimestampMicros or Meaning.TimestampNanos or Meaning.Uuid => ColumnType.String,
        Meaning.Decimal => IsShort(element) ? element.Scale == 0 ? ColumnType.Int64 : ColumnType.Double : ColumnType.String,
        Meaning.Float16 => ColumnType.Double,
        _ => element.Type switch
        {
            PhysicalType.Boolean => ColumnType.Boolean,
            PhysicalType.Int32 or PhysicalType.Int64 => ColumnType.Int64,
            PhysicalType.Float or PhysicalType.Double => ColumnType.Double,
            PhysicalType.Int96 => ColumnType.String,
            _ => ColumnType.ListOf(ColumnType.Int64),
        },
    };

    /// <summary>Reads <paramref name="count"/> values. Throws <see cref="InvalidDataException"/> for bytes that do not hold them.</summary>
    public static object[] Read(SchemaElement element, PageEncoding encoding, ReadOnlySpan<byte> bytes, int count) => (encoding, element.Type) switch
    {
        (PageEncoding.Plain, PhysicalType.Boolean) => ReadBits(bytes, count),
        (PageEncoding.Rle, PhysicalType.Boolean) => ReadRuns(bytes, count),
        (PageEncoding.Plain, PhysicalType.ByteArray) => ReadTexts(element, bytes, count),
        (PageEncoding.Plain, _) => ReadFixed(element, bytes, count, Width(element)),
        (PageEncoding.ByteStreamSplit, PhysicalType.Float or PhysicalType.Double or PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.FixedLengthByteArray) =>
            ReadFixed(element, Join(bytes, count, Width(element)), count, Width(element)),
        (PageEncoding.DeltaBinaryPacked, PhysicalType.Int32 or PhysicalType.Int64) => ReadDeltas(element, bytes, count),
        (PageEncoding.DeltaLengthByteArray, PhysicalType.ByteArray) => ReadDeltaTexts(element, bytes, count, hasPrefixes: false),
        (PageEncoding.DeltaByteArray, PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray) => ReadDeltaTexts(element, bytes, count, hasPrefixes: true),
        _ => throw new InvalidDataException($"the encoding {encoding} of {element.Type} cannot be read"),
    };

    private static InvalidDataException Broken() => new("the values of a page are broken");

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
        ParquetLevels.Read(bytes.Slice(4, (int)length), 1, 1, bits);
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
            values[i] = OfBytes(element, bytes.Slice(4, (int)length));
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
                PhysicalType.Int32 => OfWhole(element, BinaryPrimitives.ReadInt32LittleEndian(value)),
                PhysicalType.Int64 => OfWhole(element, BinaryPrimitives.ReadInt64LittleEndian(value)),
                PhysicalType.Float => (double)BinaryPrimitives.ReadSingleLittleEndian(value),
                PhysicalType.Double => BinaryPrimitives.ReadDoubleLittleEndian(value),
                PhysicalType.Int96 => OfInt96(value),
                _ => OfBytes(element, value),
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
        return Array.ConvertAll(numbers, number => OfWhole(element, element.Type is PhysicalType.Int32 ? (int)number : number));
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
                throw new InvalidDataException("the values of a page are larger than can be read");
            var rest = bytes[..(int)lengths[i]];
            bytes = bytes[(int)lengths[i]..];
            ReadOnlySpan<byte> value = rest;
            if (prefix > 0)
            {
                byte[] joined = [.. before[..(int)prefix], .. rest];
                value = joined;
            }
            values[i] = OfBytes(element, value);
            before = value;
        }
        return values;
    }

    /// <summary>Numbers as blocks of differences ("DELTA_BINARY_PACKED").</summary>
    private static long[] Deltas(ReadOnlySpan<byte> bytes, int count, out int used)
    {
        var at = 0;
        var blockSize = ParquetLevels.ReadVarint(bytes, ref at);
        var miniblocks = ParquetLevels.ReadVarint(bytes, ref at);
        var total = ParquetLevels.ReadVarint(bytes, ref at);
        var last = Signed(ParquetLevels.ReadVarint(bytes, ref at));
        if (total != (ulong)count || miniblocks is 0 or > 1 << 16 || blockSize is 0 or > 1 << 24 || blockSize % miniblocks != 0 || blockSize / miniblocks % 8 != 0)
            throw Broken();
        var perMiniblock = (int)(blockSize / miniblocks);
        var values = new long[count];
        var filled = 0;
        if (count > 0)
            values[filled++] = last;
        while (filled < count)
        {
            var smallest = Signed(ParquetLevels.ReadVarint(bytes, ref at));
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

    private static object OfWhole(SchemaElement element, long value) => element.Meaning switch
    {
        Meaning.Unsigned when element.Type is PhysicalType.Int32 => (long)(uint)value,
        Meaning.Unsigned when value < 0 => new BigInteger((ulong)value),
        Meaning.Decimal => OfDecimal(element, value),
        Meaning.Date => Date(value),
        Meaning.TimeMillis => Time(value * 1_000_000),
        Meaning.TimeMicros => Time(value * 1000),
        Meaning.TimeNanos => Time(value),
        Meaning.TimestampMillis => Timestamp(value, 1000, 3, element.IsUtc),
        Meaning.TimestampMicros => Timestamp(value, 1_000_000, 6, element.IsUtc),
        Meaning.TimestampNanos => Timestamp(value, 1_000_000_000, 9, element.IsUtc),
        _ => value,
    };

    private static object OfBytes(SchemaElement element, ReadOnlySpan<byte> bytes)
    {
        switch (element.Meaning)
        {
            case Meaning.Text:
                try
                {
                    return s_strict.GetString(bytes);
                }
                catch (DecoderFallbackException broken)
                {
                    throw new InvalidDataException("it holds text that is no UTF-8", broken);
                }
            case Meaning.Decimal:
                return OfDecimal(element, new BigInteger(bytes, isUnsigned: false, isBigEndian: true));
            case Meaning.Uuid when bytes.Length == 16:
                return new Guid(bytes, bigEndian: true).ToString();
            case Meaning.Float16 when bytes.Length == 2:
                return (double)BinaryPrimitives.ReadHalfLittleEndian(bytes);
            default:
                return bytes.ToArray();
        }
    }

    private static bool IsShort(SchemaElement element) => element.Precision <= 28 && element.Scale <= 28;

    private static object OfDecimal(SchemaElement element, BigInteger unscaled)
    {
        var size = BigInteger.Abs(unscaled);
        if (IsShort(element) && size < BigInteger.Pow(2, 96))
        {
            var bits = (UInt128)size;
            return new decimal((int)(uint)bits, (int)(uint)(bits >> 32), (int)(uint)(bits >> 64), unscaled.Sign < 0, (byte)element.Scale);
        }
        var digits = size.ToString(CultureInfo.InvariantCulture).PadLeft(element.Scale + 1, '0');
        return $"{(unscaled.Sign < 0 ? "-" : "")}{digits[..^element.Scale]}{(element.Scale > 0 ? "." : "")}{digits[^element.Scale..]}";
    }

    /// <summary>Nanoseconds of the day and a Julian day number: the timestamps of Impala and old Spark.</summary>
    private static string OfInt96(ReadOnlySpan<byte> bytes)
    {
        var nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var days = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) - 2_440_588L;
        return $"{Date(days + Math.DivRem(nanoseconds, 86_400_000_000_000, out var time) - (time < 0 ? 1 : 0))}T{Time(time < 0 ? time + 86_400_000_000_000 : time)}";
    }

    private static string Timestamp(long value, long perSecond, int digits, bool isUtc)
    {
        var seconds = Math.DivRem(value, perSecond, out var fraction);
        if (fraction < 0)
            (seconds, fraction) = (seconds - 1, fraction + perSecond);
        var days = Math.DivRem(seconds, 86_400, out var time);
        if (time < 0)
            (days, time) = (days - 1, time + 86_400);
        for (; digits < 9; digits++)
            fraction *= 10;
        return $"{Date(days)}T{Time(time * 1_000_000_000 + fraction)}{(isUtc ? "Z" : "")}";
    }

    /// <summary>From nanoseconds of the day, with as many digits as they need.</summary>
    private static string Time(long nanoseconds)
    {
        var seconds = Math.DivRem(nanoseconds, 1_000_000_000, out var fraction);
        var text = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}");
        return fraction == 0 ? text : text + "." + fraction.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
    }

    /// <summary>
    /// From days since 1970 in the Gregorian calendar, for any year: one of more than four digits has its sign before it, as ISO 8601
    /// wants. Source: Hinnant, chrono-compatible low-level date algorithms, civil_from_days.
    /// </summary>
    private static string Date(long days)
    {
        days += 719_468;
        var era = Math.DivRem(days, 146_097, out var ofEra);
        if (ofEra < 0)
            (era, ofEra) = (era - 1, ofEra + 146_097);
        var yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        var ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var shifted = (5 * ofYear + 2) / 153;
        var day = ofYear - (153 * shifted + 2) / 5 + 1;
        var month = shifted < 10 ? shifted + 3 : shifted - 9;
        var year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        var sign = year > 9999 ? "+" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{year:D4}-{month:D2}-{day:D2}");
    }
}
