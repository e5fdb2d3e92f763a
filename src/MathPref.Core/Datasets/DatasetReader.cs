using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>Reads rows from a file (JSON lines, JSON, CSV, Parquet) or from a distiset's or a run's folder.</summary>
public sealed class DatasetReader
{
    /// <summary>Where the config of a row stands when several are read.</summary>
    public const string ConfigColumn = "config";

    /// <summary>Told of each row that could not be read; reading goes on.</summary>
    public required Action<DatasetFormatException> OnError { get; init; }

    /// <summary>Told of what a person should know, such as an interrupted export.</summary>
    public required Action<string> OnWarning { get; init; }

    /// <summary>
    /// Only this config, or those that a pattern with <c>*</c> and <c>?</c> names: their rows have the column <c>config</c>. Null for the only
    /// one, or the default.
    /// </summary>
    public string? Config { get; init; }

    /// <summary>The same for several, each a name or a pattern; null for <see cref="Config"/>.</summary>
    public IReadOnlyList<string>? Configs { get; init; }

    /// <summary>Only this split; null for all.</summary>
    public string? Split { get; init; }

    /// <summary>What is known of text files.</summary>
    public ReadOptions Options { get; init; } = new();

    /// <summary>
    /// Streams the rows, of a folder those of the one set that is there when it begins. Throws <see cref="DatasetFormatException"/> for a path
    /// that holds nothing readable and for links that lead out of a folder, <see cref="DatasetReplacedException"/> where another set takes
    /// the place of one that is being read.
    /// </summary>
    public IEnumerable<Row> Read(string path) => Directory.Exists(path) ? ReadFolder(DatasetFiles.RootOf(path)) : ReadFile(path, OnError, options: Told);

    private ReadOptions Told => Options with { OnWarning = OnWarning };

    /// <summary>
    /// The rows of one file, by its extension. Throws <see cref="DatasetFormatException"/> for a format that is not read here and for the pointer
    /// to a file that was not fetched. Where <paramref name="wanted"/> is given, other columns may be left out.</summary>
    internal static IEnumerable<Row> ReadFile(
        string path, Action<DatasetFormatException> onError, Func<string, bool>? wanted = null, ReadOptions? options = null)
    {
        PointerFile.Check(path);
        var kind = FileKind.Of(path);
        options ??= new ReadOptions();
        return kind.Extension switch
        {
            ".jsonl" or ".ndjson" => JsonLinesReader.Read(path, onError, options.Encoding),
            ".json" => JsonFileReader.Read(path, onError, options.Encoding),
            ".csv" => CsvFileReader.Read(path, ',', onError, options),
            ".tsv" => CsvFileReader.Read(path, '\t', onError, options),
            ".parquet" when kind.IsReadable => ParquetRowReader.Read(path, onError, wanted),
            ".parquet" => throw new DatasetFormatException(path, null, null, "Parquet is compressed within, and is read without another compression around " +
                "it: expand the file first"),
            _ => throw new DatasetFormatException(path, null, null, $"'{Path.GetExtension(path).ToLowerInvariant()}' is not a format that can be read here: " +
                "give .jsonl, .json, .csv, .tsv (each also with .gz or .zst), .parquet or a distiset's folder"),
        };
    }

    internal static bool IsParquet(string file) => Path.GetExtension(file).Equals(".parquet", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<Row> ReadFolder(string folder)
    {
        var set = DatasetSnapshot.Take(folder);
        var all = set.Splits;
        var isWanted = Choose(set);
        WarnOfIncomplete(folder, all, isWanted);
        var chosen = all.Where(s => isWanted(s.Config, s.Split)).ToList();
        if (chosen.Count == 0)
        {
            throw all.Count == 0
                ? DatasetFiles.NoDataset(folder)
                : new DatasetFormatException(folder, null, null, "it has no such config and split; " +
                    $"it has {string.Join(", ", all.Select(s => $"{s.Config}/{s.Split}"))}");
        }
        var areSeveral = Wanted is { Count: > 1 } || Wanted is [var only] && IsPattern(only);
        foreach (var (config, split, _, files) in chosen)
        {
            if (files.Count == 0)
                OnError(new DatasetFormatException(folder, null, null, $"the card names files for {config}/{split}, and there are none"));
            foreach (var row in files.SelectMany(file => set.Read(file, OnError, options: Told)))
            {
                if (areSeveral && !row.TryAdd(ConfigColumn, config))
                    throw new DatasetFormatException(folder, null, null, $"the rows of {config}/{split} have a column '{ConfigColumn}' of their own, " +
                        "and with several configs that of each row is to stand there. Give -Config one name");
                yield return row;
            }
        }
    }

    /// <summary>Which splits are meant. Throws <see cref="DatasetFormatException"/> where there are several configs and nothing says which.</summary>
    private Func<string, string, bool> Choose(DatasetSnapshot set)
    {
        var configs = set.Splits.Select(split => split.Config).Distinct(StringComparer.Ordinal).ToList();
        // Where the set is one config, what is told of an interrupted export to another is of interest.
        Func<string, bool> isConfig = Wanted switch
        {
            null when configs.Count <= 1 => static _ => true,
            null => (set.Card.MarkedDefault is { } marked && configs.Contains(marked) ? marked
                : configs.Contains(DistisetLayout.DefaultConfig) ? DistisetLayout.DefaultConfig
                : throw Unclear(set.Root, configs)).Equals,
            _ => AnyOf(Wanted, configs, set.Root),
        };
        return (config, split) => isConfig(config) && (Split is null || Split == split);
    }

    private IReadOnlyList<string>? Wanted => Configs ?? (Config is null ? null : [Config]);

    /// <summary>Of several names none is passed over. Throws <see cref="DatasetFormatException"/> for one that there is not.</summary>
    private static Func<string, bool> AnyOf(IReadOnlyList<string> wanted, List<string> there, string folder)
    {
        var each = wanted.Select(name => IsPattern(name) ? FilePattern.ToRegex(name).IsMatch : (Func<string, bool>)name.Equals).ToList();
        for (var i = 0; wanted.Count > 1 && i < wanted.Count; i++)
        {
            if (!there.Exists(config => each[i](config)))
                throw new DatasetFormatException(folder, null, null, $"it has no config '{wanted[i]}'; it has {string.Join(", ", there)}");
        }
        return config => each.Exists(isOne => isOne(config));
    }

    private static DatasetFormatException Unclear(string folder, List<string> configs) => new(
        folder,
        null,
        null,
        $"it has several configs and none is the default: {string.Join(", ", configs)}. Give -Config one of these names, or -Config * for all rows, each " +
            "with its config in a column")
    {
        Id = "SeveralConfigs",
    };

    private static bool IsPattern(string config) => config.AsSpan().ContainsAny('*', '?');

    private void WarnOfIncomplete(string folder, IReadOnlyList<DatasetFiles> all, Func<string, string, bool> isWanted)
    {
        // A folder that is gone when its turn comes is passed over.
        var everyConfig = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.None };
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl", everyConfig).Order(StringComparer.Ordinal))
        {
            var config = DistisetLayout.ConfigOf(Path.GetDirectoryName(file)!);
            // Where the card points to what is on its way here, all rows are there, and the next export tidies up.
            if (DistisetLayout.IncompleteSplitOf(Path.GetFileName(file)) is { } split && isWanted(config, split) && !DistisetFolder.IsBeingWritten(file)
                && !all.Any(s => s.Config == config && s.Split == split && s.IsStaged))
                OnWarning($"An export to this place was interrupted. The rows that it had written are in {file}; they are not part of the dataset.");
        }
    }
}
