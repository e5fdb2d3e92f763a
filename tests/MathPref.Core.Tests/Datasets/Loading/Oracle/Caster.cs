using System.Globalization;
using System.Numerics;
using System.Text;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// Gives tables the features that were promised (table.py): columns that are missing become null, one too many is an error, and values
/// become those of the other type where Arrow's safe casts allow.
/// </summary>
internal static class Caster
{
    /// <summary>table_cast to the schema of the features.</summary>
    public static Table Cast(Table table, StructFeature features)
    {
        if (table.Columns.Count == features.Fields.Count && table.Columns.Zip(features.Fields).All(pair =>
            pair.First.Name == pair.Second.Key && pair.First.Type == pair.Second.Value.Type && pair.First.IsNullable))
            return table with { MetadataFeatures = features };
        if (table.Columns.FirstOrDefault(column => !features.Fields.ContainsKey(column.Name)) is { } extra)
            throw new PythonError("CastError", $"the column {extra.Name} is not among the features");
        return new Table(
            [.. features.Fields.Select(field => table.Find(field.Key) is { } column
                ? new Column(field.Key, field.Value.Type, Cast(column.Values, column.Type, field.Value))
                : new Column(field.Key, field.Value.Type, new object?[table.Rows]))],
            table.Rows)
        {
            MetadataFeatures = features,
        };
    }

    /// <summary>cast_array_to_feature.</summary>
    public static object?[] Cast(object?[] values, ArrowType type, Feature feature)
    {
        if (type == ArrowType.Json && feature is not JsonFeature)
            type = ArrowType.String;
        switch (feature)
        {
            case JsonFeature:
                return CastToJson(values, type);
            case LabelFeature labels:
                return CastToLabels(values, type, labels);
            case PictureFeature:
                return type == feature.Type ? values : throw new UnmodelledException($"a picture of {type}");
        }
        if (type.IsStruct)
        {
            if (feature is StructFeature fields && type.Fields.All(field => fields.Fields.ContainsKey(field.Name)))
                return CastStructs(values, type, fields);
        }
        else if (type.IsList)
        {
            if (feature is ListFeature list)
                return CastLists(values, type, list);
        }
        else if (type == ArrowType.Null || feature is ValueFeature)
        {
            return CastPlain(values, type, feature.Type);
        }
        throw PythonError.TypeError($"Couldn't cast array of type {type} to {feature}");
    }

    private static object?[] CastStructs(object?[] values, ArrowType type, StructFeature fields)
    {
        var parts = fields.Fields.ToDictionary(field => field.Key, field =>
        {
            var at = type.Fields.ToList().FindIndex(own => own.Name == field.Key);
            return at < 0
                ? Cast(new object?[values.Length], ArrowType.Null, field.Value)
                : Cast([.. values.Select(value => (value as Struct)?.Get(field.Key))], type.Fields[at].Type, field.Value);
        });
        return [.. values.Select((value, row) =>
        {
            if (value is null)
                return null;
            Struct made = [];
            foreach (var name in fields.Fields.Keys)
                made.Add((name, parts[name][row]));
            return (object?)made;
        })];
    }

    private static object?[] CastLists(object?[] values, ArrowType type, ListFeature list)
    {
        if (list.Length > -1 && (type.Name == "fixed_size_list" ? type.Length != list.Length : values.Any(value => value is List<object?> items && items.Count != list.Length)))
            throw PythonError.TypeError($"Couldn't cast array of type {type} to {list}");
        object?[] flat = [.. values.OfType<List<object?>>().SelectMany(items => items)];
        var cast = Cast(flat, type.Item, list.Item);
        var next = 0;
        return [.. values.Select(value => value is List<object?> items ? (object?)items.Select(_ => cast[next++]).ToList() : null)];
    }

    private static object?[] CastToJson(object?[] values, ArrowType type)
    {
        if (type == ArrowType.Json)
            return values;
        if (type == ArrowType.String)
            return values.Take(5).OfType<string>().All(UltraJson.IsJson) ? values : [.. values.Select(value => value is null ? null : UltraJson.Write(value))];
        return [.. values.Select(value => value is null ? null : UltraJson.Write(Decoded(value, type)))];
    }

    private static object? Decoded(object? value, ArrowType type) => type.IsWhole || type.IsFloat || type.IsText || type == ArrowType.Bool || type.IsStruct || type.IsList
        ? value
        : throw new UnmodelledException($"{type} as JSON");

    private static object?[] CastToLabels(object?[] values, ArrowType type, LabelFeature labels)
    {
        if (type.IsWhole && values.OfType<BigInteger>().Any(value => value >= labels.Names.Count))
            throw PythonError.ValueError("Class label greater than configured num_classes");
        if (type != ArrowType.String)
            return type.IsStruct || type.IsList ? throw PythonError.TypeError($"Couldn't cast array of type {type} to int64") : CastPlain(values, type, ArrowType.Int64);
        return [.. values.Select(value => value is string text ? (object?)LabelOf(text, labels) : null)];
    }

    private static BigInteger LabelOf(string text, LabelFeature labels)
    {
        foreach (var name in (string[])[text, text.Trim()])
        {
            if (labels.Names.ToList().IndexOf(name) is >= 0 and var at)
                return at;
        }
        return BigInteger.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= -1 && number < labels.Names.Count
            ? number
            : throw PythonError.ValueError($"Invalid string class label {text}");
    }

    /// <summary>array_cast of a type that has none within.</summary>
    private static object?[] CastPlain(object?[] values, ArrowType from, ArrowType to)
    {
        if (from == to)
            return values;
        if (from == ArrowType.Null)
            return values;
        if (to == ArrowType.Null)
            throw PythonError.TypeError($"Couldn't cast array of type {from} to null");
        if (!CanCast(from, to))
            throw new PythonError("ArrowNotImplementedError", $"Unsupported cast from {from} to {to}");
        return [.. values.Select(value => value is null ? null : CastValue(value, from, to))];
    }

    private static bool CanCast(ArrowType from, ArrowType to)
    {
        static bool IsNumber(ArrowType type) => type.IsWhole || type.IsFloat || type == ArrowType.Bool;
        static bool IsBinary(ArrowType type) => type.Name is "binary" or "large_binary";
        if (IsNumber(from))
            return IsNumber(to) || to.IsText || to.IsDecimal && from != ArrowType.Bool || from == ArrowType.Int64 && IsMoment(to);
        if (from.IsText)
            return !to.Name.StartsWith("duration", StringComparison.Ordinal) && !to.IsList && !to.IsStruct;
        if (IsBinary(from))
            return to.IsText || IsBinary(to);
        if (from.IsDecimal)
            return to.IsDecimal || to.IsFloat || to.IsWhole || to.IsText;
        if (IsMoment(from))
            return to.IsText && !from.Name.StartsWith("duration", StringComparison.Ordinal) || to == ArrowType.Int64 || from.IsTimestamp && (to.IsTimestamp || to.Name.StartsWith("date", StringComparison.Ordinal))
                || from.Name.StartsWith("date", StringComparison.Ordinal) && to.IsTimestamp || from.Name.Split('[')[0] == to.Name.Split('[')[0];
        return false;
    }

    private static bool IsMoment(ArrowType type) => type.IsTimestamp || type.Name.Split('[')[0] is "time32" or "time64" or "date32" or "date64" or "duration";

    private static object CastValue(object value, ArrowType from, ArrowType to)
    {
        if (to.IsText)
            return value switch
            {
                byte[] bytes => Utf8.Decode(bytes) ?? throw PythonError.ArrowInvalid("Invalid UTF8 payload"),
                bool truth => truth ? "true" : "false",
                string text => text,
                _ => ValueText.ArrowText(value, from),
            };
        if (to.Name is "binary" or "large_binary")
            return value is string text ? Encoding.UTF8.GetBytes(text) : value;
        if (to.IsWhole)
            return InRange(WholeOf(value, from), to);
        if (to.IsFloat)
            return FloatOf(value, from, to);
        if (to == ArrowType.Bool)
            return value switch
            {
                string text => text.ToLowerInvariant() switch { "true" or "1" => true, "false" or "0" => false, _ => throw PythonError.ArrowInvalid($"Failed to parse '{text}' as bool") },
                BigInteger whole => !whole.IsZero,
                double number => number != 0,
                _ => throw new UnmodelledException($"{from} as bool"),
            };
        if (to.IsDecimal)
            return DecimalOf(value, from, to);
        if (IsMoment(to))
            return value switch
            {
                BigInteger units when IsMoment(from) => Rescaled(units, from, to),
                BigInteger units => units,
                string text when to.IsTimestamp => Moments.Parse(text, to.Unit) ?? throw PythonError.ArrowInvalid($"Failed to parse '{text}' as {to}"),
                _ => throw new UnmodelledException($"{from} as {to}"),
            };
        throw new UnmodelledException($"{from} as {to}");
    }

    private static BigInteger WholeOf(object value, ArrowType from) => value switch
    {
        bool truth => truth ? 1 : 0,
        BigInteger unscaled when from.IsDecimal => unscaled % BigInteger.Pow(10, from.Digits.Scale) is { IsZero: true } ? unscaled / BigInteger.Pow(10, from.Digits.Scale)
            : throw PythonError.ArrowInvalid("Rescaling Decimal value would cause data loss"),
        BigInteger whole => whole,
        double number => double.IsInteger(number) ? new BigInteger(number) : throw PythonError.ArrowInvalid($"Float value {number} was truncated"),
        string text => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) && !text.StartsWith('+')
            ? parsed
            : throw PythonError.ArrowInvalid($"Failed to parse string: '{text}' as a scalar of type int64"),
        _ => throw new UnmodelledException($"{from} as a whole number"),
    };

    private static object FloatOf(object value, ArrowType from, ArrowType to)
    {
        var limit = BigInteger.Pow(2, to.Name switch { "double" => 53, "float" => 24, _ => 11 });
        var number = value switch
        {
            bool truth => truth ? 1.0 : 0.0,
            BigInteger unscaled when from.IsDecimal => (double)unscaled / Math.Pow(10, from.Digits.Scale),
            BigInteger whole => BigInteger.Abs(whole) <= limit ? (double)whole : throw PythonError.ArrowInvalid($"Integer value {whole} not in range"),
            double same => same,
            string text => double.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : throw PythonError.ArrowInvalid($"Failed to parse string: '{text}' as a scalar of type double"),
            _ => throw new UnmodelledException($"{from} as {to}"),
        };
        return to.Name switch { "double" => number, "float" => (double)(float)number, _ => (double)(Half)number };
    }

    private static object DecimalOf(object value, ArrowType from, ArrowType to)
    {
        var (precision, scale) = to.Digits;
        var scaled = value switch
        {
            BigInteger unscaled when from.IsDecimal && from.Digits.Scale <= scale => unscaled * BigInteger.Pow(10, scale - from.Digits.Scale),
            BigInteger unscaled when from.IsDecimal => unscaled % BigInteger.Pow(10, from.Digits.Scale - scale) is { IsZero: true } ? unscaled / BigInteger.Pow(10, from.Digits.Scale - scale)
                : throw PythonError.ArrowInvalid("Rescaling Decimal value would cause data loss"),
            BigInteger whole => whole * BigInteger.Pow(10, scale),
            double number when double.IsFinite(number) => new BigInteger(Math.Round(number * Math.Pow(10, scale))),
            _ => throw new UnmodelledException($"{from} as {to}"),
        };
        return BigInteger.Abs(scaled) < BigInteger.Pow(10, precision) ? scaled : throw PythonError.ArrowInvalid("Decimal value does not fit in precision");
    }

    private static BigInteger InRange(BigInteger value, ArrowType to)
    {
        var bits = int.Parse(to.Name.TrimStart('u', 'i', 'n', 't'), CultureInfo.InvariantCulture);
        var (low, high) = to.Name[0] == 'u' ? (BigInteger.Zero, BigInteger.Pow(2, bits) - 1) : (-BigInteger.Pow(2, bits - 1), BigInteger.Pow(2, bits - 1) - 1);
        return value >= low && value <= high ? value : throw PythonError.ArrowInvalid($"Integer value {value} not in range: {low} to {high}");
    }

    private static object Rescaled(BigInteger units, ArrowType from, ArrowType to)
    {
        var (perFrom, perTo) = (Moments.UnitsPerDay(from), Moments.UnitsPerDay(to));
        var product = units * perTo;
        return product % perFrom is { IsZero: true } ? product / perFrom : throw PythonError.ArrowInvalid($"Casting from {from} to {to} would lose data: {units}");
    }
}
