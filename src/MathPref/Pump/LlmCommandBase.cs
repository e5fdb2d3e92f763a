using System.Collections.Concurrent;
using System.Management.Automation;
using System.Security.Cryptography;
using MathPref.Binding;
using MathPref.Core.Llm;
using MathPref.Core.Net;
using MathPref.Core.Offline;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Runs;

namespace MathPref.Pump;

/// <summary>What the cmdlets that call models share: the models, their options and how they are called.</summary>
public abstract class LlmCommandBase : PumpCommandBase
{
    private const int DefaultTimeoutSec = 300;

    private static readonly string[] s_options = [nameof(Temperature), nameof(TopP), nameof(MaxNewTokens), nameof(Seed), nameof(Stop)];

    /// <summary>Runs of which it has been said that they do not reach some runspace.</summary>
    private static readonly ConcurrentDictionary<string, bool> s_warned = new(StringComparer.Ordinal);

    private LlmCaller? _caller;
    private Plan? _planned;

    private sealed class Plan
    {
        public long Rows { get; set; }

        public long Calls { get; set; }

        public long Tokens { get; set; }

        public decimal? Cost { get; set; } = 0;

        public bool IsRefused { get; init; }
    }

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

    /// <summary>Keeps nothing and reads nothing, whatever MATHPREF_JOURNAL or New-Llm says.</summary>
    [Parameter]
    public SwitchParameter NoJournal { get; set; }

    /// <summary>Asks everything again and replaces what the journal holds of it.</summary>
    [Parameter]
    public SwitchParameter RefreshJournal { get; set; }

    /// <summary>The most that the calls of this cmdlet may cost, in USD; none begins that could exceed it.</summary>
    [Parameter]
    [ValidateRange(0.000001, 1e9)]
    public decimal? MaxCost { get; set; }

    /// <summary>The step's name in distilabel_metadata; one a model where there are several.</summary>
    [Parameter]
    [ValidatePattern("^[A-Za-z0-9_.-]+$")]
    [ArgumentCompleter(typeof(Completion.StepNameCompleter))]
    public string[]? StepName { get; set; }

    /// <summary>The embedded models that stand in where none is given.</summary>
    private protected abstract string[] EmbeddedModels { get; }

    private protected abstract string DefaultInputColumn { get; }

    /// <summary>The task's name in distilabel's default step names.</summary>
    private protected abstract string TaskName { get; }

    /// <summary>Answers asked of each model for a row.</summary>
    private protected virtual int GenerationsPerModel => 1;

    private protected virtual bool TakesSeveralModels => false;

    /// <summary>The part of the prompt that is the same for all rows.</summary>
    private protected abstract string FixedPrompt { get; }

    private protected override int StepCount => Llm?.Length ?? EmbeddedModels.Length;

    private protected override IReadOnlyList<string>? GivenSteps => StepName;

    private protected string SourceColumn => InputColumn ?? DefaultInputColumn;

    private protected override string ColumnOfStrings => SourceColumn;

    private protected LlmCaller Caller => _caller ?? throw new InvalidOperationException("BeginProcessing has not run.");

    private protected override string Usage => _caller?.Describe(Step) ?? "";

    private protected override bool IsPlanOnly => _planned is not null;

    protected override void BeginProcessing()
    {
        if (StepCount > 1 && !TakesSeveralModels)
            ThrowTerminatingError(Errors.OneModelOnly(MyInvocation.MyCommand.Name));
        if (StepName is { } names && names.Length != StepCount)
            ThrowTerminatingError(Errors.StepNameCount(names.Length, StepCount));
        base.BeginProcessing();
        if (Run is null && RunStack.Elsewhere is { } running && s_warned.TryAdd(running, true))
            WriteWarning($"The run '{running.Split('#')[0]}' does not reach this runspace (ForEach-Object -Parallel, a job or another process): what is asked here is not in its journal, its budget, its limits or its records. Give -Journal and -MaxCost, or leave the calls to the run's own pipeline, which makes them side by side.");
        var models = Models();
        if (Run is not null)
            models = Settle(Run, models);
        var options = GivenOptions;
        var whatIf = IsWhatIf();
        // What is only planned leaves no journal behind.
        var journals = models.Select(model => whatIf ? null : JournalPath(model)).ToList();
        if (RefreshJournal && !whatIf && models.Any(m => m.Script is null) && journals.All(j => j is null))
            ThrowTerminatingError(Errors.NothingToRefresh());
        try
        {
            _caller = new LlmCaller(models, options, Settings(), journals);
        }
        catch (Exception error) when (error is LlmConfigurationException or JournalException)
        {
            ThrowTerminatingError(error.ToErrorRecord(null));
        }
        Stage.Models = Caller.Asked;
        Step?.Models = models.Select(model => new RunModel(model.ToString(), model.Options.OverriddenBy(options).ToString())).ToList();
        foreach (var model in models)
            Run?.Use(model.ApiKey);
        if (!whatIf && models.Zip(journals).Any(m => m.First.Script is null && m.Second is null))
            WriteVerbose("No journal is kept: each row is a call, and answers are not there for another run. -Journal <file> keeps them.");
        if (GenerationsPerModel > 1 && models.Any(m => m.Options.OverriddenBy(options).Temperature is 0))
            WriteWarning($"-NumGenerations {GenerationsPerModel} at temperature 0 asks for the same answer {GenerationsPerModel} times.");
        Consent(whatIf);
    }

    /// <summary>
    /// The models with what the run sets: its parameters win over the cmdlet's, and its seed stands in where there is none. What the cmdlet
    /// sets itself moves to the models then.
    /// </summary>
    private List<LlmSpec> Settle(Run run, List<LlmSpec> models)
    {
        var given = GivenOptions;
        models = models.Select((model, i) => model with
        {
            Options = new LlmOptions { Seed = run.Seed }.OverriddenBy(model.Options).OverriddenBy(given).OverriddenBy(run.Parameters.OptionsOf(Step!.Names[i])),
        }).ToList();
        (Temperature, TopP, MaxNewTokens, Seed, Stop) = (null, null, null, null, null);
        foreach (var option in s_options)
            MyInvocation.BoundParameters.Remove(option);
        MyInvocation.BoundParameters[nameof(Llm)] = models.ToArray();
        return models;
    }

    private ChatSettings Settings() => new()
    {
        Gate = Gate,
        Embedded = model => new OfflineChatClient(model),
        Timeout = TimeSpan.FromSeconds(TimeoutSec ?? DefaultTimeoutSec),
        Retry = new RetrySettings
        {
            MaximumRetryCount = MaximumRetryCount,
            RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
            MaximumRetryInterval = TimeSpan.FromSeconds(MaximumRetryIntervalSec),
        },
        Limits = new LimitSettings { RequestsPerMinute = RequestsPerMinute, TokensPerMinute = TokensPerMinute },
        Budgets = new[] { MaxCost is { } most ? new Budget(most) : null, Run?.Budget }.OfType<Budget>().ToList(),
        RunGate = Run?.Gate,
        RefreshJournal = RefreshJournal,
    };

    /// <summary>
    /// In this order: the parameter, New-Llm's, the run's, the environment's. None for a scripted model: its script may be another tomorrow, and
    /// what a journal has kept would hide it.
    /// </summary>
    private string? JournalPath(LlmSpec model)
    {
        if (NoJournal || model.Script is not null)
            return null;
        if (Journal is not null)
            return this.FileSystemPath(Journal);
        if (model.Journal is not null)
            return model.Journal;
        if (Run?.Folder is { } folder)
            return folder.Journal;
        var named = Environment.GetEnvironmentVariable("MATHPREF_JOURNAL");
        return string.IsNullOrWhiteSpace(named) ? null : this.FileSystemPath(named);
    }

    /// <summary>-WhatIf calls nothing, counts the rows that came and says at the end what they would take. -Confirm asks once.</summary>
    private void Consent(bool whatIf)
    {
        if (whatIf)
            _planned = new Plan();
        else if (Run?.Mode is not RunMode.Dry && !ShouldProcess(string.Join(", ", Caller.Models), "Call models"))
            _planned = new Plan { IsRefused = true };
    }

    private protected override void Count(RowPlan plan)
    {
        var (calls, input, output, cost) = Caller.Estimate(plan.Messages, GenerationsPerModel);
        Step?.Planned(calls, input, output, cost);
        _planned!.Rows++;
        _planned.Calls += calls;
        _planned.Tokens += input + output;
        _planned.Cost += cost;
    }

    private protected override void Settle(IReadOnlyCollection<RowAnswer> answers) => Caller.Settle(answers, Step);

    private protected override void Conclude()
    {
        if (_planned is { IsRefused: false } planned && Run is not { Mode: RunMode.Plan })
            ShouldProcess(Describe(planned), $"Call {string.Join(", ", Caller.Models)}");
        if (Caller.CutShort > 0)
            WriteWarning($"{Text.Count(Caller.CutShort, "answer")} ended at the limit of tokens (finish_reason length). Give more with -MaxNewTokens.");
        if (Caller.Shared > 0)
            WriteWarning($"{Text.Count(Caller.Shared, "request")} equalled an earlier one and got its answer. For several answers to the same question use -NumGenerations.");
    }

    private string Describe(Plan planned)
    {
        if (planned.Rows == 0)
            return "no rows came (an earlier stage with -WhatIf passes none on), so the calls of this stage are not known";
        var cost = planned.Cost is { } dollars
            ? $"about {Text.Dollars(dollars)}{(dollars > MaxCost ? $", which is more than -MaxCost {Text.Dollars(MaxCost.Value)}" : "")}"
            : "at an unknown price";
        return $"{Text.Count(planned.Calls, "call")} for {Text.Count(planned.Rows, "row")}, about {Text.Tokens(planned.Tokens)}, {cost}, less what a journal holds";
    }

    private protected override ScriptedReply[][]? SettleReplies(RowPlan plan) => Caller.SettleReplies(plan.Messages, GenerationsPerModel);

    private protected override bool WaitsForServers => _caller?.WaitsForServers is true;

    private protected override void EndOfRows() => _caller?.LeaveScripts();

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
        if (Step is not null)
            Step.PromptSha256 ??= Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(FixedPrompt)));
        var metadata = row[Columns.Metadata] is Row plain ? plain.Copy() : PSRow.ToPlain(row[Columns.Metadata]) as Row ?? [];
        var steps = new string[Caller.Models.Count];
        var taken = steps.Length == 1 ? metadata : metadata.Copy();
        for (var i = 0; i < steps.Length; i++)
        {
            // A row that comes to the same place of a run twice, or brings steps of its own, takes the next number.
            steps[i] = StepName?[i] ?? (Step?.Names[i] is { } name && !StepMetadata.Holds(taken, name) ? name : StepMetadata.FreeStep(taken, TaskName));
            if (StepMetadata.Holds(taken, steps[i]))
                throw Errors.StepTaken(steps[i]);
            if (steps.Length > 1)
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
        return Llm.Select(model => Connect(model) with { TimeoutSec = TimeoutSec ?? model.TimeoutSec }).ToList();
    }
}
