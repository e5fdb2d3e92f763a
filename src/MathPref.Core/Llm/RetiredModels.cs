namespace MathPref.Core.Llm;

/// <summary>
/// Models that a provider has withdrawn, so that its "Invalid model" can be explained. Sources: Mistral's documentation of model life cycles,
/// August 2026; of DeepSeek its notice, as chat-deep.ai quotes it (April 2026). Only shown after a refusal: the server decides
/// what it serves.
/// </summary>
internal static class RetiredModels
{
    private sealed record Retired(string Provider, string Model, string Date, string Replacement);

    private static readonly Retired[] s_all =
    [
        new("mistral", "open-mistral-7b", "2025-03-30", "ministral-8b-latest"),
        new("mistral", "open-mixtral-8x7b", "2025-03-30", "mistral-small-latest"),
        new("mistral", "open-mixtral-8x22b", "2025-03-30", "mistral-small-latest"),
        new("mistral", "mistral-large-2402", "2025-06-16", "mistral-large-latest"),
        new("mistral", "mistral-large-2407", "2025-03-30", "mistral-large-latest"),
        new("mistral", "mistral-large-2411", "2026-05-31", "mistral-medium-latest"),
        new("mistral", "mistral-medium-2505", "2026-08-31", "mistral-medium-latest"),
        new("mistral", "mistral-medium-2508", "2026-08-31", "mistral-medium-latest"),
        new("mistral", "mistral-small-2506", "2026-07-31", "mistral-small-latest"),
        new("mistral", "open-mistral-nemo", "2026-07-31", "ministral-8b-latest"),
        new("mistral", "open-mistral-nemo-2407", "2026-07-31", "ministral-8b-latest"),
        new("deepseek", "deepseek-chat", "2026-07-24", "deepseek-flash"),
        new("deepseek", "deepseek-reasoner", "2026-07-24", "deepseek-flash"),
    ];

    /// <summary>A sentence that names the day and the replacement, or null for a model that is not known as retired.</summary>
    public static string? Explain(string provider, string model)
    {
        var retired = s_all.FirstOrDefault(r => r.Provider == provider && string.Equals(r.Model, model, StringComparison.OrdinalIgnoreCase));
        return retired is null ? null : $"{retired.Model} was retired on {retired.Date}; its replacement is {provider}/{retired.Replacement}.";
    }
}
