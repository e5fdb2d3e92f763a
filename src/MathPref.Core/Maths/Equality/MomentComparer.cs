using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Times of day and dates. A time that names no half of the day equals one that does when the clock shows the same; a date without a year equals one with
/// it. A ratio is a time by its hours and minutes; a number that is not the hour is none.
/// </summary>
internal static class MomentComparer
{
    private const int HalfDay = 12 * 3600;

    public static Comparison Compare(Expr answer, Expr reference)
    {
        if (answer is TimeOfDay time && reference is TimeOfDay right)
        {
            bool isSame = time.HasHalf && right.HasHalf ? time.Seconds == right.Seconds : time.Seconds % HalfDay == right.Seconds % HalfDay;
            return isSame
                ? Comparison.Right("Time", $"both are {Clock(right)}")
                : Comparison.Wrong("Time", $"{Clock(time)} is not {Clock(right)}");
        }
        if (answer is Date day && reference is Date asked)
        {
            bool isSame = day.Month == asked.Month && day.Day == asked.Day && (day.Year is null || asked.Year is null || day.Year == asked.Year);
            return isSame
                ? Comparison.Right("Date", "the same day")
                : Comparison.Wrong("Date", $"{Calendar(day)} is not {Calendar(asked)}");
        }
        if (answer is TimeOfDay || reference is TimeOfDay)
        {
            var clock = (TimeOfDay)(answer is TimeOfDay ? answer : reference);
            var other = answer is TimeOfDay ? reference : answer;
            if (other is Ratio(var parts))
                return Shows(clock, parts) ? Comparison.Right("Time", "the same hours and minutes") : Mismatch.Wrong("Time", answer, reference);
            // 3 may be meant for 3:00; no other number is a time.
            if (RationalValue.TryGet(other, out var hours))
                return hours.Equals(clock.Seconds / 3600) ? Mismatch.Unknown("Time", answer, reference) : Mismatch.Wrong("Time", answer, reference);
            if (AnswerKinds.Of(other) is AnswerKind.Scalar)
                return Mismatch.Wrong("Time", answer, reference);
        }
        return Mismatch.Unknown(reference is TimeOfDay || answer is TimeOfDay ? "Time" : "Date", answer, reference);
    }

    /// <summary>Whether a ratio has the hours, minutes and, where it goes on, seconds of a time: 7 : 32 for 7:32.</summary>
    private static bool Shows(TimeOfDay time, ImmutableArray<Expr> parts)
    {
        ReadOnlySpan<int> shown = [time.Seconds / 3600, time.Seconds / 60 % 60, time.Seconds % 60];
        if (parts.Length is < 2 or > 3)
            return false;
        for (int i = 0; i < parts.Length; i++)
        {
            if (!RationalValue.TryGet(parts[i], out var value) || !value.Equals(shown[i]))
                return false;
        }
        return true;
    }

    private static string Clock(TimeOfDay time) =>
        FormattableString.Invariant($"{time.Seconds / 3600:00}:{time.Seconds / 60 % 60:00}:{time.Seconds % 60:00}")
        + (time.HasHalf ? "" : " of either half of the day");

    private static string Calendar(Date date) => date.Year is { } year
        ? FormattableString.Invariant($"{year:0000}-{date.Month:00}-{date.Day:00}")
        : FormattableString.Invariant($"{date.Month:00}-{date.Day:00}");
}
