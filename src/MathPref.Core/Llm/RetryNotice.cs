namespace MathPref.Core.Llm;

/// <summary>A wait before another attempt.</summary>
/// <param name="Attempt">The number of the attempt that failed, from 1.</param>
/// <param name="Wait">How long the wait is.</param>
/// <param name="Reason">Why it failed.</param>
internal sealed record RetryNotice(int Attempt, TimeSpan Wait, LlmException Reason);
