using System.Diagnostics.CodeAnalysis;

namespace MathPref.Core.Datasets;

/// <summary>
/// The type of a column once the <c>datasets</c> library has loaded it. Every value may be null. Source: datasets, features/features.py.
/// </summary>
public sealed class LoadedType : IEquatable<LoadedType>
{
    /// <summary>How deep types may be within each other: whoever reads them goes down by recursion.</summary>
    public const int MaximumDepth = 64;

    private Dictionary<string, LoadedType>? _byName;

    private LoadedType(LoadedKind kind, string name = "")
    {
        Kind = kind;
        Name = name;
    }

    public static LoadedType Null { get; } = Value("null");

    public static LoadedType Bool { get; } = Value("bool");

    public static LoadedType Int64 { get; } = Value("int64");

    public static LoadedType Float64 { get; } = Value("float64");

    public static LoadedType String { get; } = Value("string");

    public static LoadedType LargeString { get; } = Value("large_string");

    /// <summary>What JSON gives to a text column of nothing but dates: moments to the second, of no zone.</summary>
    public static LoadedType Seconds { get; } = Value("timestamp[s]");

    public static LoadedType Json { get; } = new(LoadedKind.Json, "Json");

    public LoadedKind Kind { get; }

    /// <summary>Of a value its dtype (<c>float64</c>, <c>timestamp[us, tz=UTC]</c>), of a special type its name (<c>Image</c>); else empty.</summary>
    public string Name { get; }

    /// <summary>The type of a list's items.</summary>
    public LoadedType? Item { get; private init; }

    /// <summary>How many items every list has; null where that is open.</summary>
    public int? Length { get; private init; }

    /// <summary>A struct's fields, in order; their names are told apart by case.</summary>
    public IReadOnlyList<LoadedField> Fields { get; private init; } = [];

    /// <summary>The names that a class label's numbers stand for, from 0.</summary>
    public IReadOnlyList<string> Labels { get; private init; } = [];

    /// <summary>What else a special type or JSON says, as the text of a JSON object: <c>{"decode": false}</c>. Empty where that is nothing.</summary>
    public string Settings { get; private init; } = "";

    /// <summary>How a special type is stored where that is a struct; null where only the library knows.</summary>
    internal LoadedType? Storage { get; private init; }

    /// <summary>A single value. Throws <see cref="ArgumentException"/> for a dtype that is none.</summary>
    public static LoadedType Value(string dtype) =>
        TryValue(dtype) ?? throw new ArgumentException($"'{dtype}' is no dtype.", nameof(dtype));

    /// <summary>A single value; null for a dtype that is none.</summary>
    public static LoadedType? TryValue(string dtype) => ArrowNames.ArrowOf(dtype) is null ? null : new LoadedType(LoadedKind.Value, dtype switch
    {
        "double" => "float64",
        "float" => "float32",
        _ => dtype,
    });

    public static LoadedType ListOf(LoadedType item, int? length = null) => new(LoadedKind.List) { Item = item, Length = length };

    public static LoadedType LargeListOf(LoadedType item) => new(LoadedKind.LargeList) { Item = item };

    public static LoadedType StructOf(IReadOnlyList<LoadedField> fields) => new(LoadedKind.Struct) { Fields = fields };

    public static LoadedType ClassLabel(IReadOnlyList<string> labels) => new(LoadedKind.ClassLabel) { Labels = labels };

    /// <summary>A type of the library's own, as a <c>_type</c> names it (<c>Image</c>), with what else is said of it.</summary>
    internal static LoadedType Special(string name, string settings, LoadedType? storage) =>
        new(name == "Json" ? LoadedKind.Json : LoadedKind.Special, name) { Settings = settings, Storage = storage };

    /// <summary>The type of a column of ours, as Parquet of ours gives it.</summary>
    public static LoadedType Of(ColumnType type) => type.Kind switch
    {
        ColumnKind.Null => String,
        ColumnKind.Boolean => Bool,
        ColumnKind.Int64 => Int64,
        ColumnKind.Double => Float64,
        ColumnKind.Decimal => Value(type.ToString()),
        ColumnKind.String => String,
        ColumnKind.List => ListOf(Of(type.Item!)),
        _ => type.Fields.Count == 0 ? String : StructOf(type.Fields.Select(field => new LoadedField(field.Name, Of(field.Type))).ToList()),
    };

    /// <summary>The type of a field; null where there is none of that name.</summary>
    internal LoadedType? Field(string name) => (_byName ??= ByName()).GetValueOrDefault(name);

    private Dictionary<string, LoadedType> ByName()
    {
        var types = new Dictionary<string, LoadedType>(StringComparer.Ordinal);
        foreach (var field in Fields)
            types.TryAdd(field.Name, field.Type);
        return types;
    }

    /// <summary>Whether no value is said to be there: null, or lists of null.</summary>
    internal bool IsNull => Kind is LoadedKind.Value ? Name == "null" : Kind is LoadedKind.List or LoadedKind.LargeList && Item!.IsNull;

    public bool Equals([NotNullWhen(true)] LoadedType? other) => ReferenceEquals(this, other)
        || other is not null && Kind == other.Kind && Name == other.Name && Length == other.Length && Settings == other.Settings
        && Equals(Item, other.Item) && Labels.SequenceEqual(other.Labels) && Fields.SequenceEqual(other.Fields);

    public override bool Equals(object? obj) => Equals(obj as LoadedType);

    public override int GetHashCode() => HashCode.Combine(Kind, Name, Item, Length, Fields.Count, Labels.Count);

    /// <summary>The type in Arrow's words: <c>list&lt;item: struct&lt;t: string, ok: bool&gt;&gt;</c>, <c>extension&lt;arrow.json&gt;</c>.</summary>
    public override string ToString() => Kind switch
    {
        LoadedKind.Value => ArrowNames.ArrowOf(Name)!,
        LoadedKind.List when Length is { } length => FormattableString.Invariant($"fixed_size_list<item: {Item}>[{length}]"),
        LoadedKind.List => $"list<item: {Item}>",
        LoadedKind.LargeList => $"large_list<item: {Item}>",
        LoadedKind.Struct => $"struct<{string.Join(", ", Fields.Select(field => $"{field.Name}: {field.Type}"))}>",
        LoadedKind.ClassLabel => "int64",
        LoadedKind.Json => "extension<arrow.json>",
        _ => Storage?.ToString() ?? $"extension<{Name}>",
    };
}
