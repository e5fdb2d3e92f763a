namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>A field of an Arrow struct or schema.</summary>
internal sealed record ArrowField(string Name, ArrowType Type, bool IsNullable = true);

/// <summary>
/// An Arrow type. Its name is what pyarrow prints (<c>double</c>, <c>date32[day]</c>); those that have types within have
/// <see cref="Fields"/>: one for a list, which has no name of its own here, any number for a struct.
/// </summary>
internal sealed record ArrowType(string Name)
{
    public static readonly ArrowType Null = new("null");
    public static readonly ArrowType Bool = new("bool");
    public static readonly ArrowType Int64 = new("int64");
    public static readonly ArrowType UInt64 = new("uint64");
    public static readonly ArrowType Double = new("double");
    public static readonly ArrowType String = new("string");
    public static readonly ArrowType LargeString = new("large_string");
    public static readonly ArrowType Binary = new("binary");
    public static readonly ArrowType Json = new("extension<arrow.json>");
    public static readonly ArrowType Seconds = new("timestamp[s]");

    public IReadOnlyList<ArrowField> Fields { get; init; } = [];

    /// <summary>The length of a list of fixed size.</summary>
    public int Length { get; init; } = -1;

    public bool IsStruct => Name == "struct";

    public bool IsList => Name is "list" or "large_list" or "fixed_size_list";

    public ArrowType Item => Fields[0].Type;

    public bool IsText => Name is "string" or "large_string";

    public bool IsWhole => Name is "int8" or "int16" or "int32" or "int64" or "uint8" or "uint16" or "uint32" or "uint64";

    public bool IsFloat => Name is "float" or "double" or "halffloat";

    public bool IsTimestamp => Name.StartsWith("timestamp", StringComparison.Ordinal);

    public bool IsDecimal => Name.StartsWith("decimal", StringComparison.Ordinal);

    /// <summary>s, ms, us or ns, for timestamps, times and durations.</summary>
    public string Unit => Name[(Name.IndexOf('[', StringComparison.Ordinal) + 1)..].Split(',', ']')[0];

    public bool HasZone => Name.Contains("tz=", StringComparison.Ordinal);

    public (int Precision, int Scale) Digits
    {
        get
        {
            var parts = Name[(Name.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(',');
            return (int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    public static ArrowType List(ArrowType item) => new("list") { Fields = [new("item", item)] };

    public static ArrowType Struct(IEnumerable<ArrowField> fields) => new("struct") { Fields = [.. fields] };

    public bool Equals(ArrowType? other) =>
        other is not null && Name == other.Name && Length == other.Length && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => HashCode.Combine(Name, Fields.Count);

    public override string ToString() => Name switch
    {
        "struct" => $"struct<{string.Join(", ", Fields.Select(field => $"{field.Name}: {field.Type}"))}>",
        "fixed_size_list" => $"fixed_size_list<item: {Item}>[{Length}]",
        "list" or "large_list" => $"{Name}<item: {Item}>",
        _ => Name,
    };
}
