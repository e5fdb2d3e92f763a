using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Llm;

namespace MathPref.Commands;

/// <summary>What New-Llm and the cmdlets that call models both take: where the model is, the options of a generation, its limits and its journal.</summary>
public abstract class ModelCommandBase : ServiceCommandBase
{
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

    /// <summary>Randomness, 0 for none. A cmdlet's wins over New-Llm's; without either the server's default.</summary>
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

    /// <summary>How much a model that thinks is to think, in a word that its provider takes.</summary>
    [Parameter]
    [ValidatePattern(@"^[A-Za-z][A-Za-z0-9_-]{0,31}$")]
    [ArgumentCompleter(typeof(Completion.ReasoningEffortCompleter))]
    [Alias("reasoning_effort")]
    public string? ReasoningEffort { get; set; }

    /// <summary>Seconds that one attempt may take: 300 where neither the cmdlet nor New-Llm says otherwise.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int? TimeoutSec { get; set; }

    /// <summary>
    /// Requests a minute of the model, over all that this process asks of it. It holds until another is given; without one the
    /// server's limit is learnt.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    [Alias("rpm")]
    public int? RequestsPerMinute { get; set; }

    /// <summary>Tokens a minute of the model, asked and answered together.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [Alias("tpm")]
    public int? TokensPerMinute { get; set; }

    /// <summary>The file that keeps every reply, so that nothing is asked twice; without it MATHPREF_JOURNAL, if that is set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    private protected LlmOptions GivenOptions => new()
    {
        Temperature = Temperature,
        TopP = TopP,
        MaxNewTokens = MaxNewTokens,
        Seed = Seed,
        Stop = Stop,
        ReasoningEffort = ReasoningEffort,
    };
}
