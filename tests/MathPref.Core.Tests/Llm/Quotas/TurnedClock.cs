namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>A clock that is turned from event to event, by one thread. It rings the timers that are due.</summary>
internal sealed class TurnedClock : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Ticks at which the next timer rings; <see cref="long.MaxValue"/> for none.</summary>
    public long NextTimer
    {
        get
        {
            var next = long.MaxValue;
            foreach (var timer in _timers)
                next = Math.Min(next, timer.Due);
            return next;
        }
    }

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    public void TurnTo(long ticks)
    {
        _now = ticks;
        foreach (var timer in _timers)
            timer.RingIfDue();
    }

    private sealed class Timer(TurnedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; private set; } = long.MaxValue;

        public void RingIfDue()
        {
            if (Due > clock._now)
                return;
            Due = long.MaxValue;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock._now + dueTime.Ticks;
            return true;
        }

        public void Dispose() => Due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
