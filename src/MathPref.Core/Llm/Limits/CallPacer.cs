namespace MathPref.Core.Llm.Limits;

/// <summary>
/// Spreads calls evenly over the minute: by requests, by tokens, or not at all. Evenly, because a burst is refused by servers that
/// count seconds, and an even stream is right for all that count minutes, whatever their window.
/// </summary>
internal sealed class CallPacer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _queue = [];
    private readonly ITimer _timer;
    private double? _requestsPerMinute;
    private double? _tokensPerMinute;
    private TimeSpan _nextRequest;
    private TimeSpan _nextTokens;
    private TimeSpan _closedUntil;
    private bool _onlyOne;

    public CallPacer(TimeProvider time)
    {
        _time = time;
        _origin = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((CallPacer)state!).Release(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private sealed class Waiter(int tokens)
    {
        public int Tokens { get; } = tokens;

        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenRegistration Registration { get; set; }
    }

    /// <summary>Time since this pacer was made.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Null for no limit.</summary>
    public double? RequestsPerMinute
    {
        get => _requestsPerMinute;
        set
        {
            lock (_lock)
            {
                // A slower rate must not shorten a wait that is due, nor a faster one keep an old long one.
                if (value is { } rate && _nextRequest > Now + TimeSpan.FromMinutes(1 / rate))
                    _nextRequest = Now + TimeSpan.FromMinutes(1 / rate);
                _requestsPerMinute = value;
            }
            Release();
        }
    }

    /// <summary>Null for no limit.</summary>
    public double? TokensPerMinute
    {
        get => _tokensPerMinute;
        set
        {
            lock (_lock)
                _tokensPerMinute = value;
            Release();
        }
    }

    /// <summary>
    /// Waits for the turn of a call that will take about so many tokens. Calls take their turns in the order in which they came. Gives whether
    /// it is let through alone, to try; a turn of which no call comes is given back.
    /// </summary>
    public Task<bool> WaitAsync(int tokens, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_queue.Count == 0 && MayGo(Now))
            {
                Take(tokens, Now);
                return Task.FromResult(_onlyOne);
            }
            var waiter = new Waiter(tokens);
            var node = _queue.AddLast(waiter);
            waiter.Registration = cancellationToken.Register(() => Leave(node, cancellationToken));
            Schedule();
            return waiter.Turn.Task;
        }
    }

    /// <summary>Lets nothing through for a while, and then one call alone, until <see cref="Open"/>.</summary>
    public void CloseButOne(TimeSpan wait)
    {
        lock (_lock)
        {
            _closedUntil = Now + wait;
            _onlyOne = true;
            Schedule();
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            _closedUntil = TimeSpan.Zero;
            _onlyOne = false;
        }
        Release();
    }

    /// <summary>Gives a turn back of which no call came: it is the next one's.</summary>
    /// <param name="tokens">What the call was thought to take.</param>
    /// <param name="isTry">Whether it was let through alone.</param>
    public void GiveBack(int tokens, bool isTry)
    {
        lock (_lock)
        {
            if (_requestsPerMinute is { } rate)
                _nextRequest -= TimeSpan.FromMinutes(1 / rate);
            if (_tokensPerMinute is { } tokenRate)
                _nextTokens -= TimeSpan.FromMinutes(tokens / tokenRate);
            if (isTry && _onlyOne && _closedUntil == TimeSpan.MaxValue)
                _closedUntil = TimeSpan.Zero;
        }
        Release();
    }

    /// <summary>Puts right what a call was thought to take.</summary>
    public void Correct(int tokens)
    {
        lock (_lock)
        {
            if (_tokensPerMinute is { } rate)
                _nextTokens += TimeSpan.FromMinutes(tokens / rate);
        }
        if (tokens < 0)
            Release();
    }

    public void Dispose() => _timer.Dispose();

    private bool MayGo(TimeSpan now) =>
        now >= _closedUntil && (_requestsPerMinute is null || now >= _nextRequest) && (_tokensPerMinute is null || now >= _nextTokens);

    private void Take(int tokens, TimeSpan now)
    {
        if (_requestsPerMinute is { } rate)
            _nextRequest = After(_nextRequest, TimeSpan.FromMinutes(1 / rate), now);
        if (_tokensPerMinute is { } tokenRate)
            _nextTokens = After(_nextTokens, TimeSpan.FromMinutes(tokens / tokenRate), now);
        if (_onlyOne)
            _closedUntil = TimeSpan.MaxValue;
    }

    /// <summary>A timer that is late by less than a turn does not slow the stream.</summary>
    private static TimeSpan After(TimeSpan due, TimeSpan turn, TimeSpan now) => (due > now - turn ? due : now) + turn;

    private void Release()
    {
        lock (_lock)
        {
            while (_queue.First is { } first && MayGo(Now))
            {
                _queue.RemoveFirst();
                Take(first.Value.Tokens, Now);
                first.Value.Registration.Unregister();
                first.Value.Turn.TrySetResult(_onlyOne);
            }
            Schedule();
        }
    }

    private void Leave(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (node.List is not null)
                _queue.Remove(node);
        }
        node.Value.Turn.TrySetCanceled(cancellationToken);
    }

    private void Schedule()
    {
        if (_queue.Count == 0)
            return;
        var due = _closedUntil;
        if (_requestsPerMinute is not null && _nextRequest > due)
            due = _nextRequest;
        if (_tokensPerMinute is not null && _nextTokens > due)
            due = _nextTokens;
        if (due == TimeSpan.MaxValue)
            return;
        // A timer counts whole milliseconds, and not all that a person may ask for: one too early is set again.
        var wait = Math.Clamp(Math.Ceiling((due - Now).TotalMilliseconds), 0, int.MaxValue);
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}
