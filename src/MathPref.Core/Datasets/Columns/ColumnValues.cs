using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>What the values of rows are to a column: the same as they would be after a passage through JSON lines.</summary>
internal static class ColumnValues
{
    private static readonly SearchValues<char> s_surrogates = SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    private static readonly BigInteger s_tooManyDigits = BigInteger.Pow(10, NumberNeeds.DecimalDigits);

    public static ColumnKind KindOf(object? value) => value switch
    {
        null => ColumnKind.Null,
        string => ColumnKind.String,
        bool => ColumnKind.Boolean,
        long or int or short or sbyte or byte or ushort or uint or ulong or BigInteger => ColumnKind.Int64,
        double or float => ColumnKind.Double,
        decimal number => number.Scale == 0 ? ColumnKind.Int64 : ColumnKind.Double,
        Row => ColumnKind.Struct,
        IEnumerable => ColumnKind.List,
        _ => ColumnKind.String,
    };

    /// <summary>A value of the kind <see cref="ColumnKind.Int64"/>; false where it is beyond 64 bits.</summary>
    public static bool TryWhole(object value, out long whole)
    {
        switch (value)
        {
            case long n:
                whole = n;
                return true;
            case ulong n:
                whole = unchecked((long)n);
                return n <= long.MaxValue;
            case BigInteger n:
                whole = n >= long.MinValue && n <= long.MaxValue ? (long)n : 0;
                return n == whole;
            case decimal n:
                whole = n is >= long.MinValue and <= long.MaxValue ? (long)n : 0;
                return n == whole;
            default:
                whole = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return true;
        }
    }

    /// <summary>Whether a double holds the number as it is.</summary>
    public static bool IsExactAsDouble(long whole)
    {
        var size = whole < 0 ? (ulong)-whole : (ulong)whole;
        return size == 0 || 64 - BitOperations.LeadingZeroCount(size) - BitOperations.TrailingZeroCount(size) <= 53;
    }

    /// <summary>A value of the kind <see cref="ColumnKind.Double"/>. A decimal becomes the nearest double.</summary>
    public static double Fraction(object value) => value switch
    {
        double n => n,
        float n => double.Parse(n.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        // The conversion of decimal is off by one unit where more than 15 digits are there.
        decimal n => double.Parse(n.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    /// <summary>The digits of a number, without the point, in a column of decimals with so many places; false where it has no room there.</summary>
    public static bool TryDigits(object value, int scale, out Int128 digits)
    {
        digits = 0;
        if (BigDecimal.Of(value) is not { } number || !number.TryScale(scale, out var all) || BigInteger.Abs(all) >= s_tooManyDigits)
            return false;
        digits = (Int128)all;
        return true;
    }

    /// <summary>A value of the kind <see cref="ColumnKind.String"/>: dates in ISO 8601, anything else as the invariant culture writes it.</summary>
    public static string Text(object value) => value switch
    {
        string text => text,
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("o", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("o", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Where half of a surrogate pair stands, -1 in a text that UTF-8 can hold.</summary>
    public static int IndexOfHalfPair(ReadOnlySpan<char> text)
    {
        var from = 0;
        while (true)
        {
            var next = text[from..].IndexOfAny(s_surrogates);
            if (next < 0)
                return -1;
            from += next;
            if (Rune.DecodeFromUtf16(text[from..], out _, out var taken) is not OperationStatus.Done)
                return from;
            from += taken;
        }
    }

    public static string DescribeHalfPair(string text, int at) =>
        $"half of a surrogate pair (U+{(int)text[at]:X4} at character {at + 1}), which no UTF-8 file can hold";
}
