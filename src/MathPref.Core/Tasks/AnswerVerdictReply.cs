namespace MathPref.Core.Tasks;

/// <summary>What a model said of one answer.</summary>
/// <param name="IsCorrect">True, false, or null where the model does not know or its reply cannot be read.</param>
/// <param name="Reason">Why, in its words; null where it gives no reason.</param>
/// <param name="Problem">Why no verdict could be read; null where there is one, the verdict that it does not know among them.</param>
public sealed record AnswerVerdictReply(bool? IsCorrect, string? Reason, string? Problem = null);
