using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace MathPref.Progress;

/// <summary>The progress of long reading or writing: nothing in the first second, then at most five records a second.</summary>
internal sealed class RowProgress(PSCmdlet cmdlet)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);
    private static int s_activities = 78_000;

    private readonly ProgressRecord _record = new(Interlocked.Increment(ref s_activities), cmdlet.MyInvocation.MyCommand.Name, "rows") { PercentComplete = -1 };
    private long _began = Stopwatch.GetTimestamp();
    private string _doing = "";
    private long _last;
    private bool _shown;

    /// <summary>Told on the pipeline thread, as often as one likes. Without <paramref name="total"/> there is no bar.</summary>
    public void Report(string doing, long rows, long? total = null)
    {
        // A look at the clock for every row would cost as much as the row.
        if ((rows & 63) != 0)
            return;
        var now = Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(_shown ? _last : _began, now) < (_shown ? s_interval : s_patience))
            return;
        if (doing != _doing)
            (_doing, _began) = (doing, _doing.Length == 0 ? _began : _last);
        (_last, _shown) = (now, true);
        var seconds = Stopwatch.GetElapsedTime(_began, now).TotalSeconds;
        var ofAll = total is null ? "" : string.Create(CultureInfo.InvariantCulture, $" of {total:N0}");
        _record.StatusDescription = string.Create(CultureInfo.InvariantCulture, $"{doing}: {rows:N0}{ofAll} rows, {rows / seconds:N0} rows/s");
        _record.PercentComplete = total is > 0 ? (int)Math.Min(100, rows * 100 / total.Value) : -1;
        cmdlet.WriteProgress(_record);
    }

    public void Complete()
    {
        if (!_shown)
            return;
        _record.RecordType = ProgressRecordType.Completed;
        cmdlet.WriteProgress(_record);
        _shown = false;
    }
}
