using MathPref.Core.Datasets;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Hub;

/// <summary>Puts what a folder's card says of its configs into the card that is on the Hub, whose text and other configs stay.</summary>
internal static class CardMerge
{
    /// <summary>What errors call the Hub's card.</summary>
    public const string HubName = "the README.md on the Hub";

    /// <summary>
    /// The card to push: <paramref name="remote"/> with the given configs of <paramref name="local"/>. Where there is none on the Hub it
    /// is the local one; where nothing changes it is the remote one to the letter. Throws <see cref="DatasetFormatException"/> for a
    /// broken card, and <see cref="LoaderConflictException"/> for a second default.
    /// </summary>
    /// <param name="remote">The Hub's card; null where there is none.</param>
    /// <param name="local">The folder's.</param>
    /// <param name="configs">The configs that are pushed.</param>
    /// <param name="others">What is in the repository beside them; null where there is nothing but what its card names.</param>
    public static string Merge(string? remote, string local, IReadOnlyCollection<string> configs, HubOthers? others = null)
    {
        var (ours, merged) = (DatasetCard.Parse(local, DistisetLayout.CardName), DatasetCard.Parse(remote ?? "", HubName));
        var before = merged.Configs();
        others?.NameIn(merged);
        if (string.IsNullOrWhiteSpace(remote) && merged.Configs().Count == 0)
            return local;
        MergeFiles(ours, merged, configs, others?.Default);
        others?.MarkDefaultIn(merged);
        MergeInfo(ours, merged, configs, others?.Shared);
        var all = RowsIn(merged);
        MergeOtherKeys(ours, merged, all, replacesAll: before.All(f => configs.Contains(f.Config)));
        merged.Body = merged.HasBody ? CardText.Merge(merged.Body, ours.Body, configs, all) : ours.Body;
        return remote is not null && merged.ToString() == DatasetCard.Parse(remote, HubName).ToString() ? remote : merged.ToString();
    }

    /// <summary>Each split's files. A config that is new there brings its other keys, but not a second default.</summary>
    private static void MergeFiles(DatasetCard ours, DatasetCard merged, IReadOnlyCollection<string> configs, string? kept)
    {
        var known = merged.Configs().Select(f => f.Config).ToHashSet(StringComparer.Ordinal);
        var addsDefault = configs.Contains(DistisetLayout.DefaultConfig) && !known.Contains(DistisetLayout.DefaultConfig);
        if (kept is not null and not DistisetLayout.DefaultConfig && addsDefault)
            throw SecondDefault(kept);
        var hasDefault = kept is not null || Defaults(merged).Any();
        // Named as they are already, they stay where they are.
        var there = merged.Configs().Select(Written).ToHashSet(StringComparer.Ordinal);
        foreach (var files in ours.Configs().Where(f => configs.Contains(f.Config) && !there.Contains(Written(f))))
            merged.SetFiles(files.Config, files.Split, files.Patterns);
        foreach (var entry in Entries(ours, "configs").Where(e => configs.Contains(NameOf(e)) && !known.Contains(NameOf(e))))
        {
            if (Entries(merged, "configs").FirstOrDefault(e => NameOf(e) == NameOf(entry)) is not { } target)
                continue;
            var missing = entry.Children
                .Where(child => !target.Children.ContainsKey(child.Key) && !(hasDefault && child.Key is YamlScalarNode { Value: "default" }));
            foreach (var (key, value) in missing)
                target.Children[key] = value;
        }
        if (Defaults(merged).Take(2).Count() > 1 && ours.Configs().Any(f => f.Config == DistisetLayout.DefaultConfig && !known.Contains(f.Config)))
            throw SecondDefault(Defaults(merged).First(c => c != DistisetLayout.DefaultConfig));
    }

    private static LoaderConflictException SecondDefault(string there) => new(
        $"{HubName}: a load that names no config gives '{there}' there, and loaders refuse a second default, as one called 'default' is. Nothing was sent: " +
        "export these rows with another -Config.");

    /// <summary>The configs that loaders take when none is named; they refuse several.</summary>
    private static IEnumerable<string> Defaults(DatasetCard card) => Entries(card, "configs")
        .Where(e => NameOf(e) == DistisetLayout.DefaultConfig
            || (e.Children.TryGetValue("default", out var flag) && flag is YamlScalarNode { Value: "true" or "True" or "TRUE" }))
        .Select(NameOf);

    private static string Written(DatasetCard.Files files) => string.Join('\n', files.Patterns.Prepend(files.Split).Prepend(files.Config));

    /// <summary>
    /// Columns and counts. Where a config keeps a split that is not pushed, ours would not speak of it, and loaders refuse that: then both are told
    /// of, or nothing is said, which they accept.
    /// </summary>
    private static void MergeInfo(
        DatasetCard ours, DatasetCard merged, IReadOnlyCollection<string> configs, IReadOnlyDictionary<string, PushedColumns>? shared)
    {
        var local = Entries(ours, "dataset_info").DistinctBy(NameOf).ToDictionary(NameOf, StringComparer.Ordinal);
        var infos = Entries(merged, "dataset_info").ToList();
        foreach (var config in configs.Where(config => shared?.ContainsKey(config) != true))
        {
            var isWhole = merged.Configs().Where(f => f.Config == config).All(f => ours.Configs().Any(o => o.Config == config && o.Split == f.Split));
            var at = infos.FindIndex(info => NameOf(info) == config);
            if (at >= 0)
                infos.RemoveAt(at);
            if (isWhole && local.TryGetValue(config, out var info))
                infos.Insert(at < 0 ? infos.Count : at, info);
        }
        if (infos.Count == 0)
            merged.Front.Children.Remove("dataset_info");
        else
            merged.Front.Children["dataset_info"] = infos.Count == 1 ? infos[0] : new YamlSequenceNode(infos.Select(Named));
        foreach (var config in configs)
        {
            // dataset_info, ours or of both, tells the columns of all splits now.
            if (shared?.ContainsKey(config) == true || local.ContainsKey(config))
                merged.ForgetFeatures(config);
        }
        foreach (var (config, all) in shared ?? new Dictionary<string, PushedColumns>())
        {
            var size = merged.Infos().FirstOrDefault(info => info.Config == config)?.DownloadBytes ?? 0;
            merged.SetInfo(new ConfigInfo { Config = config, Features = all.Columns.ToYaml(), Splits = all.Splits, DownloadBytes = size });
        }
    }

    /// <summary>An item of a list has its config's name first; one that stands alone may do without.</summary>
    private static YamlNode Named(YamlMappingNode info) => info.Children.ContainsKey("config_name")
        ? info
        : new YamlMappingNode(info.Children.Prepend(new KeyValuePair<YamlNode, YamlNode>("config_name", DistisetLayout.DefaultConfig)));

    /// <summary>
    /// What others wrote on the Hub wins, and sources that ours names beside theirs are added. The size is of the whole dataset: what the counts
    /// say, where all are known, and else what ours says of what is all there is.
    /// </summary>
    private static void MergeOtherKeys(DatasetCard ours, DatasetCard merged, IReadOnlyList<CardText.SplitRows> all, bool replacesAll)
    {
        // What a licence is called is said of that licence, and of no other.
        var isOtherLicense = merged.Front.Children.ContainsKey("license") && !merged.Texts("license").SequenceEqual(ours.Texts("license"));
        foreach (var (key, value) in ours.Front.Children)
        {
            switch ((key as YamlScalarNode)?.Value)
            {
                case "configs" or "dataset_info":
                    break;
                case "license_name" or "license_link" when isOtherLicense:
                    break;
                case "source_datasets":
                    merged.AddTexts("source_datasets", ours.Texts("source_datasets"));
                    break;
                case "size_categories":
                    if (replacesAll)
                        merged.Front.Children[key] = value;
                    break;
                default:
                    if (!merged.Front.Children.ContainsKey(key))
                        merged.Front.Children[key] = value;
                    break;
            }
        }
        if (ours.Scalar("size_categories") is not null && all.Count > 0 && all.All(split => split.Rows is not null))
            merged.SetSize(DistisetLayout.SizeCategory(all.Sum(split => split.Rows!.Value)));
    }

    /// <summary>The rows of each split, as far as the counts tell.</summary>
    private static List<CardText.SplitRows> RowsIn(DatasetCard card)
    {
        var infos = card.Infos();
        return card.Configs()
            .Select(f => new CardText.SplitRows(
                f.Config,
                f.Split,
                infos.FirstOrDefault(info => info.Config == f.Config)?.Splits.FirstOrDefault(split => split.Name == f.Split)?.Rows))
            .OrderBy(s => s.Config, StringComparer.Ordinal).ThenBy(s => s.Split, DistisetLayout.SplitOrder)
            .ToList();
    }

    private static IEnumerable<YamlMappingNode> Entries(DatasetCard card, string key) => !card.Front.Children.TryGetValue(key, out var node)
        ? []
        : (node as YamlSequenceNode ?? (IEnumerable<YamlNode>)[node]).OfType<YamlMappingNode>();

    private static string NameOf(YamlMappingNode entry) =>
        entry.Children.TryGetValue("config_name", out var name) && name is YamlScalarNode { Value: { } text } ? text : DistisetLayout.DefaultConfig;
}
