namespace MathPref.Core.Offline.Problems;

/// <summary>A believable mistake.</summary>
/// <param name="Step">The step that goes wrong, as one who makes the mistake would write it.</param>
/// <param name="Answer">The wrong answer that it leads to.</param>
internal sealed record Slip(string Step, string Answer);
