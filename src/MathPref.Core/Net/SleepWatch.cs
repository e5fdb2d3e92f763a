namespace MathPref.Core.Net;

/// <summary>
/// Tells how long this process did not run: it was stopped (SIGSTOP, Ctrl+Z) or its machine slept. A beat that comes late tells it; while
/// nobody watches there is none.
/// </summary>
/// <param name="time">The clock of the beat.</param>
internal sealed class SleepWatch(TimeProvider time)
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private int _watchers;
    private long _last;
    private TimeSpan _slept;

    public static SleepWatch OfProcess { get; } = new(TimeProvider.System);

    /// <summary>All time of sleep up to now while somebody watched, but for short stops, which cannot be told from a busy machine.</summary>
    public TimeSpan Slept
    {
        get
        {
            lock (_lock)
            {
                // Who wakes up first may ask before the beat does.
                Look();
                return _slept;
            }
        }
    }

    public void Begin()
    {
        lock (_lock)
        {
            if (_watchers++ > 0)
                return;
            _last = time.GetTimestamp();
            _timer ??= time.CreateTimer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(s_beat, s_beat);
        }
    }

    public void End()
    {
        lock (_lock)
        {
            if (--_watchers == 0)
                _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Beat()
    {
        lock (_lock)
            Look();
    }

    private void Look()
    {
        if (_watchers == 0)
            return;
        var now = time.GetTimestamp();
        var gap = time.GetElapsedTime(_last, now);
        _last = now;
        if (gap > 2 * s_beat)
            _slept += gap - s_beat;
    }
}
