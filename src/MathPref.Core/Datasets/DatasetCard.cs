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

    private readonly YamlMappingNode _front;
    private string _body;

    private DatasetCard(YamlMappingNode front, string body)
    {
        _front = front;
        _body = body;
    }

    /// <summary>The files of one split: patterns relative to the card.</summary>
    public sealed record Files(string Config, string Split, IReadOnlyList<string> Patterns);

    /// <summary>Reads the card beside the data, or begins one. Throws <see cref="DatasetFormatException"/> for broken YAML.</summary>
    public static DatasetCard Open(string path) => File.Exists(path) ? Parse(File.ReadAllText(path), path) : new DatasetCard([], "");

    /// <summary>Reads a card's text. Throws <see cref="DatasetFormatException"/>, which calls it <paramref name="path"/>, for broken YAML.</summary>
    public static DatasetCard Parse(string text, string path)
    {
        var fence = OpeningFence().Match(text);
        if (!fence.Success)
            return new DatasetCard([], text);
        var end = ClosingFence().Match(text, fence.Length);
        if (!end.Success)
            throw new DatasetFormatException(path, 1, null, "the YAML in front of the card has no end (---)");
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text[fence.Length..end.Index]));
        }
        catch (YamlException broken)
        {
            throw new DatasetFormatException(path, broken.Start.Line + 1, broken.Start.Column, "the YAML in front of the card is broken: " + broken.Message, broken);
        }
        var front = yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is YamlScalarNode { Value: null or "" } ? [] : yaml.Documents[0].RootNode as YamlMappingNode;
        if (front is null)
            throw new DatasetFormatException(path, 2, null, "the YAML in front of the card is not a mapping");
        // "{}" is what the Hub's own template begins with.
        front.Style = MappingStyle.Block;
        return new DatasetCard(front, text[(end.Index + end.Length)..].TrimStart('\r', '\n'));
    }

    public bool HasBody => _body.Trim().Length > 0;

    public string Body { get => _body; set => _body = value; }

    /// <summary>The YAML in front, as it is.</summary>
    public YamlMappingNode Front => _front;

    /// <summary>What <c>configs</c> says, in its order.</summary>
    public IReadOnlyList<Files> Configs() => Entries().SelectMany(FilesOf).ToList();

    private IEnumerable<YamlMappingNode> Entries()
    {
        if (!_front.Children.TryGetValue("configs", out var node))
            return [];
        var entries = node as YamlSequenceNode ?? (IEnumerable<YamlNode>)[node];
        return entries.OfType<YamlMappingNode>();
    }

    private static string NameOf(YamlMappingNode entry) => Scalar(entry, "config_name") ?? DistisetLayout.DefaultConfig;

    private static IEnumerable<Files> FilesOf(YamlMappingNode entry)
    {
        var config = NameOf(entry);
        if (!entry.Children.TryGetValue("data_files", out var data))
            yield break;
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

    /// <summary>
    /// Says where a split lies. The others stay, and so do the keys that others set on a config (default: true, description); configs
    /// are sorted by name.
    /// </summary>
    public void SetFiles(string config, string split, params IReadOnlyList<string> patterns)
    {
        var entries = Entries().ToList();
        var entry = entries.Find(e => NameOf(e) == config);
        if (entry is null)
            entries.Add(entry = new YamlMappingNode { { "config_name", Text(config) } });
        var files = FilesOf(entry).Where(f => f.Split != split).Append(new Files(config, split, patterns));
        entry.Children["data_files"] = new YamlSequenceNode(files.Select(YamlNode (f) => new YamlMappingNode
        {
            { "split", Text(f.Split) },
            { "path", f.Patterns.Count == 1 ? Text(f.Patterns[0]) : new YamlSequenceNode(f.Patterns.Select(YamlNode (p) => Text(p))) },
        }));
        _front.Children["configs"] = new YamlSequenceNode(entries.OrderBy(NameOf, StringComparer.Ordinal));
    }

    /// <summary>
    /// Forgets what <c>dataset_info</c> says of a config: its columns and counts were those of files that are no longer there alone, and
    /// loaders refuse a dataset that differs from them.
    /// </summary>
    public void ForgetInfo(string config)
    {
        bool Speaks(YamlNode node) => node is YamlMappingNode info && NameOf(info) == config;
        switch (Child(_front, "dataset_info"))
        {
            case YamlSequenceNode several:
                foreach (var info in several.Where(Speaks).ToList())
                    several.Children.Remove(info);
                if (several.Children.Count == 0)
                    _front.Children.Remove("dataset_info");
                break;
            case { } one when Speaks(one):
                _front.Children.Remove("dataset_info");
                break;
        }
    }

    public void SetTags(IEnumerable<string> tags)
    {
        if (!_front.Children.ContainsKey("tags"))
            _front.Children["tags"] = new YamlSequenceNode(tags.Select(YamlNode (tag) => Text(tag)));
    }

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

    private static string? Scalar(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? child : null;

    private static IReadOnlyList<string> Patterns(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { } one } => [one],
        YamlSequenceNode list => list.Children.OfType<YamlScalarNode>().Select(s => s.Value ?? "").ToList(),
        _ => [],
    };

    /// <summary>Whatever YAML could read as something else (1, yes, null, 2024-01-01, a: b) is quoted.</summary>
    private static YamlScalarNode Text(string text) =>
        new(text) { Style = PlainText().IsMatch(text) && !OtherThanText().IsMatch(text) ? ScalarStyle.Any : ScalarStyle.SingleQuoted };

    [GeneratedRegex(@"^---[ \t]*\r?\n")]
    private static partial Regex OpeningFence();

    [GeneratedRegex(@"(?<=^|\n)---[ \t]*(?:\r?\n|\z)")]
    private static partial Regex ClosingFence();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_./*-]*\z")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"^(?:null|y|n|yes|no|on|off|true|false)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherThanText();
}
