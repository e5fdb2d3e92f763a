using MathPref.Core.Llm.Limits;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>The options of one call, and what our own layers have to know of it beyond what a chat model sees.</summary>
public sealed class CallOptions : ChatOptions
{
    public CallOptions()
    {
    }

    private CallOptions(CallOptions other) : base(other)
    {
        Generation = other.Generation;
        ReasoningEffort = other.ReasoningEffort;
        Slot = other.Slot;
        NoNewAttempts = other.NoNewAttempts;
        NoNewAttemptsEndsWithCall = other.NoNewAttemptsEndsWithCall;
        OnRetry = other.OnRetry;
        LengthIsBudgets = other.LengthIsBudgets;
        OnShut = other.OnShut;
        OnEnd = other.OnEnd;
        OnDoubt = other.OnDoubt;
        OnLearnt = other.OnLearnt;
        OnWait = other.OnWait;
        Reply = other.Reply;
        State = other.State;
    }

    /// <summary>The number of this answer among several to the same request, from 0.</summary>
    public int Generation { get; init; }

    /// <summary>How much the model is to think, in the provider's word; null leaves it to the server.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>What a scripted model says to this call.</summary>
    internal ScriptedReply? Reply { get; init; }

    /// <summary>A permit that was taken before the row was started; the first attempt uses it.</summary>
    internal CallSlot? Slot { get; init; }

    /// <summary>Cancelled when no new attempt may start; attempts under way go on.</summary>
    internal CancellationToken NoNewAttempts { get; init; }

    /// <summary>Whether <see cref="NoNewAttempts"/> is cancelled with the call's own token as well; then no third token has to be made for each call.</summary>
    internal bool NoNewAttemptsEndsWithCall { get; init; }

    /// <summary>Whether the length of the answer is bounded only so that its cost is: that is no part of the question.</summary>
    internal bool LengthIsBudgets { get; init; }

    /// <summary>How far the call has come.</summary>
    internal CallState State { get; } = new();

    /// <summary>Told when the server's quota is used up and all calls wait, and how long at first.</summary>
    internal Action<TimeSpan>? OnShut { get; init; }

    /// <summary>Told that no further call can succeed, while the failed one still holds its permit: no other may start with it.</summary>
    internal Action? OnEnd { get; init; }

    /// <summary>Told of counts of tokens that cannot be true, for which the most that can be stands in.</summary>
    internal Action? OnDoubt { get; init; }

    /// <summary>Told in words what the server asked for otherwise than it is usual; once a cmdlet and more.</summary>
    internal Action<string>? OnLearnt { get; init; }

    /// <summary>Told in words that the journal has to wait for another program or process; on any thread, and more than once.</summary>
    internal Action<string>? OnWait { get; init; }

    /// <summary>Told of each wait before another attempt.</summary>
    internal Action<RetryNotice>? OnRetry { get; init; }

    public override ChatOptions Clone() => new CallOptions(this);
}
