using System.Globalization;

namespace MathPref.Core.Argilla;

/// <summary>The text of a value where Argilla takes texts alone.</summary>
internal static class ScalarText
{
    /// <summary>
    /// A text as it is, a number, truth value, date or Guid in its invariant form; null for what has none: a list, an object, nothing.
    /// </summary>
    public static string? Of(object? value) => value switch
    {
        string text => text,
        bool truth => truth.ToString(),
        // A day may be written in two orders, and only so is it to the tick.
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable scalar => scalar.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
