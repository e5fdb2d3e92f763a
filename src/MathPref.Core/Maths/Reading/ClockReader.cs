using System.Globalization;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Times of day and dates in plain text: <c>3:30 PM</c>, <c>15:00</c>, <c>noon</c>, <c>March 5, 2020</c>, <c>5 March</c>, <c>2020-03-05</c>.</summary>
internal static class ClockReader
{
    private static readonly string[] _months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

    /// <summary>A time that nothing else can be: with its half of the day. <c>7:32</c> alone is a time only to <see cref="Bare"/>.</summary>
    public static TimeOfDay? Time(string plain)
    {
        var s = plain.ToLowerInvariant();
        if (s is "noon" or "midday" or "12 noon" or "12:00 noon")
            return new(12 * 3600, true);
        if (s is "midnight" or "12 midnight" or "12:00 midnight")
            return new(0, true);
        bool? isAfternoon = null;
        var digits = s;
        foreach (var mark in (ReadOnlySpan<string>)["a.m.", "a.m", "a. m.", "am", "p.m.", "p.m", "p. m.", "pm", "in the morning", "in the afternoon",
            "in the evening", "at night", "o'clock"])
        {
            if (!s.EndsWith(mark, StringComparison.Ordinal))
                continue;
            if (mark != "o'clock")
                isAfternoon = mark[0] == 'p' || mark is "in the afternoon" or "in the evening" or "at night";
            digits = s[..^mark.Length].TrimEnd();
            if (!TryClock(digits, out var seconds) || isAfternoon is not null && seconds is < 3600 or >= 13 * 3600)
                return null;
            if (isAfternoon is { } afternoon)
                seconds = seconds % (12 * 3600) + (afternoon ? 12 * 3600 : 0);
            return new(seconds, isAfternoon is not null);
        }
        return null;
    }

    /// <summary>Hours and minutes (and seconds) alone; half of the day is known from 13 hours on and with a leading zero.</summary>
    public static TimeOfDay? Bare(string plain) => plain.Contains(':', StringComparison.Ordinal) && TryClock(plain, out var seconds)
        ? new(seconds, seconds >= 13 * 3600 || seconds < 3600)
        : null;

    public static Date? Date(string plain)
    {
        if (plain.Length is < 5 or > 40)
            return null;
        if (plain.Length == 10 && plain[4] == '-' && plain[7] == '-')
        {
            return Whole(plain.AsSpan(0, 4), out var isoYear) && Whole(plain.AsSpan(5, 2), out int isoMonth) && Whole(plain.AsSpan(8, 2), out int isoDay)
                ? Valid(isoYear, isoMonth, isoDay)
                : null;
        }
        int? year = null, day = null;
        var month = 0;
        foreach (var part in plain.Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries))
        {
            var word = part.ToLowerInvariant();
            if (MonthOf(word) is var m and > 0 && month == 0)
                month = m;
            else if (Whole(WithoutEnding(word), out var number))
            {
                if (word.Length <= 4 && number <= 31 && day is null)
                    day = number;
                else if (word.Length == 4 && year is null)
                    year = number;
                else
                    return null;
            }
            else if (word is not ("the" or "of" or "on") && !IsDayOfWeek(word))
                return null;
        }
        return month > 0 && day is { } d ? Valid(year, month, d) : null;
    }

    private static Date? Valid(int? year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year is >= 1 and <= 9999 ? year.Value : 2000, month) ? new(year, month, day) : null;

    private static int MonthOf(string word)
    {
        if (word.Length < 3)
            return 0;
        for (var i = 0; i < _months.Length; i++)
        {
            if (word == _months[i] || word.Length == 3 && _months[i].StartsWith(word, StringComparison.Ordinal) || word == "sept" && i == 8)
                return i + 1;
        }
        return 0;
    }

    private static bool IsDayOfWeek(string word) =>
        word is "monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday";

    private static ReadOnlySpan<char> WithoutEnding(string word) =>
        word.Length > 2 && char.IsAsciiDigit(word[0]) && word[^2..] is "st" or "nd" or "rd" or "th" ? word.AsSpan(0, word.Length - 2) : word;

    private static bool TryClock(string s, out int seconds)
    {
        seconds = 0;
        string[] parts = s.Split(':', StringSplitOptions.TrimEntries);
        if (parts.Length > 3 || !Whole(parts[0], out var hours) || parts[0].Length > 2 || hours > 23)
            return false;
        seconds = hours * 3600;
        for (var i = 1; i < parts.Length; i++)
        {
            if (parts[i].Length != 2 || !Whole(parts[i], out var sixtieths) || sixtieths > 59)
                return false;
            seconds += sixtieths * (i == 1 ? 60 : 1);
        }
        return true;
    }

    private static bool Whole(ReadOnlySpan<char> digits, out int value) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
