using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>The patterns of each split where no card names files (data_files.py, get_data_patterns).</summary>
internal static partial class DataPatterns
{
    private const string Digits = "[0-9][0-9][0-9][0-9][0-9]";
    private const string Sharded = "-" + Digits + "-of-" + Digits + "*.*";
    private const string Around = "[-._ 0-9]";

    private static readonly (string Split, string[] Words)[] s_words =
    [
        ("train", ["train", "training"]),
        ("validation", ["validation", "valid", "dev", "val"]),
        ("test", ["test", "testing", "eval", "evaluation"]),
    ];

    private static readonly (string Split, string[] Patterns)[][] s_rules =
    [
        [("logs", ["**/*.eval"])],
        [("test", ["**/task.toml", "**/instruction.md"])],
        [.. s_words.Select(split => (split.Split, split.Words.SelectMany(word => (string[])
            [$"**/{word}/**", $"**/{word}{Around}*/**", $"**/*{Around}{word}/**", $"**/*{Around}{word}{Around}*/**"]).ToArray()))],
        [.. s_words.Select(split => (split.Split, split.Words.SelectMany(word => (string[])
            [$"**/{word}{Around}*", $"**/*{Around}{word}{Around}*"]).ToArray()))],
        [("train", ["**"])],
    ];

    public static OrderedDictionary<string, List<string>> Of(Place place, string folder)
    {
        if (Found(place, "data/*" + Sharded, folder) is { Count: > 0 } shards)
        {
            HashSet<string> splits = [.. shards.Select(path => ShardName().Match(Glob.BaseName(path)).Groups[1].Value)];
            if (splits.Any(split => !IsSplitName(split)))
                throw PythonError.ValueError("Split name should match");
            var ordered = s_words.Select(known => known.Split).Where(splits.Contains)
                .Concat(splits.Where(split => !s_words.Any(known => known.Split == split)).Order(CodePointOrder.Instance));
            return new(ordered.Select(split => KeyValuePair.Create(split, (List<string>)[$"data/{split}{Sharded}"])));
        }
        foreach (var rule in s_rules)
        {
            var found = rule.Where(split => split.Patterns.Any(pattern => Found(place, pattern, folder).Count > 0)).ToList();
            if (found.Count > 0)
                return new(found.Select(split => KeyValuePair.Create(split.Split, split.Patterns.ToList())));
        }
        throw new PythonError("EmptyDatasetError", $"The directory at '{folder}' doesn't contain any data files");
    }

    public static bool IsSplitName(string split) => SplitName().IsMatch(split);

    private static List<string> Found(Place place, string pattern, string folder)
    {
        try
        {
            return Glob.Find(place, pattern, folder, null);
        }
        catch (PythonError missing) when (missing.Kind == "FileNotFoundError")
        {
            return [];
        }
    }

    [GeneratedRegex("(.+)-[0-9]{5}-of-[0-9]{4,}")]
    private static partial Regex ShardName();

    [GeneratedRegex(@"^\w+(\.\w+)*$")]
    private static partial Regex SplitName();
}
