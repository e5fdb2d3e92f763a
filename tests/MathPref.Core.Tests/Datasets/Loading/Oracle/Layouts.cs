using System.Text.Json;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// Repositories as people lay them out, and what datasets 5.2.0, huggingface_hub 2.4.0, pyarrow 26.0.1 and pandas 3.1.1 made of each when they were
/// loaded by name from a stand-in of the Hub. Names on disk are URL-escaped where git or an ignore list would act on them.
/// </summary>
internal static class Layouts
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Datasets", "Loading", "layouts");

    private static readonly Lazy<JsonElement> s_expected = new(() =>
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_folder, "expected.json")));
        return document.RootElement.GetProperty("layouts").Clone();
    });

    private static readonly Lazy<Dictionary<string, Place>> s_places = new(() => s_expected.Value.EnumerateObject().Select(layout => layout.Name).ToDictionary(name => name, name =>
    {
        Place place = new(name);
        foreach (var (path, bytes) in Oracle.Place.Read(Path.Combine(s_folder, name)).Files)
            place.Files[Uri.UnescapeDataString(path)] = bytes;
        return place;
    }));

    public static IReadOnlyList<string> Names { get; } = [.. s_expected.Value.EnumerateObject().Select(layout => layout.Name)];

    public static JsonElement Expected(string name) => s_expected.Value.GetProperty(name);

    /// <summary>A copy, which may be changed.</summary>
    public static Place Copy(string name)
    {
        Place copy = new(name);
        foreach (var (path, bytes) in s_places.Value[name].Files)
            copy.Files[path] = bytes;
        return copy;
    }
}
