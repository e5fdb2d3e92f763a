using MathPref.Core.Llm;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Llm;

/// <summary>Client and server on one fake clock: how much of a quota is used, and how often the client is refused.</summary>
public sealed class QuotaTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(400);

    /// <summary>A server with a quota of its own kind, which says nothing about it but 429.</summary>
    private sealed class QuotaServer(TimeProvider time, Func<TimeSpan, bool> admits, Func<RateHeaders?>? headers = null) : IChatClient
    {
        private readonly long _origin = time.GetTimestamp();

        public List<(TimeSpan At, bool Refused)> Log { get; } = [];

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            bool admitted;
            lock (Log)
            {
                var now = time.GetElapsedTime(_origin);
                admitted = admits(now);
                Log.Add((now, !admitted));
            }
            if (!admitted)
                throw new LlmException(LlmFailure.RateLimited, "slow down") { Rate = headers?.Invoke() };
            await Task.Delay(s_latency, time, cancellationToken);
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok")) { RawRepresentation = headers?.Invoke() };
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
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

    public static TheoryData<string> Servers => ["fixed", "sliding", "bucket of 60", "bucket of 5", "bucket of 3"];

    private static Func<TimeSpan, bool> Server(string kind) => kind switch
    {
        "fixed" => FixedWindow(60),
        "sliding" => SlidingWindow(60),
        "bucket of 60" => TokenBucket(60, 60),
        "bucket of 5" => TokenBucket(60, 5),
        _ => TokenBucket(60, 3),
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_quota_that_nobody_named_is_learnt_and_used(string kind)
    {
        var (used, refused) = await RunAsync(Server(kind), limits: new LimitSettings(), minutes: 20);
        Assert.True(used >= 0.9, $"{used:P1} of the quota was used");
        Assert.True(refused < 0.02, $"{refused:P2} of the answers after the first minute were refusals");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_quota_that_is_given_is_used_and_hardly_ever_refused(string kind)
    {
        var (used, refused) = await RunAsync(Server(kind), new LimitSettings { RequestsPerMinute = 60 }, minutes: 8);
        Assert.True(used >= 0.9, $"{used:P1} of the quota was used");
        Assert.True(refused < 0.02, $"{refused:P2} of the answers after the first minute were refusals");
    }

    [Fact]
    public async Task Headers_that_say_nothing_is_left_are_believed()
    {
        var (window, left) = (-1L, 60);
        bool Admits(TimeSpan now)
        {
            if ((long)now.TotalMinutes != window)
                (window, left) = ((long)now.TotalMinutes, 60);
            return --left >= 0;
        }
        var (used, refused) = await RunAsync(Admits, new LimitSettings(), minutes: 8, () => new RateHeaders { RequestsPerMinute = 60, RemainingRequests = Math.Max(0, left) });
        Assert.True(used >= 0.9, $"{used:P1} of the quota was used");
        Assert.True(refused < 0.02, $"{refused:P2} of the answers after the first minute were refusals");
    }

    [Fact]
    public async Task Scattered_refusals_do_not_slow_the_other_calls()
    {
        var random = new Random(7);
        var time = new FakeTimeProvider();
        var server = new QuotaServer(time, _ => random.NextDouble() > 0.2);
        var (done, elapsed) = await DriveAsync(time, server, new LimitSettings(), calls: 2000, TimeSpan.FromMinutes(30));
        Assert.Equal(2000, done);
        // 2,000 calls of 0.4 s, 16 at a time, take 50 s without any refusal.
        Assert.InRange(elapsed.TotalSeconds, 50, 100);
    }

    private static async Task<(double Used, double Refused)> RunAsync(Func<TimeSpan, bool> admits, LimitSettings limits, int minutes, Func<RateHeaders?>? headers = null)
    {
        var time = new FakeTimeProvider();
        var server = new QuotaServer(time, admits, headers);
        await DriveAsync(time, server, limits, calls: int.MaxValue, TimeSpan.FromMinutes(minutes));
        var later = server.Log.Where(l => l.At >= TimeSpan.FromMinutes(1)).ToList();
        var answered = later.Count(l => !l.Refused);
        return (answered / (60.0 * (minutes - 1)), (later.Count - answered) / (double)later.Count);
    }

    /// <summary>Sixteen workers that call one after the other, as a cmdlet does, until enough is done or the time is over.</summary>
    private static async Task<(int Done, TimeSpan Elapsed)> DriveAsync(FakeTimeProvider time, QuotaServer server, LimitSettings settings, int calls, TimeSpan end)
    {
        using var gate = new CallGate(16);
        using var over = new CancellationTokenSource();
        var limits = new ModelLimits(time, settings.RequestsPerMinute, settings.TokensPerMinute);
        using var client = new RetryChatClient(new LimitedChatClient(server, gate, limits), new RetrySettings { MaximumRetryCount = 1000 }, time);
        var (begun, done) = (0, 0);
        var workers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref begun) <= calls)
            {
                await client.GetResponseAsync([new ChatMessage(ChatRole.User, "x")], new CallOptions(), over.Token);
                Interlocked.Increment(ref done);
            }
        })).ToArray();
        var all = Task.WhenAll(workers);
        var origin = time.GetTimestamp();
        while (time.GetElapsedTime(origin) < end && !all.IsCompleted)
        {
            await SettleAsync();
            time.Advance(s_tick);
        }
        var elapsed = time.GetElapsedTime(origin);
        await over.CancelAsync();
        try
        {
            await all;
        }
        catch (OperationCanceledException)
        {
        }
        return (done, elapsed);
    }

    /// <summary>Lets everything run that can run before the clock moves on.</summary>
    private static async Task SettleAsync()
    {
        for (var quiet = 0; quiet < 3;)
        {
            await Task.Yield();
            quiet = ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
        }
    }
}
