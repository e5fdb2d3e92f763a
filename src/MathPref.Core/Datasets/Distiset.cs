namespace MathPref.Core.Datasets;

/// <summary>What is in a dataset's folder.</summary>
public sealed record Distiset
{
    /// <summary>The folder's full path, or the address on the Hub with the commit.</summary>
    public required string Path { get; init; }

    /// <summary>The same, as files on the pipe call it: what takes a literal path takes this object.</summary>
    public string FullName => Path;

    /// <summary>In the card's order.</summary>
    public required IReadOnlyList<DistisetConfig> Configs { get; init; }

    /// <summary>The splits of all configs, each with the config that it is of.</summary>
    public IReadOnlyList<DistisetSplit> Splits => Configs.SelectMany(config => config.Splits).ToList();

    /// <summary>The configs' names.</summary>
    public IReadOnlyList<string> Config => Configs.Select(config => config.Name).ToList();

    /// <summary>The splits' names, each once.</summary>
    public IReadOnlyList<string> Split => Splits.Select(split => split.Name).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>Rows in all configs; null where those of one are not known.</summary>
    public long? Rows => Configs.Aggregate((long?)0, (sum, config) => sum + config.Rows);

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Splits.Sum(split => split.Bytes);

    /// <summary>All models that the rows name.</summary>
    public IReadOnlyList<string> Models => Configs.SelectMany(config => config.Models).Distinct(StringComparer.Ordinal).ToList();

    public override string ToString() => Path;

    /// <summary>
    /// Looks into a folder: Parquet is asked for its footers and the columns that name models, other files are read through. Throws
    /// <see cref="DatasetFormatException"/> for a folder that holds no dataset and for a broken card or file, and
    /// <see cref="DatasetReplacedException"/> where another set takes its place meanwhile.
    /// </summary>
    /// <param name="folder">The folder's full path, or that of the run which holds it.</param>
    /// <param name="onRow">Told how many rows have been looked at, after each.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Distiset Read(string folder, Action<long>? onRow = null, CancellationToken cancellationToken = default)
    {
        folder = DatasetFiles.RootOf(folder);
        var set = DatasetSnapshot.Take(folder);
        if (set.Splits.Count == 0)
            throw set.PlanError ?? DatasetFiles.NoDataset(folder);
        var done = 0L;
        void Tell()
        {
            cancellationToken.ThrowIfCancellationRequested();
            onRow?.Invoke(++done);
        }
        return new Distiset
        {
            Path = folder,
            Configs = set.Splits.GroupBy(s => s.Config).Select(config => ReadConfig(set, config.Key, [.. config], Tell)).ToList(),
        };
    }

    private static DistisetConfig ReadConfig(DatasetSnapshot set, string name, IReadOnlyList<DatasetFiles> splits, Action onRow)
    {
        var learner = new SchemaLearner(hasDecimals: false);
        var read = new List<DistisetSplit>();
        foreach (var split in splits)
        {
            var rows = 0L;
            var models = new ModelNames();
            foreach (var file in split.Files)
            {
                var isParquet = split.IsParquet(file);
                if (isParquet)
                {
                    var info = set.ReadInfo(file);
                    rows += info.Rows;
                    learner.TryAdd(split.Reading is { } reading ? new RowSchema(info.Schema.Fields.Where(f => reading.Takes(f.Name)).ToList()) : info.Schema);
                }
                foreach (var row in set.Read(file, error => throw error, ModelNames.IsColumn, reading: split.Reading))
                {
                    if (!isParquet)
                    {
                        rows++;
                        learner.TryAdd(row);
                    }
                    models.Add(row);
                    onRow();
                }
            }
            read.Add(new DistisetSplit
            {
                Config = name,
                Name = split.Split,
                Rows = rows,
                Bytes = split.Files.Sum(file => set.MarkOf(file).Length),
                Files = split.Files.Select(file => System.IO.Path.GetRelativePath(set.Root, file).Replace('\\', '/')).ToList(),
                Models = models.All,
            });
        }
        return new DistisetConfig { Name = name, Splits = read, Columns = learner.Schema.Fields };
    }
}
