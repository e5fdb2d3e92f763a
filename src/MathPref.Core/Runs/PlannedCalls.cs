namespace MathPref.Core.Runs;

/// <summary>What the question of one row would take.</summary>
/// <param name="Calls">Calls that would be made.</param>
/// <param name="Reused">Answers that the journal holds.</param>
/// <param name="InputTokens">Tokens of these calls, estimated.</param>
/// <param name="OutputTokens">Tokens of their answers, estimated.</param>
/// <param name="Cost">USD of these calls; null where a price is not known.</param>
internal readonly record struct PlannedCalls(long Calls, long Reused, long InputTokens, long OutputTokens, decimal? Cost);
