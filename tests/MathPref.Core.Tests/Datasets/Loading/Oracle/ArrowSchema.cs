using System.Buffers.Binary;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>An Arrow schema as messages have it (apache/arrow, format/Schema.fbs and Message.fbs). Dictionaries are taken for their values.</summary>
internal static class ArrowSchema
{
    private static readonly string[] s_units = ["s", "ms", "us", "ns"];

    /// <summary>Of the key ARROW:schema of a Parquet file, decoded.</summary>
    public static IReadOnlyList<ArrowField> OfMessage(byte[] message) => Read(FlatTable.Root(message, Start(message)).Table(2)!.Value).Fields;

    public static (IReadOnlyList<ArrowField> Fields, Dictionary<string, string> Metadata) Read(FlatTable schema) =>
        ([.. schema.Tables(1).Select(FieldOf)], MetadataOf(schema, 2));

    private static int Start(byte[] message) => BinaryPrimitives.ReadInt32LittleEndian(message) == -1 ? 8 : 4;

    private static Dictionary<string, string> MetadataOf(FlatTable table, int field) => table.Tables(field).ToDictionary(pair => pair.Text(0) ?? "", pair => pair.Text(1) ?? "");

    private static ArrowField FieldOf(FlatTable field)
    {
        var children = field.Tables(5).Select(FieldOf).ToList();
        var type = MetadataOf(field, 6).GetValueOrDefault("ARROW:extension:name") switch
        {
            null => TypeOf(field.Byte(2), field.Table(3), children),
            "arrow.json" => ArrowType.Json,
            var other => throw new UnmodelledException($"the Arrow extension {other}"),
        };
        return new ArrowField(field.Text(0) ?? "", type, field.Byte(1) != 0);
    }

    private static ArrowType TypeOf(byte kind, FlatTable? type, List<ArrowField> children)
    {
        string Unit(short absent = 0) => s_units[type!.Value.Int16(0, absent)];
        return kind switch
        {
            1 => ArrowType.Null,
            2 => new ArrowType($"{(type!.Value.Byte(1) != 0 ? "int" : "uint")}{type.Value.Int32(0)}"),
            3 => new ArrowType(type!.Value.Int16(0) switch { 0 => "halffloat", 1 => "float", _ => "double" }),
            4 => ArrowType.Binary,
            5 => ArrowType.String,
            6 => ArrowType.Bool,
            7 => new ArrowType($"decimal{type!.Value.Int32(2, 128)}({type.Value.Int32(0)}, {type.Value.Int32(1)})"),
            8 => new ArrowType(type!.Value.Int16(0, 1) == 0 ? "date32[day]" : "date64[ms]"),
            9 => new ArrowType($"time{type!.Value.Int32(1, 32)}[{Unit(1)}]"),
            10 => new ArrowType(type!.Value.Text(1) is { Length: > 0 } zone ? $"timestamp[{Unit()}, tz={zone}]" : $"timestamp[{Unit()}]"),
            12 => new ArrowType("list") { Fields = [children[0] with { Name = "item", IsNullable = true }] },
            13 => ArrowType.Struct(children),
            15 => new ArrowType($"fixed_size_binary[{type!.Value.Int32(0)}]"),
            16 => new ArrowType("fixed_size_list") { Fields = [children[0] with { Name = "item", IsNullable = true }], Length = type!.Value.Int32(0) },
            17 => new ArrowType("map<>"),
            18 => new ArrowType($"duration[{Unit(1)}]"),
            19 => new ArrowType("large_binary"),
            20 => ArrowType.LargeString,
            21 => new ArrowType("large_list") { Fields = [children[0] with { Name = "item", IsNullable = true }] },
            23 => new ArrowType("binary_view"),
            24 => new ArrowType("string_view"),
            _ => throw new UnmodelledException($"Arrow's type {kind}"),
        };
    }

    /// <summary>The features that the key <c>huggingface</c> names.</summary>
    public static StructFeature? FeaturesOf(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue("huggingface", out var json))
            return null;
        return (UltraJson.Read(json) as Struct)?.Get("info") is Struct info && info.Get("features") is { } features ? FeatureReader.OfJson(features) : null;
    }
}
