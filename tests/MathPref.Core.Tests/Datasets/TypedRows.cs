using CsCheck;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

/// <summary>
/// Rows that have one schema, as a Parquet file wants them: any type to a depth of four, and then values of it with nulls at every place
/// (from none to nine of ten), missing columns and fields, empty lists, lists of null and structs without a field.
/// </summary>
internal static class TypedRows
{
    public static Gen<double> FiniteDouble { get; } = Gen.OneOf(
        Gen.Double.Where(double.IsFinite),
        Gen.OneOf(0.0, -0.0, 1.0, 1e16, 0.1, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 2.2250738585072009E-308, 2.2250738585072014E-308));

    public static Gen<double> AnyDouble { get; } = Gen.OneOf(FiniteDouble, Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity));

    /// <summary>Hundreds of kilobytes.</summary>
    public static Gen<string> HugeText { get; } = Gen.Select(TestRows.Text.Where(text => text.Length > 0), Gen.Int[100_000, 400_000], (text, length) => string.Concat(Enumerable.Repeat(text, length / text.Length + 1)));

    private static Gen<string> Text { get; } = Gen.Frequency((8, (IGen<string>)TestRows.Text), (2, Gen.OneOf("", "same", "same again")));

    /// <summary>The columns of a row.</summary>
    /// <param name="name">What columns and fields are called.</param>
    public static Gen<ColumnType> Columns(Gen<string> name) => Fields(name, Type(name), 1, 5);

    /// <summary>A row of these columns.</summary>
    public static Gen<Row> Row(ColumnType columns, int nullsInTen, Gen<double> number, Gen<string>? text = null)
    {
        var row = Gen.Const(0).Select(_ => new Row());
        foreach (var field in columns.Fields)
        {
            row = Gen.Select(row, Value(field.Type, nullsInTen, number, text ?? Text), Gen.Int[0, 9], (before, value, missing) =>
            {
                var copy = before.Copy();
                if (missing > 0)
                    copy[field.Name] = value;
                return copy;
            });
        }
        return row;
    }

    /// <summary>Up to forty rows, of which one has a column.</summary>
    public static Gen<Row[]> Rows(Gen<double> number, Gen<string>? name = null)
    {
        var text = Gen.Frequency((2000, (IGen<string>)Text), (1, HugeText));
        return Gen.Select(Columns(name ?? TestRows.Text), Gen.Int[0, 9])
            .SelectMany((columns, nulls) => Row(columns, nulls, number, text).Array[1, 40])
            .Where(rows => rows.Any(row => row.Count > 0));
    }

    private static Gen<ColumnType> Type(Gen<string> name) => Gen.Recursive<ColumnType>((depth, deeper) => depth > 3 ? Gen.OneOf(ColumnType.String, ColumnType.Int64) : Gen.Frequency(
        (5, (IGen<ColumnType>)Gen.OneOf(ColumnType.String, ColumnType.Int64, ColumnType.Double, ColumnType.Boolean, ColumnType.Null)),
        (3, deeper.Select(ColumnType.ListOf)),
        (3, Fields(name, deeper, 0, 3))));

    private static Gen<ColumnType> Fields(Gen<string> name, Gen<ColumnType> type, int least, int most) =>
        Gen.Select(name, type, (name, type) => new ColumnField(name, type)).Array[least, most].Select(fields => ColumnType.StructOf(fields.DistinctBy(field => field.Name, StringComparer.OrdinalIgnoreCase).ToList()));

    private static Gen<object?> Value(ColumnType type, int nullsInTen, Gen<double> number, Gen<string> text)
    {
        var value = type.Kind switch
        {
            ColumnKind.Null => Gen.Const((object?)null),
            ColumnKind.String => text.Select(object? (text) => text),
            ColumnKind.Int64 => Gen.OneOf(Gen.Long, Gen.OneOf(0L, -1L, long.MaxValue, long.MinValue, 9007199254740993L, -9007199254740993L)).Select(object? (number) => number),
            // Whole numbers go with the others where a double holds them.
            ColumnKind.Double => Gen.Frequency((9, (IGen<object?>)number.Select(object? (number) => number)), (1, Gen.Int.Select(object? (number) => (long)number))),
            ColumnKind.Boolean => Gen.Bool.Select(object? (truth) => truth),
            ColumnKind.List => Value(type.Item!, nullsInTen, number, text).Array[0, 4].Select(object? (items) => items),
            _ => Row(type, nullsInTen, number, text).Select(object? (row) => row),
        };
        return nullsInTen == 0 ? value : Gen.Frequency((nullsInTen, (IGen<object?>)Gen.Const((object?)null)), (10 - nullsInTen, value));
    }
}
