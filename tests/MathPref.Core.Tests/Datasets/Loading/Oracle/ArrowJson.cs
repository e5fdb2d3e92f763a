using System.Globalization;
using System.Numerics;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// Arrow's reader of JSON lines (arrow/json/parser.cc, chunked_builder.cc): columns in order of appearance, whole numbers int64 else double,
/// texts timestamps where all are.
/// </summary>
internal static class ArrowJson
{
    /// <summary>Two values of one column are of different kinds.</summary>
    internal sealed class ChangedException(IReadOnlyList<string> path) : Exception
    {
        public IReadOnlyList<string> Path { get; } = path;
    }

    private sealed class Node
    {
        public string Kind { get; set; } = "null";

        public bool IsWhole { get; set; } = true;

        public bool IsMoment { get; set; } = true;

        public OrderedDictionary<string, Node> Below { get; } = [];
    }

    /// <summary>Throws ArrowInvalid for what is no JSON, and <see cref="ChangedException"/>.</summary>
    public static Table Read(ReadOnlySpan<byte> bytes)
    {
        var text = Utf8.Decode(bytes)?.TrimStart('\ufeff') ?? throw PythonError.ArrowInvalid("no UTF-8");
        JsonText parser = new(text, isStrict: true);
        List<Struct> rows = [];
        try
        {
            while (!parser.IsAtEnd)
                rows.Add(parser.Next() as Struct ?? throw PythonError.ArrowInvalid("JSON parse error: a row is no object"));
        }
        catch (FormatException broken)
        {
            throw PythonError.ArrowInvalid($"JSON parse error: {broken.Message}");
        }
        if (rows.Count == 0)
            throw PythonError.ArrowInvalid("Empty JSON file");
        Node root = new();
        foreach (var row in rows)
            Learn(root, row, []);
        return new Table([.. root.Below.Select(field =>
        {
            var type = TypeOf(field.Value);
            return new Column(field.Key, type, [.. rows.Select(row => ValueOf(row.Get(field.Key), type))]);
        })], rows.Count);
    }

    private static void Learn(Node node, object? value, IReadOnlyList<string> path)
    {
        var kind = value switch
        {
            null => "null",
            bool => "bool",
            JsonText.Number => "number",
            string => "string",
            List<object?> => "array",
            _ => "object",
        };
        if (kind == "null")
            return;
        if (node.Kind == "null")
            node.Kind = kind;
        else if (node.Kind != kind)
            throw new ChangedException(path);
        switch (value)
        {
            case JsonText.Number number:
                node.IsWhole &= number.Raw.AsSpan().IndexOfAny(".eE") < 0 && long.TryParse(number.Raw, CultureInfo.InvariantCulture, out _);
                break;
            case string text:
                node.IsMoment &= Moments.Parse(text, "s") is not null;
                break;
            case List<object?> items:
                node.Below.TryAdd(MixedTypes.Items, new Node());
                foreach (var item in items)
                    Learn(node.Below[MixedTypes.Items], item, [.. path, MixedTypes.Items]);
                break;
            case Struct fields:
                foreach (var (name, field) in fields)
                {
                    node.Below.TryAdd(name, new Node());
                    Learn(node.Below[name], field, [.. path, name]);
                }
                break;
        }
    }

    private static ArrowType TypeOf(Node node) => node.Kind switch
    {
        "null" => ArrowType.Null,
        "bool" => ArrowType.Bool,
        "number" => node.IsWhole ? ArrowType.Int64 : ArrowType.Double,
        "string" => node.IsMoment ? ArrowType.Seconds : ArrowType.String,
        "array" => ArrowType.List(TypeOf(node.Below[MixedTypes.Items])),
        _ => ArrowType.Struct(node.Below.Select(field => new ArrowField(field.Key, TypeOf(field.Value)))),
    };

    private static object? ValueOf(object? value, ArrowType type)
    {
        switch (value)
        {
            case JsonText.Number number:
                return type == ArrowType.Int64 ? BigInteger.Parse(number.Raw, CultureInfo.InvariantCulture) : double.Parse(number.Raw, CultureInfo.InvariantCulture);
            case string text when type == ArrowType.Seconds:
                return Moments.Parse(text, "s");
            case List<object?> items:
                return items.ConvertAll(item => ValueOf(item, type.Item));
            case Struct fields:
                Struct made = [];
                made.AddRange(type.Fields.Select(field => (field.Name, ValueOf(fields.Get(field.Name), field.Type))));
                return made;
            default:
                return value;
        }
    }
}
