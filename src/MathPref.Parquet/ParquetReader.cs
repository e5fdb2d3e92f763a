namespace MathPref.Parquet;

/// <summary>
/// Reads a Parquet file, whoever wrote it: any nesting, dictionaries and the delta encodings, data pages of both versions, snappy, gzip,
/// zstd, LZ4 and Brotli. Source: apache/parquet-format, README.md, File Format, and parquet.thrift.
/// </summary>
public sealed class ParquetReader : IDisposable
{
    private readonly ParquetSource _source;
    private readonly ParquetFooter _footer;

    private ParquetReader(ParquetSource source)
    {
        _source = source;
        _footer = ReadFooter(source);
        Schema = ParquetSchema.Of(_footer.Schema);
        RowGroups = [.. _footer.RowGroups.Select(group => group.Rows)];
        Rows = RowGroups.Sum();
        UncompressedBytes = _footer.RowGroups.Sum(group => group.Columns.Sum(chunk => chunk.UncompressedSize));
    }

    public ParquetSchema Schema { get; }

    /// <summary>How many rows each row group has.</summary>
    public IReadOnlyList<long> RowGroups { get; }

    /// <summary>How many rows all row groups have.</summary>
    public long Rows { get; }

    /// <summary>The size of all pages before compression, in bytes.</summary>
    public long UncompressedBytes { get; }

    /// <summary>The file's own keys, such as <c>huggingface</c> (parquet.thrift, key_value_metadata).</summary>
    public IReadOnlyDictionary<string, string> Metadata => _footer.Metadata;

    /// <summary>Opens the file and reads its footer. Throws <see cref="ParquetException"/> where that is broken.</summary>
    public static ParquetReader Open(string path)
    {
        var source = new ParquetSource(path);
        try
        {
            return new ParquetReader(source);
        }
        catch (Exception broken)
        {
            source.Dispose();
            if (ParquetException.IsOfTheFile(broken))
                throw ParquetException.Of(broken);
            throw;
        }
    }

    /// <summary>
    /// Begins to read a row group, of which only <paramref name="fields"/>, some of the root's, are read. Throws <see cref="ParquetException"/>
    /// where it does not fit the schema, or one of those columns is encrypted or lies in another file.
    /// </summary>
    public RowGroupReader OpenRowGroup(int index, IReadOnlyList<ParquetNode> fields) => new(_source, Schema, _footer.RowGroups[index], fields);

    public void Dispose() => _source.Dispose();

    private static ParquetFooter ReadFooter(ParquetSource source)
    {
        if (source.End < 12)
            throw new ParquetException(source.End == 0 ? "the file is empty" : "this is not a Parquet file");
        var tail = source.Read(source.End - 8, 8);
        if (tail.AsSpan(4).SequenceEqual("PARE"u8))
            throw new ParquetException("it is encrypted");
        if (!tail.AsSpan(4).SequenceEqual(ParquetFooter.Magic))
        {
            throw new ParquetException(source.Read(0, 4).AsSpan().SequenceEqual(ParquetFooter.Magic)
                ? "the end of this Parquet file is missing, and without it nothing can be read"
                : "this is not a Parquet file");
        }
        var length = BitConverter.ToUInt32(tail);
        var footer = source.Read(source.End - 8 - length, length);
        source.End -= 8 + length;
        return ParquetFooter.Read(footer);
    }
}
