namespace MathPref.Core.Maths.Extraction;

/// <summary>A final answer behind words that announce it.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Start">Where the announcement stands.</param>
/// <param name="IsFinal">Whether it says that the answer is final.</param>
internal readonly record struct Marker(FinalAnswer Answer, int Start, bool IsFinal);
