using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Llm;
using MathPref.Core.Rows;

namespace MathPref.Pump;

/// <summary>What the cmdlets that call models share: the models, their options and how they are called.</summary>
public abstract class LlmCommandBase : PumpCommandBase
{
    private LlmCaller? _caller;

    /// <summary>The model: <c>'provider/model'</c> or what New-Llm gives. Without it the embedded one, which a warning says.</summary>
    [Parameter]
    [LlmTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.LlmCompleter))]
    public LlmSpec[]? Llm { get; set; }

    /// <summary>The column that is read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InputColumn { get; set; }

    /// <summary>Randomness, 0 for none. Wins over New-Llm's; without either the server's default.</summary>
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
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Attempts after the first, for what can succeed later.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int MaximumRetryCount { get; set; } = 10;

    /// <summary>Seconds of the first wait; it doubles from attempt to attempt, with jitter.</summary>
    [Parameter]
    [ValidateRange(0.0, 86400.0)]
    public double RetryIntervalSec { get; set; } = 1;

    /// <summary>Seconds of the longest wait, whatever the server asks for.</summary>
    [Parameter]
    [ValidateRange(0.0, 86400.0)]
    public double MaximumRetryIntervalSec { get; set; } = 120;

    /// <summary>The step's name in distilabel_metadata; one a model where there are several.</summary>
    [Parameter]
    [ValidatePattern("^[A-Za-z0-9_.-]+$")]
    public string[]? StepName { get; set; }

    /// <summary>The server's address, for models given as <c>'provider/model'</c>; a base without a path gets /v1.</summary>
    [Parameter]
    [EndpointTransformation]
    public Uri? Endpoint { get; set; }

    /// <summary>The key, for models given as <c>'provider/model'</c>; without it the provider's environment variable.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>The embedded models that stand in where none is given.</summary>
    private protected abstract string[] EmbeddedModels { get; }

    private protected abstract string DefaultInputColumn { get; }

    /// <summary>The task's name in distilabel's default step names.</summary>
    private protected abstract string TaskName { get; }

    /// <summary>Answers asked of each model for a row.</summary>
    private protected virtual int GenerationsPerModel => 1;

    private protected virtual bool TakesSeveralModels => false;

    private protected string SourceColumn => InputColumn ?? DefaultInputColumn;

    private protected override string ColumnOfStrings => SourceColumn;

    private protected LlmCaller Caller => _caller ?? throw new InvalidOperationException("BeginProcessing has not run.");

    private protected override long Answered => _caller?.Answered ?? 0;

    private protected override long Tokens => _caller?.Tokens ?? 0;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var models = Models();
        if (models.Count > 1 && !TakesSeveralModels)
            ThrowTerminatingError(Errors.OneModelOnly(MyInvocation.MyCommand.Name));
        if (StepName is { } names && names.Length != models.Count)
            ThrowTerminatingError(Errors.StepNameCount(names.Length, models.Count));
        var options = new LlmOptions { Temperature = Temperature, TopP = TopP, MaxNewTokens = MaxNewTokens, Seed = Seed, Stop = Stop };
        var retry = new RetrySettings
        {
            MaximumRetryCount = MaximumRetryCount,
            RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
            MaximumRetryInterval = TimeSpan.FromSeconds(MaximumRetryIntervalSec),
        };
        try
        {
            _caller = new LlmCaller(models, options, Gate, retry, TimeSpan.FromSeconds(TimeoutSec));
        }
        catch (LlmConfigurationException error)
        {
            ThrowTerminatingError(error.ToErrorRecord(null));
        }
        if (GenerationsPerModel > 1 && models.Any(m => m.Options.OverriddenBy(options).Temperature is 0))
            WriteWarning($"-NumGenerations {GenerationsPerModel} at temperature 0 asks for the same answer {GenerationsPerModel} times.");
    }

    private protected override void Close() => _caller?.Dispose();

    /// <summary>The text of the input column. Throws a <see cref="RowException"/> that says what is missing and what makes it.</summary>
    private protected string InputText(Row row)
    {
        if (!row.Has(SourceColumn))
            throw Errors.MissingColumn(SourceColumn, MyInvocation.MyCommand.Name);
        return PSRow.Unwrap(row[SourceColumn]) switch
        {
            string text when !string.IsNullOrWhiteSpace(text) => text,
            null or string => throw Errors.MissingColumn(SourceColumn, MyInvocation.MyCommand.Name, isNull: true),
            var other => throw Errors.WrongColumn(SourceColumn, $"a text (it is {other.GetType().Name})"),
        };
    }

    /// <summary>The row's metadata, to be added to, and the names of this cmdlet's steps in it.</summary>
    private protected (Row Metadata, string[] Steps) Metadata(Row row)
    {
        var metadata = PSRow.ToPlain(row[Columns.Metadata]) as Row ?? [];
        var steps = new string[Caller.Models.Count];
        var taken = metadata.Copy();
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = StepName?[i] ?? StepMetadata.FreeStep(taken, TaskName);
            if (StepMetadata.Holds(taken, steps[i]))
                throw Errors.StepTaken(steps[i]);
            taken["raw_output_" + steps[i]] = null;
        }
        return (metadata, steps);
    }

    private List<LlmSpec> Models()
    {
        if (Llm is null)
        {
            WriteWarning($"No -Llm was given, so the embedded {string.Join(" and ", EmbeddedModels)} {(EmbeddedModels.Length == 1 ? "is" : "are")} used: rule-based, for trying things out. Give a real model with -Llm provider/model.");
            return EmbeddedModels.Select(LlmSpec.Parse).ToList();
        }
        return Llm.Select(model => model with { Endpoint = model.Endpoint ?? Endpoint, ApiKey = model.ApiKey ?? ApiKey }).ToList();
    }
}
