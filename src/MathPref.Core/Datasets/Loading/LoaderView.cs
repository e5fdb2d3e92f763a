using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// What the Hub's loader (datasets 5.2) makes of a place by its names alone: the configs, the one that is loaded where none is named, their splits with
/// their files in order and the reader of those, or the error. Source: load.py, data_files.py, utils/metadata.py and packaged_modules of the
/// datasets library, and what it made of 137 layouts of repositories.
/// </summary>
internal sealed record LoaderView
{
    public const string BadNameCharacters = "<>:/\\|?*";

    /// <summary>What the readers for JSON and Parquet know and do not do by themselves; each leaves the other's out.</summary>
    private static readonly string[] s_changing =
        ["field", "encoding", "encoding_errors", "newlines_in_values", "on_mixed_types", "parse_agent_traces", "columns", "filters", "fragment_scan_options"];

    /// <summary>Why nothing can be had of the place, not even the names of its configs; null where something can.</summary>
    public LoaderError? Error { get; private init; }

    /// <summary>In the loader's order.</summary>
    public IReadOnlyList<LoaderConfig> Configs { get; private init; } = [];

    /// <summary>The config that a load gets which names none; null where it has to name one.</summary>
    public string? DefaultConfig { get; private init; }

    /// <summary>Why a load that names no config fails, though others may not; null where it gives <see cref="DefaultConfig"/>.</summary>
    public LoaderError? ErrorWithoutName { get; private init; }

    /// <summary>The config that a load gives which names none; null where that fails.</summary>
    public string? UnnamedConfig => Error is null && ErrorWithoutName is null ? DefaultConfig : null;

    /// <summary>Whether the card says which configs there are, and not the names of files.</summary>
    public bool IsNamed { get; private init; }

    public LoaderConfig? Config(string name) => Configs.FirstOrDefault(config => config.Name == name);

    public static LoaderView Of(LoaderPlace place)
    {
        try
        {
            return Read(place);
        }
        catch (LoaderException stopped)
        {
            return new LoaderView { Error = stopped.Error };
        }
    }

    private static LoaderView Read(LoaderPlace place)
    {
        var files = place.Files.Order(StringComparer.Ordinal).ToList();
        if (files.Contains(place.Name + ".py"))
            throw new LoaderException("RuntimeError", $"{place.Name}.py is a script for loading, and these are not run any more");
        var card = LoaderCard.Read(place);
        // The first config decides for all of them, and its folder does not count here.
        var first = card.Configs is [{ Files: { } named }, ..] ? named : LoaderPatterns.Of(files, "");
        var found = Resolve(files, "", first);
        var kind = KindOf(found, place);
        var configs = card.Configs.Count > 0
            ? card.Configs.Select(entry => ReadConfig(files, entry, kind)).ToList()
            : [OfFiles(found, kind)];
        var name = card.Configs.Count > 0 ? card.DefaultName : null;
        if (card.Configs.FirstOrDefault(c => c.Name.AsSpan().IndexOfAny(BadNameCharacters) >= 0) is { } bad)
            throw new LoaderException("InvalidConfigName", $"the config '{bad.Name}' has one of {BadNameCharacters} in its name");
        name ??= card.Infos is [var only] ? only : null;
        name ??= configs is [var single] ? single.Name : null;
        return new LoaderView
        {
            Configs = configs,
            DefaultConfig = name,
            IsNamed = card.Configs.Count > 0,
            ErrorWithoutName = name is null ? new(LoaderError.BadValue, "there are several configs and no default, so that one has to be named")
                : !configs.Exists(config => config.Name == name)
                    ? new(LoaderError.BadValue, $"the card's dataset_info makes '{name}' the default, and there is no config of that name")
                : null,
        };
    }

    /// <summary>Without a card that names configs all files of another kind are left out.</summary>
    private static LoaderConfig OfFiles(IReadOnlyList<LoaderSplit> found, LoaderKind kind)
    {
        var splits = found.Select(split => split with { Paths = split.Paths.Where(kind.Takes).ToList() }).ToList();
        return new LoaderConfig { Name = DistisetLayout.DefaultConfig, Kind = kind, Splits = splits, Error = ErrorOf(splits, kind) };
    }

    private static LoaderConfig ReadConfig(List<string> files, LoaderCard.Entry entry, LoaderKind kind)
    {
        var patterns = entry.Files ?? LoaderPatterns.Of(files, entry.Folder);
        var config = new LoaderConfig
        {
            Name = entry.Name,
            Kind = null,
            Splits = [],
            Settings = entry.Settings,
            ChangingSettings = entry.Settings.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value!).Intersect(s_changing).ToList(),
            NamesFiles = entry.Files is not null,
            Folder = entry.Folder,
            Patterns = patterns,
        };
        try
        {
            var splits = Resolve(files, entry.Folder, patterns);
            return config with { Kind = kind, Splits = splits, Error = ErrorOf(splits, kind) };
        }
        catch (LoaderException stopped)
        {
            return config with { Error = stopped.Error };
        }
    }

    private static LoaderError? ErrorOf(IReadOnlyList<LoaderSplit> splits, LoaderKind kind) =>
        splits.FirstOrDefault(split => split.Name == "all") is not null
            ? new(LoaderError.BadValue, "a split may not be called 'all'")
        : kind.Reader is "harbor"
            ? new(LoaderError.NoKnownData, "its texts (.md, .toml) are taken for tasks, since most files are such")
        : splits.FirstOrDefault(split => !split.Paths.Any(kind.Takes)) is { } empty
            ? new(LoaderError.BadValue, $"the split '{empty.Name}' has no file that the reader for {kind.Reader} takes")
        : null;

    /// <summary>Files of endings that no reader knows are as if they were not there. A pattern may find nothing, a path has to be there.</summary>
    private static List<LoaderSplit> Resolve(List<string> files, string folder, IReadOnlyList<LoaderSplit> patterns) => patterns
        .Select(split => new LoaderSplit(split.Name, split.Paths.SelectMany(path =>
        {
            var found = LoaderGlob.Find(files, folder, path).Where(LoaderKind.IsKnown).ToList();
            return found.Count > 0 || LoaderGlob.IsPattern(path)
                ? found
                : throw new LoaderException(LoaderError.NoFile, $"there is no data file '{(folder.Length == 0 ? path : $"{folder}/{path}")}'");
        }).ToList()))
        .ToList();

    private static LoaderKind KindOf(IReadOnlyList<LoaderSplit> splits, LoaderPlace place)
    {
        var kinds = splits.Select(split => (split.Name, Kind: LoaderKind.Of(split.Paths, place.Archive))).ToList();
        if (kinds.Exists(split => split.Kind != kinds[0].Kind))
            throw new LoaderException(LoaderError.BadValue, "the splits " +
                $"{string.Join(", ", kinds.Select(split => $"'{split.Name}' ({split.Kind?.Reader ?? "no data"})"))} are of different kinds");
        return kinds.Count > 0 && kinds[0].Kind is { } kind
            ? kind
            : throw new LoaderException(LoaderError.NoKnownData, "no file is of a kind that a loader knows");
    }
}
