using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Llm;

public sealed class RetryChatClientTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<RetryNotice> _waits = [];

    /// <summary>A model that does what the test says at each attempt, counted from 1.</summary>
    private sealed class ScriptedClient(Func<int, CancellationToken, Task<ChatResponse>> attempt) : IChatClient
    {
        private int _attempts;

        public int Attempts => Volatile.Read(ref _attempts);

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            attempt(Interlocked.Increment(ref _attempts), cancellationToken);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private static ScriptedClient Failing(LlmException failure, int times = int.MaxValue) =>
        new((attempt, _) => attempt <= times ? Task.FromException<ChatResponse>(failure) : Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, $"after {attempt}"))));

    private RetryChatClient Retry(IChatClient inner, int count = 10, double first = 1, double longest = 120) =>
        new(inner, new RetrySettings { MaximumRetryCount = count, RetryInterval = TimeSpan.FromSeconds(first), MaximumRetryInterval = TimeSpan.FromSeconds(longest) }, _time);

    private CallOptions Call(CancellationTokenSource? stop = null) => new() { OnRetry = Note, NoNewAttempts = stop?.Token ?? default };

    private void Note(RetryNotice notice)
    {
        lock (_waits)
            _waits.Add(notice);
    }

    private async Task<string> AskAsync(IChatClient client)
    {
        var asking = client.AskAsync(Call());
        await _time.TurnUntilDoneAsync(asking.ContinueWith(_ => { }, TaskScheduler.Default), TimeSpan.FromSeconds(5));
        return (await asking).Text;
    }

    private static LlmException Failure(LlmFailure failure, double? retryAfter = null) =>
        new(failure, failure.ToString()) { RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null };

    private async Task WaitBeginsAsync(int count)
    {
        for (var look = 0; look < 10_000_000; look++)
        {
            lock (_waits)
            {
                if (_waits.Count >= count)
                    return;
            }
            await Task.Yield();
        }
        Assert.Fail($"{_waits.Count} of {count} waits began");
    }

    [Theory]
    [InlineData(LlmFailure.Connection)]
    [InlineData(LlmFailure.Timeout)]
    [InlineData(LlmFailure.RateLimited)]
    [InlineData(LlmFailure.Server)]
    [InlineData(LlmFailure.BadResponse)]
    public async Task What_can_pass_is_tried_again(LlmFailure failure)
    {
        var model = Failing(Failure(failure), times: 3);
        Assert.Equal("after 4", await AskAsync(Retry(model)));
        Assert.Equal([1, 2, 3], _waits.Select(wait => wait.Attempt));
        Assert.All(_waits, wait => Assert.Equal(failure, wait.Reason.Failure));
    }

    [Theory]
    [InlineData(LlmFailure.BadRequest)]
    [InlineData(LlmFailure.Refused)]
    [InlineData(LlmFailure.Authentication)]
    [InlineData(LlmFailure.UnknownModel)]
    [InlineData(LlmFailure.AllowanceEmpty)]
    public async Task What_cannot_pass_is_tried_once(LlmFailure failure)
    {
        var model = Failing(Failure(failure));
        Assert.Equal(failure, (await Retry(model).FailAsync(Call())).Failure);
        Assert.Equal(1, model.Attempts);
        Assert.Empty(_waits);
    }

    [Fact]
    public async Task Another_exception_is_none_of_its_business()
    {
        ScriptedClient model = new((_, _) => throw new InvalidOperationException("a fault of ours"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Retry(model).AskAsync(Call()));
        Assert.Equal(1, model.Attempts);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public async Task It_gives_up_after_the_number_of_retries_with_the_last_failure(int retries, int attempts)
    {
        var model = Failing(Failure(LlmFailure.Server));
        Assert.Equal(LlmFailure.Server, (await Assert.ThrowsAsync<LlmException>(() => AskAsync(Retry(model, retries)))).Failure);
        Assert.Equal(attempts, model.Attempts);
        Assert.Equal(retries, _waits.Count);
    }

    [Fact]
    public async Task Waits_grow_from_the_first_and_never_pass_the_longest()
    {
        Assert.Equal("after 11", await AskAsync(Retry(Failing(Failure(LlmFailure.Server), times: 10), first: 1, longest: 20)));
        Assert.Equal(10, _waits.Count);
        Assert.All(_waits, wait => Assert.InRange(wait.Wait.TotalSeconds, 0, 20));
        Assert.InRange(_waits[0].Wait.TotalSeconds, 0, 5);
        Assert.True(_waits.Skip(6).Sum(wait => wait.Wait.TotalSeconds) > 4 * _waits[0].Wait.TotalSeconds / 2);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(120, 120)]
    [InlineData(3600, 120)]
    public async Task The_server_s_own_wait_is_kept_but_for_the_cap(double asked, double kept)
    {
        Assert.Equal("after 2", await AskAsync(Retry(Failing(Failure(LlmFailure.RateLimited, asked), times: 1))));
        Assert.Equal(kept, Assert.Single(_waits).Wait.TotalSeconds);
    }

    [Fact]
    public async Task No_attempt_starts_before_its_wait_is_over()
    {
        var model = Failing(Failure(LlmFailure.RateLimited, 60), times: 1);
        var asking = Retry(model).AskAsync(Call());
        await WaitBeginsAsync(1);
        _time.Advance(TimeSpan.FromSeconds(59));
        await Task.Yield();
        Assert.Equal(1, model.Attempts);
        await _time.TurnUntilDoneAsync(asking, TimeSpan.FromSeconds(1));
        Assert.Equal(2, model.Attempts);
    }

    [Fact]
    public async Task A_wait_ends_at_once_when_no_new_attempt_may_start()
    {
        using CancellationTokenSource stop = new();
        var model = Failing(Failure(LlmFailure.RateLimited, 60));
        var asking = Retry(model).AskAsync(Call(stop));
        await WaitBeginsAsync(1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => asking.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(1, model.Attempts);
    }

    [Fact]
    public async Task An_attempt_under_way_comes_home_though_no_new_one_may_start()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource<ChatResponse> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = false;
        ScriptedClient model = new((_, cancellation) =>
        {
            cancellation.Register(() => cancelled = true);
            return answer.Task;
        });
        var asking = Retry(model).AskAsync(Call(stop));
        await stop.CancelAsync();
        Assert.False(asking.IsCompleted);
        answer.SetResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "home")));
        Assert.Equal("home", (await asking).Text);
        Assert.False(cancelled);
    }

    [Fact]
    public async Task An_attempt_under_way_that_fails_is_not_followed_by_another_when_none_may_start()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource<ChatResponse> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ScriptedClient model = new((_, _) => answer.Task);
        var asking = Retry(model).AskAsync(Call(stop));
        await stop.CancelAsync();
        answer.SetException(Failure(LlmFailure.Server));
        await Assert.ThrowsAnyAsync<Exception>(() => asking.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(1, model.Attempts);
    }

    [Fact]
    public async Task A_cancelled_call_ends_in_its_wait_and_in_its_attempt()
    {
        using CancellationTokenSource cancel = new();
        var waiting = Retry(Failing(Failure(LlmFailure.RateLimited, 60))).GetResponseAsync(ModelSetup.Question, Call(), cancel.Token);
        var attempting = Retry(new ScriptedClient(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException();
        })).GetResponseAsync(ModelSetup.Question, Call(), cancel.Token);
        await WaitBeginsAsync(1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempting.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_permit_is_held_during_an_attempt_and_never_during_a_wait()
    {
        using CallGate gate = new(1);
        var first = Retry(ModelSetup.Gated(Failing(Failure(LlmFailure.RateLimited, 60), times: 1), gate)).AskAsync(Call());
        await WaitBeginsAsync(1);

        TaskCompletionSource<ChatResponse> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ScriptedClient model = new((_, _) => answer.Task);
        var second = Retry(ModelSetup.Gated(model, gate)).AskAsync(Call());
        Assert.Equal(1, model.Attempts);
        ScriptedClient third = new((_, _) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "third"))));
        var blocked = ModelSetup.Gated(third, gate).AskAsync(Call());
        Assert.Equal(0, third.Attempts);
        answer.SetResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "second")));
        Assert.Equal("second", (await second).Text);
        Assert.Equal("third", (await blocked).Text);
        await _time.TurnUntilDoneAsync(first, TimeSpan.FromSeconds(5));
        Assert.Equal("after 2", (await first).Text);
    }

    [Fact]
    public async Task A_reserved_permit_serves_the_first_attempt_alone_and_comes_back_whatever_happens()
    {
        using CallGate gate = new(1);
        var slot = gate.TryReserve();
        Assert.NotNull(slot);
        Assert.Null(gate.TryReserve());
        CallOptions call = new() { Slot = slot, OnRetry = Note };
        var asking = Retry(ModelSetup.Gated(Failing(Failure(LlmFailure.Server), times: 2), gate)).AskAsync(call);
        await _time.TurnUntilDoneAsync(asking, TimeSpan.FromSeconds(5));
        slot.Dispose();

        var back = gate.TryReserve();
        Assert.NotNull(back);
        back.Dispose();
        await gate.EnterAsync(TestContext.Current.CancellationToken);
        var crowd = gate.EnterAsync(TestContext.Current.CancellationToken);
        Assert.False(crowd.IsCompleted);
        gate.Leave();
        await crowd;
    }

    [Fact]
    public async Task Who_waits_for_a_permit_leaves_when_no_new_attempt_may_start()
    {
        using CallGate gate = new(1);
        using CancellationTokenSource stop = new();
        await gate.EnterAsync(TestContext.Current.CancellationToken);
        ScriptedClient model = new((_, _) => throw new InvalidOperationException());
        var waiting = ModelSetup.Gated(model, gate).AskAsync(Call(stop));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, model.Attempts);
    }

    [Fact]
    public async Task Against_a_server_that_is_busy_twice_the_third_attempt_is_answered()
    {
        await using var server = await StrictMistralServer.StartAsync();
        server.Script = call => call.Number < 2 ? ScriptedReply.Error(429, """{"message":"Requests rate limit exceeded"}""", ("Retry-After", "2")) : null;
        // The clock that is turned by hand runs ahead of the real socket: its turns must not time the attempts out.
        var asking = Retry(ModelSetup.Client(server, timeout: TimeSpan.FromHours(1), time: _time)).AskAsync(Call());
        await _time.TurnUntilDoneAsync(asking, TimeSpan.FromMilliseconds(10));
        Assert.Equal("WHAT IS 2+2?", (await asking).Text);
        Assert.Equal([2.0, 2.0], _waits.Select(wait => wait.Wait.TotalSeconds));
        Assert.Equal(3, server.Calls.Count);
    }
}
