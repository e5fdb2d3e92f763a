using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>What a card's <c>dataset_info</c> says of a config. Loaders trust it: a wrong count or column makes the dataset unloadable.</summary>
internal sealed record ConfigInfo
{
    public required string Config { get; init; }

    /// <summary>The columns, see <see cref="CardFeatures"/>; null where the card has none.</summary>
    public required YamlSequenceNode? Features { get; init; }

    public required IReadOnlyList<SplitInfo> Splits { get; init; }

    /// <summary>Bytes of all files.</summary>
    public required long DownloadBytes { get; init; }
}
