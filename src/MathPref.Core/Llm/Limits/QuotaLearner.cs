namespace MathPref.Core.Llm.Limits;

/// <summary>
/// Finds a server's quota of requests where nobody gave it. Evidence is a header that says nothing is left, or refusals (429) with
/// no success between them; a stray refusal is the matter of its own call. On evidence all calls wait but one, which tries from
/// time to time; when it gets through, the stream goes on at the rate that was measured. From then on a share of refusals that the
/// rate explains cuts it, and answers raise it step by step to just below what was refused.
/// </summary>
internal sealed class QuotaLearner(CallPacer pacer)
{
    /// <summary>Of calls of which one in five is refused at random, this many in a row happen once in 400,000.</summary>
    private const int RefusalsWithoutRate = 8;
    private const int RefusalsWithRate = 4;

    /// <summary>How far below a known limit the stream is kept.</summary>
    private const double Below = 0.97;
    private const double Step = 1.05;
    private const int AnswersPerStep = 10;

    /// <summary>After so many answers without a cut the server may have more to give; after each cut that comes of it, twice as many.</summary>
    private const int FirstDoubt = 60;
    private const int LastDoubt = 2000;
    private const double Doubt = 1.03;

    private const int FewestToJudge = 12;
    private const int FewestRefusals = 3;
    private const int MostToJudge = 200;
    private const double TolerableShare = 0.015;

    private static readonly TimeSpan s_firstTry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestTry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _lastMinute = new();
    private TimeSpan? _firstCall;
    private TimeSpan _epochBegan;
    private TimeSpan _tryBegan;
    private TimeSpan _try;
    private TimeSpan _shutSince;
    private long _epoch;
    private long _answeredInEpoch;
    private int _refusedInARow;
    private bool _trying;
    private int _answered;
    private int _refused;
    private int _sinceStep;
    private int _sinceCut;
    private int _doubtAfter = FirstDoubt;
    private bool _hasDoubted;
    private int _bestMinute;
    private int _refusedSinceStep;
    private double? _good;
    private double? _ceiling;
    private double? _said;
    private double _usualShare;
    private (double Rate, double Share)? _cut;

    /// <summary>The rate that a person gave; it is never exceeded.</summary>
    public double? Given { get; set; }

    /// <summary>The longest wait before the next try, whatever the server asks for.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long every try has been refused; zero while the stream flows.</summary>
    public TimeSpan ShutFor
    {
        get
        {
            lock (_lock)
                return _trying ? pacer.Now - _shutSince : TimeSpan.Zero;
        }
    }

    /// <summary>What the call has to show again with its result.</summary>
    public long Begin()
    {
        lock (_lock)
        {
            if (_firstCall is null)
                _firstCall = _epochBegan = pacer.Now;
            if (_trying)
                _tryBegan = pacer.Now;
            return _epoch;
        }
    }

    /// <summary>Gives how long the stream is shut now, when this answer says so.</summary>
    public TimeSpan? Answered(long epoch, RateHeaders? headers)
    {
        lock (_lock)
        {
            _refusedInARow = 0;
            _answeredInEpoch++;
            _lastMinute.Enqueue(pacer.Now);
            while (_lastMinute.Peek() < pacer.Now - s_minute)
                _lastMinute.Dequeue();
            _bestMinute = Math.Max(_bestMinute, _lastMinute.Count);
            if (_trying)
            {
                if (epoch == _epoch)
                    GoOn();
            }
            else
            {
                _answered++;
                _sinceCut++;
                JudgeShare();
                Grow();
            }
            if (headers is { NothingLeft: true } && !_trying)
            {
                _said = headers.RequestsPerMinute ?? _said;
                return Try(headers.Reset);
            }
            return null;
        }
    }

    /// <summary>Gives how long the stream is shut now, when this refusal shuts it.</summary>
    public TimeSpan? Refused(long epoch, RateHeaders? headers, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            _refusedInARow++;
            if (_trying)
            {
                // Those that were under way when the door was shut say nothing new.
                if (epoch == _epoch)
                    TryAgain(retryAfter);
                return null;
            }
            _refused++;
            _refusedSinceStep++;
            var nothingLeft = headers?.NothingLeft is true;
            if (nothingLeft)
                _said = headers!.RequestsPerMinute ?? _said;
            if (nothingLeft || _refusedInARow >= (pacer.RequestsPerMinute is null ? RefusalsWithoutRate : RefusalsWithRate))
            {
                LowerCeiling();
                return Try(retryAfter ?? headers?.Reset);
            }
            JudgeShare();
            return null;
        }
    }

    /// <summary>The one call that was let through ended otherwise than by an answer or a refusal: another has to try.</summary>
    public void Failed(long epoch)
    {
        lock (_lock)
        {
            if (_trying && epoch == _epoch)
                Shut(s_firstTry);
        }
    }

    private TimeSpan Try(TimeSpan? wait)
    {
        _trying = true;
        _shutSince = pacer.Now;
        _epoch++;
        _try = s_firstTry;
        return Shut(wait);
    }

    private void TryAgain(TimeSpan? wait)
    {
        _try = _try * 2 < s_longestTry ? _try * 2 : s_longestTry;
        Shut(wait);
    }

    /// <summary>A try costs little: a server that asks for hours is tried all the same.</summary>
    private TimeSpan Shut(TimeSpan? asked)
    {
        var wait = asked > TimeSpan.Zero ? asked.Value : _try;
        wait = wait < LongestWait ? wait : LongestWait;
        pacer.CloseButOne(wait);
        return wait;
    }

    /// <summary>What was answered before the try that succeeded, over the time until that try, is what the server allows.</summary>
    private void GoOn()
    {
        var minutes = (_tryBegan - _epochBegan).TotalMinutes;
        var measured = Math.Max(1, minutes > 0 ? (_answeredInEpoch - 1) / minutes : double.PositiveInfinity);
        // Over windows that were filled and waited for, the average is the quota itself.
        if (_ceiling is not null && minutes >= 1)
            _ceiling = Math.Min(_ceiling.Value, measured);
        SetRate((_said ?? Math.Min(measured, _ceiling ?? double.PositiveInfinity)) * Below);
        _trying = false;
        _epochBegan = _tryBegan;
        _answeredInEpoch = 1;
        pacer.Open();
    }

    /// <summary>A window is full: the rate of now is too high, and no more is to be had than the best minute gave.</summary>
    private void LowerCeiling()
    {
        if (pacer.RequestsPerMinute is not { } rate)
            return;
        _ceiling = Math.Min(rate, _ceiling ?? double.PositiveInfinity);
        if (pacer.Now - _firstCall >= s_minute)
            _ceiling = Math.Min(_ceiling.Value, _bestMinute);
        DoubtLater();
    }

    private void DoubtLater()
    {
        _sinceCut = 0;
        if (_hasDoubted)
            _doubtAfter = Math.Min(_doubtAfter * 2, LastDoubt);
        _hasDoubted = false;
    }

    /// <summary>
    /// A stream that is a little too fast is refused now and then, never in a row. If slowing down does not help, the refusals have
    /// another cause: they are taken for usual, and the rate goes back.
    /// </summary>
    private void JudgeShare()
    {
        var all = _answered + _refused;
        // A rate that a person gave is theirs to judge.
        if (pacer.RequestsPerMinute is not { } rate || rate == Given || all < FewestToJudge)
            return;
        var share = _refused / (double)all;
        // Enough to have met four refusals, had nothing changed.
        if (_cut is { } cut && all >= 4 / cut.Share)
        {
            _cut = null;
            if (share > 0.7 * cut.Share)
            {
                _usualShare = share;
                _ceiling = null;
                SetRate(cut.Rate);
                return;
            }
        }
        if (_refused < FewestRefusals || share <= TolerableShare + 1.5 * _usualShare)
            return;
        // What got through is what there is; a step back is enough where the last step was one too many.
        _ceiling = Math.Max(rate * (1 - share), _good is { } good && good < rate ? good : 0);
        DoubtLater();
        SetRate(_ceiling.Value * Below);
        _cut = (rate, share);
    }

    private void Grow()
    {
        if (pacer.RequestsPerMinute is not { } rate || ++_sinceStep < AnswersPerStep)
            return;
        _sinceStep = 0;
        if (_refusedSinceStep == 0)
            _good = rate;
        _refusedSinceStep = 0;
        if (_sinceCut >= _doubtAfter && _ceiling is not null)
        {
            _sinceCut = 0;
            _hasDoubted = true;
            _ceiling *= Doubt;
        }
        var most = (_said ?? _ceiling) * Below ?? double.PositiveInfinity;
        if (rate < most)
            pacer.RequestsPerMinute = Math.Min(Math.Min(rate * Step, most), Given ?? double.PositiveInfinity);
        // What has been judged good does not weigh against what comes.
        if (_cut is null && _answered + _refused >= MostToJudge)
            _answered = _refused = 0;
    }

    private void SetRate(double rate)
    {
        pacer.RequestsPerMinute = Math.Max(1, Math.Min(rate, Given ?? double.PositiveInfinity));
        _answered = _refused = _refusedSinceStep = _sinceStep = _sinceCut = 0;
    }
}
