namespace MathPref.Core.Tests.Llm;

/// <summary>
/// What one provider's OpenAI-compatible API asks for, takes, refuses and ignores in silence, as docs/providers.md has it. Fields that its pages do not
/// name are refused too where the page does not say that they are ignored: nothing undocumented is to be sent.
/// </summary>
internal sealed record ProviderRules
{
    private static readonly string[] s_common = ["model", "messages", "temperature", "top_p", "stop", "stream", "n", "response_format", "tools", "tool_choice"];

    public required string Provider { get; init; }

    public required string ChatPath { get; init; }

    public required string ModelsPath { get; init; }

    public string? KeyHeader { get; init; } = "Authorization";

    public string KeyPrefix { get; init; } = "Bearer ";

    /// <summary>Of the list of models, with the header that must stand beside it.</summary>
    public (string Key, string Version)? ListHeaders { get; init; }

    /// <summary>Whether a request without <c>?api-version=</c> is not found.</summary>
    public bool NeedsVersion { get; init; }

    /// <summary>Beside the fields that all have.</summary>
    public string[] Takes { get; init; } = [];

    public string[] Ignores { get; init; } = [];

    public bool IgnoresUnknown { get; init; }

    public double MostTemperature { get; init; } = 2;

    /// <summary>Whether more is taken for the most without a word.</summary>
    public bool CapsTemperature { get; init; }

    public int MostStops { get; init; } = int.MaxValue;

    public bool StopsNeedText { get; init; }

    /// <summary>Only one answer a request.</summary>
    public bool OneAnswer { get; init; }

    /// <summary>Whether the errors come as a list, as Google's do.</summary>
    public bool ErrorsAreLists { get; init; }

    /// <summary>Refused as OpenAI's reasoning models refuse it.</summary>
    public bool RefusesMaxTokens { get; init; }

    public string Models { get; init; } = """{"object":"list","data":[{"id":"a-model","object":"model","created":1761577934,"owned_by":"somebody"}]}""";

    public bool Knows(string field) => s_common.Contains(field) || Takes.Contains(field);

    public static ProviderRules Of(string name) => All.Single(rules => rules.Provider == name);

    public static IReadOnlyList<ProviderRules> All { get; } =
    [
        new()
        {
            Provider = "anthropic",
            ChatPath = "/v1/chat/completions",
            ModelsPath = "/v1/models",
            ListHeaders = ("x-api-key", "anthropic-version"),
            Takes = ["max_tokens", "max_completion_tokens", "stream_options", "parallel_tool_calls"],
            Ignores =
            [
                "response_format", "seed", "reasoning_effort", "logprobs", "top_logprobs", "metadata", "prediction", "presence_penalty", "frequency_penalty",
                "service_tier", "audio", "logit_bias", "store", "user", "modalities",
            ],
            MostTemperature = 1,
            CapsTemperature = true,
            StopsNeedText = true,
            OneAnswer = true,
            Models = """{"data":[{"type":"model","id":"a-model","display_name":"A model","created_at":"2026-09-22T00:00:00Z"}],"has_more":false,"first_id":"a-model","last_id":"a-model"}""",
        },
        new()
        {
            Provider = "gemini",
            ChatPath = "/v1beta/openai/chat/completions",
            ModelsPath = "/v1beta/openai/models",
            Takes = ["max_tokens", "max_completion_tokens", "reasoning_effort", "stream_options"],
            MostStops = 5,
            ErrorsAreLists = true,
            Models = """{"object":"list","data":[{"id":"models/a-model","object":"model","owned_by":"google"}]}""",
        },
        new()
        {
            Provider = "azure",
            ChatPath = "/openai/v1/chat/completions",
            ModelsPath = "/openai/v1/models",
            KeyHeader = "api-key",
            KeyPrefix = "",
            Takes = ["max_tokens", "max_completion_tokens", "reasoning_effort", "seed", "logit_bias", "user"],
            MostStops = 4,
        },
        new()
        {
            Provider = "openrouter",
            ChatPath = "/api/v1/chat/completions",
            ModelsPath = "/api/v1/models",
            Takes = ["max_tokens", "max_completion_tokens", "reasoning_effort", "seed", "provider", "models", "top_k"],
            MostStops = 4,
            Models = """{"data":[{"id":"a-model","canonical_slug":"a-model","name":"A","created":1761577934,"context_length":131072,"architecture":{}}]}""",
        },
        new()
        {
            Provider = "deepseek",
            ChatPath = "/chat/completions",
            ModelsPath = "/models",
            Takes = ["max_tokens", "reasoning_effort", "thinking", "stream_options", "logprobs", "top_logprobs", "user_id"],
            MostStops = 16,
        },
        new()
        {
            Provider = "groq",
            ChatPath = "/openai/v1/chat/completions",
            ModelsPath = "/openai/v1/models",
            Takes = ["max_tokens", "max_completion_tokens", "reasoning_effort", "reasoning_format", "include_reasoning", "seed", "user", "service_tier"],
            MostStops = 4,
            OneAnswer = true,
            Models = """{"object":"list","data":[{"id":"a-model","object":"model","created":1761577934,"owned_by":"somebody","active":true,"context_window":131072}]}""",
        },
        new()
        {
            Provider = "together",
            ChatPath = "/v1/chat/completions",
            ModelsPath = "/v1/models",
            Takes = ["max_tokens", "reasoning_effort", "reasoning", "seed", "top_k", "repetition_penalty"],
            Models = """[{"id":"a-model","object":"model","created":0,"type":"chat","organization":"somebody","context_length":131072},{"id":"a-picture","object":"model","created":0,"type":"image"}]""",
        },
        new()
        {
            Provider = "lmstudio",
            ChatPath = "/v1/chat/completions",
            ModelsPath = "/v1/models",
            KeyHeader = null,
            Takes = ["max_tokens", "seed", "top_k", "repeat_penalty", "presence_penalty", "frequency_penalty", "logit_bias"],
            IgnoresUnknown = true,
            Models = """{"object":"list","data":[{"id":"a-model","object":"model","owned_by":"organization_owner"}]}""",
        },
    ];
}
