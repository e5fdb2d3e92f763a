using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>Rows as JSON objects and back: no limit of depth that a dataset could reach, no silent truncation, no type guessed.</summary>
public static class JsonRows
{
    /// <summary>Deeper nesting is taken for a cycle.</summary>
    private const int MaximumDepth = 256;

    /// <summary>Text stays readable: letters of every script, quotes within math and markup stand as they are.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaximumDepth * 2,
        SkipValidation = true,
    };

    public static JsonDocumentOptions ReaderOptions { get; } = new() { MaxDepth = MaximumDepth * 2 };

    /// <summary>
    /// Writes a value of a row, numbers with all their digits. Throws <see cref="InvalidOperationException"/> naming the column for what JSON cannot
    /// hold: NaN, infinity, half of a surrogate pair, a structure that contains itself.
    /// </summary>
    public static void Write(Utf8JsonWriter json, object? value, string column = "") => Write(json, value, column, 0, null);

    /// <summary>The same; where there are rules, they tell what becomes of NaN and infinity, and may refuse a name.</summary>
    internal static void Write(Utf8JsonWriter json, object? value, CellRules? rules) => Write(json, value, "", 0, rules);

    private static void Write(Utf8JsonWriter json, object? value, string column, int depth, CellRules? rules)
    {
        if (depth > MaximumDepth)
            throw new InvalidOperationException($"Column '{column}' is nested more than {MaximumDepth} deep, or contains itself.");
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(Whole(text, column));
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long or int or short or sbyte or byte or ushort or uint:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case double number:
                WriteDouble(json, number, column, rules);
                break;
            case float number:
                WriteDouble(json, double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), column, rules);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case BigInteger number:
                json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case Row row:
                WriteRow(json, row, column, depth, rules);
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item, column, depth + 1, rules);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Whole(ColumnValues.Text(value), column));
                break;
        }
    }

    private static void WriteRow(Utf8JsonWriter json, Row row, string column, int depth, CellRules? rules)
    {
        json.WriteStartObject();
        foreach (var (name, value) in row)
        {
            var inner = depth == 0 ? name : column;
            rules?.CheckName(name, inner);
            json.WritePropertyName(Whole(name, inner));
            Write(json, value, inner, depth + 1, rules);
        }
        json.WriteEndObject();
    }

    private static void WriteDouble(Utf8JsonWriter json, double number, string column, CellRules? rules)
    {
        if (!double.IsFinite(number) && rules is not null)
        {
            rules.Write(json, number, column);
            return;
        }
        if (!double.IsFinite(number))
            throw new InvalidOperationException($"Column '{column}' holds {number.ToString(CultureInfo.InvariantCulture)}, which JSON has no form for.");
        // A whole double keeps its point, so that a reader takes the column for floating point.
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text, skipInputValidation: true);
    }

    private static string Whole(string text, string column)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                throw new InvalidOperationException($"Column '{column}' holds half of a surrogate pair (U+{(int)text[i]:X4} at character {i + 1}), " +
                    "which no UTF-8 file can hold.");
            i++;
        }
        return text;
    }

    /// <summary>
    /// Reads a value: objects become rows, arrays lists, numbers as <see cref="NumberText"/> tells. Throws
    /// <see cref="InvalidDataException"/> naming the column for text that is no Unicode and for a number beyond every double.
    /// </summary>
    public static object? Read(JsonElement element, string column = "") => Read(element, column, isExact: false);

    private static object? Read(JsonElement element, string column, bool isExact) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => ReadText(element, column),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => ReadNumber(element, column, isExact),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Read(item, column, isExact)).ToArray(),
        _ => ReadRow(element, column, isExact),
    };

    /// <summary>Reads an object. Two names that differ at most in case are an <see cref="InvalidDataException"/>: one of them would be lost.</summary>
    public static Row ReadRow(JsonElement element, string column = "") => ReadRow(element, column, isExact: false);

    /// <summary>The same; with <paramref name="isExact"/> decimals come back as they were written here.</summary>
    internal static Row ReadRow(JsonElement element, string column, bool isExact)
    {
        var row = new Row();
        foreach (var property in element.EnumerateObject())
        {
            var name = ReadName(property);
            if (row.Has(name))
                throw new InvalidDataException($"the name '{name}' stands twice (names are compared without case)");
            row.Add(name, Read(property.Value, column.Length == 0 ? name : column, isExact));
        }
        return row;
    }

    private static string ReadName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException broken)
        {
            throw new InvalidDataException("the name of a column holds bytes that are no UTF-8, or half of a surrogate pair", broken);
        }
    }

    private static string? ReadText(JsonElement element, string column)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException broken)
        {
            throw new InvalidDataException($"column '{column}' holds bytes that are no UTF-8, or half of a surrogate pair", broken);
        }
    }

    private static object ReadNumber(JsonElement element, string column, bool isExact) =>
        element.TryGetInt64(out var whole) ? whole
            : NumberText.Read(JsonMarshal.GetRawUtf8Value(element), isExact)
            ?? throw new InvalidDataException($"column '{column}' holds {element.GetRawText()}, which is beyond every double");
}
