using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>
/// Where the files of a distiset lie, as the Hub has it: <c>data/</c> for the config default, a folder of its own name for any
/// other, <c>&lt;split&gt;-00000-of-00001.&lt;ext&gt;</c> within.
/// </summary>
internal static partial class DistisetLayout
{
    public const string DefaultConfig = "default";
    public const string DefaultSplit = "train";
    public const string TestSplit = "test";
    public const string CardName = "README.md";

    /// <summary>The order in which splits are listed: train, which people look for, then the others by name.</summary>
    public static IComparer<string> SplitOrder { get; } = Comparer<string>.Create(
        (a, b) => (a != DefaultSplit, b != DefaultSplit) is var (x, y) && x != y ? x.CompareTo(y) : string.CompareOrdinal(a, b));

    public static string Folder(string config) => config == DefaultConfig ? "data" : config;

    /// <summary>The config whose folder that is.</summary>
    public static string ConfigOf(string folder) => Path.GetFileName(folder) is "data" ? DefaultConfig : Path.GetFileName(folder);

    /// <summary>Where a config's new files lie while they take the place of the old ones. No split has a dash, so no two places have one name.</summary>
    public static string StagingFolder(string config, string split) => $"{Folder(config)}-{split}{StagingSuffix}";

    public static bool IsStaging(string folder) => folder.EndsWith(StagingSuffix, StringComparison.Ordinal);

    public const string StagingSuffix = ".new";

    /// <summary>Bytes of the longest name that a file or folder may have.</summary>
    private const int LongestName = 255;

    public static string ShardName(string split, int index, int count, string extension) => $"{split}-{index:D5}-of-{count:D5}.{extension}";

    /// <summary>The pattern of a split's shards, relative to the distiset, as a card writes it.</summary>
    public static string Pattern(string config, string split) => $"{Folder(config)}/{split}-*";

    /// <summary>What an interrupted export leaves. Hidden, so that no reader takes it for a shard.</summary>
    public static string IncompleteName(string split) => $".incomplete-{split}.jsonl";

    /// <summary>The split of an interrupted export's file; null for any other file.</summary>
    public static string? IncompleteSplitOf(string fileName) =>
        IncompleteFile().Match(fileName) is { Success: true } match ? match.Groups["split"].Value : null;

    /// <summary>Where the next export puts what an interrupted one left. No split's name has a dash, so no other split's file is called that.</summary>
    public static string PreviousIncompleteName(string split, int number) =>
        number == 1 ? $".incomplete-{split}-previous.jsonl" : $".incomplete-{split}-previous-{number}.jsonl";

    /// <summary>The shards of a split in a config's folder, in order.</summary>
    public static IReadOnlyList<string> Shards(string folder, string split)
    {
        if (!Directory.Exists(folder))
            return [];
        return Directory.EnumerateFiles(folder, split + "-*")
            .Where(file => ShardFile().Match(Path.GetFileName(file)) is { Success: true } match && match.Groups["split"].Value == split)
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>Why the shards cannot be all there are, by the numbers in their names; null where they can.</summary>
    public static string? ProblemWithShards(IReadOnlyList<string> files)
    {
        var names = files.Select(file => ShardFile().Match(Path.GetFileName(file))).ToList();
        if (names.Count == 0 || !names.TrueForAll(name => name.Success))
            return null;
        var count = names.Max(name => int.Parse(name.Groups["count"].Value, CultureInfo.InvariantCulture));
        var missing = Enumerable.Range(0, count).Except(names.Select(name => int.Parse(name.Groups["number"].Value, CultureInfo.InvariantCulture))).ToList();
        return missing.Count == 0
            ? null
            : $"of {count} files, number {string.Join(", ", missing.Take(10))} {(missing.Count == 1 ? "is" : "are")} missing (they count from 0)";
    }

    /// <summary>The split of a shard's file name; null for a file that is no shard.</summary>
    public static string? SplitOf(string fileName) => ShardFile().Match(fileName) is { Success: true } match ? match.Groups["split"].Value : null;

    /// <summary>The Hub's classes of size, by rows.</summary>
    public static string SizeCategory(long rows)
    {
        if (rows < 1000)
            return "n<1K";
        string[] marks = ["1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"];
        var place = 0;
        for (var limit = 10_000L; rows >= limit && place < marks.Length - 1; limit *= 10)
            place++;
        return place == marks.Length - 1 ? "n>1T" : $"{marks[place]}<n<{marks[place + 1]}";
    }

    /// <summary>Why the Hub's loader (or a file system) would refuse the name of a config, or null.</summary>
    public static string? ProblemWithConfig(string config)
    {
        if (config.Length == 0 || config.Any(c => char.IsControl(c) || char.IsSurrogate(c) || "<>:/\\|?*\"[]{}".Contains(c)))
            return "a config's name may hold none of < > : / \\ | ? * \" [ ] { } and no control characters";
        if (string.Equals(config, "data", StringComparison.OrdinalIgnoreCase))
            return "'data' is the folder of the config 'default', so no config may be called that";
        if (config != DefaultConfig && string.Equals(config, DefaultConfig, StringComparison.OrdinalIgnoreCase))
            return "the config 'default' is written in small letters";
        if (string.Equals(config, CardName, StringComparison.OrdinalIgnoreCase))
            return "the card is called that";
        if (IsStaging(config))
            return "a folder that ends in .new is one on its way";
        if (config.StartsWith('.') || config.StartsWith('-') || config.EndsWith('.') || config.EndsWith(' ') || config.StartsWith(' '))
            return "a config's name may not begin with a dot, a dash or a space, nor end with a dot or a space";
        if (DeviceName().IsMatch(config))
            return "Windows keeps that name for a device";
        return config.Length > 96 ? "a config's name may have at most 96 characters" : null;
    }

    /// <summary>Why a config of that name cannot be written here, or null: its folders need names as well, and file systems count bytes.</summary>
    public static string? ProblemWithNewConfig(string config, string split = DefaultSplit)
    {
        if (ProblemWithConfig(config) is { } problem)
            return problem;
        var bytes = Encoding.UTF8.GetByteCount(StagingFolder(config, split));
        return bytes <= LongestName
            ? null
            : $"with the split '{split}' its files would be on their way in a folder whose name has {bytes} bytes, and file systems take {LongestName} " +
                "(a letter beyond ASCII has 2 to 4). Make the name shorter";
    }

    /// <summary>Why the loader would refuse the name of a split, or null.</summary>
    public static string? ProblemWithSplit(string split) =>
        SplitName().IsMatch(split) && split.Length <= 96 && split != "all"
            ? null
            : "a split's name is made of at most 96 letters, digits and underscores (dots between them), and is not 'all'";

    [GeneratedRegex(@"^(?<split>[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)-(?<number>[0-9]{5})-of-(?<count>[0-9]{5})(?:-[0-9a-f]{8,64})?\.\w+(?:\.(?:gz|zst))?\z")]
    private static partial Regex ShardFile();

    [GeneratedRegex(@"^\.incomplete-(?<split>[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)\.jsonl\z")]
    private static partial Regex IncompleteFile();

    [GeneratedRegex(@"^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*\z")]
    private static partial Regex SplitName();

    [GeneratedRegex(@"^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();
}
