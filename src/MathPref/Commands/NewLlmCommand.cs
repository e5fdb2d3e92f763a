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

    /// <summary>Calls of this model in flight, over all cmdlets that use it.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    [Alias("tl")]
    public int? ThrottleLimit { get; set; }

    /// <summary>Requests a minute, over all that this process asks of the model. Without it the server's limit is learnt.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    [Alias("rpm")]
    public int? RequestsPerMinute { get; set; }

    /// <summary>Tokens a minute, asked and answered together.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [Alias("tpm")]
    public int? TokensPerMinute { get; set; }

    /// <summary>The price of what is asked, in USD per million tokens; without it the list price, where that is known.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    public decimal? InputPrice { get; set; }

    /// <summary>The price of what is answered, in USD per million tokens.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    public decimal? OutputPrice { get; set; }

    /// <summary>The file that keeps every reply of this model.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

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
                Proxy = ProxyParameters.Read(Proxy, ProxyCredential, NoProxy) ?? model.Proxy,
                AllowUnencryptedAuthentication = AllowUnencryptedAuthentication || model.AllowUnencryptedAuthentication,
                Options = model.Options.OverriddenBy(new LlmOptions { Temperature = Temperature, TopP = TopP, MaxNewTokens = MaxNewTokens, Seed = Seed, Stop = Stop }),
            });
        }
    }
}
