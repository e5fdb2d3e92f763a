using MathPref.Core.Datasets;

namespace MathPref.Core.Hub;

/// <summary>The files of a repository at one commit, and the text of its README.md where it has one.</summary>
internal sealed record HubSnapshot(string? Head, IReadOnlyDictionary<string, HubEntry> Files, string? Card)
{
    public static HubSnapshot Empty { get; } = new(null, new Dictionary<string, HubEntry>(), null);

    /// <summary>What stands above the card; null where there is nothing.</summary>
    public string? Yaml { get; init; }

    /// <summary>What older libraries wrote of columns; null where there is nothing.</summary>
    public string? Infos { get; init; }

    /// <summary>As a loader sees it.</summary>
    /// <param name="repo">The repository's name.</param>
    public LoaderPlace Place(string repo) =>
        new() { Name = repo[(repo.LastIndexOf('/') + 1)..], Files = Files.Keys.ToList(), Card = Card, Yaml = Yaml, Infos = Infos };
}

/// <summary>What a push changes in a repository as it was at one commit.</summary>
internal sealed record PushPlan(HubSnapshot Base, IReadOnlyList<PushFile> Uploads, IReadOnlyList<string> Deletes, IReadOnlyList<string> Skips)
{
    private static readonly string[] s_dataFiles = [".parquet", ".arrow", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".gz", ".zst", ".bz2", ".xz"];

    public bool IsEmpty => Uploads.Count == 0 && Deletes.Count == 0;

    /// <summary>
    /// Throws <see cref="DatasetFormatException"/> for a broken card on either side, and <see cref="LoaderConflictException"/> where something that loads
    /// there now would load no more.
    /// </summary>
    /// <param name="snapshot">The repository.</param>
    /// <param name="folder">What is pushed.</param>
    /// <param name="files">Its files.</param>
    /// <param name="repo">The repository's name.</param>
    /// <param name="shared">What the configs hold that keep splits of their own there.</param>
    public static PushPlan Make(
        HubSnapshot snapshot, PushFolder folder, IReadOnlyList<PushFile> files, string repo, IReadOnlyDictionary<string, PushedColumns> shared)
    {
        var place = snapshot.Place(repo);
        var view = LoaderView.Of(place);
        var deleted = Replaced(snapshot, folder, files).ToHashSet(StringComparer.Ordinal);
        var others = new HubOthers(place, view, folder, deleted, files.Select(file => file.Path).ToList())
        {
            Shared = shared,
        };
        others.CheckOwn(repo);
        var card = PushFile.OfText(DistisetLayout.CardName, CardMerge.Merge(snapshot.Card, others.Narrowed(folder.CardFor(repo)), folder.Configs, others));
        others.CheckLoading(card.Text!, repo);
        PushFile[] all = [.. files, card];
        var same = all.Where(file => IsSame(file, snapshot)).ToHashSet();
        return new PushPlan(
            snapshot,
            all.Where(file => !same.Contains(file)).ToList(),
            others.Deleted.Order(StringComparer.Ordinal).ToList(),
            same.Select(file => file.Path).Order(StringComparer.Ordinal).ToList());
    }

    /// <summary>Whether a repository's files are what this plan meant to make of them.</summary>
    public bool IsDoneIn(IReadOnlyDictionary<string, HubEntry> files) =>
        Uploads.All(file => IsSame(file, files)) && !Deletes.Any(files.ContainsKey);

    private static bool IsSame(PushFile file, HubSnapshot snapshot) => IsSame(file, snapshot.Files);

    private static bool IsSame(PushFile file, IReadOnlyDictionary<string, HubEntry> files) =>
        files.TryGetValue(file.Path, out var entry) && (entry.LargeOid is { } large ? large == file.Sha256 : entry.Oid == file.GitOid);

    /// <summary>
    /// The old files of the splits that are pushed: what either card's patterns name for them. Files that another config or split of the
    /// Hub's card names stay, and so does what is no data where a pattern names all there is.
    /// </summary>
    private static IEnumerable<string> Replaced(HubSnapshot snapshot, PushFolder folder, IReadOnlyList<PushFile> pushed)
    {
        var splits = folder.Splits.Select(s => (s.Config, s.Split)).ToHashSet();
        var there = string.IsNullOrWhiteSpace(snapshot.Card) ? [] : DatasetCard.Parse(snapshot.Card, CardMerge.HubName).Configs();
        var named = folder.Splits.Concat(there.Where(s => splits.Contains((s.Config, s.Split)))).ToList();
        var old = Patterns(named.SelectMany(s => s.Patterns).Where(p => !p.StartsWith('*')));
        var oldData = Patterns(named.SelectMany(s => s.Patterns).Where(p => p.StartsWith('*')));
        var kept = Patterns(there.Where(s => !splits.Contains((s.Config, s.Split))).SelectMany(s => s.Patterns));
        var names = pushed.Select(file => file.Path).Append(DistisetLayout.CardName).ToHashSet(StringComparer.Ordinal);
        return snapshot.Files.Keys.Where(path =>
            !names.Contains(path) && path != ".gitattributes" && !kept.Exists(p => p.IsMatch(path))
            && (old.Exists(p => p.IsMatch(path)) || (IsData(path) && oldData.Exists(p => p.IsMatch(path)))));
    }

    private static bool IsData(string path) =>
        !path.Split('/').Any(part => part.StartsWith('.')) && s_dataFiles.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static List<System.Text.RegularExpressions.Regex> Patterns(IEnumerable<string> patterns) =>
        patterns.Distinct(StringComparer.Ordinal).Select(FilePattern.ToRegex).ToList();
}
