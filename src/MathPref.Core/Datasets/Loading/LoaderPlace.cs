using System.IO.Compression;

namespace MathPref.Core.Datasets;

/// <summary>
/// A place from which a loader reads, as far as it decides what is loaded: a folder, or a repository of the Hub at one commit. What the
/// data hold is not in it.
/// </summary>
internal sealed record LoaderPlace
{
    /// <summary>Beside the card; what it says wins.</summary>
    public const string YamlName = ".huggingface.yaml";

    /// <summary>What older libraries wrote of columns and counts.</summary>
    public const string InfosName = "dataset_infos.json";

    /// <summary>The folder's or the repository's own name, without its owner: a script of that name stops the load.</summary>
    public required string Name { get; init; }

    /// <summary>All files, relative to the card, with <c>/</c>.</summary>
    public required IReadOnlyCollection<string> Files { get; init; }

    /// <summary>The text of README.md; null where there is none.</summary>
    public string? Card { get; init; }

    /// <summary>The text of <see cref="YamlName"/>; null where there is none.</summary>
    public string? Yaml { get; init; }

    /// <summary>The text of <see cref="InfosName"/>; null where there is none.</summary>
    public string? Infos { get; init; }

    /// <summary>The names in a .zip; null where nobody can look into it.</summary>
    public Func<string, IReadOnlyList<string>>? Archive { get; init; }

    /// <summary>
    /// A folder. Hidden files are left out: no loader reads them, but for <see cref="YamlName"/>. Throws <see cref="DatasetFormatException"/> for a
    /// card that is no UTF-8 and for links that lead out of the folder.
    /// </summary>
    public static LoaderPlace OfFolder(string root) => OfFolder(root, FolderTree.Files(root));

    /// <summary>The same of some of its files.</summary>
    public static LoaderPlace OfFolder(string root, IEnumerable<FolderFile> files)
    {
        string? Read(string name) => Path.Combine(root, name) is var path && File.Exists(path) ? DatasetCard.ReadText(path) : null;
        return new LoaderPlace
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root))),
            Files = files.Select(file => file.Name).ToList(),
            Card = Read(DistisetLayout.CardName),
            Yaml = Read(YamlName),
            Infos = Read(InfosName),
            Archive = name => NamesIn(Path.Combine(root, name)),
        };
    }

    /// <summary>A broken archive holds nothing.</summary>
    private static IReadOnlyList<string> NamesIn(string archive)
    {
        try
        {
            using var zip = ZipFile.OpenRead(archive);
            return zip.Entries.Select(entry => entry.FullName).ToList();
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>The place with another card, without some files and with others.</summary>
    public LoaderPlace With(string card, IEnumerable<string> gone, IEnumerable<string> come)
    {
        var files = Files.Except(gone, StringComparer.Ordinal).Concat(come).Append(DistisetLayout.CardName).Distinct(StringComparer.Ordinal).ToList();
        return this with { Card = card, Files = files };
    }
}
