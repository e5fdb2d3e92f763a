using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>
/// Values without their types, so that what was written can be compared with what is loaded: a whole number is the same as a double, and a
/// field that is null the same as one that is not there.
/// </summary>
internal static class PlainValue
{
    /// <summary>A value of a row that is written.</summary>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => JsonSerializer.Serialize(text),
        bool truth => truth ? "true" : "false",
        Row row => OfFields(row.Select(field => (field.Key, field.Value is null ? null : Of(field.Value)))),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        double number => OfNumber(number),
        decimal number => OfNumber((double)number),
        IConvertible whole => OfNumber(BigInteger.Parse(whole.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"{value.GetType()} is not written.", nameof(value)),
    };

    /// <summary>A value that was loaded.</summary>
    public static string Of(object? value, Feature feature)
    {
        if (feature is JsonFeature && value is string json)
            return OfJson(UltraJson.Read(json));
        if (value is BigInteger unscaled && feature.Type.IsDecimal)
            return OfNumber(double.Parse(ValueText.ArrowText(unscaled, feature.Type), CultureInfo.InvariantCulture));
        if (value is BigInteger && !feature.Type.IsWhole)
            return ValueText.Of(value, feature);
        return value switch
        {
            Struct fields when feature is StructFeature known => OfFields(fields.Select(field => (field.Name, field.Value is null ? null : Of(field.Value, known.Fields[field.Name])))),
            List<object?> items when feature is ListFeature list => $"[{string.Join(", ", items.Select(item => Of(item, list.Item)))}]",
            _ => OfJson(value),
        };
    }

    /// <summary>A row that was loaded.</summary>
    public static string Of(LoadedSplit split, int row) =>
        OfFields(split.Table.Columns.Select(column => (column.Name, column.Values[row] is { } value ? Of(value, split.Features.Fields[column.Name]) : null)));

    private static string OfJson(object? value) => value switch
    {
        BigInteger whole => OfNumber(whole),
        double number => OfNumber(number),
        Struct fields => OfFields(fields.Select(field => (field.Name, field.Value is null ? null : OfJson(field.Value)))),
        List<object?> items => $"[{string.Join(", ", items.Select(OfJson))}]",
        _ => ValueText.OfJson(value),
    };

    private static string OfFields(IEnumerable<(string Name, string? Value)> fields) =>
        $"{{{string.Join(", ", fields.Where(field => field.Value is not (null or "null")).OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{JsonSerializer.Serialize(field.Name)}: {field.Value}"))}}}";

    private static string OfNumber(BigInteger whole) => BigInteger.Abs(whole) < BigInteger.Pow(2, 53) ? whole.ToString(CultureInfo.InvariantCulture) : OfNumber((double)whole);

    private static string OfNumber(double number) =>
        double.IsInteger(number) && Math.Abs(number) < Math.Pow(2, 53) ? new BigInteger(number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
}
