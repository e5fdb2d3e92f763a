using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>What a loader makes of one config.</summary>
internal sealed record LoaderConfig
{
    public required string Name { get; init; }

    /// <summary>Null where <see cref="Error"/> tells that its files cannot be found.</summary>
    public required LoaderKind? Kind { get; init; }

    public required IReadOnlyList<LoaderSplit> Splits { get; init; }

    /// <summary>What the card says to the reader (<c>sep</c>, <c>features</c> and the like).</summary>
    public YamlMappingNode Settings { get; init; } = [];

    /// <summary>Those of them that change what a file of ours is read as.</summary>
    public IReadOnlyList<string> ChangingSettings { get; init; } = [];

    /// <summary>Why it cannot be loaded, as far as names and files tell; null where they tell nothing against it.</summary>
    public LoaderError? Error { get; init; }

    /// <summary>Whether its files are those that its card's patterns find, and not all that the loader finds by itself.</summary>
    public bool NamesFiles { get; init; }

    /// <summary>The folder in which they are looked for, relative to the card; empty for the card's own.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The patterns of its splits, as the card or the loader has them.</summary>
    public IReadOnlyList<LoaderSplit> Patterns { get; init; } = [];

    /// <summary>The files of a split that its reader is given: one of another kind is left out without a word. Empty where there is no such split.</summary>
    public IReadOnlyList<string> Files(string split) => Split(split)?.Paths.Where(path => Kind?.Takes(path) ?? false).ToList() ?? [];

    public LoaderSplit? Split(string name) => Splits.FirstOrDefault(split => split.Name == name);
}
