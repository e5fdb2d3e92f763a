namespace MathPref.Core.Maths.Scorers;

/// <summary>A reference as another library's scorer reads it.</summary>
/// <param name="Text">What is to be written; null where nothing can be written that the scorer reads as the reference.</param>
/// <param name="Problem">Why nothing can; null where something is.</param>
public sealed record ScorerAnswer(string? Text, string? Problem);
