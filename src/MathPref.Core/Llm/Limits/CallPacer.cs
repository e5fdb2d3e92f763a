namespace MathPref.Core.Llm.Limits;

/// <summary>
/// Spreads calls evenly over the minute: by requests, by tokens, or not at all. Evenly, because a burst is refused by servers that
/// count seconds, and an even stream is right for all that count minutes, whatever their window.
/// </summary>
internal sealed class CallPacer : IDisposable
{
    /// <summary>A turn that is shorter is not waited for by a timer: several are taken at once.</summary>
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(10);

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
    private TimeSpan _pauseUntil;
    private TimeSpan _patience;
    private bool _onlyOne;
    private int _underWay;
    private int? _mostUnderWay;
    /// <summary>Turns; less than one where refused calls give theirs back, since those come late all the time.</summary>
    private double _slack = 1;

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
                _pauseUntil = TimeSpan.Zero;
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

    /// <summary>How many calls that were let through may be under way at once; null for no limit. It takes effect with the next that is let through.</summary>
    public int? MostUnderWay
    {
        get => _mostUnderWay;
        set
        {
            if (_mostUnderWay == value)
                return;
            lock (_lock)
                _mostUnderWay = value;
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

    /// <summary>
    /// A call was refused and took nothing of what the server allows: its turn is the next one's, a quarter of a turn from now at the soonest, and after more
    /// refusals in a row later, up to a whole turn, so that a quota that is used up is not asked without a pause.
    /// </summary>
    public void GiveTurnBack(int inARow)
    {
        lock (_lock)
        {
            if (_requestsPerMinute is not { } rate)
                return;
            var turn = TimeSpan.FromMinutes(1 / rate);
            var latest = Now - (turn / 2);
            _nextRequest = _nextRequest - turn > latest ? _nextRequest - turn : latest;
            _slack = 0.5;
            if (turn >= s_shortest)
                _pauseUntil = Now + (turn / Math.Max(1, 8 >> Math.Clamp(inARow - 2, 0, 3)));
        }
        Release();
    }

    /// <summary>Whether calls wait for their turn.</summary>
    public bool HoldsBack
    {
        get
        {
            lock (_lock)
                return _queue.Count > 0;
        }
    }

    /// <summary>A call that was let through has come back.</summary>
    public void Left()
    {
        lock (_lock)
            _underWay--;
        if (_mostUnderWay is not null)
            Release();
    }

    /// <summary>
    /// Lets nothing through for a while, and then one call alone, until <see cref="Open"/>; another one whenever <paramref name="patience"/> has passed
    /// since the one before.
    /// </summary>
    public void CloseButOne(TimeSpan wait, TimeSpan patience)
    {
        lock (_lock)
        {
            _patience = patience;
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
            _underWay--;
            if (isTry && _onlyOne)
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
        now >= _closedUntil && now >= _pauseUntil && !(_underWay >= _mostUnderWay)
        && (_requestsPerMinute is null || now >= _nextRequest) && (_tokensPerMinute is null || now >= _nextTokens);

    private void Take(int tokens, TimeSpan now)
    {
        if (_requestsPerMinute is { } rate)
        {
            var turn = TimeSpan.FromMinutes(1 / rate);
            _nextRequest = After(_nextRequest, turn, now, turn >= s_shortest ? _slack * turn : s_shortest, isKept: _slack < 1);
            // What is late is caught up with, but not at once.
            if (_slack < 1 && turn >= s_shortest)
                _pauseUntil = now + (0.75 * turn);
        }
        if (_tokensPerMinute is { } tokenRate)
            _nextTokens = After(_nextTokens, TimeSpan.FromMinutes(tokens / tokenRate), now, TimeSpan.FromMinutes(tokens / tokenRate), isKept: false);
        _underWay++;
        if (_onlyOne)
            _closedUntil = now + _patience;
    }

    /// <summary>A turn that is taken late by less than so much does not slow the stream; one that is later does, or by what is more alone.</summary>
    private static TimeSpan After(TimeSpan due, TimeSpan turn, TimeSpan now, TimeSpan late, bool isKept) =>
        (due > now - late ? due : isKept ? now - late : now) + turn;

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
        var due = _closedUntil > _pauseUntil ? _closedUntil : _pauseUntil;
        if (_requestsPerMinute is not null && _nextRequest > due)
            due = _nextRequest;
        if (_tokensPerMinute is not null && _nextTokens > due)
            due = _nextTokens;
        if (_underWay >= _mostUnderWay)
            return;
        // A timer counts whole milliseconds, and not all that a person may ask for: one too early is set again.
        var wait = Math.Clamp(Math.Ceiling((due - Now).TotalMilliseconds), 0, int.MaxValue);
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}
