namespace MathPref.Foresight;

/// <summary>A column that a stage needs and that its rows will not have, or not as it can be used.</summary>
/// <param name="Column">The column.</param>
/// <param name="Parameter">The stage's parameter that names it, such as -InputColumn; null where nothing does.</param>
internal sealed record ColumnGap(string Column, string? Parameter = null)
{
    /// <summary>What is in the column and cannot be used, and why; null where the column is missing.</summary>
    public (string Value, string Problem)? Unusable { get; init; }
}
