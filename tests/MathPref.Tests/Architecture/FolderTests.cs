using System.Text.RegularExpressions;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Architecture;

/// <summary>What docs/architecture.md draws: which part may know which. No two folders, at any depth, know each other in a circle.</summary>
public sealed partial class FolderTests
{
    private static readonly string[] s_projects = ["MathPref", "MathPref.Core", "MathPref.Parquet", "MathPref.Shared"];

    private static readonly FolderGraph s_graph = FolderGraph.Of(Path.Combine(Programs.Root, "src"), Path.Combine(Programs.Root, "bin"), s_projects);

    /// <summary>What each part may know, besides itself. Who adds an arrow draws it in docs/architecture.md, or finds that the code is in the wrong place.</summary>
    private static readonly Dictionary<string, string[]> s_mayKnow = new()
    {
        ["MathPref.Parquet"] = [],
        ["MathPref.Shared"] = [],
        ["MathPref.Core/Text"] = [],
        ["MathPref.Core/Rows"] = [],
        ["MathPref.Core/Net"] = ["Text"],
        ["MathPref.Core/Llm"] = ["Net", "Text"],
        ["MathPref.Core/Tasks"] = ["Text"],
        ["MathPref.Core/Maths"] = [],
        ["MathPref.Core/Offline"] = ["Llm", "Maths", "Tasks"],
        ["MathPref.Core/Preference"] = ["Maths", "Rows"],
        ["MathPref.Core/Datasets"] = ["MathPref.Parquet", "Preference", "Rows", "Text"],
        ["MathPref.Core/Hub"] = ["Datasets", "Net", "Rows", "Text"],
        ["MathPref.Core/Argilla"] = ["Datasets", "Hub", "Net", "Preference", "Rows", "Text"],
        ["MathPref.Core/Runs"] = ["Datasets", "Llm", "Rows", "Text"],
    };

    /// <summary>And those of the cmdlets' side among each other; of Core they may know all. What lies in no folder of its own knows none.</summary>
    private static readonly Dictionary<string, string[]> s_cmdletsMayKnow = new()
    {
        ["MathPref"] = [],
        ["MathPref/Rows"] = [],
        ["MathPref/Progress"] = [],
        ["MathPref/Binding"] = ["Rows"],
        ["MathPref/Scripted"] = ["Rows"],
        ["MathPref/Foresight"] = ["Rows"],
        ["MathPref/Formatting"] = ["Rows"],
        ["MathPref/Runs"] = ["Rows"],
        ["MathPref/Completion"] = ["Formatting", "Rows", "Runs"],
        ["MathPref/Pump"] = ["Progress", "Rows", "Runs"],
        ["MathPref/Commands"] = ["Binding", "Completion", "Foresight", "Formatting", "Progress", "Pump", "Rows", "Runs", "Scripted"],
    };

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
    public void Each_part_knows_what_it_may_and_no_other()
    {
        var wrong = s_graph.AtDepth(2).Arrows.Where(arrow => !May(arrow.Key.From, arrow.Key.To)).Select(arrow => $"{arrow.Key.From} -> {arrow.Key.To} ({arrow.Value})").ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static bool May(string from, string to)
    {
        if (s_cmdletsMayKnow.TryGetValue(from, out var cmdlets))
            return to == "MathPref" || to.StartsWith("MathPref.Core/", StringComparison.Ordinal) || cmdlets.Any(name => to == "MathPref/" + name);
        return s_mayKnow.TryGetValue(from, out var known) && known.Any(name => to == name || to == "MathPref.Core/" + name);
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

    /// <summary>But for the texts of prompts, whose lines are the model's.</summary>
    [Fact]
    public void A_line_of_the_sources_has_at_most_160_characters()
    {
        string[] prompts = ["SelfInstructTask.cs", "UltraFeedbackRubric.cs"];
        var tooLong = Directory.EnumerateFiles(Path.Combine(Programs.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !prompts.Contains(Path.GetFileName(file)))
            .SelectMany(file => File.ReadLines(file).Index().Where(line => line.Item.Length > 160).Select(line => $"{Path.GetRelativePath(Programs.Root, file)}:{line.Index + 1}"));
        Assert.Empty(tooLong);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
