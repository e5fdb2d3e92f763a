using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// Columns as a card writes them under <c>features</c>: a scalar has a dtype, <c>list: string</c> is a list of scalars, <c>list:</c> or
/// <c>struct:</c> with named fields a list of structs or a struct (the datasets library's Features, written since version 4).
/// </summary>
internal static partial class CardFeatures
{
    public static YamlSequenceNode Write(RowSchema schema) => Fields(schema.Settle().Root);

    /// <summary>
    /// Compares the columns that a card names with those of the data, and says each difference: by the column's path, and whether loading
    /// fails or lies by it. Types that are not ours (int32, timestamp, ClassLabel) are other people's affair.
    /// </summary>
    public static IEnumerable<FeatureProblem> Compare(YamlSequenceNode features, RowSchema data) => CompareFields(features, data.Root, "");

    private static YamlSequenceNode Fields(ColumnType type) => new(type.Fields.Select(YamlNode (field) =>
    {
        var node = new YamlMappingNode { { "name", DatasetCard.Text(field.Name) } };
        foreach (var (key, value) in Type(field.Type))
            node.Add(key, value);
        return node;
    }));

    private static IEnumerable<(string Key, YamlNode Value)> Type(ColumnType type)
    {
        switch (type.Kind)
        {
            case ColumnKind.List when type.Item!.Kind is ColumnKind.Struct:
                return [("list", Fields(type.Item))];
            case ColumnKind.List when type.Item!.Kind is ColumnKind.List:
                return [("list", new YamlMappingNode(Type(type.Item).Select(inner => new KeyValuePair<YamlNode, YamlNode>(inner.Key, inner.Value))))];
            case ColumnKind.List:
                return [("list", DType(type.Item!))];
            case ColumnKind.Struct:
                return [("struct", Fields(type))];
            default:
                return [("dtype", DType(type))];
        }
    }

    private static YamlScalarNode DType(ColumnType type) => new(type.Kind switch
    {
        ColumnKind.Boolean => "bool",
        ColumnKind.Int64 => "int64",
        ColumnKind.Double => "float64",
        ColumnKind.Decimal => type.ToString(),
        _ => "string",
    });

    /// <summary>Whether there are types that rows do not have, such as class labels, int32 or timestamps.</summary>
    public static bool HasOtherTypes(YamlSequenceNode features) => features.AllNodes.OfType<YamlMappingNode>()
        .Any(node => node.Children.TryGetValue("dtype", out var dtype) && dtype is not YamlScalarNode { Value: "string" or "bool" or "int64" or "float64" });

    private static IEnumerable<FeatureProblem> CompareFields(YamlSequenceNode features, ColumnType data, string path)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        var there = data.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        foreach (var feature in features.OfType<YamlMappingNode>())
        {
            var name = Scalar(feature, "name") ?? "";
            named.Add(name);
            if (feature.Children.TryGetValue("name", out var node) && node is YamlScalarNode scalar && !DatasetCard.IsText(scalar))
                yield return new FeatureProblem(
                    path + name,
                    "the card names it without quotes, and YAML reads that as something else than text: loading fails",
                    IsError: true);
            else if (there.TryGetValue(name, out var field))
                foreach (var problem in CompareType(feature, field.Type, path + name))
                    yield return problem;
            else
                yield return new FeatureProblem(
                    path + name,
                    "the card names it and the data has no such column: it loads as null in every row",
                    IsError: false);
        }
        foreach (var field in data.Fields.Where(field => !named.Contains(field.Name)))
            yield return new FeatureProblem(path + field.Name, "the data has it and the card does not name it: loading fails", IsError: true);
    }

    private static IEnumerable<FeatureProblem> CompareType(YamlMappingNode feature, ColumnType data, string path)
    {
        // What is null in all rows fits any type.
        if (data.Kind is ColumnKind.Null)
            return [];
        if (feature.Children.TryGetValue("list", out var item))
        {
            if (data.Kind is not ColumnKind.List)
                return [Other(path, "a list", data)];
            return item switch
            {
                YamlSequenceNode fields when data.Item!.Kind is ColumnKind.Struct => CompareFields(fields, data.Item, path + "[]."),
                YamlSequenceNode when data.Item!.Kind is not ColumnKind.Null => [Other(path + "[]", "a struct", data.Item)],
                YamlMappingNode nested => CompareType(nested, data.Item!, path + "[]"),
                YamlScalarNode { Value: { } dtype } => CompareScalar(dtype, data.Item!, path + "[]"),
                _ => [],
            };
        }
        if (feature.Children.TryGetValue("sequence", out var sequence))
        {
            // With named fields it is a struct of lists, which rows of ours never are.
            return data.Kind is not ColumnKind.List ? [Other(path, "a list", data)]
                : sequence is YamlSequenceNode ? [Other(path, "a struct of lists (sequence)", data)]
                : sequence is YamlScalarNode { Value: { } item2 } ? CompareScalar(item2, data.Item!, path + "[]") : [];
        }
        if (feature.Children.TryGetValue("struct", out var inner) && inner is YamlSequenceNode innerFields)
            return data.Kind is ColumnKind.Struct ? CompareFields(innerFields, data, path + ".") : [Other(path, "a struct", data)];
        return Scalar(feature, "dtype") is { } scalar ? CompareScalar(scalar, data, path) : [];
    }

    private static IEnumerable<FeatureProblem> CompareScalar(string dtype, ColumnType data, string path)
    {
        var fits = data.Kind is ColumnKind.Null || dtype switch
        {
            // A struct without a field in any row has no other type that Parquet knows.
            "string" or "large_string" => data.Kind is ColumnKind.String || data is { Kind: ColumnKind.Struct, Fields.Count: 0 },
            "bool" => data.Kind is ColumnKind.Boolean,
            "null" => false,
            _ when data.Kind is ColumnKind.Decimal => DecimalType().Match(dtype) is { Success: true } match
                && int.TryParse(match.Groups["scale"].ValueSpan, CultureInfo.InvariantCulture, out var scale) && scale >= data.Scale,
            _ when WholeNumber().IsMatch(dtype) => data.Kind is ColumnKind.Int64,
            _ when Fraction().IsMatch(dtype) => data.Kind is ColumnKind.Double or ColumnKind.Int64,
            // Pictures and the like are stored as a struct of their bytes and their name.
            _ when Media().IsMatch(dtype) => data.Kind is ColumnKind.Struct or ColumnKind.List or ColumnKind.String,
            // Times come as text, bytes as lists, and what JSON has of decimals as doubles.
            _ => OtherType().IsMatch(dtype) && data.Kind is not (ColumnKind.Struct or ColumnKind.Boolean),
        };
        if (!fits)
            yield return Other(path, dtype, data);
    }

    private static FeatureProblem Other(string path, string card, ColumnType data) =>
        new(path, $"the card says {card} and the data has {data}: loading fails, or changes the values", IsError: true);

    [GeneratedRegex(@"^u?int(?:8|16|32|64)\z")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^float(?:16|32|64)\z")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^(?:timestamp|date|time|duration|decimal|binary|large_binary|binary_view|string_view|json)")]
    private static partial Regex OtherType();

    [GeneratedRegex(@"^decimal(?:128|256)\([0-9]+, *(?<scale>[0-9]+)\)\z")]
    private static partial Regex DecimalType();

    [GeneratedRegex(@"^(?:image|audio|video|pdf|nifti|mesh)\z")]
    private static partial Regex Media();

    private static string? Scalar(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? (child as YamlScalarNode)?.Value : null;
}
