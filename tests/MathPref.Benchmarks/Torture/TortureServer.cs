using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MathPref.Core.Llm;
using MathPref.Tests.Hosting;
using Microsoft.Extensions.AI;

namespace MathPref.Benchmarks.Torture;

/// <summary>
/// The server of a round: answers by <see cref="Answers"/>, after the plan's faults, and watches that nothing is asked that was
/// answered and kept, or that no row explains. A request gets at most so many faults, so that each is answered in the end.
/// </summary>
internal sealed partial class TortureServer : IAsyncDisposable
{
    private const int MostRefusalsInARow = 3;
    private const int MostStalls = 3;

    private readonly Plan _plan;
    private readonly Expected _expected;
    private readonly Answers _answers;
    private readonly bool _hasFaults;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Traffic> _traffic = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _refusalsInARow = new(StringComparer.Ordinal);
    private ChatServer? _server;
    private TaskCompletionSource _goal = new();
    private int _goalAt = int.MaxValue;
    private int _stalls;
    private readonly List<string> _surplus = [];
    private readonly Dictionary<string, int> _working = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Pace> _paces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<long>> _lastSecond = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _bills = new(StringComparer.Ordinal);
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private TaskCompletionSource? _hold;
    private bool _holdsAtGoal;
    private bool _followsCut;
    private decimal? _cap;
    private int _processes = 1;
    private bool _isSuspended;
    private int _inFlight;
    private long _lastArrival;

    /// <summary>What has been asked and answered of one question.</summary>
    private sealed class Traffic
    {
        public int Attempts { get; set; }

        /// <summary>Answers that the journal holds, as far as looked.</summary>
        public int Kept { get; set; }

        /// <summary>Answers in this execution.</summary>
        public int Answered { get; set; }

        public bool WasPassedOn { get; set; }

        /// <summary>The journal's keys of its answers, by number.</summary>
        public required IReadOnlyList<string> Keys { get; init; }
    }

    /// <summary>How much of a minute's allowance has been used ahead of its time.</summary>
    private sealed class Pace
    {
        public double Used { get; set; }

        public long At { get; set; }
    }

    private TortureServer(Plan plan, Expected expected, bool hasFaults) => (_plan, _expected, _answers, _hasFaults) = (plan, expected, new Answers(plan.Poisons), hasFaults);

    public string Address => _server!.Address;

    public int Faults { get; private set; }

    public int Answered { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Grows as long as something happens.</summary>
    public long Progress => _server!.Started + _server.Answered;

    /// <summary>Requests that have come and have no answer yet.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>USD for all that was asked, whatever came of it.</summary>
    public decimal Billed { get; private set; }

    /// <summary>What must not be, in the order in which it came.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    /// <summary>Questions that were answered more often than there are answers to it.</summary>
    public int Repeated { get; private set; }

    public static async Task<TortureServer> StartAsync(Plan plan, Expected expected, bool hasFaults)
    {
        var server = new TortureServer(plan, expected, hasFaults);
        server._server = await ChatServer.StartAsync(server.AnswerAsync);
        return server;
    }

    /// <summary>Answers that are still missing.</summary>
    public int Missing
    {
        get
        {
            lock (_lock)
                return _expected.Calls.Values.Sum() - _traffic.Values.Sum(t => t.Kept);
        }
    }

    /// <summary>Ends when so many more questions are answered.</summary>
    /// <param name="more">How many.</param>
    /// <param name="holds">Whether no answer goes out from then on, until <see cref="Release"/>.</param>
    public Task WhenAnswered(int more, bool holds = false)
    {
        lock (_lock)
        {
            _holdsAtGoal = holds;
            _goal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _goalAt = Answered + more;
            if (more <= 0)
                ReachGoal();
            return _goal.Task;
        }
    }

    /// <summary>Lets the answers go that were held.</summary>
    public void Release()
    {
        lock (_lock)
        {
            (_goalAt, _holdsAtGoal) = (int.MaxValue, false);
            _hold?.TrySetResult();
            _hold = null;
        }
    }

    /// <summary>Begins an execution: what it may cost, how many processes it is, and whether it will be suspended.</summary>
    public void BeginExecution(decimal? cap, int processes = 1, bool isSuspended = false)
    {
        lock (_lock)
        {
            (_cap, _processes, _isSuspended) = (cap, processes, isSuspended);
            // A cmdlet's -MaxCost is for this once; a run's counts all times.
            if (_plan.Kind is ChainKind.Pipe)
                _bills.Clear();
            _paces.Clear();
            _said.Clear();
        }
    }

    /// <summary>One of several processes is about to be killed: from here on its calls in flight may be asked again, and until here nothing was.</summary>
    public void BeforeCut()
    {
        lock (_lock)
        {
            _surplus.ForEach(Violations.Enqueue);
            _surplus.Clear();
        }
    }

    /// <summary>Waits until what a process sent before its end has come.</summary>
    public async Task SettleAsync()
    {
        const int quietMs = 150;
        var watch = Stopwatch.StartNew();
        do
        {
            await Task.Delay(quietMs / 3);
        }
        while (watch.Elapsed < s_settled && (InFlight > 0 || Stopwatch.GetElapsedTime(Volatile.Read(ref _lastArrival)).TotalMilliseconds < quietMs));
    }

    /// <summary>What it knows of the moment, for one who wonders why nothing happens.</summary>
    public string Describe()
    {
        lock (_lock)
        {
            var bills = string.Join(", ", _bills.Select(bill => $"{bill.Key} ${bill.Value}"));
            return string.Create(CultureInfo.InvariantCulture, $"the server has {InFlight} requests in flight, {Faults} faults and {Answered} answers behind it, {_expected.Calls.Values.Sum() - _traffic.Values.Sum(t => t.Kept)} answers are missing{(_cap is null ? "" : $", the bill is {bills} of ${_cap}")}");
        }
    }

    /// <summary>Ends an execution: notes what the journal now holds, and gives how many answers were lost on the way there.</summary>
    public int EndExecution(IReadOnlySet<string> journal, bool wasCut)
    {
        lock (_lock)
        {
            // What was on its way when the one before was cut off may have been handled after its end; and a process that died took answers with it.
            if (_surplus.Count > (_followsCut || wasCut ? _plan.MostInFlight : 0))
                _surplus.ForEach(Violations.Enqueue);
            _surplus.Clear();
            _followsCut = wasCut;
            var lost = 0;
            foreach (var (id, traffic) in _traffic)
            {
                var kept = traffic.Keys.Count(journal.Contains);
                if (kept < traffic.Kept)
                    Violations.Enqueue($"An answer that was in the journal is not there any more: [{id}].");
                lost += Math.Min(traffic.Answered, Needed(id) - traffic.Kept) - (kept - traffic.Kept);
                Repeated += Math.Max(0, traffic.Answered - (kept - traffic.Kept));
                (traffic.Kept, traffic.Answered) = (kept, 0);
            }
            return lost;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private int Needed(string id) => _expected.Calls.GetValueOrDefault(id);

    private async Task<ChatServer.Reply> AnswerAsync(ChatServer.Request request)
    {
        var question = Question.Read(request.Body);
        if (request.Authorization != $"Bearer {_plan.Key}")
            Violations.Enqueue("A request came without the key.");
        Interlocked.Increment(ref _inFlight);
        Volatile.Write(ref _lastArrival, Stopwatch.GetTimestamp());
        string[] places = [StageOf(question), question.Model, Everything];
        try
        {
            ChatServer.Reply? fault;
            Answer answer;
            Bill bill;
            Task held;
            lock (_lock)
            {
                var traffic = Arrive(question, request);
                CheckCrowd(question, places);
                bill = Bill.Of(_plan, question, request.Body);
                CheckPace(question, bill);
                fault = OverQuota(question) ?? (_hasFaults ? Fault(question, traffic.Attempts++, bill) : null);
                answer = _answers.Of(question);
                if (fault is null ? answer.Kind is not AnswerKind.Refused : MayBill(fault))
                    Charge(question, bill);
                if (fault is null)
                    Count(question, traffic, answer);
                held = _hold?.Task ?? Task.CompletedTask;
            }
            await Task.Delay(question.Pick("latency", 12), request.Gone);
            await held.WaitAsync(request.Gone);
            if (fault is { Status: Stall })
                return await ChatServer.HangAsync(request);
            return fault ?? answer.Kind switch
            {
                AnswerKind.Refused => new ChatServer.Reply("", 400, $$$"""{"error":{"message":"This request is refused (key {{{_plan.Key}}}).","type":"invalid_request_error"}}"""),
                AnswerKind.Empty => Completion(question, "", "stop", bill),
                _ => Completion(question, answer.Sent, answer.FinishReason, bill),
            };
        }
        finally
        {
            // Before the answer is sent: with it the next request may come.
            lock (_lock)
            {
                foreach (var place in places)
                    _working[place]--;
            }
            Interlocked.Decrement(ref _inFlight);
        }
    }

    /// <summary>The cmdlet that asks; of two branches each is one.</summary>
    private string StageOf(Question question) => question.Kind is QuestionKind.Generate && _plan.Generate.InBranches ? $"{question.Kind} {question.Model}" : question.Kind.ToString();

    /// <summary>No more are in flight than were allowed. Who gives up after a time leaves what the server does not know of yet.</summary>
    private void CheckCrowd(Question question, string[] places)
    {
        foreach (var place in places)
            _working[place] = _working.GetValueOrDefault(place) + 1;
        if (_plan.Faults.TimeoutSec is not null)
            return;
        int? stage = question.Kind switch { QuestionKind.Instruct => _plan.Instruct?.Throttle, QuestionKind.Judge => _plan.Judge?.Throttle, _ => _plan.Generate.Throttle };
        int?[] most = [stage, SettingsOf(question)?.Throttle, _plan.RunThrottle];
        foreach (var (place, limit) in places.Zip(most))
        {
            if (_working[place] > limit * _processes)
                Say($"crowd {place}", $"{_working[place]} calls of {place} are in flight, and -ThrottleLimit is {limit}.");
        }
    }

    /// <summary>No more come than a minute's share of what was allowed, and of that a second's share at once.</summary>
    private void CheckPace(Question question, Bill bill)
    {
        void Check(string what, double amount, int? perMinute, double atOnce)
        {
            if (perMinute is not { } rate)
                return;
            var now = Stopwatch.GetTimestamp();
            if (!_paces.TryGetValue(what, out var pace))
                _paces[what] = pace = new Pace { At = now };
            pace.Used = Math.Max(0, pace.Used - Stopwatch.GetElapsedTime(pace.At, now).TotalMinutes * rate * _processes) + amount;
            pace.At = now;
            if (pace.Used > (rate / 60d + atOnce) * _processes)
                Say($"pace {what}", string.Create(CultureInfo.InvariantCulture, $"{what} of {question.Model} came {pace.Used:0} ahead of their time, and {rate} a minute are allowed."));
        }
        var settings = SettingsOf(question);
        Check($"requests of {question.Model}", 1, settings?.RequestsPerMinute, 3);
        // What is under way was let through by its estimate, and the rest is put right when it comes home.
        Check($"tokens of {question.Model}", bill.Input + bill.Output, settings?.TokensPerMinute, _plan.MostInFlight * (double)(bill.Input + bill.Output));
    }

    private ChatServer.Reply? OverQuota(Question question)
    {
        if (_plan.ServerQuota is not { } most)
            return null;
        if (!_lastSecond.TryGetValue(question.Model, out var second))
            _lastSecond[question.Model] = second = new Queue<long>();
        while (second.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest) > TimeSpan.FromSeconds(1))
            second.Dequeue();
        if (second.Count >= most)
            return new ChatServer.Reply("", 429, "{\"message\":\"Requests rate limit exceeded\"}");
        second.Enqueue(Stopwatch.GetTimestamp());
        return null;
    }

    private void Charge(Question question, Bill bill)
    {
        if (bill.Dollars == 0)
            return;
        Billed += bill.Dollars;
        var payer = _plan.Kind is ChainKind.Pipe ? StageOf(question) : Everything;
        _bills[payer] = _bills.GetValueOrDefault(payer) + bill.Dollars;
        if (_bills[payer] > _cap * (_plan.Kind is ChainKind.Pipe ? _processes : 1))
            Say($"bill {payer}", string.Create(CultureInfo.InvariantCulture, $"The bill of {payer} is ${_bills[payer]}, and -MaxCost is ${_cap}{(_processes > 1 ? $" for each of {_processes}" : "")}."));
    }

    /// <summary>A kind of violation that would repeat itself with each request is said once an execution.</summary>
    private void Say(string kind, string what)
    {
        if (_said.Add(kind))
            Violations.Enqueue(what);
    }

    private ModelSettings? SettingsOf(Question question) => _plan.Models.FirstOrDefault(m => m.Key.EndsWith("/" + question.Model, StringComparison.Ordinal)).Value;

    /// <summary>An answer was made, and nobody who pays can know that none came: all but a refusal, and a server that says it is not there.</summary>
    private static bool MayBill(ChatServer.Reply fault) => fault.Status is 200 or 504 or ChatServer.Reset or Stall;

    private ChatServer.Reply Completion(Question question, string content, string finish, Bill bill)
    {
        var isAbsurd = question.Share("absurd") < (_plan.Money?.Absurd ?? 0);
        string[] nonsense = [Usage("2000000000", "2000000000"), Usage("-5", "-7"), Usage("1e300", "99999999999999999999"), Usage("\"NaN\"", "\"many\""), "[]"];
        var usage = isAbsurd ? nonsense[question.Pick("absurd kind", nonsense.Length)] : Usage(bill);
        var said = JsonSerializer.Serialize(content);
        return new ChatServer.Reply("", 200, $$$"""{"id":"c","object":"chat.completion","created":1,"model":{{{JsonSerializer.Serialize(question.Model)}}},"choices":[{"index":0,"message":{"role":"assistant","content":{{{said}}}},"finish_reason":"{{{finish}}}"}],"usage":{{{usage}}}}""");
    }

    private static string Usage(Bill bill) => Usage(bill.Input.ToString(CultureInfo.InvariantCulture), bill.Output.ToString(CultureInfo.InvariantCulture));

    private static string Usage(string input, string output) => $$"""{"prompt_tokens":{{input}},"completion_tokens":{{output}}}""";

    private void ReachGoal()
    {
        if (_holdsAtGoal)
            _hold ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _goal.TrySetResult();
    }

    private Traffic Arrive(Question question, ChatServer.Request request)
    {
        if (!_traffic.TryGetValue(question.Id, out var traffic))
            _traffic[question.Id] = traffic = new Traffic { Keys = KeysOf(request.Body) };
        var needed = Needed(question.Id);
        if (needed == 0 && !_expected.Refused.Contains(question.Id))
            Violations.Enqueue($"No row explains a request: {question}.");
        if (needed > 0 && traffic.Kept >= needed)
            Violations.Enqueue($"Asked again although its answer is in the journal: {question}, {Describe(question.Id)}.");
        else if (traffic.WasPassedOn)
            Violations.Enqueue($"Asked again although its answer was passed on: {question}.");
        foreach (Match tag in AnyTag().Matches(request.Text))
        {
            if (_traffic.TryGetValue(tag.Groups["id"].Value, out var source))
                source.WasPassedOn = true;
        }
        return traffic;
    }

    private void Count(Question question, Traffic traffic, Answer answer)
    {
        _refusalsInARow[question.Model] = 0;
        if (answer.Kind is not AnswerKind.Text)
        {
            Refused++;
            return;
        }
        traffic.Answered++;
        // A short -TimeoutSec may let the client give up what is on its way; but not what was there before it was over.
        if (traffic.Answered > Needed(question.Id) - traffic.Kept && (_plan.Faults.TimeoutSec is null || _isSuspended))
            _surplus.Add($"Answered more often in one execution than there are answers to it: {question}, {Describe(question.Id)}.");
        if (++Answered >= _goalAt)
            ReachGoal();
    }

    private const int Stall = -2;
    private const string Everything = "the run";
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(5);

    private ChatServer.Reply? Fault(Question question, int attempt, Bill bill)
    {
        string Of(string what) => string.Create(CultureInfo.InvariantCulture, $"{what} {attempt}");
        if (attempt >= _plan.Faults.MostOfARequest || question.Share(Of("fault")) >= _plan.Faults.Rate)
            return null;
        var kind = question.Pick(Of("kind"), 13);
        if (kind == 9 && (_plan.Faults.TimeoutSec is null || _stalls++ >= MostStalls))
            kind = 3;
        // Refusals in a row are a quota to the module, which then slows down for good reason.
        if (kind <= 1 && (_refusalsInARow[question.Model] = _refusalsInARow.GetValueOrDefault(question.Model) + 1) > MostRefusalsInARow)
            kind = 2;
        Faults++;
        return kind switch
        {
            0 => new ChatServer.Reply("", 429, "{\"message\":\"Requests rate limit exceeded\"}"),
            1 => new ChatServer.Reply("", 429, "{\"message\":\"Slow down\"}", new Dictionary<string, string> { ["Retry-After"] = "1" }),
            2 => new ChatServer.Reply("", 500, $$$"""{"error":{"message":"internal error for key {{{_plan.Key}}}"}}"""),
            3 => new ChatServer.Reply("", 503, "<html><body>upstream is gone</body></html>"),
            4 => new ChatServer.Reply("", ChatServer.Reset),
            5 => new ChatServer.Reply("", 200, "{\"choices\":[{\"message\":{\"content\":\"half of an ans"),
            6 => new ChatServer.Reply("", 200, $"not JSON, but {_plan.Key}"),
            7 => new ChatServer.Reply("", 200, "{\"error\":{\"message\":\"overloaded\",\"code\":\"overloaded\"}}"),
            8 => new ChatServer.Reply("", 200, "{\"choices\":[]}"),
            10 => Completion(question, "Let me see, it is", "error", bill),
            11 => new ChatServer.Reply("", 200, $$$"""{"error":{"message":"broken off","code":502},"usage":{{{Usage(bill)}}}}"""),
            12 => new ChatServer.Reply("", 504, "<html><body>the answer was made and nobody waited for it</body></html>"),
            _ => new ChatServer.Reply("", Stall),
        };
    }

    /// <summary>The journal's keys of the first answers to a request, by their numbers.</summary>
    private List<string> KeysOf(JsonElement body)
    {
        const int most = 16;
        double? Number(string name) => body.TryGetProperty(name, out var value) ? value.GetDouble() : null;
        long? seed = (long?)(Number("seed") ?? Number("random_seed"));
        var messages = body.GetProperty("messages").EnumerateArray().Select(m => new ChatMessage(new ChatRole(m.GetProperty("role").GetString()!), m.GetProperty("content").GetString())).ToList();
        return Enumerable.Range(0, most).Select(number => Convert.ToHexString(RequestKey.Of(
            $"{Address}/v1/",
            body.GetProperty("model").GetString()!,
            messages,
            new CallOptions { Generation = number, Temperature = (float?)Number("temperature"), TopP = (float?)Number("top_p"), MaxOutputTokens = (int?)Number("max_tokens"), Seed = seed }))).ToList();
    }

    private string Describe(string id) => string.Create(CultureInfo.InvariantCulture, $"{_traffic[id].Kept} kept, {_traffic[id].Answered} answered now, {Needed(id)} needed");

    [GeneratedRegex(@"\[q:(?<id>[0-9a-f]{12})\]")]
    private static partial Regex AnyTag();
}
