using System.Text.RegularExpressions;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Architecture;

/// <summary>What docs/architecture.md draws: which part may know which. No two folders, at any depth, know each other in a circle.</summary>
public sealed partial class FolderTests
{
    private static readonly string[] s_projects = ["MathPref", "MathPref.Core", "MathPref.Parquet", "MathPref.Shared"];

    private static readonly FolderGraph s_graph = FolderGraph.Of(Path.Combine(Programs.Root, "src"), Path.Combine(Programs.Root, "bin"), s_projects);

    /// <summary>A project alone, its folders, and theirs: MathPref.Core/Llm/Journal is as deep as it goes.</summary>
    public static TheoryData<int> Depths => [1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(Depths))]
    public void No_folders_know_each_other_in_a_circle(int depth)
    {
        Assert.NotEmpty(s_graph.Arrows);
        var circles = s_graph.AtDepth(depth).Circles();
        Assert.True(circles.Count == 0, string.Join("\n", circles));
    }

    [Fact]
    public void A_circle_is_found_and_told_with_its_arrows()
    {
        var graph = new FolderGraph();
        graph.Add("M/A", "M/B/X", "a uses b");
        graph.Add("M/B", "M/C", "b uses c");
        graph.Add("M/C", "M/A", "c uses a");
        graph.Add("M/C", "M/D", "c uses d");
        Assert.Empty(graph.Circles());
        var circle = Assert.Single(graph.AtDepth(2).Circles());
        Assert.StartsWith("M/A and M/B and M/C:\n", circle, StringComparison.Ordinal);
        Assert.Contains("M/C -> M/A (c uses a)", circle, StringComparison.Ordinal);
        Assert.DoesNotContain("M/D", circle, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_s_namespace_is_its_folder_or_one_above()
    {
        var wrong = new List<string>();
        foreach (var project in s_projects)
        {
            var sources = Path.Combine(Programs.Root, "src");
            foreach (var file in Directory.EnumerateFiles(Path.Combine(sources, project), "*.cs", SearchOption.AllDirectories))
            {
                var folder = Path.GetRelativePath(sources, Path.GetDirectoryName(file)!).Replace('\\', '/').Replace('/', '.') + ".";
                if (Namespace().Match(File.ReadAllText(file)) is { Success: true } found && !folder.StartsWith(found.Groups[1].Value + ".", StringComparison.Ordinal))
                    wrong.Add($"{Path.GetRelativePath(Programs.Root, file)}: {found.Groups[1].Value}");
            }
        }
        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
