namespace MathPref.Core.Datasets;

/// <summary>What the files of a split hold.</summary>
internal sealed record SplitFacts
{
    public required long Rows { get; init; }

    /// <summary>About what the values take in memory: the pages of Parquet before compression, the bytes of any other file.</summary>
    public required long DataBytes { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>The columns; null where the rows have no common one, or have types that are not ours to name.</summary>
    public required RowSchema? Schema { get; init; }

    /// <summary>Parquet is asked for its footers, other files are read through. Throws <see cref="DatasetFormatException"/> for a broken file.</summary>
    /// <param name="files">The files.</param>
    /// <param name="reading">How they are read; null where that is told by their names.</param>
    public static SplitFacts Read(IReadOnlyList<string> files, FileReading? reading = null)
    {
        var learner = new SchemaLearner(hasDecimals: false);
        var (rows, data, size, isMixed) = (0L, 0L, 0L, false);
        foreach (var file in files)
        {
            PointerFile.Check(file);
            var length = new FileInfo(file).Length;
            size += length;
            if (reading is null ? DatasetReader.IsParquet(file) : reading.Reader is "parquet")
            {
                var info = ParquetRowReader.ReadInfo(file);
                rows += info.Rows;
                data += info.UncompressedBytes;
                isMixed |= info.OtherColumns.Count > 0 || !learner.TryAdd(info.Schema);
                continue;
            }
            data += length;
            foreach (var row in reading?.Read(file, error => throw error, null, new ReadOptions()) ?? DatasetReader.ReadFile(file, error => throw error))
            {
                rows++;
                isMixed = isMixed || !learner.TryAdd(row);
            }
        }
        return new SplitFacts { Rows = rows, DataBytes = data, FileBytes = size, Schema = isMixed || learner.Schema.Fields.Count == 0 ? null : learner.Schema };
    }
}
