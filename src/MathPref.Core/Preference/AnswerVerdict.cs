namespace MathPref.Core.Preference;

/// <summary>What is known of one answer.</summary>
/// <param name="IsCorrect">True, false, or null where it is unknown.</param>
/// <param name="IsStated">Whether it states a final answer: one that was cut or refuses is wrong, and says nothing that could be rejected.</param>
public readonly record struct AnswerVerdict(bool? IsCorrect, bool IsStated = true);
