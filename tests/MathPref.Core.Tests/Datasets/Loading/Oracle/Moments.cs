using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>Dates and times as Arrow counts, reads and writes them (arrow/util/value_parsing.h, ParseTimestampISO8601).</summary>
internal static partial class Moments
{
    public static BigInteger UnitsPerSecond(string unit) => unit switch { "s" => 1, "ms" => 1000, "us" => 1_000_000, _ => 1_000_000_000 };

    public static BigInteger UnitsPerDay(ArrowType type) => type.Name == "date32[day]" ? 1 : 86_400 * UnitsPerSecond(type.Unit);

    /// <summary>Units since 1970, or null for a text that is no moment in that unit.</summary>
    public static BigInteger? Parse(string text, string unit)
    {
        if (Iso().Match(text) is not { Success: true } match)
            return null;
        int Part(string name) => match.Groups[name].Success && match.Groups[name].Length > 0 ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        var fraction = match.Groups["fraction"].Value;
        var (year, month, day, hour, minute, second) = (Part("year"), Part("month"), Part("day"), Part("hour"), Part("minute"), Part("second"));
        var digits = unit switch { "s" => 0, "ms" => 3, "us" => 6, _ => 9 };
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59 || fraction.Length > digits)
            return null;
        var seconds = new BigInteger((new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified) - DateTime.UnixEpoch.Date).Ticks / TimeSpan.TicksPerSecond);
        if (match.Groups["sign"].Success)
        {
            var (hours, minutes) = (Part("offHour"), Part("offMinute"));
            if (hours > 23 || minutes > 59)
                return null;
            seconds -= (match.Groups["sign"].Value == "-" ? -1 : 1) * (hours * 3600 + minutes * 60);
        }
        return seconds * UnitsPerSecond(unit) + (digits == 0 ? 0 : BigInteger.Parse(fraction.PadRight(digits, '0'), CultureInfo.InvariantCulture));
    }

    /// <summary>Of any year, with as many digits of the second as there are.</summary>
    public static string Write(BigInteger units, ArrowType type, char between, string zone)
    {
        var perSecond = type.Name == "date32[day]" ? 1 : UnitsPerSecond(type.Unit);
        var fraction = BigInteger.Zero;
        var seconds = type.Name == "date32[day]" ? units * 86_400 : BigInteger.DivRem(units, perSecond, out fraction);
        if (fraction.Sign < 0)
            (seconds, fraction) = (seconds - 1, fraction + perSecond);
        DateTime moment;
        try
        {
            moment = DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }
        catch (Exception outside) when (outside is ArgumentOutOfRangeException or OverflowException)
        {
            return $"{units} of {type}";
        }
        var date = moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (type.Name == "date32[day]")
            return date;
        var rest = perSecond == 1 ? "" : fraction.ToString(CultureInfo.InvariantCulture).PadLeft(perSecond.ToString(CultureInfo.InvariantCulture).Length - 1, '0');
        return $"{date}{between}{moment.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}{(rest.Length == 0 ? "" : "." + rest)}{zone}";
    }

    [GeneratedRegex(@"\A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})(?:[ T](?<hour>[0-9]{2})(?::(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]{1,9}))?)?)?(?:Z|(?<sign>[-+])(?<offHour>[0-9]{2})(?::?(?<offMinute>[0-9]{2}))?)?)?\z")]
    private static partial Regex Iso();
}
