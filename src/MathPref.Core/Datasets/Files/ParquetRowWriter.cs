using System.Collections;
using MathPref.Core.Rows;
using MathPref.Parquet;

namespace MathPref.Core.Datasets;

/// <summary>
/// Writes rows as Parquet, one row group in memory: snappy, every value may be null, texts annotated as UTF-8, lists in the standard form of
/// three levels, a checksum for every page. The same rows give the same bytes. The key <c>huggingface</c> is left out: a wrong one makes a
/// set unloadable, none is inferred rightly by every version.
/// </summary>
public sealed class ParquetRowWriter : IDisposable
{
    private readonly ParquetLayout _layout;
    private readonly ParquetWriter _file;
    private readonly List<string> _path = [];
    private readonly long _maximumBytes;
    private bool _isComplete;

    /// <summary>
    /// Begins the file; the stream is the caller's, and is only written forward. Throws <see cref="InvalidOperationException"/> for rows without
    /// columns.
    /// </summary>
    /// <param name="stream">Where the file goes.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="layout">How the file is laid out.</param>
    /// <param name="maximumBytes">How large the file may become, if it has more than one row group.</param>
    /// <param name="first">What another file of the same schema had no room for.</param>
    public ParquetRowWriter(Stream stream, RowSchema schema, ParquetLayout? layout = null, long maximumBytes = long.MaxValue, SealedRowGroup? first = null)
    {
        _maximumBytes = maximumBytes;
        if (schema.Fields.Count == 0)
            throw new InvalidOperationException("These rows have no columns, and a Parquet file needs one.");
        Schema = schema.Settle();
        _layout = layout ?? new ParquetLayout();
        ArgumentOutOfRangeException.ThrowIfLessThan(_layout.RowsPerGroup, 1, nameof(layout));
        var places = new ParquetSchemaBuilder();
        foreach (var field in Schema.Fields)
            Add(places, field.Name, field.Type);
        _file = new ParquetWriter(stream, places.Build());
        if (first is null)
            return;
        Count = first.Rows;
        _file.Append(first);
    }

    /// <summary>The schema as it is written: see <see cref="RowSchema.Settle"/>.</summary>
    public RowSchema Schema { get; }

    /// <summary>Rows given so far, but for those of <see cref="Left"/>.</summary>
    public long Count { get; private set; }

    /// <summary>The last row group, where the file would become too large with it: the file is full then, and takes no row any more.</summary>
    public SealedRowGroup? Left { get; private set; }

    /// <summary>Rows that are still in memory: never more than a row group has.</summary>
    public int Buffered => _file.BufferedRows;

    /// <summary>Bytes written so far, the rows in memory not among them.</summary>
    public long Position => _file.Position;

    /// <summary>The size of the pages written so far before compression.</summary>
    public long UncompressedBytes => _file.UncompressedBytes;

    /// <summary>Row groups written so far.</summary>
    public int RowGroups => _file.RowGroups;

    /// <summary>
    /// Adds a row. A column that it lacks is null in it. Throws <see cref="InvalidOperationException"/> naming the column for a value that
    /// the schema has no place for, and for text that is no Unicode; the row is left out then.
    /// </summary>
    public void Write(Row row)
    {
        ObjectDisposedException.ThrowIf(_isComplete || Left is not null, this);
        _file.BeginRow();
        try
        {
            _path.Clear();
            WriteFields(_file.Schema.Root, row, 0);
        }
        catch
        {
            _file.DropRow();
            throw;
        }
        _file.EndRow();
        Count++;
        if (Buffered == _layout.RowsPerGroup || _file.BufferedBytes >= _layout.BytesPerGroup)
            EndRowGroup();
    }

    /// <summary>Writes what is in memory and the footer, and gives what had no room in the file. A file without this is none.</summary>
    public SealedRowGroup? Complete()
    {
        if (_isComplete)
            return Left;
        EndRowGroup();
        _isComplete = true;
        _file.Complete(_layout.Metadata);
        return Left;
    }

    private void EndRowGroup()
    {
        if (_file.Seal() is not { } group)
            return;
        if (RowGroups > 0 && _file.SizeWith(group, _layout.Metadata) > _maximumBytes)
        {
            Left = group;
            Count -= group.Rows;
            return;
        }
        _file.Append(group);
    }

    /// <summary>Ends the writing without making the file whole: only <see cref="Complete"/> does.</summary>
    public void Dispose() => _isComplete = true;

    private static void Add(ParquetSchemaBuilder places, string name, ColumnType type)
    {
        switch (type.Kind)
        {
            case ColumnKind.List:
                places.BeginList(name);
                Add(places, ParquetSchemaBuilder.ItemName, type.Item!);
                places.End();
                break;
            case ColumnKind.Struct:
                places.BeginStruct(name);
                foreach (var field in type.Fields)
                    Add(places, field.Name, field.Type);
                places.End();
                break;
            case ColumnKind.Decimal:
                places.AddDecimal(name, type.Scale);
                break;
            default:
                places.Add(name, type.Kind switch
                {
                    ColumnKind.Boolean => ValueKind.Boolean,
                    ColumnKind.Int64 => ValueKind.Int64,
                    ColumnKind.Double => ValueKind.Double,
                    _ => ValueKind.String,
                });
                break;
        }
    }

    private void Write(ParquetNode place, object? value, int repetition)
    {
        if (value is null)
        {
            _file.AddNull(place, repetition);
            return;
        }
        switch (place)
        {
            case LeafNode leaf:
                WriteValue(leaf, value, repetition);
                break;
            case StructNode structure when value is Row row:
                WriteFields(structure, row, repetition);
                break;
            case ListNode list when ColumnValues.KindOf(value) is ColumnKind.List:
                WriteItems(list, (IEnumerable)value, repetition);
                break;
            default:
                throw Misfit(place, value);
        }
    }

    private void WriteFields(StructNode structure, Row row, int repetition)
    {
        var known = 0;
        foreach (var field in structure.Fields)
        {
            _path.Add(_path.Count == 0 ? field.Name : "." + field.Name);
            known += row.Has(field.Name) ? 1 : 0;
            Write(field, row[field.Name], repetition);
            _path.RemoveAt(_path.Count - 1);
        }
        if (known < row.Count)
        {
            var unknown = row.Names.First(name => !structure.Fields.Any(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
            throw new InvalidOperationException(
                $"Column '{string.Concat([.. _path, _path.Count == 0 ? unknown : "." + unknown])}' is not in the schema that this file was begun with.");
        }
    }

    private void WriteItems(ListNode list, IEnumerable items, int repetition)
    {
        _path.Add("[]");
        var any = false;
        foreach (var item in items)
        {
            Write(list.Item, item, any ? list.RepetitionLevel : repetition);
            any = true;
        }
        _path.RemoveAt(_path.Count - 1);
        if (!any)
            _file.AddEmptyList(list, repetition);
    }

    private void WriteValue(LeafNode leaf, object value, int repetition)
    {
        switch (leaf.Kind, ColumnValues.KindOf(value))
        {
            case (ValueKind.Boolean, ColumnKind.Boolean):
                _file.Add(leaf, repetition, (bool)value);
                break;
            case (ValueKind.Int64, ColumnKind.Int64) when ColumnValues.TryWhole(value, out var whole):
                _file.Add(leaf, repetition, whole);
                break;
            case (ValueKind.Double, ColumnKind.Double):
                _file.Add(leaf, repetition, ColumnValues.Fraction(value));
                break;
            case (ValueKind.Double, ColumnKind.Int64) when ColumnValues.TryWhole(value, out var whole) && ColumnValues.IsExactAsDouble(whole):
                _file.Add(leaf, repetition, (double)whole);
                break;
            case (ValueKind.Double, ColumnKind.Int64) when !ColumnValues.TryWhole(value, out _):
                _file.Add(leaf, repetition, BigDecimal.Of(value)!.Value.ToDouble());
                break;
            case (ValueKind.Decimal, ColumnKind.Int64 or ColumnKind.Double) when ColumnValues.TryDigits(value, leaf.Scale, out var digits):
                _file.Add(leaf, repetition, digits);
                break;
            case (ValueKind.String, ColumnKind.String):
                WriteText(leaf, ColumnValues.Text(value), repetition);
                break;
            // See RowSchema.Settle.
            case (ValueKind.String, ColumnKind.Struct) when ((Row)value).Count == 0:
                _file.AddNull(leaf, repetition);
                break;
            default:
                throw Misfit(leaf, value);
        }
    }

    private void WriteText(LeafNode leaf, string text, int repetition)
    {
        if (ColumnValues.IndexOfHalfPair(text) is >= 0 and var at)
            throw new InvalidOperationException($"Column '{string.Concat(_path)}' holds {ColumnValues.DescribeHalfPair(text, at)}.");
        if (!_file.Add(leaf, repetition, text))
        {
            throw new InvalidOperationException(
                $"Column '{string.Concat(_path)}' holds a text of {text.Length} characters, which does not fit into a page of Parquet.");
        }
    }

    private InvalidOperationException Misfit(ParquetNode place, object value) =>
        new($"Column '{string.Concat(_path)}' is {place} in this file and cannot hold {ColumnValues.KindOf(value) switch
        {
            ColumnKind.Struct => "a struct",
            ColumnKind.List => "a list",
            ColumnKind.String => "a text",
            _ => ColumnValues.Text(value),
        }}.");
}
