using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Runs;

namespace MathPref.Core.Tests.Runs;

public sealed class ProvenanceTests
{
    private static Provenance Import(string command, params SourceDataset[] origins)
    {
        var made = new Provenance("Import-Dataset", command, isSource: true);
        foreach (var origin in origins)
            made.AddOrigin(origin);
        return made;
    }

    private static SourceDataset Source(string name, string? split = null) =>
        new() { Name = name, Splits = split is null ? [] : [split], License = new DatasetLicense(["mit"]) };

    [Fact]
    public void The_sources_of_all_steps_before_are_told_each_once_in_their_order()
    {
        var (first, second, unused) = (Import("Import-Dataset a", Source("a/x", "train"), Source("b/y")), Import("Import-Dataset b", Source("b/y"), Source("a/x", "test")), Import("c", Source("c/z")));
        var middle = new Provenance("Invoke-TextGeneration", "Invoke-TextGeneration");
        middle.Take(first);
        middle.Take(second);
        middle.Take(null);
        var last = new Provenance("Export-Distiset", "Export-Distiset");
        last.Take(middle);
        Assert.Equal(["a/x train", "b/y ", "a/x test"], last.Describe().Sources.Select(source => $"{source.Name} {string.Join(' ', source.Splits)}"));
        Assert.Equal("c/z", Assert.Single(unused.Describe().Sources).Name);
        Assert.Empty(new Provenance("Export-Distiset", "Export-Distiset").Describe().Sources);
    }

    [Fact]
    public void Calls_that_are_one_step_tell_the_sources_of_all()
    {
        var last = new Provenance("Export-Distiset", "Export-Distiset");
        foreach (var name in new[] { "a/x", "b/y", "a/x" })
            last.Take(Import("Import-Dataset ./rows", Source(name)));
        var making = last.Describe();
        Assert.Equal(["a/x", "b/y"], making.Sources.Select(source => source.Name));
        Assert.Equal(2, making.Steps.Count);
    }

    [Fact]
    public void What_the_configs_of_a_run_have_to_say_of_the_same_licence_is_said_once()
    {
        using var folder = new TemporaryFolder();
        using var leaves = new RunLeaves(folder["distiset"], preview: null);
        var made = Import("Import-Dataset ./rows", Source("a/x"), Source("b/y") with { License = null });
        foreach (var config in new[] { "one", "two" })
            leaves.Take(new Row { { "n", 1L } }, made, config);
        var said = new List<string>();
        leaves.Complete(said.Add, (_, _) => { }, CancellationToken.None);
        Assert.StartsWith("a/x is under mit, b/y names no licence: ", Assert.Single(said), StringComparison.Ordinal);
    }
}
