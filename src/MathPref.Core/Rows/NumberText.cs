using System.Globalization;
using System.Numerics;
using System.Text;

namespace MathPref.Core.Rows;

/// <summary>A number of JSON as a row holds it.</summary>
internal static class NumberText
{
    /// <summary>So many digits every double of ordinary size gives back.</summary>
    private const int DoubleDigits = 15;

    private const double Small = 1e-290;

    /// <summary>
    /// Int64 where it is whole and fits, else BigInteger; with a point or an exponent a double, or a decimal where the double would change the number and
    /// the decimal does not. Null for a number beyond every double.
    /// </summary>
    /// <param name="json">A number as JSON has it, in ASCII.</param>
    /// <param name="isExact">
    /// Whether 0.10000000000000001, which programs write of the double 0.1, is another number: in what was written here of decimals it is.
    /// </param>
    public static object? Read(ReadOnlySpan<byte> json, bool isExact = false)
    {
        if (json.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
            return long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
                : BigInteger.TryParse(Encoding.ASCII.GetString(json), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big) ? big
                : null;
        if (!double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return null;
        var digits = SignificantDigits(json);
        if (digits <= DoubleDigits && (digits == 0 || Math.Abs(number) > Small))
            return number;
        // Most doubles stand as they are written here and elsewhere.
        Span<byte> written = stackalloc byte[32];
        if (number.TryFormat(written, out var length, "R", CultureInfo.InvariantCulture) && json.SequenceEqual(written[..length]))
            return number;
        if (!BigDecimal.TryParse(Encoding.ASCII.GetString(json), out var exact) || !exact.TryFit(out var fitting) || BigDecimal.Of(number) == exact)
            return number;
        return !isExact && exact.IsPrintOf(number) ? number : fitting;
    }

    /// <summary>The digits from the first that is not 0 up to the exponent.</summary>
    private static int SignificantDigits(ReadOnlySpan<byte> json)
    {
        var count = 0;
        foreach (var c in json)
        {
            if (c is (byte)'e' or (byte)'E')
                break;
            if (c is >= (byte)'1' and <= (byte)'9' || c == '0' && count > 0)
                count++;
        }
        return count;
    }
}
