using MathPref.Parquet;

namespace MathPref.Core.Datasets;

/// <summary>
/// What a loader gives of a Parquet file: by its footer alone. A column has the type that the key <c>huggingface</c> names where Arrow
/// stores that as the file does, else what Arrow makes of the file. Source: datasets, features/features.py, Features.from_arrow_schema.
/// </summary>
public sealed class ParquetFeatures
{
    private ParquetFeatures(LoadedColumns columns, ParquetTail file)
    {
        Columns = columns;
        RowGroups = file.RowGroups;
        Rows = file.RowGroups.Sum();
    }

    /// <summary>Bytes at the end of a file by which <see cref="Needed"/> tells how many hold its footer.</summary>
    public const int MarkLength = ParquetTail.MarkLength;

    public LoadedColumns Columns { get; }

    public long Rows { get; }

    /// <summary>How many rows each row group has.</summary>
    public IReadOnlyList<long> RowGroups { get; }

    /// <summary>
    /// How many bytes at the end of a file hold its footer, by its last <see cref="MarkLength"/>. Throws <see cref="DatasetFormatException"/> for
    /// what is no Parquet file.
    /// </summary>
    public static long Needed(ReadOnlySpan<byte> mark, string path)
    {
        try
        {
            return ParquetTail.Needed(mark);
        }
        catch (ParquetException broken)
        {
            throw new DatasetFormatException(path, null, null, broken.Message, broken);
        }
    }

    /// <summary>Reads a file's footer. Throws <see cref="DatasetFormatException"/> where it is broken, or holds a type on which loading fails.</summary>
    public static ParquetFeatures ReadFile(string path) => Read(() => ParquetTail.ReadFile(path), path);

    /// <summary>Reads the last bytes of a file, with the whole footer. Throws as <see cref="ReadFile"/> does.</summary>
    public static ParquetFeatures Read(ReadOnlyMemory<byte> end, string path) => Read(() => ParquetTail.Read(end.Span), path);

    private static ParquetFeatures Read(Func<ParquetTail> read, string path)
    {
        try
        {
            var file = read();
            return new ParquetFeatures(ColumnsOf(file), file);
        }
        catch (Exception broken) when (broken is ParquetException or InvalidDataException)
        {
            throw new DatasetFormatException(path, null, null, broken.Message, broken);
        }
    }

    private static LoadedColumns ColumnsOf(ParquetTail file)
    {
        var said = file.Metadata.TryGetValue("huggingface", out var key) ? FeatureJson.ReadKey(key) : null;
        var columns = new List<LoadedField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in ParquetArrow.Fields(file))
        {
            if (!names.Add(field.Name))
                throw new InvalidDataException($"its schema has the name '{field.Name}' twice");
            var named = field.IsNullable && said?[field.Name] is { } type && ArrowType.Of(type).IsSame(field.Type) ? type : null;
            columns.Add(new LoadedField(field.Name, named ?? field.Type.Feature()));
        }
        return new LoadedColumns(columns);
    }
}
