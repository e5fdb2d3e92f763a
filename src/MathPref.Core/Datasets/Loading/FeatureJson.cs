using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MathPref.Core.Datasets;

/// <summary>
/// Types as JSON, which the <c>datasets</c> library keeps under the key <c>huggingface</c> of a file's schema and in dataset_info.json.
/// Source: datasets, features/features.py, to_dict and generate_from_dict.
/// </summary>
internal static class FeatureJson
{
    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = LoadedType.MaximumDepth * 4 };

    private static readonly JsonSerializerOptions s_writing = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>
    /// The types under the key <c>huggingface</c> of a file's own; null where it holds none. Throws <see cref="InvalidDataException"/> for
    /// what the library could not read: loading fails on it.
    /// </summary>
    public static LoadedColumns? ReadKey(string text)
    {
        try
        {
            var root = JsonNode.Parse(text, documentOptions: s_reading);
            return (root as JsonObject)?["info"] is JsonObject info && info["features"] is { } features ? Read(features) : null;
        }
        // A name that stands twice is an ArgumentException.
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            throw new InvalidDataException("its key huggingface is no JSON that could be read", broken);
        }
    }

    /// <summary>The types of a whole dataset. Throws <see cref="InvalidDataException"/> as <see cref="ReadKey"/> does.</summary>
    public static LoadedColumns Read(JsonNode features)
    {
        try
        {
            return Type(features, 0) is { Kind: LoadedKind.Struct } root ? new LoadedColumns(root.Fields) : throw Unknown(features);
        }
        catch (ArgumentException broken)
        {
            throw new InvalidDataException("its features name a column twice", broken);
        }
    }

    public static JsonObject Write(LoadedColumns columns) => Struct(columns.Fields);

    /// <summary>JSON as Python writes it: blanks behind commas and colons, letters beyond ASCII escaped.</summary>
    public static string Text(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject fields => "{" + string.Join(", ", fields.Select(field => $"{Quote(field.Key)}: {Text(field.Value)}")) + "}",
        JsonArray items => "[" + string.Join(", ", items.Select(Text)) + "]",
        _ => node.GetValueKind() is JsonValueKind.String ? Quote(node.GetValue<string>()) : node.ToJsonString(),
    };

    private static string Quote(string text)
    {
        var quoted = new System.Text.StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or > '~' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    private static LoadedType Type(JsonNode? node, int depth)
    {
        if (depth > LoadedType.MaximumDepth)
            throw new InvalidDataException("its features are nested too deeply");
        switch (node)
        {
            // So lists were written once.
            case JsonArray { Count: > 0 } old:
                return LoadedType.ListOf(Type(old[0], depth + 1));
            case JsonObject fields when fields["_type"] is null or JsonObject:
                return LoadedType.StructOf(fields.Select(field => new LoadedField(field.Key, Type(field.Value, depth + 1))).ToList());
            case JsonObject said when said["_type"]!.GetValueKind() is JsonValueKind.String:
                return Named(said["_type"]!.GetValue<string>(), said, depth);
            default:
                throw Unknown(node);
        }
    }

    private static LoadedType Named(string name, JsonObject said, int depth)
    {
        switch (name)
        {
            case "Value":
                return said["dtype"]?.GetValueKind() is JsonValueKind.String && LoadedType.TryValue(said["dtype"]!.GetValue<string>()) is { } value
                    ? value
                    : throw Unknown(said);
            case "ClassLabel":
                return Labels(said["names"]) ?? throw Unknown(said);
            case "List":
                return LoadedType.ListOf(Type(said["feature"], depth + 1), Length(said));
            case "LargeList":
                return LoadedType.LargeListOf(Type(said["feature"], depth + 1));
            case "Sequence":
                return Sequence(Type(said["feature"], depth + 1), Length(said));
            default:
                var settings = new JsonObject();
                foreach (var (key, inner) in said)
                {
                    if (key != "_type" && !(key == "id" && inner is null))
                        settings.Add(key, inner?.DeepClone());
                }
                return SpecialTypes.Of(name, settings) ?? throw Unknown(said);
        }
    }

    /// <summary>What was a sequence: of a struct it is a struct of lists, unless all its fields are lists.</summary>
    public static LoadedType Sequence(LoadedType item, int? length) =>
        item.Kind is LoadedKind.Struct && item.Fields.Any(field => field.Type.Kind is not LoadedKind.List)
            ? LoadedType.StructOf(item.Fields.Select(field => field with { Type = LoadedType.ListOf(field.Type, length) }).ToList())
            : LoadedType.ListOf(item, length);

    /// <summary>A class label; null for names that are none, or stand twice.</summary>
    public static LoadedType? Labels(JsonNode? names)
    {
        if (names is not JsonArray items)
            return null;
        var labels = items.Select(item => item?.GetValueKind() is JsonValueKind.String ? item.GetValue<string>() : Text(item)).ToList();
        return labels.Distinct(StringComparer.Ordinal).Count() == labels.Count ? LoadedType.ClassLabel(labels) : null;
    }

    private static int? Length(JsonObject said) => said["length"] switch
    {
        null => null,
        var node when node.GetValueKind() is JsonValueKind.Number && node.AsValue().TryGetValue<int>(out var length) => length < 0 ? null : length,
        _ => throw Unknown(said),
    };

    private static InvalidDataException Unknown(JsonNode? node)
    {
        var text = node?.ToJsonString(s_writing) ?? "null";
        return new InvalidDataException($"its features hold {(text.Length > 100 ? text[..100] + "…" : text)}, which no loader knows");
    }

    private static JsonObject Write(LoadedType type)
    {
        switch (type.Kind)
        {
            case LoadedKind.Value:
                return new JsonObject { ["dtype"] = type.Name, ["_type"] = "Value" };
            case LoadedKind.Struct:
                return Struct(type.Fields);
            case LoadedKind.List:
                var list = new JsonObject { ["feature"] = Write(type.Item!) };
                if (type.Length is { } length)
                    list["length"] = length;
                list["_type"] = "List";
                return list;
            case LoadedKind.LargeList:
                return new JsonObject { ["feature"] = Write(type.Item!), ["_type"] = "LargeList" };
            case LoadedKind.ClassLabel:
                return new JsonObject { ["names"] = new JsonArray([.. type.Labels.Select(JsonNode? (label) => label)]), ["_type"] = "ClassLabel" };
            default:
                var special = type.Settings.Length == 0 ? [] : JsonNode.Parse(type.Settings)!.AsObject();
                special["_type"] = type.Name;
                return special;
        }
    }

    private static JsonObject Struct(IReadOnlyList<LoadedField> fields)
    {
        var node = new JsonObject();
        foreach (var field in fields)
            node.Add(field.Name, Write(field.Type));
        return node;
    }
}
