namespace MathPref.Core.Llm;

/// <summary>A message of a call.</summary>
/// <param name="Role">system, user or assistant.</param>
/// <param name="Content">Its text.</param>
public sealed record ScriptedMessage(string Role, string Content);
