using System.Diagnostics.CodeAnalysis;

namespace MathPref.Core.Datasets;

/// <summary>The type of a column: a scalar, a list of one type, or a struct of named fields. Every value may be null.</summary>
public sealed class ColumnType : IEquatable<ColumnType>
{
    private readonly Dictionary<string, int>? _positions;

    private ColumnType(ColumnKind kind, ColumnType? item = null, IReadOnlyList<ColumnField>? fields = null)
    {
        Kind = kind;
        Item = item;
        Fields = fields ?? [];
        if (fields is null)
            return;
        _positions = new Dictionary<string, int>(fields.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < fields.Count; i++)
        {
            if (!_positions.TryAdd(fields[i].Name, i))
                throw new ArgumentException($"The name '{fields[i].Name}' stands twice (names are compared without case).", nameof(fields));
        }
    }

    public static ColumnType Null { get; } = new(ColumnKind.Null);

    public static ColumnType Boolean { get; } = new(ColumnKind.Boolean);

    public static ColumnType Int64 { get; } = new(ColumnKind.Int64);

    public static ColumnType Double { get; } = new(ColumnKind.Double);

    public static ColumnType String { get; } = new(ColumnKind.String);

    /// <summary>Int64 where a number has been seen that no double holds, so that the column cannot become double any more.</summary>
    internal static ColumnType LargeInt64 { get; } = new(ColumnKind.Int64);

    internal static ColumnType EmptyStruct { get; } = StructOf([]);

    public ColumnKind Kind { get; }

    /// <summary>The type of a list's items; null for what is no list.</summary>
    public ColumnType? Item { get; }

    /// <summary>A struct's fields, in order; empty for what is no struct.</summary>
    public IReadOnlyList<ColumnField> Fields { get; }

    public static ColumnType ListOf(ColumnType item) => new(ColumnKind.List, item);

    /// <summary>Throws <see cref="ArgumentException"/> for two names that differ at most in case.</summary>
    public static ColumnType StructOf(IReadOnlyList<ColumnField> fields) => new(ColumnKind.Struct, fields: fields);

    /// <summary>Where a struct's field stands, -1 where there is none of that name (without regard to case).</summary>
    public int IndexOf(string name) => _positions is not null && _positions.TryGetValue(name, out var position) ? position : -1;

    /// <summary>
    /// The type as it is written: what was null in every row is a string, for the type null would clash with other shards, and so is a
    /// struct that has no field in any row, for which Parquet has no form.
    /// </summary>
    public ColumnType Settle() => Kind switch
    {
        ColumnKind.Null => String,
        ColumnKind.List => ListOf(Item!.Settle()),
        ColumnKind.Struct when Fields.Count == 0 => String,
        ColumnKind.Struct => StructOf(Fields.Select(field => field with { Type = field.Type.Settle() }).ToList()),
        _ => this,
    };

    public bool Equals([NotNullWhen(true)] ColumnType? other) =>
        other is not null && Kind == other.Kind && Equals(Item, other.Item) && Fields.SequenceEqual(other.Fields);

    public override bool Equals(object? obj) => Equals(obj as ColumnType);

    public override int GetHashCode() => HashCode.Combine(Kind, Item, Fields.Count);

    /// <summary>The type in words: <c>int64</c>, <c>list&lt;struct&lt;content: string, role: string&gt;&gt;</c>.</summary>
    public override string ToString() => Kind switch
    {
        ColumnKind.Null => "null",
        ColumnKind.Boolean => "bool",
        ColumnKind.Int64 => "int64",
        ColumnKind.Double => "double",
        ColumnKind.String => "string",
        ColumnKind.List => $"list<{Item}>",
        _ => $"struct<{string.Join(", ", Fields.Select(field => $"{field.Name}: {field.Type}"))}>",
    };
}
