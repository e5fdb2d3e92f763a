using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MathPref.Core.Rows;

/// <summary>Lists in a file that has none, such as a CSV.</summary>
internal static partial class ListTexts
{
    /// <summary>The list that a text of JSON is: texts, numbers, Booleans and null; null where it is no such list.</summary>
    public static object?[]? Read(string text)
    {
        var json = text.AsSpan().Trim();
        if (json is not ['[', .., ']'])
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.EnumerateArray().Select(Value).ToArray();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a text is what Export-Csv writes for a list.</summary>
    public static bool IsLost(string text) => text.StartsWith("System.", StringComparison.Ordinal) && Lost().IsMatch(text);

    private static object? Value(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString(),
        JsonValueKind.Number => NumberText.Read(JsonMarshal.GetRawUtf8Value(item)) ?? item.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => throw new FormatException("A list of lists or objects."),
    };

    [GeneratedRegex(@"^System\.[\w.]{1,60}(?:\[\]|`1\[\[?[\w., =]{1,200}\]?\])$|^System\.Collections\.ArrayList$", RegexOptions.CultureInvariant)]
    private static partial Regex Lost();
}
