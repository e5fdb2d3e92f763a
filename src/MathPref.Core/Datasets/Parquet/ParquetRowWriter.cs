using System.Collections;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>How a Parquet file is laid out.</summary>
public sealed record ParquetLayout
{
    /// <summary>Rows of a row group: what the Hub's viewer reads at once. Fixed, so that the same rows give the same bytes.</summary>
    public int RowsPerGroup { get; init; } = 1000;

    /// <summary>A row group of larger rows ends earlier, at this many bytes before compression: it is held in memory.</summary>
    public long BytesPerGroup { get; init; } = 1 << 26;

    /// <summary>Keys for the footer. None are needed: readers infer the right features from the columns.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// Writes rows as Parquet, one row group in memory: snappy, every value may be null, texts annotated as UTF-8, lists in the standard form of
/// three levels, a checksum for every page. The same rows give the same bytes. The key <c>huggingface</c> is left out: a wrong one makes a
/// set unloadable, none is inferred rightly by every version.
/// </summary>
public sealed class ParquetRowWriter : IDisposable
{
    private readonly ParquetLayout _layout;
    private readonly ParquetTree _tree;
    private readonly ParquetColumnWriter[] _columns;
    private readonly ParquetPageWriter _pages;
    private readonly ParquetFooter _footer = new();
    private readonly List<string> _path = [];
    private bool _isComplete;

    /// <summary>Begins the file; the stream is the caller's, and is only written forward. Throws <see cref="InvalidOperationException"/> for rows without columns.</summary>
    public ParquetRowWriter(Stream stream, RowSchema schema, ParquetLayout? layout = null)
    {
        if (schema.Fields.Count == 0)
            throw new InvalidOperationException("These rows have no columns, and a Parquet file needs one.");
        Schema = schema.Settle();
        _layout = layout ?? new ParquetLayout();
        ArgumentOutOfRangeException.ThrowIfLessThan(_layout.RowsPerGroup, 1, nameof(layout));
        _footer.Schema.AddRange(ParquetTree.Elements(Schema));
        _tree = ParquetTree.Build(_footer.Schema);
        _columns = [.. _tree.Leaves.Select(leaf => new ParquetColumnWriter(leaf))];
        _pages = new ParquetPageWriter(stream);
        _pages.Write(ParquetFooter.Magic);
    }

    /// <summary>The schema as it is written: see <see cref="RowSchema.Settle"/>.</summary>
    public RowSchema Schema { get; }

    /// <summary>Rows given so far.</summary>
    public long Count { get; private set; }

    /// <summary>Rows that are still in memory: never more than a row group has.</summary>
    public int Buffered { get; private set; }

    /// <summary>Bytes written so far, the rows in memory not among them.</summary>
    public long Position => _pages.Position;

    /// <summary>The size of the pages written so far before compression.</summary>
    public long UncompressedBytes => _footer.RowGroups.Sum(group => group.Columns.Sum(chunk => chunk.UncompressedSize));

    /// <summary>Row groups written so far.</summary>
    public int RowGroups => _footer.RowGroups.Count;

    /// <summary>
    /// Adds a row. A column that it lacks is null in it. Throws <see cref="InvalidOperationException"/> naming the column for a value that
    /// the schema has no place for, and for text that is no Unicode; the row is left out then.
    /// </summary>
    public void Write(Row row)
    {
        ObjectDisposedException.ThrowIf(_isComplete, this);
        foreach (var column in _columns)
            column.Mark();
        try
        {
            _path.Clear();
            WriteFields(_tree.Root, row, 0);
        }
        catch
        {
            foreach (var column in _columns)
                column.Return();
            throw;
        }
        Count++;
        Buffered++;
        if (Buffered == _layout.RowsPerGroup || _columns.Sum(column => column.Size) >= _layout.BytesPerGroup)
            Flush();
    }

    /// <summary>Writes what is in memory and the footer. A file without this is none.</summary>
    public void Complete()
    {
        if (_isComplete)
            return;
        Flush();
        _isComplete = true;
        _footer.Rows = Count;
        foreach (var (key, value) in _layout.Metadata)
            _footer.Metadata[key] = value;
        var bytes = new ByteBuffer();
        _footer.Write(bytes, [.. _tree.Leaves.Select(leaf => leaf.Path)]);
        var length = bytes.Count;
        bytes.AddInt32(length);
        bytes.Add(ParquetFooter.Magic);
        _pages.Write(bytes.Span);
    }

    /// <summary>Ends the writing without making the file whole: only <see cref="Complete"/> does.</summary>
    public void Dispose() => _isComplete = true;

    private void Flush()
    {
        // A row group without rows is what loaders fail on.
        if (Buffered == 0)
            return;
        var group = new RowGroup { Rows = Buffered };
        foreach (var column in _columns)
            group.Columns.Add(column.Flush(_pages));
        _footer.RowGroups.Add(group);
        Buffered = 0;
    }

    private void Write(ParquetNode node, object? value, int repetition, int definition)
    {
        if (value is null)
        {
            for (var i = node.FirstLeaf; i < node.FirstLeaf + node.LeafCount; i++)
                _columns[i].AddNull(repetition, definition);
            return;
        }
        switch (node)
        {
            case LeafNode leaf:
                WriteValue(leaf, value, repetition, definition);
                break;
            case StructNode place when value is Row row:
                WriteFields(place, row, repetition);
                break;
            case ListNode list when ColumnValues.KindOf(value) is ColumnKind.List:
                WriteItems(list, (IEnumerable)value, repetition);
                break;
            default:
                throw Misfit(node, value);
        }
    }

    private void WriteFields(StructNode place, Row row, int repetition)
    {
        var known = 0;
        foreach (var field in place.Fields)
        {
            _path.Add(_path.Count == 0 ? field.Name : "." + field.Name);
            known += row.Has(field.Name) ? 1 : 0;
            Write(field, row[field.Name], repetition, place.Defined);
            _path.RemoveAt(_path.Count - 1);
        }
        if (known < row.Count)
        {
            var unknown = row.Names.First(name => place.Type.IndexOf(name) < 0);
            throw new InvalidOperationException($"Column '{string.Concat([.. _path, _path.Count == 0 ? unknown : "." + unknown])}' is not in the schema that this file was begun with.");
        }
    }

    private void WriteItems(ListNode list, IEnumerable items, int repetition)
    {
        _path.Add("[]");
        var any = false;
        foreach (var item in items)
        {
            Write(list.Item, item, any ? list.RepetitionLevel : repetition, list.Defined + 1);
            any = true;
        }
        _path.RemoveAt(_path.Count - 1);
        if (any)
            return;
        for (var i = list.FirstLeaf; i < list.FirstLeaf + list.LeafCount; i++)
            _columns[i].AddNull(repetition, list.Defined);
    }

    private void WriteValue(LeafNode leaf, object value, int repetition, int definition)
    {
        var column = _columns[leaf.FirstLeaf];
        var kind = ColumnValues.KindOf(value);
        switch (leaf.Type.Kind, kind)
        {
            case (ColumnKind.Boolean, ColumnKind.Boolean):
                column.Add(repetition, (bool)value);
                break;
            case (ColumnKind.Int64, ColumnKind.Int64) when ColumnValues.TryWhole(value, out var whole):
                column.Add(repetition, whole);
                break;
            case (ColumnKind.Double, ColumnKind.Double):
                column.Add(repetition, ColumnValues.Fraction(value));
                break;
            case (ColumnKind.Double, ColumnKind.Int64) when ColumnValues.TryWhole(value, out var whole) && ColumnValues.IsExactAsDouble(whole):
                column.Add(repetition, (double)whole);
                break;
            case (ColumnKind.String, ColumnKind.String):
                WriteText(column, ColumnValues.Text(value), repetition);
                break;
            // See RowSchema.Settle.
            case (ColumnKind.String, ColumnKind.Struct) when ((Row)value).Count == 0:
                column.AddNull(repetition, definition);
                break;
            default:
                throw Misfit(leaf, value);
        }
    }

    private void WriteText(ParquetColumnWriter column, string text, int repetition)
    {
        if (ColumnValues.IndexOfHalfPair(text) is >= 0 and var at)
            throw new InvalidOperationException($"Column '{string.Concat(_path)}' holds {ColumnValues.DescribeHalfPair(text, at)}.");
        if (!column.Add(repetition, text))
            throw new InvalidOperationException($"Column '{string.Concat(_path)}' holds a text of {text.Length} characters, which does not fit into a page of Parquet.");
    }

    private InvalidOperationException Misfit(ParquetNode node, object value) =>
        new($"Column '{string.Concat(_path)}' is {node.Type} in this file and cannot hold {ColumnValues.KindOf(value) switch
        {
            ColumnKind.Struct => "a struct",
            ColumnKind.List => "a list",
            ColumnKind.String => "a text",
            _ => ColumnValues.Text(value),
        }}.");
}
