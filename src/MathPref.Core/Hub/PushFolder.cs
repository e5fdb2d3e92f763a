using MathPref.Core.Datasets;

namespace MathPref.Core.Hub;

/// <summary>
/// What of a folder is pushed: the card, the files that it names (by their paths in the repository and on disk), and of a run its
/// pipeline and parameters.
/// </summary>
internal sealed record PushFolder(string Card, IReadOnlyList<DatasetCard.Files> Splits, IReadOnlyList<(string Path, string Source)> Files)
{
    private static readonly string[] s_ofARun = [DatasetFiles.RunScript, DatasetFiles.RunRecord];

    /// <summary>
    /// Reads a distiset's folder, or a run's, whose distiset is in it. Throws <see cref="DatasetFormatException"/> for a folder without a
    /// card and for a card that names what is not there: loaders fail on such a dataset.
    /// </summary>
    public static PushFolder Read(string path)
    {
        var root = DatasetFiles.RootOf(path);
        var run = DatasetFiles.RunOf(root);
        var cardPath = Path.Combine(root, DistisetLayout.CardName);
        if (!File.Exists(cardPath))
            throw new DatasetFormatException(root, null, null, "this folder holds no dataset: no README.md that names files. Export-Distiset writes one");
        var splits = DatasetCard.Open(cardPath).Configs();
        if (splits.Count == 0)
            throw new DatasetFormatException(cardPath, null, null, "the card names no files (configs), so there is nothing to publish");
        var names = Candidates(root);
        var files = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var split in splits)
        {
            var patterns = split.Patterns.Select(FilePattern.ToRegex).ToList();
            var matching = names.Where(name => patterns.Exists(p => p.IsMatch(name))).ToList();
            if (matching.Count == 0)
            {
                throw new DatasetFormatException(cardPath, null, null, split.Patterns.Any(IsStaging)
                    ? $"an export of {split.Config}/{split.Split} was interrupted. Run Export-Distiset once more, which finishes it, and publish then"
                    : $"the card names files for {split.Config}/{split.Split} ({string.Join(", ", split.Patterns)}), and there are none");
            }
            files.UnionWith(matching);
        }
        var all = files.Select(name => (name, Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar)))).ToList();
        if (run is not null)
            all.AddRange(s_ofARun.Where(name => !files.Contains(name)).Select(name => (name, Path.Combine(run, name))).Where(file => File.Exists(file.Item2)));
        return new PushFolder(File.ReadAllText(cardPath), splits, all);
    }

    public IReadOnlyCollection<string> Configs => Splits.Select(s => s.Config).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>The card with the repository's name where it is left open.</summary>
    public string CardFor(string repo) => Card.Replace(CardText.Place, repo, StringComparison.Ordinal);

    /// <summary>Every file below the folder that may be published, relative, with <c>/</c>.</summary>
    private static List<string> Candidates(string root) => Directory
        .EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System })
        .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
        .Where(name => name != DistisetLayout.CardName && !name.Split('/').Any(IsPrivate))
        .ToList();

    /// <summary>
    /// Hidden files (an interrupted export's among them), staging folders, the journal, the log and failed rows are never
    /// published, whatever a card names.
    /// </summary>
    private static bool IsPrivate(string part) =>
        part.StartsWith('.') || DistisetLayout.IsStaging(part) || part.StartsWith("journal.db", StringComparison.OrdinalIgnoreCase)
        || part.Equals("log.jsonl", StringComparison.OrdinalIgnoreCase) || part.Equals("failed.jsonl", StringComparison.OrdinalIgnoreCase);

    private static bool IsStaging(string pattern) => pattern.Split('/').Any(part => DistisetLayout.IsStaging(part));
}
