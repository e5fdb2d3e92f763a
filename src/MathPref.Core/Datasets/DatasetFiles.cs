namespace MathPref.Core.Datasets;

/// <summary>One split of a folder: as its card names it, or, where there is no card, as the folders have it.</summary>
internal sealed record DatasetFiles(string Config, string Split, IReadOnlyList<string> Files)
{
    /// <summary>Whether the card points to a folder that is on its way: see <see cref="DistisetWriter"/>.</summary>
    public bool IsStaged { get; init; }

    /// <summary>All splits, in the card's order. Throws <see cref="DatasetFormatException"/> for a broken card.</summary>
    public static IReadOnlyList<DatasetFiles> Of(string folder) => Of(folder, DatasetCard.Open(Path.Combine(folder, DistisetLayout.CardName)));

    /// <inheritdoc cref="Of(string)"/>
    public static IReadOnlyList<DatasetFiles> Of(string folder, DatasetCard card)
    {
        var named = card.Configs();
        if (named.Count > 0)
            return named.Select(f => new DatasetFiles(f.Config, f.Split, Matching(folder, f.Patterns)) { IsStaged = f.Patterns.Any(p => DistisetLayout.IsStaging(p.Split('/')[0])) }).ToList();
        // Without a card the folders speak for themselves.
        return Directory.EnumerateDirectories(folder)
            .Where(sub => !Path.GetFileName(sub).StartsWith('.') && !DistisetLayout.IsStaging(sub))
            .Order(StringComparer.Ordinal)
            .SelectMany(sub => Directory.EnumerateFiles(sub).Select(file => DistisetLayout.SplitOf(Path.GetFileName(file))).OfType<string>().Distinct().Order(StringComparer.Ordinal)
                .Select(split => new DatasetFiles(DistisetLayout.ConfigOf(sub), split, DistisetLayout.Shards(sub, split))))
            .ToList();
    }

    public static DatasetFormatException NoDataset(string folder) =>
        new(folder, null, null, "this folder holds no dataset: no README.md that names files, and no <split>-00000-of-00001.parquet or .jsonl in a folder of its own");

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
}
