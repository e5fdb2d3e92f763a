using System.Text.Json;
using MathPref.Core.Datasets;
using Xunit;

namespace MathPref.Core.Tests.Datasets.Loading;

/// <summary>What the real library made of 137 layouts of repositories: see layouts/README.md.</summary>
public sealed class LoaderViewTests
{
    private static readonly string s_root = Path.Combine(AppContext.BaseDirectory, "Datasets", "Loading", "layouts");

    private static readonly JsonElement s_expected =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(s_root, "expected.json"))).RootElement.GetProperty("layouts");

    public static TheoryData<string> Layouts => [.. s_expected.EnumerateObject().Select(layout => layout.Name)];

    [Fact]
    public void There_are_137_layouts() => Assert.Equal(137, s_expected.EnumerateObject().Count());

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_layout_is_what_the_library_makes_of_it(string layout) => Check(s_expected.GetProperty(layout), LoaderView.Of(Listed(layout)));

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_folder_gives_what_its_listing_gives(string layout)
    {
        using var folder = new TemporaryFolder();
        // A script is known by the name of its place.
        var root = Path.Combine(folder.Path, layout);
        Directory.CreateDirectory(root);
        foreach (var (name, source) in FilesOf(layout))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, name))!);
            File.Copy(source, Path.Combine(root, name));
        }

        Check(s_expected.GetProperty(layout), LoaderView.Of(LoaderPlace.OfFolder(root)));
    }

    private static void Check(JsonElement expected, LoaderView view)
    {
        if (expected.TryGetProperty("error", out var error))
        {
            Assert.Equal(error.GetProperty("kind").GetString(), view.Error?.Kind);
            return;
        }
        Assert.Null(view.Error);
        Assert.Equal(expected.GetProperty("configs").EnumerateArray().Select(name => name.GetString()), view.Configs.Select(config => config.Name));
        Assert.Equal(expected.GetProperty("default_config").GetString(), view.DefaultConfig);
        Assert.Equal(
            expected.TryGetProperty("load_without_name", out var without) ? without.GetProperty("kind").GetString() : null,
            view.ErrorWithoutName?.Kind);
        foreach (var load in expected.GetProperty("loads").EnumerateObject())
            Check(load.Value, view.Config(load.Name)!);
    }

    private static void Check(JsonElement load, LoaderConfig config)
    {
        Assert.Equal(load.TryGetProperty("kind", out var kind) ? kind.GetString() : null, config.Kind?.Reader);
        if (!load.TryGetProperty("data_files", out var files))
        {
            Assert.Equal(load.GetProperty("error").GetProperty("kind").GetString(), config.Error?.Kind);
            return;
        }
        Assert.Equal(
            files.EnumerateObject().Select(split => $"{split.Name}: {string.Join(", ", split.Value.EnumerateArray().Select(file => file.GetString()))}"),
            config.Splits.Select(split => $"{split.Name}: {string.Join(", ", split.Paths)}"));
        // What the data hold is not looked at here; what names and files tell against a load must be so.
        if (config.Error is not null)
            Assert.Equal(load.GetProperty("error").GetProperty("kind").GetString(), config.Error.Kind);
    }

    private static LoaderPlace Listed(string layout)
    {
        var files = FilesOf(layout).ToDictionary(file => file.Name, file => file.Source);
        string? Read(string name) => files.TryGetValue(name, out var source) ? File.ReadAllText(source) : null;
        return new LoaderPlace
        {
            Name = layout,
            Files = files.Keys,
            Card = Read("README.md"),
            Yaml = Read(LoaderPlace.YamlName),
            Infos = Read(LoaderPlace.InfosName),
            Archive = name => System.IO.Compression.ZipFile.OpenRead(files[name]).Entries.Select(entry => entry.FullName).ToList(),
        };
    }

    /// <summary>Names are escaped on disk, where git would act on them.</summary>
    private static IEnumerable<(string Name, string Source)> FilesOf(string layout)
    {
        var root = Path.Combine(s_root, layout);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => (Uri.UnescapeDataString(Path.GetRelativePath(root, file)), file));
    }
}
