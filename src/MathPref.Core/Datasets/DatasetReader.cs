using System.Globalization;
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

    /// <summary>Told, before the first row, which dataset a folder is, where its card says something that one derived from it has to say too.</summary>
    public Action<SourceDataset>? OnSource { get; init; }

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

    /// <summary>
    /// Streams the rows of a place, such as a repository of the Hub: those of the splits that <see cref="Configs"/> and <see cref="Split"/> choose. Its
    /// warnings are told first.
    /// </summary>
    /// <param name="plan">What is read of it.</param>
    /// <param name="open">Gives the path of a file on the disk, by its name in the place: called when its first row is about to be read.</param>
    internal IEnumerable<Row> Read(ReadPlan plan, Func<PlannedSplit, string, string> open)
    {
        foreach (var warning in plan.Warnings)
            OnWarning(warning);
        foreach (var row in ReadSplits(plan, (split, file, onError) => ReadOpened(split, open(split, file), $"{plan.Name}/{file}", onError)))
            yield return row;
    }

    /// <summary>Rows of a file that lies elsewhere than people know it: errors call it as they do.</summary>
    private IEnumerable<Row> ReadOpened(PlannedSplit split, string path, string name, Action<DatasetFormatException> onError)
    {
        void Tell(DatasetFormatException error) => onError(error.Path == path ? error.Of(name) : error);
        var options = Told with { OnWarning = text => OnWarning(text.Replace(path, name, StringComparison.Ordinal)) };
        try
        {
            return split.Reading?.Read(path, Tell, null, options) ?? ReadFile(path, Tell, options: options);
        }
        catch (DatasetFormatException error) when (error.Path == path)
        {
            throw error.Of(name);
        }
    }

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
            ".jsonl" or ".ndjson" or ".json" => JsonFileReader.Read(path, onError, options.Encoding),
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
        var set = DatasetSnapshot.Take(folder, isForReading: true);
        if (set.Plan is not { } plan)
        {
            WarnOfIncomplete(folder, set.Splits, static (_, _) => true);
            throw set.PlanError!;
        }
        // Where the set is one config, what is told of an interrupted export to another is of interest.
        var chosen = plan.Choose(Wanted, Split).Select(split => split.Config).ToHashSet(StringComparer.Ordinal);
        var areAll = Wanted is null && plan.Configs.Count <= 1;
        var names = Wanted?.Where(ReadPlan.IsPattern).Select(FilePattern.ToRegex).ToList() ?? [];
        WarnOfIncomplete(folder, set.Splits, (config, split) => (Split is null || Split == split)
            && (areAll || chosen.Contains(config) || names.Exists(name => name.IsMatch(config))));
        if (SourceDataset.OfCard(set.Card) with { Folder = folder } is { IsKnown: true } source)
            OnSource?.Invoke(source);
        foreach (var warning in plan.Warnings)
            OnWarning(warning);
        foreach (var row in ReadSplits(plan, (split, file, onError) => set.Read(set.PathOf(file), onError, null, Told, split.Reading)))
            yield return row;
    }

    /// <summary>The rows of the splits that are chosen. What is wrong with one of them costs no row of another.</summary>
    private IEnumerable<Row> ReadSplits(ReadPlan plan, Func<PlannedSplit, string, Action<DatasetFormatException>, IEnumerable<Row>> read)
    {
        var areSeveral = Wanted is { Count: > 1 } || Wanted is [var only] && ReadPlan.IsPattern(only);
        foreach (var split in plan.Choose(Wanted, Split))
        {
            void Tell(string problem, string id = "UnreadableData") =>
                OnError(new DatasetFormatException(plan.Name, null, null, $"{split.Config}/{split.Split}: {problem}") { Id = id });
            if (split.Problem is { } problem)
            {
                Tell(problem);
                continue;
            }
            if (split.Warning is { } warning)
                OnWarning(warning);
            var casts = split.Reading?.Told is { } told ? new CardCasts(told) : null;
            var (rows, failed) = (0L, 0L);
            foreach (var file in split.Files)
            {
                foreach (var plain in read(split, file, error =>
                {
                    failed++;
                    OnError(error);
                }))
                {
                    rows++;
                    var row = casts?.Apply(plain, name => Tell($"{file} has a column '{name}', and the card names the columns without it (features): a " +
                        "loader refuses that. Its rows are read with it", "WrongColumns")) ?? plain;
                    if (areSeveral && !row.TryAdd(ConfigColumn, split.Config))
                        throw new DatasetFormatException(plan.Name, null, null, $"the rows of {split.Config}/{split.Split} have a column '{ConfigColumn}' of " +
                            "their own, and with several configs that of each row is to stand there. Give -Config one name");
                    yield return row;
                }
            }
            // A row that could not be read is told of already.
            if (split.Rows is { } promised && rows != promised && (rows > promised || rows + failed < promised))
                Tell(string.Create(CultureInfo.InvariantCulture, $"it has {rows} rows, and the card promises {promised} (num_examples)"), "WrongRowCount");
        }
    }

    private IReadOnlyList<string>? Wanted => Configs ?? (Config is null ? null : [Config]);

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
