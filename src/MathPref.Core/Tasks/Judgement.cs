namespace MathPref.Core.Tasks;

/// <summary>What a judge said of one text.</summary>
/// <param name="Rating">1 to 5, or null where the reply states none that can be read.</param>
/// <param name="Rationale">Why; for the two typed aspects, why these types.</param>
/// <param name="Types">The types named, for helpfulness and truthfulness; null for "None".</param>
/// <param name="RationaleForRating">Why this rating, for helpfulness and truthfulness.</param>
/// <param name="Problem">Why the rating is null although one was asked for; null where the rating was read or "N/A" was the answer.</param>
public sealed record Judgement(
    int? Rating,
    string? Rationale,
    IReadOnlyList<int>? Types = null,
    string? RationaleForRating = null,
    string? Problem = null);
