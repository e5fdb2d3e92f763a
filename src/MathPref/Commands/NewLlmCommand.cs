using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Llm;

namespace MathPref.Commands;

/// <summary>Gives a model with its options, for the -Llm of the cmdlets that call models. Nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "Llm")]
[OutputType(typeof(LlmSpec))]
public sealed class NewLlmCommand : PSCmdlet
{
    /// <summary>The model as provider/model: mistral, openai, ollama, vllm, llamacpp or offline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [LlmTransformation]
    [ArgumentCompleter(typeof(Completion.LlmCompleter))]
    [Alias("Name", "Llm")]
    public LlmSpec[] Model { get; set; } = [];

    /// <summary>The server's address; a base without a path gets /v1.</summary>
    [Parameter]
    [EndpointTransformation]
    public Uri? Endpoint { get; set; }

    /// <summary>The key; without it the provider's environment variable.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>Randomness, 0 for none.</summary>
    [Parameter]
    [ValidateRange(0.0, 2.0)]
    public double? Temperature { get; set; }

    /// <summary>Nucleus sampling: the share of probability that is drawn from.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    [Alias("top_p")]
    public double? TopP { get; set; }

    /// <summary>The most tokens that an answer may have.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [Alias("max_new_tokens", "MaxTokens")]
    public int? MaxNewTokens { get; set; }

    /// <summary>The seed; what is sent is the seed plus the number of the generation.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public long? Seed { get; set; }

    /// <summary>Texts at which an answer ends.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Stop { get; set; }

    /// <summary>Seconds that one attempt may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int? TimeoutSec { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var model in Model)
        {
            WriteObject(model with
            {
                Endpoint = Endpoint ?? model.Endpoint,
                ApiKey = ApiKey ?? model.ApiKey,
                TimeoutSec = TimeoutSec ?? model.TimeoutSec,
                Options = model.Options.OverriddenBy(new LlmOptions { Temperature = Temperature, TopP = TopP, MaxNewTokens = MaxNewTokens, Seed = Seed, Stop = Stop }),
            });
        }
    }
}
