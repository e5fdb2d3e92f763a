using System.Globalization;
using MathPref.Parquet;

namespace MathPref.Core.Datasets;

/// <summary>
/// The types that Arrow gives to the columns of a Parquet file: what the file's own schema says, with what the writer's Arrow schema restores
/// of what it cannot say. Source: apache/arrow, parquet/arrow/schema.cc and schema_internal.cc.
/// </summary>
internal sealed class ParquetArrow
{
    private readonly IReadOnlyList<SchemaElement> _elements;
    private int _next;

    private ParquetArrow(IReadOnlyList<SchemaElement> elements) => _elements = elements;

    /// <summary>The columns. Throws <see cref="InvalidDataException"/> for a schema that is broken.</summary>
    public static IReadOnlyList<ArrowField> Fields(ParquetTail file)
    {
        var reader = new ParquetArrow(file.Elements);
        var root = reader.Take();
        var fields = reader.Children(root, 0);
        if (reader._next != file.Elements.Count)
            throw Broken();
        if (!file.Metadata.TryGetValue("ARROW:schema", out var kept))
            return fields;
        var origin = ArrowSchema.Read(kept);
        return origin.Count == fields.Count ? fields.Select((field, i) => Restore(origin[i], field)).ToList() : fields;
    }

    private SchemaElement Take() => _next < _elements.Count ? _elements[_next++] : throw Broken();

    private List<ArrowField> Children(SchemaElement group, int depth)
    {
        if (depth > LoadedType.MaximumDepth)
            throw new InvalidDataException("its schema is nested too deeply");
        var fields = new List<ArrowField>();
        for (var i = 0; i < group.Children; i++)
            fields.Add(Field(Take(), depth));
        return fields;
    }

    private ArrowField Field(SchemaElement element, int depth)
    {
        if (element.Repetition is not Repetition.Repeated)
            return new ArrowField(element.Name, Type(element, depth), element.Repetition is Repetition.Optional);
        // Repeated with no list around it: a list that is never null, of items that are never null.
        return new ArrowField(
            element.Name,
            ArrowType.List("list", new ArrowField(element.Name, Type(element, depth + 1), IsNullable: false)),
            IsNullable: false);
    }

    private ArrowType Type(SchemaElement element, int depth)
    {
        if (element.Type is not null)
            return Leaf(element);
        if (element.LogicalType is LogicalType.List && element.Children == 1)
            return List(element, depth + 1);
        var fields = Children(element, depth + 1);
        // What is in it matters to no one: no loader knows maps.
        return element.LogicalType is LogicalType.Map ? new ArrowType("map") { Children = fields } : ArrowType.Struct(fields);
    }

    private ArrowType List(SchemaElement list, int depth)
    {
        if (depth > LoadedType.MaximumDepth)
            throw new InvalidDataException("its schema is nested too deeply");
        var repeated = Take();
        if (repeated.Repetition is not Repetition.Repeated)
            throw Broken();
        if (repeated.Type is not null)
            return ArrowType.List("list", new ArrowField(repeated.Name, Leaf(repeated), IsNullable: false));
        // The group around the item, or, as older writers have it, the item itself.
        if (repeated.Children == 1 && repeated.Name != "array" && repeated.Name != list.Name + "_tuple"
            && repeated.LogicalType is not (LogicalType.List or LogicalType.Map)
            && _next < _elements.Count && _elements[_next].Repetition is not Repetition.Repeated)
        {
            return ArrowType.List("list", Field(Take(), depth));
        }
        return ArrowType.List("list", new ArrowField(repeated.Name, Type(repeated, depth), IsNullable: false));
    }

    private static ArrowType Leaf(SchemaElement element) => element switch
    {
        { Other: OtherMeaning.Null } => new ArrowType("null"),
        { Other: OtherMeaning.Json, Type: PhysicalType.ByteArray } => ArrowType.Json,
        { LogicalType: LogicalType.Uuid } => new ArrowType("arrow.uuid"),
        _ => new ArrowType(NameOf(element)),
    };

    private static string NameOf(SchemaElement element)
    {
        return (element.Type, element.LogicalType) switch
        {
            (_, LogicalType.Decimal) => Decimal(element),
            (PhysicalType.Boolean, _) => "bool",
            (PhysicalType.Int32, LogicalType.Date) => "date32",
            (PhysicalType.Int32, LogicalType.TimeMillis) => "time32[ms]",
            (PhysicalType.Int64, LogicalType.TimeMicros) => "time64[us]",
            (PhysicalType.Int64, LogicalType.TimeNanos) => "time64[ns]",
            (PhysicalType.Int64, LogicalType.TimestampMillis) => Timestamp("ms", element),
            (PhysicalType.Int64, LogicalType.TimestampMicros) => Timestamp("us", element),
            (PhysicalType.Int64, LogicalType.TimestampNanos) => Timestamp("ns", element),
            (PhysicalType.Int32, LogicalType.Signed or LogicalType.Unsigned) => Whole(element, 32),
            (PhysicalType.Int64, LogicalType.Signed or LogicalType.Unsigned) => Whole(element, 64),
            (PhysicalType.Int32, _) => "int32",
            (PhysicalType.Int64, _) => "int64",
            (PhysicalType.Int96, _) => "timestamp[ns]",
            (PhysicalType.Float, _) => "float32",
            (PhysicalType.Double, _) => "float64",
            (PhysicalType.ByteArray, LogicalType.String) => element.Other is OtherMeaning.Enum ? "binary" : "string",
            (PhysicalType.ByteArray, _) => "binary",
            (PhysicalType.FixedLengthByteArray, LogicalType.Float16) => "float16",
            _ => string.Create(CultureInfo.InvariantCulture, $"fixed_size_binary[{element.TypeLength}]"),
        };
    }

    private static string Timestamp(string unit, SchemaElement element) =>
        element is { IsNewForm: true, IsUtc: true } ? $"timestamp[{unit}, tz=UTC]" : $"timestamp[{unit}]";

    private static string Whole(SchemaElement element, int otherwise)
    {
        var width = element.BitWidth == 0 ? otherwise : element.BitWidth;
        return string.Create(CultureInfo.InvariantCulture, $"{(element.LogicalType is LogicalType.Unsigned ? "u" : "")}int{width}");
    }

    private static string Decimal(SchemaElement element) =>
        string.Create(CultureInfo.InvariantCulture, $"decimal{(element.Precision <= 38 ? 128 : 256)}({element.Precision}, {element.Scale})");

    private static ArrowField Restore(ArrowField origin, ArrowField inferred)
    {
        if (origin.Type.Name != "extension")
            return inferred with { Type = Restore(origin.Type, inferred.Type) };
        var storage = origin.Type.Children[0].Type;
        var stored = Restore(storage, inferred.Type);
        return inferred with { Type = IsKnown(origin.Type) && storage.IsSame(stored) ? origin.Type : stored };
    }

    private static ArrowType Restore(ArrowType origin, ArrowType inferred)
    {
        if (inferred.Children.Count > 0 && inferred.Children.Count == origin.Children.Count
            && (origin.Name, inferred.Name) is ("struct", "struct") or ("list" or "large_list" or "fixed_size_list", "list"))
        {
            var children = new ArrowField[inferred.Children.Count];
            for (var i = 0; i < children.Length; i++)
                children[i] = Restore(origin.Children[i], inferred.Children[i]);
            return new ArrowType(origin.Name) { Children = children, Length = origin.Length };
        }
        return (origin.Name, inferred.Name) switch
        {
            ("large_string" or "string_view", "string") or ("large_binary" or "binary_view", "binary") => origin,
            ("dictionary", "string" or "binary" or "int64") => new ArrowType("dictionary") { Children = [new ArrowField("", inferred)] },
            (_, "int64") when origin.Name.StartsWith("duration[", StringComparison.Ordinal) => origin,
            (_, _) when origin.Name.StartsWith("decimal256(", StringComparison.Ordinal)
                && inferred.Name.StartsWith("decimal128(", StringComparison.Ordinal) => origin,
            (_, _) when ArrowNames.Timestamp(inferred.Name) is { Zone: "UTC" } has && ArrowNames.Timestamp(origin.Name) is { Zone: { Length: > 0 } zone } =>
                new ArrowType($"timestamp[{has.Unit}, tz={zone}]"),
            _ => inferred,
        };
    }

    /// <summary>Extensions that Arrow and the library bring along; any other is read as it is stored.</summary>
    private static bool IsKnown(ArrowType extension) =>
        extension.Extension.Name is ArrowType.JsonName or "arrow.uuid" or "arrow.bool8" or "arrow.fixed_shape_tensor" or "arrow.opaque"
        || SpecialTypes.OfExtension(extension) is not null;

    private static InvalidDataException Broken() => new("its schema is broken");
}
