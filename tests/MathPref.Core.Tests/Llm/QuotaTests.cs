using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Llm;

/// <summary>
/// Client and server on one fake clock: how much of a quota is used, and how often the client is refused. The callers are walked
/// through their states one by one, so that a run is the same on every machine.
/// </summary>
public sealed class QuotaTests
{
    private const int Callers = 16;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(400);

    public static TheoryData<string> Servers => ["fixed", "sliding", "bucket of 60", "bucket of 5", "bucket of 2"];

    private static Func<TimeSpan, bool> Server(string kind) => kind switch
    {
        "fixed" => FixedWindow(60),
        "sliding" => SlidingWindow(60),
        "bucket of 60" => TokenBucket(60, 60),
        "bucket of 5" => TokenBucket(60, 5),
        _ => TokenBucket(60, 2),
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public void A_quota_that_nobody_named_is_learnt_and_used(string kind)
    {
        var (used, refused) = Simulate(Server(kind), null, minutes: 20);
        Assert.True(used >= 0.9, $"{used:P1} of the quota was used");
        // What is sent too much now and then, to see whether there is more, is refused; it takes nothing of the quota.
        Assert.True(refused < 0.15, $"{refused:P2} of the answers after the first minute were refusals");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public void A_quota_that_is_given_is_used_and_hardly_ever_refused(string kind)
    {
        var (used, refused) = Simulate(Server(kind), 60, minutes: 10);
        Assert.True(used >= 0.9, $"{used:P1} of the quota was used");
        Assert.True(refused < 0.005, $"{refused:P2} of the answers after the first minute were refusals");
    }

    [Fact]
    public void Headers_that_say_nothing_is_left_are_believed()
    {
        var (window, left) = (-1L, 60);
        bool Admits(TimeSpan now)
        {
            if ((long)now.TotalMinutes != window)
                (window, left) = ((long)now.TotalMinutes, 60);
            return --left >= 0;
        }
        var (used, refused) = Simulate(Admits, null, minutes: 10, () => new RateHeaders { RequestsPerMinute = 60, RemainingRequests = Math.Max(0, left) });
        Assert.True(used >= 0.9, $"{used:P1} of the quota was used");
        Assert.True(refused < 0.02, $"{refused:P2} of the answers after the first minute were refusals");
    }

    [Fact]
    public void Scattered_refusals_delay_their_own_calls_alone()
    {
        var random = new Random(7);
        var simulation = new Simulation(_ => random.NextDouble() > 0.2, null, null);
        simulation.Run(TimeSpan.FromMinutes(5));
        // Sixteen callers of 0.4 s, each waiting about a second after one call in five, make some 1,600 calls a minute.
        Assert.Null(simulation.Pacer.RequestsPerMinute);
        Assert.InRange(simulation.Log.Count(l => !l.Refused) / 5.0, 1000, 2400);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(1, false)]
    public void Refusals_that_come_back_first_are_judged_by_the_calls_that_were_sent_between_them(int every, bool flows)
    {
        var limits = new ModelLimits(new FakeTimeProvider());
        var calls = Enumerable.Range(0, 32).Select(_ => limits.Quota.Begin()).ToList();
        // Of the others nothing is heard yet: they are being answered.
        foreach (var call in calls.Where((_, i) => i % every == every - 1))
            limits.Quota.Refused(call, null, TimeSpan.FromSeconds(1));
        Assert.Equal(flows, limits.Pacer.WaitAsync(0, default).IsCompleted);
    }

    [Fact]
    public void A_server_that_asks_for_hours_is_tried_after_the_longest_wait_that_a_person_set()
    {
        var time = new FakeTimeProvider();
        var limits = new ModelLimits(time);
        limits.Quota.LongestWait = TimeSpan.FromSeconds(2);
        var epoch = limits.Quota.Begin();
        Assert.Equal(TimeSpan.FromSeconds(2), limits.Quota.Answered(epoch, new RateHeaders { RemainingRequests = 0, Reset = TimeSpan.FromHours(7) }));
        var turn = limits.Pacer.WaitAsync(0, default);
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(turn.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(turn.IsCompleted);
        Assert.Null(limits.Quota.Refused(limits.Quota.Begin(isTry: true), null, TimeSpan.FromHours(2)));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(4.1, limits.Quota.ShutFor.TotalSeconds, 6);
    }

    private static (double Used, double Refused) Simulate(Func<TimeSpan, bool> admits, double? given, int minutes, Func<RateHeaders?>? headers = null)
    {
        var simulation = new Simulation(admits, given, headers);
        simulation.Run(TimeSpan.FromMinutes(minutes));
        var later = simulation.Log.Where(l => l.At >= TimeSpan.FromMinutes(1)).ToList();
        var answered = later.Count(l => !l.Refused);
        return (answered / (60.0 * (minutes - 1)), (later.Count - answered) / (double)later.Count);
    }

    private static Func<TimeSpan, bool> FixedWindow(int limit)
    {
        var (window, count) = (-1L, 0);
        return now =>
        {
            var current = (long)now.TotalMinutes;
            if (current != window)
                (window, count) = (current, 0);
            return count++ < limit;
        };
    }

    private static Func<TimeSpan, bool> SlidingWindow(int limit)
    {
        var taken = new Queue<TimeSpan>();
        return now =>
        {
            while (taken.TryPeek(out var oldest) && oldest <= now - TimeSpan.FromMinutes(1))
                taken.Dequeue();
            if (taken.Count >= limit)
                return false;
            taken.Enqueue(now);
            return true;
        };
    }

    private static Func<TimeSpan, bool> TokenBucket(double perMinute, double capacity)
    {
        var (tokens, last) = (capacity, TimeSpan.Zero);
        return now =>
        {
            tokens = Math.Min(capacity, tokens + (now - last).TotalMinutes * perMinute);
            last = now;
            if (tokens < 1)
                return false;
            tokens--;
            return true;
        };
    }

    private sealed class Simulation
    {
        private readonly FakeTimeProvider _time = new();
        private readonly ModelLimits _limits;
        private readonly Func<TimeSpan, bool> _admits;
        private readonly Func<RateHeaders?>? _headers;
        private readonly Random _jitter = new(3);
        private readonly Caller[] _callers = Enumerable.Range(0, Callers).Select(_ => new Caller()).ToArray();

        public Simulation(Func<TimeSpan, bool> admits, double? given, Func<RateHeaders?>? headers)
        {
            (_admits, _headers) = (admits, headers);
            _limits = new ModelLimits(_time);
            _limits.Set(new LimitSettings { RequestsPerMinute = given });
        }

        private sealed class Caller
        {
            /// <summary>A turn that is waited for; null while the call is in flight or waits to try again.</summary>
            public Task<bool>? Turn;
            public TimeSpan Until;
            public bool IsInFlight;
            public long Epoch;
            public int Refusals;
        }

        public CallPacer Pacer => _limits.Pacer;

        public List<(TimeSpan At, bool Refused)> Log { get; } = [];

        public void Run(TimeSpan length)
        {
            while (Pacer.Now < length)
            {
                foreach (var caller in _callers)
                    Walk(caller);
                _time.Advance(s_tick);
            }
        }

        private void Walk(Caller caller)
        {
            var now = Pacer.Now;
            if (caller.IsInFlight && now >= caller.Until)
            {
                caller.IsInFlight = false;
                caller.Refusals = 0;
                _limits.Quota.Answered(caller.Epoch, _headers?.Invoke());
            }
            if (caller.IsInFlight || now < caller.Until)
                return;
            caller.Turn ??= Pacer.WaitAsync(0, default);
            if (!caller.Turn.IsCompleted)
                return;
            caller.Epoch = _limits.Quota.Begin(caller.Turn.Result);
            caller.Turn = null;
            var admitted = _admits(now);
            Log.Add((now, !admitted));
            if (admitted)
            {
                (caller.IsInFlight, caller.Until) = (true, now + s_latency);
                return;
            }
            _limits.Quota.Refused(caller.Epoch, _headers?.Invoke(), null);
            caller.Until = now + TimeSpan.FromSeconds(Math.Min(120, Math.Pow(2, caller.Refusals++)) * (0.5 + _jitter.NextDouble()));
        }
    }
}
