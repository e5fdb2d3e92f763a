namespace MathPref.Foresight;

/// <summary>What a stage behind will miss.</summary>
/// <param name="Stage">The name of its cmdlet.</param>
/// <param name="Gap">What it will miss.</param>
/// <param name="Columns">What its rows will have; of a value that cannot be used, what they have already.</param>
internal readonly record struct StageGap(string Stage, ColumnGap Gap, IReadOnlyList<string> Columns);
