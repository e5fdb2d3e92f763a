using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Writes one config and split of a distiset. Rows go to a file beside the target; when all are there they take their place. An
/// interruption leaves them under <see cref="DistisetLayout.IncompleteName"/>, and what stood in the folder before stays.
/// </summary>
public sealed class DistisetWriter : IDisposable
{
    private static readonly Lock s_cards = new();

    private readonly DistisetTarget _target;
    private readonly string _folder;
    private readonly string _incomplete;
    private JsonLinesWriter? _lines;
    private RowSpool? _spool;
    private IReadOnlyList<string> _madeFolders = [];

    private DistisetWriter(DistisetTarget target)
    {
        _target = target;
        _folder = Path.Combine(target.Root, DistisetLayout.Folder(target.Config));
        _incomplete = Path.Combine(_folder, DistisetLayout.IncompleteName(target.Split));
    }

    /// <summary>Rows written so far.</summary>
    public long Count => _lines?.Count ?? _spool?.Count ?? 0;

    /// <summary>The rows that an earlier, interrupted export had left here, and where they are now; null where there were none.</summary>
    public string? LeftBehind { get; private set; }

    /// <summary>
    /// Begins the export. Throws <see cref="ArgumentException"/> for a name that the Hub would refuse and <see cref="IOException"/>
    /// when the split already has files and is not to be replaced, or when another export is writing it.
    /// </summary>
    public static DistisetWriter Open(DistisetTarget target)
    {
        if (DistisetLayout.ProblemWithConfig(target.Config) is { } badConfig)
            throw new ArgumentException($"'{target.Config}' cannot be a config: {badConfig}.", nameof(target.Config));
        if (DistisetLayout.ProblemWithSplit(target.Split) is { } badSplit)
            throw new ArgumentException($"'{target.Split}' cannot be a split: {badSplit}.", nameof(target.Split));
        var writer = new DistisetWriter(target);
        if (File.Exists(writer._incomplete) && IsBeingWritten(writer._incomplete))
            throw new IOException($"Another export is writing the split '{target.Split}' in {writer._folder}. Wait for it, or give another -Path, -Config or -Split.");
        writer.FinishEarlierReplacement();
        writer.CheckPlace();
        writer._madeFolders = MakeFolders(writer._folder);
        try
        {
            writer.SetAside();
            if (target.Format is DistisetFormat.Parquet)
                writer._spool = new RowSpool(writer._incomplete);
            else
                writer._lines = new JsonLinesWriter(writer._incomplete);
        }
        catch
        {
            writer.RemoveMadeFolders();
            throw;
        }
        return writer;
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> for a row that cannot be written; it is left out.</summary>
    public void Write(Row row)
    {
        if (_spool is not null)
            _spool.Add(row);
        else
            (_lines ?? throw new ObjectDisposedException(nameof(DistisetWriter))).Write(row);
    }

    /// <summary>Gives the rows their place and names it in the card. Without any rows nothing is changed, and the answer is false.</summary>
    public bool Complete()
    {
        if (_lines is null && _spool is null)
            throw new ObjectDisposedException(nameof(DistisetWriter));
        if (Count == 0)
        {
            Dispose();
            return false;
        }
        if (_spool is { } spool)
            CompleteParquet(spool);
        else
            CompleteLines();
        return true;
    }

    /// <summary>Closes the file; without <see cref="Complete"/> its rows stay beside the target.</summary>
    public void Dispose()
    {
        if (_lines is null && _spool is null)
            return;
        var isEmpty = Count == 0;
        Close();
        if (!isEmpty)
            return;
        File.Delete(_incomplete);
        RemoveMadeFolders();
    }

    private void Close()
    {
        _lines?.Dispose();
        _spool?.Dispose();
        _lines = null;
        _spool = null;
    }

    /// <summary>One file takes the place of another at once.</summary>
    private void CompleteLines()
    {
        Close();
        var shard = Path.Combine(_folder, DistisetLayout.ShardName(_target.Split, 0, 1, "jsonl"));
        var replaced = DistisetLayout.Shards(_folder, _target.Split).Where(file => file != shard).ToList();
        File.Move(_incomplete, shard, overwrite: true);
        foreach (var file in replaced)
            File.Delete(file);
        UpdateCard(DistisetLayout.Pattern(_target.Config, _target.Split));
    }

    /// <summary>
    /// Several files cannot take the place of others at once, but the card can: it points to a whole set at every moment. The shards are
    /// written into a folder of their own, the card is pointed there, the config's folder is filled, the card is pointed back.
    /// </summary>
    private void CompleteParquet(RowSpool spool)
    {
        spool.Dispose();
        // Held open to the end, so that no other export takes the place for free.
        using (new FileStream(_incomplete, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
            Replace(spool);
        File.Delete(_incomplete);
    }

    private void Replace(RowSpool spool)
    {
        Directory.CreateDirectory(StagingFolder);
        spool.WriteShards(StagingFolder, _target.Split, _target.MaximumShardBytes);
        Close();
        UpdateCard(StagingPattern);
        FinishReplacement();
    }

    private string StagingName => $"{DistisetLayout.Folder(_target.Config)}.{_target.Split}.new";

    private string StagingFolder => Path.Combine(_target.Root, StagingName);

    private string StagingPattern => $"{StagingName}/{_target.Split}-*";

    private void FinishReplacement()
    {
        Directory.CreateDirectory(_folder);
        foreach (var file in DistisetLayout.Shards(_folder, _target.Split))
            File.Delete(file);
        foreach (var file in Directory.EnumerateFiles(StagingFolder))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)), overwrite: true);
        UpdateCard(DistisetLayout.Pattern(_target.Config, _target.Split));
        Directory.Delete(StagingFolder, recursive: true);
    }

    /// <summary>What a kill left: the card points to the new set, whose place was not yet filled, or not yet, and then it is no set at all.</summary>
    private void FinishEarlierReplacement()
    {
        if (!Directory.Exists(StagingFolder))
            return;
        if (PatternsInCard().Contains(StagingPattern))
            FinishReplacement();
        else
            Directory.Delete(StagingFolder, recursive: true);
    }

    private void CheckPlace()
    {
        // Read in any case: a card that is broken must be known before there are rows for it.
        var patterns = PatternsInCard();
        if (_target.Force)
            return;
        var there = DistisetLayout.Shards(_folder, _target.Split);
        if (there.Count > 0)
            throw new IOException($"{_folder} already holds the split '{_target.Split}' ({Path.GetFileName(there[0])}). Give -Force to replace it, or another -Path, -Config or -Split.");
        if (patterns.Any(pattern => pattern != DistisetLayout.Pattern(_target.Config, _target.Split)))
            throw new IOException($"{CardPath} names other files for {_target.Config}/{_target.Split} ({string.Join(", ", patterns)}), which would no longer be part of the dataset. Give -Force to put these rows in their place, or another -Path, -Config or -Split.");
    }

    /// <summary>Where the card says that the split lies; nothing where it does not speak of it.</summary>
    private IReadOnlyList<string> PatternsInCard() =>
        DatasetCard.Open(CardPath).Configs().FirstOrDefault(f => f.Config == _target.Config && f.Split == _target.Split)?.Patterns ?? [];

    private string CardPath => Path.Combine(_target.Root, DistisetLayout.CardName);

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
        if (new FileInfo(_incomplete).Length == 0)
        {
            File.Delete(_incomplete);
            return;
        }
        var number = 1;
        do
            LeftBehind = Path.Combine(_folder, DistisetLayout.PreviousIncompleteName(_target.Split, number++));
        while (File.Exists(LeftBehind));
        File.Move(_incomplete, LeftBehind);
    }

    /// <summary>Two exports of one pipeline end one after the other and both write the card.</summary>
    private void UpdateCard(string pattern)
    {
        lock (s_cards)
        {
            var card = DatasetCard.Open(CardPath);
            card.SetFiles(_target.Config, _target.Split, pattern);
            card.ForgetInfo(_target.Config);
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
