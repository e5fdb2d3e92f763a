using System.Diagnostics.CodeAnalysis;

namespace MathPref.Pump;

/// <summary>
/// What workers have to say, in the order in which it came, and one thread that waits for it. A monitor and not a channel of tasks: the thread
/// of the pipeline cannot await, and each call would pay for the tasks in between.
/// </summary>
internal sealed class PumpMessages
{
    private readonly object _lock = new();
    private readonly Queue<PumpMessage> _queue = new();
    private bool _isAwaited;
    private bool _isWoken;

    public void Post(PumpMessage message)
    {
        lock (_lock)
        {
            _queue.Enqueue(message);
            if (_isAwaited)
                Monitor.Pulse(_lock);
        }
    }

    public bool TryTake([NotNullWhen(true)] out PumpMessage? message)
    {
        lock (_lock)
            return _queue.TryDequeue(out message);
    }

    /// <summary>Ends a wait, or the next one, without a message.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _isWoken = true;
            if (_isAwaited)
                Monitor.Pulse(_lock);
        }
    }

    /// <summary>Waits for a message or for <see cref="Wake"/>, and no longer than <paramref name="limit"/>.</summary>
    public void Wait(TimeSpan limit)
    {
        lock (_lock)
        {
            if (_queue.Count == 0 && !_isWoken)
            {
                _isAwaited = true;
                Monitor.Wait(_lock, limit);
                _isAwaited = false;
            }
            _isWoken = false;
        }
    }
}
