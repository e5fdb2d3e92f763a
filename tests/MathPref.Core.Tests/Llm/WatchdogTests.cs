using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Net;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Llm;

/// <summary>
/// Random chains of cmdlets with random permits, limits, budgets, journals, faults and cancellations, over real sockets and on a clock that is turned
/// when nothing else moves. Whatever happens, something is in flight or timed while anything waits, the money holds, and all that was held is given
/// back at the end.
/// </summary>
public sealed class WatchdogTests : IDisposable
{
    private const int Rounds = 40;

    /// <summary>USD a token: whatever is wrong in a reserve is seen at once.</summary>
    private static readonly Price s_price = new(1000, 2000);

    /// <summary>How long nothing may move before it is called stuck, and how long before the clock is turned.</summary>
    private static readonly TimeSpan s_stuck = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_still = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_calm = TimeSpan.FromMilliseconds(100);

    private readonly string _folder = Directory.CreateTempSubdirectory("mathpref-watchdog").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_waits_for_what_nobody_will_give_and_whoever_stops_gives_back_what_he_holds()
    {
        var first = Environment.GetEnvironmentVariable("MATHPREF_WATCHDOG_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 190;
        var rounds = Environment.GetEnvironmentVariable("MATHPREF_WATCHDOG_ROUNDS") is { } many ? int.Parse(many, System.Globalization.CultureInfo.InvariantCulture) : Rounds;
        await using var server = await StrictMistralServer.StartAsync();
        server.ScriptComesFirst = true;
        for (var seed = first; seed < first + rounds; seed++)
        {
            using var round = new Round(server, seed, Path.Combine(_folder, $"{seed}"));
            await round.RunAsync();
        }
    }

    /// <summary>A clock that stands until it is turned to what is due next.</summary>
    private sealed class StandingClock : TimeProvider
    {
        private readonly Lock _lock = new();
        private readonly HashSet<Timer> _pending = [];
        private long _now;

        public int Pending
        {
            get
            {
                lock (_lock)
                    return _pending.Count;
            }
        }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }

        public void TurnToNext()
        {
            Timer? due;
            lock (_lock)
            {
                due = _pending.MinBy(timer => timer.Due);
                if (due is null)
                    return;
                _pending.Remove(due);
                _now = Math.Max(_now, due.Due);
            }
            due.Ring();
        }

        private sealed class Timer(StandingClock clock, Action ring) : ITimer
        {
            public long Due { get; private set; }

            public void Ring() => ring();

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                Assert.Equal(Timeout.InfiniteTimeSpan, period);
                lock (clock._lock)
                {
                    clock._pending.Remove(this);
                    if (dueTime == Timeout.InfiniteTimeSpan)
                        return true;
                    Due = clock._now + dueTime.Ticks;
                    clock._pending.Add(this);
                }
                return true;
            }

            public void Dispose()
            {
                lock (clock._lock)
                    clock._pending.Remove(this);
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }

    private sealed class Round : IDisposable
    {
        private readonly StrictMistralServer _server;
        private readonly int _seed;
        private readonly Random _random;
        private readonly Random _faults;
        private readonly StandingClock _clock = new();
        private readonly List<Cmdlet> _cmdlets = [];
        private readonly List<LlmSpec> _models = [];
        private readonly List<(CallGate Gate, int Most)> _gates = [];
        private readonly ConcurrentQueue<string> _wrong = [];
        private readonly string _folder;
        private readonly Budget? _run;
        private readonly Journal? _ledger;
        private readonly CallGate? _runGate;
        private readonly bool _isShaky;
        private readonly bool _isShut;
        private decimal _charged;
        private int _moves;
        private bool _isCalm;

        public Round(StrictMistralServer server, int seed, string folder)
        {
            (_server, _seed, _random, _faults, _folder) = (server, seed, new Random(seed), new Random(seed + 1), folder);
            Directory.CreateDirectory(folder);
            _isShaky = _random.Next(3) > 0;
            _isShut = _random.Next(3) == 0;
            var isRun = _random.Next(3) > 0;
            _ledger = isRun ? Journal.Open(Path.Combine(folder, "run.db")) : null;
            _run = isRun ? new Budget(Limit(), _ledger) : null;
            _runGate = isRun && _random.Next(2) == 0 ? Gate(_random.Next(1, 4)) : null;
            for (var i = _random.Next(1, 4); i > 0; i--)
            {
                _models.Add(LlmSpec.Parse($"openai/m{i}") with
                {
                    Endpoint = server.Address,
                    ApiKey = ModelSetup.Secret($"key-{seed}"),
                    Price = s_price,
                    TimeoutSec = 300,
                    Limits = new LimitSettings
                    {
                        ThrottleLimit = _random.Next(3) == 0 ? _random.Next(1, 4) : null,
                        RequestsPerMinute = _random.Next(3) == 0 ? _random.Next(1, 600) : null,
                        TokensPerMinute = _random.Next(4) == 0 ? _random.Next(10, 6000) : null,
                    },
                });
            }
            var journal = _random.Next(2) == 0 ? null : isRun && _random.Next(2) == 0 ? Path.Combine(folder, "run.db") : Path.Combine(folder, "other.db");
            for (var i = _random.Next(1, 4); i > 0; i--)
                _cmdlets.Add(new Cmdlet(this, journal));
            server.Script = Answer;
        }

        private decimal? Limit() => _random.Next(4) == 0 ? null : _random.Next(2, 40) / 100m;

        private CallGate Gate(int most)
        {
            var gate = new CallGate(most);
            _gates.Add((gate, most));
            return gate;
        }

        public void Moved() => Interlocked.Increment(ref _moves);

        public void Wrong(string what) => _wrong.Enqueue(what);

        public async Task RunAsync()
        {
            await WatchAsync(Task.WhenAll(_cmdlets.Select(cmdlet => cmdlet.RunAsync())), "the cmdlets");
            Assert.True(_wrong.IsEmpty, $"seed {_seed}: {string.Join("; ", _wrong)}");
            // What the server worked on was counted by all that had to pay for it, and nobody spent more than he had.
            if (_run is not null)
            {
                Check(_run.Spent >= _charged, $"the run counts {_run.Spent} of the {_charged} that the server charged");
                Check(!(_run.Spent > _run.Limit), $"the run spent {_run.Spent} of {_run.Limit}");
            }
            Check(_cmdlets.Sum(cmdlet => cmdlet.Budget.Spent) >= _charged, $"the cmdlets count less than the {_charged} that the server charged");
            foreach (var budget in _cmdlets.Select(cmdlet => cmdlet.Budget))
                Check(!(budget.Spent > budget.Limit), $"a cmdlet spent {budget.Spent} of {budget.Limit}");
            // All permits are back, and no money is reserved.
            foreach (var (gate, most) in _gates.Concat(_cmdlets.SelectMany(cmdlet => cmdlet.ModelGates)).Distinct())
            {
                var slots = Enumerable.Range(0, most + 1).Select(_ => gate.TryReserve()).ToList();
                Check(slots.Count(slot => slot is not null) == most, $"{slots.Count(slot => slot is not null)} of {most} permits are back");
                slots.ForEach(slot => slot?.Dispose());
            }
            foreach (var budget in _cmdlets.Select(cmdlet => cmdlet.Budget).Append(_run).OfType<Budget>())
                Check(budget.Reserved == 0, $"{budget.Reserved} is reserved and nothing in flight");
            // Every model can be asked: no quota stays shut.
            _isCalm = true;
            await WatchAsync(Task.WhenAll(_models.Select(AskOnceAsync)), "one more call of each model");
            if (_ledger is null)
                return;
            foreach (var cmdlet in _cmdlets)
                cmdlet.Dispose();
            _ledger.Dispose();
            using var ledger = Journal.Open(Path.Combine(_folder, "run.db"));
            Check(ledger.NotedCost() == _run!.Spent, $"the ledger has {ledger.NotedCost()}, the run counts {_run.Spent}");
        }

        private void Check(bool holds, string otherwise) => Assert.True(holds, $"seed {_seed}: {otherwise}");

        private async Task AskOnceAsync(LlmSpec model)
        {
            var chat = Chat.Open(model, new LlmOptions(), Settings(Gate(1), [], null) with { RunGate = null });
            using var limit = new CancellationTokenSource();
            await chat.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "one more")], new CallOptions { MaxOutputTokens = 1 }, limit.Token);
        }

        /// <summary>Turns the clock when nothing moves, until the work ends.</summary>
        private async Task WatchAsync(Task work, string what)
        {
            var (seen, since, idle) = (-1L, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, Task.Run(Thread.Yield));
                var moves = Volatile.Read(ref _moves) + ((long)_server.Calls.Count << 32);
                if (moves != seen)
                    (seen, since) = (moves, Stopwatch.GetTimestamp());
                if (_clock.Pending > 0 || _server.Open > 0)
                    idle = Stopwatch.GetTimestamp();
                // What is asked at the end is answered: it is not to be too slow for a clock that is turned.
                if (_clock.Pending > 0 && Stopwatch.GetElapsedTime(since) > (_isCalm ? s_calm : s_still) && !(_isCalm && _server.Open > 0))
                {
                    _clock.TurnToNext();
                    since = Stopwatch.GetTimestamp();
                }
                if (Stopwatch.GetElapsedTime(idle) > s_stuck)
                    Assert.Fail($"seed {_seed}: {what} wait, and nothing is in flight or timed. {string.Join("; ", _cmdlets)}; run {_run?.Spent} of {_run?.Limit}");
            }
            await work;
        }

        private ChatSettings Settings(CallGate gate, IReadOnlyList<Budget> budgets, string? journal) => new()
        {
            Gate = gate,
            Embedded = _ => throw new NotSupportedException(),
            Retry = new RetrySettings { MaximumRetryCount = 4, RetryInterval = TimeSpan.FromSeconds(1), MaximumRetryInterval = TimeSpan.FromSeconds(20) },
            Budgets = budgets,
            RunGate = _runGate,
            Journal = journal,
            Time = _clock,
        };

        /// <summary>Answers, fails or hangs, and charges for what it worked on.</summary>
        private ScriptedReply? Answer(ChatCall call)
        {
            Moved();
            var input = call.Body.GetProperty("messages").EnumerateArray().Sum(m => Encoding.UTF8.GetByteCount(m.GetProperty("content").GetString()!));
            var allowed = call.Body.GetProperty("max_tokens").GetInt32();
            lock (_faults)
            {
                var output = _faults.Next(1, allowed + 1);
                var usage = $$"""{"prompt_tokens":{{input}},"completion_tokens":{{output}}}""";
                ScriptedReply Charged(ScriptedReply reply, int tokens)
                {
                    if (!_isCalm)
                        _charged += s_price.Of(input, tokens);
                    return reply;
                }
                var fault = _isCalm || !_isShaky ? 99 : _faults.Next(30);
                if (_isShut && !_isCalm && _faults.Next(3) > 0)
                    fault = 1;
                return fault switch
                {
                    0 => ScriptedReply.Error(429, "{}"),
                    1 => ScriptedReply.Error(429, "{}", ("x-ratelimit-remaining-req-minute", "0"), ("x-ratelimit-limit-req-minute", "60")),
                    2 => ScriptedReply.Error(500, "{}"),
                    3 => ScriptedReply.Error(503, "{}", ("Retry-After", "7")),
                    4 => Charged(ScriptedReply.Error(504, "{}"), allowed),
                    5 => Charged(new ScriptedReply { CutAfter = 0 }, allowed),
                    6 => Charged(ScriptedReply.Text("x") with { CutAfter = 9 }, allowed),
                    7 => Charged(ScriptedReply.Never, allowed),
                    8 => Charged(ScriptedReply.Message("""{"content":"half"}""", "error", usage), output),
                    9 => Charged(new ScriptedReply { Body = $$"""{"error":{"message":"no"},"usage":{{usage}}}""" }, output),
                    10 => Charged(ScriptedReply.Message("""{"content":""}""", "stop", usage), output),
                    11 => ScriptedReply.Error(400, "{}"),
                    12 => Charged(ScriptedReply.Message("""{"content":"x"}""", "stop", null), allowed),
                    _ => Charged(ScriptedReply.Message("""{"content":"x"}""", "stop", usage), output),
                };
            }
        }

        public void Dispose()
        {
            foreach (var cmdlet in _cmdlets)
                cmdlet.Dispose();
            _server.Script = _ => null;
        }

        /// <summary>What a cmdlet and its pump do: a row starts when there is a permit, and asks all its models at once.</summary>
        private sealed class Cmdlet : IDisposable
        {
            private readonly Round _round;
            private readonly List<OpenChat> _chats;
            private readonly CallGate _gate;
            private readonly SemaphoreSlim _freed = new(0);
            private readonly CancellationTokenSource _stop = new();
            private readonly CancellationTokenSource _noNewAttempts;
            private readonly int _rows;
            private readonly int _generations;
            private readonly int _stopAt;
            private readonly int _most;
            private int _calls;
            private int _started;
            private int _ended;
            private bool _isDisposed;

            public Cmdlet(Round round, string? journal)
            {
                _round = round;
                var random = round._random;
                _noNewAttempts = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                _most = random.Next(1, 6);
                _gate = new CallGate(_most) { Freed = () => _freed.Release() };
                round._gates.Add((_gate, _most));
                Budget = new Budget(round.Limit());
                _rows = random.Next(1, 16);
                _generations = random.Next(1, 3);
                _stopAt = random.Next(3) == 0 ? random.Next(1, 20) : int.MaxValue;
                var settings = round.Settings(_gate, new[] { Budget, round._run }.OfType<Budget>().ToList(), journal);
                var models = round._models.Where(_ => random.Next(2) == 0).DefaultIfEmpty(round._models[0]).ToList();
                _chats = models.ConvertAll(model => Chat.Open(model, new LlmOptions(), settings));
                ModelGates = models
                    .Select(model => (ModelLimits.Shared(model, LlmConnection.Resolve(model, _ => null), model.Limits, round._clock).Gate, model.Limits.ThrottleLimit))
                    .Where(m => m.Gate is not null)
                    .Select(m => (m.Gate!, m.ThrottleLimit!.Value))
                    .ToList();
            }

            public Budget Budget { get; }

            public IReadOnlyList<(CallGate Gate, int Most)> ModelGates { get; }

            public override string ToString() => $"{_ended} of {_started} of {_rows} rows of {_chats.Count} x {_generations} calls, {_most} at once, {Budget.Spent} of {Budget.Limit}";

            public async Task RunAsync()
            {
                var rows = new List<Task>();
                try
                {
                    while (_started < _rows && await ReserveAsync() is { } slot)
                        rows.Add(RowAsync(slot, _started++));
                }
                catch (OperationCanceledException)
                {
                }
                await Task.WhenAll(rows);
            }

            private async Task<CallSlot?> ReserveAsync()
            {
                while (!_noNewAttempts.IsCancellationRequested)
                {
                    if (_gate.TryReserve() is { } slot)
                        return slot;
                    await _freed.WaitAsync(_noNewAttempts.Token);
                }
                return null;
            }

            private async Task RowAsync(CallSlot slot, int row)
            {
                await Task.Yield();
                await Task.WhenAll(_chats.SelectMany(chat => Enumerable.Range(0, _generations).Select(generation => CallAsync(chat, slot, row, generation))));
                slot.Dispose();
                Interlocked.Increment(ref _ended);
            }

            private async Task CallAsync(OpenChat chat, CallSlot slot, int row, int generation)
            {
                var call = new CallOptions
                {
                    MaxOutputTokens = 8,
                    Generation = generation,
                    Slot = slot,
                    NoNewAttempts = _noNewAttempts.Token,
                    NoNewAttemptsEndsWithCall = true,
                    OnEnd = _noNewAttempts.Cancel,
                };
                if (Interlocked.Increment(ref _calls) == _stopAt)
                    _stop.Cancel();
                try
                {
                    await chat.Client.GetResponseAsync([new ChatMessage(ChatRole.User, $"row {row % 7}")], call, _stop.Token);
                }
                catch (OperationCanceledException) when (_stop.IsCancellationRequested || _noNewAttempts.IsCancellationRequested)
                {
                }
                catch (LlmException failed)
                {
                    if (failed.EndsTheWork)
                        await _noNewAttempts.CancelAsync();
                }
                catch (Exception error)
                {
                    _round.Wrong(error.ToString());
                }
                _round.Moved();
            }

            public void Dispose()
            {
                if (_isDisposed)
                    return;
                _isDisposed = true;
                _chats.ForEach(chat => chat.Client.Dispose());
                _gate.Dispose();
            }
        }
    }
}
