using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;
using MathPref.Core.Runs;
using MathPref.Progress;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>A cmdlet that runs a block of cmdlets as one run with a name and a folder.</summary>
public abstract class RunCommandBase : CancellableCommandBase
{
    /// <summary>What a run may be called: # tells runs of one name apart.</summary>
    private protected const string NamePattern = @"^[^\x00-\x1f\x7f#]{1,100}\z";

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

    /// <summary>Lets go of what the run cannot make again: a dataset that was changed by hand, and configs of an earlier block.</summary>
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

        /// <summary>Whether that text holds all that it is run with, such as a model's own key or journal.</summary>
        public bool IsInText { get; init; } = true;
    }

    /// <summary>How a run ended.</summary>
    private protected sealed record Ending(Run Run, string Folder, IReadOnlyDictionary<string, long> Configs);

    /// <summary>Says at the end what was made.</summary>
    private protected abstract void Summarize(Ending ending);

    /// <summary>What comes of the dataset that was made, after the run has ended.</summary>
    private protected virtual void Deliver(Distiset made) => WriteObject(GetDistisetCommand.ToObject(made));

    /// <summary>Runs it. Whatever ends it, its record is written.</summary>
    private protected void Execute(Request request)
    {
        if (RunStack.Current is { } outer)
            ThrowTerminatingError(Errors.RunInRun(outer.Name, request.Name));
        var mode = IsWhatIf ? RunMode.Plan : DryRun ? RunMode.Dry : RunMode.Whole;
        try
        {
            RunFolder.CheckNoDataset(request.Folder);
            if (mode is not RunMode.Dry)
                SayWhatChanges(request);
            if (mode is RunMode.Whole && !ShouldProcess(request.Folder, $"Run pipeline '{request.Name}'"))
                return;
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

    /// <summary>What another block in the folder uses of what is there, and what it makes anew, before it does; what would be lost is an error.</summary>
    private void SayWhatChanges(Request request)
    {
        if (RunFolder.ReadRecord(request.Folder) is not { } before)
            return;
        var changed = RunFolder.ChangedFiles(request.Folder, before);
        if (changed.Count > 0 && !Force)
            throw Errors.DatasetWasChanged(request.Folder, changed);
        if (RunFolder.ReadScript(request.Folder) is { } kept)
        {
            var takesPlace = !ScriptText.AreSame(kept, TextOf(request, new Secrets(Environment.GetEnvironmentVariable)));
            if (takesPlace || RunFolder.IsEdited(kept, before))
            {
                using var peek = JournalPeek.Open(System.IO.Path.Combine(request.Folder, RunFolder.JournalName));
                var place = takesPlace ? RunFolder.KeptScript(request.Folder, kept) : null;
                foreach (var line in RunSummary.OfAnother(request.Name, before, place, peek?.Answers ?? 0, Force))
                    Say(line);
            }
        }
        foreach (var file in changed)
            Say($"{"replaced",-10} {file}, which was changed since the run wrote it");
    }

    private static string TextOf(Request request, Secrets secrets) =>
        request.Script is null ? ScriptText.Of(request.Block, secrets) : ScriptText.Redact(request.Script, secrets);

    private void Plan(Request request, PipelineBlock block, RunParameters parameters)
    {
        using var peek = JournalPeek.Open(System.IO.Path.Combine(request.Folder, RunFolder.JournalName));
        var forecast = new CostForecast(MaxCost, peek?.NotedCost ?? 0);
        var run = NewRun(request, RunMode.Plan, block, parameters, new Secrets(Environment.GetEnvironmentVariable), null, forecast);
        Invoke(request, run);
        WriteObject(PlannedStep.Of(run.Steps, isPlan: true), enumerateCollection: true);
        foreach (var line in RunSummary.OfPlan(run))
            Say(line);
        if (RunSummary.Stop(forecast) is { } stop)
            WriteWarning(stop);
    }

    private void Try(Request request, PipelineBlock block, RunParameters parameters)
    {
        var secrets = new Secrets(Environment.GetEnvironmentVariable);
        using var execution = RunExecution.OpenPreview(ToCore(request, parameters), secrets);
        var run = NewRun(request, RunMode.Dry, block, parameters, secrets, execution);
        try
        {
            Invoke(request, run);
        }
        catch (Exception stop) when (stop is PipelineStoppedException or OperationCanceledException && Cancellation.IsCancellationRequested)
        {
            SayStopped(request.Name, execution.Folder);
            throw new PipelineStoppedException();
        }
        var plan = PlannedStep.Of(run.Steps, isPlan: false);
        var all = plan[^1];
        var price = all.Properties["Cost"].Value is decimal cost ? $"about {Text.Dollars(cost)}" : "at an unknown price";
        Say(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{request.Name}: {Text.Count(run.Steps.Sum(step => step.Calls), "call")} and {run.Steps.Sum(step => step.Reused)} answers from the journal " +
            $"for the first {Text.Count(BatchSize, "row")} of the source. " +
            $"The whole run would make about {Text.Count((long)all.Properties["Calls"].Value, "call")}, {price}."));
        if (execution.Leaves.Rows > 0)
            Say($"{Text.Count(execution.Leaves.Rows, "row")} to look at: {execution.Folder[RunFolder.PreviewName]}");
        if (!PassThru)
            WriteObject(plan, enumerateCollection: true);
    }

    private void RunWhole(Request request, PipelineBlock block, RunParameters parameters)
    {
        var secrets = new Secrets(Environment.GetEnvironmentVariable);
        using var execution = RunExecution.Open(ToCore(request, parameters), TextOf(request, secrets), ScriptText.AreSame, secrets);
        var run = NewRun(request, RunMode.Whole, block, parameters, secrets, execution);
        execution.Begin();
        var status = RunExecution.Stopped;
        IReadOnlyDictionary<string, long> configs = new Dictionary<string, long>();
        Distiset? made = null;
        try
        {
            try
            {
                Invoke(request, run);
            }
            catch (RuntimeException early) when (early is not PipelineStoppedException && run.EndedBy is not null && execution.Leaves.Rows > 0)
            {
                // The work ended in the middle of a block that works row by row: the rows that were made are kept.
                WriteError(early.ErrorRecord);
            }
            if (parameters.Unused is [var unused, ..])
                throw RunParameters.UnknownStep(unused, run.Steps.SelectMany(step => step.Names));
            status = RunExecution.Failed;
            var progress = new RowProgress(this);
            configs = execution.Complete(WriteWarning, (rows, total) => progress.Report("writing", rows, total), Cancellation);
            progress.Complete();
            made = configs.Count > 0 ? Distiset.Read(execution.Folder.Distiset) : null;
            status = run.EndedBy is null && (made is not null || execution.Leaves.WentElsewhere) ? RunExecution.Completed : RunExecution.Incomplete;
        }
        catch (Exception stop) when (stop is PipelineStoppedException or OperationCanceledException && Cancellation.IsCancellationRequested)
        {
            status = RunExecution.Stopped;
            SayStopped(request.Name, execution.Folder);
            var canResume = request.IsInText && KeptRun.IsWhole(request.Folder);
            Say("To go on, run it again" + (canResume ? $", or: Invoke-DatasetPipeline -Path {Typed.Value(request.Folder)} -Resume" : " by the same command."));
            throw new PipelineStoppedException();
        }
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            status = error is RuntimeException or RunException or IOException or UnauthorizedAccessException or DatasetFormatException or JournalException
                ? RunExecution.Failed
                : status;
            execution.Log!.Write("error", null, error.Message);
            if (error is not RuntimeException failed)
                throw;
            ThrowTerminatingError(failed.ErrorRecord);
        }
        finally
        {
            execution.End(status, configs, run.Steps.Select(step => (step, Describe(step))).ToList(), run.EndedBy, made);
        }
        if (made is null && !execution.Leaves.WentElsewhere && execution.Leaves.Rows == 0)
            WriteError(Errors.NoRowsLeft(request.Name));
        Summarize(new Ending(run, request.Folder, configs));
        execution.Dispose();
        if (made is not null && !PassThru)
            Deliver(made);
    }

    /// <summary>Of all streams that of information alone still takes something after Ctrl+C.</summary>
    private void SayStopped(string name, RunFolder folder) => Say($"{name}: stopped. What was answered is kept in {folder.Journal} and is not asked again.");

    private void Invoke(Request request, Run run) => new BlockInvoker(this).Invoke(request.Block, request.Variables, run, PassThru);

    private Run NewRun(
        Request request,
        RunMode mode,
        PipelineBlock block,
        RunParameters parameters,
        Secrets secrets,
        RunExecution? execution,
        CostForecast? forecast = null) => new()
    {
        Forecast = forecast,
        PlannedBudget = forecast?.Limit is { } limit ? new Budget(limit) : null,
        PlannedJournal = forecast is null ? null : System.IO.Path.Combine(request.Folder, RunFolder.JournalName),
        Name = request.Name,
        Mode = mode,
        Block = block,
        Parameters = parameters,
        Secrets = secrets,
        Execution = execution,
        Seed = Seed,
        BatchSize = BatchSize,
    };

    private RunRequest ToCore(Request request, RunParameters parameters) => new()
    {
        Name = request.Name,
        Description = request.Description,
        Folder = request.Folder,
        Seed = Seed,
        Parameters = parameters.Steps,
        MaxCost = MaxCost,
        ThrottleLimit = ThrottleLimit,
        Force = Force,
    };

    private static string Describe(RunStep step)
    {
        var skipped = string.Concat(step.Skipped.Select(s => $", {s.Value} {s.Key}"));
        return $"{step.Cmdlet}: {step.RowsIn} rows in, {step.RowsOut} out, {step.Failed} failed{skipped}"
            + (step.CallsModels
                ? $"; {Text.Count(step.Calls, "call")}, {step.Reused} from the journal, {Text.Tokens(step.InputTokens + step.OutputTokens)}"
                : "")
            + (step.Verdicts is null ? "" : $"; {RunSummary.Verdicts(step)}");
    }

    private RunParameters ReadParameters()
    {
        if (Parameters is not null && ParametersPath is not null)
            throw Errors.ParametersTwice();
        if (ParametersPath is null)
            return Parameters is null ? new RunParameters([]) : RunParameters.Read(Parameters);
        var file = this.ExistingPaths(ParametersPath, isLiteral: false) is [var one] ? one : this.FileSystemPath(ParametersPath);
        if (!File.Exists(file))
            throw Errors.NoParametersFile(file);
        return RunParameters.Read(ParametersFile.Read(file));
    }
}
