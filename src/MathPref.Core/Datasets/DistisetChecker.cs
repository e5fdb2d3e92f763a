using System.Buffers.Binary;
using System.Collections;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Core.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// Looks for what a trainer or a loader would trip over: what the datasets library refuses or misreads, and what TRL refuses, skips or
/// trains on without a word. Bounded memory: of each row a hash of its prompt is kept.
/// </summary>
public sealed class DistisetChecker
{
    private const int RowsNamed = 10;

    private static readonly string[] s_answerColumns = [Columns.Chosen, Columns.Rejected, "completion", "messages"];

    private readonly string _folder;
    private readonly Action<long>? _onRow;
    private readonly CancellationToken _cancellationToken;
    private DatasetSnapshot _set = null!;
    private readonly OrderedDictionary<(string Check, string? Config, string? Split, string? Column), Finding> _findings = [];
    private long _rows;
    private bool _hasTrlPairs;

    private sealed class Finding(ProblemSeverity severity, string message)
    {
        public ProblemSeverity Severity { get; } = severity;

        public string Message { get; } = message;

        public long Count { get; set; }

        public List<long> Rows { get; } = [];
    }

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
        return checker._findings
            .Select(f => new DistisetProblem
            {
                Severity = f.Value.Severity,
                Check = f.Key.Check,
                Config = f.Key.Config,
                Split = f.Key.Split,
                Column = f.Key.Column,
                Count = f.Value.Rows.Count > 0 ? f.Value.Count : null,
                Rows = f.Value.Rows,
                // A card's names and a file's columns are in it.
                Message = MessageText.Lines(f.Value.Message),
            })
            .OrderByDescending(p => p.Severity)
            .ToList();
    }

    private void CheckFolder()
    {
        var check = "BadLink";
        try
        {
            FolderTree.CheckInside(_folder, DistisetLayout.CardName);
            check = "UnreadableCard";
            DatasetCard.Open(Path.Combine(_folder, DistisetLayout.CardName));
            check = "BadLink";
            _set = DatasetSnapshot.Take(_folder);
        }
        catch (DatasetFormatException wrong)
        {
            Error(check, wrong.Message);
            return;
        }
        var (card, splits) = (_set.Card, _set.Splits);
        if (splits.Count == 0)
        {
            Error("NoDataset", DatasetFiles.NoDataset(_folder).Message);
            return;
        }
        if (card.Sources().Count == 0)
            Warning("NoCard", $"There is no {DistisetLayout.CardName} that names the files, so loaders guess configs and splits from the names of the files. " +
                "Export-Distiset writes one.");
        if (card.Defaults > 1)
            Error("TwoDefaults", "The card calls more than one config the default (default: true): loading fails.");
        if (splits.SelectMany(s => s.Files).Select(file => FileKind.Of(file).Extension).Distinct().Count() is > 1)
            Error("MixedFormats", "The configs and splits have files of several formats, and loaders take one for all: loading fails.");
        var infos = card.Infos();
        foreach (var config in splits.GroupBy(s => s.Config))
            CheckConfig(config.Key, [.. config], infos.FirstOrDefault(info => info.Config == config.Key));
        if (_hasTrlPairs)
            DropDistilabelShape();
        var told = card.Scalar("size_categories");
        var counted = DistisetLayout.SizeCategory(_rows);
        if (told is not null && told != counted)
            Warning("WrongSizeCategory", $"The card's size_categories says {told}, and there are {_rows} rows: {counted}.");
    }

    /// <summary>Who has the pairs for TRL beside them keeps distilabel's shape on purpose.</summary>
    private void DropDistilabelShape()
    {
        foreach (var key in _findings.Where(finding => finding.Value.Message == TrainerShapes.DistilabelShape.Message).Select(finding => finding.Key).ToList())
            _findings.Remove(key);
    }

    private void CheckConfig(string config, IReadOnlyList<DatasetFiles> splits, ConfigInfo? info)
    {
        if (DistisetLayout.ProblemWithConfig(config) is { } badConfig)
            Error("BadConfigName", $"The config '{config}' cannot be loaded: {badConfig}.", config);
        var columns = new SchemaLearner();
        var prompts = new Dictionary<ulong, int>();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < splits.Count; i++)
            counts[splits[i].Split] = CheckSplit(splits[i], i, columns, prompts, info);
        if (splits.All(s => s.Split != DistisetLayout.DefaultSplit))
            Warning("NoTrainSplit", $"The config has no split '{DistisetLayout.DefaultSplit}', which trainers read.", config);
        if (info is null)
            return;
        foreach (var split in info.Splits.Where(s => !counts.ContainsKey(s.Name)))
            Error("WrongSplits", $"The card's dataset_info has a split '{split.Name}' that the data has not: loading fails.", config, split.Name);
        foreach (var (split, rows) in counts)
        {
            var said = info.Splits.FirstOrDefault(s => s.Name == split);
            if (said is null && info.Splits.Count > 0)
                Error("WrongSplits", $"The card's dataset_info does not have the split '{split}': loading fails.", config, split);
            else if (said is not null && said.Rows != rows)
                Error(
                    "WrongCount",
                    $"The card's num_examples says {said.Rows?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"}, " +
                    $"and there are {rows} rows: loading fails. Export the split again, or correct the card.",
                    config,
                    split);
        }
        if (info.Features is { } features)
        {
            foreach (var problem in CardFeatures.Compare(features, columns.Schema))
                Add(
                    problem.IsError ? ProblemSeverity.Error : ProblemSeverity.Warning,
                    "WrongFeatures",
                    $"Column '{problem.Column}': {problem.Problem}.",
                    config,
                    null,
                    problem.Column);
        }
    }

    private long CheckSplit(DatasetFiles split, int number, SchemaLearner columns, Dictionary<ulong, int> prompts, ConfigInfo? info)
    {
        if (DistisetLayout.ProblemWithSplit(split.Split) is { } badSplit)
            Error("BadSplitName", $"The split '{split.Split}' cannot be loaded: {badSplit}.", split.Config, split.Split);
        if (split.Files.Count == 0)
        {
            Error("NoFiles", $"The card names files for {split.Config}/{split.Split}, and there are none: loading fails.", split.Config, split.Split);
            return 0;
        }
        if (DistisetLayout.ProblemWithShards(split.Files) is { } missing)
            Error("MissingShards", $"The split is not whole: {missing}.", split.Config, split.Split);
        var rows = 0L;
        foreach (var file in split.Files)
        {
            try
            {
                rows = CheckRows(split, number, file, rows, columns, prompts, info);
            }
            catch (Exception error) when (error is DatasetFormatException or (IOException and not DatasetReplacedException) or UnauthorizedAccessException)
            {
                Error("UnreadableFile", error.Message, split.Config, split.Split, Relative(file));
            }
        }
        if (rows == 0)
            Error("EmptySplit", "The split has no rows: loading fails.", split.Config, split.Split);
        return rows;
    }

    private long CheckRows(DatasetFiles split, int number, string file, long rows, SchemaLearner columns, Dictionary<ulong, int> prompts, ConfigInfo? info)
    {
        if (CheckFile(split, file, columns, info))
        {
            var isParquet = DatasetReader.IsParquet(file);
            var read = _set.Read(
                file,
                broken => Error("UnreadableFile", broken.Message, split.Config, split.Split, Relative(file)),
                name => !name.Equals(Columns.Metadata, StringComparison.OrdinalIgnoreCase));
            foreach (var row in read)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                rows++;
                _onRow?.Invoke(++_rows);
                if (!isParquet && Refusal(() => columns.Add(row)) is { } refusal)
                    Row(ProblemSeverity.Error, "MixedSchemas", refusal, split, rows);
                CheckRow(row, split, number, rows, prompts);
            }
        }
        return rows;
    }

    /// <summary>What a file says of itself; false where there is nothing to read.</summary>
    private bool CheckFile(DatasetFiles split, string file, SchemaLearner columns, ConfigInfo? info)
    {
        if (_set.MarkOf(file).Length == 0)
        {
            Error("EmptyFile", $"{Relative(file)} is empty: loading fails.", split.Config, split.Split, Relative(file));
            return false;
        }
        if (!DatasetReader.IsParquet(file))
            return true;
        ParquetInfo parquet;
        try
        {
            parquet = _set.ReadInfo(file);
        }
        catch (DatasetFormatException broken)
        {
            Error("UnreadableFile", broken.Message, split.Config, split.Split, Relative(file));
            return false;
        }
        if (parquet.EmptyRowGroups > 0)
            Error("EmptyRowGroup", $"{Relative(file)} has a row group without rows: loading fails.", split.Config, split.Split, Relative(file));
        foreach (var column in parquet.ByteColumns)
            Error(
                "BytesInsteadOfText",
                $"The column '{column}' in {Relative(file)} holds bytes that are not said to be text: trainers train on what bytes look like.",
                split.Config,
                split.Split,
                column);
        CompareShards(split, file, columns, parquet.Schema, hasFeatures: info?.Features is not null);
        return true;
    }

    private void CompareShards(DatasetFiles split, string file, SchemaLearner columns, RowSchema schema, bool hasFeatures)
    {
        var before = columns.Schema;
        if (Refusal(() => columns.Add(schema)) is { } refusal)
        {
            Error("MixedSchemas", $"{Relative(file)} does not go with the files before it. {refusal}", split.Config, split.Split, Relative(file));
            return;
        }
        // With the columns named in the card a shard may lack some, or have whole numbers for doubles.
        if (before.Fields.Count == 0 || hasFeatures)
            return;
        var others = columns.Schema.Fields
            .Where(field => before.Root.IndexOf(field.Name) is var i && (i < 0 || !before.Fields[i].Type.Equals(field.Type)))
            .Select(field => $"'{field.Name}'")
            .ToList();
        if (others.Count > 0)
            Error(
                "MixedSchemas",
                $"{Relative(file)} has columns that the files before it do not have, or have with another type ({string.Join(", ", others)}), " +
                "and no dataset_info names them: loading fails.",
                split.Config,
                split.Split,
                Relative(file));
    }

    private void CheckRow(Row row, DatasetFiles split, int splitNumber, long number, Dictionary<ulong, int> prompts)
    {
        var shape = TrainerShapes.Of(row);
        foreach (var problem in TrainerShapes.Problems(row, shape))
        {
            if (problem.IsEmpty)
                Row(ProblemSeverity.Error, "EmptyText", problem.Message, split, number, problem.Column);
            else
                Row(ProblemSeverity.Warning, "Shape", problem.Message, split, number, problem.Column);
        }
        _hasTrlPairs |= shape is TrainerShape.TrlPreference;
        CheckPair(row, split, number);
        CheckTruncation(row, split, number);
        if (shape is TrainerShape.TrlUnpaired && row["label"] is null)
            Row(ProblemSeverity.Error, "NullLabel", "'label' is null, and must be true or false.", split, number, "label");
        if (TrainerShapes.PromptOf(row) is not { } prompt)
            return;
        var context = TrainerShapes.ContextOf(row) ?? prompt;
        if (context == prompt && row.Has(Columns.PromptId) && row[Columns.PromptId] as string != TrainingShapes.PromptId(prompt))
            Row(
                ProblemSeverity.Error,
                "WrongPromptId",
                "prompt_id is not the SHA-256 of the prompt (lower-case hexadecimal, of its UTF-8).",
                split,
                number,
                Columns.PromptId);
        CheckRepetition(context, shape, split, splitNumber, number, prompts);
    }

    private void CheckPair(Row row, DatasetFiles split, long number)
    {
        if (TrainerShapes.AnswerOf(Chosen(row)) is not { } chosen || TrainerShapes.AnswerOf(Rejected(row)) is not { } rejected)
            return;
        if (chosen == rejected)
            Row(
                ProblemSeverity.Error,
                "ChosenEqualsRejected",
                "chosen and rejected are the same text: there is nothing to learn from it. ConvertTo-DpoFormat makes no such pairs.",
                split,
                number);
        if (RowValues.AsNumber(row[Columns.ChosenRating]) is { } better && RowValues.AsNumber(row[Columns.RejectedRating]) is { } worse)
        {
            if (better < worse)
                Row(ProblemSeverity.Error, "ChosenRatedLower", "chosen is rated lower than rejected.", split, number);
            else if (better == worse && chosen != rejected)
                Row(ProblemSeverity.Warning, "Tie", "chosen and rejected are rated alike.", split, number);
        }
    }

    private void CheckTruncation(Row row, DatasetFiles split, long number)
    {
        foreach (var column in s_answerColumns.Where(row.Has))
        {
            if (TrainerShapes.AnswerOf(row[column]) is { } answer && IsCut(row, answer))
                Row(
                    ProblemSeverity.Warning,
                    "TruncatedAnswer",
                    $"The answer in '{column}' ended at the limit of tokens. Give the models more with -MaxNewTokens.",
                    split,
                    number,
                    column);
        }
    }

    private void CheckRepetition(string context, TrainerShape shape, DatasetFiles split, int splitNumber, long number, Dictionary<ulong, int> prompts)
    {
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(context)));
        if (!prompts.TryGetValue(hash, out var first))
            prompts.Add(hash, splitNumber);
        else if (first != splitNumber)
            Row(
                ProblemSeverity.Error,
                "PromptInTwoSplits",
                "The prompt is in another split of the config as well: what is trained on must not be what is tested with. " +
                "Export-Distiset -TrainSize keeps prompts apart.",
                split,
                number);
        else if (shape is not TrainerShape.TrlUnpaired)
            Row(ProblemSeverity.Warning, "DuplicatePrompt", "The prompt came before in this split.", split, number);
    }

    private static object? Chosen(Row row) => row[Columns.Chosen] ?? row["preferred_output"];

    private static object? Rejected(Row row) => row[Columns.Rejected] ?? row["non_preferred_output"];

    /// <summary>Whether the answer is one of the row's generations, and that one ended at its limit.</summary>
    private static bool IsCut(Row row, string answer)
    {
        if (row[Columns.Generations] is not IEnumerable generations || row[Columns.FinishReasons] is not IEnumerable reasons)
            return ThinkingMarks.IsOf(answer, row[Columns.Generation] as string) && FinishReasons.IsCut(row[Columns.FinishReason] as string);
        return FinishReasons.IsCut(generations.Cast<object?>()
            .Zip(reasons.Cast<object?>())
            .FirstOrDefault(g => ThinkingMarks.IsOf(answer, g.First as string)).Second as string);
    }

    private static string? Refusal(Action learn)
    {
        try
        {
            learn();
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    private string Relative(string file) => Path.GetRelativePath(_folder, file).Replace('\\', '/');

    private void Error(string check, string message, string? config = null, string? split = null, string? column = null) =>
        Add(ProblemSeverity.Error, check, message, config, split, column);

    private void Warning(string check, string message, string? config = null, string? split = null) =>
        Add(ProblemSeverity.Warning, check, message, config, split, null);

    private void Row(ProblemSeverity severity, string check, string message, DatasetFiles split, long row, string? column = null)
    {
        var finding = Add(severity, check, message, split.Config, split.Split, column);
        finding.Count++;
        if (finding.Rows.Count < RowsNamed)
            finding.Rows.Add(row);
    }

    private Finding Add(ProblemSeverity severity, string check, string message, string? config, string? split, string? column)
    {
        if (!_findings.TryGetValue((check, config, split, column), out var finding))
            _findings.Add((check, config, split, column), finding = new Finding(severity, message));
        return finding;
    }
}
