namespace MathPref.Parquet;

/// <summary>
/// The values of a row group in the order of its rows: for each row one goes down from the fields that were asked for, and at each place
/// asks for what is there, once. One page of each column is held at a time. Throws <see cref="ParquetException"/> where columns or pages are
/// broken or contradict each other, and can be used no more then. Source: apache/parquet-format, README.md, Nested Encoding.
/// </summary>
public sealed class RowGroupReader
{
    private readonly ColumnReader?[] _columns;
    private readonly long _rows;
    private long _given;

    internal RowGroupReader(ParquetSource source, ParquetSchema schema, RowGroup group, IReadOnlyList<ParquetNode> fields)
    {
        if (group.Columns.Count != schema.Leaves.Count)
            throw new ParquetException("the schema and the row group do not fit each other");
        _rows = group.Rows;
        _columns = new ColumnReader?[schema.Leaves.Count];
        foreach (var i in fields.SelectMany(field => Enumerable.Range(field.FirstLeaf, field.LeafCount)))
        {
            var (chunk, leaf) = (group.Columns[i], schema.Leaves[i]);
            _columns[i] = leaf.RepetitionLevel > 0 || chunk.Values == group.Rows
                ? new ColumnReader(source, chunk, leaf)
                : throw new ParquetException($"column '{leaf.FullName}' has {chunk.Values} values for {group.Rows} rows");
        }
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool NextRow()
    {
        var isEnd = _given == _rows;
        foreach (var column in _columns)
        {
            if (column is not null && (column.IsReady == isEnd || !isEnd && column.Repetition != 0))
                throw new ParquetException("a column does not have as many rows as its row group says");
        }
        if (isEnd)
            return false;
        _given++;
        return true;
    }

    /// <summary>The value at a leaf, as <see cref="LeafNode.Kind"/> says; null where there is none.</summary>
    public object? ReadValue(LeafNode leaf)
    {
        var level = Level(leaf);
        var column = _columns[leaf.FirstLeaf]!;
        var value = level == leaf.Defined ? column.Value : null;
        column.Next();
        return value;
    }

    /// <summary>Goes into a struct, whose fields are to be read then; false for null.</summary>
    public bool EnterStruct(StructNode place)
    {
        var level = Level(place);
        if (level >= place.Defined)
            return true;
        Skip(place, level);
        return false;
    }

    /// <summary>Goes into a list: true where there is an item to be read, false where the list is empty, null where it is null.</summary>
    public bool? EnterList(ListNode list)
    {
        var level = Level(list);
        if (level > list.Defined)
            return true;
        Skip(list, level);
        return level < list.Defined ? null : false;
    }

    /// <summary>Whether the list has another item, which is to be read then.</summary>
    public bool NextItem(ListNode list)
    {
        var goesOn = false;
        for (var i = list.FirstLeaf; i < list.FirstLeaf + list.LeafCount; i++)
        {
            var level = _columns[i]!.IsReady ? _columns[i]!.Repetition : 0;
            if (level > list.RepetitionLevel || i > list.FirstLeaf && goesOn != (level == list.RepetitionLevel))
                throw Contradiction();
            goesOn = level == list.RepetitionLevel;
        }
        return goesOn;
    }

    /// <summary>How much of the path to a place is there. Its parent is, or nobody would ask.</summary>
    private int Level(ParquetNode place)
    {
        var column = _columns[place.FirstLeaf]!;
        if (!column.IsReady || column.Definition < place.ParentDefined)
            throw Contradiction();
        return column.Definition;
    }

    /// <summary>Passes over the one entry that each column has for a value that is not there.</summary>
    private void Skip(ParquetNode place, int level)
    {
        for (var i = place.FirstLeaf; i < place.FirstLeaf + place.LeafCount; i++)
        {
            var column = _columns[i]!;
            if (!column.IsReady || column.Definition != level)
                throw Contradiction();
            column.Next();
        }
    }

    private static ParquetException Contradiction() => new("its columns do not fit each other");
}
