namespace MathPref.Core.Datasets;

/// <summary>One split of a folder: as its card names it, or, where there is no card, as the folders have it.</summary>
internal sealed record DatasetFiles(string Config, string Split, IReadOnlyList<string> Patterns, IReadOnlyList<string> Files)
{
    /// <summary>How the files are read; null where that is told by their names.</summary>
    public FileReading? Reading { get; init; }

    /// <summary>What makes a folder that of a run.</summary>
    public const string RunRecord = "run.json";

    /// <summary>The run's script.</summary>
    public const string RunScript = "pipeline.ps1";

    /// <summary>Where a run's dataset lies.</summary>
    public const string DistisetInRun = "distiset";

    /// <summary>
    /// The dataset's own folder: of a run's folder the one within. Throws <see cref="DatasetFormatException"/> where that is a link to one that
    /// is not.
    /// </summary>
    public static string RootOf(string folder)
    {
        if (!IsRun(folder) || Path.Combine(folder, DistisetInRun) is var inner && !Directory.Exists(inner))
            return folder;
        FolderTree.CheckInside(folder, DistisetInRun);
        return inner;
    }

    /// <summary>Whether a run was made in the folder.</summary>
    public static bool IsRun(string folder) => File.Exists(Path.Combine(folder, RunRecord));

    /// <summary>The folder of the run that made the dataset in <paramref name="folder"/>; null where it was not made by one.</summary>
    public static string? RunOf(string folder) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == DistisetInRun
        && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) is { } outer
        && IsRun(outer)
            ? outer
            : null;

    /// <summary>
    /// Whether a folder is that of a dataset: there are files in it that are read by its name, or its card names some, or stands for one that was not
    /// fetched.
    /// </summary>
    public static bool IsDataset(string folder)
    {
        var cardPath = Path.Combine(folder, DistisetLayout.CardName);
        try
        {
            if (PointerFile.Is(cardPath))
                return true;
            var card = DatasetCard.Open(cardPath);
            return card.Sources().Count > 0 || Of(folder, card).Count > 0;
        }
        catch (DatasetFormatException)
        {
            // A README or links that no dataset could be read by.
            return false;
        }
    }

    /// <summary>Whether one of the files is read as Parquet.</summary>
    public bool IsParquet(string file) => Reading is { } reading ? reading.Reader is "parquet" : DatasetReader.IsParquet(file);

    /// <summary>Whether the card points to a folder that is on its way: see <see cref="DistisetWriter"/>.</summary>
    public bool IsStaged => Patterns.Any(p => DistisetLayout.IsStaging(p.Split('/')[0]));

    /// <summary>All splits, in the card's order. Throws <see cref="DatasetFormatException"/> for a broken card.</summary>
    public static IReadOnlyList<DatasetFiles> Of(string folder) => Of(folder, DatasetCard.Open(Path.Combine(folder, DistisetLayout.CardName)));

    /// <inheritdoc cref="Of(string)"/>
    public static IReadOnlyList<DatasetFiles> Of(string folder, DatasetCard card)
    {
        if (!Directory.Exists(folder))
            return [];
        var named = card.Sources();
        if (named.Count > 0)
        {
            var all = FolderTree.Files(folder);
            return named
                .SelectMany(f => f.Split == DatasetCard.ByFolder
                    ? InFolder(all, f.Patterns[0])
                        .Select(split => new DatasetFiles(f.Config, split.Name, split.Paths, Matching(folder, all, split.Paths, areNames: true)))
                    : [new DatasetFiles(f.Config, f.Split, f.Patterns, Matching(folder, all, f.Patterns))])
                .ToList();
        }
        // Without a card the folders speak for themselves, and a folder that two names lead to is what the name without a link says.
        var files = FolderTree.Files(folder, depth: 1).OrderBy(file => file.IsLinked).DistinctBy(file => file.Real).ToList();
        var shards = OfShards(folder, files);
        return shards.Count > 0 ? shards : ByFileNames(folder, files);
    }

    /// <summary>The splits of a folder that a card names without saying which files are its data; train without files where a loader finds none.</summary>
    private static IReadOnlyList<LoaderSplit> InFolder(IReadOnlyList<FolderFile> all, string folder)
    {
        var names = all.OrderBy(file => file.IsLinked).DistinctBy(file => file.Real).Select(file => file.Name)
            .Where(name => FileKind.Of(name).IsReadable && !name.Split('/').SkipLast(1).Any(DistisetLayout.IsStaging))
            .Order(StringComparer.Ordinal)
            .ToList();
        try
        {
            var splits = LoaderPatterns.Of(names, folder)
                .Select(split => split with { Paths = split.Paths.SelectMany(pattern => LoaderGlob.Find(names, folder, pattern)).Distinct().ToList() })
                .ToList();
            // A folder is read whatever the first config makes of the others.
            var kind = LoaderKind.Of(splits.SelectMany(split => split.Paths).Distinct().ToList(), archive: null);
            return splits.ConvertAll(split => split with { Paths = split.Paths.Where(path => kind?.Takes(path) ?? false).ToList() });
        }
        catch (LoaderException)
        {
            return [new LoaderSplit(DistisetLayout.DefaultSplit, [])];
        }
    }

    internal static List<DatasetFiles> OfShards(string folder, IReadOnlyList<FolderFile> files) => files
        .Select(file => (Parts: file.Name.Split('/'), Path: PathOf(folder, file)))
        .Where(file => file.Parts.Length == 2 && !DistisetLayout.IsStaging(file.Parts[0]) && DistisetLayout.SplitOf(file.Parts[1]) is not null)
        .GroupBy(file => (Folder: file.Parts[0], Split: DistisetLayout.SplitOf(file.Parts[1])!), file => file.Path)
        .OrderBy(split => split.Key.Folder, StringComparer.Ordinal).ThenBy(split => split.Key.Split, StringComparer.Ordinal)
        .Select(split => new DatasetFiles(
            DistisetLayout.ConfigOf(split.Key.Folder),
            split.Key.Split,
            [DistisetLayout.Pattern(DistisetLayout.ConfigOf(split.Key.Folder), split.Key.Split)],
            split.Order(StringComparer.Ordinal).ToList()))
        .ToList();

    /// <summary>The rows of every split that a card names: as it says itself, else as the files have them.</summary>
    public static IReadOnlyList<CardText.SplitRows> RowsOf(string root, DatasetCard card)
    {
        var told = card.Infos().SelectMany(info => info.Splits.Select(split => (info.Config, split.Name, split.Rows))).ToList();
        var view = new Lazy<LoaderView>(() => LoaderView.Of(LoaderPlace.OfFolder(root)));
        return Of(root, card)
            .Select(files => (files.Config, files.Split, Rows: told.Find(t => t.Config == files.Config && t.Name == files.Split).Rows ?? RowsOf(files, view)))
            .Select(split => new CardText.SplitRows(split.Config, split.Split, split.Rows))
            .OrderBy(split => split.Config, StringComparer.Ordinal).ThenBy(split => split.Split, DistisetLayout.SplitOrder)
            .ToList();
    }

    /// <summary>How the files are read by what the card says to their config's reader; null where it says nothing that can be followed.</summary>
    public FileReading? ReadingBy(LoaderView view)
    {
        try
        {
            return view.Config(Config) is { Error: null, Kind.Reader: "json" or "csv" or "parquet" } config ? FileReading.Of(config) : null;
        }
        catch (DatasetFormatException)
        {
            return null;
        }
    }

    private static long RowsOf(DatasetFiles files, Lazy<LoaderView> view)
    {
        try
        {
            return SplitFacts.Read(files.Files, files.ReadingBy(view.Value)).Rows;
        }
        catch (DatasetFormatException)
        {
            // Another config's broken file is no reason to lose these rows.
            return 0;
        }
    }

    /// <summary>Single files in the folder or in data/ that are named for a split, such as train.parquet. Any other file may be a log or notes.</summary>
    private static List<DatasetFiles> ByFileNames(string folder, IReadOnlyList<FolderFile> files) => files
        .Where(file => file.Name.Split('/') is [_] or ["data", _]
            && FileKind.Of(file.Name).IsReadable
            && FileMark.Of(PathOf(folder, file)) is { Length: > 0 })
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .GroupBy(file => SplitByWords(Path.GetFileNameWithoutExtension(file.Name)), StringComparer.Ordinal)
        .Where(split => split.Key is not null)
        .OrderBy(split => split.Key!, DistisetLayout.SplitOrder)
        .Select(split => new DatasetFiles(
            DistisetLayout.DefaultConfig,
            split.Key!,
            split.Select(file => file.Name).ToList(),
            split.Select(file => PathOf(folder, file)).ToList()))
        .ToList();

    private static string? SplitByWords(string name)
    {
        var words = name.ToLowerInvariant().Split('-', '_', '.', ' ');
        return words.Contains("train") ? DistisetLayout.DefaultSplit
            : words.Contains("test") ? DistisetLayout.TestSplit
            : words.Intersect(["validation", "valid", "val", "dev"]).Any() ? "validation"
            : null;
    }

    /// <summary>
    /// What is to be said of a folder without splits. Throws <see cref="DatasetFormatException"/>, which names the remedy, where a file that could
    /// be one is the pointer to what was not fetched.
    /// </summary>
    public static DatasetFormatException NoDataset(string folder)
    {
        foreach (var file in FolderTree.Files(folder, depth: 1).Where(file => FileKind.Of(file.Name).IsReadable))
            PointerFile.Check(PathOf(folder, file));
        return new(folder, null, null, "this folder holds no dataset: no README.md that names files, no <split>-00000-of-00001.parquet or .jsonl in a " +
            "folder of its own, and no train.parquet, train.jsonl or train.csv");
    }

    /// <summary>Only files of the folder can match, whatever a card's pattern says; of two names of one file that without a link counts.</summary>
    private static IReadOnlyList<string> Matching(string folder, IReadOnlyList<FolderFile> files, IReadOnlyList<string> patterns, bool areNames = false)
    {
        var matching = areNames
            ? patterns.Select(name => files.First(file => file.Name == name)).ToList()
            : patterns.Select(FilePattern.ToRegex).SelectMany(pattern => files.Where(file => pattern.IsMatch(file.Name))).Distinct().ToList();
        var names = matching.OrderBy(file => file.IsLinked).DistinctBy(file => file.Real).ToHashSet();
        return matching.Where(names.Contains).Select(file => PathOf(folder, file)).ToList();
    }

    internal static string PathOf(string folder, FolderFile file) => FolderTree.PathOf(folder, file.Name);
}
