using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MathPref.Completion;

/// <summary>Completes a model: the embedded ones and the providers.</summary>
public sealed class LlmCompleter : IArgumentCompleter
{
    private static readonly (string Text, string Tip)[] s_known =
    [
        ("offline/careful", "Embedded, rule-based: always right, shows its steps."),
        ("offline/hasty", "Embedded, rule-based: leaves steps out, and slips in two problems of five."),
        ("offline/judge", "Embedded, rule-based: solves the problem itself and rates."),
        ("mistral/ministral-8b-latest", "Mistral's API (MISTRAL_API_KEY)."),
        ("mistral/mistral-small-latest", "Mistral's API (MISTRAL_API_KEY)."),
        ("mistral/mistral-large-latest", "Mistral's API (MISTRAL_API_KEY)."),
        ("openai/", "OpenAI's API (OPENAI_API_KEY), or any compatible server with -Endpoint."),
        ("ollama/", "Ollama on this machine, or OLLAMA_HOST."),
        ("vllm/", "vLLM, by default at http://localhost:8000."),
        ("llamacpp/", "llama.cpp's server, by default at http://localhost:8080."),
    ];

    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        return s_known
            .Where(k => k.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(k => new CompletionResult(k.Text, k.Text, CompletionResultType.ParameterValue, k.Tip));
    }
}
