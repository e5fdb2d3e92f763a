namespace MathPref.Core.Rows;

/// <summary>What the answers in a row answer, where that is known.</summary>
/// <param name="Column">The column that was asked.</param>
/// <param name="Text">What stood in it then; null where a template made the question.</param>
internal sealed record AskedText(string Column, string? Text);
