using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// What a loader reads in a card, by the loader's own rules, which are not those of an editor of cards (<see cref="DatasetCard"/>): a block without an
/// end is none, and a config without a name is an error (utils/metadata.py of the datasets library, repocard.py of huggingface_hub).
/// </summary>
internal sealed partial class LoaderCard
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>The keys of a config that are not for the reader.</summary>
    private static readonly string[] s_ownKeys = ["config_name", "data_files", "data_dir", "default"];

    private LoaderCard(IReadOnlyList<Entry> configs, IReadOnlyList<string> infos)
    {
        Configs = configs;
        Infos = infos;
    }

    /// <summary>A config: its splits with their patterns, null where it names none, and its folder, empty where it names none.</summary>
    public sealed record Entry(string Name, IReadOnlyList<LoaderSplit>? Files, string Folder, bool IsDefault, YamlMappingNode Settings);

    /// <summary>Each name once, in the order of the card; of two of one name the second holds.</summary>
    public IReadOnlyList<Entry> Configs { get; }

    /// <summary>The configs of which columns and counts are told, by the card or the file of old.</summary>
    public IReadOnlyList<string> Infos { get; }

    /// <summary>The config that a load gets which names none. Throws <see cref="LoaderException"/> for two.</summary>
    public string? DefaultName
    {
        get
        {
            var defaults = Configs.Where(c => Configs.Count == 1 || c.Name == DistisetLayout.DefaultConfig || c.IsDefault).Select(c => c.Name).ToList();
            return defaults.Count > 1
                ? throw new LoaderException(LoaderError.BadValue, $"the card has two default configs, '{defaults[0]}' and '{defaults[1]}'")
                : defaults.FirstOrDefault();
        }
    }

    /// <summary>Throws <see cref="LoaderException"/> for what the loader stumbles over.</summary>
    public static LoaderCard Read(LoaderPlace place)
    {
        var front = Front(place);
        return new LoaderCard(ReadConfigs(front), ReadInfos(front, place.Infos));
    }

    /// <summary>The YAML of a place, of its card and of the file beside it. Throws <see cref="LoaderException"/> where it is broken.</summary>
    public static YamlMappingNode Front(LoaderPlace place)
    {
        var front = place.Card is { } card && Block(card) is { } block ? Parse(block, DistisetLayout.CardName) : [];
        if (place.Yaml is { } yaml)
        {
            foreach (var (key, value) in Parse(yaml, LoaderPlace.YamlName).Children)
                front.Children[key] = value;
        }
        return front;
    }

    /// <summary>The YAML between two lines of dashes at the top of the text; null where there is none.</summary>
    public static string? Block(string text)
    {
        text = text.TrimStart(ByteOrderMark);
        var fence = Opening().Match(text);
        if (!fence.Success)
            return null;
        // Several empty lines may be the end of the first line as well as the beginning of the last.
        var from = fence.Groups["ends"].Length > 1 ? fence.Length - 1 : fence.Length;
        var end = Closing().Match(text, from);
        return end.Success ? text[Math.Min(fence.Length, end.Index)..end.Index] : null;
    }

    private static YamlMappingNode Parse(string yaml, string name)
    {
        try
        {
            return DatasetCard.ParseFront(yaml, name);
        }
        catch (DatasetFormatException broken)
        {
            throw new LoaderException("YAMLError", broken.Message);
        }
    }

    private static List<Entry> ReadConfigs(YamlMappingNode front)
    {
        if (Child(front, "configs") is not { } node || IsEmpty(node))
            return [];
        if (node is not YamlSequenceNode list)
            throw new LoaderException(LoaderError.BadValue, "configs in the card is not a list");
        var entries = new OrderedDictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var config in list)
        {
            if (config is not YamlMappingNode entry || Child(entry, "config_name") is not { } name)
                throw new LoaderException(LoaderError.BadValue, "a config in the card has no config_name");
            if (name is not YamlScalarNode { Value: { } text } scalar || !DatasetCard.IsText(scalar))
                throw new LoaderException("TypeError", $"the config_name {name} in the card is no text (quote it)");
            var data = Child(entry, "data_files");
            entries[text] = new Entry(
                text,
                data is null || IsNull(data) ? null : ReadFiles(text, data),
                ReadFolder(entry),
                Child(entry, "default") is { } flag && IsTrue(flag),
                SettingsOf(entry));
        }
        return [.. entries.Values];
    }

    private static List<LoaderSplit> ReadFiles(string config, YamlNode data)
    {
        LoaderException Bad(string what) => new(LoaderError.BadValue, $"data_files of the config '{config}' {what}");
        if (data is YamlScalarNode one)
            return [new(DistisetLayout.DefaultSplit, [Path(one)])];
        if (data is not YamlSequenceNode list)
            throw Bad("is neither a text nor a list");
        if (list.All(item => item is YamlScalarNode))
            return [new(DistisetLayout.DefaultSplit, list.Select(item => Path((YamlScalarNode)item)).ToList())];
        var splits = new List<LoaderSplit>();
        foreach (var item in list)
        {
            if (item is not YamlMappingNode { Children.Count: 2 } entry || Child(entry, "split") is not YamlScalarNode { Value: { } split }
                || Child(entry, "path") is not { } paths || paths is YamlMappingNode)
                throw Bad("has an item that is not a split and its path");
            if (LoaderSplit.ProblemWith(split) is { } problem)
                throw Bad($"has a split '{split}', and {problem}");
            if (splits.Exists(s => s.Name == split))
                throw Bad($"names the split '{split}' twice");
            splits.Add(new(split, paths is YamlSequenceNode several ? several.OfType<YamlScalarNode>().Select(Path).ToList() : [Path((YamlScalarNode)paths)]));
        }
        return splits;

        string Path(YamlScalarNode path) => path.Value is { } text && DatasetCard.IsText(path) ? text : throw Bad($"has a path that is no text ({path})");
    }

    private static string ReadFolder(YamlMappingNode entry)
    {
        var folder = Child(entry, "data_dir") is YamlScalarNode { Value: { } text } node && !IsNull(node) ? text.Trim('/') : "";
        while (folder.StartsWith("./", StringComparison.Ordinal))
            folder = folder[2..].TrimStart('/');
        return folder is "." ? "" : folder;
    }

    private static YamlMappingNode SettingsOf(YamlMappingNode entry) =>
        new(entry.Children.Where(child => child.Key is not YamlScalarNode { Value: { } key } || !s_ownKeys.Contains(key)));

    private static List<string> ReadInfos(YamlMappingNode front, string? old)
    {
        var names = new List<string>();
        if (old is not null)
        {
            // JSON is YAML.
            names.AddRange(Parse(old, LoaderPlace.InfosName).Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? ""));
            if (names.Count == 1)
                names[0] = DistisetLayout.DefaultConfig;
        }
        IEnumerable<YamlNode> told = Child(front, "dataset_info") switch
        {
            YamlSequenceNode list => list,
            YamlMappingNode one => [one],
            _ => [],
        };
        names.AddRange(told.OfType<YamlMappingNode>()
            .Select(info => (Child(info, "config_name") as YamlScalarNode)?.Value ?? DistisetLayout.DefaultConfig));
        return names.Distinct(StringComparer.Ordinal).ToList();
    }

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? child : null;

    private static bool IsNull(YamlNode node) => node is YamlScalarNode
    {
        Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" or "Null" or "NULL",
    };

    private static bool IsEmpty(YamlNode node) => node switch
    {
        YamlSequenceNode list => list.Children.Count == 0,
        YamlMappingNode mapping => mapping.Children.Count == 0,
        _ => !IsTrue(node),
    };

    /// <summary>As Python takes what YAML 1.1 reads: nothing, no and nought are false, any text is true.</summary>
    private static bool IsTrue(YamlNode node) => node switch
    {
        YamlScalarNode { Style: not (ScalarStyle.Plain or ScalarStyle.Any) } quoted => quoted.Value is { Length: > 0 },
        YamlScalarNode plain => !IsNull(plain) && !False().IsMatch(plain.Value!),
        _ => !IsEmpty(node),
    };

    [GeneratedRegex(@"\A\s*---(?<ends>[\r\n]+)")]
    private static partial Regex Opening();

    [GeneratedRegex(@"[\r\n]+---(?:\r\n|\n|\z)")]
    private static partial Regex Closing();

    [GeneratedRegex(@"\A(?:no|No|NO|false|False|FALSE|off|Off|OFF|[-+]?0+|[-+]?0*\.0*)\z")]
    private static partial Regex False();
}
