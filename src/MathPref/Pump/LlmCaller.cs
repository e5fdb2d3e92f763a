using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MathPref.Core.Llm;
using MathPref.Core.Runs;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>The models of one cmdlet, opened, and the count of what they answered.</summary>
internal sealed class LlmCaller : IDisposable
{
    private const string Planned = "Planned answer ";

    private readonly OpenChat[] _chats;
    private readonly LlmOptions[] _options;
    private readonly ModelUsage[] _usage;
    private readonly int[] _firstGeneration;
    private readonly bool _hasBudget;
    private readonly bool _isPlan;
    private readonly RequestLog _requests;
    private readonly List<ReplyScript> _scripts = [];
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);
    private readonly (long Answers, long Tokens)[] _found;
    private long _tokens;
    private long _cutShort;
    private long _retries;
    private long _journalHits;
    private int _unreachable;
    private int _shut;
    private int _doubted;

    public LlmCaller(IReadOnlyList<LlmSpec> models, LlmOptions overrides, ChatSettings settings, IReadOnlyList<string?> journals)
    {
        Models = models;
        WaitsForServers = models.Count > 0 && models.All(model => model.Profile.HasServer);
        _hasBudget = settings.Budgets.Any(budget => budget.Limit is not null);
        _isPlan = settings.IsPlan;
        _requests = settings.Requests;
        _options = models.Select(m => m.Options.OverriddenBy(overrides)).ToArray();
        var chats = new List<OpenChat>();
        try
        {
            for (var i = 0; i < models.Count; i++)
                chats.Add(Chat.Open(models[i], _options[i], settings with { Journal = journals[i] }));
            foreach (var model in models.Where(m => m.Script is not null).DistinctBy(m => m.Script))
            {
                model.Script!.Take(model);
                _scripts.Add(model.Script);
            }
        }
        catch
        {
            LeaveScripts();
            chats.ForEach(c => c.Client.Dispose());
            throw;
        }
        _chats = [.. chats];
        _usage = models.Zip(_chats, (model, chat) => UsageLedger.Of(model, chat.Endpoint)).ToArray();
        Tally = new ModelTally(models.Select((model, i) => (model.ToString(), _options[i].ToString(), _chats[i].Price)).ToList());
        // A model that is named again goes on counting, so that it is not asked for the same answer twice.
        _found = new (long, long)[models.Count];
        _firstGeneration = models.Select((model, i) => models.Take(i).Count(model.Equals)).ToArray();
    }

    public IReadOnlyList<LlmSpec> Models { get; }

    public ModelTally Tally { get; }

    /// <summary>Whether no model works on this machine's own time.</summary>
    public bool WaitsForServers { get; }

    public long Tokens => Interlocked.Read(ref _tokens);

    /// <summary>Answers that ended at the limit of tokens.</summary>
    public long CutShort => Interlocked.Read(ref _cutShort);

    /// <summary>Requests equal to an earlier one, whose answer they share.</summary>
    public long Shared => _requests.Repeated;

    /// <summary>
    /// Asks model number <paramref name="model"/> for its answer number <paramref name="generation"/> of <paramref name="generations"/>, where the row
    /// has <paramref name="earlier"/> answers of it already. Of a row with several questions it is number <paramref name="question"/>.
    /// </summary>
    public async Task<ChatResponse> AskAsync(
        RowContext row, int model, IReadOnlyList<ChatMessage> messages, int generation = 0, int generations = 1, int earlier = 0, int question = 0)
    {
        var call = CallOf(row, model, generation, generations, earlier, question);
        ChatResponse response;
        try
        {
            response = await _chats[model].Client.GetResponseAsync(messages, call, row.Cancellation).ConfigureAwait(false);
        }
        catch (LlmException error)
        {
            if (error.Failure is not LlmFailure.BudgetReached)
                _usage[model].Failed();
            if (error.MayBeBilled)
                _usage[model].MayBeBilled(error.Usage, _chats[model].Price);
            throw;
        }
        catch (OperationCanceledException) when (call.State.IsSent)
        {
            _usage[model].MayBeBilled(null, _chats[model].Price);
            throw;
        }
        catch (ScriptedReplyException)
        {
            _usage[model].Failed();
            throw;
        }
        if (_isPlan)
            return response;
        Count(model, response);
        row.Answered(model, response.Usage, response.RawRepresentation is JournalHit, FinishReasons.IsCut(response.FinishReason?.Value));
        return response;
    }

    private CallOptions CallOf(RowContext row, int model, int generation, int generations, int earlier, int question = 0)
    {
        var options = _options[model];
        var number = earlier + _firstGeneration[model] * generations + generation;
        return new CallOptions
        {
            Temperature = (float?)options.Temperature,
            TopP = (float?)options.TopP,
            MaxOutputTokens = options.MaxNewTokens ?? (_hasBudget ? BudgetChatClient.LengthWithoutLimit : null),
            LengthIsBudgets = options.MaxNewTokens is null && _hasBudget,
            // The embedded models draw from nothing but their seed.
            Seed = options.Seed + number ?? (Models[model].Profile.IsOffline ? number : null),
            StopSequences = options.Stop?.ToList(),
            ReasoningEffort = options.ReasoningEffort,
            Generation = number,
            Reply = row.Replies?[model].ElementAtOrDefault(question * generations + generation),
            Slot = row.Slot,
            NoNewAttempts = row.NoNewAttempts,
            NoNewAttemptsEndsWithCall = true,
            OnRetry = notice => Tell(row, model, notice),
            OnEnd = row.EndWork,
            OnShut = wait => TellShut(row, model, wait),
            OnDoubt = () => TellDoubt(row, model),
            OnLearnt = text => TellLearnt(row, text),
            OnWait = text => TellWait(row, text),
        };
    }

    /// <summary>
    /// Takes what scripted models say to a row that is about to start, by model and generation; null without such a model. On the
    /// pipeline thread, where script blocks can run and the order of the rows is that of the input.
    /// </summary>
    public ScriptedReply[][]? TakeReplies(IRowWork work) => _scripts.Count == 0 ? null : Models
        .Select((model, i) => model.Script is not { } script ? [] : work.Questions
            .SelectMany(question => Enumerable.Range(0, work.Generations)
                .Select(generation => (work.Earlier?[i] ?? 0) + _firstGeneration[i] * work.Generations + generation)
                .Select(number => script.Next(model, question, number, _options[i])))
            .ToArray())
        .ToArray();

    /// <summary>Lets other cmdlets go on in the scripts of these models; no reply is taken after it.</summary>
    public void LeaveScripts()
    {
        _scripts.ForEach(s => s.Leave());
        _scripts.Clear();
    }

    /// <summary>What a question would most likely take: what a journal holds of its answers is not asked for again.</summary>
    public PlannedCalls Estimate(IRowWork work)
    {
        var all = new PlannedCalls(0, 0, 0, 0, 0);
        foreach (var question in work.Questions)
        {
            var one = Estimate(work, question);
            all = new PlannedCalls(
                all.Calls + one.Calls, all.Reused + one.Reused, all.InputTokens + one.InputTokens, all.OutputTokens + one.OutputTokens, all.Cost + one.Cost);
        }
        return all;
    }

    private PlannedCalls Estimate(IRowWork work, IReadOnlyList<ChatMessage> messages)
    {
        var generations = work.Generations;
        var input = TokenEstimate.Input(messages);
        var (reused, calls, outputs, cost) = (0L, 0L, 0L, (decimal?)0);
        var row = RowContext.OfPlan();
        for (var model = 0; model < Models.Count; model++)
        {
            var asked = generations;
            for (var number = 0; number < generations && _chats[model].Client is JournalPeekClient journal; number++)
            {
                if (journal.Find(messages, CallOf(row, model, number, generations, work.Earlier?[model] ?? 0)) is not { } found)
                    continue;
                asked--;
                if (found.Usage?.OutputTokenCount is { } tokens)
                    _found[model] = (_found[model].Answers + 1, _found[model].Tokens + tokens);
            }
            var output = PlannedLength(model);
            reused += generations - asked;
            calls += asked;
            outputs += (long)output * asked;
            if (asked > 0)
                cost += _chats[model].Price?.Of((long)input * asked, (long)output * asked);
        }
        return new PlannedCalls(calls, reused, input * calls, outputs, cost);
    }

    /// <summary>A text as long as an answer of that model is taken to be.</summary>
    public string PlannedAnswer(int model, int number) =>
        TokenEstimate.Text(PlannedLength(model), $"{Planned}{model + 1}.{number + 1}.");

    /// <summary>Whether a text stands for one that no model has given yet.</summary>
    public static bool IsPlanned(string text) => text.StartsWith(Planned, StringComparison.Ordinal);

    /// <summary>What a plan has for the answer to an instruction that is planned itself.</summary>
    public static string PlannedReference(int index) => FormattableString.Invariant($"{Planned}to instruction {index + 1}.");

    /// <summary>Tokens of an answer: the mean of those that the plan found in the journal so far, else as many as it may have.</summary>
    private int PlannedLength(int model) => _found[model] is { Answers: > 0 } found
        ? (int)Math.Min((found.Tokens + found.Answers - 1) / found.Answers, int.MaxValue)
        : _options[model].MaxNewTokens ?? TokenEstimate.TypicalAnswer;

    /// <summary>Journal hits, retries, tokens and cost for the progress line: of the step in a run, else of the models in this process.</summary>
    public string Describe(RunStep? step)
    {
        var said = new StringBuilder();
        if (Interlocked.Read(ref _journalHits) is > 0 and var hits)
            said.Append(CultureInfo.InvariantCulture, $", {hits} from the journal");
        if (Interlocked.Read(ref _retries) is > 0 and var retries)
            said.Append(CultureInfo.InvariantCulture, $", {Text.Count(retries, "retry", "retries")}");
        if (Tokens == 0)
            return said.ToString();
        var cost = step is null ? _usage.Distinct().Select(u => u.Snapshot().Cost).Aggregate((decimal?)0, (sum, c) => sum + c) : step.Cost;
        var priced = cost is > 0 ? $", {Text.Dollars(cost.Value)}{(step is null ? " in this process" : "")}" : "";
        return said.Append(CultureInfo.InvariantCulture, $", {Text.Tokens(Tokens)}{priced}").ToString();
    }

    public void Dispose()
    {
        foreach (var chat in _chats)
            chat.Client.Dispose();
    }

    /// <summary>Counts the answers to a row that was passed on or failed, on the pipeline thread.</summary>
    public void CountAnswers(IReadOnlyCollection<RowAnswer> answers, RunStep? step)
    {
        foreach (var (model, usage, isReused, isCut) in answers)
        {
            step?.Answered(usage?.InputTokenCount, usage?.OutputTokenCount, _chats[model].Price, isReused);
            Tally.Count(model, usage?.InputTokenCount, usage?.OutputTokenCount, isCut);
        }
    }

    private void Count(int model, ChatResponse response)
    {
        if (FinishReasons.IsCut(response.FinishReason?.Value))
            Interlocked.Increment(ref _cutShort);
        if (response.RawRepresentation is JournalHit)
        {
            _usage[model].FromJournal();
            Interlocked.Increment(ref _journalHits);
            return;
        }
        _usage[model].Answered(response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount, _chats[model].Price);
        Interlocked.Add(ref _tokens, (response.Usage?.InputTokenCount ?? 0) + (response.Usage?.OutputTokenCount ?? 0));
    }

    private void TellShut(RowContext row, int model, TimeSpan wait)
    {
        var text = FormattableString.Invariant($"{Models[model]}: the server's quota is used up. All calls wait, and one tries again in ") +
            FormattableString.Invariant($"{wait.TotalSeconds:0.#} s and from then on from time to time.");
        if (Interlocked.Exchange(ref _shut, 1) == 0)
            row.WarnNow(text + " -Verbose says when that happens again.");
        else
            row.Verbose(text);
    }

    private void TellDoubt(RowContext row, int model)
    {
        if (Interlocked.Exchange(ref _doubted, 1) == 0)
            row.WarnNow($"{Models[model]} counts tokens that cannot be for what was sent and allowed. Such calls are counted with the most that they can " +
                "have used.");
    }

    private void TellLearnt(RowContext row, string text)
    {
        if (_told.TryAdd(text, true))
            row.Verbose(text);
    }

    /// <summary>A journal that waits looks like a hang: each reason is told once.</summary>
    private void TellWait(RowContext row, string text)
    {
        if (_told.TryAdd(text, true))
            row.WarnNow(text);
    }

    private void Tell(RowContext row, int model, RetryNotice notice)
    {
        _usage[model].Retried();
        if (notice.Reason.MayBeBilled)
            _usage[model].MayBeBilled(notice.Reason.Usage, _chats[model].Price);
        Interlocked.Increment(ref _retries);
        row.Verbose(FormattableString.Invariant(
            $"{Models[model]}: attempt {notice.Attempt} failed ({notice.Reason.Message}); trying again in {notice.Wait.TotalSeconds:0.0} s."));
        // A server that is not there looks like a hang to a person who does not read the verbose stream.
        if (notice.Reason.Failure is LlmFailure.Connection && Interlocked.Exchange(ref _unreachable, 1) == 0)
            row.WarnNow($"{notice.Reason.Message.TrimEnd('.')}. It is tried again, up to -MaximumRetryCount times; -Verbose shows each.");
    }
}
