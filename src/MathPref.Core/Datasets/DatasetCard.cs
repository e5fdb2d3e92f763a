using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// A dataset card: README.md with YAML in front. What others wrote in it stays; <c>configs</c> tells loaders which files belong to
/// which config and split.
/// </summary>
internal sealed class DatasetCard
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
    public static DatasetCard Open(string path)
    {
        if (!File.Exists(path))
            return new DatasetCard([], "");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (!text.StartsWith(Fence + "\n", StringComparison.Ordinal))
            return new DatasetCard([], text);
        var end = text.IndexOf("\n" + Fence, Fence.Length, StringComparison.Ordinal);
        if (end < 0)
            throw new DatasetFormatException(path, 1, null, "the YAML in front of the card has no end (---)");
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text[(Fence.Length + 1)..(end + 1)]));
        }
        catch (YamlException broken)
        {
            throw new DatasetFormatException(path, broken.Start.Line + 1, broken.Start.Column, "the YAML in front of the card is broken: " + broken.Message, broken);
        }
        var front = yaml.Documents.Count == 0 ? [] : yaml.Documents[0].RootNode as YamlMappingNode;
        return front is null
            ? throw new DatasetFormatException(path, 2, null, "the YAML in front of the card is not a mapping")
            : new DatasetCard(front, text[(end + 1 + Fence.Length)..].TrimStart('\n'));
    }

    public bool HasBody => _body.Trim().Length > 0;

    public string Body { set => _body = value; }

    /// <summary>What <c>configs</c> says, in its order.</summary>
    public IReadOnlyList<Files> Configs()
    {
        if (!_front.Children.TryGetValue("configs", out var node))
            return [];
        var entries = node as YamlSequenceNode ?? (IEnumerable<YamlNode>)[node];
        return entries.OfType<YamlMappingNode>().SelectMany(FilesOf).ToList();
    }

    private static IEnumerable<Files> FilesOf(YamlMappingNode entry)
    {
        var config = Scalar(entry, "config_name") ?? DistisetLayout.DefaultConfig;
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

    /// <summary>Says where a split lies. The others stay; configs are sorted by name.</summary>
    public void SetFiles(string config, string split, string pattern)
    {
        var files = Configs().Where(f => f.Config != config || f.Split != split).Append(new Files(config, split, [pattern]));
        var others = (Child(_front, "configs") as YamlSequenceNode)?.Children.OfType<YamlMappingNode>().ToList() ?? [];
        var configs = new YamlSequenceNode(files
            .GroupBy(f => f.Config, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(YamlNode (group) =>
            {
                // Keys that others set on the config (default: true, description) stay.
                var entry = others.FirstOrDefault(o => Scalar(o, "config_name") == group.Key) ?? new YamlMappingNode { { "config_name", Text(group.Key) } };
                entry.Children["data_files"] = new YamlSequenceNode(group.Select(YamlNode (f) => new YamlMappingNode
                {
                    { "split", Text(f.Split) },
                    { "path", f.Patterns.Count == 1 ? Text(f.Patterns[0]) : new YamlSequenceNode(f.Patterns.Select(YamlNode (p) => Text(p))) },
                }));
                return entry;
            }));
        _front.Children["configs"] = configs;
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
        var front = text.ToString().ReplaceLineEndings("\n").TrimEnd('\n');
        if (front.EndsWith("\n...", StringComparison.Ordinal))
            front = front[..^4];
        return $"{Fence}\n{front}\n{Fence}\n\n{_body.TrimEnd('\n')}\n";
    }

    private static string? Scalar(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? child : null;

    private static IReadOnlyList<string> Patterns(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { } one } => [one],
        YamlSequenceNode list => list.Children.OfType<YamlScalarNode>().Select(s => s.Value ?? "").ToList(),
        _ => [],
    };

    /// <summary>Names that YAML would read as something else (1, yes, null) are quoted.</summary>
    private static YamlScalarNode Text(string text)
    {
        var ambiguous = text.Length == 0 || text is "null" or "~" or "y" or "n" || bool.TryParse(text, out _)
            || text.ToLowerInvariant() is "yes" or "no" or "on" or "off" || double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);
        return new YamlScalarNode(text) { Style = ambiguous ? ScalarStyle.SingleQuoted : ScalarStyle.Any };
    }
}
