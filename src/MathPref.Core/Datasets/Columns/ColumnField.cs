namespace MathPref.Core.Datasets;

/// <summary>A column's name and type, or those of a struct's field.</summary>
public sealed record ColumnField(string Name, ColumnType Type);
