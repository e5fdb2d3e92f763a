namespace MathPref.Core.Datasets;

/// <summary>What a trainer or a loader would trip over in a dataset: one for each kind of problem, place and column.</summary>
public sealed record DistisetProblem
{
    public required ProblemSeverity Severity { get; init; }

    /// <summary>The kind of problem, a stable name such as ChosenEqualsRejected.</summary>
    public required string Check { get; init; }

    /// <summary>Null for what concerns the folder as a whole.</summary>
    public string? Config { get; init; }

    public string? Split { get; init; }

    public string? Column { get; init; }

    /// <summary>In how many rows; null for what is no matter of rows.</summary>
    public long? Count { get; init; }

    /// <summary>The first of those rows, numbered from 1 in their split; at most ten.</summary>
    public IReadOnlyList<long> Rows { get; init; } = [];

    /// <summary>What is wrong, and what helps.</summary>
    public required string Message { get; init; }

    public override string ToString() => $"{Severity}: {Message}";
}
