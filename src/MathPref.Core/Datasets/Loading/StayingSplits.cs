using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// The splits of a config that stay when others of it are written, and the columns that loaders give them: all splits of a config have the same, and those
/// that are written have to go with them.
/// </summary>
internal sealed record StayingSplits
{
    /// <summary>What loaders give now, and have to give then.</summary>
    public required LoadedColumns Columns { get; init; }

    /// <summary>In the loader's order.</summary>
    public required IReadOnlyList<SplitInfo> Splits { get; init; }

    /// <summary>
    /// Null where none stays. Throws <see cref="DatasetFormatException"/> where they do not load as they are: a broken file, columns that differ.
    /// </summary>
    /// <param name="config">The config as it is.</param>
    /// <param name="isReplaced">Whether a split is to go or to have other files.</param>
    /// <param name="place">Its place.</param>
    /// <param name="files">How the files there are looked into.</param>
    /// <param name="trustsCard">Whether the rows are as many as the card says; else they are counted, for a load fails on another number.</param>
    public static StayingSplits? Of(
        LoaderConfig config, Func<string, bool> isReplaced, LoaderPlace place, LoaderFiles files, bool trustsCard = false)
    {
        var staying = Staying(config, isReplaced);
        if (staying.Count == 0)
            return null;
        var info = InfoOf(config, place);
        var columns = Told(config, place, info);
        var isTold = columns is not null;
        var told = Counts(info);
        var rows = trustsCard ? told : new(StringComparer.Ordinal);
        foreach (var split in Unknown(config, staying, columns, rows))
        {
            var (found, count) = isTold ? (columns!, Count(config, split, columns!, files)) : Read(config, split, columns, files);
            columns ??= found;
            rows[split] = new SplitInfo(split, count, told.GetValueOrDefault(split)?.Bytes ?? 0);
        }
        return new StayingSplits { Columns = columns!, Splits = staying.ConvertAll(split => rows[split.Name]) };
    }

    /// <summary>
    /// The files that <see cref="Of"/> will look into: Parquet's footers, and other files whole. Throws <see cref="DatasetFormatException"/> for a card that
    /// names columns which no loader could read.
    /// </summary>
    public static IReadOnlyList<string> Needed(LoaderConfig config, Func<string, bool> isReplaced, LoaderPlace place, bool trustsCard = false)
    {
        var info = InfoOf(config, place);
        var rows = trustsCard ? Counts(info) : [];
        return Unknown(config, Staying(config, isReplaced), Told(config, place, info), rows).SelectMany(config.Files).ToList();
    }

    private static List<LoaderSplit> Staying(LoaderConfig config, Func<string, bool> isReplaced) => config.Error is not null
        ? []
        : config.Splits.Where(split => !isReplaced(split.Name) && config.Files(split.Name).Count > 0).ToList();

    private static Dictionary<string, SplitInfo> Counts(ConfigInfo? info) =>
        info?.Splits.Where(split => split.Rows is not null).DistinctBy(split => split.Name).ToDictionary(split => split.Name, StringComparer.Ordinal)
            ?? new(StringComparer.Ordinal);

    /// <summary>
    /// The splits of which something has to be read: those that stay, without a count, and the first, which tells the columns of all where nothing else does,
    /// even if it goes.
    /// </summary>
    private static List<string> Unknown(LoaderConfig config, List<LoaderSplit> staying, LoadedColumns? columns, Dictionary<string, SplitInfo> rows) =>
        staying.Count == 0
            ? []
            : config.Splits.Where((split, i) => (i == 0 && columns is null) || (staying.Contains(split) && !rows.ContainsKey(split.Name)))
                .Select(split => split.Name)
                .ToList();

    /// <summary>Where columns are told, JSON is cast to them in ways that are not all known here; the rows are as many all the same.</summary>
    private static long Count(LoaderConfig config, string split, LoadedColumns columns, LoaderFiles files)
    {
        try
        {
            return Read(config, split, columns, files).Rows;
        }
        catch (DatasetFormatException)
        {
            return Read(config, split, null, files).Rows;
        }
    }

    private static (LoadedColumns Columns, long Rows) Read(LoaderConfig config, string split, LoadedColumns? columns, LoaderFiles files)
    {
        var paths = config.Files(split);
        if (config.Kind!.Reader is "json")
        {
            var json = JsonFeatures.Read(paths.Select(files.Text).ToList(), columns);
            return (json.Columns, json.Rows);
        }
        var footers = paths.Select(files.Footer).ToList();
        return (columns ?? footers[0].Columns, footers.Sum(footer => footer.Rows));
    }

    /// <summary>What the card, or the file of old, says of the columns; null where nothing does.</summary>
    internal static LoadedColumns? Told(LoaderConfig config, LoaderPlace place, ConfigInfo? info)
    {
        if (info?.Features is { } features)
            return LoadedColumns.OfCard(features, DistisetLayout.CardName);
        if (place.Infos is { } old && OldFeatures(old, config.Name) is { } json)
            return LoadedColumns.OfJson(json, LoaderPlace.InfosName);
        return config.Settings.Children.TryGetValue("features", out var own) && own is YamlSequenceNode
            ? LoadedColumns.OfCard(own, DistisetLayout.CardName)
            : null;
    }

    private static ConfigInfo? InfoOf(LoaderConfig config, LoaderPlace place) => place.Card is { } card
        ? DatasetCard.Parse(card, DistisetLayout.CardName).Infos().FirstOrDefault(info => info.Config == config.Name)
        : null;

    private static JsonNode? OldFeatures(string text, string config) => OldInfo(text, config)?["features"];

    /// <summary>What the file of old says of a config; null where it says nothing.</summary>
    internal static JsonObject? OldInfo(string text, string config)
    {
        try
        {
            var infos = JsonNode.Parse(text) as JsonObject;
            return (infos is { Count: 1 } && config == DistisetLayout.DefaultConfig ? infos.First().Value : infos?[config]) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
