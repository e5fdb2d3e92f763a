namespace MathPref.Core.Llm;

/// <summary>
/// What one kind of chat server calls things and where it is found. Sources: Mistral's openapi.yaml (August 2026), OpenAI's
/// openapi.json 2.3.0, the servers' own documentation for Ollama, vLLM and llama.cpp.
/// </summary>
internal sealed record ProviderProfile
{
    public required string Name { get; init; }

    /// <summary>Base address when neither parameter nor variable gives one.</summary>
    public Uri? DefaultEndpoint { get; init; }

    public string? EndpointVariable { get; init; }

    public string? KeyVariable { get; init; }

    /// <summary>Whether the provider's own service refuses every call without a key.</summary>
    public bool NeedsKey { get; init; }

    /// <summary>Where a person gets a key.</summary>
    public string? KeyPage { get; init; }

    /// <summary>Mistral refuses max_completion_tokens; Ollama ignores it silently and writes without end; OpenAI's newer models take nothing else.</summary>
    public string LengthField { get; init; } = "max_tokens";

    public string SeedField { get; init; } = "seed";

    /// <summary>Above it the server refuses the request.</summary>
    public double MaxTemperature { get; init; } = 2;

    /// <summary>Texts in stop; more are refused.</summary>
    public int MostStops { get; init; } = int.MaxValue;

    /// <summary>Whether top_p must be 1 at temperature 0 (Mistral's error 3054).</summary>
    public bool GreedyNeedsWholeTopP { get; init; }

    /// <summary>The values of reasoning_effort that the server takes, the least first; empty where any word is passed on.</summary>
    public IReadOnlyList<string> ReasoningEfforts { get; init; } = [];

    public bool IsOffline => Name == "offline";

    /// <summary>Whether a script says the answers (New-Llm -Reply).</summary>
    public bool IsScripted => Name == "scripted";

    /// <summary>All models, where the module has them itself; none where the server says which there are.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Whether a call goes over a network.</summary>
    public bool HasServer => !IsOffline && !IsScripted;

    public static ProviderProfile Offline { get; } = new() { Name = "offline", Models = ["careful", "hasty", "judge"] };

    private static readonly string[] s_effortsOfOpenModels = ["none", "low", "medium", "high", "max"];

    private static readonly ProviderProfile[] s_all =
    [
        new()
        {
            Name = "mistral",
            DefaultEndpoint = new Uri("https://api.mistral.ai/v1"),
            EndpointVariable = "MISTRAL_BASE_URL",
            KeyVariable = "MISTRAL_API_KEY",
            NeedsKey = true,
            KeyPage = "https://console.mistral.ai/api-keys",
            SeedField = "random_seed",
            MaxTemperature = 1.5,
            GreedyNeedsWholeTopP = true,
            ReasoningEfforts = ["none", "high"],
        },
        new()
        {
            Name = "openai",
            DefaultEndpoint = new Uri("https://api.openai.com/v1"),
            EndpointVariable = "OPENAI_BASE_URL",
            KeyVariable = "OPENAI_API_KEY",
            NeedsKey = true,
            KeyPage = "https://platform.openai.com/api-keys",
            LengthField = "max_completion_tokens",
            MostStops = 4,
            ReasoningEfforts = ["none", "minimal", "low", "medium", "high", "xhigh"],
        },
        new()
        {
            Name = "ollama",
            DefaultEndpoint = new Uri("http://localhost:11434/v1"),
            EndpointVariable = "OLLAMA_HOST",
            ReasoningEfforts = s_effortsOfOpenModels,
        },
        new() { Name = "vllm", DefaultEndpoint = new Uri("http://localhost:8000/v1"), ReasoningEfforts = s_effortsOfOpenModels },
        new() { Name = "llamacpp", DefaultEndpoint = new Uri("http://localhost:8080/v1"), ReasoningEfforts = s_effortsOfOpenModels },
        Offline,
        new() { Name = "scripted" },
    ];

    public static IReadOnlyList<string> Names { get; } = s_all.Select(p => p.Name).ToList();

    /// <summary>The environment variables that hold the keys of all of them.</summary>
    public static IReadOnlyList<string> KeyVariables { get; } = s_all.Select(p => p.KeyVariable).OfType<string>().Distinct().ToList();

    public static ProviderProfile? Find(string name) =>
        s_all.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
}
