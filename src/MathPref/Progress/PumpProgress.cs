using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace MathPref.Progress;

/// <summary>
/// One progress record a cmdlet, at most five times a second: the console drops more than that. While a later cmdlet of the pipeline has the
/// thread, it shows the records of those before it too, whose calls come back meanwhile.
/// </summary>
internal sealed class PumpProgress
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>One for all: the host takes a record of another source for another line, and a cmdlet shows those of others.</summary>
    private const long Source = 77_000;

    private static readonly List<PumpProgress> s_open = [];
    private static int s_activities = 77_000;

    private readonly PSCmdlet _cmdlet;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly ProgressRecord _record;
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _last;
    private bool _shown;
    private long _answered;

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

    /// <summary>What is to be reported when another cmdlet has the thread; it gives null while there is nothing to tell.</summary>
    /// <remarks><see cref="Leave"/> ends that.</remarks>
    public Func<(long Started, double? Expected, string Usage)?>? Look
    {
        get;
        init
        {
            field = value;
            lock (s_open)
                s_open.Add(this);
        }
    }

    /// <summary>Counts a row whose calls came back, and which is written when the pipeline comes to it; from any thread.</summary>
    public void Answered() => Interlocked.Increment(ref _answered);

    /// <summary>Whether it is time for another record.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(_last) >= Interval;

    /// <param name="started">Rows that came so far.</param>
    /// <param name="expected">About how many will come; null where that is not known.</param>
    /// <param name="usage">What has been used, beginning with a comma.</param>
    public void Report(long started, double? expected, string usage)
    {
        Report(_cmdlet, started, expected, usage);
        ReportOthers();
    }

    private void Report(PSCmdlet cmdlet, long started, double? expected, string usage)
    {
        _last = Stopwatch.GetTimestamp();
        _shown = true;
        var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        var ended = Math.Max(Done + Failed, Interlocked.Read(ref _answered));
        var done = ended - Failed;
        var total = expected is { } about && about >= started ? Math.Round(about) : started;
        var status = string.Create(CultureInfo.InvariantCulture, $"{done} of {total:0} done, {done / seconds:0.0} rows/s");
        _record.PercentComplete = expected is null ? -1 : (int)Math.Clamp(ended * 100 / Math.Max(total, 1), 0, 100);
        _record.SecondsRemaining = expected is null || ended == 0 ? -1 : (int)Math.Min((total - ended) * seconds / ended, int.MaxValue);
        if (Failed > 0)
            status += string.Create(CultureInfo.InvariantCulture, $", {Failed} failed");
        _record.StatusDescription = status + usage;
        cmdlet.CommandRuntime.WriteProgress(Source, _record);
    }

    /// <summary>The others of this thread: the engine lets only the cmdlet whose turn it is write.</summary>
    private void ReportOthers()
    {
        List<PumpProgress> others;
        lock (s_open)
            others = s_open.FindAll(other => other != this && other._thread == _thread && other.IsDue);
        foreach (var other in others)
        {
            if (other.Look?.Invoke() is var (started, expected, usage))
                other.Report(_cmdlet, started, expected, usage);
        }
    }

    /// <summary>Nobody shows it any more: its pipeline has ended.</summary>
    public void Leave()
    {
        lock (s_open)
            s_open.Remove(this);
    }

    public void Complete()
    {
        Leave();
        if (!_shown)
            return;
        _record.RecordType = ProgressRecordType.Completed;
        _cmdlet.CommandRuntime.WriteProgress(Source, _record);
    }
}
