using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>A dataset from which rows came: what the card of what is derived from it has to say of it.</summary>
public sealed partial record SourceDataset
{
    /// <summary>Its name on the Hub, such as <c>openai/gsm8k</c>; null for a folder on the disk.</summary>
    public string? Name { get; init; }

    /// <summary>The commit that was read, in full; null where that is not known.</summary>
    public string? Revision { get; init; }

    /// <summary>The config that was read; null where none was chosen.</summary>
    public string? Config { get; init; }

    /// <summary>The splits that were read.</summary>
    public IReadOnlyList<string> Splits { get; init; } = [];

    /// <summary>The file or folder of it that the address named; null for the whole of it.</summary>
    public string? Path { get; init; }

    /// <summary>The folder that was read, for messages and no card; null for a dataset of the Hub.</summary>
    public string? Folder { get; init; }

    /// <summary>The licence that its card names; null where that names none.</summary>
    public DatasetLicense? License { get; init; }

    /// <summary>Where a folder's rows came from in their turn: the <c>source_datasets</c> of its card. Of a dataset of the Hub its name says enough.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether there is anything that a derived dataset's card could say.</summary>
    public bool IsKnown => Name is not null || License is not null || Sources.Count > 0;

    /// <summary>What it adds to <c>source_datasets</c>.</summary>
    public IReadOnlyList<string> Names => Name is null ? Sources : [Name];

    /// <summary>Its address with the commit that was read, as one would type it: <c>hf://datasets/openai/gsm8k@740312…</c>. Null for a folder.</summary>
    public string? Address => Name is null ? null
        : $"hf://datasets/{Name}{(Revision is null ? "" : "@" + Revision)}{(Path is null ? "" : "/" + Path)}";

    /// <summary>The same for two that say the same of the same dataset.</summary>
    internal string Key => string.Join('\n', [Address ?? Folder, Config, License?.ToString(), "", .. Splits, "", .. Sources]);

    /// <summary>What a dataset's card says of it as a source.</summary>
    /// <param name="card">Its card; one without front matter where it has none.</param>
    /// <param name="name">Its name on the Hub; null for a folder.</param>
    /// <param name="revision">The commit that is read, in full.</param>
    internal static SourceDataset OfCard(DatasetCard card, string? name = null, string? revision = null)
    {
        var license = DatasetLicense.OfCard(card);
        return new SourceDataset
        {
            Name = name,
            Revision = revision,
            License = license?.Link is null ? license : license with { Link = WebAddress(license.Link, name, revision) },
            // "original" says of that dataset, and not of what is derived from it, that it comes from nowhere else.
            Sources = name is null ? [.. card.Texts("source_datasets").Where(source => source is not ("original" or "extended"))] : [],
        };
    }

    /// <summary>A link that still leads there from another card: a file of the repository is not beside that.</summary>
    private static string? WebAddress(string link, string? name, string? revision) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) ? link
        : name is not null && FileOfRepository().IsMatch(link) ? $"https://huggingface.co/datasets/{name}/blob/{revision ?? "main"}/{link}"
        : null;

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*\z")]
    private static partial Regex FileOfRepository();
}
