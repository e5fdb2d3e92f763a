using System.Globalization;

namespace MathPref.Core.Datasets;

/// <summary>
/// Which texts Arrow takes for a date or a moment: <c>YYYY-MM-DD</c>, then behind a blank or <c>T</c> hours, minutes, seconds and their
/// fractions, then <c>Z</c> or an offset. Source: apache/arrow, util/value_parsing.h.
/// </summary>
internal static class ArrowTime
{
    public static bool IsDate(ReadOnlySpan<char> text) => text.Length == 10 && HasDate(text);

    /// <summary>Whether the text is a moment with at most so many digits behind the second; also whether it names its zone.</summary>
    public static bool IsMoment(ReadOnlySpan<char> text, int digits, out bool isZoned)
    {
        isZoned = false;
        if (text.Length < 10 || !HasDate(text))
            return false;
        if (text.Length == 10)
            return true;
        if (text[10] is not (' ' or 'T'))
            return false;
        text = WithoutZone(text, out isZoned, out var isBroken);
        return !isBroken && text.Length switch
        {
            13 => IsBelow(text[11..], 24),
            16 => IsMinutes(text[11..]),
            19 => IsSeconds(text[11..]),
            >= 21 => text.Length <= 20 + digits && IsSeconds(text[11..19]) && text[19] == '.' && !text[20..].ContainsAnyExceptInRange('0', '9'),
            _ => false,
        };
    }

    /// <summary>How many digits behind the second a unit holds.</summary>
    public static int Digits(string unit) => unit switch { "s" => 0, "ms" => 3, "us" => 6, _ => 9 };

    private static ReadOnlySpan<char> WithoutZone(ReadOnlySpan<char> text, out bool isZoned, out bool isBroken)
    {
        (isZoned, isBroken) = (true, false);
        if (text[^1] == 'Z')
            return text[..^1];
        if (text[^3] is '+' or '-')
        {
            isBroken = !IsBelow(text[^2..], 24);
            return text[..^3];
        }
        if (text[^5] is '+' or '-')
        {
            isBroken = !IsBelow(text[^4..^2], 24) || !IsBelow(text[^2..], 60);
            return text[..^5];
        }
        if (text[^6] is '+' or '-' && text[^3] == ':')
        {
            isBroken = !IsMinutes(text[^5..]);
            return text[..^6];
        }
        isZoned = false;
        return text;
    }

    /// <summary>A day of the calendar, the year 0 among them.</summary>
    private static bool HasDate(ReadOnlySpan<char> text)
    {
        if (text[4] != '-' || text[7] != '-' || !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day))
            return false;
        // The year 0 is a leap year, as 4 is.
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 4 : year, month);
    }

    private static bool IsMinutes(ReadOnlySpan<char> text) => text[2] == ':' && IsBelow(text[..2], 24) && IsBelow(text[3..], 60);

    private static bool IsSeconds(ReadOnlySpan<char> text) => text[5] == ':' && IsMinutes(text[..5]) && IsBelow(text[6..], 60);

    private static bool IsBelow(ReadOnlySpan<char> digits, int limit) => Number(digits, out var number) && number < limit;

    private static bool Number(ReadOnlySpan<char> digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
