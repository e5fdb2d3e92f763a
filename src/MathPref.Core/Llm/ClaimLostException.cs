namespace MathPref.Core.Llm;

/// <summary>While this process stood still, another took over what it was about to ask: it is looked for in the journal once more.</summary>
internal sealed class ClaimLostException() : Exception("Another process has taken this request over.");
