using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>Rows as JSON objects and back: no limit of depth that a dataset could reach, no silent truncation, no type guessed.</summary>
public static class JsonRows
{
    /// <summary>Deeper nesting is taken for a cycle.</summary>
    private const int MaximumDepth = 256;

    /// <summary>Text stays readable: only what JSON demands is escaped.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaximumDepth * 2, SkipValidation = true };

    public static JsonDocumentOptions ReaderOptions { get; } = new() { MaxDepth = MaximumDepth };

    /// <summary>
    /// Writes a value of a row. Throws <see cref="InvalidOperationException"/> naming the column for what JSON cannot hold: NaN,
    /// infinity, half of a surrogate pair, a structure that contains itself.
    /// </summary>
    public static void Write(Utf8JsonWriter json, object? value, string column = "", int depth = 0)
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
                WriteDouble(json, number, column);
                break;
            case float number:
                WriteDouble(json, double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), column);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case BigInteger number:
                json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                json.WriteStringValue(time.ToString("o", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.ToString("o", CultureInfo.InvariantCulture));
                break;
            case Row row:
                WriteRow(json, row, column, depth);
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item, column, depth + 1);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Whole(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", column));
                break;
        }
    }

    private static void WriteRow(Utf8JsonWriter json, Row row, string column, int depth)
    {
        json.WriteStartObject();
        foreach (var (name, value) in row)
        {
            var inner = depth == 0 ? name : column;
            json.WritePropertyName(Whole(name, inner));
            Write(json, value, inner, depth + 1);
        }
        json.WriteEndObject();
    }

    private static void WriteDouble(Utf8JsonWriter json, double number, string column)
    {
        if (!double.IsFinite(number))
            throw new InvalidOperationException($"Column '{column}' holds {number.ToString(CultureInfo.InvariantCulture)}, which JSON has no form for.");
        // A whole double keeps its point, so that a reader takes the column for floating point.
        if (number == Math.Truncate(number) && Math.Abs(number) < 1e15)
            json.WriteRawValue(number.ToString("0.0", CultureInfo.InvariantCulture), skipInputValidation: true);
        else
            json.WriteNumberValue(number);
    }

    private static string Whole(string text, string column)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                throw new InvalidOperationException($"Column '{column}' holds half of a surrogate pair (U+{(int)text[i]:X4} at character {i + 1}), which no UTF-8 file can hold.");
            i++;
        }
        return text;
    }

    /// <summary>Reads a value: objects become rows, arrays lists, numbers Int64 where they are whole and fit, else double.</summary>
    public static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => ReadNumber(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        _ => ReadRow(element),
    };

    /// <summary>Reads an object. Two names that differ at most in case are an <see cref="InvalidDataException"/>: one of them would be lost.</summary>
    public static Row ReadRow(JsonElement element)
    {
        var row = new Row();
        foreach (var property in element.EnumerateObject())
        {
            if (row.Has(property.Name))
                throw new InvalidDataException($"the name '{property.Name}' stands twice (names are compared without case)");
            row.Add(property.Name, Read(property.Value));
        }
        return row;
    }

    private static object ReadNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var whole))
            return whole;
        var text = element.GetRawText();
        var isWhole = text.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        return isWhole && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big) ? big : element.GetDouble();
    }
}
