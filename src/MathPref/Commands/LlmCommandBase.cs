using System.Collections.Concurrent;
using System.Management.Automation;
using System.Security.Cryptography;
using MathPref.Binding;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Net;
using MathPref.Core.Offline;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Foresight;
using MathPref.Progress;
using MathPref.Pump;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>What the cmdlets that call models share: the models, their options and how they are called, row by row and side by side.</summary>
public abstract class LlmCommandBase : ModelCommandBase, IRowStreams, IColumnStage
{
    /// <summary>Rows that may lack what the stages behind need before no further one is waited for.</summary>
    private const int MostHeld = 1000;

    /// <summary>Rows of which a stage behind can use none, for what is in them, before no further one is waited for.</summary>
    private const int MostUnusable = 100;

    private const int DefaultTimeoutSec = 300;

    private const int RowsBegunForACore = 32;

    private static readonly string[] s_options =
        [nameof(Temperature), nameof(TopP), nameof(MaxNewTokens), nameof(Seed), nameof(Stop), nameof(ReasoningEffort)];

    /// <summary>Runs of which it has been said that they do not reach some runspace.</summary>
    private static readonly ConcurrentDictionary<string, bool> s_warned = new(StringComparer.Ordinal);

    private CallGate? _gate;
    private LlmCaller? _caller;
    private Provenance? _provenance;
    private PumpProgress? _progress;
    private RowPump? _pump;
    private Plan? _planned;
    private List<HeldRow>? _held = [];
    private int _unusable;
    private IReadOnlyList<PSCmdlet>? _stagesBehind;
    private bool _isAfterCall;
    private bool _hasRows;

    /// <summary>A row that is not asked about until one comes that serves the stages behind.</summary>
    private readonly record struct HeldRow(object Target, Row Row, IRowWork? Work, StageGap Missing);

    private sealed class Plan
    {
        public long Rows { get; set; }

        public long Calls { get; set; }

        public long Tokens { get; set; }

        public long Reused { get; set; }

        public required CostForecast Forecast { get; init; }

        public bool IsRefused { get; init; }
    }

    /// <summary>The rows: what an earlier stage passes on, objects with the column as a property, dictionaries, or plain strings.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, HelpMessage = "The rows, usually from the pipeline.")]
    [ValidateNotNull]
    public virtual PSObject? InputObject { get; set; }

    /// <summary>How many calls of this cmdlet may be in flight.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    [Alias("tl")]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>Writes rows as they are completed instead of in the order of the input.</summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    /// <summary>The model: <c>'provider/model'</c> or what New-Llm gives. Without it the embedded one, which a warning says.</summary>
    [Parameter]
    [LlmTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.LlmCompleter))]
    public LlmSpec[]? Llm { get; set; }

    /// <summary>The column that is read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.InputColumnCompleter))]
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

    /// <summary>Whether models are asked: a cmdlet that asks none where none is named works on its rows all the same.</summary>
    private protected virtual bool CallsModels => true;

    private protected abstract string DefaultInputColumn { get; }

    /// <summary>Answers asked of each model for a row.</summary>
    private protected virtual int GenerationsPerModel => 1;

    /// <summary>The part of the prompt that is the same for all rows.</summary>
    private protected abstract string FixedPrompt { get; }

    /// <summary>
    /// Looks at a row and gives the work to do on it; null where nothing is to be asked and the row is passed on. Throws a
    /// <see cref="RowException"/> for one that cannot be worked on.
    /// </summary>
    private protected abstract IRowWork? Prepare(Row row);

    /// <summary>The column of a row that is read.</summary>
    private protected virtual string ColumnOf(Row row) => SourceColumn;

    private StepAttribute Kind => field ??= StepAttribute.Of(GetType())!;

    private protected override int StepCount => CallsModels ? Llm?.Length ?? Kind.EmbeddedModels.Length : 1;

    private protected override IReadOnlyList<string>? GivenSteps => StepName;

    private protected string SourceColumn => InputColumn ?? DefaultInputColumn;

    private protected override string ColumnOfStrings => SourceColumn;

    private protected LlmCaller Caller => _caller ?? throw new InvalidOperationException("BeginProcessing has not run.");

    protected override void BeginProcessing()
    {
        if (StepCount > 1 && !Kind.IsOneForEachModel)
            ThrowTerminatingError(Errors.OneModelOnly(MyInvocation.MyCommand.Name));
        if (StepName is { } names && names.Length != StepCount)
            ThrowTerminatingError(Errors.StepNameCount(names.Length, StepCount));
        base.BeginProcessing();
        if (CallsModels && Run is null && RunStack.Elsewhere is { } running && s_warned.TryAdd(running, true))
            WriteWarning($"The run '{running.Split('#')[0]}' does not reach this runspace (ForEach-Object -Parallel, a job or another process): what is " +
                "asked here is not in its journal, its budget, its limits or its records. " +
                "Give -Journal and -MaxCost, or leave the calls to the run's own pipeline, which makes them side by side.");
        var models = CallsModels ? Models() : [];
        if (Run is not null && CallsModels)
            models = WithRun(Run, models);
        var options = GivenOptions;
        SayWhatIsNotSent(models, options);
        var whatIf = IsWhatIf;
        // What is only planned leaves no journal behind, and looks into one that is there.
        var journals = models.Select(model => whatIf && RefreshJournal ? null : JournalPath(model)).ToList();
        if (RefreshJournal && !whatIf && models.Any(m => m.Script is null) && journals.All(j => j is null))
            ThrowTerminatingError(Errors.NothingToRefresh());
        if (!CallsModels)
        {
            // Nothing is paid for, so nothing is held. Of short work so much is begun that no core waits for the pipeline; as many rows as there are
            // cores are worked on at a time.
            _held = null;
            if (!MyInvocation.BoundParameters.ContainsKey(nameof(ThrottleLimit)))
                ThrottleLimit = RowsBegunForACore * Environment.ProcessorCount;
        }
        _gate = new CallGate(ThrottleLimit) { Freed = () => _pump?.OfferPermit() };
        try
        {
            _caller = new LlmCaller(models, options, Settings(_gate, whatIf), journals);
        }
        catch (Exception error) when (error is LlmConfigurationException or JournalException)
        {
            ThrowTerminatingError(error.ToErrorRecord(null));
        }
        _provenance = Trace(models: CallsModels ? Caller.Tally : null);
        _progress = new PumpProgress(this, Step?.Name ?? MyInvocation.MyCommand.Name, atOnce: Step is not null) { Look = () => _pump?.HowFar() };
        // What a run makes never depends on timing.
        _pump = new RowPump(this, Caller, _gate, _progress, _provenance, Unordered && Run is null, Cancellation);
        _isAfterCall = Run?.FollowsCall(this) is true;
        Step?.Models = models.Select(model => new RunModel(model.ToString(), model.Options.OverriddenBy(options).ToString())).ToList();
        foreach (var model in models)
            Run?.Use(model.ApiKey);
        if (!whatIf && models.Zip(journals).Any(m => m.First.Script is null && m.Second is null))
            WriteVerbose("No journal is kept: each row is a call, and answers are not there for another run. -Journal <file> keeps them.");
        if (GenerationsPerModel > 1 && models.Any(m => m.Options.OverriddenBy(options).Temperature is 0))
            WriteWarning($"-NumGenerations {GenerationsPerModel} at temperature 0 asks for the same answer {GenerationsPerModel} times.");
        if (CallsModels)
            Consent(whatIf);
    }

    protected override void ProcessRecord()
    {
        foreach (var row in InputRows.Of(InputObject!))
            Accept(row);
    }

    protected override void EndProcessing()
    {
        // No row came that serves all stages behind.
        if (_held is { Count: > 0 })
            Refuse(_held[0].Missing);
        _pump!.Complete();
        base.EndProcessing();
        Conclude();
        _pump.SayWhatEnded();
    }

    /// <summary>Ends the calls in flight: each one costs money.</summary>
    private protected override void Release()
    {
        _progress?.Leave();
        // A worker that does not come home in time keeps what it uses.
        if (_pump?.Close() is false)
            return;
        _caller?.Dispose();
        _gate?.Dispose();
    }

    void IRowStreams.Write(RowObject row) => Write(row);

    /// <summary>Passes a row on.</summary>
    private protected virtual void Write(RowObject row) => WriteObject(row);

    void IRowStreams.Fail(ErrorRecord error, object row) => Fail(error, row);

    void IRowStreams.KeepNotDone(ErrorRecord error, IReadOnlyList<object> rows)
    {
        if (Step is null)
            return;
        Run!.EndedBy ??= $"{Step.Name}: {error}";
        foreach (var row in rows)
            Run.Keep(Step, error, row, ColumnOfStrings);
    }

    void IRowStreams.WriteError(ErrorRecord error) => WriteError(error);

    void IRowStreams.WriteWarning(string text) => WriteWarning(text);

    void IRowStreams.WriteVerbose(string text) => WriteVerbose(text);

    void IRowStreams.ThrowTerminatingError(ErrorRecord error) => ThrowTerminatingError(error);

    private void Accept(PSObject input)
    {
        var target = InputRows.Target(input);
        var source = RowObject.ProvenanceOf(input);
        _provenance!.Take(source);
        if (IsLeftOut(source) || _pump!.PassesOver(target))
            return;
        IRowWork? work;
        Row row;
        try
        {
            row = PSRow.Read(input, ColumnOfStrings);
            work = Prepare(row);
        }
        catch (Exception error) when (error is RowException or ArgumentException)
        {
            _pump.Fail(target, error);
            return;
        }
        _hasRows = true;
        if (_held is null || MayGoOn(target, row, work))
            Go(target, row, work);
    }

    /// <summary>
    /// Whether a row is asked about now. As long as each row that came lacks what a stage behind surely needs, or has it as nothing that can be used,
    /// none is: the answers would be paid for and lost. The first one that lacks nothing lets all of them go, and no further one is looked at.
    /// </summary>
    private bool MayGoOn(object target, Row row, IRowWork? work)
    {
        if (Foresee(row) is { } gap)
        {
            _held!.Add(new HeldRow(target, row, work, gap));
            if (gap.Gap.Unusable is not null && ++_unusable == MostUnusable)
                Refuse(_held.Find(held => held.Missing.Gap.Unusable is not null).Missing);
            if (_held.Count == MostHeld)
                Refuse(gap);
            return false;
        }
        var waiting = _held!;
        _held = null;
        foreach (var held in waiting)
            Go(held.Target, held.Row, held.Work);
        return true;
    }

    private void Refuse(StageGap missing)
    {
        var rows = _held!.ConvertAll(held => held.Target);
        var (stage, gap, columns) = missing;
        ThrowTerminatingError(gap.Unusable is { } first
            ? Errors.UnusableAhead(stage, gap.Column, gap.Parameter, first, columns, rows)
            : Errors.ColumnMissingAhead(stage, gap.Column, gap.Parameter, columns, rows));
    }

    /// <summary>The first stage behind that will miss a column of this row, or can make nothing of its value; null where none surely will.</summary>
    private StageGap? Foresee(Row row)
    {
        _stagesBehind ??= StagesBehind.Of(this, Pipeline);
        if (_stagesBehind.Count == 0)
            return null;
        var columns = new ColumnForecast(row.Names, AskedColumn.Told(row)?.Column);
        _ = Foresee(columns);
        foreach (var stage in _stagesBehind)
        {
            var before = columns.Names.ToList();
            var unusable = ((IColumnStage)stage).ForeseeValue(row, columns);
            // A column may come from the session's type table, for rows of every stage.
            if (((IColumnStage)stage).Foresee(columns) is { } gap && PSRow.Write(row, _provenance).Properties[gap.Column] is null)
                return new StageGap(stage.MyInvocation.MyCommand.Name, gap, before);
            if (unusable is not null)
                return new StageGap(stage.MyInvocation.MyCommand.Name, unusable, row.Names.ToList());
        }
        return null;
    }

    ColumnGap? IColumnStage.Foresee(ColumnForecast columns) => Foresee(columns);

    ColumnGap? IColumnStage.ForeseeValue(Row row, ColumnForecast columns) => ForeseeValue(row, columns);

    /// <summary>What this stage can make nothing of: <see cref="IColumnStage.ForeseeValue"/>.</summary>
    private protected virtual ColumnGap? ForeseeValue(Row row, ColumnForecast columns) => null;

    /// <summary>What this stage needs and makes: <see cref="IColumnStage.Foresee"/>.</summary>
    private protected abstract ColumnGap? Foresee(ColumnForecast columns);

    private void Go(object target, Row row, IRowWork? work)
    {
        if (_planned is null)
        {
            if (work is null)
                _pump!.Keep(target, PSRow.Write(row, _provenance));
            else
                _pump!.Start(target, work);
            return;
        }
        if (work is null)
        {
            if (Run is { Mode: RunMode.Plan })
                _pump!.Pass(PSRow.Write(row, _provenance));
            return;
        }
        var isKnown = Count(_planned, work);
        if (Run is { Mode: RunMode.Plan } && Anticipate(work, isKnown) is { } anticipated)
            _pump!.Pass(PSRow.Write(anticipated, _provenance));
    }

    /// <summary>The row that a plan goes on with: made of the journal's answers where all are there, else made up; null where it will fail.</summary>
    private static Row? Anticipate(IRowWork work, bool isKnown)
    {
        if (!isKnown)
            return work.Plan();
        try
        {
            // No call is made, so this waits for nothing.
            return work.RunAsync(RowContext.OfPlan()).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is RowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A dry run works on the first rows of a source; the others are counted.</summary>
    private bool IsLeftOut(Provenance? source)
    {
        if (Run is not { Mode: RunMode.Dry } || !CallsModels || _isAfterCall || source?.ComesFromCall is true || ++Step!.Tried <= Run.BatchSize)
            return false;
        Step.LeftOut++;
        return true;
    }

    /// <summary>
    /// The models with what the run sets: its parameters win over the cmdlet's, and its seed stands in where there is none. What the cmdlet
    /// sets itself moves to the models then.
    /// </summary>
    private List<LlmSpec> WithRun(Run run, List<LlmSpec> models)
    {
        var given = GivenOptions;
        models = models.Select((model, i) => model with
        {
            Options = new LlmOptions { Seed = run.Seed }
                .OverriddenBy(model.Options)
                .OverriddenBy(given)
                .OverriddenBy(run.Parameters.OptionsOf(GetType(), Step!.Names[i])),
        }).ToList();
        (Temperature, TopP, MaxNewTokens, Seed, Stop, ReasoningEffort) = (null, null, null, null, null, null);
        foreach (var option in s_options)
            MyInvocation.BoundParameters.Remove(option);
        MyInvocation.BoundParameters[nameof(Llm)] = models.ToArray();
        return models;
    }

    private ChatSettings Settings(CallGate gate, bool isPlan) => new()
    {
        Gate = gate,
        IsPlan = isPlan,
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
        if (Run?.Journal is { } journal)
            return journal;
        var named = Environment.GetEnvironmentVariable("MATHPREF_JOURNAL");
        return string.IsNullOrWhiteSpace(named) ? null : this.FileSystemPath(named);
    }

    /// <summary>-WhatIf calls nothing, counts the rows that came and says at the end what they would take. -Confirm asks once.</summary>
    private void Consent(bool whatIf)
    {
        if (whatIf)
            _planned = new Plan { Forecast = new CostForecast(MaxCost, spent: 0) };
        else if (Run?.Mode is not RunMode.Dry && !ShouldProcess(string.Join(", ", Caller.Models), "Call models"))
            _planned = new Plan { Forecast = new CostForecast(null, spent: 0), IsRefused = true };
    }

    /// <summary>Counts what a row would take; true where the journal holds all its answers.</summary>
    private bool Count(Plan planned, IRowWork work)
    {
        var row = Caller.Estimate(work);
        Step?.Planned(row);
        Run?.Forecast?.Add(Step!.Name, Step.RowsIn - 1, row.Cost);
        planned.Forecast.Add(MyInvocation.MyCommand.Name, planned.Rows, row.Cost);
        planned.Rows++;
        planned.Calls += row.Calls;
        planned.Reused += row.Reused;
        planned.Tokens += row.InputTokens + row.OutputTokens;
        return row is { Calls: 0, Reused: > 0 };
    }

    /// <summary>Says what is to be said at the end, such as counts.</summary>
    private protected virtual void Conclude()
    {
        if (_planned is { IsRefused: false } planned && Run is not { Mode: RunMode.Plan })
            ShouldProcess(Describe(planned), $"Call {string.Join(", ", Caller.Models)}");
        else if (_planned is { Forecast.Stop: { } stop })
            WriteWarning($"{Step?.Name}: -MaxCost {Text.Dollars(MaxCost!.Value)} would end it after about {Text.Count(stop.Rows, "row")} of {_planned.Rows}.");
        if (Caller.CutShort > 0)
            WriteWarning($"{Text.Count(Caller.CutShort, "answer")} ended at the limit of tokens (finish_reason length). Give more with -MaxNewTokens.");
        if (Caller.Shared > 0)
            WriteWarning($"{Text.Count(Caller.Shared, "request")} equalled an earlier one and got its answer. " +
                "For several answers to the same question use -NumGenerations.");
    }

    private string Describe(Plan planned)
    {
        if (planned.Rows == 0 && _hasRows)
            return "0 calls: of these rows nothing is asked";
        if (planned.Rows == 0)
            return "no rows came (an earlier stage with -WhatIf passes none on), so the calls of this stage are not known";
        var stop = planned.Forecast.Stop is { } end
            ? $", which is more than -MaxCost {Text.Dollars(MaxCost!.Value)}: it would end after about {Text.Count(end.Rows, "row")}"
            : "";
        var cost = planned.Forecast.Expected is { } dollars ? $"about {Text.Dollars(dollars)}{stop}" : "at an unknown price";
        return $"{Text.Count(planned.Calls, "call")} for {Text.Count(planned.Rows, "row")}, about {Text.Tokens(planned.Tokens)}, {cost}" +
            (planned.Reused == 0 ? "" : $"; {Text.Count(planned.Reused, "answer")} more {(planned.Reused == 1 ? "is" : "are")} in the journal");
    }

    /// <summary>The text of the input column. Throws a <see cref="RowException"/> that says what is missing and what makes it.</summary>
    private protected string InputText(Row row)
    {
        var column = ColumnOf(row);
        if (!row.Has(column))
            throw Errors.MissingColumn(column, MyInvocation.MyCommand.Name, row);
        return row[column] switch
        {
            string text when ListTexts.IsLost(text) => throw Errors.NotTheList(column, text),
            string text when !string.IsNullOrWhiteSpace(text) => text,
            null or string => throw Errors.MissingColumn(column, MyInvocation.MyCommand.Name, row),
            var other => throw Errors.WrongColumn(column, $"a text (it is {other.GetType().Name})"),
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
            steps[i] = StepName?[i] ?? (Step?.Names[i] is { } name && !StepMetadata.Holds(taken, name) ? name : StepMetadata.FreeStep(taken, Kind.Task));
            if (StepMetadata.Holds(taken, steps[i]))
                throw Errors.StepTaken(steps[i]);
            if (steps.Length > 1)
                taken["raw_output_" + steps[i]] = null;
        }
        return (metadata, steps);
    }

    /// <summary>Who asks for a seed, of the cmdlet, of New-Llm or of the run, expects the same answers again; who asks for an effort, that.</summary>
    private void SayWhatIsNotSent(List<LlmSpec> models, LlmOptions given)
    {
        foreach (var model in models
            .Where(m => m.Profile is { HasServer: true, ReasoningEfforts.Count: 0 } && m.Options.OverriddenBy(given).ReasoningEffort is not null)
            .DistinctBy(m => m.Provider))
            WriteWarning($"{model.Provider} takes no -ReasoningEffort here: none is sent, and the model thinks as much as it does without.");
        foreach (var model in models.Where(m => m.Profile.SeedField is null && m.Options.OverriddenBy(given).Seed is not null).DistinctBy(m => m.Provider))
            WriteWarning($"{model.Provider} takes no seed: none is sent, and the same question may be answered otherwise another time. What a journal " +
                "keeps stays the same.");
    }

    private List<LlmSpec> Models()
    {
        if (Llm is null)
        {
            WriteWarning($"No -Llm was given, so the embedded {string.Join(" and ", Kind.EmbeddedModels)} {(Kind.EmbeddedModels.Length == 1 ? "is" : "are")} " +
                "used: rule-based, for trying things out. Give a real model with -Llm provider/model.");
            return Kind.EmbeddedModels.Select(LlmSpec.Parse).ToList();
        }
        return Llm.Select(model => Connect(model, Endpoint, ApiKey) with { TimeoutSec = TimeoutSec ?? model.TimeoutSec }).ToList();
    }
}
