using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>Columns of doubles in which there are numbers too that a double changes.</summary>
internal static class RoundedColumns
{
    public static IEnumerable<string> Warnings(RowSchema schema) => Find(schema.Root, "").Select(path =>
        $"Column '{path}' holds numbers of more digits than a double has, and is double ({Why(path)}): those numbers are rounded. To keep their digits, " +
        "make the column text" + (IsRating(path) ? ", or give it another name." : ", or write its other numbers without [double]."));

    private static string Why(string path) =>
        IsRating(path) ? "as ratings, scores and margins are" : "beside doubles with a fraction, beyond 2^53, or NaN and infinity";

    private static bool IsRating(string path) => Columns.IsRating(path.Replace("[]", "", StringComparison.Ordinal).Split('.')[^1]);

    private static IEnumerable<string> Find(ColumnType type, string path) => type.Kind switch
    {
        ColumnKind.Double when type.Needs.Has(NumberTraits.Lossy) && type.Needs.Has(NumberTraits.Fraction) => [path],
        ColumnKind.List => Find(type.Item!, path + "[]"),
        ColumnKind.Struct => type.Fields.SelectMany(field => Find(field.Type, path.Length == 0 ? field.Name : $"{path}.{field.Name}")),
        _ => [],
    };
}
