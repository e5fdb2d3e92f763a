namespace MathPref.Foresight;

/// <summary>A column that a stage needs and that its rows will not have.</summary>
/// <param name="Column">The column.</param>
/// <param name="Parameter">The stage's parameter that names it, such as -InputColumn; null where nothing does.</param>
internal sealed record ColumnGap(string Column, string? Parameter = null);
