using System.Collections;
using System.Management.Automation;
using MathPref.Commands;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Rows;
using MathPref.Runs;

namespace MathPref.Pump;

/// <summary>
/// A cmdlet whose rows are worked on side by side. The pipeline thread starts rows and writes what is ready; workers post
/// messages to it. It never reads ahead of the calls that it may make, and it ends every call when the pipeline ends.
/// </summary>
public abstract class PumpCommandBase : ModelCommandBase, IDisposable
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _noNewAttempts;
    private readonly PumpMessages _messages = new();
    private readonly Lock _workersLock = new();
    private readonly SemaphoreSlim _lastWorkerLeft = new(0);
    private readonly List<object> _notDone = [];
    private ReorderWindow _window = new(unordered: false);
    private PumpProgress? _progress;
    private Stage? _stage;
    private CallGate? _gate;
    private volatile bool _wantsPermit;
    private PumpItem? _ending;
    private long _started;
    private long _finished;
    private bool _isAfterCall;
    private int _workers;
    private bool _disposed;

    protected PumpCommandBase() => _noNewAttempts = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);

    /// <summary>The rows: what an earlier stage passes on, objects with the column as a property, dictionaries, or plain strings.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, HelpMessage = "The rows, usually from the pipeline.")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>How many calls of this cmdlet may be in flight.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    [Alias("tl")]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>Writes rows as they are completed instead of in the order of the input.</summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    /// <summary>What this cmdlet does, for the rows that it makes.</summary>
    private protected Stage Stage => _stage ??= new Stage(this) { Step = Step, CallsModels = true };

    private protected CallGate Gate => _gate ??= new CallGate(ThrottleLimit) { Freed = OfferPermit };

    /// <summary>What has been used so far, for the progress line.</summary>
    private protected abstract string Usage { get; }

    /// <summary>
    /// Looks at a row on the pipeline thread and gives the work to do on it, which runs elsewhere. Throws for a row that cannot be
    /// worked on.
    /// </summary>
    private protected abstract RowPlan Prepare(Row row);

    /// <summary>Settles what scripted models say to a row, just before its work starts and in the order of the input.</summary>
    private protected virtual ScriptedReply[][]? SettleReplies(RowPlan plan) => null;

    /// <summary>Whether the work on a row is little else than waiting for servers.</summary>
    private protected virtual bool WaitsForServers => false;

    /// <summary>Called when no further row will start.</summary>
    private protected virtual void EndOfRows()
    {
    }

    /// <summary>Whether rows are only counted (-WhatIf), by <see cref="Count"/>.</summary>
    private protected virtual bool IsPlanOnly => false;

    private protected virtual void Count(RowPlan plan)
    {
    }

    /// <summary>Counts what the answers to a row took, when the row is passed on or failed.</summary>
    private protected virtual void Settle(IReadOnlyCollection<RowAnswer> answers)
    {
    }

    /// <summary>Says what is to be said at the end, such as counts.</summary>
    private protected virtual void Conclude()
    {
    }

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        // What a run makes never depends on timing.
        _window = new ReorderWindow(Unordered && Run is null);
        _isAfterCall = Run?.FollowsCall(this) is true;
        _progress = new PumpProgress(Step?.Name ?? MyInvocation.MyCommand?.Name ?? "MathPref", atOnce: Step is not null);
    }

    protected override void ProcessRecord()
    {
        foreach (var row in InputRows.Of(InputObject!))
            Accept(row);
    }

    protected override void EndProcessing()
    {
        EndOfRows();
        DrainAll();
        ThrowIfNothingWasDone();
        Stage.IsEnded = true;
        Conclude();
        _progress!.Complete(this);
        if (_notDone.Count > 0)
            Stage.Skip("that were not asked about any more", _notDone.Count);
        if (_ending is { } ended)
            EndWithError(ended.Error!.ToWorkEnded(_notDone, _progress.Done));
    }

    /// <summary>The rows that were not done are kept with the run's failed ones, to be tried again.</summary>
    private void EndWithError(ErrorRecord error)
    {
        Keep(error);
        WriteError(error);
    }

    private void Keep(ErrorRecord error)
    {
        if (Step is null)
            return;
        Run!.EndedBy ??= $"{Step.Name}: {error}";
        foreach (var row in _notDone)
            Run.Keep(Step, error, row, ColumnOfStrings);
    }

    protected override void StopProcessing()
    {
        _stop.Cancel();
        _messages.Wake();
    }

    /// <summary>
    /// Ends the calls in flight. It is the only notice that the engine gives when -ErrorAction Stop, a later cmdlet that has enough
    /// or an error downstream ends the pipeline.
    /// </summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        lock (_workersLock)
            _disposed = true;
        _stop.Cancel();
        EndOfRows();
        // A worker that does not come home in time keeps what it uses.
        if (NoWorkers() || _lastWorkerLeft.Wait(s_farewell))
        {
            Close();
            _gate?.Dispose();
            _stop.Dispose();
            _noNewAttempts.Dispose();
            _lastWorkerLeft.Dispose();
        }
        GC.SuppressFinalize(this);
    }

    private bool NoWorkers()
    {
        lock (_workersLock)
            return _workers == 0;
    }

    /// <summary>Frees what the workers used; called once, when none is left.</summary>
    private protected virtual void Close()
    {
    }

    private void Accept(PSObject input)
    {
        var target = InputRows.Target(input);
        var source = (input as RowObject)?.Stage;
        Stage.Take(source);
        if (IsLeftOut(source))
            return;
        if (_ending is not null)
        {
            _notDone.Add(target);
            return;
        }
        RowPlan plan;
        try
        {
            plan = Prepare(PSRow.Read(input, ColumnOfStrings));
        }
        catch (Exception error) when (error is RowException or ArgumentException)
        {
            // In its place among the rows: with -ErrorAction Stop those before it are written first.
            _messages.Post(new PumpMessage.Completed(new PumpItem(_started++, target) { Error = error }));
            WriteReady();
            return;
        }
        if (IsPlanOnly)
        {
            Count(plan);
            if (Run is { Mode: RunMode.Plan })
                Pass(PSRow.Write(plan.Planned(), Stage));
            return;
        }
        if (WaitForSlot() is not { } slot)
        {
            EndEarly(target);
            return;
        }
        Start(new PumpItem(_started++, target), plan.Work, slot, SettleReplies(plan));
        WriteReady();
        EndEarly();
    }

    /// <summary>A dry run works on the first rows of a source; the others are counted.</summary>
    private bool IsLeftOut(Stage? source)
    {
        if (Run is not { Mode: RunMode.Dry } || _isAfterCall || source?.ComesFromCall is true || ++Step!.Tried <= Run.BatchSize)
            return false;
        Step.LeftOut++;
        return true;
    }

    private void Pass(PSObject row)
    {
        _progress!.Done++;
        Stage.Pass();
        WriteObject(row);
    }

    private void Start(PumpItem item, Func<RowContext, Task<Row>> work, CallSlot slot, ScriptedReply[][]? replies)
    {
        lock (_workersLock)
            _workers++;
        // A call goes out from here and comes back elsewhere: a hop less for each. What works on this machine would do it on this thread.
        if (WaitsForServers)
            _ = RunAsync(item, work, slot, replies);
        else
            _ = Task.Run(() => RunAsync(item, work, slot, replies));
    }

    /// <summary>Runs on a worker thread from the first wait on; nothing may escape it.</summary>
    private async Task RunAsync(PumpItem item, Func<RowContext, Task<Row>> work, CallSlot slot, ScriptedReply[][]? replies)
    {
        var context = new RowContext(slot, _messages, _stop.Token, _noNewAttempts, replies);
        try
        {
            var row = await work(context).ConfigureAwait(false);
            item.Output = PSRow.Write(row, Stage);
            item.Size = SizeOf(row);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested || _noNewAttempts.IsCancellationRequested)
        {
            item.IsAbandoned = true;
        }
        catch (Exception error)
        {
            item.Error = error;
            if (EndsTheWork(error))
                context.EndWork();
        }
        finally
        {
            slot.Dispose();
            item.Warnings = context.Warnings;
            item.Answers = context.Answers;
            _messages.Post(new PumpMessage.Completed(item));
            lock (_workersLock)
            {
                if (--_workers == 0 && _disposed)
                    _lastWorkerLeft.Release();
            }
        }
    }

    private static bool EndsTheWork(Exception error) => error is LlmException { EndsTheWork: true } or LlmConfigurationException or JournalException;

    /// <summary>Waits for a permit while it writes what is ready; null when the work ends meanwhile.</summary>
    private CallSlot? WaitForSlot()
    {
        // From before the first look, so that a permit that is given back after it is told of.
        _wantsPermit = true;
        try
        {
            while (true)
            {
                WriteReady();
                if (_ending is not null)
                    return null;
                if (!_window.IsFull(_started) && Gate.TryReserve() is { } slot)
                    return slot;
                WaitForMessage();
            }
        }
        finally
        {
            _wantsPermit = false;
        }
    }

    private void OfferPermit()
    {
        if (_wantsPermit)
            _messages.Wake();
    }

    /// <summary>
    /// What no further call can mend: before any row was done it is an error that ends the pipeline; otherwise it is kept for the end,
    /// so that what was answered is passed on and later cmdlets can finish.
    /// </summary>
    private void EndEarly(object? notStarted = null)
    {
        if (_ending is null)
            return;
        DrainAll();
        if (notStarted is not null)
            _notDone.Add(notStarted);
        ThrowIfNothingWasDone();
    }

    private void ThrowIfNothingWasDone()
    {
        if (_ending is null || _progress!.Done > 0)
            return;
        var error = _ending.Error!.ToErrorRecord(_notDone.Count == 1 ? _notDone[0] : _notDone.ToArray());
        Keep(error);
        ThrowTerminatingError(error);
    }

    private void DrainAll()
    {
        WriteReady();
        while (_finished < _started)
        {
            WaitForMessage();
            WriteReady();
        }
        WriteReady();
    }

    /// <summary>Waits until a worker has something to say, a permit is free or it is time for the next progress line.</summary>
    private void WaitForMessage()
    {
        _messages.Wait(PumpProgress.Interval);
        if (_stop.IsCancellationRequested)
            throw new PipelineStoppedException();
        ReportProgress();
    }

    private void WriteReady()
    {
        while (_messages.TryTake(out var message))
        {
            switch (message)
            {
                case PumpMessage.Completed completed:
                    _finished++;
                    _window.Add(completed.Item);
                    if (_ending is null && completed.Item.Error is { } error && EndsTheWork(error))
                        _ending = completed.Item;
                    while (_window.TryTake(out var item))
                        Write(item);
                    break;
                case PumpMessage.Verbose verbose:
                    WriteVerbose(verbose.Text);
                    break;
                case PumpMessage.Warning warning:
                    WriteWarning(warning.Text);
                    break;
            }
        }
        ReportProgress();
    }

    private void ReportProgress()
    {
        if (_started > 0 && _progress!.IsDue)
            _progress.Report(this, _started, Stage.IsEnded ? _started : Stage.ExpectedIn, Usage);
    }

    private void Write(PumpItem item)
    {
        foreach (var warning in item.Warnings)
            WriteWarning(warning);
        if (!item.IsAbandoned)
            Settle(item.Answers);
        Stage.Settled++;
        if (item.Output is not null)
        {
            Pass(item.Output);
        }
        else if (item.IsAbandoned || EndsTheWork(item.Error!))
        {
            _notDone.Add(item.Input);
        }
        else
        {
            _progress!.Failed++;
            var record = item.Error!.ToErrorRecord(item.Input);
            Stage.Skip($"that failed ({record.FullyQualifiedErrorId})");
            Fail(record, item.Input);
        }
    }

    private static long SizeOf(Row row)
    {
        long size = 64;
        foreach (var (_, value) in row)
        {
            size += value switch
            {
                string text => text.Length * 2L,
                IEnumerable<object?> list => list.Sum(item => item is string text ? text.Length * 2L : 16),
                Row inner => SizeOf(inner),
                _ => 16,
            };
        }
        return size;
    }
}
