using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>What the footer of a Parquet file says.</summary>
/// <param name="Schema">The columns, with the types that their values have in rows.</param>
/// <param name="Rows">Rows in all row groups.</param>
/// <param name="RowGroups">How many row groups there are.</param>
/// <param name="UncompressedBytes">The size of all pages before compression.</param>
/// <param name="Metadata">The file's own keys, such as <c>huggingface</c>.</param>
public sealed record ParquetInfo(RowSchema Schema, long Rows, int RowGroups, long UncompressedBytes, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Row groups without rows, on which loaders fail.</summary>
    public int EmptyRowGroups { get; init; }

    /// <summary>Columns whose stored type is not the one that rows have it in (int32, timestamps, decimals), and those of bytes.</summary>
    public IReadOnlyList<string> OtherColumns { get; init; } = [];

    /// <summary>Columns of bytes that are not said to be text: loaders give them as bytes, and trainers train on what those look like.</summary>
    public IReadOnlyList<string> ByteColumns { get; init; } = [];
}

/// <summary>
/// Reads rows from Parquet, whoever wrote it: any nesting, dictionaries and the delta encodings, data pages of both versions, snappy,
/// gzip, zstd, LZ4 and Brotli. Whole numbers come as Int64, floating point as double, decimals as decimal (text beyond 28 digits), dates,
/// times and timestamps as text in ISO 8601, bytes without a meaning as an array of bytes, maps as lists of {key, value}.
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
        using var source = new ParquetSource(path);
        ParquetFooter footer;
        ParquetTree tree;
        IReadOnlyList<ParquetNode> fields;
        try
        {
            footer = ReadFooter(source);
            tree = ParquetTree.Build(footer.Schema);
            fields = wanted is null ? tree.Root.Fields : tree.Root.Fields.Where(field => wanted(field.Name)).ToList();
        }
        catch (Exception broken) when (IsOfTheFile(broken))
        {
            onError(new DatasetFormatException(path, null, null, Describe(broken), broken));
            yield break;
        }
        var before = 0L;
        for (var i = 0; i < footer.RowGroups.Count; i++)
        {
            var group = footer.RowGroups[i];
            ColumnCursor?[]? columns = null;
            for (var given = 0L; given < group.Rows || columns is not null; given++)
            {
                Row? row = null;
                try
                {
                    columns ??= Open(source, tree, fields, group);
                    row = ReadRow(fields, columns, isLast: given == group.Rows);
                }
                catch (Exception broken) when (IsOfTheFile(broken))
                {
                    onError(new DatasetFormatException(path, null, null,
                        $"row group {i + 1} of {footer.RowGroups.Count} (rows {before + 1} to {before + group.Rows}): {Describe(broken)}; {given} of its rows could be read", broken));
                }
                if (row is null)
                    break;
                yield return row;
            }
            before += group.Rows;
        }
    }

    /// <summary>What the file says of itself. Throws <see cref="DatasetFormatException"/> where it is broken.</summary>
    public static ParquetInfo ReadInfo(string path)
    {
        using var source = new ParquetSource(path);
        try
        {
            var footer = ReadFooter(source);
            var tree = ParquetTree.Build(footer.Schema);
            return new ParquetInfo(new RowSchema(tree.Root.Type), footer.RowGroups.Sum(group => group.Rows), footer.RowGroups.Count, footer.RowGroups.Sum(group => group.Columns.Sum(chunk => chunk.UncompressedSize)), footer.Metadata)
            {
                EmptyRowGroups = footer.RowGroups.Count(group => group.Rows == 0),
                OtherColumns = tree.Leaves.Where(leaf => !leaf.IsAsWritten).Select(Name).ToList(),
                ByteColumns = tree.Leaves.Where(leaf => leaf.Element is { Type: PhysicalType.ByteArray, Meaning: Meaning.None }).Select(Name).ToList(),
            };
        }
        catch (Exception broken) when (IsOfTheFile(broken))
        {
            throw new DatasetFormatException(path, null, null, Describe(broken), broken);
        }
    }

    private static ParquetFooter ReadFooter(ParquetSource source)
    {
        if (source.End < 12)
            throw new InvalidDataException(source.End == 0 ? "the file is empty" : "this is not a Parquet file");
        var tail = source.Read(source.End - 8, 8);
        if (tail.AsSpan(4).SequenceEqual("PARE"u8))
            throw new InvalidDataException("it is encrypted");
        if (!tail.AsSpan(4).SequenceEqual(ParquetFooter.Magic))
        {
            throw new InvalidDataException(source.Read(0, 4).AsSpan().SequenceEqual(ParquetFooter.Magic)
                ? "the end of this Parquet file is missing, and without it nothing can be read"
                : "this is not a Parquet file");
        }
        var length = BitConverter.ToUInt32(tail);
        var footer = source.Read(source.End - 8 - length, length);
        source.End -= 8 + length;
        return ParquetFooter.Read(footer);
    }

    private static string Name(LeafNode leaf) => string.Join('.', leaf.Path);

    private static ColumnCursor?[] Open(ParquetSource source, ParquetTree tree, IReadOnlyList<ParquetNode> fields, RowGroup group)
    {
        if (group.Columns.Count != tree.Leaves.Count)
            throw new InvalidDataException("the schema and the row group do not fit each other");
        var columns = new ColumnCursor?[tree.Leaves.Count];
        foreach (var i in fields.SelectMany(field => Enumerable.Range(field.FirstLeaf, field.LeafCount)))
        {
            var (chunk, leaf) = (group.Columns[i], tree.Leaves[i]);
            columns[i] = leaf.RepetitionLevel > 0 || chunk.Values == group.Rows
                ? new ColumnCursor(source, chunk, leaf)
                : throw new InvalidDataException($"column '{Name(leaf)}' has {chunk.Values} values for {group.Rows} rows");
        }
        return columns;
    }

    /// <summary>The next row; null when <paramref name="isLast"/> says that there is to be none, and there is none.</summary>
    private static Row? ReadRow(IReadOnlyList<ParquetNode> fields, ColumnCursor?[] columns, bool isLast)
    {
        foreach (var column in columns)
        {
            if (column is not null && (column.IsReady == isLast || !isLast && column.Repetition != 0))
                throw new InvalidDataException("a column does not have as many rows as its row group says");
        }
        if (isLast)
            return null;
        var row = new Row();
        foreach (var field in fields)
            row.Add(field.Name, field.Read(columns!, 0));
        return row;
    }

    private static bool IsOfTheFile(Exception broken) =>
        broken is InvalidDataException or EndOfStreamException or ArgumentException or IndexOutOfRangeException or OverflowException or OutOfMemoryException;

    private static string Describe(Exception broken) => broken switch
    {
        InvalidDataException => broken.Message,
        EndOfStreamException => "its metadata ends too early",
        OutOfMemoryException => "a page of it does not fit into memory",
        _ => "it is broken",
    };
}
