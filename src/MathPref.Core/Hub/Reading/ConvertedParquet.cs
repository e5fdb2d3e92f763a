using System.Text.RegularExpressions;
using MathPref.Core.Datasets;

namespace MathPref.Core.Hub;

/// <summary>
/// What the Hub makes of a dataset for its viewer: Parquet in <c>refs/convert/parquet</c>, as <c>config/split/0000.parquet</c>. A split that is too large
/// is begun alone, in <c>partial-split</c>. Source: huggingface/dataset-viewer, docs/source/parquet.md.
/// </summary>
internal static partial class ConvertedParquet
{
    /// <summary>How it is read; null where there is none.</summary>
    /// <param name="files">The listing.</param>
    /// <param name="name">The place as messages call it.</param>
    public static ReadPlan? PlanOf(IEnumerable<string> files, string name)
    {
        var splits = files.Order(StringComparer.Ordinal)
            .Select(file => (File: file, Match: Shard().Match(file)))
            .Where(file => file.Match.Success)
            .GroupBy(
                file => (Config: file.Match.Groups["config"].Value, Split: file.Match.Groups["split"].Value, IsPartial: file.Match.Groups["partial"].Success),
                file => file.File)
            // What is there whole and in part is read whole.
            .OrderBy(split => split.Key.IsPartial)
            .DistinctBy(split => (split.Key.Config, split.Key.Split))
            .OrderBy(split => split.Key.Config, StringComparer.Ordinal)
            .ThenBy(split => LoaderPatterns.Order(split.Key.Split))
            .ThenBy(split => split.Key.Split, StringComparer.Ordinal)
            .ToList();
        if (splits.Count == 0)
            return null;
        var configs = splits.Select(split => split.Key.Config).Distinct(StringComparer.Ordinal).ToList();
        return new ReadPlan
        {
            Name = name,
            Splits = splits.ConvertAll(split => new PlannedSplit(split.Key.Config, split.Key.Split, [.. split])
            {
                Reading = new FileReading { Reader = "parquet" },
                Warning = split.Key.IsPartial ? $"{name}: the Hub converted only a part of {split.Key.Config}/{split.Key.Split}, and that part is read." : null,
            }),
            DefaultConfig = configs is [var only] ? only : configs.Find(config => config == DistisetLayout.DefaultConfig),
        };
    }

    [GeneratedRegex(@"\A(?<config>.+)/(?<partial>partial-)?(?<split>\w+(?:\.\w+)*)/[0-9]+\.parquet\z", RegexOptions.NonBacktracking)]
    private static partial Regex Shard();
}
