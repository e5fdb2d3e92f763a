using System.Text.Json;
using System.Text.Json.Nodes;

namespace MathPref.Core.Datasets;

/// <summary>Makes a <see cref="ReadPlan"/> of what the loader's rules find (<see cref="LoaderView"/>), as far as that is read here, and of the card.</summary>
internal sealed class ReadPlanner(LoaderPlace place, string name)
{
    private const string WhatIsRead = "What is read are .parquet, .jsonl, .json, .csv and .tsv";

    private static readonly string[] s_read = ["json", "csv", "parquet"];

    private readonly LoaderView _view = LoaderView.Of(place);

    /// <summary>What this module wrote comes back as it was written: its JSON has whole numbers in columns of doubles, and rows without some columns.</summary>
    private readonly bool _isOurs = place.Card?.Contains(CardText.Begin, StringComparison.Ordinal) ?? false;

    public ReadPlan Plan()
    {
        if (_view.Error is { } error)
            throw Refusal(error);
        var splits = _view.Configs.SelectMany(SplitsOf).ToList();
        if (splits.TrueForAll(split => split.Unread) && splits.Count > 0)
            throw Unread(_view.Configs[0]);
        return new ReadPlan
        {
            Name = name,
            Splits = splits.ConvertAll(split => split.Split),
            DefaultConfig = _view.UnnamedConfig,
            ProblemWithoutName = _view.DefaultConfig is null ? null : _view.ErrorWithoutName?.Message,
            Warnings = LeftOut() is { } warning ? [warning] : [],
        };
    }

    private DatasetFormatException Error(string problem, string id = "UnreadableData") => new(name, null, null, problem) { Id = id };

    /// <summary>Why the loader gives nothing of the place, and what helps.</summary>
    private DatasetFormatException Refusal(LoaderError error)
    {
        const string Correct = "Correct the card or the names of the files, or give the data files themselves";
        if (error.Kind is "RuntimeError")
            return Error($"{error.Message}. {GiveFiles(Readable())}", ReadPlan.LoadingScript);
        if (error.Kind is LoaderError.NoData or LoaderError.NoKnownData && place.Files.FirstOrDefault(IsScript) is { } script && Readable().Count == 0)
            return Error($"{error.Message}, but for {script}, a script for loading, and these are not run", ReadPlan.LoadingScript);
        if (error.IsNothingThere && Readable() is { Count: > 0 } others)
            return Error($"{error.Message} where its card looks for them. {GiveFiles(others)}", ReadPlan.NoData);
        if (error.Kind is LoaderError.NoData)
            return Error($"it holds no dataset: {error.Message}", ReadPlan.NoData);
        if (error.Kind is LoaderError.NoKnownData)
            return Error($"it holds no dataset: {error.Message} ({ReadPlan.Few(place.Files.Where(file => !IsNoData(file)).ToList())}). {WhatIsRead}",
                ReadPlan.NoData);
        return Error($"{error.Message}. {Correct}{(Readable() is [var first, ..] ? $", such as {PathOf(first)}" : "")}");
    }

    /// <summary>Where a loader is led by files of a kind that is not read here.</summary>
    private DatasetFormatException Unread(LoaderConfig config)
    {
        var files = config.Splits.SelectMany(split => split.Paths).Distinct(StringComparer.Ordinal).ToList();
        return Error($"most of its files are of a kind that is not read here ({KindOf(config, files)}), and hide all others: {ReadPlan.Few(files)}. " +
            GiveFiles(Readable()), ReadPlan.UnreadKind);
    }

    private string GiveFiles(List<string> files) => files.Count > 0
        ? $"Give the data files themselves ({PathOf(files[0])}{(files.Count > 1 ? " and others" : "")}), or name them in the card (configs)"
        : WhatIsRead;

    private string PathOf(string file) => $"{name.TrimEnd('/', '\\')}/{file}";

    private static bool IsScript(string file) => file.EndsWith(".py", StringComparison.Ordinal) && !file.Contains('/', StringComparison.Ordinal);

    private static string KindOf(LoaderConfig config, List<string> files) =>
        files.Find(file => !FileReading.Opens(file)) is { } packed ? Path.GetExtension(packed)
            : config.Kind is { Reader: var reader } && !s_read.Contains(reader) ? reader
            : "none";

    private static bool IsNoData(string file) => LoaderGlob.IsNoData(file) || file.Split('/').Any(step => step.StartsWith('.'))
        || file.Split('/').SkipLast(1).Any(step => step.StartsWith("__", StringComparison.Ordinal));

    /// <summary>Files that could be read, whatever the rules make of them.</summary>
    private List<string> Readable() => place.Files.Where(file => FileKind.Of(file).IsReadable && !IsNoData(file)).Order(StringComparer.Ordinal).ToList();

    /// <summary>What the rules leave out in silence; a card that names files, or a folder, leaves out the others on purpose.</summary>
    private string? LeftOut()
    {
        if (_view.Configs.Any(config => config.NamesFiles || config.Folder.Length > 0))
            return null;
        var taken = _view.Configs.SelectMany(config => config.Splits.SelectMany(split => config.Files(split.Name))).ToHashSet(StringComparer.Ordinal);
        var left = Readable().Where(file => !taken.Contains(file)).ToList();
        return left.Count == 0
            ? null
            : $"{name}: {ReadPlan.Few(left)} {(left.Count == 1 ? "is" : "are")} not read: by the rules for names of files the other data files go before " +
                $"{(left.Count == 1 ? "it" : "them")}. Name {(left.Count == 1 ? "it" : "them")} in the card (configs), or give " +
                $"{(left.Count == 1 ? "the file itself" : "the files themselves")}.";
    }

    private IEnumerable<(PlannedSplit Split, bool Unread)> SplitsOf(LoaderConfig config)
    {
        var (problem, columns, rows, reading) = Said(config);
        var shown = columns is null ? null : CardCasts.Columns(columns);
        var found = config.Splits.Count > 0 ? config.Splits : config.Patterns;
        foreach (var split in found)
        {
            var files = config.Splits.Count > 0 ? config.Files(split.Name) : [];
            var packed = files.FirstOrDefault(file => !FileReading.Opens(file));
            var unread = config.Kind is { Reader: var reader } && !s_read.Contains(reader) || packed is not null;
            yield return (new PlannedSplit(config.Name, split.Name, files)
            {
                Problem = problem ?? (packed is not null ? $"{packed} is of a kind that is not read here ({Path.GetExtension(packed)})"
                    : unread ? $"its files ({ReadPlan.Few(files)}) are of a kind that is not read here ({config.Kind!.Reader})"
                    : null),
                Rows = rows.TryGetValue(split.Name, out var count) ? count : null,
                Columns = shown,
                Reading = unread || problem is not null ? null : reading,
            }, unread);
        }
        foreach (var (lost, count) in rows.Where(told => config.Error is null && !found.Any(split => split.Name == told.Key)))
        {
            yield return (new PlannedSplit(config.Name, lost, [])
            {
                Problem = "the card promises it (dataset_info), and no file is of it",
                Rows = count,
                Columns = shown,
            }, false);
        }
    }

    /// <summary>What the card says of a config: its columns, the rows of its splits, how its files are read; and what is wrong with that.</summary>
    private (string? Problem, LoadedColumns? Columns, Dictionary<string, long> Rows, FileReading? Reading) Said(LoaderConfig config)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        LoadedColumns? columns = null;
        try
        {
            var info = DatasetCard.OfFront(LoaderCard.Front(place)).Infos().LastOrDefault(told => told.Config == config.Name);
            foreach (var split in info?.Splits ?? OldSplits(config.Name))
                rows[split.Name] = split.Rows ?? rows.GetValueOrDefault(split.Name, -1);
            foreach (var unknown in rows.Where(told => told.Value < 0).Select(told => told.Key).ToList())
                rows.Remove(unknown);
            columns = Told(config, info);
            if (config.Error is { } error)
                return ($"{error.Message}. Correct the card or the names of the files", columns, rows, null);
            var reading = s_read.Contains(config.Kind!.Reader) ? FileReading.Of(config) with { Told = _isOurs ? null : columns } : null;
            return (null, columns, rows, reading);
        }
        catch (DatasetFormatException wrong)
        {
            return (wrong.Message, columns, rows, null);
        }
    }

    private LoadedColumns? Told(LoaderConfig config, ConfigInfo? info)
    {
        try
        {
            return StayingSplits.Told(config, place, info);
        }
        catch (DatasetFormatException) when (_isOurs)
        {
            // Deeper than what loaders take.
            return null;
        }
    }

    /// <summary>The counts in the file of old.</summary>
    private List<SplitInfo> OldSplits(string config)
    {
        if (place.Infos is not { } text || StayingSplits.OldInfo(text, config) is not JsonObject info || info["splits"] is not JsonObject splits)
            return [];
        return splits.Select(split => new SplitInfo(split.Key, Count(split.Value), 0)).ToList();
    }

    private static long? Count(JsonNode? split) =>
        (split as JsonObject)?["num_examples"] is JsonValue value && value.GetValueKind() is JsonValueKind.Number && value.TryGetValue<long>(out var count)
            ? count
            : null;
}
