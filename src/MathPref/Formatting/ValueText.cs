using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using MathPref.Core.Rows;
using MathPref.Rows;

namespace MathPref.Formatting;

/// <summary>The values of rows as text that may go to a terminal, whatever they hold.</summary>
internal static class ValueText
{
    /// <summary>What stands for null among other values.</summary>
    public const string Nothing = "–";

    private const int LongestField = 200;
    private const int DeepestLook = 4;

    /// <summary>On one line: lists and structs in a short form.</summary>
    public static string Line(object? value, int width) => PlainText.Line(Flat(value, width, DeepestLook), width);

    /// <summary>In full: lists item by item, messages with their roles; of other structs the fields, shortened.</summary>
    public static string Full(object? value)
    {
        value = PSRow.Unwrap(value);
        if (PSRow.AsList(value) is not { } list)
            return Fields(value) is { } fields ? Struct(fields) : PlainText.Lines(Scalar(value));
        if (list.Count == 0)
            return "";
        if (list.All(item => Message(item) is not null))
            return string.Join('\n', list.Select(item => Message(item) is var (role, content)
                ? $"{PlainText.Line(role, LongestField)}: {PlainText.Lines(content)}"
                : ""));
        if (list.All(item => item is null || !IsLong(item)))
            return string.Join(", ", list.Select(item => item is null ? Nothing : Line(item, LongestField)));
        return string.Join('\n', list.Select((item, i) => $"[{i}] {Full(item)}"));
    }

    /// <summary>The fields of a struct; null where the value is none.</summary>
    public static IReadOnlyList<(string Name, object? Value)>? Fields(object? value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } custom => custom.Properties.Select(p => (p.Name, Read(p))).ToList(),
        Row row => row.Select(field => (field.Key, field.Value)).ToList(),
        IDictionary dictionary => dictionary.Cast<DictionaryEntry>().Select(entry => (Scalar(entry.Key), entry.Value)).ToList(),
        _ => null,
    };

    /// <summary>What a property holds; null where it cannot be read.</summary>
    public static object? Read(PSPropertyInfo? property)
    {
        try
        {
            return property is { IsGettable: true } ? PSRow.Unwrap(property.Value) : null;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    /// <summary>A message of a conversation; null where the value is none.</summary>
    public static (string Role, string Content)? Message(object? value) =>
        Fields(PSRow.Unwrap(value)) is { } fields
        && Field(fields, "role") is string role
        && Field(fields, "content") is string content
            ? (role, content)
            : null;

    private static object? Field(IReadOnlyList<(string Name, object? Value)> fields, string name) =>
        PSRow.Unwrap(fields.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)).Value);

    private static bool IsLong(object item) =>
        item is string { Length: > 60 } || item is string text && text.Contains('\n') || item is not (string or ValueType);

    private static string Struct(IReadOnlyList<(string Name, object? Value)> fields) =>
        string.Join('\n', fields.Select(f => $"{PlainText.Line(f.Name, LongestField)}: {Line(f.Value, LongestField)}"));

    /// <summary>Not shortened to the width yet, and no more of it than can be in that.</summary>
    private static string Flat(object? value, int width, int depth)
    {
        value = PSRow.Unwrap(value);
        if (depth == 0 || PSRow.AsList(value) is null && Fields(value) is null)
            return Scalar(value);
        var parts = Message(value) is var (role, content)
            ? [$"{role}: {content}"]
            : PSRow.AsList(value)?.Select(item => item is null ? Nothing : Flat(item, width, depth - 1))
                ?? Fields(value)!.Select(field => $"{field.Name}: {Flat(field.Value, width, depth - 1)}");
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(part);
            if (text.Length > 4 * width)
                break;
        }
        return text.ToString();
    }

    private static string Scalar(object? value)
    {
        try
        {
            return value switch
            {
                null => "",
                string text => text,
                bool flag => flag ? "true" : "false",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString() ?? "",
            };
        }
        catch (Exception)
        {
            return value!.GetType().Name;
        }
    }
}
