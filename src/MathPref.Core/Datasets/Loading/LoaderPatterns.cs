using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>
/// Where no card says which files are the data: the first of these patterns that finds a file decides, and hides all other files
/// (data_files.py of the datasets library, get_data_patterns).
/// </summary>
internal static partial class LoaderPatterns
{
    /// <summary>What may stand beside a word in a name.</summary>
    private const string Beside = "[-._ 0-9]";

    private const string Digits = "[0-9][0-9][0-9][0-9][0-9]";

    private static readonly (string Split, string[] Words)[] s_words =
    [
        (DistisetLayout.DefaultSplit, ["train", "training"]),
        ("validation", ["validation", "valid", "dev", "val"]),
        (DistisetLayout.TestSplit, ["test", "testing", "eval", "evaluation"]),
    ];

    private static readonly IReadOnlyList<LoaderSplit>[] s_groups =
    [
        [new("logs", ["**/*.eval"])],
        [new(DistisetLayout.TestSplit, ["**/task.toml", "**/instruction.md"])],
        ByWord(word => [$"**/{word}/**", $"**/{word}{Beside}*/**", $"**/*{Beside}{word}/**", $"**/*{Beside}{word}{Beside}*/**"]),
        ByWord(word => [$"**/{word}{Beside}*", $"**/*{Beside}{word}{Beside}*"]),
        [new(DistisetLayout.DefaultSplit, ["**"])],
    ];

    /// <summary>The splits with their patterns. Throws <see cref="LoaderException"/> where there is nothing, or a split has a name that is none.</summary>
    public static IReadOnlyList<LoaderSplit> Of(IReadOnlyList<string> files, string folder)
    {
        var shards = LoaderGlob.Find(files, folder, $"data/*-{Digits}-of-{Digits}*.*");
        if (shards.Count > 0)
            return Shards(shards);
        foreach (var group in s_groups)
        {
            var found = group.Where(split => split.Paths.Any(pattern => LoaderGlob.Find(files, folder, pattern).Count > 0)).ToList();
            if (found.Count > 0)
                return found;
        }
        throw new LoaderException(LoaderError.NoData, folder.Length == 0 ? "there are no data files" : $"there are no data files in {folder}");
    }

    /// <summary>train, validation and test come first.</summary>
    public static int Order(string split) => Array.FindIndex(s_words, words => words.Split == split) is >= 0 and var place ? place : s_words.Length;

    private static List<LoaderSplit> Shards(List<string> files)
    {
        var splits = files.Select(file => Shard().Match(file[(file.LastIndexOf('/') + 1)..]).Groups["split"].Value).Distinct(StringComparer.Ordinal).ToList();
        if (splits.Find(split => LoaderSplit.ProblemWith(split) is not null) is { } bad)
            throw new LoaderException(LoaderError.BadValue, $"the name of a file in data/ gives a split '{bad}', and {LoaderSplit.ProblemWith(bad)}");
        return splits.OrderBy(Order).ThenBy(split => split, StringComparer.Ordinal)
            .Select(split => new LoaderSplit(split, [$"data/{split}-{Digits}-of-{Digits}*.*"]))
            .ToList();
    }

    private static List<LoaderSplit> ByWord(Func<string, string[]> patterns) =>
        s_words.Select(words => new LoaderSplit(words.Split, words.Words.SelectMany(patterns).ToList())).ToList();

    [GeneratedRegex(@"\A(?<split>.+)-[0-9]{5}-of-[0-9]{5}", RegexOptions.Singleline)]
    private static partial Regex Shard();
}
