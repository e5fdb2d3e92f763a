using MathPref.Core.Datasets;

namespace MathPref.Core.Hub;

/// <summary>What is in a repository beside what is pushed, and has to load afterwards as it does now.</summary>
internal sealed class HubOthers(LoaderPlace place, LoaderView view, PushFolder folder, IReadOnlySet<string> deleted, IReadOnlyList<string> pushed)
{
    private const int FewNames = 3;

    private readonly HashSet<string> _gone = deleted.Concat(pushed).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<(string Config, string Split)> _splits = folder.Splits.Select(split => (split.Config, split.Split)).ToHashSet();

    /// <summary>What the configs hold that keep splits of their own there.</summary>
    public required IReadOnlyDictionary<string, PushedColumns> Shared { get; init; }

    /// <summary>The old files of the splits that are pushed.</summary>
    public IReadOnlySet<string> Deleted { get; } = deleted;

    /// <summary>
    /// The config that a load gets which names none, where others have to leave it so; null where there is none.
    /// </summary>
    public string? Default => view.UnnamedConfig;

    /// <summary>
    /// Files that no card names are somebody's who put them there by hand. Throws <see cref="LoaderConflictException"/> where a split that is pushed would
    /// hide them.
    /// </summary>
    public void CheckOwn(string repo)
    {
        foreach (var split in folder.Splits)
        {
            if (view.Config(split.Config) is not { NamesFiles: false, Error: null } config)
                continue;
            var hidden = config.Files(split.Split).Where(path => !_gone.Contains(path)).ToList();
            if (hidden.Count > 0)
                throw new LoaderConflictException($"{repo} has other files for {split.Config}/{split.Split} ({string.Join(", ", hidden.Take(FewNames))}" +
                    $"{(hidden.Count > FewNames ? $" and {hidden.Count - FewNames} more" : "")}), which loaders find by their names and would find no more. " +
                    "Nothing was sent: delete or name them there, or export these rows with another -Config.");
        }
    }

    /// <summary>The files as they will be.</summary>
    private List<string> Then => place.Files.Except(Deleted, StringComparer.Ordinal).Concat(pushed)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .ToList();

    /// <summary>
    /// The folder's card, whose patterns may find more there than they find in the folder: then each file is named.
    /// </summary>
    public string Narrowed(string local)
    {
        var then = Then;
        var wide = folder.Placed.Where(placed => Data(folder.Splits.Where(s => s.Config == placed.Config && s.Split == placed.Split.Name)
            .SelectMany(s => s.Patterns)
            .SelectMany(pattern => Find(then, pattern)))
            .SequenceEqual(Data(placed.Split.Paths)) is false).ToList();
        if (wide.Count == 0)
            return local;
        var card = DatasetCard.Parse(local, DistisetLayout.CardName);
        foreach (var (config, split) in wide)
            card.SetFiles(config, split.Name, split.Paths.Select(LoaderGlob.Escape).ToList());
        return card.ToString();
    }

    /// <summary>Names in the Hub's card what loaders find without it.</summary>
    public void NameIn(DatasetCard card)
    {
        var configs = folder.Configs;
        KeptConfigs.Name(card, configs.Contains, view, Then, IsReplaced, _gone.Contains);
    }

    private static List<string> Data(IEnumerable<string> paths) => paths.Where(LoaderKind.IsKnown).ToList();

    /// <summary>A pattern that is none finds nothing here, and the loader says so.</summary>
    private static List<string> Find(List<string> files, string pattern)
    {
        try
        {
            return LoaderGlob.Find(files, "", pattern);
        }
        catch (LoaderException)
        {
            return [];
        }
    }

    /// <summary>Marks in the Hub's card, once it has all configs, the one that a load gets which names none.</summary>
    public void MarkDefaultIn(DatasetCard card)
    {
        if (card.Configs().Any(files => files.Config != view.DefaultConfig))
            KeptConfigs.MarkDefault(card, view);
    }

    /// <summary>Throws <see cref="LoaderConflictException"/> where the new card would take something from what loads there now.</summary>
    public void CheckLoading(string card, string repo)
    {
        var after = place.With(card, Deleted, pushed);
        var change = new LoaderChange(place, after, view, _gone)
        {
            Written = folder.Placed,
            IsReplaced = IsReplaced,
        };
        if (change.Problem() is { } problem)
        {
            bool Pushes(string ending) => pushed.Any(path => path.EndsWith(ending, StringComparison.Ordinal));
            var format = place.Yaml is not null ? ""
                : change.Others == "json" && !Pushes(".jsonl") ? "export these rows with -Format Jsonl, "
                : change.Others == "parquet" && !Pushes(".parquet") ? "export these rows with -Format Parquet, "
                : "";
            throw new LoaderConflictException($"{problem}{change.WayOut} Nothing was sent to {repo}: {format}change there what stands in the way, or " +
                "publish to another repository.");
        }
    }

    private bool IsReplaced(string config, string split) => _splits.Contains((config, split));
}
