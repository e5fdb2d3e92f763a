namespace MathPref.Core.Datasets;

/// <summary>A column's name and the type that a loader gives it, or those of a struct's field.</summary>
public sealed record LoadedField(string Name, LoadedType Type);
