namespace MathPref.Shell;

/// <summary>What may stand in the place of a part of the command.</summary>
internal sealed record Offer(int Start, int Length, IReadOnlyList<Candidate> Candidates);
