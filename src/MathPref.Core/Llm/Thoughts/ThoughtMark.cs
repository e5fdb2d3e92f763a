namespace MathPref.Core.Llm.Thoughts;

/// <summary>A mark of a thought in a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsOpening">Whether a thought begins with it.</param>
internal readonly record struct ThoughtMark(int Start, int End, bool IsOpening);
