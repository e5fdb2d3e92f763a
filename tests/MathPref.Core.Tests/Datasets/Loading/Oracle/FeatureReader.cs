using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>Features as cards write them (YAML) and as files do (JSON in the key <c>huggingface</c>, dataset_infos.json).</summary>
internal static class FeatureReader
{
    public static StructFeature OfCard(object? yaml) => yaml is List<object?> fields ? OfFields(fields) : throw PythonError.TypeError("features are no list");

    private static StructFeature OfFields(List<object?> fields) => new(fields.Select(field =>
    {
        if (field is not OrderedDictionary<string, object?> mapping || mapping.GetValueOrDefault("name") is not { } name)
            throw new PythonError("KeyError", "name");
        OrderedDictionary<string, object?> rest = new(mapping.Where(pair => pair.Key != "name"));
        return (Convert.ToString(name, CultureInfo.InvariantCulture)!, OfYaml(rest));
    }).DistinctLast());

    private static Feature OfYaml(object? yaml)
    {
        switch (yaml)
        {
            case List<object?> fields:
                return OfFields(fields);
            case string dtype:
                return OfWord(dtype);
            case OrderedDictionary<string, object?> { Count: 0 }:
                return new StructFeature([]);
            case OrderedDictionary<string, object?> mapping:
                var (key, value) = mapping.GetAt(0);
                switch (key)
                {
                    case "large_list":
                        return new ListFeature(OfYaml(value)) { IsLarge = true };
                    case "sequence" when value is List<object?> fields:
                        return new StructFeature(OfFields(fields).Fields.Select(field => (field.Key, (Feature)new ListFeature(field.Value) { Length = LengthOf(mapping) })));
                    case "list" or "sequence":
                        return new ListFeature(OfYaml(value)) { Length = LengthOf(mapping) };
                    case "struct":
                        return OfYaml(value);
                    case "dtype":
                        return OfYaml(value);
                    default:
                        return OfType(string.Concat(key.Split('_').Select(part => part.Length == 0 ? "" : char.ToUpperInvariant(part[0]) + part[1..])), value as OrderedDictionary<string, object?> ?? []);
                }
            default:
                throw PythonError.TypeError($"Expected a dict or a list but got {yaml}");
        }
    }

    private static Feature OfWord(string dtype) => ValueFeature.TypeOf(dtype) is { } type ? new ValueFeature(type) : dtype switch
    {
        "json" => new JsonFeature(),
        "image" => new PictureFeature(),
        _ when Regex.IsMatch(dtype, @"\A(?:audio|video|pdf|nifti|mesh)\z") => throw new UnmodelledException($"the feature {dtype}"),
        _ => throw PythonError.ValueError($"Feature type '{dtype}' not found"),
    };

    public static StructFeature OfJson(object? json) => json is Struct fields ? OfJsonFields(fields) : throw PythonError.TypeError("features are no dict");

    private static StructFeature OfJsonFields(Struct fields) => new(fields.Select(field => (field.Name, OfJsonFeature(field.Value))));

    private static Feature OfJsonFeature(object? json)
    {
        if (json is List<object?> { Count: 1 } list)
            return new ListFeature(OfJsonFeature(list[0]));
        if (json is not Struct fields)
            throw PythonError.TypeError("a feature is no dict");
        if (fields.Get("_type") is not string type)
            return OfJsonFields(fields);
        OrderedDictionary<string, object?> members = new(fields.Where(field => field.Name != "_type").Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (type == "Value")
            return members.GetValueOrDefault("dtype") is string dtype && ValueFeature.TypeOf(dtype) is { } known ? new ValueFeature(known) : throw PythonError.ValueError("an unknown dtype");
        if (type is not ("List" or "LargeList" or "Sequence"))
            return OfType(type, members);
        var item = OfJsonFeature(members.GetValueOrDefault("feature"));
        var length = LengthOf(members);
        return type == "Sequence" && item is StructFeature parts && parts.Fields.Values.Any(part => part is not ListFeature)
            ? new StructFeature(parts.Fields.Select(part => (part.Key, (Feature)new ListFeature(part.Value) { Length = length })))
            : new ListFeature(item) { IsLarge = type == "LargeList", Length = type == "LargeList" ? -1 : length };
    }

    private static int LengthOf(OrderedDictionary<string, object?> members) => members.GetValueOrDefault("length") is BigInteger length ? (int)length : -1;

    private static Feature OfType(string type, OrderedDictionary<string, object?> members) => type switch
    {
        "Json" => new JsonFeature(),
        "Image" => new PictureFeature(),
        "ClassLabel" => new LabelFeature(Names(members)),
        "Audio" or "Video" or "Pdf" or "Nifti" or "Mesh" or "Translation" or "TranslationVariableLanguages" or "Array2D" or "Array3D" or "Array4D" or "Array5D" =>
            throw new UnmodelledException($"the feature {type}"),
        _ => throw PythonError.ValueError($"Feature type '{type}' not found"),
    };

    private static List<string> Names(OrderedDictionary<string, object?> members)
    {
        List<string> names = members.GetValueOrDefault("names") switch
        {
            List<object?> list => [.. list.Select(name => Convert.ToString(name, CultureInfo.InvariantCulture)!)],
            OrderedDictionary<string, object?> mapping => [.. mapping.OrderBy(pair => int.Parse(pair.Key, CultureInfo.InvariantCulture)).Select(pair => Convert.ToString(pair.Value, CultureInfo.InvariantCulture)!)],
            null when members.GetValueOrDefault("num_classes") is BigInteger count => [.. Enumerable.Range(0, (int)count).Select(i => i.ToString(CultureInfo.InvariantCulture))],
            _ => throw PythonError.ValueError("Please provide either num_classes, names or names_file."),
        };
        return names.Distinct().Count() == names.Count ? names : throw PythonError.ValueError("Some label names are duplicated.");
    }

    private static IEnumerable<(string Name, Feature Feature)> DistinctLast(this IEnumerable<(string Name, Feature Feature)> fields)
    {
        OrderedDictionary<string, Feature> kept = [];
        foreach (var (name, feature) in fields)
            kept[name] = feature;
        return kept.Select(pair => (pair.Key, pair.Value));
    }
}
