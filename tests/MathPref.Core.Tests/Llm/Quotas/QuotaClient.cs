using MathPref.Core.Llm;

namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>
/// The module's way of a call, event by event on a turned clock: the real pacer and the real learner, asked as <see cref="LimitedChatClient"/> asks them;
/// permits as the pump gives them (an attempt that has waited comes before a new row, a wait before another attempt holds none, rows are written
/// as they come, so that no oldest one holds up the others); waits as the retry makes them. Nothing runs beside anything else: a draw gives the same on
/// every machine. It ends after 20 minutes or 20,000 calls that were let in; those that were refused are not counted, or a client that is refused all the
/// time would soon be done.
/// </summary>
internal sealed class QuotaClient
{
    private const double MostSeconds = 20 * 60;
    private const int MostAnswers = 20_000;
    private const int MostAttempts = 11;

    /// <summary>As <see cref="LimitedChatClient"/> ends the work.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly QuotaDraw _draw;
    private readonly SimulatedServer _server;
    private readonly Chances _chances;
    private readonly TurnedClock _clock = new();
    private readonly ModelLimits _limits;
    private readonly Random _jitter;
    private readonly PriorityQueue<Event, long> _events = new();
    private readonly Queue<int> _rowsToTryAgain = new();
    private readonly Queue<(Task<bool> Turn, int Attempt)> _waiting = new();
    private int _free;
    private bool _isOver;

    public QuotaClient(QuotaDraw draw)
    {
        (_draw, _server, _chances, _free) = (draw, SimulatedServer.For(draw), new Chances(draw), draw.InFlight);
        _limits = new ModelLimits(_clock);
        _jitter = new Random(draw.Seed + 5);
        Answers = new AnswerCount(draw.Period);
    }

    private enum What
    {
        Answer,
        Refusal,
        EndOfWait,
    }

    /// <param name="What">What happens.</param>
    /// <param name="Attempt">The number of the row's attempt, from 1.</param>
    /// <param name="Ticket">What the learner gave the call.</param>
    /// <param name="RetryAfter">Seconds; 0 where nothing is said.</param>
    private readonly record struct Event(What What, int Attempt, long Ticket, double RetryAfter);

    public AnswerCount Answers { get; }

    public int Calls { get; private set; }

    public int Refusals { get; private set; }

    /// <summary>Rows that no attempt was left for.</summary>
    public int Failed { get; private set; }

    /// <summary>Called after each event; for a look at the learner while it works.</summary>
    public Action<double, ModelLimits>? Watch { get; init; }

    private double Now => _clock.GetTimestamp() / (double)TimeSpan.TicksPerSecond;

    /// <summary>Gives the seconds that it took.</summary>
    public double Run()
    {
        Fill();
        while (!_isOver && Calls - Refusals < MostAnswers)
        {
            var timer = _clock.NextTimer;
            var next = _events.TryPeek(out _, out var due) ? Math.Min(due, timer) : timer;
            if (next >= MostSeconds * TimeSpan.TicksPerSecond)
            {
                _clock.TurnTo((long)MostSeconds * TimeSpan.TicksPerSecond);
                break;
            }
            _clock.TurnTo(Math.Max(next, _clock.GetTimestamp()));
            if (due <= _clock.GetTimestamp() && _events.TryDequeue(out var what, out _))
                Happen(what);
            TakeTurns();
            Fill();
            Watch?.Invoke(Now, _limits);
        }
        return Now;
    }

    private void Happen(Event what)
    {
        switch (what.What)
        {
            case What.EndOfWait:
                _rowsToTryAgain.Enqueue(what.Attempt);
                break;
            case What.Answer:
                _server.Done();
                Answers.Add(Now);
                _free++;
                _limits.Quota.Answered(what.Ticket, null);
                break;
            default:
                Refusals++;
                _free++;
                _limits.Quota.Refused(what.Ticket, null, what.RetryAfter > 0 ? TimeSpan.FromSeconds(what.RetryAfter) : null);
                _isOver = _limits.Quota.ShutFor > s_patience;
                if (what.Attempt == MostAttempts)
                    Failed++;
                else
                    After(what.RetryAfter > 0 ? Math.Min(120, what.RetryAfter) : Backoff(what.Attempt), new Event(What.EndOfWait, what.Attempt + 1, 0, 0));
                break;
        }
    }

    private double Backoff(int attempt) => Math.Min(120, Math.Pow(2, attempt - 1) * (0.5 + _jitter.NextDouble()));

    private void After(double seconds, Event what) => _events.Enqueue(what, _clock.GetTimestamp() + (long)(seconds * TimeSpan.TicksPerSecond));

    private void Fill()
    {
        while (_free > 0)
        {
            _free--;
            var attempt = _rowsToTryAgain.TryDequeue(out var again) ? again : 1;
            var turn = _limits.Pacer.WaitAsync(0, default);
            if (turn.IsCompleted)
                Send(attempt, turn.Result);
            else
                _waiting.Enqueue((turn, attempt));
        }
    }

    /// <summary>Turns are given in the order in which they were asked for.</summary>
    private void TakeTurns()
    {
        while (_waiting.TryPeek(out var first) && first.Turn.IsCompleted)
            Send(_waiting.Dequeue().Attempt, first.Turn.Result);
    }

    private void Send(int attempt, bool isTry)
    {
        Calls++;
        var ticket = _limits.Quota.Begin(isTry);
        if (!_chances.IsStray() && _server.HasRoom(Now))
        {
            _server.Admit(Now);
            After(_chances.Latency(), new Event(What.Answer, attempt, ticket, 0));
            return;
        }
        var room = _server.HasRoom(Now) ? 1 : _server.NextRoom(Now) - Now;
        After(_draw.RoundTrip, new Event(What.Refusal, attempt, ticket, _draw.SaysRetryAfter ? Math.Max(1, double.IsFinite(room) ? Math.Ceiling(room) : 1) : 0));
    }
}
