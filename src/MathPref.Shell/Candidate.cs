namespace MathPref.Shell;

/// <summary>One completion: what is inserted, what the list shows, and what explains it.</summary>
internal sealed record Candidate(string Text, string Label, string Tip);
