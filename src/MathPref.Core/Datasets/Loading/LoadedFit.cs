using System.Collections;
using System.Globalization;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Whether rows of ours load as columns that a card or a file names, with the values that they have: what the <c>datasets</c> library casts
/// and Arrow keeps. What is not known to be kept is a problem. Source: datasets, table.py (cast_array_to_feature, array_cast) and
/// features/features.py (cast_storage); apache/arrow, compute/kernels/scalar_cast_*.cc.
/// </summary>
/// <param name="columns">The columns, with those of ours among them: see <see cref="LoadedColumns.Union"/>.</param>
/// <param name="isJson">Whether the rows are written as JSON lines, which a loader takes the types of first; else they are Parquet.</param>
public sealed class LoadedFit(LoadedColumns columns, bool isJson)
{
    private readonly bool _isJson = isJson;
    private readonly bool _isRounded = isJson && columns.Fields.Any(field => HasJson(field.Type));
    private readonly Dictionary<string, TextFacts> _texts = new(StringComparer.Ordinal);

    /// <summary>What the texts of a place are, over all rows.</summary>
    private sealed class TextFacts(LoadedType type)
    {
        public LoadedType Type { get; } = type;

        public bool HasNulls { get; set; }

        public bool HasTexts { get; set; }

        public bool AreDates { get; set; } = true;
    }

    /// <summary>
    /// Why a column of ours may not load as a type, by the types alone: in a sentence that names the column, both types and the remedy. Null
    /// where it loads, or where that depends on the values.
    /// </summary>
    public static string? Problem(LoadedType theirs, string column, ColumnType ours)
    {
        if (ours.Kind is ColumnKind.Null)
            return null;
        switch (theirs.Kind)
        {
            case LoadedKind.List or LoadedKind.LargeList:
                return ours.Kind is ColumnKind.List ? Problem(theirs.Item!, column + "[]", ours.Item!) : Mismatch(theirs, column, ours);
            case LoadedKind.Struct:
                if (ours.Kind is not ColumnKind.Struct)
                    return Mismatch(theirs, column, ours);
                foreach (var field in ours.Fields)
                {
                    if (theirs.Field(field.Name) is not { } there)
                        return Extra(column, field.Name, theirs.Fields.Select(other => other.Name));
                    if (Problem(there, $"{column}.{field.Name}", field.Type) is { } problem)
                        return problem;
                }
                return null;
            case LoadedKind.ClassLabel:
                return ours.Kind is ColumnKind.Int64 or ColumnKind.String ? null : Mismatch(theirs, column, ours);
            case LoadedKind.Json:
                return null;
            case LoadedKind.Special:
                return Mismatch(theirs, column, ours);
            default:
                return Goes(theirs.Name, ours.Kind) || (ours.Kind is ColumnKind.Decimal && ScaleOf(theirs) is { } scale && ours.Scale <= scale)
                    ? null : Mismatch(theirs, column, ours);
        }
    }

    /// <summary>
    /// Why columns of ours may not load, by the types alone. A column that is not among theirs is a problem, too, and so is one whose name
    /// differs from theirs in case.
    /// </summary>
    public static string? Problem(LoadedColumns theirs, RowSchema ours)
    {
        var likes = theirs.Fields.Select(other => other.Name).ToLookup(name => name, StringComparer.OrdinalIgnoreCase);
        foreach (var field in ours.Fields)
        {
            if (likes[field.Name].FirstOrDefault(name => name != field.Name) is { } like)
                return $"The column '{field.Name}' is called '{like}' there, and names are told apart by case: rename it.";
            if (theirs[field.Name] is not { } type)
                return Extra("", field.Name, theirs.Fields.Select(other => other.Name));
            if (Problem(type, field.Name, field.Type) is { } problem)
                return problem;
        }
        return null;
    }

    /// <summary>
    /// The columns of ours as they are to be written, so that one without a value takes the type that is cast without one: a text cannot be
    /// cast to a list, null or not. A column for which no type of ours goes, and a field of that kind, is left out, which loads as null; as
    /// an item of lists it is a problem, and the answer null.
    /// </summary>
    public static RowSchema? Settle(LoadedColumns theirs, RowSchema ours)
    {
        var fields = new List<ColumnField>();
        foreach (var field in ours.Fields)
        {
            var type = theirs[field.Name] is { } there ? Settle(there, field.Type) : field.Type;
            if (type is not null)
                fields.Add(field with { Type = type });
            else if (field.Type.Kind is not ColumnKind.Null)
                return null;
        }
        return new RowSchema(fields);
    }

    /// <summary>
    /// Looks at a row, which is to have been found right by its types. Answers why it may not load with its values, in a sentence that names
    /// the column, the type and the remedy; null where it does as far as it alone tells: see <see cref="End"/>.
    /// </summary>
    public string? Add(Row row)
    {
        foreach (var (name, value) in row)
        {
            if (columns[name] is { } type && Look(type, name, value) is { } problem)
                return problem;
        }
        return null;
    }

    /// <summary>Why all the rows together may not load with their values; null where they do.</summary>
    public string? End()
    {
        foreach (var (column, facts) in _texts)
        {
            if (!facts.HasTexts)
                continue;
            if (facts.Type.Kind is LoadedKind.Json)
            {
                if (!_isJson && facts.HasNulls)
                {
                    return $"The column '{column}' is Json there, and loaders cannot read texts beside null in it from Parquet: " +
                        "write JSON lines, or fill it.";
                }
            }
            else if (_isJson && facts.AreDates)
            {
                return $"Every text of the column '{column}', which is {Called(facts.Type)} there, is a date, and loaders take dates in JSON lines for " +
                    "moments: write Parquet.";
            }
        }
        return null;
    }

    private static ColumnType? Settle(LoadedType theirs, ColumnType ours)
    {
        switch (ours.Kind)
        {
            case ColumnKind.Null:
                return Empty(theirs);
            case ColumnKind.List when theirs.Item is { } item:
                return Settle(item, ours.Item!) is { } settled ? ColumnType.ListOf(settled) : null;
            case ColumnKind.Struct when theirs.Kind is LoadedKind.Struct && ours.Fields.Count > 0:
                var fields = new List<ColumnField>();
                foreach (var field in ours.Fields)
                {
                    var there = theirs.Field(field.Name);
                    var type = there is null ? field.Type : Settle(there, field.Type);
                    if (type is not null)
                        fields.Add(field with { Type = type });
                    else if (field.Type.Kind is not ColumnKind.Null)
                        return null;
                }
                return fields.Count == 0 ? null : ColumnType.StructOf(fields);
            case ColumnKind.Struct when theirs.Kind is LoadedKind.Struct && Empty(theirs) is { } filled:
                return filled;
            default:
                return ours;
        }
    }

    /// <summary>The type of ours in which nothing but null is cast to theirs; null where there is none.</summary>
    private static ColumnType? Empty(LoadedType theirs)
    {
        switch (theirs.Kind)
        {
            case LoadedKind.List when theirs.Length is null:
            case LoadedKind.LargeList:
                return Empty(theirs.Item!) is { } item ? ColumnType.ListOf(item) : null;
            case LoadedKind.Struct:
                var fields = new List<ColumnField>();
                foreach (var field in theirs.Fields)
                {
                    if (Empty(field.Type) is { } type && !fields.Exists(other => other.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)))
                        fields.Add(new ColumnField(field.Name, type));
                }
                return fields.Count == 0 ? null : ColumnType.StructOf(fields);
            case LoadedKind.ClassLabel:
                return ColumnType.Int64;
            case LoadedKind.Json:
                return ColumnType.String;
            case LoadedKind.Value:
                return Goes(theirs.Name, ColumnKind.String) ? ColumnType.String
                    : Goes(theirs.Name, ColumnKind.Int64) ? ColumnType.Int64
                    : Goes(theirs.Name, ColumnKind.Double) ? ColumnType.Double
                    : Goes(theirs.Name, ColumnKind.Boolean) ? ColumnType.Boolean
                    : null;
            default:
                return null;
        }
    }

    private static bool Goes(string dtype, ColumnKind ours) => dtype switch
    {
        "string" or "utf8" or "large_string" or "large_utf8" or "string_view" or "date32" or "date64" => ours is ColumnKind.String,
        "bool" or "bool_" => ours is ColumnKind.Boolean,
        "int8" or "int16" or "int32" or "int64" or "uint8" or "uint16" or "uint32" or "uint64" or "float32" or "float64" =>
            ours is ColumnKind.Int64 or ColumnKind.Double,
        _ => ours is ColumnKind.String && ArrowNames.Timestamp(dtype) is not null,
    };

    private string? Look(LoadedType type, string column, object? value)
    {
        var kind = ColumnValues.KindOf(value);
        if (type.Kind is LoadedKind.Json || kind is ColumnKind.String or ColumnKind.Null)
            Note(type, column, value, kind);
        switch (kind)
        {
            case ColumnKind.Null:
                return null;
            case ColumnKind.List when type.Item is { } item:
                return LookAtItems(type, item, column, (IEnumerable)value!);
            case ColumnKind.Struct when type.Kind is LoadedKind.Struct:
                foreach (var (name, inner) in (Row)value!)
                {
                    if (type.Field(name) is not { } there)
                        return Extra(column, name, type.Fields.Select(field => field.Name));
                    if (Look(there, $"{column}.{name}", inner) is { } problem)
                        return problem;
                }
                return null;
            case var _ when type.Kind is LoadedKind.Json:
                return LookAtJson(column, value!, kind);
            case ColumnKind.Int64 or ColumnKind.Double when ScaleOf(type) is not null:
                return null;
            case ColumnKind.Int64:
                return LookAtWhole(type, column, value!);
            case ColumnKind.Double:
                return LookAtFraction(type, column, value!);
            case ColumnKind.String:
                return LookAtText(type, column, ColumnValues.Text(value!));
            case ColumnKind.Boolean when type is { Kind: LoadedKind.Value, Name: "bool" or "bool_" }:
                return null;
            default:
                return Misfit(type, column, kind switch { ColumnKind.List => "a list", ColumnKind.Struct => "a struct", _ => ColumnValues.Text(value!) });
        }
    }

    private string? LookAtItems(LoadedType list, LoadedType item, string column, IEnumerable items)
    {
        var count = 0;
        foreach (var value in items)
        {
            count++;
            if (Look(item, column + "[]", value) is { } problem)
                return problem;
        }
        return list.Length is { } length && length != count
            ? $"The column '{column}' is {Called(list)} there, and a row has {count}: give it {length}, or leave the column out."
            : null;
    }

    /// <summary>The digits behind the point of a decimal128; null for what is none. The schema of the rows keeps its values.</summary>
    private static int? ScaleOf(LoadedType type) =>
        type.Kind is LoadedKind.Value && type.Name.StartsWith("decimal128(", StringComparison.Ordinal)
            && int.TryParse(
                type.Name.AsSpan(type.Name.IndexOf(',') + 1).TrimEnd(')'), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var scale)
                ? scale
                : null;

    private string? LookAtWhole(LoadedType type, string column, object value)
    {
        if (!ColumnValues.TryWhole(value, out var whole))
            return Misfit(type, column, ColumnValues.Text(value));
        var fits = type.Kind switch
        {
            LoadedKind.ClassLabel => whole >= -1 && whole < type.Labels.Count,
            LoadedKind.Value => type.Name switch
            {
                "int8" => whole is >= sbyte.MinValue and <= sbyte.MaxValue,
                "int16" => whole is >= short.MinValue and <= short.MaxValue,
                "int32" => whole is >= int.MinValue and <= int.MaxValue,
                "int64" => true,
                "uint8" => whole is >= 0 and <= byte.MaxValue,
                "uint16" => whole is >= 0 and <= ushort.MaxValue,
                "uint32" => whole is >= 0 and <= uint.MaxValue,
                "uint64" => whole >= 0,
                // Beyond this Arrow refuses, exact or not.
                "float32" => whole is >= -(1L << 24) and <= 1L << 24,
                "float64" => whole is >= -(1L << 53) and <= 1L << 53,
                _ => false,
            },
            _ => false,
        };
        return fits ? null : Misfit(type, column, ColumnValues.Text(value));
    }

    private string? LookAtFraction(LoadedType type, string column, object value)
    {
        var number = ColumnValues.Fraction(value);
        var fits = type.Kind is LoadedKind.Value && type.Name switch
        {
            "float64" => true,
            "float32" => double.IsNaN(number) || (float)number == number,
            "int8" or "int16" or "int32" or "int64" or "uint8" or "uint16" or "uint32" or "uint64" =>
                Math.Abs(number) <= 1L << 53 && Math.Floor(number) == number && LookAtWhole(type, column, (long)number) is null,
            _ => false,
        };
        if (fits && _isRounded && !UjsonText.Keeps(number))
            return Rounded(column, number);
        return fits ? null : Misfit(type, column, ColumnValues.Text(value));
    }

    private static string? LookAtText(LoadedType type, string column, string text)
    {
        if (type.Kind is LoadedKind.ClassLabel)
        {
            return type.Labels.Contains(text, StringComparer.Ordinal) ? null
                : $"The column '{column}' is {Called(type)} there, and a row has '{Short(text)}': give one of its names or numbers, or leave it out.";
        }
        var fits = type.Kind is LoadedKind.Value && type.Name switch
        {
            "string" or "utf8" or "large_string" or "large_utf8" or "string_view" => true,
            "date32" or "date64" => ArrowTime.IsDate(text),
            _ => IsMoment(type.Name, text),
        };
        return fits ? null : Misfit(type, column, $"'{Short(text)}'");
    }

    private static bool IsMoment(string dtype, string text)
    {
        if (ArrowNames.Timestamp(dtype) is not { } type || !ArrowTime.IsMoment(text, ArrowTime.Digits(type.Unit), out var isZoned))
            return false;
        // Nanoseconds since 1970 have room for three centuries about it.
        return isZoned == !string.IsNullOrEmpty(type.Zone)
            && (type.Unit != "ns" || string.CompareOrdinal(text, "1678") >= 0 && string.CompareOrdinal(text, "2262") < 0);
    }

    /// <summary>A value within Json: what the passage through its text changes.</summary>
    private string? LookAtJson(string column, object? value, ColumnKind kind, bool isInner = false)
    {
        switch (kind)
        {
            // Within a list or an object it stands in quotes.
            case ColumnKind.String when !isInner && UjsonText.Reads(ColumnValues.Text(value!)):
                return $"The column '{column}' is Json there, and the text '{Short(ColumnValues.Text(value!))}' would come back as the value that it reads " +
                    "as: give it another name, or another form.";
            case ColumnKind.Double when !UjsonText.Keeps(ColumnValues.Fraction(value!)):
                return Rounded(column, ColumnValues.Fraction(value!));
            case ColumnKind.Int64 when !ColumnValues.TryWhole(value!, out _):
                return Misfit(LoadedType.Json, column, ColumnValues.Text(value!));
            case ColumnKind.List:
                foreach (var item in (IEnumerable)value!)
                {
                    if (LookAtJson(column, item, ColumnValues.KindOf(item), isInner: true) is { } problem)
                        return problem;
                }
                return null;
            case ColumnKind.Struct:
                foreach (var (_, inner) in (Row)value!)
                {
                    if (LookAtJson(column, inner, ColumnValues.KindOf(inner), isInner: true) is { } problem)
                        return problem;
                }
                return null;
            default:
                return null;
        }
    }

    private void Note(LoadedType type, string column, object? value, ColumnKind kind)
    {
        if (!_texts.TryGetValue(column, out var facts))
            _texts.Add(column, facts = new TextFacts(type));
        if (kind is ColumnKind.Null)
            facts.HasNulls = true;
        else if (kind is ColumnKind.String)
        {
            facts.HasTexts = true;
            facts.AreDates &= IsTextual(type) && ArrowTime.IsMoment(ColumnValues.Text(value!), 0, out _);
        }
    }

    /// <summary>Whether a text is to come back as one.</summary>
    private static bool IsTextual(LoadedType type) => type.Kind is LoadedKind.ClassLabel
        || type is { Kind: LoadedKind.Value, Name: "string" or "utf8" or "large_string" or "large_utf8" or "string_view" };

    private static bool HasJson(LoadedType type) =>
        type.Kind is LoadedKind.Json || type.Item is { } item && HasJson(item) || type.Fields.Any(field => HasJson(field.Type));

    private static string Rounded(string column, double number) =>
        $"The column '{column}' has {number.ToString("R", CultureInfo.InvariantCulture)}, of which loaders keep ten decimals beside columns of Json: round it.";

    private static string Extra(string column, string name, IEnumerable<string> theirs)
    {
        var place = column.Length == 0 ? name : $"{column}.{name}";
        return $"There is no '{place}' there ({string.Join(", ", theirs.Take(8))}), and loaders refuse one more: leave it out.";
    }

    private static string Mismatch(LoadedType theirs, string column, ColumnType ours) =>
        $"The column '{column}' is {Called(theirs)} there and {ours} in these rows, which loaders do not cast: rename it, or leave it out.";

    private static string Misfit(LoadedType theirs, string column, string value) =>
        $"The column '{column}' is {Called(theirs)} there, and {value} is none{Form(theirs)}: rename the column, leave it out, or give what it holds.";

    private static string Form(LoadedType theirs) => theirs.Kind is not LoadedKind.Value ? ""
        : ArrowNames.Timestamp(theirs.Name) is { } type
            ? $" (2026-01-02T03:04:05{(string.IsNullOrEmpty(type.Zone) ? ", without a zone" : "Z, with its zone")}, {ArrowTime.Digits(type.Unit)} digits of " +
                "a second at most)"
            : theirs.Name.StartsWith("date", StringComparison.Ordinal) ? " (2026-01-02)" : "";

    private static string Called(LoadedType type) => type.Kind switch
    {
        LoadedKind.ClassLabel => $"a class label ({string.Join(", ", type.Labels.Take(8))})",
        LoadedKind.Json => "Json",
        LoadedKind.Special => type.Name,
        LoadedKind.List when type.Length is { } length => string.Create(CultureInfo.InvariantCulture, $"a list of {length}"),
        _ => type.ToString(),
    };

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
