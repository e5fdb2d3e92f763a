using System.Numerics;
using MathPref.Core.Rows;
using MathPref.Parquet;

namespace MathPref.Core.Datasets;

/// <summary>
/// Reads rows from Parquet, whoever wrote it. Whole numbers come as Int64, floating point as double, decimals as decimal (where that has
/// no room for the digits, as BigInteger if whole, else as text), dates, times and timestamps as text in ISO 8601, bytes without a meaning as an array of
/// bytes, structs as rows, maps as lists of {key, value}.
/// </summary>
public static class ParquetRowReader
{
    /// <summary>
    /// Streams the rows; one page of each column is held at a time. What is broken goes to <paramref name="onError"/>, which is told the
    /// row group; its rows before the fault have been given then, and reading goes on with the next row group. Where
    /// <paramref name="wanted"/> is given, only the columns that it names are read.
    /// </summary>
    public static IEnumerable<Row> Read(string path, Action<DatasetFormatException> onError, Func<string, bool>? wanted = null)
    {
        ParquetReader file;
        try
        {
            file = ParquetReader.Open(path);
        }
        catch (ParquetException broken)
        {
            onError(new DatasetFormatException(path, null, null, broken.Message, broken));
            yield break;
        }
        using (file)
        {
            var fields = wanted is null ? file.Schema.Root.Fields : file.Schema.Root.Fields.Where(field => wanted(field.Name)).ToList();
            var before = 0L;
            for (var i = 0; i < file.RowGroups.Count; i++)
            {
                var rows = file.RowGroups[i];
                RowGroupReader? group = null;
                for (var given = 0L; rows > 0; given++)
                {
                    Row? row = null;
                    try
                    {
                        group ??= file.OpenRowGroup(i, fields);
                        row = group.NextRow() ? ReadRow(group, fields) : null;
                    }
                    catch (Exception broken) when (broken is ParquetException or OutOfMemoryException)
                    {
                        var place = $"row group {i + 1} of {file.RowGroups.Count} (rows {before + 1} to {before + rows})";
                        onError(new DatasetFormatException(path, null, null, $"{place}: {Describe(broken)}; {given} of its rows could be read", broken));
                    }
                    if (row is null)
                        break;
                    yield return row;
                }
                before += rows;
            }
        }
    }

    /// <summary>What the file says of itself. Throws <see cref="DatasetFormatException"/> where it is broken.</summary>
    public static ParquetInfo ReadInfo(string path)
    {
        try
        {
            using var file = ParquetReader.Open(path);
            var leaves = file.Schema.Leaves;
            return new ParquetInfo(new RowSchema(TypeOf(file.Schema.Root)), file.Rows, file.RowGroups.Count, file.UncompressedBytes, file.Metadata)
            {
                EmptyRowGroups = file.RowGroups.Count(rows => rows == 0),
                OtherColumns = leaves.Where(leaf => !leaf.IsAsWritten).Select(leaf => leaf.FullName).ToList(),
                ByteColumns = leaves.Where(leaf => leaf.IsBareBytes).Select(leaf => leaf.FullName).ToList(),
            };
        }
        catch (ParquetException broken)
        {
            throw new DatasetFormatException(path, null, null, broken.Message, broken);
        }
    }

    /// <summary>The columns of a file by its end alone. Throws <see cref="ParquetException"/> where they are none.</summary>
    internal static RowSchema SchemaOf(ParquetTail tail) => new(TypeOf(tail.Schema.Root));

    private static ColumnType TypeOf(ParquetNode place) => place switch
    {
        StructNode structure => ColumnType.StructOf(structure.Fields.Select(field => new ColumnField(field.Name, TypeOf(field))).ToList()),
        ListNode list => ColumnType.ListOf(TypeOf(list.Item)),
        LeafNode leaf => leaf.Kind switch
        {
            ValueKind.Boolean => ColumnType.Boolean,
            ValueKind.Int64 => ColumnType.Int64,
            ValueKind.Double => ColumnType.Double,
            ValueKind.Decimal => ColumnType.DecimalOf(leaf.Precision, leaf.Scale),
            ValueKind.String => ColumnType.String,
            _ => ColumnType.ListOf(ColumnType.Int64),
        },
        _ => throw new ArgumentException($"'{place.Name}' is no place that values have.", nameof(place)),
    };

    private static Row ReadRow(RowGroupReader group, IReadOnlyList<ParquetNode> fields)
    {
        var row = new Row();
        foreach (var field in fields)
            row.Add(field.Name, ReadValue(group, field));
        return row;
    }

    private static object? ReadValue(RowGroupReader group, ParquetNode place)
    {
        switch (place)
        {
            case LeafNode leaf:
                var value = group.ReadValue(leaf);
                return leaf.Kind is ValueKind.Decimal && value is BigInteger digits ? new BigDecimal(digits, leaf.Scale).ToValue() : value;
            case StructNode structure:
                return group.EnterStruct(structure) ? ReadRow(group, structure.Fields) : null;
            case ListNode list:
                return group.EnterList(list) switch
                {
                    true => ReadItems(group, list),
                    false => Array.Empty<object?>(),
                    null => null,
                };
            default:
                throw new ArgumentException($"'{place.Name}' is no place that values have.", nameof(place));
        }
    }

    private static object?[] ReadItems(RowGroupReader group, ListNode list)
    {
        var items = new List<object?>();
        do
            items.Add(ReadValue(group, list.Item));
        while (group.NextItem(list));
        return items.ToArray();
    }

    private static string Describe(Exception broken) => broken is OutOfMemoryException ? "a page of it does not fit into memory" : broken.Message;
}
