using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>Reads rows from a file (JSON lines, JSON, CSV) or from a distiset's or a run's folder.</summary>
public sealed class DatasetReader
{
    /// <summary>Told of each row that could not be read; reading goes on.</summary>
    public required Action<DatasetFormatException> OnError { get; init; }

    /// <summary>Told of what a person should know, such as an interrupted export.</summary>
    public required Action<string> OnWarning { get; init; }

    /// <summary>Only these configs; null for all.</summary>
    public string? Config { get; init; }

    /// <summary>Only this split; null for all.</summary>
    public string? Split { get; init; }

    /// <summary>
    /// Streams the rows, of a folder those of the one set that is there when it begins. Throws <see cref="DatasetFormatException"/> for a path
    /// that holds nothing readable and for links that lead out of a folder, <see cref="DatasetReplacedException"/> where another set takes
    /// the place of one that is being read.
    /// </summary>
    public IEnumerable<Row> Read(string path) => Directory.Exists(path) ? ReadFolder(DatasetFiles.RootOf(path)) : ReadFile(path, OnError);

    /// <summary>The rows of one file, by its extension. Where <paramref name="wanted"/> is given, other columns may be left out.</summary>
    internal static IEnumerable<Row> ReadFile(
        string path, Action<DatasetFormatException> onError, Func<string, bool>? wanted = null) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" => JsonLinesReader.Read(path, onError),
        ".json" => JsonFileReader.Read(path, onError),
        ".parquet" => ParquetRowReader.Read(path, onError, wanted),
        ".csv" => CsvFileReader.Read(path, ',', onError),
        ".tsv" => CsvFileReader.Read(path, '\t', onError),
        var other => throw new DatasetFormatException(path, null, null, $"'{other}' is not a format that can be read here: give .jsonl, .json, .parquet, " +
            ".csv, .tsv or a distiset's folder"),
    };

    internal static bool IsParquet(string file) => Path.GetExtension(file).Equals(".parquet", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<Row> ReadFolder(string folder)
    {
        var set = DatasetSnapshot.Take(folder);
        var all = set.Splits;
        WarnOfIncomplete(folder, all);
        var chosen = all.Where(s => IsWanted(s.Config, s.Split)).ToList();
        if (chosen.Count == 0)
        {
            throw all.Count == 0
                ? DatasetFiles.NoDataset(folder)
                : new DatasetFormatException(folder, null, null, "it has no such config and split; " +
                    $"it has {string.Join(", ", all.Select(s => $"{s.Config}/{s.Split}"))}");
        }
        foreach (var (config, split, _, files) in chosen)
        {
            if (files.Count == 0)
                OnError(new DatasetFormatException(folder, null, null, $"the card names files for {config}/{split}, and there are none"));
            foreach (var row in files.SelectMany(file => set.Read(file, OnError)))
                yield return row;
        }
    }

    private bool IsWanted(string config, string split) => (Config is null || Config == config) && (Split is null || Split == split);

    private void WarnOfIncomplete(string folder, IReadOnlyList<DatasetFiles> all)
    {
        // A folder that is gone when its turn comes is passed over.
        var everyConfig = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.None };
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl", everyConfig).Order(StringComparer.Ordinal))
        {
            var config = DistisetLayout.ConfigOf(Path.GetDirectoryName(file)!);
            // Where the card points to what is on its way here, all rows are there, and the next export tidies up.
            if (DistisetLayout.IncompleteSplitOf(Path.GetFileName(file)) is { } split && IsWanted(config, split) && !DistisetFolder.IsBeingWritten(file)
                && !all.Any(s => s.Config == config && s.Split == split && s.IsStaged))
                OnWarning($"An export to this place was interrupted. The rows that it had written are in {file}; they are not part of the dataset.");
        }
    }
}
