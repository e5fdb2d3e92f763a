using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>
/// The splits of a folder that a card names without saying which files are its data (<c>data_dir</c>), as the Hub's loader finds them: shards
/// in <c>data</c>, else folders whose names hold a split's word, else files whose names do, else all files. Files of one kind are read, of
/// the kind that most have.
/// </summary>
internal static partial class FolderSplits
{
    /// <summary>What the loader never takes for data.</summary>
    private static readonly string[] s_noData = ["README.md", "config.json", "dataset_info.json", "dataset_infos.json", "dataset_dict.json"];

    private static readonly (string Split, string[] Words)[] s_words =
    [
        (DistisetLayout.DefaultSplit, ["train", "training"]),
        ("validation", ["validation", "valid", "dev", "val"]),
        (DistisetLayout.TestSplit, ["test", "testing", "eval", "evaluation"]),
    ];

    /// <summary>Each split with the names of its files, relative to the card; one without files, train, where there are none.</summary>
    /// <param name="all">The files of the dataset's folder.</param>
    /// <param name="folder">That part of it, relative to the card.</param>
    public static IReadOnlyList<(string Split, IReadOnlyList<string> Names)> Of(IReadOnlyList<FolderFile> all, string folder)
    {
        var names = all
            .Where(file => file.Name.StartsWith(folder + "/", StringComparison.Ordinal))
            .OrderBy(file => file.IsLinked).DistinctBy(file => file.Real)
            .Select(file => file.Name[(folder.Length + 1)..])
            .Where(IsData)
            .Order(StringComparer.Ordinal)
            .ToList();
        // A draw goes to the kind that comes first here.
        var loader = names.GroupBy(name => FileKind.Of(name).Extension)
            .OrderByDescending(kind => kind.Count()).ThenBy(kind => Array.IndexOf([".parquet", ".jsonl", ".json"], kind.Key) is >= 0 and var place ? place : 9)
            .Select(kind => FileKind.Of(kind.First()).Loader)
            .FirstOrDefault();
        names.RemoveAll(name => FileKind.Of(name).Loader != loader);
        var splits = Shards(names) is { Count: > 0 } shards ? shards
            : ByWord(names, name => name.Contains('/') ? name[..name.LastIndexOf('/')] : "", FolderWord) is { Count: > 0 } folders ? folders
            : ByWord(names, name => name[(name.LastIndexOf('/') + 1)..], FileWord) is { Count: > 0 } files ? files
            : [(DistisetLayout.DefaultSplit, names)];
        return splits.ConvertAll(split => (split.Split, (IReadOnlyList<string>)split.Names.ConvertAll(name => $"{folder}/{name}")));
    }

    private static bool IsData(string name)
    {
        var parts = name.Split('/');
        return FileKind.Of(name).Loader.Length > 0
            && !s_noData.Contains(parts[^1])
            && !parts.Any(part => part.StartsWith('.'))
            && !parts.SkipLast(1).Any(part => part.StartsWith("__", StringComparison.Ordinal) || DistisetLayout.IsStaging(part));
    }

    private static List<(string Split, List<string> Names)> Shards(List<string> names) => names
        .Select(name => (Name: name, Match: Shard().Match(name)))
        .Where(shard => shard.Match.Success)
        .GroupBy(shard => shard.Match.Groups["split"].Value, shard => shard.Name)
        .OrderBy(split => Order(split.Key)).ThenBy(split => split.Key, StringComparer.Ordinal)
        .Select(split => (split.Key, split.ToList()))
        .ToList();

    /// <summary>A name that holds the words of two splits is in both, as the loader has it.</summary>
    private static List<(string Split, List<string> Names)> ByWord(List<string> names, Func<string, string> part, Func<string, Regex> pattern)
    {
        var splits = new List<(string Split, List<string> Names)>();
        foreach (var (split, words) in s_words)
        {
            var found = words.SelectMany(word => names.Where(name => pattern(word).IsMatch(part(name)))).Distinct().ToList();
            if (found.Count > 0)
                splits.Add((split, found));
        }
        return splits;
    }

    private static int Order(string split) => Array.FindIndex(s_words, words => words.Split == split) is >= 0 and var place ? place : s_words.Length;

    private static Regex FileWord(string word) => new($@"(?:\A|[-._ 0-9]){word}[-._ 0-9]", RegexOptions.CultureInvariant);

    private static Regex FolderWord(string word) => new($@"(?:\A|[-._ 0-9/]){word}(?:[-._ 0-9/]|\z)", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\Adata/(?<split>[^/]+)-[0-9]{5}-of-[0-9]{5}[^/]*\.[^/]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shard();
}
