using System.Management.Automation;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Progress;
using MathPref.Rows;

namespace MathPref.Pump;

/// <summary>
/// Works on rows side by side. The pipeline thread starts rows and writes what is ready; workers post messages to it. It never reads ahead of the
/// calls that it may make, and it ends every call when the pipeline ends. All its members are for the pipeline thread.
/// </summary>
internal sealed class RowPump
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    private readonly IRowStreams _streams;
    private readonly LlmCaller _caller;
    private readonly CallGate _gate;
    private readonly ReorderWindow _window;
    private readonly PumpProgress _progress;
    private readonly Provenance _provenance;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _noNewAttempts;
    private readonly PumpMessages _messages = new();
    private readonly Lock _workersLock = new();
    private readonly SemaphoreSlim _lastWorkerLeft = new(0);
    private readonly List<object> _notDone = [];
    private readonly FailureTally _failures = new();
    private readonly WarningTally _warnings = new();
    private volatile bool _wantsPermit;
    private PumpItem? _ending;
    private long _started;
    private long _finished;
    private int _workers;
    private bool _isClosing;

    /// <param name="streams">Where rows and messages go.</param>
    /// <param name="caller">The models that are asked.</param>
    /// <param name="gate">How many calls may be in flight; it tells of each permit that is given back by <see cref="OfferPermit"/>.</param>
    /// <param name="progress">The line that says how far the work is.</param>
    /// <param name="provenance">What rows are told of how they were made.</param>
    /// <param name="isUnordered">Whether rows are written as they are completed.</param>
    /// <param name="cancellation">Cancelled when the pipeline ends.</param>
    public RowPump(
        IRowStreams streams, LlmCaller caller, CallGate gate, PumpProgress progress, Provenance provenance, bool isUnordered, CancellationToken cancellation)
    {
        (_streams, _caller, _gate, _progress, _provenance, _cancellation) = (streams, caller, gate, progress, provenance, cancellation);
        _window = new ReorderWindow(isUnordered);
        _noNewAttempts = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        cancellation.Register(_messages.Wake);
    }

    /// <summary>Starts the work on a row as soon as a call may be made, and writes what is ready meanwhile.</summary>
    /// <param name="row">The row as it came in: the target of its error.</param>
    /// <param name="work">What is to be done.</param>
    public void Start(object row, IRowWork work)
    {
        if (WaitForSlot() is not { } slot)
        {
            EndEarly(row);
            return;
        }
        Start(new PumpItem(_started++, row), work, slot, _caller.TakeReplies(work));
        WriteReady();
        EndEarly();
    }

    /// <summary>Whether the work has come to its end and no further row will be started: then <paramref name="row"/> is counted as not done.</summary>
    public bool PassesOver(object row)
    {
        if (_ending is null)
            return false;
        _notDone.Add(row);
        return true;
    }

    /// <summary>Fails a row that cannot be worked on, in its place among the rows: with -ErrorAction Stop those before it are written first.</summary>
    public void Fail(object row, Exception error)
    {
        _messages.Post(new PumpMessage.Completed(new PumpItem(_started++, row) { Error = error }));
        WriteReady();
    }

    /// <summary>Passes on a row for which nothing is asked, in its place among the rows.</summary>
    public void Keep(object row, RowObject output)
    {
        while (_ending is null && _window.IsFull(_started))
        {
            WaitForMessage();
            WriteReady();
        }
        _messages.Post(new PumpMessage.Completed(new PumpItem(_started++, row) { Output = output }));
        WriteReady();
    }

    /// <summary>Writes a row that needed no work.</summary>
    public void Pass(RowObject row)
    {
        _progress.Done++;
        _provenance.Pass();
        _streams.Write(row);
    }

    /// <summary>Awaits all rows and writes them. What ended the work before its end is said last, by <see cref="SayWhatEnded"/>.</summary>
    public void Complete()
    {
        _caller.LeaveScripts();
        DrainAll();
        ThrowIfNothingWasDone();
        _provenance.IsEnded = true;
    }

    /// <summary>How many rows failed of what, and the one error of what no further call can mend, where some rows were done.</summary>
    public void SayWhatEnded()
    {
        _progress.Complete();
        foreach (var repeated in _warnings.Describe())
            _streams.WriteWarning(repeated);
        if (_failures.Describe(_started) is { } failures)
            _streams.WriteWarning(failures);
        if (_notDone.Count > 0)
            _provenance.Skip("that were not asked about any more", _notDone.Count);
        if (_ending is null)
            return;
        var error = _ending.Error!.ToWorkEnded(_notDone, _progress.Done);
        _streams.KeepNotDone(error, _notDone);
        _streams.WriteError(error);
    }

    /// <summary>Says that a call may be made again; from any thread.</summary>
    public void OfferPermit()
    {
        if (_wantsPermit)
            _messages.Wake();
    }

    /// <summary>Awaits, after the cancellation, the workers that are still out; false where some do not come home in time and keep what they use.</summary>
    public bool Close()
    {
        _caller.LeaveScripts();
        lock (_workersLock)
        {
            _isClosing = true;
            if (_workers == 0)
                return true;
        }
        return _lastWorkerLeft.Wait(s_farewell);
    }

    private void Start(PumpItem item, IRowWork work, CallSlot slot, ScriptedReply[][]? replies)
    {
        lock (_workersLock)
            _workers++;
        // A call goes out from here and comes back elsewhere: a hop less for each. What works on this machine would do it on this thread.
        if (_caller.WaitsForServers)
            _ = RunAsync(item, work, slot, replies);
        else
            _ = Task.Run(() => RunAsync(item, work, slot, replies));
    }

    /// <summary>Runs on a worker thread from the first wait on; nothing may escape it.</summary>
    private async Task RunAsync(PumpItem item, IRowWork work, CallSlot slot, ScriptedReply[][]? replies)
    {
        var context = new RowContext(slot, _messages, _cancellation, _noNewAttempts, replies);
        try
        {
            var row = await work.RunAsync(context).ConfigureAwait(false);
            item.Output = PSRow.Write(row, _provenance);
            item.Size = SizeOf(row);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested || _noNewAttempts.IsCancellationRequested)
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
            _progress.Answered();
            slot.Dispose();
            item.Warnings = context.Warnings;
            item.Answers = context.Answers;
            _messages.Post(new PumpMessage.Completed(item));
            lock (_workersLock)
            {
                if (--_workers == 0 && _isClosing)
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
                if (!_window.IsFull(_started) && _gate.TryReserve() is { } slot)
                    return slot;
                WaitForMessage();
            }
        }
        finally
        {
            _wantsPermit = false;
        }
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
        if (_ending is null || _progress.Done > 0)
            return;
        var error = _ending.Error!.ToErrorRecord(_notDone.Count == 1 ? _notDone[0] : _notDone.ToArray());
        _streams.KeepNotDone(error, _notDone);
        _streams.ThrowTerminatingError(error);
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
        if (_cancellation.IsCancellationRequested)
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
                    _streams.WriteVerbose(verbose.Text);
                    break;
                case PumpMessage.Warning warning:
                    _streams.WriteWarning(warning.Text);
                    break;
            }
        }
        ReportProgress();
    }

    private void ReportProgress()
    {
        if (_progress.IsDue && HowFar() is var (started, expected, usage))
            _progress.Report(started, expected, usage);
    }

    /// <summary>Rows that came, about how many will, and what was used; null before the first.</summary>
    public (long Started, double? Expected, string Usage)? HowFar() =>
        _started == 0 ? null : (_started, _provenance.IsEnded ? _started : _provenance.ExpectedIn, _caller.Describe(_provenance.Step));

    private void Write(PumpItem item)
    {
        foreach (var (kind, text) in item.Warnings)
        {
            if (_warnings.IsToBeSaid(kind))
                _streams.WriteWarning(text);
            else
                _streams.WriteVerbose(text);
        }
        if (!item.IsAbandoned)
            _caller.CountAnswers(item.Answers, _provenance.Step);
        _provenance.Done++;
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
            _progress.Failed++;
            var record = item.Error!.ToErrorRecord(item.Input);
            // A mistake that repeats has its own count.
            if (!record.IsOfTheInput())
                _failures.Count(record);
            _provenance.Skip($"that failed ({record.FullyQualifiedErrorId})");
            _streams.Fail(record, item.Input);
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
