namespace MathPref.Core.Text;

/// <summary>
/// Every provider's words for why an answer ended: finish_reason, stop_reason, done_reason. Sources: the references of OpenAI, Mistral, Anthropic,
/// Gemini (also with its prefix <c>FINISH_REASON_</c>), Cohere, Bedrock, DeepSeek, Z.ai, Groq, xAI, Ollama, vLLM and OpenRouter. An unknown word says
/// nothing against an answer.
/// </summary>
internal static class FinishReasons
{
    private static readonly HashSet<string> s_cut = new(StringComparer.OrdinalIgnoreCase)
    {
        "length", "model_length", "max_tokens", "max_output_tokens", "max_completion_tokens", "max_new_tokens", "max_length", "max_len", "max_context",
        "token_limit", "context_length", "context_length_exceeded", "context_window_exceeded", "model_context_window_exceeded", "error_limit", "truncated",
    };

    private static readonly HashSet<string> s_brokenOff = new(StringComparer.OrdinalIgnoreCase)
    {
        "error", "abort", "aborted", "cancelled", "canceled", "insufficient_system_resource", "network_error", "server_error", "internal_error",
        "engine_error", "upstream_error", "model_error", "timeout", "time_limit", "unavailable", "overloaded", "failed", "other", "malformed_response",
        "malformed_function_call", "unexpected_tool_call", "load", "unload", "disconnect",
    };

    private static readonly HashSet<string> s_refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "content_filter", "content_filtered", "refusal", "safety", "recitation", "prohibited_content", "blocklist", "spii", "image_safety", "sensitive",
        "guardrail_intervened", "guardrails", "moderation", "moderated", "blocked", "flagged", "policy_violation", "content_policy_violation", "error_toxic",
    };

    private static readonly string[] s_prefixes = ["finish_reason_", "stop_reason_", "reason_", "finishreason.", "stopreason."];

    /// <summary>What a server's word means.</summary>
    public static AnswerEnd EndOf(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return AnswerEnd.Whole;
        var word = reason.Trim().Replace('-', '_').Replace(' ', '_');
        foreach (var prefix in s_prefixes)
        {
            if (word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                word = word[prefix.Length..];
        }
        return s_cut.Contains(word) ? AnswerEnd.Cut
            : s_brokenOff.Contains(word) ? AnswerEnd.BrokenOff
            : s_refused.Contains(word) ? AnswerEnd.Refused
            : AnswerEnd.Whole;
    }

    /// <summary>Whether an answer ended at a limit of tokens: for the warning, the card, the judge and Test-Distiset alike.</summary>
    public static bool IsCut(string? reason) => EndOf(reason) is AnswerEnd.Cut;
}
