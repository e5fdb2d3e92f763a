using System.Text.Json.Serialization;

namespace MathPref.Benchmarks.Measures;

/// <summary>One line of the table, or several that come of the same work.</summary>
/// <param name="Number">As --only takes it.</param>
/// <param name="TakeAsync">Measures; the argument says whether in the short form.</param>
internal sealed record Measure(string Number, Func<bool, Task<IReadOnlyList<Figure>>> TakeAsync);

/// <summary>What was measured.</summary>
internal sealed record Figure
{
    public required string Number { get; init; }

    public required string Name { get; init; }

    /// <summary>Null where it was not measured.</summary>
    [JsonPropertyName("figure")]
    public double? Value { get; init; }

    /// <summary>Of the figure and the marks: "ratio", "s", "MB", "µs", "rows/s", "writes/s" or "verdicts/s".</summary>
    public required string Unit { get; init; }

    /// <summary>Null for a figure that is only reported.</summary>
    public double? Mark { get; init; }

    public double? Aim { get; init; }

    /// <summary>Whether more is better than less.</summary>
    public bool IsMoreBetter { get; init; }

    public bool? Met => Value is null || Mark is null ? null : IsMoreBetter ? Value >= Mark : Value <= Mark;

    /// <summary>Ours and the partner's, in the partner's unit.</summary>
    public double? Ours { get; init; }

    public string? Partner { get; init; }

    public double? PartnerFigure { get; init; }

    public string? PartnerUnit { get; init; }

    public string? Detail { get; init; }

    /// <summary>A row that was lost, doubled, asked twice or wrong. That is no figure: the command fails.</summary>
    public string? Wrong { get; init; }
}
