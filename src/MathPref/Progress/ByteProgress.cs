using System.Diagnostics;
using System.Management.Automation;
using MathPref.Core.Hub;

namespace MathPref.Progress;

/// <summary>One progress record of a transfer, with bytes, at most five times a second.</summary>
internal sealed class ByteProgress
{
    private static int s_activities = 78_000;

    private readonly ProgressRecord _record;
    private long _last = Stopwatch.GetTimestamp();
    private bool _shown;

    public ByteProgress(string activity) => _record = new ProgressRecord(Interlocked.Increment(ref s_activities), activity, "looking");

    public void Report(PSCmdlet cmdlet, TransferProgress progress)
    {
        if (Stopwatch.GetElapsedTime(_last) < PumpProgress.Interval)
            return;
        _last = Stopwatch.GetTimestamp();
        _shown = true;
        var (done, total) = (Math.Clamp(progress.Done, 0, progress.Total), progress.Total);
        _record.StatusDescription = total > 0 ? $"{progress.Phase}: {Text.Bytes(done)} of {Text.Bytes(total)}" : progress.Phase;
        _record.PercentComplete = total > 0 ? (int)(done * 100.0 / total) : -1;
        cmdlet.WriteProgress(_record);
    }

    public void Complete(PSCmdlet cmdlet)
    {
        if (!_shown)
            return;
        _record.RecordType = ProgressRecordType.Completed;
        cmdlet.WriteProgress(_record);
    }
}
