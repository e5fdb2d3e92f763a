using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.Json;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>A cmdlet that runs a block of cmdlets as one run with a name and a folder.</summary>
public abstract class RunCommandBase : PSCmdlet, IDisposable
{
    private const int MostExecutions = 100;

    /// <summary>What a run may be called: # tells runs of one name apart.</summary>
    private protected const string NamePattern = @"^[^\x00-\x1f\x7f#]{1,100}\z";

    /// <summary>A variable's name that no block has.</summary>
    private const string Hidden = "MathPref.Run";

    /// <summary>The cmdlet's own that hold in the block as well.</summary>
    private static readonly (string Parameter, string Variable)[] s_common =
    [
        ("ErrorAction", "ErrorActionPreference"), ("WarningAction", "WarningPreference"), ("InformationAction", "InformationPreference"),
        ("Verbose", "VerbosePreference"), ("Debug", "DebugPreference"), ("ProgressAction", "ProgressPreference"),
    ];

    /// <summary>Those that collect what the block says.</summary>
    private static readonly string[] s_variables = ["ErrorVariable", "WarningVariable", "InformationVariable"];

    private readonly CancellationTokenSource _stop = new();

    /// <summary>What the run sets of its steps: @{ step = @{ llm = @{ generation_kwargs = @{ temperature = 0.7 } } } }. It wins over the block.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Parameters { get; set; }

    /// <summary>A JSON or PSD1 file with the same.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ParametersPath { get; set; }

    /// <summary>Works on the first rows of the source alone, and tells what the whole run would take.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>With -DryRun: how many rows of the source are worked on.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int BatchSize { get; set; } = 1;

    /// <summary>The most that the run may cost, in USD, over all times that its folder was run.</summary>
    [Parameter]
    [ValidateRange(0.000001, 1e9)]
    public decimal? MaxCost { get; set; }

    /// <summary>Calls in flight over all models of the run; each cmdlet's own limit holds beside it.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    [Alias("tl")]
    public int? ThrottleLimit { get; set; }

    /// <summary>The seed of every model that has none of its own.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public long? Seed { get; set; }

    /// <summary>Passes the rows that leave the block on, instead of the dataset that was made.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Runs another script in a folder that a run was made in. The journal is kept.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What is to be run.</summary>
    /// <param name="Name">The run's name.</param>
    /// <param name="Description">What it is for.</param>
    /// <param name="Folder">Its folder's full path.</param>
    /// <param name="Block">The block.</param>
    private protected sealed record Request(string Name, string? Description, string Folder, ScriptBlock Block)
    {
        /// <summary>Variables that the block finds.</summary>
        public IReadOnlyDictionary<string, object> Variables { get; init; } = new Dictionary<string, object>();

        /// <summary>The text of the run's script where it is not the block's own.</summary>
        public string? Script { get; init; }
    }

    /// <summary>How a run ended.</summary>
    private protected sealed record Ending(Run Run, string Folder, IReadOnlyDictionary<string, long> Configs, decimal? Cost);

    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Says at the end what was made.</summary>
    private protected abstract void Summarize(Ending ending);

    /// <summary>What comes of the dataset that was made, after the run has ended.</summary>
    private protected virtual void Deliver(Distiset made) => WriteObject(GetDistisetCommand.ToObject(made));

    /// <summary>Runs it. Whatever ends it, its record is written.</summary>
    private protected void Execute(Request request)
    {
        if (RunStack.Current is { } outer)
            ThrowTerminatingError(new RunException("RunInRun", $"The run '{outer.Name}' is running, and a run cannot be part of another. Take the inner block's cmdlets into the outer block, or run the two one after the other.").ToErrorRecord(request.Name));
        var mode = IsWhatIf ? RunMode.Plan : DryRun ? RunMode.Dry : RunMode.Whole;
        if (mode is RunMode.Whole && !ShouldProcess(request.Folder, $"Run pipeline '{request.Name}'"))
            return;
        try
        {
            var block = PipelineBlock.Of(request.Block, name => InvokeCommand.GetCommand(name, CommandTypes.All));
            var parameters = ReadParameters();
            parameters.Check(block);
            switch (mode)
            {
                case RunMode.Plan:
                    Plan(request, block, parameters);
                    break;
                case RunMode.Dry:
                    Try(request, block, parameters);
                    break;
                default:
                    RunWhole(request, block, parameters);
                    break;
            }
        }
        catch (Exception error) when (error is RunException or JournalException)
        {
            ThrowTerminatingError(error.ToErrorRecord(request.Name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DatasetFormatException)
        {
            ThrowTerminatingError(error.CannotWrite(request.Folder));
        }
    }

    protected override void StopProcessing() => _stop.Cancel();

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Say(string line) => WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);

    private void Plan(Request request, PipelineBlock block, RunParameters parameters)
    {
        using var run = new Run { Name = request.Name, Mode = RunMode.Plan, Block = block, Parameters = parameters, Seed = Seed, Secrets = new Secrets(Environment.GetEnvironmentVariable) };
        Invoke(request, run);
        WriteObject(PlannedStep.Of(run.Steps), enumerateCollection: true);
    }

    private void Try(Request request, PipelineBlock block, RunParameters parameters)
    {
        var folder = RunFolder.Take(request.Folder);
        Run opened;
        try
        {
            File.Delete(folder[RunFolder.PreviewName]);
            opened = Open(request, block, parameters, RunMode.Dry, folder, new RunLeaves(folder.Distiset, folder[RunFolder.PreviewName]), new Secrets(Environment.GetEnvironmentVariable));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
        using var run = opened;
        Invoke(request, run);
        var plan = PlannedStep.Of(run.Steps);
        var all = plan[^1];
        Say(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{request.Name}: {Text.Count(run.Steps.Sum(step => step.Calls), "call")} and {run.Steps.Sum(step => step.Reused)} answers from the journal for the first {Text.Count(BatchSize, "row")} of the source. The whole run would make about {Text.Count((long)all.Properties["Calls"].Value, "call")}, {(all.Properties["Cost"].Value is decimal cost ? $"about {Text.Dollars(cost)}" : "at an unknown price")}."));
        if (run.Leaves!.Rows > 0)
            Say($"{Text.Count(run.Leaves.Rows, "row")} to look at: {folder[RunFolder.PreviewName]}");
        if (!PassThru)
            WriteObject(plan, enumerateCollection: true);
    }

    private void RunWhole(Request request, PipelineBlock block, RunParameters parameters)
    {
        var folder = RunFolder.Take(request.Folder);
        Run run;
        RunRecord? before;
        string script;
        var isAnother = false;
        var secrets = new Secrets(Environment.GetEnvironmentVariable);
        try
        {
            before = folder.ReadRecord();
            folder.CheckOwner(Force);
            script = request.Script is null ? block.Script(secrets) : secrets.Redact(request.Script);
            if (folder.ReadScript() is { } kept && !PipelineBlock.AreSame(kept, script))
            {
                if (!Force)
                    throw new RunException("AnotherScript", $"{request.Folder} holds the run '{before?.Name ?? "?"}' of another script ({folder[DatasetFiles.RunScript]}). Give another -Path, or -Force to run this script there: the journal is kept, so what both ask is not asked again, and the dataset is replaced.");
                before = before is null ? null : before with { Started = TimeProvider.System.GetUtcNow().UtcDateTime, Executions = [] };
                isAnother = true;
            }
            run = Open(request, block, parameters, RunMode.Whole, folder, new RunLeaves(folder.Distiset, null), secrets);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
        using (run)
        {
            var record = Begin(request, run, before);
            folder.WriteScript(script);
            folder.ClearUnfinished();
            var status = "stopped";
            IReadOnlyDictionary<string, long> configs = new Dictionary<string, long>();
            Distiset? made = null;
            try
            {
                try
                {
                    Invoke(request, run);
                }
                catch (RuntimeException early) when (early is not PipelineStoppedException && run.EndedBy is not null && run.Leaves!.Rows > 0)
                {
                    // The work ended in the middle of a block that works row by row: the rows that were made are kept.
                    WriteError(early.ErrorRecord);
                }
                if (parameters.Unused is [var unused, ..])
                    throw RunParameters.UnknownStep(unused, run.Steps.SelectMany(step => step.Names));
                status = "failed";
                configs = Complete(run, record, isAnother);
                made = configs.Count > 0 ? Distiset.Read(folder.Distiset) : null;
                status = run.EndedBy is null && (made is not null || run.Leaves!.WentElsewhere) ? "completed" : "incomplete";
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                status = "stopped";
                throw new PipelineStoppedException();
            }
            catch (Exception error) when (error is not PipelineStoppedException)
            {
                status = error is RuntimeException or RunException or IOException or UnauthorizedAccessException or DatasetFormatException or JournalException ? "failed" : status;
                run.Log!.Write("error", null, error.Message);
                if (error is not RuntimeException failed)
                    throw;
                ThrowTerminatingError(failed.ErrorRecord);
            }
            finally
            {
                End(run, record, status, configs, isAnother);
            }
            if (made is null && !run.Leaves!.WentElsewhere && run.Leaves.Rows == 0)
                WriteError(Errors.NoRowsLeft(request.Name));
            Summarize(new Ending(run, request.Folder, configs, CostOf(run)));
            run.Dispose();
            if (made is not null && !PassThru)
                Deliver(made);
        }
    }

    private Run Open(Request request, PipelineBlock block, RunParameters parameters, RunMode mode, RunFolder folder, RunLeaves leaves, Secrets secrets)
    {
        var journal = Journal.Open(folder.Journal);
        var writes = mode is RunMode.Whole;
        return new Run
        {
            Name = request.Name,
            Mode = mode,
            Block = block,
            Parameters = parameters,
            Secrets = secrets,
            Folder = folder,
            Leaves = leaves,
            Log = writes ? new RunLog(folder[RunFolder.LogName], secrets, TimeProvider.System) : null,
            Failures = writes ? new FailedRows(folder[RunFolder.FailedName], secrets) : null,
            Budget = new Budget(MaxCost, journal),
            Gate = ThrottleLimit is { } most ? new CallGate(most) : null,
            Seed = Seed,
            BatchSize = BatchSize,
            // A key that the block names in some way that its text does not tell.
            OnSecret = writes ? () => RewriteScript(folder, secrets) : null,
        };
    }

    private static void RewriteScript(RunFolder folder, Secrets secrets)
    {
        if (folder.ReadScript() is { } script && secrets.Redact(script) is var clean && clean != script)
            folder.WriteScript(clean);
    }

    private RunRecord Begin(Request request, Run run, RunRecord? before)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var record = new RunRecord
        {
            Name = request.Name,
            Description = request.Description,
            Mathpref = typeof(RunRecord).Assembly.GetName().Version?.ToString(3) ?? "",
            Status = "running",
            Started = before?.Started ?? now,
            Seed = Seed,
            Parameters = run.Parameters.Steps.Count == 0 ? null : ToJson(run.Parameters.Steps),
            Configs = before?.Configs ?? new Dictionary<string, long>(),
            // One that has no end was killed.
            Executions = [.. (before?.Executions ?? []).TakeLast(MostExecutions - 1).Select(earlier => earlier.Ended is null ? earlier with { Status = "killed" } : earlier), new RunExecution { Started = now, Status = "running" }],
        };
        run.Folder!.Write(record, run.Secrets);
        run.Log!.Write("info", null, $"Run '{request.Name}' begins (MathPref {record.Mathpref}{(before is null ? "" : ", again")}).");
        return record;
    }

    private static void End(Run run, RunRecord record, string status, IReadOnlyDictionary<string, long> configs, bool isAnother)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var execution = record.Executions[^1] with
        {
            Ended = now,
            Status = status,
            Calls = run.Steps.Sum(step => step.Calls),
            Reused = run.Steps.Sum(step => step.Reused),
            Failed = run.Failures!.Count,
        };
        Write(run, record with
        {
            Status = status,
            Ended = now,
            Steps = run.Steps.Select(step => step.ToRecord()).ToList(),
            Configs = configs.Count > 0 || isAnother && status is "completed" or "incomplete" ? configs : record.Configs,
            Cost = CostOf(run),
            Executions = [.. record.Executions.Take(record.Executions.Count - 1), execution],
        });
        foreach (var step in run.Steps)
            run.Log!.Write("info", step.Name, Describe(step));
        run.Log!.Write("info", null, $"Run '{record.Name}' ends: {status}{(run.EndedBy is { } reason ? $" ({reason})" : "")}.");
    }

    /// <summary>On a full disk the record keeps its last words.</summary>
    private static void Write(Run run, RunRecord record)
    {
        try
        {
            run.Folder!.Write(record, run.Secrets);
        }
        catch (IOException)
        {
        }
    }

    private static string Describe(RunStep step)
    {
        var skipped = string.Concat(step.Skipped.Select(s => $", {s.Value} {s.Key}"));
        return $"{step.Cmdlet}: {step.RowsIn} rows in, {step.RowsOut} out, {step.Failed} failed{skipped}"
            + (step.CallsModels ? $"; {Text.Count(step.Calls, "call")}, {step.Reused} from the journal, {Text.Tokens(step.InputTokens + step.OutputTokens)}" : "");
    }

    /// <summary>Writes the dataset, and drops the configs and splits that were made here before and are not any more.</summary>
    private SortedDictionary<string, long> Complete(Run run, RunRecord record, bool isAnother)
    {
        // Named before they are there: what a kill leaves of them the next run knows.
        Write(run, record with { Configs = Union(record.Configs, run.Leaves!.Configs) });
        var progress = new RowProgress(this);
        var made = run.Leaves.Complete(WriteWarning, (rows, total) => progress.Report("writing", rows, total), _stop.Token);
        progress.Complete();
        // A run that made nothing leaves what it made before, but not what another script made.
        foreach (var old in made.Count > 0 || isAnother ? record.Configs.Keys.Where(old => !made.ContainsKey(old)) : [])
            DistisetFolder.RemoveConfig(run.Folder!.Distiset, old, _stop.Token);
        return new SortedDictionary<string, long>(made.ToDictionary(), StringComparer.Ordinal);
    }

    private static Dictionary<string, long> Union(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> now)
    {
        var all = new Dictionary<string, long>(before);
        foreach (var (config, rows) in now)
            all[config] = rows;
        return all;
    }

    /// <summary>USD over all times that the folder was run; null where a price is not known.</summary>
    private static decimal? CostOf(Run run) => run.Steps.Any(step => step.CallsModels && step.Cost is null) ? null : run.Budget!.Spent;

    /// <summary>
    /// Runs the block as an advanced function of this pipeline, in a scope of its own: its streams, preferences and variables for errors are
    /// those of this cmdlet. An error that ends a pipeline in it ends the run.
    /// </summary>
    private void Invoke(Request request, Run run)
    {
        var script = new StringBuilder($"${{{Hidden}}} = $args[0]\n");
        if (run.WritesNothing)
            script.Append("$WhatIfPreference = $true\n");
        foreach (var name in request.Variables.Keys)
            script.Append(System.Globalization.CultureInfo.InvariantCulture, $"${name} = ${{{Hidden}}}.Variables['{name}']\n");
        // The block finds no variable of this script but the one, whose name nobody else has.
        script.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
            $args = ${{{Hidden}}}.Common
            try { & { [CmdletBinding()] param() & ${{{Hidden}}}.Block } @args | & ${{{Hidden}}}.Sink -Run ${{{Hidden}}}.Receiver } catch { throw }
            """);
        using var preferences = PreferencesOf(request.Block, run);
        var common = new Hashtable();
        var kept = new List<(string Parameter, ArrayList Records)>();
        foreach (var (name, _) in s_common.Where(given => MyInvocation.BoundParameters.ContainsKey(given.Parameter)))
            common[name] = MyInvocation.BoundParameters[name];
        foreach (var name in s_variables.Where(MyInvocation.BoundParameters.ContainsKey))
        {
            var records = new ArrayList();
            kept.Add((name, records));
            script.Insert(0, $"${{{Hidden}.{name}}} = $args[0].{name}\n");
            common[name] = $"+{Hidden}.{name}";
        }
        var given = new PSObject();
        void Add(string name, object value) => given.Properties.Add(new PSNoteProperty(name, value));
        Add("Block", request.Block);
        Add("Sink", new CmdletInfo(ReceiveRunRowCommand.Name, typeof(ReceiveRunRowCommand)));
        Add("Receiver", new ReceiveRunRowCommand.Receiver(this, run, PassThru && run.Mode is not RunMode.Plan));
        Add("Common", common);
        Add("Variables", request.Variables);
        foreach (var (name, records) in kept)
            Add(name, records);
        try
        {
            using (RunStack.Enter(run))
                InvokeCommand.InvokeScript(script.ToString(), useNewScope: true, PipelineResultTypes.Output | PipelineResultTypes.Error, null, given);
        }
        finally
        {
            foreach (var (name, records) in kept)
            {
                var variable = ((string)MyInvocation.BoundParameters[name]).TrimStart('+');
                // Of the commands before the last of a pipeline a function's variable gets nothing: ours tell the run.
                var said = name == "ErrorVariable" ? run.Errors.Concat(records.Cast<object>().Where(record => !run.Errors.Contains(record))) : records.Cast<object>();
                if (PSRow.Unwrap(SessionState.PSVariable.GetValue(variable)) is ArrayList list)
                    list.AddRange(said.ToList());
            }
        }
    }

    /// <summary>A block of another module, or one that a module was given, does not see the variables of this scope: they are set where it looks.</summary>
    private PreferenceScope? PreferencesOf(ScriptBlock block, Run run)
    {
        if (block.Module == SessionState.Module)
            return null;
        var values = s_common.Where(given => MyInvocation.BoundParameters.ContainsKey(given.Parameter)).ToDictionary(
            given => given.Variable,
            given => MyInvocation.BoundParameters[given.Parameter] is SwitchParameter on ? on ? ActionPreference.Continue : ActionPreference.SilentlyContinue : MyInvocation.BoundParameters[given.Parameter]);
        if (run.WritesNothing)
            values["WhatIfPreference"] = true;
        return new PreferenceScope(block.Module?.SessionState.PSVariable ?? SessionState.PSVariable, block.Module is null ? "global:" : "script:", values);
    }

    private RunParameters ReadParameters()
    {
        if (Parameters is not null && ParametersPath is not null)
            throw new RunException("BadParameters", "Give -Parameters or -ParametersPath, not both.");
        if (ParametersPath is null)
            return Parameters is null ? new RunParameters([]) : RunParameters.Read(Parameters);
        var file = this.FileSystemPath(ParametersPath);
        if (!File.Exists(file))
            throw new RunException("BadParameters", $"-ParametersPath: there is no file {file}.");
        return RunParameters.Read(ParametersFile.Read(file));
    }

    private static JsonElement ToJson(Row row)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            JsonRows.Write(json, row);
        return JsonDocument.Parse(bytes.ToArray()).RootElement.Clone();
    }
}
