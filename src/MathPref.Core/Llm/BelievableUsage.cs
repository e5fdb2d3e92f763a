using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// What a server says of tokens, as far as it can be true: budget, limits and journal build on it, and a server may say anything. A count that
/// cannot be is taken for the most that was sent and allowed.
/// </summary>
internal static class BelievableUsage
{
    /// <summary>Stands for what is no count at all.</summary>
    public const long NoCount = long.MaxValue;

    /// <summary>Tokens that a server's own template and habits may add to a question and to an answer.</summary>
    private const int Beyond = 1024;

    /// <summary>More tokens than any model answers with at once.</summary>
    private const int LongestAnswer = 1 << 20;

    /// <param name="said">The server's counts; null where it gave none.</param>
    /// <param name="messages">What was sent.</param>
    /// <param name="options">What was allowed. Without those of a call what cannot be is unknown.</param>
    /// <param name="answer">What came; null for a failure.</param>
    public static UsageDetails? Of(UsageDetails? said, IReadOnlyList<ChatMessage> messages, ChatOptions? options, ChatResponse? answer = null)
    {
        if (said is null || IsSmall(said.InputTokenCount) && IsSmall(said.OutputTokenCount))
            return said;
        var sent = TokenEstimate.MostInput(messages);
        var shown = answer is null ? 0 : TokenEstimate.MostOutput(answer);
        long? allowed = options?.MaxOutputTokens is { } most ? Math.Min(most, LongestAnswer) : null;
        var isInputTrue = said.InputTokenCount is null or >= 0 && !(said.InputTokenCount > sent + Beyond);
        var isOutputTrue = said.OutputTokenCount is null or >= 0 && !(said.OutputTokenCount > Math.Max(allowed ?? LongestAnswer, shown) + Beyond);
        if (isInputTrue && isOutputTrue)
            return said;
        var call = options as CallOptions;
        call?.OnDoubt?.Invoke();
        return new UsageDetails
        {
            InputTokenCount = isInputTrue ? said.InputTokenCount : call is null ? null : sent,
            OutputTokenCount = isOutputTrue ? said.OutputTokenCount : call is null ? null : allowed ?? shown,
        };
    }

    private static bool IsSmall(long? count) => count is null or (>= 0 and <= Beyond);
}
