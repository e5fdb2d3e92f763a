using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>Reads rows from a file (JSON lines, JSON, CSV) or from a distiset's folder.</summary>
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

    /// <summary>Streams the rows. Throws <see cref="DatasetFormatException"/> for a path that holds nothing readable.</summary>
    public IEnumerable<Row> Read(string path) => Directory.Exists(path) ? ReadFolder(path) : ReadFile(path);

    private IEnumerable<Row> ReadFile(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" => JsonLinesReader.Read(path, OnError),
        ".json" => JsonFileReader.Read(path, OnError),
        ".parquet" => ParquetRowReader.Read(path, OnError),
        ".csv" => CsvFileReader.Read(path, ',', OnError),
        ".tsv" => CsvFileReader.Read(path, '\t', OnError),
        var other => throw new DatasetFormatException(path, null, null, $"'{other}' is not a format that can be read here: give .jsonl, .json, .parquet, .csv, .tsv or a distiset's folder"),
    };

    private IEnumerable<Row> ReadFolder(string folder)
    {
        WarnOfIncomplete(folder);
        var all = Splits(folder);
        var chosen = all.Where(s => IsWanted(s.Config, s.Split)).ToList();
        if (chosen.Count == 0)
        {
            throw new DatasetFormatException(folder, null, null, all.Count == 0
                ? "this folder holds no dataset: no README.md that names files, and no <split>-*.jsonl"
                : $"it has no such config and split; it has {string.Join(", ", all.Select(s => $"{s.Config}/{s.Split}"))}");
        }
        foreach (var (config, split, files) in chosen)
        {
            if (files.Count == 0)
                OnError(new DatasetFormatException(folder, null, null, $"the card names files for {config}/{split}, and there are none"));
            foreach (var row in files.SelectMany(ReadFile))
                yield return row;
        }
    }

    private bool IsWanted(string config, string split) => (Config is null || Config == config) && (Split is null || Split == split);

    private static string ConfigOf(string subfolder) => Path.GetFileName(subfolder) is "data" ? DistisetLayout.DefaultConfig : Path.GetFileName(subfolder);

    private static List<(string Config, string Split, IReadOnlyList<string> Files)> Splits(string folder)
    {
        var card = DatasetCard.Open(Path.Combine(folder, DistisetLayout.CardName)).Configs();
        if (card.Count > 0)
            return card.Select(f => (f.Config, f.Split, Matching(folder, f.Patterns))).ToList();
        // Without a card the folders speak for themselves.
        return Directory.EnumerateDirectories(folder)
            .Where(sub => !Path.GetFileName(sub).StartsWith('.') && !sub.EndsWith(".new", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(sub => Directory.EnumerateFiles(sub).Select(file => DistisetLayout.SplitOf(Path.GetFileName(file))).OfType<string>().Distinct().Order(StringComparer.Ordinal)
                .Select(split => (ConfigOf(sub), split, DistisetLayout.Shards(sub, split))))
            .ToList();
    }

    /// <summary>Only files below the folder can match, whatever a card's pattern says.</summary>
    private static IReadOnlyList<string> Matching(string folder, IReadOnlyList<string> patterns)
    {
        var files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System })
            .Select(file => (File: file, Relative: Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .OrderBy(file => file.Relative, StringComparer.Ordinal)
            .ToList();
        return patterns
            .Select(FilePattern.ToRegex)
            .SelectMany(pattern => files.Where(file => pattern.IsMatch(file.Relative)))
            .Select(file => file.File)
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }

    private void WarnOfIncomplete(string folder)
    {
        foreach (var sub in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            foreach (var file in Directory.EnumerateFiles(sub).Order(StringComparer.Ordinal))
            {
                if (DistisetLayout.IncompleteSplitOf(Path.GetFileName(file)) is { } split && IsWanted(ConfigOf(sub), split) && !DistisetWriter.IsBeingWritten(file))
                    OnWarning($"An export to this place was interrupted. The rows that it had written are in {file}; they are not part of the dataset.");
            }
        }
    }
}
