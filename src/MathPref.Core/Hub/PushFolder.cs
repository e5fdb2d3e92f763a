using MathPref.Core.Datasets;
using MathPref.Shared;

namespace MathPref.Core.Hub;

/// <summary>A file to be pushed: where it will lie in the repository, where it lies on disk, and which one it was when the folder was looked at.</summary>
internal sealed record PushSource(string Path, string Source, FileMark Mark);

/// <summary>
/// What of a folder is pushed: the card, the files that it names, and of a run its pipeline and parameters. Card and files are one set,
/// whatever is written there meanwhile.
/// </summary>
internal sealed record PushFolder(string Card, IReadOnlyList<DatasetCard.Files> Splits, IReadOnlyList<PushSource> Files)
{
    /// <summary>Where the card lies.</summary>
    public required string Root { get; init; }

    /// <summary>The splits with their files, in order.</summary>
    public required IReadOnlyList<(string Config, LoaderSplit Split)> Placed { get; init; }

    private static readonly string[] s_ofARun = [DatasetFiles.RunScript, DatasetFiles.RunRecord];

    /// <summary>
    /// Reads a distiset's folder, or a run's, whose distiset is in it. Throws <see cref="DatasetFormatException"/> for a folder without a
    /// card, for a card that names what is not there (loaders fail on such a dataset) and for links that lead out of the folder.
    /// </summary>
    public static PushFolder Read(string path)
    {
        var root = DatasetFiles.RootOf(path);
        var run = DatasetFiles.RunOf(root);
        var cardPath = Path.Combine(root, DistisetLayout.CardName);
        if (FileMark.Of(cardPath) is null)
            throw new DatasetFormatException(root, null, null, "this folder holds no dataset: no README.md that names files. Export-Distiset writes one");
        var set = DatasetSnapshot.Take(root, isAsNamed: true);
        var (card, splits) = Written(set);
        if (splits.Count == 0)
            throw new DatasetFormatException(cardPath, null, null, "the card names no files (configs), so there is nothing to publish");
        var real = RealPath.Of(root);
        string Name(string source) => Path.GetRelativePath(root, source).Replace('\\', '/');
        // A link within the folder is no way round this.
        bool MayGo(string source) =>
            !IsPrivate(Name(source)) && (!RealPath.IsWithin(set.MarkOf(source).Real, real) || !IsPrivate(Path.GetRelativePath(real, set.MarkOf(source).Real)));
        var files = new SortedDictionary<string, PushSource>(StringComparer.Ordinal);
        var placed = new List<(string Config, LoaderSplit Split)>();
        foreach (var split in set.Splits)
        {
            var matching = split.Files.Where(MayGo).ToList();
            if (matching.Count == 0)
            {
                throw new DatasetFormatException(cardPath, null, null, split.Patterns.Any(IsStaging)
                    ? $"an export of {split.Config}/{split.Split} has not ended. If it goes on, publish when it is done; if it " +
                        "was interrupted, run Export-Distiset once more, which finishes it"
                    : $"the card names files for {split.Config}/{split.Split} ({string.Join(", ", split.Patterns)}), and there are none");
            }
            placed.Add((split.Config, new LoaderSplit(split.Split, matching.ConvertAll(Name))));
            foreach (var source in matching)
            {
                PointerFile.Check(source);
                files[Name(source)] = new PushSource(Name(source), source, set.MarkOf(source));
            }
        }
        foreach (var name in run is null ? [] : s_ofARun.Where(name => !files.ContainsKey(name)))
        {
            FolderTree.CheckInside(run!, name);
            if (FileMark.Of(Path.Combine(run!, name)) is { } mark)
                files[name] = new PushSource(name, Path.Combine(run!, name), mark);
        }
        return new PushFolder(card, splits, [.. files.Values]) { Root = root, Placed = placed };
    }

    /// <summary>
    /// The card, and what it names. A config that is a folder (data_dir) is written as the files that were found in it: what is pushed is what is
    /// read here, and the Hub's card takes configs by their files.
    /// </summary>
    private static (string Card, IReadOnlyList<DatasetCard.Files> Splits) Written(DatasetSnapshot set)
    {
        var folders = set.Card.Sources().Where(f => f.Split == DatasetCard.ByFolder).Select(f => f.Config).ToHashSet(StringComparer.Ordinal);
        if (folders.Count == 0)
            return (set.CardText, set.Card.Configs());
        var card = DatasetCard.Parse(set.CardText, Path.Combine(set.Root, DistisetLayout.CardName));
        foreach (var split in set.Splits.Where(split => folders.Contains(split.Config)))
            card.SetFiles(split.Config, split.Split, split.Patterns);
        return (card.ToString(), card.Configs());
    }

    public IReadOnlyCollection<string> Configs => Splits.Select(s => s.Config).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>The card with the repository's name where it is left open.</summary>
    public string CardFor(string repo) => Card.Replace(CardText.Place, repo, StringComparison.Ordinal);

    /// <summary>
    /// Hidden files (an interrupted export's among them), staging folders, the journal, the log, failed rows and skipped ones are
    /// never published, whatever a card names; the card is sent by itself.
    /// </summary>
    private static bool IsPrivate(string path) => path == DistisetLayout.CardName || path.Split('/', '\\').Any(part =>
        part.StartsWith('.') || DistisetLayout.IsStaging(part) || part.StartsWith("journal.db", StringComparison.OrdinalIgnoreCase)
        || s_ofRun.Contains(part, StringComparer.OrdinalIgnoreCase));

    private static readonly string[] s_ofRun = ["log.jsonl", "failed.jsonl", "skipped.jsonl"];

    private static bool IsStaging(string pattern) => pattern.Split('/').Any(part => DistisetLayout.IsStaging(part));
}
