using System.Collections;
using System.Management.Automation;
using System.Security;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Runs;
using MathPref.Rows;

namespace MathPref.Runs;

/// <summary>What the cmdlets in the block of a run share. Used on the pipeline thread, but for the log.</summary>
internal sealed class Run
{
    private readonly Dictionary<string, RunStep> _steps = new(StringComparer.Ordinal);
    private readonly List<RunStep> _inOrder = [];

    public required string Name { get; init; }

    public required RunMode Mode { get; init; }

    public required PipelineBlock Block { get; init; }

    public required RunParameters Parameters { get; init; }

    public required Secrets Secrets { get; init; }

    /// <summary>What it holds open and writes; null where it is only planned.</summary>
    public RunExecution? Execution { get; init; }

    public RunFolder? Folder => Execution?.Folder;

    public RunLog? Log => Execution?.Log;

    public RunLeaves? Leaves => Execution?.Leaves;

    public Budget? Budget => Execution?.Budget ?? PlannedBudget;

    /// <summary>In a plan: the limit, which asks for prices; null without one.</summary>
    public Budget? PlannedBudget { get; init; }

    /// <summary>In a plan: what it would cost.</summary>
    public CostForecast? Forecast { get; init; }

    /// <summary>The journal's full path, in a plan too, which only looks into it.</summary>
    public string? Journal => Execution?.Folder.Journal ?? PlannedJournal;

    public string? PlannedJournal { get; init; }

    /// <summary>Calls in flight over all models.</summary>
    public CallGate? Gate => Execution?.Gate;

    public long? Seed { get; init; }

    /// <summary>In a dry run: rows of the source that are worked on.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Why the work ended before all rows were done; null where it did not.</summary>
    public string? EndedBy { get; set; }

    /// <summary>The errors of the block in their order; one may be there twice.</summary>
    public ArrayList Errors { get; } = [];

    public bool WritesNothing => Mode is not RunMode.Whole;

    public IReadOnlyList<RunStep> Steps => _inOrder;

    /// <summary>
    /// The step of a cmdlet that begins: the same one each time that the block comes to the same place. Applies the run's parameters to it.
    /// Throws <see cref="RunException"/> for parameters that do not fit.
    /// </summary>
    public RunStep Begin(PSCmdlet cmdlet, int models, IReadOnlyList<string>? names)
    {
        var call = cmdlet.MyInvocation;
        var name = call.MyCommand.Name;
        var place = Block.At(call.ScriptName, call.ScriptLineNumber, call.OffsetInLine, name);
        // One place may have other models or names each time, and a block made of a text has the places of another.
        var key = string.Join('|', call.ScriptName, call.ScriptLineNumber, call.OffsetInLine, call.Line, name, models, string.Join(',', names ?? []));
        if (!_steps.TryGetValue(key, out var step))
        {
            if (place is null)
                Block.Add(place = new BlockStep(cmdlet.GetType(), name, models, names));
            place.Models = Math.Max(models, place.Models ?? 0);
            if ((names ?? []).FirstOrDefault(n => DistisetLayout.ProblemWithNewConfig(n) is not null) is { } bad)
                throw new RunException("BadStepName", $"-StepName '{bad}' of {name} cannot be used in a run, where a step's rows may become a config of that " +
                    $"name: {DistisetLayout.ProblemWithNewConfig(bad)}.");
            var first = Block.FirstNumber(place) ?? _inOrder.Where(other => other.Cmdlet == name).Sum(other => other.Names.Length);
            step = new RunStep(names?.ToArray() ?? Enumerable.Range(first, models).Select(number => StepNames.Of(place.Task ?? name, number)).ToArray(), name);
            _steps.Add(key, step);
            _inOrder.Add(step);
        }
        Parameters.Apply(cmdlet, step.Names);
        return step;
    }

    /// <summary>Whether rows reach this cmdlet through another of the same pipeline that calls models.</summary>
    public bool FollowsCall(PSCmdlet cmdlet) =>
        Block.At(
            cmdlet.MyInvocation.ScriptName,
            cmdlet.MyInvocation.ScriptLineNumber,
            cmdlet.MyInvocation.OffsetInLine,
            cmdlet.MyInvocation.MyCommand.Name) is { FollowsCall: true };

    /// <summary>Notes a key that comes into use; the block may have put others into the environment.</summary>
    public void Use(SecureString? key)
    {
        var known = Secrets.Known.Count;
        Secrets.Add(key);
        Secrets.AddOf(Environment.GetEnvironmentVariable);
        if (Secrets.Known.Count > known)
            Execution?.RedactScript(script => ScriptText.Redact(script, Secrets));
    }

    /// <summary>Keeps a row that failed.</summary>
    public void Fail(RunStep step, ErrorRecord error, object row, string columnOfStrings)
    {
        step.Failed++;
        Log?.Write("error", step.Name, error.ToString());
        Keep(step, error, row, columnOfStrings);
    }

    /// <summary>Keeps a row that was not passed on, to be tried again.</summary>
    public void Keep(RunStep step, ErrorRecord error, object row, string columnOfStrings) =>
        Keep(Execution?.Failures, step, error.ToString(), row, columnOfStrings);

    /// <summary>Keeps a row of which nothing was made to train on.</summary>
    public void KeepSkipped(RunStep step, string reason, object row, string columnOfStrings) =>
        Keep(Execution?.Skipped, step, reason, row, columnOfStrings);

    private static void Keep(KeptRows? kept, RunStep step, string reason, object row, string columnOfStrings)
    {
        if (kept is null)
            return;
        try
        {
            kept.Add(PSRow.ToPlain(PSRow.Read(PSObject.AsPSObject(row), columnOfStrings)), step.Name, reason);
        }
        catch (Exception unreadable) when (unreadable is RowException or InvalidOperationException)
        {
            kept.Add([], step.Name, reason);
        }
    }
}
