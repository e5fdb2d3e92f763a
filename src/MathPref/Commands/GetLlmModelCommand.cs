using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Llm;

namespace MathPref.Commands;

/// <summary>Lists the models that a provider offers, with what it says of their end and replacement.</summary>
[Cmdlet(VerbsCommon.Get, "LlmModel")]
[OutputType(typeof(LlmModel))]
public sealed class GetLlmModelCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>mistral, openai, ollama, vllm, llamacpp or offline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateSet("mistral", "openai", "ollama", "vllm", "llamacpp", "offline")]
    public string[] Provider { get; set; } = [];

    /// <summary>Only models whose names match; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "*";

    /// <summary>The server's address; a base without a path gets /v1.</summary>
    [Parameter]
    [EndpointTransformation]
    public Uri? Endpoint { get; set; }

    /// <summary>The key; without it the provider's environment variable.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>Seconds to wait for the list.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>The proxy; without it the environment's (HTTPS_PROXY, NO_PROXY).</summary>
    [Parameter]
    [EndpointTransformation]
    public Uri? Proxy { get; set; }

    /// <summary>For a proxy that asks who one is.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Uses no proxy, whatever the environment says.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Lets the key go over plain http to another machine.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    protected override void ProcessRecord()
    {
        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        foreach (var provider in Provider)
        {
            try
            {
                var spec = LlmSpec.OfProvider(provider) with
                {
                    Endpoint = Endpoint,
                    ApiKey = ApiKey,
                    Proxy = ProxyParameters.Read(Proxy, ProxyCredential, NoProxy),
                    AllowUnencryptedAuthentication = AllowUnencryptedAuthentication,
                };
                var models = ModelCatalogue.ListAsync(spec, TimeSpan.FromSeconds(TimeoutSec), _stop.Token).GetAwaiter().GetResult();
                WriteObject(models.Where(m => pattern.IsMatch(m.Model)), enumerateCollection: true);
            }
            catch (Exception error) when (error is LlmException or LlmConfigurationException)
            {
                WriteError(error.ToErrorRecord(provider));
            }
            catch (OperationCanceledException)
            {
                throw new PipelineStoppedException();
            }
        }
    }

    protected override void StopProcessing() => _stop.Cancel();

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
