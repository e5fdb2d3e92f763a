using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Looks for what a trainer or a loader would trip over: what the datasets library refuses or misreads, and what TRL refuses, skips or
/// trains on without a word. Bounded memory: of each row a hash of its prompt is kept.
/// </summary>
public sealed class DistisetChecker
{
    private readonly string _folder;
    private readonly Action<long>? _onRow;
    private readonly CancellationToken _cancellationToken;
    private readonly Findings _findings = new();
    private DatasetSnapshot _set = null!;
    private long _rows;
    private bool _hasTrlPairs;

    private DistisetChecker(string folder, Action<long>? onRow, CancellationToken cancellationToken)
    {
        _folder = folder;
        _onRow = onRow;
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// Checks a folder. Nothing is thrown for what is wrong in it; it is in the answer, errors first. Throws
    /// <see cref="DatasetReplacedException"/> where another set takes its place meanwhile: what was found would be of both.
    /// </summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="onRow">Told how many rows have been looked at, after each.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IReadOnlyList<DistisetProblem> Check(string folder, Action<long>? onRow = null, CancellationToken cancellationToken = default)
    {
        var checker = new DistisetChecker(DatasetFiles.RootOf(folder), onRow, cancellationToken);
        checker.CheckFolder();
        return checker._findings.ToProblems();
    }

    private void CheckFolder()
    {
        var check = "BadLink";
        PlaceCheck place;
        try
        {
            FolderTree.CheckInside(_folder, DistisetLayout.CardName);
            check = "UnreadableCard";
            DatasetCard.Open(Path.Combine(_folder, DistisetLayout.CardName));
            check = "BadLink";
            _set = DatasetSnapshot.Take(_folder);
            place = new PlaceCheck(_findings, _set);
        }
        catch (DatasetFormatException wrong)
        {
            _findings.Error(check, wrong.Message);
            return;
        }
        var (card, splits) = (_set.Card, _set.Splits);
        if (splits.Count == 0)
        {
            if (place.SayNotRead())
                return;
            _findings.Error("NoDataset", DatasetFiles.NoDataset(_folder).Message);
            return;
        }
        place.Begin();
        var infos = card.Infos();
        foreach (var config in splits.GroupBy(s => s.Config))
        {
            place.CheckNames(config.Key, config.Select(split => split.Split));
            CheckConfig(config.Key, [.. config], infos.FirstOrDefault(info => info.Config == config.Key));
        }
        place.End();
        // Who has the pairs for TRL beside them keeps distilabel's shape on purpose.
        if (_hasTrlPairs)
            _findings.Remove(TrainerShapes.DistilabelShape.Message);
        var told = card.Scalar("size_categories");
        var counted = DistisetLayout.SizeCategory(_rows);
        if (told is not null && told != counted)
            _findings.Warning("WrongSizeCategory", $"The card's size_categories says {told}, and there are {_rows} rows: {counted}.");
    }

    private void CheckConfig(string config, IReadOnlyList<DatasetFiles> splits, ConfigInfo? info)
    {
        var columns = new ColumnCheck(_findings, config, info?.Features);
        var rows = new RowCheck(_findings);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var json = new JsonCheck(_findings, columns.Settled);
        for (var i = 0; i < splits.Count; i++)
        {
            counts[splits[i].Split] = CheckSplit(splits[i], i, columns, rows);
            if (JsonCheck.Reads(splits[i].Files) && splits[i].Reading is not { IsOfCard: true })
                json.Check(splits[i]);
        }
        _hasTrlPairs |= rows.HasTrlPairs;
        if (splits.All(s => s.Split != DistisetLayout.DefaultSplit))
            _findings.Warning("NoTrainSplit", $"The config has no split '{DistisetLayout.DefaultSplit}', which trainers read.", config);
        if (info is not null)
            CheckCounts(config, info, counts);
        columns.End();
    }

    private void CheckCounts(string config, ConfigInfo info, Dictionary<string, long> counts)
    {
        foreach (var split in info.Splits.Where(s => !counts.ContainsKey(s.Name)))
            _findings.Error("WrongSplits", $"The card's dataset_info has a split '{split.Name}' that the data has not: loading fails.", config, split.Name);
        foreach (var (split, rows) in counts)
        {
            var said = info.Splits.FirstOrDefault(s => s.Name == split);
            if (said is null && info.Splits.Count > 0)
                _findings.Error("WrongSplits", $"The card's dataset_info does not have the split '{split}': loading fails.", config, split);
            else if (said is not null && said.Rows != rows)
                _findings.Error(
                    "WrongCount",
                    $"The card's num_examples says {said.Rows?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"}, " +
                    $"and there are {rows} rows: loading fails. Export the split again, or correct the card.",
                    config,
                    split);
        }
    }

    private long CheckSplit(DatasetFiles split, int number, ColumnCheck columns, RowCheck rows)
    {
        if (split.Files.Count == 0)
        {
            _findings.Error("NoFiles", $"The card names files for {split.Config}/{split.Split}, and there are none: loading fails.", split.Config, split.Split);
            return 0;
        }
        if (DistisetLayout.ProblemWithShards(split.Files) is { } missing)
            _findings.Error("MissingShards", $"The split is not whole: {missing}.", split.Config, split.Split);
        var count = 0L;
        foreach (var file in split.Files)
        {
            try
            {
                count = CheckRows(split, number, file, count, columns, rows);
            }
            catch (Exception error) when (error is DatasetFormatException or (IOException and not DatasetReplacedException) or UnauthorizedAccessException)
            {
                Unreadable(split, file, error.Message);
            }
        }
        // Of what cannot be read here nobody knows whether it is empty.
        if (count == 0 && !_findings.Has("UnreadableFile", split))
            _findings.Error("EmptySplit", "The split has no rows: loading fails.", split.Config, split.Split);
        return count;
    }

    private long CheckRows(DatasetFiles split, int number, string file, long count, ColumnCheck columns, RowCheck rows)
    {
        if (!CheckFile(split, file, columns))
            return count;
        var isParquet = split.IsParquet(file);
        var read = _set.Read(
            file,
            broken => Unreadable(split, file, broken.Message),
            name => !name.Equals(Columns.Metadata, StringComparison.OrdinalIgnoreCase),
            reading: split.Reading);
        foreach (var row in read)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            count++;
            _onRow?.Invoke(++_rows);
            if (isParquet)
                columns.AddTyped(row);
            else
                columns.Add(row, split, count, FileKind.Of(file).Loader == "json");
            rows.Check(row, split, number, count);
        }
        columns.EndFile(split);
        return count;
    }

    /// <summary>What a file says of itself; false where there is nothing to read.</summary>
    private bool CheckFile(DatasetFiles split, string file, ColumnCheck columns)
    {
        var name = Relative(file);
        if (_set.MarkOf(file).Length == 0)
        {
            // Beside others loaders pass over one without lines.
            if (FileKind.Of(file).Loader == "json" && split.Files.Any(other => _set.MarkOf(other).Length > 0))
                return false;
            _findings.Error("EmptyFile", $"{name} is empty: loading fails.", split.Config, split.Split, name);
            return false;
        }
        if (!split.IsParquet(file))
        {
            if (FileKind.Of(file).Loader == "csv" && split.Reading is not { IsOfCard: true } && IsWide(file))
                _findings.Error("DoesNotLoad", $"{name} is UTF-16 or UTF-32, and loaders read UTF-8: load_dataset fails. Save it as UTF-8.",
                    split.Config, split.Split, name);
            return true;
        }
        ParquetInfo parquet;
        try
        {
            parquet = _set.ReadInfo(file);
        }
        catch (DatasetFormatException broken)
        {
            Unreadable(split, file, broken.Message);
            return false;
        }
        LoadedColumns? loaded = null;
        try
        {
            loaded = ParquetFeatures.ReadFile(file).Columns;
        }
        catch (DatasetFormatException unknown)
        {
            _findings.Error("DoesNotLoad", $"{unknown.Message}: load_dataset fails on this file. Export its rows again, without that column.",
                split.Config, split.Split, name);
        }
        if (parquet.EmptyRowGroups > 0)
            _findings.Error("EmptyRowGroup", $"{name} has a row group without rows: loading fails.", split.Config, split.Split, name);
        columns.Add(split, name, parquet, loaded);
        return true;
    }

    /// <summary>Whether a text is of an encoding that this module finds out, and loaders do not.</summary>
    private static bool IsWide(string file)
    {
        PointerFile.Check(file);
        using var text = LoadedFile.At(file).OpenText();
        var head = text.Peek(4096);
        return head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || WideEncoding.Of(head) is not null;
    }

    private void Unreadable(DatasetFiles split, string file, string message) =>
        _findings.Error("UnreadableFile", message, split.Config, split.Split, Relative(file));

    private string Relative(string file) => Path.GetRelativePath(_folder, file).Replace('\\', '/');
}
