namespace MathPref.Core.Llm;

/// <summary>A model that cannot be called as it is set up; nothing was sent.</summary>
public sealed class LlmConfigurationException(string message) : Exception(message);
