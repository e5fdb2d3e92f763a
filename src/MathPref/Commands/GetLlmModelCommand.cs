using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Llm;

namespace MathPref.Commands;

/// <summary>Lists the models that a provider offers, with what it says of their end and replacement.</summary>
[Cmdlet(VerbsCommon.Get, "LlmModel")]
[OutputType(typeof(LlmModel))]
public sealed class GetLlmModelCommand : ServiceCommandBase
{
    /// <summary>The provider, such as mistral, openai, ollama or offline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateSet(
        "mistral", "openai", "anthropic", "gemini", "azure", "openrouter", "deepseek", "groq", "together", "ollama", "vllm", "llamacpp", "lmstudio", "offline")]
    public string[] Provider { get; set; } = [];

    /// <summary>Only models whose names match; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "*";

    /// <summary>
    /// The server's address; a base without a path gets /v1, and a query stays. Without it the provider's variable, then
    /// its own service.
    /// </summary>
    [Parameter]
    [EndpointTransformation]
    public Uri? Endpoint { get; set; }

    /// <summary>The key, as a SecureString or a string; without it the provider's environment variable.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>Seconds to wait for the list.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 30;

    protected override void ProcessRecord()
    {
        Run?.Use(ApiKey);
        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        foreach (var provider in Provider)
        {
            try
            {
                var server = Connect(LlmSpec.OfProvider(provider), Endpoint, ApiKey);
                var models = Await(cancellation => ModelCatalogue.ListAsync(server, TimeSpan.FromSeconds(TimeoutSec), cancellation));
                WriteObject(models.Where(m => pattern.IsMatch(m.Model)), enumerateCollection: true);
            }
            catch (Exception error) when (error is LlmException or LlmConfigurationException)
            {
                WriteError(error.ToErrorRecord(provider));
            }
        }
    }
}
