namespace MathPref.Core.Maths.Extraction;

/// <summary>A box of a text.</summary>
/// <param name="Start">Where its command begins.</param>
/// <param name="End">Behind its closing brace.</param>
/// <param name="Content">What stands in it; null where it does not end.</param>
internal readonly record struct Box(int Start, int End, string? Content);
