namespace MathPref.Core.Argilla;

/// <summary>What of a row goes otherwise than it stands there, or not at all.</summary>
/// <param name="Change">What.</param>
/// <param name="Value">The value as the row has it; for a text the name of its column.</param>
internal readonly record struct RecordNote(RecordChange Change, object Value);
