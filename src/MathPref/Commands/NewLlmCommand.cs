using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Llm;
using MathPref.Scripted;

namespace MathPref.Commands;

/// <summary>Gives a model with its options, for the -Llm of the cmdlets that call models. Nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "Llm", DefaultParameterSetName = ModelSet)]
[OutputType(typeof(LlmSpec))]
public sealed class NewLlmCommand : ModelCommandBase
{
    private const string ModelSet = "Model";
    private const string ReplySet = "Reply";
    private const string DefaultScripted = "scripted/model";

    /// <summary>The model as provider/model, such as mistral/ministral-8b-latest. With -Reply scripted/ and any name, or nothing.</summary>
    [Parameter(ParameterSetName = ModelSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ReplySet, Position = 0, ValueFromPipeline = true)]
    [LlmTransformation]
    [ArgumentCompleter(typeof(Completion.LlmCompleter))]
    [Alias("Name", "Llm")]
    public LlmSpec[] Model { get; set; } = [];

    /// <summary>
    /// Makes a scripted model, for tests: no server is asked. One reply answers every call; several are given in turn, in the order of the
    /// input; a dictionary gives replies by patterns of the prompt; a script block makes them from the call, which is $_.
    /// </summary>
    [Parameter(ParameterSetName = ReplySet, Mandatory = true)]
    [ValidateNotNull]
    public object? Reply { get; set; }

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
        base.BeginProcessing();
        // The model may never be called.
        Run?.Use(ApiKey);
        if (InputPrice is null != OutputPrice is null)
            ThrowTerminatingError(Errors.OnePriceOnly());
    }

    protected override void ProcessRecord()
    {
        foreach (var model in Model.Length == 0 && Reply is not null ? [LlmSpec.Parse(DefaultScripted)] : Model)
        {
            if (Reply is not null && !model.Profile.IsScripted)
                ThrowTerminatingError(Errors.ReplyOfRealModel(model));
            if (Reply is null && model.Profile.IsScripted && model.Script is null)
                ThrowTerminatingError(Errors.NoReplyGiven(model));
            WriteObject(model with
            {
                Endpoint = Endpoint ?? model.Endpoint,
                ApiKey = ApiKey ?? model.ApiKey,
                TimeoutSec = TimeoutSec ?? model.TimeoutSec,
                Limits = model.Limits.OverriddenBy(new LimitSettings
                {
                    RequestsPerMinute = RequestsPerMinute,
                    TokensPerMinute = TokensPerMinute,
                    ThrottleLimit = ThrottleLimit,
                }),
                Price = InputPrice is { } input ? new Price(input, OutputPrice!.Value) : model.Price,
                Journal = Journal is null ? model.Journal : this.FileSystemPath(Journal),
                Proxy = GivenProxy ?? model.Proxy,
                AllowUnencryptedAuthentication = AllowUnencryptedAuthentication || model.AllowUnencryptedAuthentication,
                Options = model.Options.OverriddenBy(GivenOptions),
                Script = Reply is null ? model.Script : Script(),
            });
        }
    }

    /// <summary>Each model gets a script of its own, so that each begins with the first reply.</summary>
    private ReplyScript? Script()
    {
        try
        {
            return new ReplyScript(ReplyReader.Read(Reply));
        }
        catch (ScriptedReplyException wrong)
        {
            ThrowTerminatingError(wrong.ToErrorRecord(Reply));
            return null;
        }
    }
}
