using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>What is promised of a config: its features, and its splits with their rows.</summary>
internal sealed record PlaceInfo(StructFeature? Features, OrderedDictionary<string, BigInteger>? Splits);

/// <summary>A config as the card has it, without its name.</summary>
internal sealed record PlaceConfig(OrderedDictionary<string, object?> Members)
{
    public bool HasFiles => Members.ContainsKey("data_files");

    public object? Files => Members.GetValueOrDefault("data_files");

    public string Folder => Members.GetValueOrDefault("data_dir") switch
    {
        null => "",
        string folder => folder,
        _ => throw PythonError.TypeError("data_dir is no text"),
    };

    /// <summary>The patterns of each split (sanitize_patterns).</summary>
    public OrderedDictionary<string, List<string>> Patterns
    {
        get
        {
            switch (Files)
            {
                case string pattern:
                    return new() { ["train"] = [pattern] };
                case List<object?> items when items.Exists(item => item is OrderedDictionary<string, object?>):
                    if (!items.TrueForAll(item => item is OrderedDictionary<string, object?>))
                        throw PythonError.ValueError("Invalid format for data_files entry.");
                    List<(string Split, object? Path)> entries = [.. items.Cast<OrderedDictionary<string, object?>>().Select(item => (Text(item["split"]), item["path"]))];
                    if (entries.DistinctBy(entry => entry.Split).Count() != entries.Count)
                        throw PythonError.ValueError("Some splits are duplicated in data_files");
                    return new(entries.Select(entry => KeyValuePair.Create(entry.Split, entry.Path is List<object?> paths ? Texts(paths) : [(string)entry.Path!])));
                case List<object?> items:
                    return new() { ["train"] = Texts(items) };
                default:
                    throw PythonError.TypeError("data_files is no iterable");
            }
        }
    }

    private static List<string> Texts(List<object?> items) => items.ConvertAll(item => item as string ?? throw PythonError.TypeError("a pattern is no text"));

    public static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>
/// The YAML of a card, of .huggingface.yaml and of dataset_infos.json (huggingface_hub, repocard.py; utils/metadata.py; info.py). Reading
/// throws what the library throws.
/// </summary>
internal sealed partial class PlaceCard
{
    private PlaceCard(OrderedDictionary<string, PlaceConfig> configs, OrderedDictionary<string, PlaceInfo> infos) => (Configs, Infos) = (configs, infos);

    public OrderedDictionary<string, PlaceConfig> Configs { get; }

    public OrderedDictionary<string, PlaceInfo> Infos { get; }

    public static PlaceCard Read(Place place)
    {
        var data = Front(place);
        if (place.Files.TryGetValue(".huggingface.yaml", out var alone)
            && PyYaml.Load(Utf8.Decode(alone) ?? throw new PythonError("UnicodeDecodeError", ".huggingface.yaml")) is OrderedDictionary<string, object?> more)
        {
            foreach (var (key, value) in more)
                data[key] = value;
        }
        var configs = ReadConfigs(data.GetValueOrDefault("configs"));
        OrderedDictionary<string, PlaceInfo> infos = [];
        switch (data.GetValueOrDefault("dataset_info"))
        {
            case List<object?> several:
                foreach (var one in several)
                {
                    var info = one as OrderedDictionary<string, object?> ?? throw new PythonError("AttributeError", "get");
                    infos[PlaceConfig.Text(info.GetValueOrDefault("config_name", "default"))] = ReadInfo(info);
                }
                break;
            case OrderedDictionary<string, object?> one:
                infos[PlaceConfig.Text(one.GetValueOrDefault("config_name", "default"))] = ReadInfo(one);
                break;
        }
        return new PlaceCard(configs, infos);
    }

    /// <summary>Those of dataset_infos.json, of old; a card's take their place. To be read after the configs.</summary>
    public static OrderedDictionary<string, PlaceInfo> Older(Place place, OrderedDictionary<string, PlaceInfo> infos)
    {
        if (!place.Files.TryGetValue("dataset_infos.json", out var file))
            return infos;
        if (UltraJson.Read(Utf8.Decode(file) ?? throw new PythonError("UnicodeDecodeError", "dataset_infos.json")) is not Struct configs)
            throw new PythonError("AttributeError", "items");
        OrderedDictionary<string, PlaceInfo> all = [];
        foreach (var (name, value) in configs)
        {
            var info = value as Struct ?? throw new PythonError("AttributeError", "items");
            OrderedDictionary<string, BigInteger>? splits = null;
            if (info.Get("splits") is Struct known)
                splits = new(known.Select(split => KeyValuePair.Create(split.Name, (split.Value as Struct)?.Get("num_examples") is BigInteger rows ? rows : 0)));
            all[configs.Count == 1 ? "default" : name] = new PlaceInfo(info.Get("features") is { } features ? FeatureReader.OfJson(features) : null, splits);
        }
        foreach (var (name, info) in infos)
            all[name] = info;
        return all;
    }

    private static OrderedDictionary<string, object?> Front(Place place)
    {
        if (!place.Files.TryGetValue("README.md", out var bytes))
            return [];
        var text = Utf8.Decode(bytes)?.TrimStart('\ufeff') ?? throw new PythonError("UnicodeDecodeError", "README.md");
        if (FrontMatter().Match(text) is not { Success: true } match)
            return [];
        return PyYaml.Load(match.Groups[1].Value) switch
        {
            null => [],
            OrderedDictionary<string, object?> data => new(data),
            _ => throw PythonError.ValueError("repo card metadata block should be a dict"),
        };
    }

    private static OrderedDictionary<string, PlaceConfig> ReadConfigs(object? value)
    {
        if (value is null or false or "" or List<object?> { Count: 0 } or OrderedDictionary<string, object?> { Count: 0 })
            return [];
        if (value is not List<object?> items)
            throw PythonError.ValueError("Expected configs to be a list");
        foreach (var item in items)
        {
            if (item is not OrderedDictionary<string, object?> members)
                throw item is string or List<object?> ? PythonError.ValueError("Each config must include `config_name`") : PythonError.TypeError("not iterable");
            if (!members.ContainsKey("config_name"))
                throw PythonError.ValueError("Each config must include `config_name` field");
            CheckFiles(members.GetValueOrDefault("data_files"));
        }
        OrderedDictionary<string, PlaceConfig> configs = [];
        foreach (var members in items.Cast<OrderedDictionary<string, object?>>())
        {
            if (members.TryGetValue("features", out var features))
                _ = FeatureReader.OfCard(features);
            // A name that is no text fails only when the config is made: see Loader.
            var name = members["config_name"] is string text ? text : NoText + PlaceConfig.Text(members["config_name"]);
            configs[name] = new PlaceConfig(new(members.Where(pair => pair.Key != "config_name")));
        }
        return configs;
    }

    /// <summary>Stands before the name of a config that is a number or the like.</summary>
    public const string NoText = "\0";

    private static void CheckFiles(object? files)
    {
        if (files is null)
            return;
        if (files is not (string or List<object?>))
            throw PythonError.ValueError("Expected data_files in YAML to be either a string or a list");
        foreach (var item in files as List<object?> ?? [])
        {
            if (item is string)
                continue;
            if (item is not OrderedDictionary<string, object?> entry || entry.Count != 2 || !entry.TryGetValue("split", out var name))
                throw PythonError.ValueError("Expected data_files in YAML to be either a string or a list");
            if (name is not string split)
                throw PythonError.TypeError("expected string or bytes-like object");
            if (!DataPatterns.IsSplitName(split) || entry.GetValueOrDefault("path") is not (string or List<object?>))
                throw PythonError.ValueError("Expected data_files in YAML to be either a string or a list");
        }
    }

    private static PlaceInfo ReadInfo(OrderedDictionary<string, object?> info)
    {
        var features = info.GetValueOrDefault("features") is { } yaml ? FeatureReader.OfCard(yaml) : null;
        OrderedDictionary<string, BigInteger>? splits = null;
        IEnumerable<object?>? entries = info.GetValueOrDefault("splits") switch
        {
            null => null,
            List<object?> list => list,
            OrderedDictionary<string, object?> mapping => mapping.Values,
            _ => throw PythonError.TypeError("splits is no list"),
        };
        if (entries is not null)
        {
            splits = [];
            foreach (var entry in entries)
            {
                var split = entry as OrderedDictionary<string, object?> ?? throw new PythonError("AttributeError", "name");
                if (split.Keys.FirstOrDefault(key => key is not ("name" or "num_bytes" or "num_examples" or "shard_lengths" or "original_shard_lengths" or "dataset_name")) is { } unknown)
                    throw PythonError.TypeError($"unexpected keyword argument '{unknown}'");
                if (!splits.TryAdd(PlaceConfig.Text(split.GetValueOrDefault("name", "")), split.GetValueOrDefault("num_examples") is BigInteger rows ? rows : 0))
                    throw PythonError.ValueError("Split already present");
            }
        }
        return new PlaceInfo(features, splits);
    }

    [GeneratedRegex(@"\A\s*---[\r\n]+([\S\s]*?)[\r\n]+---(?:\r\n|\n|\z)")]
    private static partial Regex FrontMatter();
}
