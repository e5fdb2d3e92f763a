using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// The folder of a dataset while a config of it is written. Several files cannot take the place of others at once, but the card can: it
/// points to a whole set at every moment. The new files are written into a folder of their own, the card is pointed there, the config's
/// folder is filled, the card is pointed back.
/// </summary>
internal sealed class DistisetFolder(DistisetTarget target)
{
    private const int FewNames = 3;

    private readonly DistisetTarget _target = target;

    /// <summary>Where the config's files lie.</summary>
    public string Folder { get; } = Path.Combine(target.Root, DistisetLayout.Folder(target.Config));

    public string CardPath => Path.Combine(_target.Root, DistisetLayout.CardName);

    public string Incomplete(string split) => Path.Combine(Folder, DistisetLayout.IncompleteName(split));

    /// <summary>Where the new files lie until they take their place, relative to the dataset.</summary>
    public string StagingName => DistisetLayout.StagingFolder(_target.Config, _target.Splits[0]);

    public string StagingFolder => Path.Combine(_target.Root, StagingName);

    /// <summary>Whether the card points to the new files.</summary>
    public bool IsStaged => PointsTo(StagingName);

    /// <summary>Fills the config's folder from the staging folder and points the card back.</summary>
    public void FinishReplacement(string stagingName, IReadOnlyList<string> splits)
    {
        var staging = Path.Combine(_target.Root, stagingName);
        Directory.CreateDirectory(Folder);
        foreach (var file in splits.SelectMany(split => DistisetLayout.Shards(Folder, split)))
            File.Delete(file);
        foreach (var file in splits.SelectMany(split => DistisetLayout.Shards(staging, split)))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)), overwrite: true);
        var card = DatasetCard.Open(CardPath);
        var inStaging = card.Configs()
            .Where(f => f.Config == _target.Config && f.Patterns.Any(p => p.StartsWith(stagingName + "/", StringComparison.Ordinal)));
        foreach (var named in inStaging)
            card.SetFiles(_target.Config, named.Split, DistisetLayout.Pattern(_target.Config, named.Split));
        Save(card);
        Directory.Delete(staging, recursive: true);
    }

    /// <summary>What a kill left: the card points to the new set, whose place was not yet filled, or not yet, and then it is no set at all.</summary>
    public void FinishEarlierReplacement()
    {
        var ours = DatasetCard.Open(CardPath).Configs().Where(f => f.Config == _target.Config).ToList();
        var stagings = ours
            .SelectMany(f => f.Patterns.Select(p => (f.Split, Folder: p.Split('/')[0])))
            .Where(f => DistisetLayout.IsStaging(f.Folder))
            .GroupBy(f => f.Folder, f => f.Split);
        foreach (var staged in stagings)
        {
            if (!Directory.Exists(Path.Combine(_target.Root, staged.Key)))
                continue;
            foreach (var split in staged)
                File.Delete(Incomplete(split));
            FinishReplacement(staged.Key, [.. staged]);
        }
        if (Directory.Exists(StagingFolder) && !IsStaged)
            Directory.Delete(StagingFolder, recursive: true);
    }

    /// <summary>Throws <see cref="IOException"/> where the rows may not be written, and says what to do instead.</summary>
    public void CheckPlace()
    {
        if (Directory.Exists(CardPath))
            throw new IOException($"{CardPath} is a folder, and the card is to be called that. Move it, or give another -Path.");
        // Read in any case: a card that is broken must be known before there are rows for it.
        var card = DatasetCard.Open(CardPath);
        CheckOthers(card);
        if (_target.Force)
            return;
        // As whoever reads the folder finds them: named by the card, in a folder that it names, or by their own names.
        var found = DatasetFiles.Of(_target.Root, card)
            .Where(f => f.Files.Count > 0)
            .Select(f => new DatasetCard.Files(f.Config, f.Split, f.Patterns));
        var named = card.Configs().Concat(found).Where(f => f.Config == _target.Config).ToList();
        foreach (var split in _target.Splits)
        {
            var there = DistisetLayout.Shards(Folder, split);
            if (there.Count > 0)
                throw new IOException($"{Folder} already holds the split '{split}' ({Path.GetFileName(there[0])}). " +
                    "Give -Force to replace it, or another -Path, -Config or -Split.");
            var patterns = named.Find(f => f.Split == split)?.Patterns ?? [];
            if (patterns.Any(pattern => pattern != DistisetLayout.Pattern(_target.Config, split)))
                throw new IOException($"{_target.Root} has other files for {_target.Config}/{split} ({string.Join(", ", patterns.Take(FewNames))}" +
                    $"{(patterns.Count > FewNames ? $" and {patterns.Count - FewNames} more" : "")}), " +
                    "which would no longer be part of the dataset. Give -Force to put these rows in their place, or another -Path, -Config or -Split.");
        }
    }

    /// <summary>What the folder's other configs and splits would do to the new files, and these to them.</summary>
    private void CheckOthers(DatasetCard card)
    {
        if (_target.Config == DistisetLayout.DefaultConfig && card.MarkedDefault is { } marked and not DistisetLayout.DefaultConfig)
            throw new IOException($"The card calls the config '{marked}' the default (default: true), and a config named 'default' would be a second one: " +
                "loading fails. Give another -Config.");
        var extension = _target.Format is DistisetFormat.Parquet ? "parquet" : "jsonl";
        var others = DatasetFiles.Of(_target.Root, card).Where(f => f.Config != _target.Config || !_target.Splits.Contains(f.Split)).ToList();
        foreach (var split in _target.Splits)
        {
            var shard = $"{DistisetLayout.Folder(_target.Config)}/{DistisetLayout.ShardName(split, 0, 1, extension)}";
            if (others.Find(f => f.Patterns.Any(p => FilePattern.ToRegex(p).IsMatch(shard))) is { } wide)
                throw new IOException($"The card's pattern for {wide.Config}/{wide.Split} ({string.Join(", ", wide.Patterns)}) would take the files of " +
                    $"{_target.Config}/{split} as well. Make it narrower, or give another -Path, -Config or -Split.");
            var around = card.Sources().FirstOrDefault(f =>
                f.Split == DatasetCard.ByFolder && f.Config != _target.Config && shard.StartsWith(f.Patterns[0] + "/", StringComparison.Ordinal));
            if (around is not null)
                throw new IOException($"The card's folder for {around.Config} (data_dir: {around.Patterns[0]}) would take the files of " +
                    $"{_target.Config}/{split} as well. Name its files (data_files), or give another -Path or -Config.");
        }
        if (!_target.Force
            && others.SelectMany(f => f.Files).FirstOrDefault(file => FileKind.Of(file).Extension != "." + extension) is { } other)
        {
            var format = FileKind.Of(other).Extension switch { ".jsonl" => "-Format Jsonl or ", ".parquet" => "-Format Parquet or ", _ => "" };
            throw new IOException($"The folder has files of another format ({Path.GetFileName(other)}), and loaders take one format for all configs and " +
                $"splits of a dataset. Give {format}another -Path, or -Force if the others are to be replaced as well.");
        }
    }

    private bool PointsTo(string name) =>
        DatasetCard.Open(CardPath).Configs().Any(f => f.Patterns.Any(p => p.StartsWith(name + "/", StringComparison.Ordinal)));

    /// <summary>
    /// Takes a config out of a dataset: first the card names it no more, then its files go, and what a kill left of both. Files of
    /// others stay.
    /// </summary>
    public static void RemoveConfig(string root, string config, CancellationToken cancellationToken)
    {
        using var turn = FolderLock.Take(root, cancellationToken);
        var folder = new DistisetFolder(new DistisetTarget { Root = root, Config = config });
        var card = DatasetCard.Open(folder.CardPath);
        if (card.Configs().Any(files => files.Config == config))
        {
            card.Remove(config);
            var rows = DatasetFiles.RowsOf(root, card);
            card.Body = CardText.Without(card.Body, config, rows);
            card.SetSize(DistisetLayout.SizeCategory(rows.Sum(split => split.Rows ?? 0)));
            folder.Save(card);
        }
        folder.DropOtherSplits([]);
        var stagings = Directory.Exists(root) ? Directory.GetDirectories(root, $"{DistisetLayout.Folder(config)}-*{DistisetLayout.StagingSuffix}") : [];
        foreach (var staging in stagings)
            Directory.Delete(staging, recursive: true);
    }

    /// <summary>Deletes the shards of all splits but these, and the folder where nothing is left in it.</summary>
    public void DropOtherSplits(IReadOnlyList<string> splits)
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var file in Directory.GetFiles(Folder).Where(file => DistisetLayout.SplitOf(Path.GetFileName(file)) is { } split && !splits.Contains(split)))
            File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(Folder).Any())
            Directory.Delete(Folder);
    }

    /// <summary>
    /// Without a card the folders speak for themselves; with one, only what it names is there. A config that the card names as a folder alone has
    /// its other splits named, too, before one of them is.
    /// </summary>
    public void NameWhatIsThere(DatasetCard card)
    {
        var sources = card.Sources();
        var isByFolder = sources.Any(f => f.Config == _target.Config && f.Split == DatasetCard.ByFolder);
        if (sources.Count > 0 && !isByFolder)
            return;
        var unnamed = DatasetFiles.Of(_target.Root, card)
            .Where(f => f.Config != _target.Config ? !isByFolder : !_target.Splits.Contains(f.Split) && f.Files.Count > 0);
        foreach (var files in unnamed)
            card.SetFiles(files.Config, files.Split, files.Patterns);
    }

    /// <summary>No export leaves a link where its rows are to lie, and they would go to where it leads.</summary>
    public void DropLink(string split)
    {
        if (new FileInfo(Incomplete(split)).LinkTarget is not null)
            File.Delete(Incomplete(split));
    }

    /// <summary>Moves what an interrupted export left out of the way, and says where to; null where there was nothing.</summary>
    public string? SetAside(string split)
    {
        var incomplete = Incomplete(split);
        if (!File.Exists(incomplete))
            return null;
        if (new FileInfo(incomplete).Length == 0)
        {
            File.Delete(incomplete);
            return null;
        }
        string place;
        var number = 1;
        do
            place = Path.Combine(Folder, DistisetLayout.PreviousIncompleteName(split, number++));
        while (File.Exists(place));
        File.Move(incomplete, place);
        return place;
    }

    /// <summary>Whoever writes it holds it open.</summary>
    public static bool IsBeingWritten(string incomplete)
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

    /// <summary>A card takes the place of another at once.</summary>
    public void Save(DatasetCard card)
    {
        var place = (File.Exists(CardPath) ? File.ResolveLinkTarget(CardPath, returnFinalTarget: true)?.FullName : null) ?? CardPath;
        var beside = place + DistisetLayout.StagingSuffix;
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(card.ToString()));
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, place, overwrite: true);
    }
}
