using MathPref.Core.Datasets;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Tests.Datasets.Loading;

/// <summary>What the tests of loaded types share.</summary>
internal static class LoadingFiles
{
    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Datasets", "Loading", "fixtures", name);

    public static YamlNode Yaml(string text)
    {
        YamlStream yaml = [];
        yaml.Load(new StringReader(text));
        return yaml.Documents[0].RootNode;
    }

    /// <summary>The columns that the lines of YAML name.</summary>
    public static LoadedColumns Columns(string yaml) => LoadedColumns.OfCard(Yaml(yaml), "README.md");

    public static string Write(YamlNode node)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        new YamlStream(new YamlDocument(node)).Save(writer, assignAnchors: false);
        return writer.ToString().Replace("...\n", "", StringComparison.Ordinal);
    }
}
