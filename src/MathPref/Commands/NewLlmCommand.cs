using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Llm;

namespace MathPref.Commands;

/// <summary>Gives a model with its options, for the -Llm of the cmdlets that call models. Nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "Llm")]
[OutputType(typeof(LlmSpec))]
public sealed class NewLlmCommand : ModelCommandBase
{
    /// <summary>The model as provider/model: mistral, openai, ollama, vllm, llamacpp or offline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [LlmTransformation]
    [ArgumentCompleter(typeof(Completion.LlmCompleter))]
    [Alias("Name", "Llm")]
    public LlmSpec[] Model { get; set; } = [];

    /// <summary>Calls of this model in flight, over all cmdlets that use it.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    [Alias("tl")]
    public int? ThrottleLimit { get; set; }

    /// <summary>The price of what is asked, in USD per million tokens; without it the list price, where that is known.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    public decimal? InputPrice { get; set; }

    /// <summary>The price of what is answered, in USD per million tokens.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    public decimal? OutputPrice { get; set; }

    protected override void BeginProcessing()
    {
        if (InputPrice is null != OutputPrice is null)
            ThrowTerminatingError(Errors.OnePriceOnly());
    }

    protected override void ProcessRecord()
    {
        foreach (var model in Model)
        {
            WriteObject(model with
            {
                Endpoint = Endpoint ?? model.Endpoint,
                ApiKey = ApiKey ?? model.ApiKey,
                TimeoutSec = TimeoutSec ?? model.TimeoutSec,
                Limits = model.Limits.OverriddenBy(new LimitSettings { RequestsPerMinute = RequestsPerMinute, TokensPerMinute = TokensPerMinute, ThrottleLimit = ThrottleLimit }),
                Price = InputPrice is { } input ? new Price(input, OutputPrice!.Value) : model.Price,
                Journal = Journal is null ? model.Journal : this.FileSystemPath(Journal),
                Proxy = GivenProxy ?? model.Proxy,
                AllowUnencryptedAuthentication = AllowUnencryptedAuthentication || model.AllowUnencryptedAuthentication,
                Options = model.Options.OverriddenBy(GivenOptions),
            });
        }
    }
}
