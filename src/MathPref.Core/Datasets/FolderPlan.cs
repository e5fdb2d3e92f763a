namespace MathPref.Core.Datasets;

/// <summary>What is read of a folder: what is read of a repository of the Hub with the same files, but for what is on its way into it.</summary>
internal sealed record FolderPlan
{
    /// <summary>How it is read; null where <see cref="Error"/> says why it is not.</summary>
    public ReadPlan? Plan { get; private init; }

    public DatasetFormatException? Error { get; private init; }

    /// <summary>The splits with the paths of their files, also of what does not load.</summary>
    public required IReadOnlyList<DatasetFiles> Splits { get; init; }

    /// <summary>The paths of all files that are read.</summary>
    public required IReadOnlyCollection<string> Files { get; init; }

    /// <summary>Throws <see cref="DatasetFormatException"/> for a broken card and for links that lead out of the folder.</summary>
    public static FolderPlan Of(string root) => Of(root, DatasetCard.Open(Path.Combine(root, DistisetLayout.CardName)));

    /// <inheritdoc cref="Of(string)"/>
    public static FolderPlan Of(string root, DatasetCard card)
    {
        if (!Directory.Exists(root))
            return new FolderPlan { Error = DatasetFiles.NoDataset(root), Splits = [], Files = [] };
        var sources = card.Sources();
        var all = FolderTree.Files(root);
        // A name without a link goes before one with it, where both lead to one file.
        var files = all.Where(file => !IsOnItsWay(file.Name, sources)).ToList();
        if (sources.Count == 0)
            files = files.OrderBy(file => file.IsLinked).DistinctBy(file => file.Real).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        try
        {
            var plan = sources.Count == 0 && OfOwn(root, files) is { } own ? own : ReadPlan.Of(LoaderPlace.OfFolder(root, files), root);
            if (sources.Count > 0)
                plan = plan with { Splits = plan.Splits.Select(split => WithoutLinks(split, files)).ToList() };
            var isWhole = plan.Splits.All(split => split.Problem is null);
            // Of what does not load the card's own words tell more.
            var splits = isWhole || sources.Count == 0
                ? plan.Splits.Where(split => split.Files.Count > 0).Select(split => Shown(root, split, sources)).ToList()
                : DatasetFiles.Of(root, card).Select(split => split with { Reading = plan.ReadingOf(split.Config, split.Split) }).ToList();
            return new FolderPlan
            {
                Plan = plan,
                Splits = splits,
                Files = splits.SelectMany(split => split.Files)
                    .Concat(plan.Splits.SelectMany(split => split.Files).Select(name => FolderTree.PathOf(root, name)))
                    .ToHashSet(StringComparer.Ordinal),
            };
        }
        catch (DatasetFormatException refused)
        {
            return AsNamed(root, card) with { Error = refused };
        }
    }

    /// <summary>
    /// The files that the card's patterns match, whatever a loader makes of them: what is published. Throws as <see cref="Of(string)"/> does.
    /// </summary>
    public static FolderPlan AsNamed(string root, DatasetCard card)
    {
        var splits = DatasetFiles.Of(root, card);
        return new FolderPlan { Splits = splits, Files = splits.SelectMany(split => split.Files).ToHashSet(StringComparer.Ordinal) };
    }

    /// <summary>Files of an export that is not at its end, unless the card points to them.</summary>
    private static bool IsOnItsWay(string name, IReadOnlyList<DatasetCard.Files> sources) =>
        name.IndexOf('/') is > 0 and var end && name[..end] is var folder && DistisetLayout.IsStaging(folder)
        && !sources.Any(source => source.Patterns.Any(pattern => pattern.Split('/')[0] == folder));

    private static PlannedSplit WithoutLinks(PlannedSplit split, List<FolderFile> files)
    {
        if (!files.Exists(file => file.IsLinked))
            return split;
        var names = files.Where(file => split.Files.Contains(file.Name)).OrderBy(file => file.IsLinked).DistinctBy(file => file.Real).Select(file => file.Name)
            .ToHashSet(StringComparer.Ordinal);
        return split with { Files = split.Files.Where(names.Contains).ToList() };
    }

    private static DatasetFiles Shown(string root, PlannedSplit split, IReadOnlyList<DatasetCard.Files> sources) => new(
        split.Config,
        split.Split,
        sources.FirstOrDefault(source => source.Config == split.Config && source.Split == split.Split)?.Patterns ?? split.Files,
        split.Files.Select(name => FolderTree.PathOf(root, name)).ToList())
    {
        Reading = split.Reading,
    };

    /// <summary>
    /// A folder of ours whose card was lost: beside data/ there is nothing but shards in folders that are called as configs are. A loader would take
    /// them for one split, which they never were. Null for any other folder.
    /// </summary>
    private static ReadPlan? OfOwn(string root, List<FolderFile> files)
    {
        var data = files.Where(file => FileKind.Of(file.Name).IsReadable && !LoaderGlob.IsNoData(file.Name)
            && !file.Name.Split('/')[0].StartsWith("__", StringComparison.Ordinal)).ToList();
        var outside = data.Where(file => !file.Name.StartsWith("data/", StringComparison.Ordinal)).ToList();
        if (outside.Count == 0 || !outside.TrueForAll(file => file.Name.Split('/') is [var folder, var name] && !IsSplitWord(folder)
            && DistisetLayout.SplitOf(name) is not null))
            return null;
        var shards = DatasetFiles.OfShards(root, data);
        string NameOf(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
        var splits = shards.ConvertAll(split => new PlannedSplit(split.Config, split.Split, split.Files.Select(NameOf).ToList())
        {
            Reading = new FileReading { Reader = FileKind.Of(split.Files[0]).Loader },
        });
        var configs = splits.Select(split => split.Config).Distinct(StringComparer.Ordinal).ToList();
        return new ReadPlan
        {
            Name = root,
            Splits = splits,
            DefaultConfig = configs.Contains(DistisetLayout.DefaultConfig) ? DistisetLayout.DefaultConfig : configs is [var only] ? only : null,
        };
    }

    private static bool IsSplitWord(string folder) =>
        folder is "train" or "training" or "validation" or "valid" or "dev" or "val" or "test" or "testing" or "eval" or "evaluation";
}
