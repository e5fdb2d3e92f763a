namespace MathPref.Core.Datasets;

/// <summary>Something that a loader makes of a place in JSON.</summary>
/// <param name="Path">The place: <c>answer</c>, <c>messages[].name</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many values it concerns.</param>
/// <param name="Row">The first row that shows it, from 1.</param>
/// <param name="Example">A value of that row, if it is a single one.</param>
public sealed record JsonFact(string Path, JsonFactKind Kind, long Count, long Row, string? Example = null);
