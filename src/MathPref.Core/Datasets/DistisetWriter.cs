using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Writes one config of a distiset: one split, or train and test. Rows go to a file beside the target; when all are there they take their
/// place. An interruption leaves them under <see cref="DistisetLayout.IncompleteName"/>, and what stood in the folder before stays.
/// </summary>
public sealed class DistisetWriter : IDisposable
{
    private DistisetTarget _target;
    private DistisetFolder _folder;
    private readonly SchemaLearner _learner;
    private readonly CellRules _rules;
    private ConfigColumns _columns;
    private List<Spool> _spools = [];
    private RowSchema? _schema;
    private Row? _example;
    private TrainerShape _shape;
    private ShapeProblem? _trainersOwn;
    private bool _isDone;
    private IReadOnlyList<string> _madeFolders = [];
    private readonly List<Left> _leftBehind = [];

    private sealed record Left(string Split, string Path);

    private sealed record Spool(string Split, RowSpool Rows);

    private DistisetWriter(DistisetTarget target)
    {
        _target = target;
        _folder = new DistisetFolder(target);
        _learner = new SchemaLearner(hasDecimals: target.Format is DistisetFormat.Parquet);
        _rules = target.Format is DistisetFormat.Parquet ? CellRules.ForParquet() : CellRules.ForJsonLines();
        _columns = new ConfigColumns(target, _folder, _learner);
    }

    /// <summary>Rows written so far.</summary>
    public long Count => _spools.Sum(spool => spool.Rows.Count);

    /// <summary>Rows written so far, by split.</summary>
    public IReadOnlyDictionary<string, long> Counts => _spools.ToDictionary(spool => spool.Split, spool => spool.Rows.Count);

    /// <summary>What a person should know of a set that was written all the same.</summary>
    public string? Warning { get; private set; }

    /// <summary>What a person should know of values that are not in the files as the rows have them.</summary>
    public IReadOnlyList<string> ValueWarnings => [.. _rules.Warnings, .. RoundedColumns.Warnings(_learner.Schema)];

    /// <summary>What a person should know of the licence: that it is not the one of the datasets that the rows came from, or that none is named.</summary>
    public string? LicenseWarning { get; private set; }

    /// <summary>
    /// Where the whole new set lies, and the card points, when it could not be brought into its folder (no room for two copies);
    /// the next export does it.
    /// </summary>
    public (string Folder, Exception Reason)? Unmoved { get; private set; }

    /// <summary>The files in which the rows are that have not taken their place, as whole lines of JSON.</summary>
    public IReadOnlyList<string> Waiting => _spools.Select(spool => spool.Rows.Path).Where(path => File.Exists(path) && new FileInfo(path).Length > 0).ToList();

    /// <summary>
    /// The rows that earlier, interrupted exports had left here, and where they are now. Those with which these begin are gone when these are in their
    /// place: they are the same rows, made again.
    /// </summary>
    public IReadOnlyList<string> LeftBehind => _leftBehind.ConvertAll(left => left.Path);

    /// <summary>
    /// Begins the export. Throws <see cref="ArgumentException"/> for a name that the Hub would refuse and <see cref="IOException"/>
    /// when the split already has files and is not to be replaced, when another export is writing it, and when the folder's other
    /// configs and splits do not go with it.
    /// </summary>
    public static DistisetWriter Open(DistisetTarget target, CancellationToken cancellationToken = default)
    {
        CheckConfig(target, target.Config);
        if (DistisetLayout.ProblemWithSplit(target.Split) is { } badSplit)
            throw new ArgumentException($"'{target.Split}' cannot be a split: {badSplit}.", nameof(target.Split));
        if (target.TrainSize is not null and not (> 0 and < 1))
            throw new ArgumentException($"{target.TrainSize} is no share of the rows: give more than 0 and less than 1.", nameof(target.TrainSize));
        if (File.Exists(target.Root))
            throw new IOException($"{target.Root} is a file, and a dataset is a folder. Give another -Path.");
        var writer = new DistisetWriter(target);
        // Two exports that begin at once see each other: the one that comes first has its files open when the other looks.
        using var turn = FolderLock.Take(target.Root, cancellationToken);
        foreach (var split in target.Splits)
        {
            writer._folder.DropLink(split);
            if (File.Exists(writer._folder.Incomplete(split)) && DistisetFolder.IsBeingWritten(writer._folder.Incomplete(split)))
                throw new IOException($"Another export is writing the split '{split}' in {writer._folder.Folder}. " +
                    "Wait for it, or give another -Path, -Config or -Split.");
        }
        if (Directory.Exists(target.Root))
        {
            // What an interrupted export left is read, too, and nothing is written by way of a link out of the folder.
            FolderTree.Files(target.Root);
            writer._folder.FinishEarlierReplacement();
            writer._folder.CheckPlace();
            writer._columns.Learn();
        }
        writer._madeFolders = MakeFolders(writer._folder.Folder);
        try
        {
            foreach (var split in target.Splits)
            {
                if (writer._folder.SetAside(split) is { } left)
                    writer._leftBehind.Add(new Left(split, left));
            }
            writer._spools = target.Splits
                .Select(split => new Spool(
                    split,
                    new RowSpool(writer._folder.Incomplete(split), writer._learner, takesAny: target.Format is DistisetFormat.Jsonl, writer._rules)))
                .ToList();
        }
        catch
        {
            writer.RemoveMadeFolders();
            throw;
        }
        return writer;
    }

    /// <summary>Whether the export could begin, by looking alone. Throws as <see cref="Open"/> does.</summary>
    public static void Check(DistisetTarget target)
    {
        CheckConfig(target, target.Config);
        if (Directory.Exists(target.Root))
            new DistisetFolder(target).CheckPlace();
    }

    private static void CheckConfig(DistisetTarget target, string config)
    {
        if (DistisetLayout.ProblemWithNewConfig(config, target.Splits[0]) is { } problem)
            throw new ArgumentException($"'{config}' cannot be a config: {problem}.", nameof(target.Config));
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> for a row that cannot be written; it is left out.</summary>
    public void Write(Row row)
    {
        ObjectDisposedException.ThrowIf(_isDone, this);
        if (_target.ExcludeMetadata && row.Has(Columns.Metadata))
        {
            row = row.Copy();
            row.Remove(Columns.Metadata);
        }
        if (_columns.ProblemWith(row) is { } misfit)
            throw new InvalidOperationException(misfit);
        try
        {
            var spool = SpoolOf(row);
            row = TrainingShapes.InSplit(row, spool.Split);
            spool.Rows.Add(row);
        }
        catch (InvalidOperationException error)
        {
            if (_columns.Kept.Count == 0 || _learner.Schema.Fields.Count == 0)
                throw;
            throw new InvalidOperationException(
                $"{error.Message} What the config's other splits ({string.Join(", ", _columns.Kept.Select(k => k.Name))}) hold counts too: " +
                "loaders take all splits of a config or none.",
                error);
        }
        _trainersOwn ??= TrainerColumns.Problems(row).FirstOrDefault();
        // How a trainer takes the set, if it takes every row of it.
        var shape = TrainerShapes.Of(row);
        if (_example is null)
            (_example, _shape) = (row, shape);
        if (shape != _shape || _shape is not (TrainerShape.Other or TrainerShape.DistilabelPreference) && TrainerShapes.Problems(row, shape).Any())
            _shape = TrainerShape.Other;
    }

    /// <summary>
    /// Makes the rows those of another config than the one that they were begun under. Throws as <see cref="Open"/> does; the rows stay
    /// where they are then.
    /// </summary>
    public void MoveTo(string config, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDone, this);
        if (config == _target.Config)
            return;
        CheckConfig(_target, config);
        var target = _target with { Config = config };
        var folder = new DistisetFolder(target);
        using var turn = FolderLock.Take(target.Root, cancellationToken);
        folder.FinishEarlierReplacement();
        folder.CheckPlace();
        (_target, _folder, _columns) = (target, folder, new ConfigColumns(target, folder, _learner));
        _columns.Learn();
    }

    private Spool SpoolOf(Row row)
    {
        if (_target.TrainSize is not { } share)
            return _spools[0];
        var prompt = TrainerShapes.PromptOf(row)
            ?? throw new InvalidOperationException("This row has no prompt, by which -TrainSize tells train from test: a column prompt, " +
                "messages or instruction.");
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)));
        return _spools[hash < share * ulong.MaxValue ? 0 : 1];
    }

    /// <summary>
    /// Gives the rows their place and names it in the card. Without any rows nothing is changed, and the answer is false. With
    /// <see cref="DistisetTarget.TrainSize"/> a side on which there are no rows is no split.
    /// </summary>
    /// <param name="making">How the rows came about, for the card.</param>
    /// <param name="onRow">Told how many rows have been given their last form, after each.</param>
    /// <param name="onFiles">
    /// Told of the files before they take their place, each with its full path now and then: once they are there a kill can come at any moment.
    /// </param>
    /// <param name="cancellationToken">Ends the work; the rows stay beside the target then.</param>
    public bool Complete(
        DatasetMaking? making = null,
        Action<long>? onRow = null,
        Action<IReadOnlyList<(string Now, string Then)>>? onFiles = null,
        CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDone, this);
        if (Count == 0)
        {
            Dispose();
            return false;
        }
        _isDone = true;
        if (_target.Format is DistisetFormat.Parquet && _learner.Schema.Fields.Count == 0)
        {
            foreach (var spool in _spools)
                spool.Rows.Dispose();
            throw new IOException("None of these rows has a column, and a Parquet file needs one.");
        }
        // Held open to the end, so that no other export takes the place for free.
        var held = _spools.ConvertAll(spool => new FileStream(spool.Rows.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        try
        {
            foreach (var spool in _spools)
                spool.Rows.Dispose();
            if (_columns.Theirs is not null && _spools.Find(spool => spool.Rows.IsMixed)?.Rows.Conflict is { } conflict)
                throw new LoaderConflictException($"{conflict} Beside the config's other splits loaders refuse that: give another -Config.");
            _schema = _columns.Settle();
            Directory.CreateDirectory(_folder.StagingFolder);
            var written = 0L;
            var splits = _spools.Where(spool => spool.Rows.Count > 0).Select(spool =>
            {
                var before = written;
                var info = WriteFiles(spool, done => onRow?.Invoke(before + done), cancellationToken);
                written += spool.Rows.Count;
                return info;
            }).ToList();
            var note = _target.Format is DistisetFormat.Jsonl
                ? JsonWords.Of(splits.ConvertAll(split => DistisetLayout.Shards(_folder.StagingFolder, split.Name)))
                : null;
            onFiles?.Invoke(splits.SelectMany(split => split.Files)
                .Select(name => (Path.Combine(_folder.StagingFolder, name), Path.Combine(_folder.Folder, name))).ToList());
            var madeAgain = _leftBehind.FindAll(left =>
                File.Exists(left.Path) && FileBeginnings.IsBeginning(left.Path, _spools.Find(spool => spool.Split == left.Split)!.Rows.Path));
            Replace(splits, making, held, cancellationToken);
            foreach (var left in madeAgain)
                Drop(left);
            Warning = string.Join(' ', new[] { Warning, note, _trainersOwn?.Message }.OfType<string>()) is { Length: > 0 } warning ? warning : null;
        }
        catch (Exception) when (Directory.Exists(_folder.StagingFolder) && !_folder.IsStaged)
        {
            Directory.Delete(_folder.StagingFolder, recursive: true);
            throw;
        }
        finally
        {
            held.ForEach(file => file.Dispose());
        }
        RemoveMadeFolders();
        return true;
    }

    /// <summary>The set is in its place: what cannot be tidied up now is told as left.</summary>
    private void Drop(Left left)
    {
        try
        {
            File.Delete(left.Path);
            _leftBehind.Remove(left);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Closes the files; without <see cref="Complete"/> the rows stay beside the target.</summary>
    public void Dispose()
    {
        if (_isDone)
            return;
        _isDone = true;
        foreach (var spool in _spools)
        {
            spool.Rows.Dispose();
            if (spool.Rows.Count == 0)
                File.Delete(spool.Rows.Path);
        }
        if (Count == 0)
            RemoveMadeFolders();
    }

    private WrittenSplit WriteFiles(Spool spool, Action<long> onRow, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> Names() => DistisetLayout.Shards(_folder.StagingFolder, spool.Split).Select(file => Path.GetFileName(file)).ToList();
        if (_target.Format is DistisetFormat.Parquet)
        {
            var shards = spool.Rows.WriteShards(
                _folder.StagingFolder, spool.Split, _target.MaximumShardBytes, _schema, onRow: onRow, cancellationToken: cancellationToken);
            return new WrittenSplit(spool.Split, spool.Rows.Count, shards.Sum(s => s.UncompressedBytes), shards.Sum(s => s.Bytes), Names());
        }
        var file = Path.Combine(_folder.StagingFolder, DistisetLayout.ShardName(spool.Split, 0, 1, "jsonl"));
        File.Copy(spool.Rows.Path, file, overwrite: true);
        var size = new FileInfo(file).Length;
        return new WrittenSplit(spool.Split, spool.Rows.Count, size, size, Names());
    }

    private sealed record WrittenSplit(string Name, long Rows, long DataBytes, long FileBytes, IReadOnlyList<string> Files);

    private void Replace(IReadOnlyList<WrittenSplit> splits, DatasetMaking? making, List<FileStream> held, CancellationToken cancellationToken)
    {
        using var turn = FolderLock.Take(_target.Root, cancellationToken);
        // Another export may have ended meanwhile.
        _columns.Learn();
        var (place, view) = _folder.Look();
        var written = splits.Select(split => new LoaderSplit(split.Name, split.Files)).ToList();
        _folder.CheckLoading(place, view, written);
        var card = DatasetCard.Open(_folder.CardPath);
        _folder.NameOthers(card, place, view, written);
        Describe(card, splits, making);
        _folder.NameOwn(card, view, written);
        foreach (var split in written)
            card.SetFiles(_target.Config, split.Name, $"{_folder.StagingName}/{split.Name}-*");
        if (_target.PreferredDefault is { } preferred)
            card.Prefer(preferred);
        _folder.Save(card);
        // From here on the set is whole, whatever happens; a file that is open takes room though it is deleted.
        held.ForEach(file => file.Dispose());
        foreach (var spool in _spools)
            File.Delete(spool.Rows.Path);
        try
        {
            _folder.FinishReplacement(_folder.StagingName, _target.Splits);
            if (_target.IsWholeConfig)
                _folder.DropOtherSplits(_target.Splits);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Unmoved = (_folder.StagingFolder, error);
        }
    }

    /// <summary>All that a card says but where the files lie.</summary>
    private void Describe(DatasetCard card, IReadOnlyList<WrittenSplit> splits, DatasetMaking? making)
    {
        LicenseWarning = CardSources.Describe(card, making?.Sources ?? [], _target.License);
        // Of rows from elsewhere nothing is claimed.
        var isOurs = TrainerShapes.IsOfThisChain(_example!);
        if (isOurs)
        {
            card.SetListIfAbsent("language", "en");
            card.SetListIfAbsent("task_categories", "text-generation");
            card.SetListIfAbsent("tags", "synthetic", "mathematics", "preference", "distilabel", "mathpref");
        }

        var mixed = _spools.Find(spool => spool.Rows.IsMixed)?.Rows.Conflict;
        if (mixed is not null)
            Warning = $"The rows have no common types, so loaders may refuse them and the card names no columns. {mixed}";
        if (!_columns.IsMixed && mixed is null && _learner.Schema.Fields.Count > 0)
        {
            card.SetInfo(new ConfigInfo
            {
                Config = _target.Config,
                Features = _columns.Features(card),
                Splits =
                [
                    .. _columns.Kept.Select(k => new SplitInfo(k.Name, k.Rows, k.DataBytes))
                        .Concat(splits.Select(s => new SplitInfo(s.Name, s.Rows, s.DataBytes)))
                        .OrderBy(s => s.Name, DistisetLayout.SplitOrder),
                ],
                DownloadBytes = _columns.Kept.Sum(k => k.FileBytes) + splits.Sum(s => s.FileBytes),
            });
        }
        else
        {
            // Rows without a common type: what loaders make of them no card can say.
            card.ForgetInfo(_target.Config);
        }
        var own = splits.Select(s => new CardText.SplitRows(_target.Config, s.Name, s.Rows)).ToList();
        var all = own.Concat(_columns.Kept.Select(k => new CardText.SplitRows(_target.Config, k.Name, k.Rows)))
            .Concat(DatasetFiles.RowsOf(_target.Root, card).Where(split => split.Config != _target.Config))
            .OrderBy(s => s.Config, StringComparer.Ordinal).ThenBy(s => s.Split, DistisetLayout.SplitOrder)
            .ToList();
        card.SetSize(DistisetLayout.SizeCategory(all.Sum(s => s.Rows ?? 0)));
        card.Body = CardText.Update(card.Body, all, new CardText.Section
        {
            Config = _target.Config,
            Splits = own,
            Making = making,
            Example = _example!,
            Shape = own.Exists(s => s.Split == DistisetLayout.DefaultSplit) ? _shape : TrainerShape.Other,
            IsOurs = isOurs,
        });
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
