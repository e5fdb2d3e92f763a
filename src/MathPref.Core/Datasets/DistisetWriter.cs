using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Writes one config and split of a distiset. Rows go to a file beside the target and take its name when all are there; an
/// interruption leaves them under <see cref="DistisetLayout.IncompleteName"/>, and what stood in the folder before stays.
/// </summary>
public sealed class DistisetWriter : IDisposable
{
    private static readonly Lock s_cards = new();

    private readonly string _root;
    private readonly string _config;
    private readonly string _split;
    private readonly string _folder;
    private readonly string _incomplete;
    private JsonLinesWriter? _writer;
    private IReadOnlyList<string> _madeFolders = [];

    private DistisetWriter(string root, string config, string split)
    {
        _root = root;
        _config = config;
        _split = split;
        _folder = Path.Combine(root, DistisetLayout.Folder(config));
        _incomplete = Path.Combine(_folder, DistisetLayout.IncompleteName(split));
    }

    /// <summary>Rows written so far.</summary>
    public long Count => _writer?.Count ?? 0;

    /// <summary>The rows that an earlier, interrupted export had left here, and where they are now; null where there were none.</summary>
    public string? LeftBehind { get; private set; }

    /// <summary>
    /// Begins the export. Throws <see cref="ArgumentException"/> for a name that the Hub would refuse and <see cref="IOException"/>
    /// when the split already has files and <paramref name="force"/> is not set, or when another export is writing it.
    /// </summary>
    public static DistisetWriter Open(string root, string config, string split, bool force)
    {
        if (DistisetLayout.ProblemWithConfig(config) is { } badConfig)
            throw new ArgumentException($"'{config}' cannot be a config: {badConfig}.", nameof(config));
        if (DistisetLayout.ProblemWithSplit(split) is { } badSplit)
            throw new ArgumentException($"'{split}' cannot be a split: {badSplit}.", nameof(split));
        var writer = new DistisetWriter(root, config, split);
        var there = DistisetLayout.Shards(writer._folder, split);
        if (there.Count > 0 && !force)
            throw new IOException($"{writer._folder} already holds the split '{split}' ({Path.GetFileName(there[0])}). Give -Force to replace it, or another -Path, -Config or -Split.");
        var files = DatasetCard.Open(writer.CardPath).Configs().FirstOrDefault(f => f.Config == config && f.Split == split);
        if (files is not null && there.Count == 0 && !force && files.Patterns.Any(pattern => pattern != DistisetLayout.Pattern(config, split)))
            throw new IOException($"{writer.CardPath} names other files for {config}/{split} ({string.Join(", ", files.Patterns)}), which would no longer be part of the dataset. Give -Force to put these rows in their place, or another -Path, -Config or -Split.");
        writer._madeFolders = MakeFolders(writer._folder);
        try
        {
            writer.SetAside();
            writer._writer = new JsonLinesWriter(writer._incomplete);
        }
        catch
        {
            writer.RemoveMadeFolders();
            throw;
        }
        return writer;
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> for a row that cannot be written; it is left out.</summary>
    public void Write(Row row) => (_writer ?? throw new ObjectDisposedException(nameof(DistisetWriter))).Write(row);

    /// <summary>Gives the rows their place and names it in the card. Without any rows nothing is changed, and the answer is false.</summary>
    public bool Complete()
    {
        if (_writer is not { } writer)
            throw new ObjectDisposedException(nameof(DistisetWriter));
        var count = writer.Count;
        writer.Dispose();
        _writer = null;
        if (count == 0)
        {
            File.Delete(_incomplete);
            RemoveMadeFolders();
            return false;
        }
        var target = Path.Combine(_folder, DistisetLayout.ShardName(_split, 0, 1, "jsonl"));
        var replaced = DistisetLayout.Shards(_folder, _split).Where(file => file != target).ToList();
        File.Move(_incomplete, target, overwrite: true);
        foreach (var file in replaced)
            File.Delete(file);
        UpdateCard();
        return true;
    }

    /// <summary>Closes the file; without <see cref="Complete"/> its rows stay beside the target.</summary>
    public void Dispose()
    {
        if (_writer is not { } writer)
            return;
        var isEmpty = writer.Count == 0;
        writer.Dispose();
        _writer = null;
        if (!isEmpty)
            return;
        File.Delete(_incomplete);
        RemoveMadeFolders();
    }

    private string CardPath => Path.Combine(_root, DistisetLayout.CardName);

    /// <summary>Whoever writes it holds it open.</summary>
    internal static bool IsBeingWritten(string incomplete)
    {
        try
        {
            new FileStream(incomplete, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private void SetAside()
    {
        if (!File.Exists(_incomplete))
            return;
        if (IsBeingWritten(_incomplete))
            throw new IOException($"Another export is writing the split '{_split}' in {_folder}. Wait for it, or give another -Path, -Config or -Split.");
        if (new FileInfo(_incomplete).Length == 0)
        {
            File.Delete(_incomplete);
            return;
        }
        var number = 1;
        do
            LeftBehind = Path.Combine(_folder, DistisetLayout.PreviousIncompleteName(_split, number++));
        while (File.Exists(LeftBehind));
        File.Move(_incomplete, LeftBehind);
    }

    /// <summary>Two exports of one pipeline end one after the other and both write the card.</summary>
    private void UpdateCard()
    {
        lock (s_cards)
        {
            var card = DatasetCard.Open(CardPath);
            card.SetFiles(_config, _split, DistisetLayout.Pattern(_config, _split));
            card.ForgetInfo(_config);
            card.SetTags(["synthetic", "mathematics", "preference", "distilabel", "mathpref"]);
            if (!card.HasBody)
                card.Body = "# Mathematical preference dataset\n\nMade with MathPref: topics became instructions, models answered them, and a judge rated the answers.\n\n```python\nfrom datasets import load_dataset\n\ndataset = load_dataset(\"<this folder or repository>\")\n```\n";
            var beside = CardPath + ".new";
            File.WriteAllText(beside, card.ToString());
            File.Move(beside, CardPath, overwrite: true);
        }
    }

    /// <summary>The folders that had to be made, the innermost first.</summary>
    private static List<string> MakeFolders(string folder)
    {
        var missing = new List<string>();
        for (var path = Path.GetFullPath(folder); path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
            missing.Add(path);
        Directory.CreateDirectory(folder);
        return missing;
    }

    /// <summary>An export that wrote nothing leaves no empty folders that were not there before.</summary>
    private void RemoveMadeFolders()
    {
        foreach (var folder in _madeFolders)
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }
}
