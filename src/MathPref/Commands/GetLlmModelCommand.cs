using System.Management.Automation;
using MathPref.Core.Llm;

namespace MathPref.Commands;

/// <summary>Lists the models that a provider offers, with what it says of their end and replacement.</summary>
[Cmdlet(VerbsCommon.Get, "LlmModel")]
[OutputType(typeof(LlmModel))]
public sealed class GetLlmModelCommand : ConnectionCommandBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    private protected override bool IsStep => false;

    /// <summary>mistral, openai, ollama, vllm, llamacpp or offline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateSet("mistral", "openai", "ollama", "vllm", "llamacpp", "offline")]
    public string[] Provider { get; set; } = [];

    /// <summary>Only models whose names match; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "*";

    /// <summary>Seconds to wait for the list.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 30;

    protected override void ProcessRecord()
    {
        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        foreach (var provider in Provider)
        {
            try
            {
                var models = ModelCatalogue.ListAsync(Connect(LlmSpec.OfProvider(provider)), TimeSpan.FromSeconds(TimeoutSec), _stop.Token).GetAwaiter().GetResult();
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
