using MathPref.Parquet;

namespace MathPref.Core.Datasets;

/// <summary>What the end of a Parquet file tells of its rows.</summary>
/// <param name="Schema">The columns, with the types that their values have in rows.</param>
/// <param name="Rows">Rows in all row groups.</param>
internal sealed record ParquetSummary(RowSchema Schema, long Rows)
{
    /// <summary>Reads a file's end. Throws <see cref="DatasetFormatException"/> where it is broken.</summary>
    public static ParquetSummary ReadFile(string path) => Read(() => ParquetTail.ReadFile(path), path);

    /// <summary>Reads the last bytes of a file, with its whole footer. Throws <see cref="DatasetFormatException"/> where they are broken.</summary>
    public static ParquetSummary Read(ReadOnlyMemory<byte> end, string path) => Read(() => ParquetTail.Read(end.Span), path);

    private static ParquetSummary Read(Func<ParquetTail> read, string path)
    {
        try
        {
            var tail = read();
            return new ParquetSummary(ParquetRowReader.SchemaOf(tail), tail.RowGroups.Sum());
        }
        catch (ParquetException broken)
        {
            throw new DatasetFormatException(path, null, null, broken.Message, broken);
        }
    }
}
