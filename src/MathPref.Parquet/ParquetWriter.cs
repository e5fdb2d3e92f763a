namespace MathPref.Parquet;

/// <summary>
/// Writes a Parquet file, one row group in memory: snappy, dictionaries where they make texts smaller, data pages of version 1, a checksum
/// for every page. The same values give the same bytes. For each row one goes down from the root's fields and adds, at each place, what is
/// there. Source: apache/parquet-format, README.md, File Format and Nested Encoding.
/// </summary>
/// <remarks>
/// What is added has a repetition level: 0, within a list's items after the first the list's (<see cref="ListNode.RepetitionLevel"/>), and in
/// the first item that of the list itself.
/// </remarks>
public sealed class ParquetWriter
{
    /// <summary>The footer's length and the magic bytes, at the end of the file.</summary>
    private const int Tail = 8;

    /// <summary>By so much the number of row groups and that of all rows can make the footer longer than without any.</summary>
    private const int Counts = 16;

    private readonly Stream _stream;
    private readonly ColumnWriter[] _columns;
    private readonly IReadOnlyList<IReadOnlyList<string>> _paths;
    private readonly PageWriter _pages = new();
    private readonly ParquetFooter _footer = new();
    private long _footerGroups;
    private ByteBuffer? _free;

    /// <summary>
    /// Begins the file; the stream is the caller's, and is only written forward. Throws <see cref="ArgumentException"/> for a schema that
    /// holds what <see cref="ParquetSchemaBuilder"/> does not make: one that was read may be stored in other ways.
    /// </summary>
    public ParquetWriter(Stream stream, ParquetSchema schema)
    {
        if (schema.Leaves.Any(leaf => !leaf.IsAsWritten) || schema.Elements.Any(element => element.Repetition is Repetition.Required))
            throw new ArgumentException("This schema has columns that are not written in that way.", nameof(schema));
        Schema = schema;
        _footer.Schema.AddRange(schema.Elements);
        _columns = [.. schema.Leaves.Select(leaf => new ColumnWriter(leaf))];
        _paths = [.. schema.Leaves.Select(leaf => leaf.Path)];
        _stream = stream;
        Write(ParquetFooter.Magic);
    }

    public ParquetSchema Schema { get; }

    /// <summary>Rows that are still in memory.</summary>
    public int BufferedRows { get; private set; }

    /// <summary>Memory that their values take, in bytes.</summary>
    public long BufferedBytes
    {
        get
        {
            var size = 0L;
            foreach (var column in _columns)
                size += column.Size;
            return size;
        }
    }

    /// <summary>Bytes written so far, the rows in memory not among them.</summary>
    public long Position { get; private set; }

    /// <summary>The size of the pages written so far before compression, in bytes.</summary>
    public long UncompressedBytes => _footer.RowGroups.Sum(group => group.Columns.Sum(chunk => chunk.UncompressedSize));

    /// <summary>Row groups written so far.</summary>
    public int RowGroups => _footer.RowGroups.Count;

    /// <summary>Begins a row, which ends by <see cref="EndRow"/> or <see cref="DropRow"/>.</summary>
    public void BeginRow()
    {
        foreach (var column in _columns)
            column.Mark();
    }

    /// <summary>The row is whole: at each of the root's fields something was added.</summary>
    public void EndRow() => BufferedRows++;

    /// <summary>Forgets what was added of the row.</summary>
    public void DropRow()
    {
        foreach (var column in _columns)
            column.Return();
    }

    /// <summary>Adds null at a place, whatever is below it.</summary>
    public void AddNull(ParquetNode place, int repetition) => AddAbsence(place, repetition, place.ParentDefined);

    /// <summary>Adds a list without items.</summary>
    public void AddEmptyList(ListNode list, int repetition) => AddAbsence(list, repetition, list.Defined);

    /// <summary>Adds a value to a column of <see cref="ValueKind.Boolean"/>.</summary>
    public void Add(LeafNode leaf, int repetition, bool value) => _columns[leaf.FirstLeaf].Add(repetition, value);

    /// <summary>Adds a value to a column of <see cref="ValueKind.Int64"/>.</summary>
    public void Add(LeafNode leaf, int repetition, long value) => _columns[leaf.FirstLeaf].Add(repetition, value);

    /// <summary>Adds a value to a column of <see cref="ValueKind.Double"/>.</summary>
    public void Add(LeafNode leaf, int repetition, double value) => _columns[leaf.FirstLeaf].Add(repetition, value);

    /// <summary>Adds the digits of a number, without the point, to a column of <see cref="ValueKind.Decimal"/>: at most its precision.</summary>
    public void Add(LeafNode leaf, int repetition, Int128 digits) => _columns[leaf.FirstLeaf].Add(repetition, digits);

    /// <summary>
    /// Adds a value to a column of <see cref="ValueKind.String"/>, which has no half of a surrogate pair. False for a text that does not fit
    /// into a page any more.
    /// </summary>
    public bool Add(LeafNode leaf, int repetition, string value) => _columns[leaf.FirstLeaf].Add(repetition, value);

    /// <summary>Writes the rows in memory as a row group; nothing where there are none, for a row group without rows is what loaders fail on.</summary>
    public void EndRowGroup()
    {
        if (Seal() is { } group)
            Append(group);
    }

    /// <summary>Makes a row group of the rows in memory, which is not written yet; null where there are none.</summary>
    public SealedRowGroup? Seal()
    {
        if (BufferedRows == 0)
            return null;
        var group = new RowGroup { Rows = BufferedRows };
        foreach (var column in _columns)
            group.Columns.Add(column.Flush(_pages));
        BufferedRows = 0;
        var pages = _pages.Take(_free);
        _free = null;
        return new SealedRowGroup(group, pages);
    }

    /// <summary>Writes a row group that this writer made, or one of a file with the same schema.</summary>
    public void Append(SealedRowGroup sealedGroup)
    {
        var group = sealedGroup.Group;
        _footerGroups += FooterBytes(group);
        Write(sealedGroup.Pages.Span);
        _free = sealedGroup.Pages;
        _footer.RowGroups.Add(group);
        _footer.Rows += group.Rows;
    }

    /// <summary>How large the file is at most, within a few bytes, if this row group goes into it and is its last.</summary>
    /// <param name="sealedGroup">The row group.</param>
    /// <param name="metadata">What <see cref="Complete"/> will be given.</param>
    public long SizeWith(SealedRowGroup sealedGroup, IReadOnlyDictionary<string, string> metadata) =>
        Position + sealedGroup.Pages.Count + FooterBytes(metadata) + _footerGroups + FooterBytes(sealedGroup.Group) + Tail;

    /// <summary>Writes the rows in memory and the footer, with keys of one's own. A file without this is none.</summary>
    public void Complete(IReadOnlyDictionary<string, string> metadata)
    {
        EndRowGroup();
        foreach (var (key, value) in metadata)
            _footer.Metadata[key] = value;
        var bytes = new ByteBuffer();
        _footer.Write(bytes, _paths);
        var length = bytes.Count;
        bytes.AddInt32(length);
        bytes.Add(ParquetFooter.Magic);
        Write(bytes.Span);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        Position += bytes.Length;
    }

    /// <summary>What the footer says of a row group that comes next.</summary>
    private int FooterBytes(RowGroup group)
    {
        group.MoveTo(Position);
        var bytes = new ByteBuffer();
        ParquetFooter.WriteRowGroup(new ThriftWriter(bytes), group, _footer.RowGroups.Count, _paths);
        return bytes.Count;
    }

    /// <summary>A footer without row groups, or a few bytes more.</summary>
    private int FooterBytes(IReadOnlyDictionary<string, string> metadata)
    {
        var footer = new ParquetFooter();
        footer.Schema.AddRange(_footer.Schema);
        foreach (var (key, value) in metadata)
            footer.Metadata[key] = value;
        var bytes = new ByteBuffer();
        footer.Write(bytes, _paths);
        return bytes.Count + Counts;
    }

    private void AddAbsence(ParquetNode place, int repetition, int definition)
    {
        for (var i = place.FirstLeaf; i < place.FirstLeaf + place.LeafCount; i++)
            _columns[i].AddNull(repetition, definition);
    }
}
