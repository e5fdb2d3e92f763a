using System.Collections;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Learns the types of columns from the rows, one after the other: null becomes any type, whole numbers become doubles where fractions
/// appear, and decimals where a double would change one of them; the fields of structs are united in the order in which they are first seen.
/// </summary>
public sealed class SchemaLearner
{
    /// <summary>How deep lists and structs may be within each other: readers of Parquet go down by recursion.</summary>
    public const int MaximumDepth = 64;

    private readonly bool _hasDecimals;
    private readonly List<string> _path = [];
    private ColumnType _root = ColumnType.EmptyStruct;

    /// <param name="hasDecimals">Whether there are columns of decimals; otherwise they are doubles, as loaders have every number of JSON.</param>
    public SchemaLearner(bool hasDecimals = true) => _hasDecimals = hasDecimals;

    /// <summary>Rows learnt from.</summary>
    public long Count { get; private set; }

    /// <summary>What is known so far; a column that was null in every row has <see cref="ColumnType.Null"/>.</summary>
    public RowSchema Schema => new(_root);

    /// <summary>
    /// Throws <see cref="InvalidOperationException"/> naming the column and both types where the row does not go with those before it,
    /// or holds what no Parquet column can; nothing is learnt from it then.
    /// </summary>
    public void Add(Row row)
    {
        _root = With(row);
        Count++;
    }

    /// <summary>Learns from what was learnt elsewhere: the splits of a config share one schema. Throws as for a row.</summary>
    public void Add(RowSchema schema)
    {
        _path.Clear();
        _root = Union(_root, schema.Root);
    }

    /// <summary>Learns where that goes with what was before; otherwise nothing is learnt and the answer is false.</summary>
    internal bool TryAdd(Row row) => Try(() => Add(row));

    /// <inheritdoc cref="TryAdd(Row)"/>
    internal bool TryAdd(RowSchema schema) => Try(() => Add(schema));

    private static bool Try(Action learn)
    {
        try
        {
            learn();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What the schema would be with this row; nothing is learnt yet.</summary>
    internal ColumnType With(Row row)
    {
        _path.Clear();
        return Widen(_root, row);
    }

    internal void Learn(ColumnType root)
    {
        _root = root;
        Count++;
    }

    private string Path => string.Concat(_path);

    /// <summary>The type itself where the value is of it already, so that most rows cost no allocation.</summary>
    private ColumnType Widen(ColumnType type, object? value)
    {
        var kind = ColumnValues.KindOf(value);
        switch (kind)
        {
            case ColumnKind.Null:
                return type;
            case ColumnKind.Struct when type.Kind is ColumnKind.Struct or ColumnKind.Null:
                return WidenStruct(type, (Row)value!);
            case ColumnKind.List when type.Kind is ColumnKind.List or ColumnKind.Null:
                return WidenList(type, (IEnumerable)value!);
            case ColumnKind.Int64 when value is long whole && whole <= type.Known && whole >= -type.Known && type.Kind is ColumnKind.Int64:
                return type;
            case ColumnKind.Double when value is double && (ReferenceEquals(type, ColumnType.Double) || ReferenceEquals(type, ColumnType.RoundedDouble)):
                return type;
            case ColumnKind.Int64 or ColumnKind.Double when type.IsNumber || type.Kind is ColumnKind.Null:
                return WidenNumber(type, NumberNeeds.Of(value!), value);
            case ColumnKind.String when value is string text && ColumnValues.IndexOfHalfPair(text) is >= 0 and var at:
                throw new InvalidOperationException($"Column '{Path}' holds {ColumnValues.DescribeHalfPair(text, at)}.");
            case var _ when type.Kind == kind:
                return type;
            case var _ when type.Kind is ColumnKind.Null:
                return kind is ColumnKind.Boolean ? ColumnType.Boolean : ColumnType.String;
            default:
                throw Conflict(type.Kind, kind);
        }
    }

    /// <param name="type">Null, or a type of numbers.</param>
    /// <param name="needs">What one number more, or those of another column, need.</param>
    /// <param name="value">That number; null for a column.</param>
    private ColumnType WidenNumber(ColumnType type, NumberNeeds needs, object? value)
    {
        var all = type.Needs.With(needs);
        if (all == type.Needs && type.IsNumber)
            return type;
        var isFixed = all.Has(NumberTraits.Fixed);
        if (isFixed && all.Has(NumberTraits.Fraction))
            throw Conflict(type.Kind, type.Kind is ColumnKind.Decimal ? ColumnKind.Double : ColumnKind.Decimal);
        if (!isFixed && (all.Kind is ColumnKind.Decimal || needs.Kind is ColumnKind.Decimal) && (!_hasDecimals || IsRating))
        {
            // In JSON lines the digits stay.
            var kept = _hasDecimals ? NumberTraits.Large | NumberTraits.Lossy : NumberTraits.Large;
            all = ColumnType.Double.Needs with { Traits = ColumnType.Double.Needs.Traits | all.Traits & kept };
        }
        if (all.Has(NumberTraits.Large) && all.Has(NumberTraits.WholeDouble | NumberTraits.Fraction))
            throw Imprecise();
        if (all.Kind is ColumnKind.Decimal && !all.FitsDecimal)
        {
            throw TooLong(value,
                isFixed ? $"for which the column there ({(type.Needs.Has(NumberTraits.Fixed) ? type : "a decimal")}) has no room"
                : !needs.FitsDecimal ? "which is more than the 38 digits of a decimal column"
                : $"and beside its other numbers the column would need {all.Whole} digits before the point and {all.Needed} behind it, more than the 38 " +
                    "that a decimal may have");
        }
        return ColumnType.OfNumbers(all);
    }

    /// <summary>Whether the column at hand, or the list of which it is the item, holds ratings.</summary>
    private bool IsRating => Columns.IsRating((_path.FindLast(step => step != "[]") ?? "").TrimStart('.'));

    private ColumnType WidenList(ColumnType type, IEnumerable items)
    {
        Enter("[]");
        var before = type.Item ?? ColumnType.Null;
        var item = before;
        foreach (var value in items)
            item = Widen(item, value);
        Leave();
        return type.Kind is ColumnKind.List && ReferenceEquals(item, before) ? type : ColumnType.ListOf(item);
    }

    private ColumnType WidenStruct(ColumnType type, Row row)
    {
        List<ColumnField>? changed = null;
        foreach (var (name, value) in row)
        {
            Enter(_path.Count == 0 ? name : "." + name);
            var position = type.IndexOf(name);
            if (position < 0)
            {
                if (ColumnValues.IndexOfHalfPair(name) is >= 0 and var at)
                    throw new InvalidOperationException($"The name of the column '{Path}' holds {ColumnValues.DescribeHalfPair(name, at)}.");
                changed ??= [.. type.Fields];
                changed.Add(new ColumnField(name, Widen(ColumnType.Null, value)));
            }
            else
            {
                var before = type.Fields[position].Type;
                var after = Widen(before, value);
                if (!ReferenceEquals(before, after))
                {
                    changed ??= [.. type.Fields];
                    changed[position] = changed[position] with { Type = after };
                }
            }
            Leave();
        }
        return changed is not null ? ColumnType.StructOf(changed) : type.Kind is ColumnKind.Null ? ColumnType.EmptyStruct : type;
    }

    private ColumnType Union(ColumnType one, ColumnType other)
    {
        switch (one.Kind, other.Kind)
        {
            case (_, ColumnKind.Null):
                return one;
            case (ColumnKind.Null, _):
                return other;
            case var _ when one.IsNumber && other.IsNumber:
                return WidenNumber(one, other.Needs, null);
            case (ColumnKind.List, ColumnKind.List):
                Enter("[]");
                var item = Union(one.Item!, other.Item!);
                Leave();
                return ColumnType.ListOf(item);
            case (ColumnKind.Struct, ColumnKind.Struct):
                var fields = one.Fields.ToList();
                foreach (var field in other.Fields)
                {
                    Enter(_path.Count == 0 ? field.Name : "." + field.Name);
                    if (one.IndexOf(field.Name) is >= 0 and var position)
                        fields[position] = fields[position] with { Type = Union(fields[position].Type, field.Type) };
                    else
                        fields.Add(field);
                    Leave();
                }
                return ColumnType.StructOf(fields);
            case var _ when one.Kind == other.Kind:
                return one;
            default:
                throw Conflict(one.Kind, other.Kind);
        }
    }

    private void Enter(string step)
    {
        _path.Add(step);
        if (_path.Count > MaximumDepth)
            throw new InvalidOperationException($"Column '{_path[0]}' is nested more than {MaximumDepth} deep, or contains itself.");
    }

    private void Leave() => _path.RemoveAt(_path.Count - 1);

    private InvalidOperationException Conflict(ColumnKind before, ColumnKind now) =>
        new($"Column '{Path}' holds both {Name(before)} and {Name(now)}. All values of a column have one type: change these rows, or leave the column out.");

    private InvalidOperationException Imprecise() =>
        new($"Column '{Path}' holds whole numbers beyond 2^53 and numbers with a point, and a column of doubles would change the whole ones. Make them text.");

    private InvalidOperationException TooLong(object? number, string why) =>
        new($"Column '{Path}' holds {(number is null ? "decimals" : ColumnValues.Text(number))}, {why}. Round it, or make the column text.");

    private static string Name(ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean => "bool",
        ColumnKind.Int64 => "int64",
        ColumnKind.Double => "double",
        ColumnKind.Decimal => "decimal",
        ColumnKind.String => "string",
        ColumnKind.List => "list",
        _ => "struct",
    };
}
