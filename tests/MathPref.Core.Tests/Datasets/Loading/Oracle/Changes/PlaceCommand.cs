using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>What is written into a place: an export into a folder, or a part of what is published into a repository.</summary>
internal sealed record PlaceCommand
{
    public required string Config { get; init; }

    public required string Split { get; init; }

    public DistisetFormat Format { get; init; }

    public bool Force { get; init; }

    public double? TrainSize { get; init; }

    public bool IsWholeConfig { get; init; }

    public required IReadOnlyList<Row> Rows { get; init; }

    /// <summary>The splits that are written, and so replaced.</summary>
    public IReadOnlyList<string> Splits => TrainSize is null ? [Split] : ["train", "test"];

    /// <summary>What is to load afterwards.</summary>
    public WrittenRows Written => new(Config, Splits, [.. Rows.Select(PlainValue.Of)], IsWholeConfig);

    public DistisetTarget Target(string root) => new()
    {
        Root = root, Config = Config, Split = Split, Format = Format, Force = Force, TrainSize = TrainSize, IsWholeConfig = IsWholeConfig,
    };

    /// <summary>Throws what the export throws. The splits that have rows then.</summary>
    public IReadOnlyDictionary<string, long> Export(string root)
    {
        using var writer = DistisetWriter.Open(Target(root));
        foreach (var row in Rows)
            writer.Write(row);
        var counts = writer.Counts;
        writer.Complete();
        return counts;
    }

    public override string ToString() =>
        $"-Config '{Config}' -Split {Split} -Format {Format}{(Force ? " -Force" : "")}{(TrainSize is { } share ? $" -TrainSize {share}" : "")}{(IsWholeConfig ? " (whole config)" : "")} of {string.Join("; ", Rows.Select(PlainValue.Of))}";
}
