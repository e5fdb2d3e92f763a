using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// A dataset card: README.md with YAML in front. What others wrote in it stays; <c>configs</c> tells loaders which files belong to
/// which config and split.
/// </summary>
internal sealed partial class DatasetCard
{
    private const string Fence = "---";

    /// <summary>Far more than columns within columns need, and far less than a stack holds.</summary>
    private const int DeepestNesting = 256;

    /// <summary>What aliases may stand for; without them a card has no more nodes than characters.</summary>
    private const int MostAliased = 1_000_000;

    private const int LongestKey = 128;

    private const int LongestItem = 500;
    private const int MostItems = 100;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly YamlMappingNode _front;
    private string _body;

    private DatasetCard(YamlMappingNode front, string body)
    {
        _front = front;
        _body = body;
    }

    /// <summary>The files of one split: patterns relative to the card.</summary>
    public sealed record Files(string Config, string Split, IReadOnlyList<string> Patterns);

    /// <summary>
    /// Reads the card beside the data, or begins one. Throws <see cref="DatasetFormatException"/> for broken YAML, for a link that leads out of
    /// the folder and for the pointer to a card that was not fetched.
    /// </summary>
    public static DatasetCard Open(string path) => FileMark.Of(path) is not null ? Parse(ReadText(path), path) : new DatasetCard([], "");

    /// <summary>
    /// A card's text. Throws <see cref="DatasetFormatException"/> where it is no UTF-8, where it is the pointer to
    /// one that was not fetched, and where it is a link that leads out of the folder:
    /// nothing of a file that lies elsewhere may be told.
    /// </summary>
    public static string ReadText(string path)
    {
        FolderTree.CheckInside(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        PointerFile.Check(path);
        try
        {
            return File.ReadAllText(path, s_strict);
        }
        catch (DecoderFallbackException broken)
        {
            throw new DatasetFormatException(
                path,
                null,
                null,
                "this card is no UTF-8, and would lose letters when it is written again: save it as UTF-8",
                broken);
        }
    }

    /// <summary>Reads a card's text. Throws <see cref="DatasetFormatException"/>, which calls it <paramref name="path"/>, for broken YAML.</summary>
    public static DatasetCard Parse(string text, string path)
    {
        // Some editors write one, and it hides the first line from whoever looks for dashes.
        text = text.TrimStart('\uFEFF');
        var fence = OpeningFence().Match(text);
        if (!fence.Success)
            return new DatasetCard([], text);
        var end = ClosingFence().Match(text, fence.Length);
        if (!end.Success)
            throw new DatasetFormatException(path, 1, null, "the YAML in front of the card has no end (---)");
        return new DatasetCard(ParseFront(text[fence.Length..end.Index], path), text[(end.Index + end.Length)..].TrimStart('\r', '\n'));
    }

    /// <summary>A card of that YAML.</summary>
    public static DatasetCard OfFront(YamlMappingNode front) => new(front, "");

    /// <summary>Reads the YAML alone. Throws <see cref="DatasetFormatException"/>, which calls the card <paramref name="path"/>, where it is broken.</summary>
    public static YamlMappingNode ParseFront(string text, string path)
    {
        var yaml = new YamlStream();
        try
        {
            CheckNesting(text);
            yaml.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            throw new DatasetFormatException(
                path, broken.Start.Line + 1, broken.Start.Column, "the YAML in front of the card is broken: " + broken.Message, broken);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            // What the library trips over has no place: text behind "...", a key that is not there.
            throw new DatasetFormatException(path, 1, null, "the YAML in front of the card is broken: " + broken.Message);
        }
        var front = yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is YamlScalarNode { Value: null or "" }
            ? []
            : yaml.Documents[0].RootNode as YamlMappingNode;
        if (front is null)
            throw new DatasetFormatException(path, 2, null, "the YAML in front of the card is not a mapping");
        // Escaped, a longer key would be more than the 1024 characters that one may have, and the card that is written could not be read.
        if (front.AllNodes.OfType<YamlMappingNode>().SelectMany(node => node.Children.Keys).Any(key => key is YamlScalarNode { Value.Length: > LongestKey }))
            throw new DatasetFormatException(path, 2, null, $"the YAML in front of the card has a key of more than {LongestKey} characters");
        // "{}" is what the Hub's own template begins with.
        front.Style = MappingStyle.Block;
        return front;
    }

    /// <summary>
    /// The loader goes down by recursion, and a card is other people's text: one of nothing but brackets, or one whose aliases make a
    /// circle or stand for millions of nodes, would end the process. As YAML has it, an alias names what stands before it.
    /// </summary>
    private static void CheckNesting(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var (open, whole) = (new Stack<Extent>(), new Dictionary<AnchorName, Extent>());
        var aliased = 0L;
        while (parser.MoveNext())
        {
            var now = parser.Current!;
            YamlException Broken(string problem) => new(now.Start, now.End, problem);
            if (now is SequenceStart or MappingStart)
            {
                open.Push(new Extent(((NodeEvent)now).Anchor, 1, 1));
                if (open.Count > DeepestNesting)
                    throw Broken(TooDeep);
                continue;
            }
            var ended = now switch
            {
                Scalar scalar => new Extent(scalar.Anchor, 1, 1),
                AnchorAlias alias => whole.TryGetValue(alias.Value, out var named)
                    ? named with { Anchor = AnchorName.Empty }
                    : throw Broken($"the alias '{alias.Value}' names nothing that stands before it"),
                SequenceEnd or MappingEnd => open.Pop(),
                _ => null,
            };
            if (ended is null)
                continue;
            if (now is AnchorAlias && (aliased += ended.Nodes) > MostAliased)
                throw Broken($"its aliases stand for more than {MostAliased} values");
            if (!ended.Anchor.IsEmpty)
                whole[ended.Anchor] = ended;
            if (open.TryPop(out var around))
                open.Push(around with { Nodes = around.Nodes + ended.Nodes, Depth = Math.Max(around.Depth, ended.Depth + 1) });
            if (open.Count + ended.Depth > DeepestNesting)
                throw Broken(TooDeep);
        }
    }

    private static string TooDeep => $"it is nested more than {DeepestNesting} times";

    /// <summary>How much a node holds, aliases written out.</summary>
    private sealed record Extent(AnchorName Anchor, long Nodes, int Depth);

    public bool HasBody => _body.Trim().Length > 0;

    /// <summary>The text below the YAML.</summary>
    public string Body
    {
        get => _body;
        set => _body = value;
    }

    /// <summary>The YAML in front, as it is.</summary>
    public YamlMappingNode Front => _front;

    /// <summary>The split of a config that names a folder (<c>data_dir</c>) and no files: which splits it has, that folder tells.</summary>
    public const string ByFolder = "";

    /// <summary>What <c>configs</c> says of files, in its order.</summary>
    public IReadOnlyList<Files> Configs() => Entries().SelectMany(FilesOf).ToList();

    /// <summary>The same, and the configs that are a folder (<see cref="ByFolder"/>), whose pattern is that folder.</summary>
    public IReadOnlyList<Files> Sources() => Entries()
        .SelectMany(entry => !entry.Children.ContainsKey("data_files") && FolderOf(entry) is { Length: > 0 } folder
            ? [new Files(NameOf(entry), ByFolder, [folder])]
            : FilesOf(entry))
        .ToList();

    /// <summary>How many configs are called the default: <c>default: true</c>, or the name.</summary>
    public int Defaults => Entries().Count(entry => NameOf(entry) == DistisetLayout.DefaultConfig || Scalar(entry, "default") == "true");

    /// <summary>The config that is marked <c>default: true</c>; null where none is.</summary>
    public string? MarkedDefault => Entries().Where(entry => Scalar(entry, "default") == "true").Select(NameOf).FirstOrDefault();

    /// <summary>
    /// Has loads that name no config give this one, where it is there and no other is marked. One that is called default is the default by its name, and
    /// loaders refuse a mark beside it.
    /// </summary>
    public void Prefer(string config)
    {
        var entries = Entries().ToList();
        if (entries.Find(e => NameOf(e) == config) is not { } entry)
            return;
        if (entries.Exists(e => NameOf(e) == DistisetLayout.DefaultConfig))
            entry.Children.Remove("default");
        else if (MarkedDefault is null && !entry.Children.ContainsKey("default"))
            entry.Add("default", "true");
    }

    /// <summary>A key of the front that holds one value; null where it does not.</summary>
    public string? Scalar(string key) => Scalar(_front, key);

    /// <summary>
    /// The texts of a key of the front that holds one or a list of them, each once. Left out is what is no text, and what is longer than any name or
    /// address that people write there.
    /// </summary>
    public IReadOnlyList<string> Texts(string key) => Items(key).OfType<YamlScalarNode>()
        .Where(IsText)
        .Select(node => node.Value!.Trim())
        .Where(text => text.Length is > 0 and <= LongestItem && !text.Any(char.IsControl))
        .Distinct(StringComparer.Ordinal)
        .Take(MostItems)
        .ToList();

    /// <summary>Sets a key to one text, or to a list of several; without any it goes.</summary>
    public void SetTexts(string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            _front.Children.Remove(key);
        else
            Set(key, values is [var one] ? Text(one) : List(values));
    }

    /// <summary>Adds texts to the list of a key, behind what it has and each once.</summary>
    public void AddTexts(string key, IEnumerable<string> values)
    {
        var there = Items(key).OfType<YamlScalarNode>().Select(node => node.Value ?? "").ToHashSet(StringComparer.Ordinal);
        var added = values.Where(there.Add).ToList();
        if (added.Count > 0)
            Set(key, new YamlSequenceNode([.. Items(key), .. List(added)]));
    }

    private IEnumerable<YamlNode> Items(string key) => Child(_front, key) switch
    {
        YamlSequenceNode list => list.Children,
        null or YamlScalarNode { Value: null or "" } => [],
        { } one => [one],
    };

    /// <summary>The items of <c>configs</c>.</summary>
    public IEnumerable<YamlMappingNode> Entries()
    {
        if (!_front.Children.TryGetValue("configs", out var node))
            return [];
        var entries = node as YamlSequenceNode ?? (IEnumerable<YamlNode>)[node];
        return entries.OfType<YamlMappingNode>();
    }

    /// <summary>The name of an item of <c>configs</c> or <c>dataset_info</c>.</summary>
    public static string NameOf(YamlMappingNode entry) => Scalar(entry, "config_name") ?? DistisetLayout.DefaultConfig;

    private static IEnumerable<Files> FilesOf(YamlMappingNode entry)
    {
        var config = NameOf(entry);
        if (!entry.Children.TryGetValue("data_files", out var data))
            yield break;
        IReadOnlyList<string> Patterns(YamlNode node) => DatasetCard.Patterns(node).Select(pattern => FromRoot(entry, pattern)).ToList();
        // data_files is a list of {split, path}, or patterns alone, which are the split train.
        if (data is YamlSequenceNode list && list.Children.All(child => child is YamlMappingNode))
        {
            foreach (var item in list.Children.Cast<YamlMappingNode>())
            {
                if (item.Children.TryGetValue("path", out var path))
                    yield return new Files(config, Scalar(item, "split") ?? DistisetLayout.DefaultSplit, Patterns(path));
            }
        }
        else
        {
            yield return new Files(config, DistisetLayout.DefaultSplit, Patterns(data));
        }
    }

    /// <summary>A config's <c>data_dir</c>, relative to the card; empty where it has none.</summary>
    private static string FolderOf(YamlMappingNode entry)
    {
        var folder = (Scalar(entry, "data_dir") ?? "").Trim('/');
        while (folder.StartsWith("./", StringComparison.Ordinal))
            folder = folder[2..].TrimStart('/');
        return folder is "." ? "" : folder;
    }

    /// <summary>Loaders look for a config's files in its <c>data_dir</c>, where it has one.</summary>
    private static string FromRoot(YamlMappingNode entry, string pattern)
    {
        var folder = FolderOf(entry);
        return folder.Length == 0 || pattern.Contains("://", StringComparison.Ordinal)
            ? pattern
            : $"{folder}/{(pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern)}";
    }

    /// <summary>
    /// Says where a split lies. The others stay, and so do the keys that others set on a config (default: true, description).
    /// </summary>
    public void SetFiles(string config, string split, params IReadOnlyList<string> patterns)
    {
        var entries = Entries().ToList();
        var entry = entries.Find(e => NameOf(e) == config);
        if (entry is null)
        {
            entry = new YamlMappingNode { { "config_name", Text(config) } };
            // Among others that are in order it takes its place; whoever put them otherwise did so on purpose, for the first decides which format all have.
            var before = entries.FindIndex(other => string.CompareOrdinal(NameOf(other), config) > 0);
            entries.Insert(before >= 0 && IsOrdered(entries) ? before : entries.Count, entry);
        }
        var files = FilesOf(entry).ToList();
        var named = new Files(config, split, patterns);
        var place = files.FindIndex(f => f.Split == split);
        if (place < 0)
            files.Add(named);
        else
            files[place] = named;
        SetFiles(entry, files);
        _front.Children["configs"] = new YamlSequenceNode(entries);
    }

    /// <summary>Takes from a config the columns that its entry names, beside <c>dataset_info</c>.</summary>
    public void ForgetFeatures(string config)
    {
        foreach (var entry in Entries().Where(entry => NameOf(entry) == config))
            entry.Children.Remove("features");
    }

    /// <summary>The config that a load gets which names none: loaders refuse a second one.</summary>
    public void MarkDefault(string config)
    {
        if (Entries().FirstOrDefault(entry => NameOf(entry) == config) is { } entry)
            entry.Children["default"] = new YamlScalarNode("true");
    }

    private static bool IsOrdered(IReadOnlyList<YamlMappingNode> entries) =>
        entries.Zip(entries.Skip(1)).All(pair => string.CompareOrdinal(NameOf(pair.First), NameOf(pair.Second)) <= 0);

    /// <summary>Names a split no more.</summary>
    public void RemoveFiles(string config, string split)
    {
        if (Entries().FirstOrDefault(e => NameOf(e) == config) is { } entry && FilesOf(entry).Any(f => f.Split == split))
            SetFiles(entry, FilesOf(entry).Where(f => f.Split != split).ToList());
    }

    /// <summary>Names a config no more, and forgets what it held.</summary>
    public void Remove(string config)
    {
        var entries = Entries().Where(e => NameOf(e) != config).ToList();
        if (entries.Count == 0)
            _front.Children.Remove("configs");
        else
            _front.Children["configs"] = new YamlSequenceNode(entries);
        ForgetInfo(config);
    }

    private static void SetFiles(YamlMappingNode entry, IReadOnlyList<Files> files)
    {
        entry.Children.Remove("data_dir");
        entry.Children["data_files"] = new YamlSequenceNode(files.Select(YamlNode (f) => new YamlMappingNode
        {
            { "split", Text(f.Split) },
            { "path", f.Patterns.Count == 1 ? Text(f.Patterns[0]) : new YamlSequenceNode(f.Patterns.Select(YamlNode (p) => Text(p))) },
        }));
    }

    /// <summary>What <c>dataset_info</c> says of each config; what it says in a form that no loader takes is left out.</summary>
    public IReadOnlyList<ConfigInfo> Infos() => InfoEntries().Select(ReadInfo).ToList();

    /// <summary>
    /// Says what a config holds. The others stay. One config alone is a mapping, several are a list, sorted by name, as the Hub's
    /// own library has it.
    /// </summary>
    public void SetInfo(ConfigInfo info)
    {
        var entries = InfoEntries().ToList();
        var entry = entries.Find(e => NameOf(e) == info.Config);
        if (entry is null)
            entries.Add(entry = new YamlMappingNode { { "config_name", Text(info.Config) } });
        // A description or homepage that somebody wrote there stays.
        foreach (var (key, value) in Written(info))
            entry.Children[key] = value;
        foreach (var other in entries)
        {
            if (entries.Count > 1 || NameOf(other) != DistisetLayout.DefaultConfig)
                PutNameFirst(other);
            else
                other.Children.Remove("config_name");
        }
        _front.Children["dataset_info"] = entries is [var one] ? one : new YamlSequenceNode(entries.OrderBy(NameOf, StringComparer.Ordinal));
    }

    /// <summary>
    /// Forgets what <c>dataset_info</c> says of a config: its columns and counts were those of files that are no longer there alone, and
    /// loaders refuse a dataset that differs from them.
    /// </summary>
    public void ForgetInfo(string config)
    {
        var entries = InfoEntries().ToList();
        if (entries.RemoveAll(e => NameOf(e) == config) == 0)
            return;
        if (entries.Count == 0)
            _front.Children.Remove("dataset_info");
        else
            _front.Children["dataset_info"] = new YamlSequenceNode(entries);
    }

    private IEnumerable<YamlMappingNode> InfoEntries() => Child(_front, "dataset_info") switch
    {
        YamlSequenceNode several => several.OfType<YamlMappingNode>(),
        YamlMappingNode one => [one],
        _ => [],
    };

    private static void PutNameFirst(YamlMappingNode entry)
    {
        var name = Text(NameOf(entry));
        entry.Children.Remove("config_name");
        entry.Children.Insert(0, "config_name", name);
    }

    private static ConfigInfo ReadInfo(YamlMappingNode entry) => new()
    {
        Config = NameOf(entry),
        Features = Child(entry, "features") as YamlSequenceNode,
        Splits = (Child(entry, "splits") as YamlSequenceNode ?? []).OfType<YamlMappingNode>()
            .Select(split => new SplitInfo(Scalar(split, "name") ?? "", Number(split, "num_examples"), Number(split, "num_bytes") ?? 0))
            .ToList(),
        DownloadBytes = Number(entry, "download_size") ?? 0,
    };

    private static IEnumerable<(string Key, YamlNode Value)> Written(ConfigInfo info) =>
    [
        ("features", info.Features ?? []),
        ("splits", new YamlSequenceNode(info.Splits.Select(YamlNode (split) => new YamlMappingNode
        {
            { "name", Text(split.Name) },
            { "num_bytes", Number(split.Bytes) },
            { "num_examples", Number(split.Rows ?? 0) },
        }))),
        ("download_size", Number(info.DownloadBytes)),
        ("dataset_size", Number(info.Splits.Sum(split => split.Bytes))),
    ];

    /// <summary>Sets a key of the front, before <c>dataset_info</c> and <c>configs</c>, which are long.</summary>
    public void Set(string key, string value) => Set(key, Text(value));

    /// <summary>The Hub's class of size, such as <c>n&lt;1K</c>.</summary>
    public void SetSize(string category) => Set("size_categories", new YamlScalarNode(category));

    /// <summary>Sets a list where the card has no such key; what others said stays.</summary>
    public void SetListIfAbsent(string key, params string[] values)
    {
        if (!_front.Children.ContainsKey(key))
            Set(key, List(values));
    }

    private void Set(string key, YamlNode value)
    {
        if (_front.Children.ContainsKey(key))
        {
            _front.Children[key] = value;
            return;
        }
        var place = 0;
        foreach (var name in _front.Children.Keys)
        {
            if (name is YamlScalarNode { Value: "dataset_info" or "configs" })
                break;
            place++;
        }
        _front.Children.Insert(place, key, value);
    }

    private static YamlSequenceNode List(IEnumerable<string> values) => new(values.Select(YamlNode (value) => Text(value)));

    public override string ToString()
    {
        var text = new StringBuilder();
        using (var writer = new StringWriter(text) { NewLine = "\n" })
            new YamlStream(new YamlDocument(_front)).Save(writer, assignAnchors: false);
        var front = text.ToString().TrimEnd('\n');
        if (front.EndsWith("\n...", StringComparison.Ordinal))
            front = front[..^4];
        return $"{Fence}\n{front}\n{Fence}\n\n{_body.TrimEnd('\r', '\n')}\n";
    }

    /// <summary>Puts a card's text into its place at once, beside it first; where that is a link, what it leads to is replaced.</summary>
    public static void Save(string path, string text)
    {
        var place = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
        var beside = place + DistisetLayout.StagingSuffix;
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, place, overwrite: true);
    }

    private static string? Scalar(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;

    private static long? Number(YamlMappingNode node, string key) =>
        long.TryParse(Scalar(node, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static YamlScalarNode Number(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? child : null;

    private static IReadOnlyList<string> Patterns(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { } one } => [one],
        YamlSequenceNode list => list.Children.OfType<YamlScalarNode>().Select(s => s.Value ?? "").ToList(),
        _ => [],
    };

    /// <summary>Whatever YAML could read as something else (1, yes, null, 2024-01-01, a: b) is quoted.</summary>
    internal static YamlScalarNode Text(string text) =>
        new(text)
        {
            Style = PlainText().IsMatch(text) && !OtherThanText().IsMatch(text) ? ScalarStyle.Any
                : text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF') ? ScalarStyle.DoubleQuoted
                : ScalarStyle.SingleQuoted,
        };

    /// <summary>Whether a scalar is text to Python's YAML, and not a number, a truth, a moment or nothing.</summary>
    internal static bool IsText(YamlScalarNode node) =>
        node.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || node.Value is { } text && IsPlainText(text);

    /// <summary>Whether what stands there without quotes is a text.</summary>
    internal static bool IsPlainText(string text) => text.Length > 0 && !PlainOtherThanText().IsMatch(text);

    [GeneratedRegex(@"^---[ \t]*\r?\n")]
    private static partial Regex OpeningFence();

    [GeneratedRegex(@"(?<=^|\n)---[ \t]*(?:\r?\n|\z)")]
    private static partial Regex ClosingFence();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_./*-]*\z")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"^(?:null|y|n|yes|no|on|off|true|false)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherThanText();

    /// <summary>What YAML 1.1 takes for something else, as PyYAML resolves it (resolver.py): y, n, 1e5 and 0o7 are texts to it.</summary>
    [GeneratedRegex("""
        ^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|~|null|Null|NULL|<<|=
        |[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+
        |[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
        |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
        |[0-9]{4}-[0-9]{2}-[0-9]{2}
        |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex PlainOtherThanText();
}
