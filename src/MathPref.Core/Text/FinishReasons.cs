using System.Text.RegularExpressions;

namespace MathPref.Core.Text;

/// <summary>
/// Every provider's words for why an answer ended: finish_reason, stop_reason, done_reason. Sources: the references of OpenAI, Mistral, Anthropic,
/// Gemini (also as <c>FINISH_REASON_MAX_TOKENS</c> and <c>content_filter: RECITATION</c>), Cohere, Bedrock, watsonx, DeepSeek, Z.ai, Groq, xAI, Ollama,
/// vLLM, SGLang and OpenRouter. A word that none of them has says nothing against an answer, unless it speaks of an error or a filter.
/// </summary>
internal static partial class FinishReasons
{
    private const int LongestRead = 100;

    /// <summary>What a server's word means.</summary>
    public static AnswerEnd EndOf(string? reason)
    {
        // Nearly all calls.
        if (reason is null or "stop")
            return AnswerEnd.Whole;
        if (reason == "length")
            return AnswerEnd.Cut;
        var words = (reason.Length > LongestRead ? reason[..LongestRead] : reason).Replace('-', '_').Replace(' ', '_');
        return FunctionCall().IsMatch(words) ? AnswerEnd.BrokenOff
            : Refused().IsMatch(words) ? AnswerEnd.Refused
            : Cut().IsMatch(words) ? AnswerEnd.Cut
            : BrokenOff().IsMatch(words) ? AnswerEnd.BrokenOff
            : AnswerEnd.Whole;
    }

    /// <summary>Whether an answer ended at a limit of tokens: for the warning, the card, the judge and Test-Distiset alike.</summary>
    public static bool IsCut(string? reason) => EndOf(reason) is AnswerEnd.Cut;

    /// <summary>No tool was offered, so that a call of one is a mistake of the sampling.</summary>
    [GeneratedRegex(
        "function_call_filter|malformed_function|unexpected_tool|too_many_tool|missing_thought", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FunctionCall();

    [GeneratedRegex(
        "filter|refus|safety|recitation|prohibit|blocklist|blocked|spii|sensitive|guardrail|moderat|flagged|policy|violation|toxic|harm",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refused();

    [GeneratedRegex(
        "(?:^|_|[.])(?:length|limit)$|max_(?:[a-z]+_)?(?:tokens?|len|length|context)|token_limit|context_(?:length|limit|window)|truncat|incomplete",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cut();

    [GeneratedRegex(
        "error|abort|cancel|interrupt|preempt|time_?(?:out|limit)|overload|unavailable|fail|exception|disconnect|malformed|not_finished|rate_limit|"
            + "insufficient_system|(?:^|_)(?:other|load|unload)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BrokenOff();
}
