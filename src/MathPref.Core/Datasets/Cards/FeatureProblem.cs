namespace MathPref.Core.Datasets;

/// <summary>A column of which the card and the data say different things.</summary>
internal sealed record FeatureProblem(string Column, string Problem, bool IsError);
