using System.Text.Json;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>The model of the loader says of each layout what the library itself said.</summary>
public sealed class LayoutTests
{
    public static TheoryData<string> Names => [.. Layouts.Names];

    [Fact]
    public void There_are_137_layouts() => Assert.Equal(137, Layouts.Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_model_sees_what_the_library_saw(string name)
    {
        var (expected, place) = (Layouts.Expected(name), Layouts.Copy(name));
        Assert.Equal(expected.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).Order(StringComparer.Ordinal), place.Files.Keys.Order(StringComparer.Ordinal));
        var view = Loader.Look(place);
        if (expected.TryGetProperty("error", out var error))
        {
            Assert.Equal(error.GetProperty("kind").GetString(), view.Error?.Kind);
            return;
        }
        Assert.Null(view.Error);
        Assert.Equal(expected.GetProperty("configs").EnumerateArray().Select(config => config.GetString()), view.Loads.Keys);
        Assert.Equal(expected.GetProperty("default_config").GetString(), view.DefaultConfig);
        if (expected.TryGetProperty("load_without_name", out var unnamed))
            Assert.Equal(unnamed.GetProperty("kind").GetString(), view.Unnamed!.Error?.Kind);
        else
            Assert.Same(view.Loads[view.DefaultConfig!], view.Unnamed);
        var loads = expected.GetProperty("loads").EnumerateObject().ToList();
        Assert.Equal(view.Loads.Keys, loads.Select(load => load.Name));
        foreach (var load in loads)
            Check(load.Value, view.Loads[load.Name]);
    }

    private static void Check(JsonElement expected, PlaceLoad load)
    {
        var error = expected.TryGetProperty("error", out var failed) ? failed : (JsonElement?)null;
        Assert.Equal(error?.GetProperty("kind").GetString(), load.Error?.Kind);
        Assert.Equal(error is { } with && with.TryGetProperty("cause", out var cause) ? cause.GetString() : null, load.Error?.Cause);
        Assert.Equal(expected.TryGetProperty("kind", out var kind) ? kind.GetString() : null, load.Kind);
        if (expected.TryGetProperty("data_files", out var files))
            Assert.Equal(files.EnumerateObject().Select(split => $"{split.Name}: {string.Join("; ", split.Value.EnumerateArray())}"), load.Files!.Select(split => $"{split.Key}: {string.Join("; ", split.Value)}"));
        else
            Assert.Null(load.Files);
        var splits = expected.TryGetProperty("splits", out var there) ? there.EnumerateObject().ToList() : null;
        Assert.Equal(splits?.Select(split => split.Name), load.Splits?.Select(split => split.Name));
        var names = expected.TryGetProperty("split_names", out var other) ? other.EnumerateArray().Select(split => split.GetString()!) : splits?.Select(split => split.Name);
        Assert.Equal(names, load.SplitNames);
        foreach (var (split, loaded) in (splits ?? []).Zip(load.Splits ?? []))
        {
            Assert.Equal(split.Value.GetProperty("rows").GetInt32(), loaded.Rows.Count);
            List<JsonElement> rows = [split.Value.GetProperty("first_row"), .. split.Value.TryGetProperty("more_rows", out var more) ? more.EnumerateArray() : default];
            Assert.Equal(rows.Select(ValueText.OfExpected), loaded.Rows.Take(rows.Count).Select(WithoutHash));
        }
        if (!expected.TryGetProperty("columns", out var columns))
            return;
        Assert.Equal(columns.EnumerateObject().Select(column => $"{column.Name}: {column.Value}"), load.Features!.Fields.Select(column => $"{column.Key}: {column.Value.Type}"));
        var special = expected.TryGetProperty("features", out var features) ? features.EnumerateObject().Select(feature => $"{feature.Name}: {feature.Value}") : [];
        Assert.Equal(special, load.Features.Fields.Where(column => column.Value is JsonFeature or PictureFeature || MixedTypes.PlacesOf(column.Value).Count > 0)
            .Select(column => $"{column.Key}: {(column.Value is JsonFeature or PictureFeature ? column.Value.ToString() : "Json inside")}"));
    }

    /// <summary>Of a picture the trials kept only its size.</summary>
    private static string WithoutHash(string row) => System.Text.RegularExpressions.Regex.Replace(row, "(picture \\[[0-9]+, [0-9]+\\])#[0-9A-F]{8}", "$1");
}
