using System.Management.Automation;
using System.Security;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Runs;

namespace MathPref.Runs;

/// <summary>How much of a run is done.</summary>
internal enum RunMode
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>A few rows of the source, really asked; nothing is written but the journal and a preview.</summary>
    Dry,

    /// <summary>Nothing is asked or written: rows are made up, and calls are counted.</summary>
    Plan,
}

/// <summary>What the cmdlets in the block of a run share. Used on the pipeline thread, but for the log.</summary>
internal sealed class Run : IDisposable
{
    private readonly Dictionary<string, RunStep> _steps = new(StringComparer.Ordinal);
    private readonly List<RunStep> _inOrder = [];
    private bool _isDisposed;

    public required string Name { get; init; }

    public required RunMode Mode { get; init; }

    public required PipelineBlock Block { get; init; }

    public required RunParameters Parameters { get; init; }

    public required Secrets Secrets { get; init; }

    /// <summary>Null where nothing is written.</summary>
    public RunFolder? Folder { get; init; }

    public RunLog? Log { get; init; }

    public FailedRows? Failures { get; init; }

    public RunLeaves? Leaves { get; init; }

    /// <summary>Counts what the run costs, over all processes that used its folder.</summary>
    public Budget? Budget { get; init; }

    /// <summary>Calls in flight over all models.</summary>
    public CallGate? Gate { get; init; }

    public long? Seed { get; init; }

    /// <summary>In a dry run: rows of the source that are worked on.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Why the work ended before all rows were done; null where it did not.</summary>
    public string? EndedBy { get; set; }

    /// <summary>Told when a key comes into use that was not known before.</summary>
    public Action? OnSecret { get; init; }

    /// <summary>What the cmdlets of the block wrote as errors.</summary>
    public List<object> Errors { get; } = [];

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
                Block.Add(place = new BlockStage(cmdlet.GetType(), name, models, names));
            place.Models = Math.Max(models, place.Models ?? 0);
            if ((names ?? []).FirstOrDefault(n => DistisetLayout.ProblemWithConfig(n) is not null) is { } bad)
                throw new RunException("BadStepName", $"-StepName '{bad}' of {name} cannot be used in a run, where a step's rows may become a config of that name: {DistisetLayout.ProblemWithConfig(bad)}.");
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
        Block.At(cmdlet.MyInvocation.ScriptName, cmdlet.MyInvocation.ScriptLineNumber, cmdlet.MyInvocation.OffsetInLine, cmdlet.MyInvocation.MyCommand.Name) is { FollowsCall: true };

    /// <summary>Notes a key that comes into use; the block may have put others into the environment.</summary>
    public void Use(SecureString? key)
    {
        var known = Secrets.Count;
        Secrets.Add(key);
        Secrets.AddOf(Environment.GetEnvironmentVariable);
        if (Secrets.Count > known)
            OnSecret?.Invoke();
    }

    /// <summary>Keeps a row that failed.</summary>
    public void Fail(RunStep step, ErrorRecord error, object row, string columnOfStrings)
    {
        step.Failed++;
        Log?.Write("error", step.Name, error.ToString());
        Keep(step, error, row, columnOfStrings);
    }

    /// <summary>Keeps a row that was not passed on, to be tried again.</summary>
    public void Keep(RunStep step, ErrorRecord error, object row, string columnOfStrings)
    {
        if (Failures is null)
            return;
        try
        {
            Failures.Add(PSRow.ToPlain(PSRow.Read(PSObject.AsPSObject(row), columnOfStrings)), step.Name, error.ToString());
        }
        catch (Exception unreadable) when (unreadable is RowException or InvalidOperationException)
        {
            Failures.Add([], step.Name, error.ToString());
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        // A full disk must not keep the folder from the next run.
        foreach (var part in new IDisposable?[] { Leaves, Failures, Log, Budget?.Ledger, Gate, Folder })
        {
            try
            {
                part?.Dispose();
            }
            catch (IOException)
            {
            }
        }
    }
}
