namespace MathPref.Core.Llm;

/// <summary>
/// What one kind of chat server calls things and where it is found: <see cref="Providers"/> has them all, docs/providers.md where each fact
/// was read.
/// </summary>
internal sealed record ProviderProfile
{
    public required string Name { get; init; }

    /// <summary>Base address when neither parameter nor variable gives one; null where each user has an address of their own (Azure).</summary>
    public Uri? DefaultEndpoint { get; init; }

    public string? EndpointVariable { get; init; }

    /// <summary>Reads the variable where its form is the provider's own; null for an address. Gives null for what is no address.</summary>
    public Func<string, Uri?>? ReadEndpoint { get; init; }

    public string? KeyVariable { get; init; }

    /// <summary>Looked at where <see cref="KeyVariable"/> has nothing.</summary>
    public string? OtherKeyVariable { get; init; }

    /// <summary>Whether the provider's own service refuses every call without a key.</summary>
    public bool NeedsKey { get; init; }

    /// <summary>Where a person gets a key.</summary>
    public string? KeyPage { get; init; }

    /// <summary>The header that holds the key as it is; null for <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>The list of models asks for the key in another header than the chat does, and for a version beside it (Anthropic).</summary>
    public string? ListKeyHeader { get; init; }

    /// <summary>Mistral refuses max_completion_tokens; Ollama ignores it silently and writes without end; OpenAI's newer models take nothing else.</summary>
    public string LengthField { get; init; } = "max_tokens";

    /// <summary>Null where the service refuses a seed, or takes it and does nothing with it: then it is not sent, and the user is told.</summary>
    public string? SeedField { get; init; } = "seed";

    /// <summary>Above it the server refuses the request, or takes less without a word.</summary>
    public double MaxTemperature { get; init; } = 2;

    /// <summary>Texts in stop; more are refused.</summary>
    public int MostStops { get; init; } = int.MaxValue;

    /// <summary>Whether a text in stop must be more than blanks.</summary>
    public bool StopsNeedText { get; init; }

    /// <summary>Whether top_p must be 1 at temperature 0 (Mistral's error 3054).</summary>
    public bool GreedyNeedsWholeTopP { get; init; }

    /// <summary>The values of <c>reasoning_effort</c> that the service takes, of one model or another; none where it refuses the field or ignores it.</summary>
    public IReadOnlyList<string> ReasoningEfforts { get; init; } = [];

    /// <summary>
    /// Whether any compatible server is called by this name with an address (openai/ with -Endpoint). The fields of every other provider are those
    /// of its API, wherever that is found: a gateway to Groq or a stand-in for it takes what Groq takes.
    /// </summary>
    public bool StandsForAny { get; init; }

    public bool IsAzure => Name == "azure";

    public bool IsOffline => Name == "offline";

    /// <summary>Whether a script says the answers (New-Llm -Reply).</summary>
    public bool IsScripted => Name == "scripted";

    /// <summary>All models, where the module has them itself; none where the server says which there are.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Whether a call goes over a network.</summary>
    public bool HasServer => !IsOffline && !IsScripted;
}
