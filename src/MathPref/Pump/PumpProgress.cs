using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace MathPref.Pump;

/// <summary>One progress record a cmdlet, at most five times a second: the console drops more than that.</summary>
internal sealed class PumpProgress
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static int s_activities = 77_000;

    private readonly ProgressRecord _record;
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _last;
    private bool _shown;

    public PumpProgress(PSCmdlet cmdlet)
    {
        _record = new ProgressRecord(Interlocked.Increment(ref s_activities), cmdlet.MyInvocation.MyCommand?.Name ?? "MathPref", "starting") { PercentComplete = -1 };
        _last = _began;
    }

    public long Done { get; set; }

    public long Failed { get; set; }

    /// <summary>Whether it is time for another record.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(_last) >= Interval;

    public void Report(PSCmdlet cmdlet, long started, string usage)
    {
        _last = Stopwatch.GetTimestamp();
        _shown = true;
        var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        var status = string.Create(CultureInfo.InvariantCulture, $"{Done} of {started} done, {Done / seconds:0.0} rows/s");
        if (Failed > 0)
            status += string.Create(CultureInfo.InvariantCulture, $", {Failed} failed");
        _record.StatusDescription = status + usage;
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
