using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace MathPref.Progress;

/// <summary>One progress record a cmdlet, at most five times a second: the console drops more than that.</summary>
internal sealed class PumpProgress
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static int s_activities = 77_000;

    private readonly PSCmdlet _cmdlet;
    private readonly ProgressRecord _record;
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _last;
    private bool _shown;

    /// <param name="cmdlet">Whose progress it is.</param>
    /// <param name="activity">What stands before the figures.</param>
    /// <param name="atOnce">Whether the first record comes with the first row: a run shows a line a step, however short it is.</param>
    public PumpProgress(PSCmdlet cmdlet, string activity, bool atOnce)
    {
        _cmdlet = cmdlet;
        _record = new ProgressRecord(Interlocked.Increment(ref s_activities), activity, "starting") { PercentComplete = -1 };
        _last = atOnce ? 0 : _began;
    }

    public long Done { get; set; }

    public long Failed { get; set; }

    /// <summary>Whether it is time for another record.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(_last) >= Interval;

    /// <param name="started">Rows that came so far.</param>
    /// <param name="expected">About how many will come; null where that is not known.</param>
    /// <param name="usage">What has been used, beginning with a comma.</param>
    public void Report(long started, double? expected, string usage)
    {
        _last = Stopwatch.GetTimestamp();
        _shown = true;
        var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        var ended = Done + Failed;
        var total = expected is { } about && about >= started ? Math.Round(about) : started;
        var status = string.Create(CultureInfo.InvariantCulture, $"{Done} of {total:0} done, {Done / seconds:0.0} rows/s");
        _record.PercentComplete = expected is null ? -1 : (int)Math.Clamp(ended * 100 / Math.Max(total, 1), 0, 100);
        _record.SecondsRemaining = expected is null || ended == 0 ? -1 : (int)Math.Min((total - ended) * seconds / ended, int.MaxValue);
        if (Failed > 0)
            status += string.Create(CultureInfo.InvariantCulture, $", {Failed} failed");
        _record.StatusDescription = status + usage;
        _cmdlet.WriteProgress(_record);
    }

    public void Complete()
    {
        if (!_shown)
            return;
        _record.RecordType = ProgressRecordType.Completed;
        _cmdlet.WriteProgress(_record);
    }
}
