using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// Types as a card has them under <c>features</c>. Of each mapping the first key, the name apart, says what it is. Source: datasets,
/// features/features.py, _to_yaml_list and _from_yaml_list.
/// </summary>
internal static partial class CardTypes
{
    /// <summary>Throws <see cref="InvalidDataException"/> for what the library could not read: loading fails on it.</summary>
    public static LoadedColumns Read(YamlNode features) => features is YamlSequenceNode list
        ? new LoadedColumns(Fields(list, 0))
        : throw new InvalidDataException("its features are no list");

    public static YamlSequenceNode Write(LoadedColumns columns) => Fields(columns.Fields);

    private static List<LoadedField> Fields(YamlSequenceNode list, int depth)
    {
        // The last of a name holds, in the place of the first.
        var fields = new OrderedDictionary<string, LoadedField>(StringComparer.Ordinal);
        foreach (var node in list)
        {
            if (node is not YamlMappingNode mapping || !mapping.Children.TryGetValue("name", out var given))
                throw new InvalidDataException("its features hold a column without a name");
            if (given is not YamlScalarNode scalar || !DatasetCard.IsText(scalar))
                throw new InvalidDataException($"its features name a column '{given}' without quotes, which YAML reads as something else than text");
            fields[scalar.Value!] = new LoadedField(scalar.Value!, OfMapping(mapping, depth));
        }
        return [.. fields.Values];
    }

    private static LoadedType Type(YamlNode node, int depth)
    {
        if (depth > LoadedType.MaximumDepth)
            throw new InvalidDataException("its features are nested too deeply");
        return node switch
        {
            YamlMappingNode mapping => OfMapping(mapping, depth),
            YamlSequenceNode list => LoadedType.StructOf(Fields(list, depth + 1)),
            _ => throw Unknown(node),
        };
    }

    private static LoadedType OfMapping(YamlMappingNode mapping, int depth)
    {
        var key = mapping.Children.Keys.FirstOrDefault(key => key is not YamlScalarNode { Value: "name" });
        if (key is null)
            return LoadedType.StructOf([]);
        var value = mapping.Children[key];
        switch ((key as YamlScalarNode)?.Value)
        {
            case "large_list":
                return LoadedType.LargeListOf(Item(value, depth));
            case "list":
                return LoadedType.ListOf(Item(value, depth), Length(mapping));
            case "sequence" when value is YamlSequenceNode fields:
                var length = Length(mapping);
                return LoadedType.StructOf(
                    Fields(fields, depth + 1).Select(field => field with { Type = LoadedType.ListOf(field.Type, length) }).ToList());
            case "sequence":
                return LoadedType.ListOf(Item(value, depth), Length(mapping));
            case "struct":
                return Type(value, depth + 1);
            case "dtype" when value is YamlScalarNode scalar:
                return Named(scalar);
            case "dtype":
                return Type(value, depth + 1);
            case { Length: > 0 } name when value is YamlMappingNode settings:
                return Special(name, settings) ?? throw Unknown(mapping);
            default:
                throw Unknown(mapping);
        }
    }

    private static LoadedType Item(YamlNode node, int depth) => node is YamlScalarNode scalar ? Named(scalar) : Type(node, depth + 1);

    private static LoadedType Named(YamlScalarNode dtype) => DatasetCard.IsText(dtype)
        ? LoadedType.TryValue(dtype.Value!) ?? SpecialTypes.Of(CamelCase(dtype.Value!), []) ?? throw Unknown(dtype)
        : throw Unknown(dtype);

    private static LoadedType? Special(string name, YamlMappingNode settings)
    {
        if (name == "class_label")
            return settings.Children.TryGetValue("names", out var names) ? FeatureJson.Labels(Labels(names)) : null;
        return YamlText.ToJson(settings) is JsonObject said ? SpecialTypes.Of(CamelCase(name), said) : null;
    }

    /// <summary>Names by number, or a list of names.</summary>
    private static JsonNode? Labels(YamlNode names)
    {
        if (names is not YamlMappingNode mapping)
            return YamlText.ToJson(names);
        var labels = new SortedDictionary<int, string>();
        foreach (var (number, label) in mapping)
        {
            if (number is not YamlScalarNode { Value: { } digits } || label is not YamlScalarNode text
                || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                || !labels.TryAdd(id, YamlText.PythonText(text)))
            {
                return null;
            }
        }
        return labels.Count == 0 || labels.Keys.Last() == labels.Count - 1 ? new JsonArray([.. labels.Values.Select(JsonNode? (label) => label)]) : null;
    }

    private static int? Length(YamlMappingNode mapping)
    {
        if (!mapping.Children.TryGetValue("length", out var node))
            return null;
        return node is YamlScalarNode { Value: { } digits } && int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length)
            ? length < 0 ? null : length
            : throw Unknown(mapping);
    }

    private static InvalidDataException Unknown(YamlNode node)
    {
        var text = node is YamlScalarNode scalar ? scalar.Value ?? "" : (node as YamlMappingNode)?.Children.Keys.First().ToString() ?? "a list";
        return new InvalidDataException($"its features hold '{(text.Length > 100 ? text[..100] + "…" : text)}', which no loader knows");
    }

    private static string CamelCase(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant()));

    private static string SnakeCase(string name) => WordAfter().Replace(Capitals().Replace(name, "$1_$2"), "$1_$2").ToLowerInvariant();

    private static YamlSequenceNode Fields(IReadOnlyList<LoadedField> fields) => new(fields.Select(YamlNode (field) =>
    {
        var node = new YamlMappingNode { { "name", YamlText.Node(field.Name) } };
        foreach (var (key, value) in Type(field.Type))
            node.Add(key, value);
        return node;
    }));

    private static IEnumerable<(string Key, YamlNode Value)> Type(LoadedType type)
    {
        switch (type.Kind)
        {
            case LoadedKind.Value:
                return [("dtype", YamlText.Node(type.Name))];
            case LoadedKind.Struct:
                return [("struct", Fields(type.Fields))];
            case LoadedKind.LargeList:
                return [("large_list", Item(type.Item!))];
            case LoadedKind.List:
                var list = ("list", Item(type.Item!));
                return type.Length is { } length ? [list, ("length", Number(length))] : [list];
            case LoadedKind.ClassLabel:
                var names = new YamlMappingNode();
                for (var i = 0; i < type.Labels.Count; i++)
                    names.Add(YamlText.Node(i.ToString(CultureInfo.InvariantCulture)), YamlText.Node(type.Labels[i]));
                return [("dtype", new YamlMappingNode { { "class_label", new YamlMappingNode { { "names", names } } } })];
            case var _ when type.Settings.Length == 0:
                return [("dtype", YamlText.Node(SnakeCase(type.Name)))];
            default:
                return [("dtype", new YamlMappingNode { { SnakeCase(type.Name), YamlText.OfJson(JsonNode.Parse(type.Settings)) } })];
        }
    }

    private static YamlNode Item(LoadedType item)
    {
        var said = Type(item).ToList();
        return said is [("dtype" or "struct", var only)]
            ? only
            : new YamlMappingNode(said.Select(pair => new KeyValuePair<YamlNode, YamlNode>(pair.Key, pair.Value)));
    }

    private static YamlScalarNode Number(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("([A-Z]+)([A-Z][a-z])")]
    private static partial Regex Capitals();

    [GeneratedRegex(@"([a-z0-9])([A-Z])")]
    private static partial Regex WordAfter();
}
