using System.Globalization;
using System.Numerics;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Rows with the columns that a card names: in its order, null where a file lacks one, a number as text where the card says text, and a text as a number or a
/// truth where the card says so and it is one exactly. An empty text is null where the card says anything but text.
/// </summary>
internal sealed class CardCasts(LoadedColumns told)
{
    /// <summary>A double has room for so many digits of a decimal.</summary>
    private const int DigitsOfDouble = 15;

    /// <summary>Types of which an empty text is a value.</summary>
    private static readonly string[] s_texts = ["string", "large_string", "string_view", "binary", "large_binary", "binary_view"];

    private readonly HashSet<string> _extra = new(StringComparer.Ordinal);

    /// <summary>Told columns as ours.</summary>
    public static IReadOnlyList<ColumnField> Columns(LoadedColumns told) =>
        told.Fields.Select(field => new ColumnField(field.Name, TypeOf(field.Type))).ToList();

    /// <summary>
    /// The row as the card has it; columns that the card does not name stay, behind the others. Their names go to <paramref name="extra"/>, each once.
    /// </summary>
    public Row Apply(Row row, Action<string> extra)
    {
        var cast = new Row(told.Fields.Count);
        foreach (var field in told.Fields)
            cast.TryAdd(field.Name, Cast(row[field.Name], field.Type));
        if (row.Count > cast.Count || row.Any(column => !cast.Has(column.Key)))
        {
            foreach (var (name, value) in row)
            {
                if (cast.TryAdd(name, value) && _extra.Add(name))
                    extra(name);
            }
        }
        return cast;
    }

    internal static object? Cast(object? value, LoadedType type) => (value, type.Kind) switch
    {
        (null, _) => null,
        ("", LoadedKind.Value) when !s_texts.Contains(type.Name) => null,
        ("", LoadedKind.ClassLabel) => null,
        (_, LoadedKind.Value) => CastValue(value, type.Name),
        (object?[] list, LoadedKind.List or LoadedKind.LargeList) => Array.ConvertAll(list, item => Cast(item, type.Item!)),
        (Row row, LoadedKind.Struct) => CastStruct(row, type),
        _ => value,
    };

    private static Row CastStruct(Row row, LoadedType type)
    {
        var cast = new Row(type.Fields.Count);
        foreach (var field in type.Fields)
            cast.TryAdd(field.Name, Cast(row[field.Name], field.Type));
        foreach (var (name, value) in row)
            cast.TryAdd(name, value);
        return cast;
    }

    private static object? CastValue(object value, string dtype) => dtype switch
    {
        "string" or "large_string" => value switch
        {
            bool truth => truth ? "true" : "false",
            long or double or decimal or BigInteger => Text(value),
            _ => value,
        },
        "bool" => value switch
        {
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => value,
        },
        "float64" or "float32" or "float16" => value switch
        {
            long whole when Math.Abs((double)whole) <= 1L << 53 => (double)whole,
            string text => ExactDouble(text) ?? value,
            _ => value,
        },
        _ when dtype.StartsWith("int", StringComparison.Ordinal) || dtype.StartsWith("uint", StringComparison.Ordinal) => value switch
        {
            double number when Math.Abs(number) <= 1L << 53 && Math.Floor(number) == number => (long)number,
            string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && Text(whole) == text => whole,
            _ => value,
        },
        _ => value,
    };

    private static string Text(object number) => number is double real
        ? real.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().IndexOfAny(".EN∞") >= 0 ? text : text + ".0"
        : Convert.ToString(number, CultureInfo.InvariantCulture)!;

    /// <summary>007 and a number with more digits than a double has would not come out as they stand.</summary>
    private static double? ExactDouble(string text)
    {
        var digits = text.AsSpan().TrimStart('-');
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]) || (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1])))
            return null;
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var mantissa = digits.IndexOfAny('e', 'E') is >= 0 and var end ? digits[..end] : digits;
        return mantissa.Length <= DigitsOfDouble + 1 && double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
    }

    private static ColumnType TypeOf(LoadedType type)
    {
        switch (type.Kind)
        {
            case LoadedKind.List or LoadedKind.LargeList:
                return ColumnType.ListOf(TypeOf(type.Item!));
            case LoadedKind.Struct when type.Fields.DistinctBy(field => field.Name, StringComparer.OrdinalIgnoreCase).Count() == type.Fields.Count:
                return ColumnType.StructOf(type.Fields.Select(field => new ColumnField(field.Name, TypeOf(field.Type))).ToList());
            case LoadedKind.ClassLabel:
                return ColumnType.Int64;
            case LoadedKind.Value:
                return type.Name switch
                {
                    "null" => ColumnType.Null,
                    "bool" => ColumnType.Boolean,
                    "float64" or "float32" or "float16" => ColumnType.Double,
                    "binary" or "large_binary" => ColumnType.ListOf(ColumnType.Int64),
                    var name when name.StartsWith("int", StringComparison.Ordinal) || name.StartsWith("uint", StringComparison.Ordinal) => ColumnType.Int64,
                    _ => ColumnType.String,
                };
            default:
                return type.Storage is { } stored ? TypeOf(stored) : ColumnType.String;
        }
    }
}
