using System.Collections.Concurrent;
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
    private bool _followsKill;

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

    private TortureServer(Plan plan, Expected expected, bool hasFaults) => (_plan, _expected, _answers, _hasFaults) = (plan, expected, new Answers(plan.Poisons), hasFaults);

    public string Address => _server!.Address;

    public int Faults { get; private set; }

    public int Answered { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Grows as long as something happens.</summary>
    public long Progress => _server!.Started + _server.Answered;

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
    public Task WhenAnswered(int more)
    {
        lock (_lock)
        {
            _goal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _goalAt = Answered + more;
            if (more <= 0)
                _goal.SetResult();
            return _goal.Task;
        }
    }

    /// <summary>Ends an execution: notes what the journal now holds, and gives how many answers were lost on the way there.</summary>
    public int EndExecution(IReadOnlySet<string> journal, bool wasKilled)
    {
        lock (_lock)
        {
            // What was on its way when the one before was killed may have been handled after its end.
            if (_surplus.Count > (_followsKill ? _plan.MostInFlight : 0))
                _surplus.ForEach(Violations.Enqueue);
            _surplus.Clear();
            _followsKill = wasKilled;
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
        ChatServer.Reply? fault;
        Answer answer;
        lock (_lock)
        {
            var traffic = Arrive(question, request);
            fault = _hasFaults ? Fault(question, traffic.Attempts++) : null;
            answer = _answers.Of(question);
            if (fault is null)
                Count(question, traffic, answer);
        }
        await Task.Delay(question.Pick("latency", 12), request.Gone);
        if (fault is { Status: Stall })
            return await ChatServer.HangAsync(request);
        return fault ?? answer.Kind switch
        {
            AnswerKind.Refused => new ChatServer.Reply("", 400, $$$"""{"error":{"message":"This request is refused (key {{{_plan.Key}}}).","type":"invalid_request_error"}}"""),
            AnswerKind.Empty => new ChatServer.Reply(""),
            _ => new ChatServer.Reply(answer.Sent, FinishReason: answer.FinishReason),
        };
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
        // A short -TimeoutSec may let the client give up what is on its way.
        if (traffic.Answered > Needed(question.Id) - traffic.Kept && _plan.Faults.TimeoutSec is null)
            _surplus.Add($"Answered more often in one execution than there are answers to it: {question}, {Describe(question.Id)}.");
        if (++Answered >= _goalAt)
            _goal.TrySetResult();
    }

    private const int Stall = -2;

    private ChatServer.Reply? Fault(Question question, int attempt)
    {
        string Of(string what) => string.Create(CultureInfo.InvariantCulture, $"{what} {attempt}");
        if (attempt >= _plan.Faults.MostOfARequest || question.Share(Of("fault")) >= _plan.Faults.Rate)
            return null;
        var kind = question.Pick(Of("kind"), 10);
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
