namespace MathPref.Core.Llm;

/// <summary>All providers. Sources and dates of the facts: docs/providers.md.</summary>
internal static class Providers
{
    private static readonly string[] s_allEfforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    public static ProviderProfile Offline { get; } = new() { Name = "offline", Models = ["careful", "hasty", "judge"] };

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
            StandsForAny = true,
        },
        new()
        {
            Name = "anthropic",
            DefaultEndpoint = new Uri("https://api.anthropic.com/v1"),
            EndpointVariable = "ANTHROPIC_BASE_URL",
            KeyVariable = "ANTHROPIC_API_KEY",
            NeedsKey = true,
            KeyPage = "https://platform.claude.com/settings/keys",
            ListKeyHeader = "x-api-key",
            SeedField = null,
            MaxTemperature = 1,
            StopsNeedText = true,
        },
        new()
        {
            Name = "gemini",
            DefaultEndpoint = new Uri("https://generativelanguage.googleapis.com/v1beta/openai"),
            KeyVariable = "GEMINI_API_KEY",
            OtherKeyVariable = "GOOGLE_API_KEY",
            NeedsKey = true,
            KeyPage = "https://aistudio.google.com/apikey",
            SeedField = null,
            MostStops = 5,
            ReasoningEfforts = ["none", "minimal", "low", "medium", "high"],
        },
        new()
        {
            Name = "azure",
            EndpointVariable = "AZURE_OPENAI_ENDPOINT",
            KeyVariable = "AZURE_OPENAI_API_KEY",
            OtherKeyVariable = "AZURE_OPENAI_AD_TOKEN",
            NeedsKey = true,
            KeyHeader = "api-key",
            MostStops = 4,
            ReasoningEfforts = ["none", "minimal", "low", "medium", "high", "xhigh"],
        },
        new()
        {
            Name = "openrouter",
            DefaultEndpoint = new Uri("https://openrouter.ai/api/v1"),
            EndpointVariable = "OPENROUTER_BASE_URL",
            KeyVariable = "OPENROUTER_API_KEY",
            NeedsKey = true,
            KeyPage = "https://openrouter.ai/settings/keys",
            MostStops = 4,
            ReasoningEfforts = s_allEfforts,
        },
        new()
        {
            Name = "deepseek",
            DefaultEndpoint = new Uri("https://api.deepseek.com"),
            EndpointVariable = "DEEPSEEK_BASE_URL",
            KeyVariable = "DEEPSEEK_API_KEY",
            NeedsKey = true,
            KeyPage = "https://platform.deepseek.com/api_keys",
            SeedField = null,
            MostStops = 16,
            ReasoningEfforts = ["minimal", "low", "medium", "high", "xhigh", "max"],
        },
        new()
        {
            Name = "groq",
            DefaultEndpoint = new Uri("https://api.groq.com/openai/v1"),
            EndpointVariable = "GROQ_BASE_URL",
            KeyVariable = "GROQ_API_KEY",
            NeedsKey = true,
            KeyPage = "https://console.groq.com/keys",
            LengthField = "max_completion_tokens",
            MostStops = 4,
            ReasoningEfforts = ["none", "default", "low", "medium", "high"],
        },
        new()
        {
            Name = "together",
            DefaultEndpoint = new Uri("https://api.together.ai/v1"),
            EndpointVariable = "TOGETHER_BASE_URL",
            KeyVariable = "TOGETHER_API_KEY",
            NeedsKey = true,
            KeyPage = "https://api.together.ai/settings/api-keys",
            ReasoningEfforts = ["low", "medium", "high"],
        },
        new()
        {
            Name = "ollama",
            DefaultEndpoint = new Uri("http://localhost:11434/v1"),
            EndpointVariable = "OLLAMA_HOST",
            ReadEndpoint = OllamaHost.Read,
            ReasoningEfforts = ["none", "low", "medium", "high", "max"],
        },
        new() { Name = "vllm", DefaultEndpoint = new Uri("http://localhost:8000/v1"), ReasoningEfforts = s_allEfforts },
        new() { Name = "llamacpp", DefaultEndpoint = new Uri("http://localhost:8080/v1"), ReasoningEfforts = s_allEfforts },
        new() { Name = "lmstudio", DefaultEndpoint = new Uri("http://localhost:1234/v1"), ReasoningEfforts = s_allEfforts },
        Offline,
        new() { Name = "scripted" },
    ];

    public static IReadOnlyList<string> Names { get; } = s_all.Select(p => p.Name).ToList();

    /// <summary>The environment variables that hold the keys of all of them.</summary>
    public static IReadOnlyList<string> KeyVariables { get; } =
        s_all.SelectMany(p => new[] { p.KeyVariable, p.OtherKeyVariable }).OfType<string>().Distinct().ToList();

    public static ProviderProfile? Find(string name) =>
        s_all.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
}
