namespace MathPref.Core.Llm;

/// <summary>What can be set of a generation; null leaves it to the server.</summary>
public sealed record LlmOptions
{
    /// <summary>Randomness: 0 is greedy; most servers take 0 to 2, Mistral 0 to 1.5.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>The most tokens that an answer may have.</summary>
    public int? MaxNewTokens { get; init; }

    /// <summary>The seed; what is sent is the seed plus the number of the generation.</summary>
    public long? Seed { get; init; }

    /// <summary>Texts at which the answer ends.</summary>
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>How much a model that thinks is to think, in the provider's word: none, minimal, low, medium, high, xhigh or max.</summary>
    public string? ReasoningEffort { get; init => field = value?.ToLowerInvariant(); }

    /// <summary>What is set, in the field's words: <c>temperature 0.7, max_new_tokens 512</c>.</summary>
    public override string ToString()
    {
        IEnumerable<string?> set =
        [
            Temperature is { } temperature ? FormattableString.Invariant($"temperature {temperature}") : null,
            TopP is { } topP ? FormattableString.Invariant($"top_p {topP}") : null,
            MaxNewTokens is { } length ? FormattableString.Invariant($"max_new_tokens {length}") : null,
            Seed is { } seed ? FormattableString.Invariant($"seed {seed}") : null,
            Stop is { Count: > 0 } stop ? $"stop {string.Join(", ", stop.Select(s => $"'{s}'"))}" : null,
            ReasoningEffort is { } effort ? $"reasoning_effort {effort}" : null,
        ];
        return string.Join(", ", set.OfType<string>());
    }

    /// <summary>These options, with those of <paramref name="winner"/> where it sets one.</summary>
    public LlmOptions OverriddenBy(LlmOptions winner) => new()
    {
        Temperature = winner.Temperature ?? Temperature,
        TopP = winner.TopP ?? TopP,
        MaxNewTokens = winner.MaxNewTokens ?? MaxNewTokens,
        Seed = winner.Seed ?? Seed,
        Stop = winner.Stop ?? Stop,
        ReasoningEffort = winner.ReasoningEffort ?? ReasoningEffort,
    };
}
