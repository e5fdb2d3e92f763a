namespace MathPref.Core.Datasets;

/// <summary>
/// A type of Arrow's, as files have it before the <c>datasets</c> library takes it. Single values are called by their dtype (<c>float64</c>),
/// the others <c>list</c>, <c>large_list</c>, <c>fixed_size_list</c>, <c>struct</c>, <c>map</c>, <c>dictionary</c> (its child is its values'
/// type), <c>extension</c> (its child is how it is stored); what the library has no type for keeps Arrow's name.
/// </summary>
internal sealed record ArrowType(string Name)
{
    public IReadOnlyList<ArrowField> Children { get; init; } = [];

    /// <summary>Items of a list of one length.</summary>
    public int Length { get; init; }

    /// <summary>The name of an extension, and what it says of itself.</summary>
    public (string Name, string Parameters) Extension { get; init; }

    public const string JsonName = "arrow.json";

    /// <summary>Text that is JSON.</summary>
    public static ArrowType Json { get; } = new("extension") { Extension = (JsonName, ""), Children = [new ArrowField("", new ArrowType("string"))] };

    public static ArrowType List(string name, ArrowField item, int length = 0) => new(name) { Children = [item], Length = length };

    public static ArrowType Struct(IReadOnlyList<ArrowField> fields) => new("struct") { Children = fields };

    /// <summary>
    /// Whether Arrow takes two types for the same: those of items have no names, those of structs do. Source: Arrow, compare.cc.
    /// </summary>
    public bool IsSame(ArrowType other)
    {
        if (Name != other.Name || Length != other.Length || Extension != other.Extension || Children.Count != other.Children.Count)
            return false;
        for (var i = 0; i < Children.Count; i++)
        {
            var (one, two) = (Children[i], other.Children[i]);
            if (one.IsNullable != two.IsNullable || Name == "struct" && one.Name != two.Name || !one.Type.IsSame(two.Type))
                return false;
        }
        return true;
    }

    /// <summary>The type as the library stores it.</summary>
    public static ArrowType Of(LoadedType type) => type.Kind switch
    {
        LoadedKind.Value => new ArrowType(Normal(type.Name)),
        LoadedKind.ClassLabel => new ArrowType("int64"),
        LoadedKind.List when type.Length is { } length => List("fixed_size_list", new ArrowField("item", Of(type.Item!)), length),
        LoadedKind.List => List("list", new ArrowField("item", Of(type.Item!))),
        LoadedKind.LargeList => List("large_list", new ArrowField("item", Of(type.Item!))),
        LoadedKind.Struct => Struct(type.Fields.Select(field => new ArrowField(field.Name, Of(field.Type))).ToList()),
        LoadedKind.Json => Json,
        _ => type.Storage is { } storage ? Of(storage) : SpecialTypes.ArrowOf(type),
    };

    /// <summary>
    /// The library's type for it. Throws <see cref="InvalidDataException"/> where it has none, on which loading fails. Source: datasets,
    /// features/features.py, generate_from_arrow_type.
    /// </summary>
    public LoadedType Feature() => Name switch
    {
        "list" => LoadedType.ListOf(Children[0].Type.Feature()),
        "large_list" => LoadedType.LargeListOf(Children[0].Type.Feature()),
        "fixed_size_list" => LoadedType.ListOf(Children[0].Type.Feature(), Length),
        "struct" => LoadedType.StructOf(Children.Select(field => new LoadedField(field.Name, field.Type.Feature())).ToList()),
        "dictionary" when Children[0].Type is { Children.Count: 0 } values => values.Feature(),
        "extension" when Extension.Name == JsonName => LoadedType.Json,
        "extension" => SpecialTypes.OfExtension(this) ?? throw new InvalidDataException($"it has the type {Extension.Name}, which no loader knows"),
        _ => LoadedType.TryValue(Name) ?? throw new InvalidDataException($"it has the type {Name}, which no loader knows"),
    };

    private static string Normal(string dtype) => dtype switch
    {
        "float64" or "float32" or "float16" or "date32" or "date64" => dtype,
        _ => ArrowNames.ArrowOf(dtype)!,
    };
}
