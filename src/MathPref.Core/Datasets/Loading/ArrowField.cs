namespace MathPref.Core.Datasets;

/// <summary>A field of an Arrow schema.</summary>
internal sealed record ArrowField(string Name, ArrowType Type, bool IsNullable = true);
