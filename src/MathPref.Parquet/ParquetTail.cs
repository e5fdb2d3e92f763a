using System.Buffers.Binary;

namespace MathPref.Parquet;

/// <summary>
/// What the end of a Parquet file says, for whoever has that alone: the schema line by line, the rows, the file's own keys. Source:
/// apache/parquet-format, README.md, File Format.
/// </summary>
public sealed class ParquetTail
{
    /// <summary>Bytes at the end of every file: the length of what is before them, and a mark.</summary>
    public const int MarkLength = 8;

    private ParquetTail(ParquetFooter footer)
    {
        Elements = footer.Schema;
        RowGroups = [.. footer.RowGroups.Select(group => group.Rows)];
        Metadata = footer.Metadata;
    }

    /// <summary>The columns. Throws <see cref="ParquetException"/> where their lines are no schema.</summary>
    public ParquetSchema Schema
    {
        get
        {
            try
            {
                return ParquetSchema.Of(Elements);
            }
            catch (Exception broken) when (ParquetException.IsOfTheFile(broken))
            {
                throw ParquetException.Of(broken);
            }
        }
    }

    /// <summary>The lines of the schema, in depth-first order; the first is the root.</summary>
    public IReadOnlyList<SchemaElement> Elements { get; }

    /// <summary>How many rows each row group has.</summary>
    public IReadOnlyList<long> RowGroups { get; }

    /// <summary>The file's own keys, such as <c>huggingface</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>
    /// How many bytes of the file's end are needed, the mark among them, by its last <see cref="MarkLength"/> bytes. Throws
    /// <see cref="ParquetException"/> where they are no end of a Parquet file.
    /// </summary>
    public static long Needed(ReadOnlySpan<byte> mark)
    {
        if (mark.Length < MarkLength)
            throw new ParquetException("it ends too early");
        var magic = mark[^4..];
        if (magic.SequenceEqual("PARE"u8))
            throw new ParquetException("it is encrypted");
        if (!magic.SequenceEqual(ParquetFooter.Magic))
            throw new ParquetException("this is not a Parquet file, or its end is missing");
        return MarkLength + (long)BinaryPrimitives.ReadUInt32LittleEndian(mark[^MarkLength..]);
    }

    /// <summary>Reads the last bytes of a file, at least those that are needed. Throws <see cref="ParquetException"/> where they are broken.</summary>
    public static ParquetTail Read(ReadOnlySpan<byte> end)
    {
        var needed = Needed(end);
        if (needed > end.Length)
            throw new ParquetException("its metadata ends too early");
        try
        {
            return new ParquetTail(ParquetFooter.Read(end[^(int)needed..^MarkLength]));
        }
        catch (Exception broken) when (ParquetException.IsOfTheFile(broken))
        {
            throw ParquetException.Of(broken);
        }
    }

    /// <summary>Reads the end of a file. Throws <see cref="ParquetException"/> where it is broken.</summary>
    public static ParquetTail ReadFile(string path)
    {
        using var source = new ParquetSource(path);
        var mark = source.Read(Math.Max(0, source.End - MarkLength), Math.Min(source.End, MarkLength));
        var needed = Needed(mark);
        return Read(needed > source.End ? throw new ParquetException("its metadata ends too early") : source.Read(source.End - needed, needed));
    }
}
