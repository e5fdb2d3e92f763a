using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Llm;

/// <summary>What a call takes on its way, and that it gives it back when it goes no further.</summary>
public sealed class CallPathTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ModelLimits _limits;

    public CallPathTests() => _limits = new ModelLimits(_time);

    /// <summary>Answers when the test says so.</summary>
    private sealed class Model(Task? when = null) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (options as CallOptions)?.State.IsSent = true;
            await (when ?? Task.CompletedTask);
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok"));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>The quota is shut, and one call may try it.</summary>
    private void ShutAndLetTry()
    {
        var wait = _limits.Quota.Answered(_limits.Quota.Begin(), new RateHeaders { RemainingRequests = 0 });
        _time.Advance(wait!.Value);
    }

    private static async Task AnsweredAsync(Task<ChatResponse> call) =>
        Assert.Equal("ok", (await call.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken)).Text);

    [Fact]
    public async Task A_try_of_a_shut_quota_that_is_given_up_before_it_goes_out_is_the_next_one_s()
    {
        using CallGate gate = new(4), runGate = new(1);
        var client = new LimitedChatClient(new Model(), gate, _limits, runGate);
        ShutAndLetTry();
        using var cancel = new CancellationTokenSource();
        var busy = runGate.TryReserve()!;
        var trying = client.GetResponseAsync(ModelSetup.Question, new CallOptions(), cancel.Token);
        var next = client.GetResponseAsync(ModelSetup.Question, new CallOptions(), TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trying);
        busy.Dispose();
        await AnsweredAsync(next);
    }

    [Fact]
    public async Task A_try_of_a_shut_quota_for_which_there_is_no_money_is_the_next_one_s()
    {
        using var gate = new CallGate(4);
        var poor = new LimitedChatClient(new BudgetChatClient(new Model(), new Budget(0.001m), new Price(1000, 1000), "m"), gate, _limits);
        ShutAndLetTry();
        Assert.Equal(LlmFailure.BudgetReached, (await poor.FailAsync(new CallOptions())).Failure);
        await AnsweredAsync(new LimitedChatClient(new Model(), gate, _limits).AskAsync(new CallOptions()));
    }

    /// <summary>A try that is out for long has been let in; one that never went out has not.</summary>
    [Fact]
    public void A_try_that_was_never_sent_does_not_open_the_door()
    {
        ShutAndLetTry();
        _limits.Quota.NotSent(_limits.Quota.Begin(isTry: true));
        _time.Advance(TimeSpan.FromMinutes(1));
        var next = _limits.Quota.Begin(isTry: true);
        Assert.True(_limits.Quota.ShutFor > TimeSpan.Zero);
        _limits.Quota.Answered(next, null);
        Assert.Equal(TimeSpan.Zero, _limits.Quota.ShutFor);
    }

    [Fact]
    public async Task A_turn_of_which_no_call_comes_is_the_next_one_s()
    {
        using CallGate gate = new(4), runGate = new(1);
        _limits.Set(new LimitSettings { RequestsPerMinute = 1, TokensPerMinute = 10 });
        var client = new LimitedChatClient(new Model(), gate, _limits, runGate);
        using var cancel = new CancellationTokenSource();
        var busy = runGate.TryReserve()!;
        var given = client.GetResponseAsync(ModelSetup.Question, new CallOptions { MaxOutputTokens = 1000 }, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        busy.Dispose();
        // The clock stands.
        await AnsweredAsync(client.AskAsync(new CallOptions()));
    }

    [Fact]
    public async Task A_call_that_comes_home_when_its_run_is_over_gives_the_model_s_permit_back()
    {
        using var gate = new CallGate(1);
        var runGate = new CallGate(1);
        _limits.Set(new LimitSettings { ThrottleLimit = 1 });
        var answer = new TaskCompletionSource();
        var call = new LimitedChatClient(new Model(answer.Task), gate, _limits, runGate).AskAsync(new CallOptions());
        runGate.Dispose();
        answer.SetResult();
        await AnsweredAsync(call);
        Assert.NotNull(_limits.Gate!.TryReserve());
        Assert.NotNull(gate.TryReserve());
    }

    [Fact]
    public async Task Who_leaves_the_queue_for_money_lets_those_behind_him_go_on()
    {
        var budget = new Budget(1.00m);
        await budget.ReserveAsync(0.50m, default);
        using var cancel = new CancellationTokenSource();
        var large = budget.ReserveAsync(0.90m, cancel.Token);
        var small = budget.ReserveAsync(0.30m, default);
        Assert.False(small.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0.80m, budget.Reserved);
    }

    [Fact]
    public async Task What_would_not_fit_even_if_those_in_flight_cost_nothing_does_not_wait_for_them()
    {
        var budget = new Budget(1.00m);
        await budget.ReserveAsync(0.40m, default);
        budget.Pay(0.40m, 0.40m);
        await budget.ReserveAsync(0.10m, default);
        Assert.Equal(LlmFailure.BudgetReached, (await Assert.ThrowsAsync<LlmException>(() => budget.ReserveAsync(0.70m, default))).Failure);
    }

    [Fact]
    public void Counts_are_believed_where_they_can_be_true_and_otherwise_are_the_most_that_was_sent_and_allowed()
    {
        const int Seed = 77;
        var random = new Random(Seed);
        for (var round = 0; round < 5000; round++)
        {
            ChatMessage[] messages = [new(ChatRole.System, new string('é', random.Next(3000))), new(ChatRole.User, new string('x', random.Next(3000)))];
            var sent = TokenEstimate.MostInput(messages);
            int? allowed = random.Next(3) == 0 ? null : (int)Math.Pow(10, random.NextDouble() * 9);
            var answer = new ChatResponse(new ChatMessage(ChatRole.Assistant, new string('a', random.Next(5000))));
            long? Draw() => random.Next(6) switch { 0 => null, 1 => -random.NextInt64(), 2 => BelievableUsage.NoCount, _ => (long)Math.Pow(10, random.NextDouble() * 18) };
            var said = new UsageDetails { InputTokenCount = Draw(), OutputTokenCount = Draw() };
            var doubts = 0;
            var bounded = BelievableUsage.Of(said, messages, new CallOptions { MaxOutputTokens = allowed, OnDoubt = () => doubts++ }, answer)!;
            var what = $"seed {Seed}, round {round}: {said.InputTokenCount} and {said.OutputTokenCount} of {sent} and {allowed} became {bounded.InputTokenCount} and {bounded.OutputTokenCount}";
            Assert.True(bounded.InputTokenCount is null or >= 0 && !(bounded.InputTokenCount > sent + 1024), what);
            Assert.True(bounded.OutputTokenCount is null or >= 0 && !(bounded.OutputTokenCount > Math.Min(allowed ?? int.MaxValue, 1 << 20) + 1024 + answer.Text.Length), what);
            Assert.Equal((said.InputTokenCount is null, said.OutputTokenCount is null), (bounded.InputTokenCount is null, bounded.OutputTokenCount is null));
            var isTrue = !(said.InputTokenCount > sent) && !(said.InputTokenCount < 0) && !(said.OutputTokenCount > (allowed ?? 1000)) && !(said.OutputTokenCount > 1 << 20) && !(said.OutputTokenCount < 0);
            if (isTrue)
                Assert.Same(said, bounded);
            Assert.Equal(ReferenceEquals(said, bounded) ? 0 : 1, doubts);
        }
    }
}
