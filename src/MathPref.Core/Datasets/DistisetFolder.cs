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

    /// <summary>
    /// Throws <see cref="IOException"/> where the rows may not be written, and says what to do instead: <see cref="LoaderConflictException"/> where
    /// something that loads there would load no more.
    /// </summary>
    public void CheckPlace()
    {
        if (Directory.Exists(CardPath))
            throw new IOException($"{CardPath} is a folder, and the card is to be called that. Move it, or give another -Path.");
        // Read in any case: a card that is broken must be known before there are rows for it.
        var card = DatasetCard.Open(CardPath);
        var (place, view) = Look();
        var extension = _target.Format is DistisetFormat.Parquet ? "parquet" : "jsonl";
        CheckLoading(place, view, _target.Splits.Select(split => new LoaderSplit(split, [DistisetLayout.ShardName(split, 0, 1, extension)])).ToList());
        // Said last: who gives -Force then is not refused once more.
        if (!_target.Force)
            CheckOwn(card, view);
    }

    /// <summary>What is there of the splits that are to be written.</summary>
    private void CheckOwn(DatasetCard card, LoaderView view)
    {
        // As whoever reads the folder finds them: named by the card, in a folder that it names, or by their own names.
        var found = DatasetFiles.Of(_target.Root, card)
            .Where(f => f.Files.Count > 0)
            .Select(f => new DatasetCard.Files(f.Config, f.Split, f.Patterns));
        var named = card.Configs().Concat(found).Where(f => f.Config == _target.Config).ToList();
        foreach (var split in _target.Splits)
        {
            var there = DistisetLayout.Shards(Folder, split);
            if (there.FirstOrDefault(file => _target.IsOwn?.Invoke(file) is not true) is { } others)
            {
                throw new IOException($"{Folder} already holds the split '{split}' ({Path.GetFileName(others)})" +
                    $"{(_target.IsOwn is null ? "" : ", which this run did not write, or which was changed since")}. " +
                    "Give -Force to replace it, or another -Path, -Config or -Split.");
            }
            var patterns = named.Find(f => f.Split == split)?.Patterns ?? (view.Config(_target.Config) is { Error: null } config ? config.Files(split) : []);
            if (patterns.Any(pattern => pattern != DistisetLayout.Pattern(_target.Config, split)))
                throw new IOException($"{_target.Root} has other files for {_target.Config}/{split} ({string.Join(", ", patterns.Take(FewNames))}" +
                    $"{(patterns.Count > FewNames ? $" and {patterns.Count - FewNames} more" : "")}), " +
                    "which would no longer be part of the dataset. Give -Force to put these rows in their place, or another -Path, -Config or -Split.");
        }
    }

    /// <summary>What a loader makes of the folder as it is, without what is on its way into it, also another export's.</summary>
    public (LoaderPlace Place, LoaderView View) Look()
    {
        var place = LoaderPlace.OfFolder(_target.Root);
        place = place with { Files = place.Files.Where(file => !IsOnItsWay(file)).ToList() };
        return (place, LoaderView.Of(place));
    }

    private static bool IsOnItsWay(string file) => file.IndexOf('/') is > 0 and var end && DistisetLayout.IsStaging(file[..end]);

    /// <summary>
    /// Throws <see cref="LoaderConflictException"/> where a loader would not find, after the splits are written, what it finds now, or not what is
    /// written.
    /// </summary>
    /// <param name="place">The folder as it is.</param>
    /// <param name="view">What a loader makes of it.</param>
    /// <param name="written">The splits with the names of their files.</param>
    public void CheckLoading(LoaderPlace place, LoaderView view, IReadOnlyList<LoaderSplit> written)
    {
        if (_target.IsOfRun)
            return;
        if (_target.Config == DistisetLayout.DefaultConfig && view.UnnamedConfig is { } only and not DistisetLayout.DefaultConfig)
            throw new LoaderConflictException($"A load that names no config gives '{only}' here, and a config named 'default' would take its place. " +
                "Give another -Config.");
        var card = DatasetCard.Open(CardPath);
        NameOthers(card, place, view, written);
        NameOwn(card, view, written);
        var come = Placed(written);
        var old = Replaced(place);
        var change = new LoaderChange(place, place.With(card.ToString(), old, come.SelectMany(split => split.Paths)), view, Gone(place, written))
        {
            Written = come.ConvertAll(split => (_target.Config, split)),
            IsReplaced = IsReplaced,
        };
        if (change.Problem() is not { } problem)
            return;
        var others = change.Others;
        var format = place.Yaml is not null ? ""
            : others == "json" && _target.Format is not DistisetFormat.Jsonl ? "-Format Jsonl or "
            : others == "parquet" && _target.Format is not DistisetFormat.Parquet ? "-Format Parquet or "
            : "";
        throw new LoaderConflictException($"{problem}{change.WayOut} Nothing was changed in {_target.Root}: give {format}another -Path" +
            $"{(change.WayOut.Length > 0 ? "" : ", or change there what stands in the way")}.");
    }

    /// <summary>Names in the card what loaders find without it, and what our own folders hold where it was lost.</summary>
    public void NameOthers(DatasetCard card, LoaderPlace place, LoaderView view, IReadOnlyList<LoaderSplit> written)
    {
        if (_target.IsOfRun)
            return;
        var gone = Gone(place, written);
        var hadNone = card.Sources().Count == 0;
        var files = place.Files.Except(Replaced(place), StringComparer.Ordinal).Concat(Placed(written).SelectMany(split => split.Paths))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        KeptConfigs.Name(card, config => config == _target.Config, view, files, IsReplaced, gone.Contains);
        if (!hadNone)
            return;
        var unnamed = DatasetFiles.Of(_target.Root, DatasetCard.Open(CardPath))
            .Where(f => f.Config != DistisetLayout.DefaultConfig && (f.Config != _target.Config || !_target.Splits.Contains(f.Split)))
            .Where(f => f.Files.Any(file => !gone.Contains(Path.GetRelativePath(_target.Root, file).Replace('\\', '/'))));
        foreach (var named in unnamed)
            card.SetFiles(named.Config, named.Split, named.Patterns);
    }

    /// <summary>Names in the card the splits that are written, where they will lie in the end.</summary>
    public void NameOwn(DatasetCard card, LoaderView view, IReadOnlyList<LoaderSplit> written)
    {
        // One that was there alone does not come before its sister for that: the same rows make the same card.
        if (written.Count > 1)
            card.RemoveFiles(_target.Config, written[^1].Name);
        foreach (var split in _target.Splits)
        {
            if (written.Any(w => w.Name == split))
                card.SetFiles(_target.Config, split, DistisetLayout.Pattern(_target.Config, split));
            else
                card.RemoveFiles(_target.Config, split);
        }
        // dataset_info tells the columns of all splits now.
        card.ForgetFeatures(_target.Config);
        if (_target.IsWholeConfig)
        {
            foreach (var other in card.Configs().Where(f => f.Config == _target.Config && !_target.Splits.Contains(f.Split)).ToList())
                card.RemoveFiles(_target.Config, other.Split);
        }
        if (!_target.IsOfRun && card.Configs().Any(f => f.Config != view.DefaultConfig))
            KeptConfigs.MarkDefault(card, view);
    }

    private bool IsReplaced(string config, string split) => config == _target.Config && (_target.IsWholeConfig || _target.Splits.Contains(split));

    private List<LoaderSplit> Placed(IReadOnlyList<LoaderSplit> written) => written
        .Select(split => split with { Paths = split.Paths.Select(name => $"{DistisetLayout.Folder(_target.Config)}/{name}").ToList() })
        .ToList();

    /// <summary>The shards that the new ones take the place of.</summary>
    private List<string> Replaced(LoaderPlace place)
    {
        var prefix = DistisetLayout.Folder(_target.Config) + "/";
        return place.Files
            .Where(file => file.StartsWith(prefix, StringComparison.Ordinal)
                && DistisetLayout.SplitOf(file[prefix.Length..]) is { } split && IsReplaced(_target.Config, split))
            .ToList();
    }

    private HashSet<string> Gone(LoaderPlace place, IReadOnlyList<LoaderSplit> written) =>
        Replaced(place).Concat(Placed(written).SelectMany(split => split.Paths)).ToHashSet(StringComparer.Ordinal);

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

    /// <summary>Has loads that name no config give this one: see <see cref="DatasetCard.Prefer"/>.</summary>
    public static void Prefer(string root, string config, CancellationToken cancellationToken)
    {
        using var turn = FolderLock.Take(root, cancellationToken);
        var folder = new DistisetFolder(new DistisetTarget { Root = root });
        var card = DatasetCard.Open(folder.CardPath);
        var before = card.ToString();
        card.Prefer(config);
        if (card.ToString() != before)
            folder.Save(card);
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
    public void Save(DatasetCard card) => DatasetCard.Save(CardPath, card.ToString());
}
