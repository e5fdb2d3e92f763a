namespace MathPref.Core.Llm.Limits;

/// <summary>
/// Finds a server's quota where nobody gave it, and takes no stray refusal for one.
/// </summary>
/// <remarks>
/// The model: a call is refused either as a stray, with a chance that does not depend on what is sent, or because what the server counts is used up: calls
/// over a time, in windows or in a bucket, or calls at once. A refused call takes nothing of it. So:
/// <list type="bullet">
/// <item>Evidence is taken in the order of sending (<see cref="CallLog"/>), since refusals come back at once and answers take their time.</item>
/// <item>A row of refusals counts by how likely strays would make it: the cumulative sum of the log likelihood ratio (Page's CUSUM) of a used up quota, where
/// nine in ten are refused, to the share of strays (<see cref="StrayShare"/>). When it is enough, the door is shut and single calls try it; a
/// try that is out for longer than a refusal takes has been let in.</item>
/// <item>The rate is what was let in over a whole round, from one opening of the door to the next, or ten times as long as it was shut: that is exact for
/// a window, and never far below what was had. A door that opens within two turns was shut for little and lowers the rate by a tenth at most. So a
/// false alarm costs next to nothing.</item>
/// <item>A higher share of refusals without a row is either the rate's doing or strays. That is found out by an experiment: the rate is lowered by 15% and
/// Wald's sequential test tells whether the share falls. If it does not, they are strays, and the rate goes back.</item>
/// <item>Refusals that come where so many calls are under way, and not where fewer are, are those of a server that takes so many at once. Then that is the
/// limit, until calls are refused below it.</item>
/// <item>The rate grows in steps that double while nothing speaks against it, small and far apart where two rounds gave the same. What is sent too much is
/// refused and costs little; what is not sent is lost. The pacer gives the turn of a refused call to the next.</item>
/// </list>
/// AIMD (Netflix's concurrency-limits) and AWS's adaptive mode, which is CUBIC, lower the rate by a fixed part for each refusal: with a stray share of a
/// quarter they go to their least rate. The growing steps are CUBIC's idea.
/// </remarks>
internal sealed class QuotaLearner(CallPacer pacer)
{
    /// <summary>Nats: a row of refusals that strays begin at one call in 160,000.</summary>
    private const double Enough = 12;

    /// <summary>The share of refusals where a quota is used up: a call may be let in meanwhile.</summary>
    private const double UsedUp = 0.9;

    /// <summary>What share of refusals above the strays is not worth an experiment.</summary>
    private const double Tolerance = 0.02;

    /// <summary>How far a share has to be out; it is looked at after each call, so that a few would often be met by chance.</summary>
    private const double Deviations = 4.5;

    /// <summary>Nats that end an experiment: one in 150 ends wrongly.</summary>
    private const double EndOfTrial = 5;

    private const double OfTrial = 0.85;
    private const int MostInTrial = 1000;

    private const int FewestToJudge = 30;
    private const int MostToJudge = 200;
    private const int FewestPerStep = 12;
    private const int FewestToMeasure = 20;

    /// <summary>How far below what a header says the stream is kept.</summary>
    private const double BelowSaid = 0.97;

    /// <summary>How far above what was measured it goes on where strays take some of the turns.</summary>
    private const double Above = 1.03;

    /// <summary>Calls a minute that are no limit.</summary>
    private const double Most = 1e7;

    /// <summary>Below this share of strays each refusal is news.</summary>
    private const double Clean = 0.04;

    private static readonly TimeSpan s_firstTry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_soonest = TimeSpan.FromSeconds(0.02);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_shortStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_leastMeasure = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly CallLog _log = new();
    private readonly StrayShare _strays = new();
    private readonly List<Anchor> _anchors = [];
    private TimeSpan _refusalTime = s_firstTry;
    private bool _isShut;
    private TimeSpan _shutSince;
    private TimeSpan _try;
    private long? _trying;
    private long _firstTry;
    private double? _said;

    /// <summary>The first call that is evidence, and when it was sent.</summary>
    private Anchor _from;
    private long _refusedSince;

    private Trial? _trial;
    private double _triedShare;
    private int? _most;
    private double _doubt = 3;
    private int _steps;
    private bool _isSure;
    private int _confirmed;
    private double? _measured;
    private int _capSteps;
    private int _lowered;
    private int _mostSteps;
    private Anchor _step;
    private Anchor _capStep;

    private readonly record struct Anchor(long Call, long Refused, TimeSpan At, bool IsOpening = false);

    private sealed record Trial(double? RateBefore, double Share, double Strays, double Admitted);

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
                return _isShut ? pacer.Now - _shutSince : TimeSpan.Zero;
        }
    }

    /// <summary>What the call has to show again with its result.</summary>
    /// <param name="isTry">Whether the pacer let it through alone.</param>
    public long Begin(bool isTry = false)
    {
        lock (_lock)
        {
            var now = pacer.Now;
            if (_log.Next == 0)
            {
                _from = _step = _capStep = new Anchor(0, 0, now, IsOpening: true);
                _anchors.Add(_from);
            }
            // The pacer lets another through only when the one before has been out for longer than a refusal takes.
            if (isTry && _isShut && _trying is { } before && _log.IsUnderWay(before) && now - _log.SentAt(before) >= Patience)
                GoOn(before);
            var call = _log.Send(now);
            if (isTry && _isShut)
                _trying = call;
            return call;
        }
    }

    /// <summary>Gives how long the stream is shut now, when this answer says so.</summary>
    public TimeSpan? Answered(long call, RateHeaders? headers)
    {
        lock (_lock)
        {
            _log.Answer(call, pacer.Now);
            pacer.Left();
            if (_isShut)
            {
                if (call >= _firstTry)
                    GoOn(call);
            }
            else
            {
                Judge();
                Grow();
            }
            if (headers is not { NothingLeft: true } || _isShut)
                return null;
            _said = headers.RequestsPerMinute ?? _said;
            return Shut(headers.Reset, isSaid: true);
        }
    }

    /// <summary>Gives how long the stream is shut now, when this refusal shuts it.</summary>
    public TimeSpan? Refused(long call, RateHeaders? headers, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            _log.Refuse(call);
            pacer.Left();
            if (_log.SentAt(call) is { } sent)
                _refusalTime = _refusalTime == s_firstTry ? pacer.Now - sent : (0.8 * _refusalTime) + (0.2 * (pacer.Now - sent));
            if (_isShut)
            {
                if (call == _trying)
                    TryAgain(retryAfter ?? headers?.Reset);
                return null;
            }
            if (headers?.NothingLeft is true)
            {
                _said = headers.RequestsPerMinute ?? _said;
                return Shut(retryAfter ?? headers.Reset, isSaid: true);
            }
            if (call < _from.Call)
                return null;
            _refusedSince++;
            if (Given is null)
                pacer.GiveTurnBack(_log.RefusedInARow(6));
            var (nats, start) = _log.EvidenceSince(_from.Call, _strays.High, UsedUp);
            if (nats > Enough && IsLong(start))
            {
                // Before the row nothing was used up.
                var (refused, all) = _log.Count(_from.Call, start);
                _strays.Add(refused, all);
                return TakesSoManyAtOnce(isRow: true) ? null : Shut(retryAfter);
            }
            Judge();
            return null;
        }
    }

    /// <summary>The one call that was let through ended otherwise than by an answer or a refusal: another has to try.</summary>
    public void Failed(long call)
    {
        lock (_lock)
        {
            _log.Fail(call);
            pacer.Left();
            if (_isShut && call == _trying)
                Close(s_firstTry);
        }
    }

    /// <summary>Nothing was sent after all: it was neither let in nor refused. Its turn is given back to the pacer by who took it.</summary>
    public void NotSent(long call)
    {
        lock (_lock)
        {
            _log.Fail(call);
            if (call == _trying)
                _trying = null;
        }
    }

    /// <summary>Whether a row of refusals is more than a turn that came too soon.</summary>
    private bool IsLong(long start) =>
        pacer.RequestsPerMinute is not { } rate || _most is not null || (pacer.Now - _log.SentAt(start))?.TotalMinutes >= 2 / rate;

    /// <summary>Gives the wait where it is worth telling of.</summary>
    private TimeSpan? Shut(TimeSpan? asked, bool isSaid = false)
    {
        _isShut = true;
        _shutSince = pacer.Now;
        _trying = null;
        _firstTry = _log.Next;
        _trial = null;
        var perMinute = pacer.RequestsPerMinute ?? MeasuredPerMinute(pacer.Now, _log.Next - _log.CountUndecided());
        _try = TimeSpan.FromMinutes(Math.Clamp(0.5 / perMinute, s_soonest.TotalMinutes, s_firstTry.TotalMinutes));
        if (isSaid)
            _try = s_firstTry;
        var wait = Wait(asked);
        if (_most is not null)
            _doubt = Math.Min(2 * _doubt, 12);
        SetMost(null);
        return wait >= s_firstTry ? wait : null;
    }

    private void TryAgain(TimeSpan? asked)
    {
        _trying = null;
        var shut = (pacer.Now - _shutSince).TotalSeconds;
        _try = TimeSpan.FromSeconds(Math.Clamp(0.15 * shut, Math.Min(_try.TotalSeconds, 0.25), 5));
        Wait(asked);
    }

    /// <summary>A second is the least that a server can ask for, and says no more than <em>soon</em>.</summary>
    private TimeSpan Wait(TimeSpan? asked)
    {
        var wait = asked > s_firstTry ? asked.Value : _try;
        wait = wait < LongestWait ? wait : LongestWait;
        Close(wait);
        return wait;
    }

    /// <summary>How long a call may be out before it is taken as let in.</summary>
    private TimeSpan Patience => 2 * _refusalTime;

    private void Close(TimeSpan wait) => pacer.CloseButOne(wait, Patience + TimeSpan.FromMilliseconds(1));

    /// <summary>
    /// What was let in, over a whole round, from the last opening of the door: a window that was filled and waited for has its quota in it, and a bucket that
    /// was emptied twice what came into it. A round that was short or had few calls in it is taken with those before it; of one that was long, what is
    /// behind the last ten times of the wait says little of now.
    /// </summary>
    private double MeasuredPerMinute(TimeSpan now, long call)
    {
        var shut = _isShut ? 10 * (now - _shutSince) : TimeSpan.Zero;
        var enough = shut > s_leastMeasure ? shut : s_leastMeasure;
        var i = _anchors.Count - 1;
        for (; i > 0; i--)
        {
            var age = now - _anchors[i].At;
            if (age >= (_anchors[i].IsOpening ? s_leastMeasure : enough) && AdmittedSince(_anchors[i], call) >= FewestToMeasure)
                break;
        }
        return Math.Max(1, AdmittedSince(_anchors[i], call)) / Math.Max(1e-5, (now - _anchors[i].At).TotalMinutes);
    }

    private long AdmittedSince(Anchor anchor, long call)
    {
        if (call - anchor.Call > CallLog.Size)
            return call - anchor.Call - (_log.Refused - anchor.Refused);
        var (refused, all) = _log.Count(anchor.Call, call);
        return all - refused;
    }

    private void GoOn(long call)
    {
        var at = _log.SentAt(call) ?? pacer.Now;
        var measured = MeasuredPerMinute(at, call);
        // What opens at the first try was shut for little.
        if (pacer.RequestsPerMinute is { } rate && (pacer.Now - _shutSince).TotalMinutes < 2 / rate)
            measured = Math.Clamp(measured, rate * 0.9, rate);
        _isShut = false;
        _trying = null;
        var anchor = new Anchor(call, _log.Refused, at, IsOpening: true);
        Mark(anchor);
        StartAnew(anchor);
        StartSteps();
        Confirm(measured);
        SetRate(_said * BelowSaid ?? (measured * (IsClean ? 1 : Above)));
        pacer.Open();
    }

    private bool IsClean => _strays.Mean < Clean;

    private void Confirm(double measured)
    {
        _isSure = _measured is { } before && Math.Abs(measured - before) < 0.15 * before;
        _confirmed = _isSure ? Math.Min(_confirmed + 1, 4) : 0;
        _measured = measured;
    }

    private void Mark(Anchor anchor)
    {
        _anchors.Add(anchor);
        if (_anchors.Count > 200)
            _anchors.RemoveRange(0, 50);
    }

    private void StartAnew(Anchor anchor)
    {
        _from = anchor;
        _refusedSince = 0;
    }

    private Anchor Here => new(_log.Next, _log.Refused, pacer.Now);

    private bool TakesSoManyAtOnce(bool isRow)
    {
        if (_log.MostAtOnce(_from.Call, _strays.High, _doubt) is not { } most)
        {
            // Too many by a few: those that were let in have not come back yet.
            if (!isRow || _most is not { } tooMany || _lowered >= 3 || _log.FewestAtRefusal(_from.Call) is not { } fewest
                || fewest < Math.Max(1, Math.Min(0.8 * tooMany, tooMany - 2)))
                return false;
            _lowered++;
            SetMost(fewest);
            StartAnew(Here);
            _capStep = Here;
            return true;
        }
        _lowered = _mostSteps = 0;
        _capSteps = _most is { } before && most >= before - 1 ? Math.Min(_capSteps + 1, 6) : 0;
        SetMost(most);
        SetRate(4 * MeasuredPerMinute(pacer.Now, _log.Next - _log.CountUndecided()));
        StartAnew(Here);
        _capStep = Here;
        return true;
    }

    private void SetMost(int? most)
    {
        _most = most;
        pacer.MostUnderWay = most;
    }

    private void Judge()
    {
        if (_trial is not null)
        {
            JudgeTrial(_trial);
            return;
        }
        var calls = _log.Next - _from.Call;
        if (calls < FewestToJudge || (pacer.RequestsPerMinute is { } given && given == Given))
            return;
        var share = _refusedSince / (double)calls;
        var isOpen = pacer.RequestsPerMinute is null;
        var usual = Math.Min(0.9, _strays.Mean + Tolerance);
        var tried = Math.Max(_triedShare + 0.05, 0.08);
        // What was never tried at a lower rate may be the rate's doing, whatever is thought of the strays.
        var isUntried = calls >= MostToJudge && IsMore(calls, tried);
        if (isUntried || (!isOpen && IsMore(calls, usual)))
        {
            if (!TakesSoManyAtOnce(isRow: false))
                Try(_from, isUntried ? 0.01 : _strays.Mean, share);
        }
        else if (calls >= MostToJudge)
        {
            // What is more than that may be what the rate is too high by.
            if (isOpen || _refusedSince <= (calls * _strays.Mean) + (0.7 * Math.Sqrt(calls * usual * (1 - usual))))
                _strays.Add(_refusedSince, calls);
            StartAnew(Here);
        }
    }

    /// <summary>Whether more of the calls were refused than a share explains.</summary>
    private bool IsMore(long calls, double share) => _refusedSince > (calls * share) + (Deviations * Math.Sqrt(calls * share * (1 - share)));

    private void Try(Anchor since, double strays, double share)
    {
        var admitted = AdmittedSince(since, _log.Next) / Math.Max(1e-5, (pacer.Now - since.At).TotalMinutes);
        admitted = Math.Min(admitted, pacer.RequestsPerMinute ?? double.PositiveInfinity);
        _trial = new Trial(pacer.RequestsPerMinute, Math.Min(share, 0.95), Math.Max(strays, 0.01), admitted);
        SetRate(admitted * OfTrial);
        StartAnew(Here);
        StartSteps();
    }

    private void JudgeTrial(Trial trial)
    {
        var calls = _log.Next - _from.Call;
        var admitted = calls - _refusedSince;
        var forStrays = (_refusedSince * Math.Log(trial.Share / trial.Strays)) + (admitted * Math.Log((1 - trial.Share) / (1 - trial.Strays)));
        if (Math.Abs(forStrays) < EndOfTrial && calls < MostInTrial)
            return;
        _trial = null;
        if (forStrays > 0)
        {
            _strays.Add(_refusedSince, calls);
            _triedShare = Math.Max(trial.Share, _refusedSince / (double)calls);
            if (_strays.Mean < _triedShare)
                _strays.Set(_triedShare * 100, 100);
            pacer.RequestsPerMinute = trial.RateBefore ?? Given;
        }
        else
        {
            _strays.Set(_refusedSince + 0.5, calls + 5);
            var rate = trial.RateBefore is { } before ? Math.Clamp(trial.Admitted, 0.8 * before, 0.97 * before) : trial.Admitted;
            Confirm(rate);
            SetRate(rate);
        }
        StartAnew(Here);
        StartSteps();
    }

    private void StartSteps()
    {
        _steps = 0;
        _step = Here;
    }

    private void Grow()
    {
        var now = pacer.Now;
        if (now - _anchors[^1].At >= s_shortStep)
            Mark(Here);
        if (_most is { } most)
        {
            GrowMost(most, now);
            return;
        }
        if (pacer.RequestsPerMinute is not { } rate || rate == Given || _trial is not null)
            return;
        var (time, calls) = (now - _step.At, _log.Next - _step.Call);
        if (time < (_isSure ? s_step : s_shortStep) || calls < (_isSure ? 20 << (IsClean ? _confirmed : 0) : 8))
            return;
        var (refused, before) = (_log.Refused - _step.Refused, _step);
        _step = Here;
        // What the pacer does not hold back says nothing of a faster stream.
        if (!pacer.HoldsBack)
            return;
        var mean = _strays.Mean + Tolerance;
        var deviation = Math.Sqrt(calls * mean * (1 - mean));
        if (refused > (calls * mean) + (2 * deviation))
        {
            _steps = 0;
            // A share that is a little too high is seen in many calls alone.
            if (calls >= MostToJudge && refused > (calls * mean) + (Deviations * deviation))
                Try(before, _strays.Mean, refused / (double)calls);
            return;
        }
        if (rate > 1.3 * _measured)
            _isSure = false;
        var least = _isSure ? IsClean ? 0.01 : 0.02 : 0.04;
        var part = Math.Min(least * (1 << Math.Min(_steps++, 10)), 0.3);
        SetRate(Math.Min(rate * (1 + part), _said * BelowSaid ?? double.PositiveInfinity));
    }

    /// <summary>Tries more at once where those that are allowed are all under way; what is refused then comes four times as often as answers at most.</summary>
    private void GrowMost(int most, TimeSpan now)
    {
        var time = now - _capStep.At;
        // Where the pacer holds back calls that the limit lets through, it has been set by too few of them.
        if (_log.UnderWay + 1 < most && time >= s_shortStep && pacer.HoldsBack && pacer.RequestsPerMinute is { } rate)
        {
            SetRate(1.5 * rate);
            _capStep = Here;
        }
        if (_log.UnderWay + 1 < most || time < s_shortStep * (2 << _capSteps))
            return;
        var admitted = AdmittedSince(_capStep, _log.Next);
        if (admitted < Math.Min(FewestPerStep, most))
            return;
        SetRate(4 * admitted / time.TotalMinutes);
        SetMost(most + Math.Max(1, most * Math.Min(5 << Math.Min(_mostSteps++, 10), 50) / 100));
        _capStep = Here;
    }

    private void SetRate(double rate) => pacer.RequestsPerMinute = Math.Min(Math.Max(rate, 1), Given ?? Most);
}
