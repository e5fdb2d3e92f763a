using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;
using System.Text.RegularExpressions;
using MathPref.Core.Llm;
using MathPref.Rows;

namespace MathPref.Completion;

/// <summary>Completes a model: first the providers and the embedded models, after <c>provider/</c> what that provider's server offers.</summary>
public sealed partial class LlmCompleter : IArgumentCompleter
{
    private static readonly Suggestion[] s_embedded =
    [
        new("offline/careful", "Embedded, rule-based: always right, shows its steps."),
        new("offline/hasty", "Embedded, rule-based: shows little, and errs in two problems of five."),
        new("offline/judge", "Embedded, rule-based: solves the problem itself and rates."),
    ];

    private static readonly Dictionary<string, string> s_embeddedOptions = new()
    {
        [EmbeddedModel.Errors] = "The share of wrong answers, 0 to 1.",
        ["sign"] = "The share of answers with a sign lost or turned, 0 to 1.",
        ["formula"] = "The share of answers by a wrong formula or rule, 0 to 1.",
        ["careless"] = "The share of answers with a miscount or a number miscopied, 0 to 1.",
        ["unfinished"] = "The share of answers that stop before the end, 0 to 1.",
        ["polished"] = "The share of wrong answers that are shown as well as a careful one, 0 to 1.",
        [EmbeddedModel.Bare] = "The share of right answers that are badly shown, 0 to 1.",
        ["first"] = "What the first text is given more, -4 to 4 points.",
        ["longer"] = "What the longest text is given more, -4 to 4 points.",
        [EmbeddedModel.Careful] = "What an answer of offline/careful is given more, -4 to 4 points.",
        [EmbeddedModel.Hasty] = "What an answer of offline/hasty is given more, -4 to 4 points.",
    };

    private static readonly Suggestion[] s_providers =
    [
        new("mistral/", "Mistral's API (MISTRAL_API_KEY)."),
        new("openai/", "OpenAI's API (OPENAI_API_KEY), or any compatible server with -Endpoint."),
        new("anthropic/", "Anthropic's API (ANTHROPIC_API_KEY). It takes no seed."),
        new("gemini/", "Google's Gemini API (GEMINI_API_KEY). It takes no seed."),
        new("azure/", "Azure OpenAI (AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_API_KEY): the deployment's name."),
        new("openrouter/", "OpenRouter (OPENROUTER_API_KEY), which passes calls on to other providers."),
        new("deepseek/", "DeepSeek's API (DEEPSEEK_API_KEY). It takes no seed."),
        new("groq/", "Groq's API (GROQ_API_KEY)."),
        new("together/", "Together's API (TOGETHER_API_KEY)."),
        new("ollama/", "Ollama on this machine, or OLLAMA_HOST."),
        new("vllm/", "vLLM, by default at http://localhost:8000."),
        new("llamacpp/", "llama.cpp's server, by default at http://localhost:8080."),
        new("lmstudio/", "LM Studio, by default at http://localhost:1234."),
    ];

    /// <summary>For when the server is not asked or does not answer.</summary>
    private static readonly string[] s_wellKnown =
    [
        "mistral/ministral-3b-latest", "mistral/ministral-8b-latest", "mistral/ministral-14b-latest", "mistral/mistral-small-latest",
        "mistral/mistral-medium-latest", "mistral/mistral-large-latest",
        "openai/gpt-4.1", "openai/gpt-4.1-mini", "openai/gpt-5", "openai/gpt-5-mini", "openai/gpt-5-nano",
        "anthropic/claude-opus-5-5", "anthropic/claude-sonnet-5-5", "anthropic/claude-haiku-5-5",
        "gemini/gemini-3.8-flash", "gemini/gemini-3.5-flash-lite", "gemini/gemini-2.5-pro", "gemini/gemini-2.5-flash",
        "deepseek/deepseek-flash", "deepseek/deepseek-v4-pro",
        "groq/openai/gpt-oss-120b", "groq/openai/gpt-oss-20b", "together/openai/gpt-oss-120b",
    ];

    private static readonly string[] s_scripted = ["scripted/model", "scripted/judge"];

    private static readonly string[] s_proxy = ["Proxy", "ProxyCredential", "NoProxy"];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(
            wordToComplete,
            () => Find((wordToComplete ?? "").Trim('\'', '"'), parameterName, new TypedParameters(commandAst, fakeBoundParameters)));

    private static IEnumerable<Suggestion> Find(string word, string parameterName, TypedParameters typed)
    {
        if (parameterName == "Model" && typed.Has("Reply"))
            return s_scripted.Select(name => new Suggestion(name, "A scripted model, which says what -Reply gives it. Any name will do."));
        if (word.IndexOf('/') is var slash && slash < 0)
            return [.. s_providers, .. s_embedded];
        var provider = Providers.Find(word[..slash]);
        if (provider is null or { HasServer: false })
            return provider is { IsOffline: true } ? [.. s_embedded, .. EmbeddedOptions(word, slash)] : [];
        var models = Known(provider.Name, typed);
        return models.Count > 0
            ? models.Select(model => new Suggestion(model.ToString(), Describe(model)))
            : s_wellKnown
                .Where(name => name.StartsWith(provider.Name + "/", StringComparison.Ordinal))
                .Select(name => new Suggestion(name, "A well-known name; the server's own list is not at hand."));
    }

    /// <summary>Behind a whole name what the model can be told, one option after the other.</summary>
    private static IEnumerable<Suggestion> EmbeddedOptions(string word, int slash)
    {
        var told = word.LastIndexOf(':') is > 0 and var colon ? word[..colon] : word;
        return EmbeddedModel.OptionsOf(told[(slash + 1)..].Split(':')[0].ToLowerInvariant())
            .Where(option => !told.Contains($":{option}=", StringComparison.OrdinalIgnoreCase))
            .Select(option => new Suggestion($"{told}:{option}=", s_embeddedOptions[option]));
    }

    /// <summary>
    /// The server is asked where the environment has it, with the key there. One that is being typed may not be what is meant yet: it is
    /// asked only on this machine, and no key goes there but one that is typed as well.
    /// </summary>
    private static IReadOnlyList<LlmModel> Known(string provider, TypedParameters typed)
    {
        if (s_proxy.Any(typed.Has))
            return [];
        var server = LlmSpec.OfProvider(provider);
        if (typed.Has("ApiKey"))
        {
            if (Secret(typed["ApiKey"]) is not { } key)
                return [];
            server = server with { ApiKey = key };
        }
        try
        {
            if (!typed.Has("Endpoint"))
                return ModelLists.Shared.Of(server, Environment.GetEnvironmentVariable, Suggestions.Patience);
            return Address(typed["Endpoint"]) is { IsLoopback: true } address
                ? ModelLists.Shared.Of(server with { Endpoint = address }, _ => null, Suggestions.Patience)
                : [];
        }
        catch (LlmConfigurationException)
        {
            return [];
        }
    }

    /// <summary>The parameters on the line. Those whose values are expressions are not bound for completion, and are there all the same.</summary>
    private sealed class TypedParameters(CommandAst? command, IDictionary? bound)
    {
        private readonly List<string> _names = command?.CommandElements.OfType<CommandParameterAst>().Select(p => p.ParameterName).ToList() ?? [];

        public object? this[string name] => bound?[name];

        public bool Has(string name) => bound?.Contains(name) == true || _names.Exists(typed => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
    }

    private static Uri? Address(object? value) =>
        Uri.TryCreate(PSRow.Unwrap(value)?.ToString(), UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", UserInfo: "" }
            ? address
            : null;

    /// <summary>An expression that the engine does not evaluate for completion arrives as its own text, which is no key.</summary>
    private static SecureString? Secret(object? value)
    {
        switch (PSRow.Unwrap(value))
        {
            case SecureString secret:
                return secret;
            case string text when KeyText().IsMatch(text):
                var typed = new SecureString();
                foreach (var c in text)
                    typed.AppendChar(c);
                typed.MakeReadOnly();
                return typed;
            default:
                return null;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.+/=~-]+\z")]
    private static partial Regex KeyText();

    private static string Describe(LlmModel model)
    {
        string?[] parts =
        [
            model.ContextLength is { } tokens ? string.Create(CultureInfo.InvariantCulture, $"{tokens:N0} tokens of context") : null,
            model.Owner is { Length: > 0 } owner ? $"by {owner}" : null,
            model.Created is { } created ? string.Create(CultureInfo.InvariantCulture, $"of {created:yyyy-MM-dd}") : null,
            model.Deprecation is { } end
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"not served from {end:yyyy-MM-dd}{(model.Replacement is { } other ? $", {other} takes its place" : "")}")
                : null,
            model.Aliases.Count > 0 ? $"also {string.Join(", ", model.Aliases.Take(3))}" : null,
        ];
        var known = string.Join("; ", parts.OfType<string>());
        return known.Length == 0 ? $"Offered by {model.Provider}." : known;
    }
}
