namespace MathPref.Core.Llm;

/// <summary>A reply that is the model's thinking and nothing else: no answer, and asked once more it would be the same.</summary>
internal static class ThinkingAlone
{
    /// <param name="spec">The model.</param>
    /// <param name="thinking">What it thought.</param>
    /// <param name="finish">Why it ended, cleaned.</param>
    /// <param name="isCut">Whether that was its limit of tokens.</param>
    public static LlmException Failure(LlmSpec spec, string thinking, string? finish, bool isCut) => new(
        LlmFailure.Refused,
        FormattableString.Invariant($"{spec} gave only its thinking ({thinking.Length:N0} characters) and no answer") + (isCut
            ? ": its tokens were used up by then. Give it more with -MaxNewTokens, or let it think less with -ReasoningEffort where it can."
            : $" (finish_reason: {finish ?? "none"})."));
}
