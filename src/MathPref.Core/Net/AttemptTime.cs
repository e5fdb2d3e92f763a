namespace MathPref.Core.Net;

/// <summary>
/// The time of one attempt. What this process slept through is not counted: the server may have answered long since, and the answer lies in
/// the socket.
/// </summary>
internal sealed class AttemptTime : IDisposable
{
    /// <summary>To read what lies there, at least.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _limit = new();
    private readonly Lock _lock = new();
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly SleepWatch _watch;
    private readonly ITimer _timer;
    private long _began;
    private TimeSpan _sleptBefore;
    private TimeSpan _granted;
    private bool _isOver;

    /// <param name="timeout">The whole time.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="watch">Tells of sleep.</param>
    public AttemptTime(TimeSpan timeout, TimeProvider time, SleepWatch watch)
    {
        (_timeout, _time, _watch) = (timeout, time, watch);
        watch.Begin();
        (_began, _sleptBefore) = (time.GetTimestamp(), watch.Slept);
        _timer = time.CreateTimer(static attempt => ((AttemptTime)attempt!).OnTime(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends with the time and with the call.</summary>
    public CancellationToken Token => _limit.Token;

    /// <summary>Begins the time anew: what moves is not stuck.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            (_began, _sleptBefore, _granted) = (_time.GetTimestamp(), _watch.Slept, TimeSpan.Zero);
            _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends the attempt before its time.</summary>
    public void Cancel() => _limit.Cancel();

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            _isOver = true;
            _timer.Dispose();
        }
        _watch.End();
        _limit.Dispose();
    }

    private void OnTime()
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            var slept = _watch.Slept - _sleptBefore;
            if (slept > _granted)
            {
                _granted = slept;
                var left = _timeout - (_time.GetElapsedTime(_began) - slept);
                _timer.Change(left > s_grace ? left : s_grace, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        try
        {
            _limit.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came home at the last moment.
        }
    }
}
