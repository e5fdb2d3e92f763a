namespace MathPref.Core.Datasets;

/// <summary>One split of a folder: as its card names it, or, where there is no card, as the folders have it.</summary>
internal sealed record DatasetFiles(string Config, string Split, IReadOnlyList<string> Patterns, IReadOnlyList<string> Files)
{
    private static readonly string[] s_readable = [".parquet", ".jsonl", ".ndjson", ".json", ".csv", ".tsv"];

    /// <summary>What makes a folder that of a run.</summary>
    public const string RunRecord = "run.json";

    /// <summary>The run's script.</summary>
    public const string RunScript = "pipeline.ps1";

    /// <summary>Where a run's dataset lies.</summary>
    public const string DistisetInRun = "distiset";

    /// <summary>The dataset's own folder: of a run's folder the one within.</summary>
    public static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, RunRecord)) && Path.Combine(folder, DistisetInRun) is var inner && Directory.Exists(inner) ? inner : folder;

    /// <summary>The folder of the run that made the dataset in <paramref name="folder"/>; null where it was not made by one.</summary>
    public static string? RunOf(string folder) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == DistisetInRun
        && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) is { } outer
        && File.Exists(Path.Combine(outer, RunRecord))
            ? outer
            : null;

    /// <summary>Whether the card points to a folder that is on its way: see <see cref="DistisetWriter"/>.</summary>
    public bool IsStaged => Patterns.Any(p => DistisetLayout.IsStaging(p.Split('/')[0]));

    /// <summary>All splits, in the card's order. Throws <see cref="DatasetFormatException"/> for a broken card.</summary>
    public static IReadOnlyList<DatasetFiles> Of(string folder) => Of(folder, DatasetCard.Open(Path.Combine(folder, DistisetLayout.CardName)));

    /// <inheritdoc cref="Of(string)"/>
    public static IReadOnlyList<DatasetFiles> Of(string folder, DatasetCard card)
    {
        if (!Directory.Exists(folder))
            return [];
        var named = card.Configs();
        if (named.Count > 0)
            return named.Select(f => new DatasetFiles(f.Config, f.Split, f.Patterns, Matching(folder, f.Patterns))).ToList();
        // Without a card the folders speak for themselves.
        var shards = Directory.EnumerateDirectories(folder)
            .Where(sub => !Path.GetFileName(sub).StartsWith('.') && !DistisetLayout.IsStaging(sub))
            .Order(StringComparer.Ordinal)
            .SelectMany(sub => Directory.EnumerateFiles(sub)
                .Select(file => DistisetLayout.SplitOf(Path.GetFileName(file)))
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(split => new DatasetFiles(
                    DistisetLayout.ConfigOf(sub),
                    split,
                    [DistisetLayout.Pattern(DistisetLayout.ConfigOf(sub), split)],
                    DistisetLayout.Shards(sub, split))))
            .ToList();
        return shards.Count > 0 ? shards : ByFileNames(folder);
    }

    /// <summary>The rows of every split that a card names: as it says itself, else as the files have them.</summary>
    public static IReadOnlyList<CardText.SplitRows> RowsOf(string root, DatasetCard card)
    {
        var told = card.Infos().SelectMany(info => info.Splits.Select(split => (info.Config, split.Name, split.Rows))).ToList();
        return Of(root, card)
            .Select(files => (files.Config, files.Split, Rows: told.Find(t => t.Config == files.Config && t.Name == files.Split).Rows ?? RowsOf(files)))
            .Select(split => new CardText.SplitRows(split.Config, split.Split, split.Rows))
            .OrderBy(split => split.Config, StringComparer.Ordinal).ThenBy(split => split.Split, DistisetLayout.SplitOrder)
            .ToList();
    }

    private static long RowsOf(DatasetFiles files)
    {
        try
        {
            return SplitFacts.Read(files.Files).Rows;
        }
        catch (DatasetFormatException)
        {
            // Another config's broken file is no reason to lose these rows.
            return 0;
        }
    }

    /// <summary>Single files in the folder or in data/ that are named for a split, such as train.parquet. Any other file may be a log or notes.</summary>
    private static List<DatasetFiles> ByFileNames(string folder) => new[] { "", "data" }
        .Select(sub => Path.Combine(folder, sub))
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFiles)
        .Where(file => s_readable.Contains(Path.GetExtension(file).ToLowerInvariant())
            && !Path.GetFileName(file).StartsWith('.')
            && new FileInfo(file).Length > 0)
        .Order(StringComparer.Ordinal)
        .GroupBy(file => SplitByWords(Path.GetFileNameWithoutExtension(file)), StringComparer.Ordinal)
        .Where(split => split.Key is not null)
        .OrderBy(split => split.Key!, DistisetLayout.SplitOrder)
        .Select(split => new DatasetFiles(
            DistisetLayout.DefaultConfig,
            split.Key!,
            split.Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).ToList(),
            [.. split]))
        .ToList();

    private static string? SplitByWords(string name)
    {
        var words = name.ToLowerInvariant().Split('-', '_', '.', ' ');
        return words.Contains("train") ? DistisetLayout.DefaultSplit
            : words.Contains("test") ? DistisetLayout.TestSplit
            : words.Intersect(["validation", "valid", "val", "dev"]).Any() ? "validation"
            : null;
    }

    public static DatasetFormatException NoDataset(string folder) =>
        new(folder, null, null, "this folder holds no dataset: no README.md that names files, no <split>-00000-of-00001.parquet or .jsonl in a folder of its " +
            "own, and no train.parquet");

    /// <summary>Only files below the folder can match, whatever a card's pattern says.</summary>
    private static IReadOnlyList<string> Matching(string folder, IReadOnlyList<string> patterns)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
        var files = Directory.EnumerateFiles(folder, "*", everywhere)
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
}
