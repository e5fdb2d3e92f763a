using System.Globalization;
using MathPref.Core.Text;

namespace MathPref.Core.Datasets;

/// <summary>A split and how it is read.</summary>
/// <param name="Config">The config that it is of.</param>
/// <param name="Split">Its name.</param>
/// <param name="Files">Relative to the place, in the order in which they are read; a file twice is read twice.</param>
internal sealed record PlannedSplit(string Config, string Split, IReadOnlyList<string> Files)
{
    /// <summary>Why it cannot be read; null where nothing tells against it.</summary>
    public string? Problem { get; init; }

    /// <summary>What a person who reads it should know; null for nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>How many rows the card promises; null where it does not.</summary>
    public long? Rows { get; init; }

    /// <summary>Its columns as the card tells them; null where it does not.</summary>
    public IReadOnlyList<ColumnField>? Columns { get; init; }

    /// <summary>How its files are read; null where they are not.</summary>
    public FileReading? Reading { get; init; }
}

/// <summary>
/// What is read of a place (a folder, or a repository of the Hub): its configs and splits by the loader's rules, whether or not it has a card, and how.
/// </summary>
internal sealed record ReadPlan
{
    /// <summary>The Id of the error where there are no data at all, or none of a known kind: the Hub's converted Parquet can stand in.</summary>
    public const string NoData = "NoData";

    /// <summary>The Id of the error where the data are of a kind that is not read here: the files themselves can be given.</summary>
    public const string UnreadKind = "UnreadKind";

    /// <summary>The Id of the error where a script would load the data: the Hub's converted Parquet can stand in.</summary>
    public const string LoadingScript = "LoadingScript";

    private const int FewNames = 5;

    private const int ManyNames = 30;

    /// <summary>The place as messages call it.</summary>
    public required string Name { get; init; }

    /// <summary>In the loader's order.</summary>
    public required IReadOnlyList<PlannedSplit> Splits { get; init; }

    /// <summary>The config that is read where none is named; null where one has to be.</summary>
    public string? DefaultConfig { get; init; }

    /// <summary>What a person should know, such as files that the rules leave out.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why no config is read where none is named, though there are not several; null where <see cref="DefaultConfig"/> is.</summary>
    public string? ProblemWithoutName { get; init; }

    /// <summary>The configs, in the loader's order.</summary>
    public IReadOnlyList<string> Configs => Splits.Select(split => split.Config).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>
    /// Plans the reading of a place. Throws <see cref="DatasetFormatException"/>, which calls it <paramref name="name"/> and names the files that
    /// stand in the way, where nothing of it can be read. Its <see cref="DatasetFormatException.Id"/> is <see cref="NoData"/> or <see cref="LoadingScript"/>
    /// where what somebody has made of the data elsewhere can stand in (<see cref="MayBeConverted"/>), <see cref="UnreadKind"/>, or else UnreadableData.
    /// </summary>
    public static ReadPlan Of(LoaderPlace place, string name) => new ReadPlanner(place, name).Plan();

    /// <summary>Files that are named themselves: one split of one config.</summary>
    public static ReadPlan OfFiles(IReadOnlyList<string> files, string name) => new()
    {
        Name = name,
        Splits = [new PlannedSplit(DistisetLayout.DefaultConfig, DistisetLayout.DefaultSplit, files)],
        DefaultConfig = DistisetLayout.DefaultConfig,
    };

    /// <summary>
    /// Whether a place of which nothing can be read may be read from the Parquet that the Hub made of it: it has no data, or a script makes them.
    /// </summary>
    public static bool MayBeConverted(DatasetFormatException nothing) => nothing.Id is NoData or LoadingScript;

    /// <summary>
    /// The splits that are meant. Throws <see cref="DatasetFormatException"/> with the names that there are, and the nearest, for one that there is not, and
    /// where there are several configs and nothing says which (its Id is SeveralConfigs).
    /// </summary>
    /// <param name="configs">Names, or patterns with * and ?; null for the default.</param>
    /// <param name="split">A name; null for all.</param>
    public IReadOnlyList<PlannedSplit> Choose(IReadOnlyList<string>? configs, string? split)
    {
        var there = Configs;
        var isConfig = configs is null ? DefaultOf(there).Equals : AnyOf(configs, there);
        var ofConfigs = Splits.Where(s => isConfig(s.Config)).ToList();
        var chosen = ofConfigs.Where(s => split is null || s.Split == split).ToList();
        if (chosen.Count > 0)
            return chosen;
        var splits = ofConfigs.Select(s => s.Split).Distinct(StringComparer.Ordinal).ToList();
        var who = ofConfigs.Select(s => s.Config).Distinct(StringComparer.Ordinal).ToList() is [var one]
            ? $"the config '{one}' has no split '{split}'"
            : $"no config has a split '{split}'";
        throw Error($"{who}, but {Few(splits, ManyNames)} (of {All()}).{NearestName.Hint(split!, splits)}");
    }

    /// <summary>How the files of a split are read; null where they are not, and where there is no such split.</summary>
    public FileReading? ReadingOf(string config, string split) => Splits.FirstOrDefault(s => s.Config == config && s.Split == split)?.Reading;

    /// <summary>Whether a config is named by a pattern.</summary>
    internal static bool IsPattern(string config) => config.AsSpan().ContainsAny('*', '?');

    /// <summary>The first of some names, and how many more there are.</summary>
    internal static string Few(IReadOnlyCollection<string> names, int most = FewNames)
    {
        var more = names.Count - most;
        return more > 0
            ? $"{string.Join(", ", names.Take(most))} and {more.ToString(CultureInfo.InvariantCulture)} more"
            : string.Join(", ", names);
    }

    private string DefaultOf(IReadOnlyList<string> there)
    {
        if (DefaultConfig is { } config)
            return config;
        if (ProblemWithoutName is { } problem)
            throw Error($"{problem}. Give -Config {(there is [var only] ? only : $"one of {Few(there, ManyNames)}")}");
        throw new DatasetFormatException(
            Name,
            null,
            null,
            $"it has several configs and none is the default: {Few(there, ManyNames)}. Give -Config one of these names, or -Config * for all rows, each " +
                "with its config in a column")
        {
            Id = "SeveralConfigs",
        };
    }

    /// <summary>Of several names none is passed over.</summary>
    private Func<string, bool> AnyOf(IReadOnlyList<string> wanted, IReadOnlyList<string> there)
    {
        var each = wanted.Select(name => IsPattern(name) ? FilePattern.ToRegex(name).IsMatch : (Func<string, bool>)name.Equals).ToList();
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!there.Any(each[i]))
            {
                var names = wanted.Count > 1 ? Few(there, ManyNames) : All();
                throw Error($"it has no config '{wanted[i]}'; it has {names}.{NearestName.Hint(wanted[i], there)}");
            }
        }
        return config => each.Exists(isOne => isOne(config));
    }

    private string All() => Few(Splits.Select(s => $"{s.Config}/{s.Split}").ToList(), ManyNames);

    private DatasetFormatException Error(string problem) => new(Name, null, null, problem);
}
