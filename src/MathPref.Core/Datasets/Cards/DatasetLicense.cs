namespace MathPref.Core.Datasets;

/// <summary>
/// The licence of a dataset as its card names it: <c>license</c>, and beside <c>other</c> there <c>license_name</c> and <c>license_link</c>. Source:
/// the template of dataset cards in the Hub's documentation (datasetcard.md).
/// </summary>
/// <param name="Ids">The Hub's identifiers, such as <c>mit</c>; one or several.</param>
/// <param name="Name">What <c>other</c> is called; null where nothing says.</param>
/// <param name="Link">Where <c>other</c> can be read; null where nothing says.</param>
public sealed record DatasetLicense(IReadOnlyList<string> Ids, string? Name = null, string? Link = null)
{
    private const string Other = "other";
    private const string NameKey = "license_name";
    private const string LinkKey = "license_link";

    /// <summary>The licence of a card; null where it names none. The link is as it stands there, which may be a file beside the card.</summary>
    internal static DatasetLicense? OfCard(DatasetCard card)
    {
        var license = new DatasetLicense(card.Texts("license"));
        return license.Ids.Count == 0 ? null
            : !license.IsOther ? license
            : license with { Name = card.Texts(NameKey).FirstOrDefault(), Link = card.Texts(LinkKey).FirstOrDefault() };
    }

    /// <summary>Names it on a card, in place of what that names.</summary>
    internal void WriteTo(DatasetCard card)
    {
        card.SetTexts("license", Ids);
        card.SetTexts(NameKey, Name is null ? [] : [Name]);
        card.SetTexts(LinkKey, Link is null ? [] : [Link]);
    }

    /// <summary>Whether two are the same identifiers, whatever their order; of <c>other</c> also the same name, or the same link.</summary>
    public bool IsSame(DatasetLicense other) => Covers(other) && other.Covers(this);

    /// <summary>Whether all that the other says is said here too.</summary>
    public bool Covers(DatasetLicense other) => other.Ids.All(id => Ids.Contains(id, StringComparer.OrdinalIgnoreCase))
        && (Name is null || other.Name is null ? Link == other.Link : Name == other.Name);

    /// <summary>Whether it is, or is among others, one that the Hub has no identifier for.</summary>
    public bool IsOther => Ids.Any(IsOtherId);

    /// <summary>Whether that is all that is known of it.</summary>
    public bool IsUnnamedOther => Ids is [var only] && IsOtherId(only) && (Name ?? Link) is null;

    /// <summary>It in words.</summary>
    public override string ToString() =>
        string.Join(" and ", Ids.Select(id => IsOtherId(id) && (Name ?? Link) is { } called ? $"{id} ({called})" : id));

    private static bool IsOtherId(string id) => id.Equals(Other, StringComparison.OrdinalIgnoreCase);
}
