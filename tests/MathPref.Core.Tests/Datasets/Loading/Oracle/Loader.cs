using System.Numerics;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// A model of the loader of Python's datasets 5.2, made from its source, huggingface_hub's and pandas' and from trials of it, that shares
/// nothing with what the module itself knows of loaders: the tests ask it what a change of a place does to whoever loads it.
/// </summary>
internal sealed class Loader
{
    private readonly Place _place;
    private readonly OrderedDictionary<string, Config> _configs = [];
    private readonly OrderedDictionary<string, PlaceInfo> _infos;
    private readonly string _kind;
    private readonly string? _default;

    /// <summary>A config that can be loaded: its files are known, or are looked for by its patterns when it is.</summary>
    private sealed record Config(OrderedDictionary<string, List<string>>? Files, OrderedDictionary<string, List<string>>? Patterns, string Folder, OrderedDictionary<string, object?> Settings);

    private Loader(Place place)
    {
        _place = place;
        if (place.Files.ContainsKey(place.Name + ".py"))
            throw new PythonError("RuntimeError", "Dataset scripts are no longer supported");
        var card = PlaceCard.Read(place);
        var first = card.Configs.Count > 0 ? card.Configs.GetAt(0).Value : null;
        var patterns = first is { HasFiles: true } ? first.Patterns : DataPatterns.Of(place, "");
        var files = Resolve(patterns, "");
        (_kind, var separator) = FileKinds.Of(place, files);
        if (card.Configs.Count > 0)
        {
            _default = DefaultOf(card.Configs);
            foreach (var (name, config) in card.Configs)
            {
                var own = config.Files is not null ? config.Patterns : DataPatterns.Of(place, config.Folder);
                if (name.StartsWith(PlaceCard.NoText, StringComparison.Ordinal))
                    throw PythonError.TypeError("the name of a config is no text");
                if (name.AsSpan().IndexOfAny(@"<>:/\|?*") >= 0)
                    throw new PythonError("InvalidConfigName", name);
                _configs[name] = new Config(null, own, config.Folder, WithSeparator(config.Members, separator));
            }
        }
        else
        {
            _configs["default"] = new Config(FileKinds.Filter(files, _kind), null, "", WithSeparator([], separator));
        }
        _infos = PlaceCard.Older(place, card.Infos);
        if (_default is null && _infos.Count == 1)
            _default = _infos.GetAt(0).Key;
    }

    public static PlaceView Look(Place place)
    {
        Loader loader;
        try
        {
            loader = new Loader(place);
        }
        catch (PythonError error)
        {
            return new PlaceView { Error = error };
        }
        var loads = loader._configs.Select(config => KeyValuePair.Create(config.Key, loader.Load(config.Value, loader._infos.GetValueOrDefault(config.Key))));
        var view = new PlaceView { Loads = new(loads), DefaultConfig = loader._default ?? (loader._configs.Count == 1 ? loader._configs.GetAt(0).Key : null) };
        return view with { Unnamed = loader.LoadUnnamed(view) };
    }

    private PlaceLoad LoadUnnamed(PlaceView view)
    {
        if (_default is not null)
        {
            return view.Loads.TryGetValue(_default, out var load) ? load : new PlaceLoad { Error = PythonError.ValueError($"BuilderConfig '{_default}' not found.") };
        }
        if (_configs.Count > 1)
            return new PlaceLoad { Error = PythonError.ValueError("Config name is missing.") };
        // No name, so nothing that is promised of a name holds.
        return _infos.Count == 0 ? view.Loads.GetAt(0).Value : Load(_configs.GetAt(0).Value, null);
    }

    private static string? DefaultOf(OrderedDictionary<string, PlaceConfig> configs)
    {
        string? found = null;
        foreach (var (name, config) in configs)
        {
            if (configs.Count > 1 && name != "default" && !IsTrue(config.Members.GetValueOrDefault("default")))
                continue;
            found = found is null ? name : throw PythonError.ValueError("Dataset has several default configs");
        }
        return found;
    }

    private static bool IsTrue(object? value) => value switch
    {
        null or false or "" or List<object?> { Count: 0 } or OrderedDictionary<string, object?> { Count: 0 } => false,
        BigInteger number => !number.IsZero,
        _ => true,
    };

    private static OrderedDictionary<string, object?> WithSeparator(OrderedDictionary<string, object?> members, string? separator)
    {
        OrderedDictionary<string, object?> all = separator is null ? [] : new() { ["sep"] = separator };
        foreach (var (key, value) in members)
            all[key] = value;
        return all;
    }

    private OrderedDictionary<string, List<string>> Resolve(OrderedDictionary<string, List<string>> patterns, string folder) =>
        new(patterns.Select(split => KeyValuePair.Create(split.Key, split.Value.SelectMany(pattern =>
        {
            try
            {
                return Glob.Find(_place, pattern, folder, FileKinds.Allowed);
            }
            catch (PythonError missing) when (missing.Kind == "FileNotFoundError" && Glob.HasMagic(pattern))
            {
                return [];
            }
        }).ToList())));

    private PlaceLoad Load(Config config, PlaceInfo? info)
    {
        OrderedDictionary<string, List<string>> files;
        try
        {
            files = config.Files ?? Resolve(config.Patterns!, config.Folder);
        }
        catch (PythonError error)
        {
            return new PlaceLoad { Error = error };
        }
        PlaceLoad load = new() { Kind = _kind, Files = files };
        IReadOnlyList<string>? names = null;
        try
        {
            var builder = new Builder(_place, _kind, config.Settings, info, files);
            names = info?.Splits is { } promised ? [.. promised.Keys] : [.. builder.Splits];
            var (features, splits) = builder.Prepare();
            return load with { SplitNames = names, Features = features, Splits = splits };
        }
        catch (UnmodelledException unmodelled)
        {
            return load with { Unmodelled = unmodelled.Message };
        }
        catch (PythonError error)
        {
            return load with { SplitNames = names ?? (info?.Splits is { } promised ? [.. promised.Keys] : null), Error = error };
        }
    }
}
