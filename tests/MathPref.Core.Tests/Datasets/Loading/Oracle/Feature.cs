using System.Globalization;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>A type of datasets (features.py): more than Arrow's, since it knows labels, JSON and pictures.</summary>
internal abstract record Feature
{
    public abstract ArrowType Type { get; }

    /// <summary>The feature that a column of this Arrow type has where nothing else is said.</summary>
    public static Feature Of(ArrowType type) => type.Name switch
    {
        "struct" => new StructFeature(type.Fields.Select(field => (field.Name, Of(field.Type)))),
        "list" => new ListFeature(Of(type.Item)),
        "large_list" => new ListFeature(Of(type.Item)) { IsLarge = true },
        "fixed_size_list" => new ListFeature(Of(type.Item)) { Length = type.Length },
        "extension<arrow.json>" => new JsonFeature(),
        _ => new ValueFeature(type),
    };
}

internal sealed record ValueFeature(ArrowType Value) : Feature
{
    public override ArrowType Type => Value;

    public override string ToString() => Value.ToString();

    /// <summary>By the name that a card has for it (string_to_arrow).</summary>
    public static ArrowType? TypeOf(string dtype) => dtype switch
    {
        "double" or "float64" => ArrowType.Double,
        "float" or "float32" => new ArrowType("float"),
        "float16" => new ArrowType("halffloat"),
        "utf8" or "string" => ArrowType.String,
        "large_utf8" => ArrowType.LargeString,
        "date32" => new ArrowType("date32[day]"),
        "date64" => new ArrowType("date64[ms]"),
        "null" or "bool" or "bool_" or "int8" or "int16" or "int32" or "int64" or "uint8" or "uint16" or "uint32" or "uint64" or "binary" or "large_binary"
            or "large_string" or "string_view" or "binary_view" => new ArrowType(dtype == "bool_" ? "bool" : dtype),
        _ when Regex.Match(dtype, @"\Atimestamp\[(s|ms|us|ns)(?:,\s*tz=([a-zA-Z0-9/_+\-:]*))?\]\z") is { Success: true } stamp =>
            new ArrowType(stamp.Groups[2].Success ? $"timestamp[{stamp.Groups[1]}, tz={stamp.Groups[2]}]" : $"timestamp[{stamp.Groups[1]}]"),
        _ when Regex.IsMatch(dtype, @"\A(?:duration\[(?:s|ms|us|ns)\]|time32\[(?:s|ms)\]|time64\[(?:us|ns)\]|fixed_size_binary\[[0-9]+\])\z") => new ArrowType(dtype),
        _ when Regex.Match(dtype, @"\Adecimal(128|256)\(([0-9]+),\s*(-?[0-9]+)\)\z") is { Success: true } number =>
            new ArrowType(string.Create(CultureInfo.InvariantCulture, $"decimal{number.Groups[1]}({number.Groups[2]}, {number.Groups[3]})")),
        _ => null,
    };
}

internal sealed record ListFeature(Feature Item) : Feature
{
    public int Length { get; init; } = -1;

    public bool IsLarge { get; init; }

    public override ArrowType Type => new(IsLarge ? "large_list" : Length > -1 ? "fixed_size_list" : "list") { Fields = [new("item", Item.Type)], Length = IsLarge ? -1 : Length };

    public override string ToString() => $"{(IsLarge ? "LargeList" : "List")}({Item}{(Length > -1 ? $", {Length}" : "")})";
}

internal sealed record StructFeature : Feature
{
    public StructFeature(IEnumerable<(string Name, Feature Feature)> fields) => Fields = new(fields.Select(field => KeyValuePair.Create(field.Name, field.Feature)));

    public OrderedDictionary<string, Feature> Fields { get; }

    public override ArrowType Type => ArrowType.Struct(Fields.Select(pair => new ArrowField(pair.Key, pair.Value.Type)));

    public bool Equals(StructFeature? other) => other is not null && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => Fields.Count;

    public override string ToString() => $"{{{string.Join(", ", Fields.Select(field => $"{field.Key}: {field.Value}"))}}}";
}

internal sealed record LabelFeature(IReadOnlyList<string> Names) : Feature
{
    public override ArrowType Type => ArrowType.Int64;

    public bool Equals(LabelFeature? other) => other is not null && Names.SequenceEqual(other.Names);

    public override int GetHashCode() => Names.Count;

    public override string ToString() => $"ClassLabel({string.Join(", ", Names)})";
}

internal sealed record JsonFeature : Feature
{
    public override ArrowType Type => ArrowType.Json;

    public override string ToString() => "Json";
}

internal sealed record PictureFeature : Feature
{
    public override ArrowType Type { get; } = ArrowType.Struct([new("bytes", ArrowType.Binary), new("path", ArrowType.String)]);

    public override string ToString() => "Image";
}
