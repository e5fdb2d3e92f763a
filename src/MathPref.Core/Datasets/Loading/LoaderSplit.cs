using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>A split and its files, in the order in which they are read (a file twice: its rows twice), or the patterns that find them.</summary>
internal sealed partial record LoaderSplit(string Name, IReadOnlyList<string> Paths)
{
    /// <summary>Why no card may name a split so; null where it may. One called <c>all</c> may be named, and is not loaded.</summary>
    public static string? ProblemWith(string name) =>
        NamePattern().IsMatch(name) ? null : "a split's name is made of letters, digits and underscores, with dots between them";

    [GeneratedRegex(@"\A\w+(?:\.\w+)*\n?\z")]
    private static partial Regex NamePattern();
}
