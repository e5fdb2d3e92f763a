using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>What the card of the folder around a dataset's says, so that loaders find the dataset from there too.</summary>
internal static class OuterCard
{
    /// <summary>The <c>configs</c> of a dataset's card with its folder before each path; empty where it has none.</summary>
    /// <param name="card">The dataset's own card.</param>
    /// <param name="folder">The dataset's folder, relative to the one around it.</param>
    public static YamlSequenceNode Configs(DatasetCard card, string folder) => new(card.Entries().Select(YamlNode (entry) =>
    {
        var copy = new YamlMappingNode(entry.Children);
        // Paths count from data_dir where there is one, and a config of neither is all that lies in the dataset's folder.
        if (copy.Children.TryGetValue("data_dir", out var inner) || !copy.Children.ContainsKey("data_files"))
            copy.Children["data_dir"] = inner is YamlScalarNode { Value: { } name } ? Text(folder, name) : DatasetCard.Text(folder);
        else
            copy.Children["data_files"] = Within(folder, copy.Children["data_files"]);
        return copy;
    }));

    /// <summary>Whether all that a card names lies in that folder. One that names nothing has nothing elsewhere.</summary>
    public static bool IsWithin(DatasetCard card, string folder)
    {
        var sources = card.Sources();
        return card.Entries().All(entry => sources.Any(source => source.Config == DatasetCard.NameOf(entry)))
            && sources.SelectMany(source => source.Patterns).All(p => p == folder || p.StartsWith(folder + "/", StringComparison.Ordinal));
    }

    /// <summary>A path, a list of them, or a list of splits with theirs.</summary>
    private static YamlNode Within(string folder, YamlNode files) => files switch
    {
        YamlScalarNode { Value: { } path } => Text(folder, path),
        YamlSequenceNode list => new YamlSequenceNode(list.Select(item => Within(folder, item))),
        YamlMappingNode split => new YamlMappingNode(split.Select(part =>
            part.Key is YamlScalarNode { Value: "path" } ? new(part.Key, Within(folder, part.Value)) : part)),
        _ => files,
    };

    private static YamlScalarNode Text(string folder, string path)
    {
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..].TrimStart('/');
        return DatasetCard.Text(
            path.Contains("://", StringComparison.Ordinal) || path.StartsWith('/') ? path : path is "" or "." ? folder : $"{folder}/{path}");
    }
}
