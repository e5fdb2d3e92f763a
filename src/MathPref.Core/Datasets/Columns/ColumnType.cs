using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MathPref.Core.Datasets;

/// <summary>The type of a column: a scalar, a list of one type, or a struct of named fields. Every value may be null.</summary>
public sealed class ColumnType : IEquatable<ColumnType>
{
    /// <summary>Types of whole numbers, by how many digits these have and whether there is one that no double holds.</summary>
    private static readonly ColumnType[] s_wholes = [.. Enumerable.Range(0, 2 * MostOfInt64).Select(i =>
        new ColumnType(new NumberNeeds(i / 2 + 1, 0, 0, i % 2 == 0 ? NumberTraits.None : NumberTraits.Large)))];

    private const int MostOfInt64 = 19;

    private readonly Dictionary<string, int>? _positions;

    private ColumnType(NumberNeeds needs)
        : this(needs.Kind)
    {
        Needs = needs;
        if (Kind is ColumnKind.Decimal)
            (Precision, Scale) = (NumberNeeds.DecimalDigits, needs.Places);
        if (Kind is ColumnKind.Int64)
            Known = needs.Whole == MostOfInt64 ? long.MaxValue : (long)Math.Pow(10, needs.Whole) - 1;
        if (!needs.Has(NumberTraits.Large))
            Known = Math.Min(Known, 1L << 53);
    }

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

    public static ColumnType Int64 { get; } = s_wholes[^2];

    public static ColumnType Double { get; } = new(new NumberNeeds(0, 0, 0, NumberTraits.Point | NumberTraits.Fraction));

    public static ColumnType String { get; } = new(ColumnKind.String);

    /// <summary>Double where there are decimals as well that a double changes.</summary>
    internal static ColumnType RoundedDouble { get; } = new(Double.Needs with { Traits = Double.Needs.Traits | NumberTraits.Lossy });

    internal static ColumnType EmptyStruct { get; } = StructOf([]);

    public ColumnKind Kind { get; }

    /// <summary>How many digits a decimal may have; 0 for what is none.</summary>
    public int Precision { get; private init; }

    /// <summary>How many digits of a decimal stand behind the point; 0 for what is none.</summary>
    public int Scale { get; private init; }

    /// <summary>Up to this size a whole number teaches a column of such nothing new.</summary>
    internal long Known { get; private init; }

    /// <summary>What is known of the numbers; nothing of what is none.</summary>
    internal NumberNeeds Needs { get; private init; }

    internal bool IsNumber => Kind is ColumnKind.Int64 or ColumnKind.Double or ColumnKind.Decimal;

    /// <summary>The type of a list's items; null for what is no list.</summary>
    public ColumnType? Item { get; }

    /// <summary>A struct's fields, in order; empty for what is no struct.</summary>
    public IReadOnlyList<ColumnField> Fields { get; }

    public static ColumnType ListOf(ColumnType item) => new(ColumnKind.List, item);

    /// <summary>Decimals of so many digits, some of them behind the point, as a file has them.</summary>
    public static ColumnType DecimalOf(int precision, int scale) => new(ColumnKind.Decimal)
    {
        Precision = precision,
        Scale = scale,
        Needs = new NumberNeeds(precision - scale, scale, scale, NumberTraits.Point | NumberTraits.Long | NumberTraits.Fixed),
    };

    /// <summary>The type that holds such numbers; one object for all that differ in nothing that counts.</summary>
    internal static ColumnType OfNumbers(NumberNeeds needs) => needs.Kind switch
    {
        ColumnKind.Int64 => s_wholes[2 * (needs.Whole - 1) + (needs.Has(NumberTraits.Large) ? 1 : 0)],
        ColumnKind.Double when needs.Has(NumberTraits.Fraction) => needs.Has(NumberTraits.Lossy) ? RoundedDouble : Double,
        _ => new ColumnType(needs),
    };

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
        other is not null && Kind == other.Kind && (Precision, Scale) == (other.Precision, other.Scale) && Equals(Item, other.Item)
        && Fields.SequenceEqual(other.Fields);

    public override bool Equals(object? obj) => Equals(obj as ColumnType);

    public override int GetHashCode() => HashCode.Combine(Kind, Item, Fields.Count);

    /// <summary>The type in words: <c>int64</c>, <c>list&lt;struct&lt;content: string, role: string&gt;&gt;</c>.</summary>
    public override string ToString() => Kind switch
    {
        ColumnKind.Null => "null",
        ColumnKind.Boolean => "bool",
        ColumnKind.Int64 => "int64",
        ColumnKind.Double => "double",
        ColumnKind.Decimal => string.Create(
            CultureInfo.InvariantCulture, $"decimal{(Precision > NumberNeeds.DecimalDigits ? 256 : 128)}({Precision}, {Scale})"),
        ColumnKind.String => "string",
        ColumnKind.List => $"list<{Item}>",
        _ => $"struct<{string.Join(", ", Fields.Select(field => $"{field.Name}: {field.Type}"))}>",
    };
}
