using MathPref.Core.Datasets;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>
/// A repository of the Hub at one commit, seen as a dataset. Files come into the cache when they are opened, the next of those that are expected meanwhile.
/// </summary>
internal sealed class HubDataset
{
    /// <summary>Bytes at the end of a file in which nearly every footer is.</summary>
    private const int UsualFooter = 1 << 16;

    private const int ParallelReads = 4;

    /// <summary>Of a config of more files the card is believed, where it tells of rows.</summary>
    private const int MostFooters = 200;

    /// <summary>Bytes of the longest card and the like that is read.</summary>
    private const long LongestText = 16 << 20;

    private readonly IReadOnlyDictionary<string, HubEntry> _files;
    private readonly HubCache _cache;
    private readonly HubDownload? _download;
    private readonly string _repo;
    private readonly HubAddress _given;
    private readonly Dictionary<string, Task<string>> _fetched = new(StringComparer.Ordinal);
    private string _folder = "";
    private List<string> _expected = [];

    /// <param name="address">Where it is.</param>
    /// <param name="commit">The commit that its revision is at.</param>
    /// <param name="files">The listing of the commit.</param>
    /// <param name="cache">The cache.</param>
    /// <param name="download">Null where nothing may be fetched.</param>
    public HubDataset(
        HubAddress address, string commit, IReadOnlyDictionary<string, HubEntry> files, HubCache cache, HubDownload? download)
    {
        _repo = address.Repo;
        Commit = commit;
        // What is called config/split/0000.parquet there has other configs by the loader's rules.
        IsConverted = address.Revision == HubAddress.Converted;
        Address = IsConverted ? address : address with { Revision = commit };
        _given = address;
        (_files, _cache, _download) = (files, cache, download);
    }

    /// <summary>The address of what is read, with the commit where that is enough to read it again.</summary>
    public HubAddress Address { get; }

    public string Commit { get; }

    /// <summary>Whether it is the Parquet that the Hub made of a dataset, and not what people put there.</summary>
    public bool IsConverted { get; }

    /// <summary>What of it is read, and how.</summary>
    public ReadPlan Plan { get; private set; } = null!;

    /// <summary>What the card of the repository says; null where it has none that can be read.</summary>
    public DatasetCard? Card { get; set; }

    /// <summary>The bytes that the files which are opened have, and how many of them are here.</summary>
    public TransferProgress Progress { get; } = new();

    /// <summary>Plans the reading of all of it, of a folder or of files in it. Throws as <see cref="HubLibrary.OpenAsync"/> does.</summary>
    public async Task PlanAsync(string path, CancellationToken cancellationToken)
    {
        var names = _files.Keys.Order(StringComparer.Ordinal).ToList();
        if (!IsConverted)
            Card = await ReadCardAsync(cancellationToken).ConfigureAwait(false);
        if (IsConverted && path.Length == 0 && ConvertedParquet.PlanOf(names, _given.ToString()) is { } converted)
        {
            Plan = converted;
            return;
        }
        if (path.Length > 0 && FilesAt(names, path) is { } files)
        {
            Plan = ReadPlan.OfFiles(files, (_given with { Path = "" }).ToString());
            return;
        }
        _folder = path.Length == 0 ? "" : path + "/";
        var inFolder = names.Where(name => name.StartsWith(_folder, StringComparison.Ordinal)).Select(name => name[_folder.Length..]).ToList();
        if (inFolder.Count == 0 && path.Length > 0)
            throw NoSuchPath(names, path);
        var place = new LoaderPlace
        {
            Name = _repo.Split('/')[^1],
            Files = inFolder,
            Card = await ReadTextAsync(DistisetLayout.CardName, cancellationToken).ConfigureAwait(false),
            Yaml = await ReadTextAsync(LoaderPlace.YamlName, cancellationToken).ConfigureAwait(false),
            Infos = await ReadTextAsync(LoaderPlace.InfosName, cancellationToken).ConfigureAwait(false),
        };
        Plan = ReadPlan.Of(place, _given.ToString());
    }

    /// <summary>The card of the repository; null where it has none, or it is broken: then it says nothing, and loaders have their own eyes for it.</summary>
    public async Task<DatasetCard?> ReadCardAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadTextAsync(DistisetLayout.CardName, cancellationToken).ConfigureAwait(false) is { } text
                ? DatasetCard.Parse(text, DistisetLayout.CardName)
                : null;
        }
        catch (DatasetFormatException)
        {
            return null;
        }
    }

    /// <summary>What the card of what is made of these splits has to say of it.</summary>
    public SourceDataset SourceOf(IReadOnlyList<PlannedSplit> splits) =>
        SourceDataset.OfCard(Card ?? DatasetCard.Parse("", DistisetLayout.CardName), _repo, Commit) with
        {
            Config = Plan.Configs.Count > 1 && splits.Select(split => split.Config).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null,
            Splits = splits.Select(split => split.Split).Distinct(StringComparer.Ordinal).ToList(),
            Path = Address.Path.Length == 0 ? null : Address.Path,
        };

    /// <summary>Says which files will be opened, in which order, so that the next one is fetched while one is read.</summary>
    public void Expect(IEnumerable<string> files)
    {
        _expected = files.Distinct(StringComparer.Ordinal).ToList();
        Progress.Begin("fetching", _expected.Where(file => Find(file) is null).Sum(file => Entry(file).Size));
    }

    /// <summary>
    /// The path of a file in the cache, where it is fetched to. Throws <see cref="HubException"/>, and <see cref="IOException"/> where it cannot be written.
    /// </summary>
    public Task<string> FetchAsync(string file, CancellationToken cancellationToken)
    {
        var name = _folder + file;
        lock (_fetched)
        {
            // What came to nothing before it was wanted is tried again now that it is.
            if (_fetched.TryGetValue(name, out var begun) && !begun.IsFaulted && !begun.IsCanceled)
                return begun;
            return _fetched[name] = StartAsync(file, cancellationToken);
        }
    }

    /// <summary>Begins to fetch what will be opened behind <paramref name="file"/>. What comes of it is told when that is opened.</summary>
    public void FetchBehind(string file, CancellationToken cancellationToken)
    {
        var place = _expected.IndexOf(file);
        if (place < 0 || place + 1 >= _expected.Count)
            return;
        var next = _expected[place + 1];
        _ = Task.Run(() => FetchAsync(next, cancellationToken), cancellationToken).ContinueWith(
            static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>What is in it, as far as that is told without the data: footers of Parquet are asked for, of other files what the card says.</summary>
    public async Task<Distiset> DescribeAsync(CancellationToken cancellationToken)
    {
        var configs = new List<DistisetConfig>();
        foreach (var config in Plan.Splits.GroupBy(split => split.Config))
        {
            var learner = new SchemaLearner(hasDecimals: false);
            var (splits, isLearned) = (new List<DistisetSplit>(), false);
            var isMany = config.Sum(split => split.Files.Count) > MostFooters;
            foreach (var split in config)
            {
                var isTold = isMany && split.Rows is not null;
                var footers = await FootersAsync(isTold ? split.Files.Take(1) : split.Files, cancellationToken).ConfigureAwait(false);
                foreach (var footer in footers.OfType<ParquetSummary>())
                    isLearned |= learner.TryAdd(footer.Schema);
                splits.Add(new DistisetSplit
                {
                    Config = config.Key,
                    Name = split.Split,
                    Rows = isTold || footers.Contains(null) ? split.Rows : footers.Sum(footer => footer!.Rows),
                    Bytes = split.Files.Sum(file => Entry(file).Size),
                    Files = split.Files,
                    Models = [],
                });
            }
            configs.Add(new DistisetConfig
            {
                Name = config.Key,
                Splits = splits,
                Columns = isLearned ? learner.Schema.Fields : config.First().Columns,
            });
        }
        return new Distiset { Path = Address.ToString(), Configs = configs };
    }

    private async Task<string> StartAsync(string file, CancellationToken cancellationToken)
    {
        if (Find(file) is { } here)
            return here;
        if (_download is not { } download)
            throw new HubException(
                HubFailure.NotInCache,
                $"{file} of {_repo} is not in the cache ({_cache.Root}), at the commit {Commit}, and nothing is asked for offline. Read it once without " +
                    "-Offline and HF_HUB_OFFLINE.");
        var told = 0L;
        try
        {
            return await download.FetchAsync(_repo, Commit, Entry(file), Count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed)
        {
            Progress.Add(-told);
            // Another listing of the same commit may be true.
            if (failed is HubException { Failure: HubFailure.FileChanged or HubFailure.BadResponse })
                _cache.ForgetTree(_repo, Commit);
            throw;
        }

        void Count(long bytes)
        {
            told += bytes;
            Progress.Add(bytes);
        }
    }

    /// <summary>One that was cut short on the disk is not here.</summary>
    private string? Find(string file) =>
        _cache.Find(_repo, Commit, _folder + file) is { } path && CacheFiles.LengthOf(path) == Entry(file).Size ? path : null;

    private HubEntry Entry(string file) => _files[_folder + file];

    /// <summary>What the ends of the files tell, several at a time; null for one that is not Parquet, or that may not be asked for.</summary>
    private async Task<List<ParquetSummary?>> FootersAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var all = files.ToList();
        var found = new ParquetSummary?[all.Count];
        await Parallel.ForAsync(
            0,
            all.Count,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken },
            async (i, stop) => found[i] = await FooterAsync(all[i], stop).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. found];
    }

    private async Task<ParquetSummary?> FooterAsync(string file, CancellationToken cancellationToken)
    {
        if (!FileKind.Of(file).IsParquet)
            return null;
        var name = $"{_given}/{file}";
        if (Find(file) is { } path)
            return Named(name, path, () => ParquetSummary.ReadFile(path));
        if (_download is not { } download)
            return null;
        var entry = Entry(file);
        var end = await download.ReadEndAsync(_repo, Commit, entry, UsualFooter, cancellationToken).ConfigureAwait(false);
        var needed = ParquetFeatures.Needed(end.AsSpan(Math.Max(0, end.Length - ParquetFeatures.MarkLength)), name);
        if (needed > end.Length && needed <= entry.Size)
            end = await download.ReadEndAsync(_repo, Commit, entry, needed, cancellationToken).ConfigureAwait(false);
        return ParquetSummary.Read(end, name);
    }

    /// <summary>What is wrong with a file of the cache is told of the one on the Hub.</summary>
    private static T Named<T>(string name, string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DatasetFormatException wrong) when (wrong.Path == path)
        {
            throw wrong.Of(name);
        }
    }

    /// <summary>Files by a path or a pattern; null where the path is a folder.</summary>
    private static List<string>? FilesAt(List<string> names, string path)
    {
        try
        {
            var found = LoaderGlob.Find(names, "", path);
            return found.Count > 0 ? found
                : names.Contains(path) ? [path]
                : LoaderGlob.IsPattern(path) ? throw NoSuchPath(names, path)
                : null;
        }
        catch (LoaderException wrong)
        {
            throw new DatasetFormatException(path, null, null, wrong.Message);
        }
    }

    private static DatasetFormatException NoSuchPath(List<string> names, string path)
    {
        var folders = names.SelectMany(name => name.Split('/').SkipLast(1).Select((_, i) => string.Join('/', name.Split('/').Take(i + 1))));
        var hint = NearestName.Hint(path, names.Concat(folders).Distinct());
        return new DatasetFormatException(path, null, null, $"there is no such file or folder in the repository.{hint} It has {ReadPlan.Few(names)}")
        {
            Id = "PathNotFound",
        };
    }

    private async Task<string?> ReadTextAsync(string name, CancellationToken cancellationToken)
    {
        if (!_files.TryGetValue(_folder + name, out var entry))
        {
            // As the library notes it, which asks for each by its name.
            if (_download is not null)
                _cache.KeepAbsence(_repo, Commit, _folder + name);
            return null;
        }
        if (entry.Size > LongestText)
            throw new DatasetFormatException($"{_given}/{name}", null, null, $"it has {entry.Size / 1_000_000} MB, and is no card");
        var path = await FetchAsync(name, cancellationToken).ConfigureAwait(false);
        return Named($"{_given}/{name}", path, () => DatasetCard.ReadText(path));
    }
}
