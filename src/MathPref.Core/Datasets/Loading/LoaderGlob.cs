using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>
/// The files that one path or pattern names, as the loader's file system finds them (fsspec's glob, and what the datasets library leaves
/// out of that: data_files.py, resolve_pattern): <c>*</c> and <c>?</c> stay in a folder, <c>**</c> is a whole step, <c>[…]</c> is one of several
/// characters, and braces are nothing special.
/// </summary>
internal static partial class LoaderGlob
{
    private static readonly string[] s_noData =
        [DistisetLayout.CardName, "config.json", "dataset_info.json", LoaderPlace.InfosName, "dummy_data.zip", "dataset_dict.json"];

    /// <summary>Whether it is a pattern, which may find nothing, and not a path, which has to be there.</summary>
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny("*?[") >= 0;

    /// <summary>Whether a file is one that a loader never takes for data, by its name.</summary>
    public static bool IsNoData(string file) => s_noData.Contains(file[(file.LastIndexOf('/') + 1)..]);

    /// <summary>A path as a pattern that finds it and nothing else.</summary>
    public static string Escape(string path) => Magic().Replace(path, "[$0]");

    /// <summary>In the order of their code points. Throws <see cref="LoaderException"/> for a pattern that is none.</summary>
    /// <param name="files">Ordered by code points.</param>
    /// <param name="folder">Where the pattern begins, empty for the place itself.</param>
    /// <param name="pattern">As the card has it.</param>
    public static List<string> Find(IReadOnlyList<string> files, string folder, string pattern)
    {
        // A web address, another file system or a path of the caller's disk: nothing of this place.
        if (pattern.Contains("://", StringComparison.Ordinal) || pattern.StartsWith('/'))
            return [];
        while (pattern.StartsWith("./", StringComparison.Ordinal))
            pattern = pattern[2..];
        var whole = folder.Length == 0 ? pattern : $"{folder}/{pattern}";
        var name = whole[(whole.LastIndexOf('/') + 1)..];
        var (hidden, special) = (Hidden(whole), Special(whole));
        bool IsWanted(string file) =>
            !s_noData.Any(other => other != name && file.AsSpan(file.LastIndexOf('/') + 1).SequenceEqual(other))
            && Hidden(file) == hidden && Special(file) == special;
        if (!IsPattern(whole))
            return files.Where(file => file == whole && IsWanted(file)).ToList();
        var steps = whole.Split('/');
        if (steps.Any(step => step != "**" && step.Contains("**", StringComparison.Ordinal)))
            throw new LoaderException(LoaderError.BadValue, $"in the pattern '{pattern}' the two stars are not a whole step of the path");
        var regex = FilePattern.ToRegex(whole);
        return files.Where(file => regex.IsMatch(file) && IsWanted(file)).ToList();
    }

    private static int Hidden(string path) => path.Split('/').Count(step => step.StartsWith('.') && step.Trim('.').Length > 0);

    private static int Special(string path) => path.Split('/').SkipLast(1).Count(step => step.StartsWith("__", StringComparison.Ordinal));

    [GeneratedRegex(@"[*?\[]")]
    private static partial Regex Magic();
}
