using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace MathPref.Parquet;

/// <summary>
/// What stored values mean: whole numbers Int64 (BigInteger beyond it), decimals their digits without the point (BigInteger), dates, times
/// and timestamps text in ISO 8601 (which survives every passage through JSON and CSV, with nanoseconds and years beyond 9999), UUIDs text,
/// bytes without a meaning an array of bytes. Source: apache/parquet-format, LogicalTypes.md.
/// </summary>
internal static class LogicalValues
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ValueKind KindOf(SchemaElement element) => element.LogicalType switch
    {
        LogicalType.String or LogicalType.Uuid or LogicalType.Date or LogicalType.TimeMillis or LogicalType.TimeMicros or LogicalType.TimeNanos
            or LogicalType.TimestampMillis or LogicalType.TimestampMicros or LogicalType.TimestampNanos => ValueKind.String,
        LogicalType.Decimal when element.Type is PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray =>
            ValueKind.Decimal,
        LogicalType.Float16 => ValueKind.Double,
        _ => element.Type switch
        {
            PhysicalType.Boolean => ValueKind.Boolean,
            PhysicalType.Int32 or PhysicalType.Int64 => ValueKind.Int64,
            PhysicalType.Float or PhysicalType.Double => ValueKind.Double,
            PhysicalType.Int96 => ValueKind.String,
            _ => ValueKind.Bytes,
        },
    };

    public static object OfWhole(SchemaElement element, long value) => element.LogicalType switch
    {
        LogicalType.Unsigned when element.Type is PhysicalType.Int32 => (long)(uint)value,
        LogicalType.Unsigned when value < 0 => new BigInteger((ulong)value),
        LogicalType.Decimal => new BigInteger(value),
        LogicalType.Date => Date(value),
        LogicalType.TimeMillis => Time(value * 1_000_000),
        LogicalType.TimeMicros => Time(value * 1000),
        LogicalType.TimeNanos => Time(value),
        LogicalType.TimestampMillis => Timestamp(value, 1000, 3, element.IsUtc),
        LogicalType.TimestampMicros => Timestamp(value, 1_000_000, 6, element.IsUtc),
        LogicalType.TimestampNanos => Timestamp(value, 1_000_000_000, 9, element.IsUtc),
        _ => value,
    };

    public static object OfBytes(SchemaElement element, ReadOnlySpan<byte> bytes)
    {
        switch (element.LogicalType)
        {
            case LogicalType.String:
                try
                {
                    return s_strict.GetString(bytes);
                }
                catch (DecoderFallbackException broken)
                {
                    throw new ParquetException("it holds text that is no UTF-8", broken);
                }
            case LogicalType.Decimal:
                return new BigInteger(bytes, isUnsigned: false, isBigEndian: true);
            case LogicalType.Uuid when bytes.Length == 16:
                return new Guid(bytes, bigEndian: true).ToString();
            case LogicalType.Float16 when bytes.Length == 2:
                return (double)BinaryPrimitives.ReadHalfLittleEndian(bytes);
            default:
                return bytes.ToArray();
        }
    }

    /// <summary>Nanoseconds of the day and a Julian day number: the timestamps of Impala and old Spark.</summary>
    public static string OfInt96(ReadOnlySpan<byte> bytes)
    {
        var nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var days = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) - 2_440_588L;
        days += Math.DivRem(nanoseconds, 86_400_000_000_000, out var time);
        if (time < 0)
            (days, time) = (days - 1, time + 86_400_000_000_000);
        return $"{Date(days)}T{Time(time)}";
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
