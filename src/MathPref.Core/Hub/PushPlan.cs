using MathPref.Core.Datasets;

namespace MathPref.Core.Hub;

/// <summary>The files of a repository at one commit, and the text of its README.md where it has one.</summary>
internal sealed record HubSnapshot(string? Head, IReadOnlyDictionary<string, HubEntry> Files, string? Card)
{
    public static HubSnapshot Empty { get; } = new(null, new Dictionary<string, HubEntry>(), null);
}

/// <summary>What a push changes in a repository as it was at one commit.</summary>
internal sealed record PushPlan(HubSnapshot Base, IReadOnlyList<PushFile> Uploads, IReadOnlyList<string> Deletes, IReadOnlyList<string> Skips)
{
    private static readonly string[] s_dataFiles = [".parquet", ".arrow", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".gz", ".zst", ".bz2", ".xz"];

    public bool IsEmpty => Uploads.Count == 0 && Deletes.Count == 0;

    /// <summary>Throws <see cref="DatasetFormatException"/> for a broken card on either side.</summary>
    public static PushPlan Make(HubSnapshot snapshot, PushFolder folder, IReadOnlyList<PushFile> files, string repo)
    {
        var card = PushFile.OfText(DistisetLayout.CardName, CardMerge.Merge(snapshot.Card, folder.CardFor(repo), folder.Configs));
        PushFile[] all = [.. files, card];
        var same = all.Where(file => IsSame(file, snapshot)).ToHashSet();
        return new PushPlan(
            snapshot,
            all.Where(file => !same.Contains(file)).ToList(),
            Replaced(snapshot, folder, all).Order(StringComparer.Ordinal).ToList(),
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
    private static IEnumerable<string> Replaced(HubSnapshot snapshot, PushFolder folder, PushFile[] all)
    {
        var pushed = folder.Splits.Select(s => (s.Config, s.Split)).ToHashSet();
        var there = string.IsNullOrWhiteSpace(snapshot.Card) ? [] : DatasetCard.Parse(snapshot.Card, CardMerge.HubName).Configs();
        var named = folder.Splits.Concat(there.Where(s => pushed.Contains((s.Config, s.Split)))).ToList();
        var old = Patterns(named.SelectMany(s => s.Patterns).Where(p => !p.StartsWith('*')));
        var oldData = Patterns(named.SelectMany(s => s.Patterns).Where(p => p.StartsWith('*')));
        var kept = Patterns(there.Where(s => !pushed.Contains((s.Config, s.Split))).SelectMany(s => s.Patterns));
        var names = all.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return snapshot.Files.Keys.Where(path =>
            !names.Contains(path) && path != ".gitattributes" && !kept.Exists(p => p.IsMatch(path))
            && (old.Exists(p => p.IsMatch(path)) || (IsData(path) && oldData.Exists(p => p.IsMatch(path)))));
    }

    private static bool IsData(string path) =>
        !path.Split('/').Any(part => part.StartsWith('.')) && s_dataFiles.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static List<System.Text.RegularExpressions.Regex> Patterns(IEnumerable<string> patterns) =>
        patterns.Distinct(StringComparer.Ordinal).Select(FilePattern.ToRegex).ToList();
}
