namespace MathPref.Core.Datasets;

/// <summary>
/// Whether columns of a further file are cast to those that are settled, whatever their values: what depends on these is taken for a
/// problem. Source: datasets, table.py, cast_array_to_feature; apache/arrow, compute/kernels/scalar_cast_*.cc.
/// </summary>
internal static class LoadedCast
{
    private static readonly string[] s_units = ["s", "ms", "us"];

    /// <summary>Why a file may not load; null where it does: a column that it lacks is null in its rows, one more is an error.</summary>
    public static string? Problem(LoadedColumns settled, LoadedColumns file)
    {
        foreach (var field in file.Fields)
        {
            if (settled[field.Name] is not { } type)
                return $"it has a column '{field.Name}', which those before it have not";
            if (!Goes(type, field.Type))
                return $"its column '{field.Name}' is {field.Type}, and {type} in those before it";
        }
        return null;
    }

    private static bool Goes(LoadedType type, LoadedType from)
    {
        if (from.Equals(type) || from is { Kind: LoadedKind.Value, Name: "null" })
            return true;
        switch (type.Kind)
        {
            case LoadedKind.List or LoadedKind.LargeList:
                return from.Item is { } item && (type.Length is null || type.Length == from.Length) && Goes(type.Item!, item);
            case LoadedKind.Struct:
                return from.Kind is LoadedKind.Struct && from.Fields.All(field =>
                    type.Field(field.Name) is { } there && Goes(there, field.Type));
            case LoadedKind.Json:
                // Texts are taken for JSON or not by the first of them.
                return !IsText(from) && from.Kind is not LoadedKind.Special;
            case LoadedKind.Special:
                return type.Storage is { } storage && storage.Equals(from.Storage ?? from);
            case LoadedKind.Value:
                return from.Kind is LoadedKind.ClassLabel ? Goes(type, LoadedType.Int64)
                    : from.Kind is LoadedKind.Value && (Widens(type.Name, from.Name) || IsText(type) && (IsText(from) || Bits(from.Name) > 0));
            default:
                return false;
        }
    }

    /// <summary>Whether each value of one type is one of the other.</summary>
    private static bool Widens(string dtype, string from)
    {
        if (ArrowNames.Timestamp(dtype) is { } to && ArrowNames.Timestamp(from) is { } was)
            return to.Zone == was.Zone && Array.IndexOf(s_units, was.Unit) is >= 0 and var unit && Array.IndexOf(s_units, to.Unit) >= unit;
        var (bits, before) = (Bits(dtype), Bits(from));
        return (dtype, from) is ("large_binary", "binary")
            || before > 0 && (bits, dtype[0], from[0]) switch
            {
                // Whole numbers of 32 bits are doubles.
                (64, 'f', _) => before <= 32,
                (_, 'i', 'i' or 'u') => bits > before,
                (_, 'u', 'u') => bits > before,
                _ => false,
            };
    }

    /// <summary>The size of a number; 0 for what is none.</summary>
    private static int Bits(string dtype) => dtype switch
    {
        "int8" or "uint8" => 8,
        "int16" or "uint16" => 16,
        "int32" or "uint32" or "float32" => 32,
        "int64" or "uint64" or "float64" => 64,
        _ => 0,
    };

    private static bool IsText(LoadedType type) =>
        type is { Kind: LoadedKind.Value, Name: "string" or "utf8" or "large_string" or "large_utf8" or "string_view" };
}
