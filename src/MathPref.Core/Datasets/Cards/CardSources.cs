using MathPref.Core.Text;

namespace MathPref.Core.Datasets;

/// <summary>Puts on a card where its rows came from, and under which licence they did.</summary>
internal static class CardSources
{
    private const string Key = "source_datasets";

    /// <summary>
    /// Names the sources in <c>source_datasets</c> and settles the licence: the one that is given, else what the card says already, else that of the
    /// sources if it is the same for all.
    /// </summary>
    /// <param name="card">The card; what others wrote in it stays.</param>
    /// <param name="sources">Where the rows came from, as far as that is known.</param>
    /// <param name="given">The licence that the user gives; null for none.</param>
    /// <returns>What a person should know of the licence; null where it is the sources'.</returns>
    public static string? Describe(DatasetCard card, IReadOnlyList<SourceDataset> sources, string? given)
    {
        if (given is not null)
            SetLicense(card, given);
        if (sources.Count == 0)
            return null;
        var earlier = SourceDataset.OfCard(card).Sources.Except(sources.SelectMany(source => source.Names), StringComparer.Ordinal).ToList();
        card.AddTexts(Key, sources.SelectMany(source => source.Names));
        var same = sources[0].License is { } first && sources.All(source => source.License is { } license && license.IsSame(first)) ? first : null;
        var said = DatasetLicense.OfCard(card);
        if (same is not null && (said is null ? earlier.Count == 0 : said.IsUnnamedOther && same.IsSame(said with { Name = same.Name, Link = same.Link })))
        {
            same.WriteTo(card);
            return null;
        }
        if (said is null)
        {
            var before = earlier.Count == 0 ? "" : $", and the card names {MessageText.Short(string.Join(", ", earlier))} beside";
            return $"{Told(sources)}{before}: the card gets no licence. Give Export-Distiset -License the one that holds for all rows.";
        }
        var changed = sources.Where(source => source.License is { } license && !said.Covers(license)).ToList();
        return changed.Count == 0 ? null : $"{Told(changed)}, and the card says {MessageText.Short(said.ToString())}: check that you may.";
    }

    /// <summary>Sets the licence that was given. What <c>other</c> was called goes where it is no longer that.</summary>
    private static void SetLicense(DatasetCard card, string license)
    {
        if (DatasetLicense.OfCard(card) is { IsOther: true } && new DatasetLicense([license]) is { IsOther: false } another)
            another.WriteTo(card);
        else
            card.Set("license", license);
    }

    private static string Told(IReadOnlyList<SourceDataset> sources) => string.Join(", ", sources
        .Select(source => $"{Called(source)} {(source.License is { } license ? $"is under {MessageText.Short(license.ToString())}" : "names no licence")}")
        .Distinct(StringComparer.Ordinal));

    private static string Called(SourceDataset source) => source.Name is { } name ? MessageText.Short(name) : source.Folder ?? "a dataset on disk";
}
