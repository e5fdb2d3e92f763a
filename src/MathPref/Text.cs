using System.Globalization;

namespace MathPref;

/// <summary>Text from models and servers on its way to a terminal.</summary>
internal static class Text
{
    /// <summary>One line of at most 120 characters without control characters.</summary>
    public static string Shorten(string text) => Core.Text.MessageText.Short(text);

    public static string Count(long count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>The first of some names, for a message.</summary>
    public static string Names(IEnumerable<string> names)
    {
        const int Most = 20;
        var all = names.ToList();
        var shown = string.Join(", ", all.Take(Most).Select(Shorten));
        return all.Count == 0 ? "none" : all.Count <= Most ? shown : $"{shown} and {all.Count - Most} more";
    }

    public static string Tokens(long tokens) => tokens switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{tokens} tokens"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{tokens / 1e3:0.0}k tokens"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{tokens / 1e6:0.00}M tokens"),
    };

    /// <summary>A size in the units of a thousand that disks and networks are sold in.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB"),
    };

    /// <summary>An amount of USD with as many places as it takes to see it.</summary>
    public static string Dollars(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"${(amount >= 1 ? Math.Round(amount, 2) : amount):0.00####}");
}
