using MathPref.Core.Llm.Limits;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Lets an attempt through when the cmdlet has a permit for it, then the model, then the minute. The permits are held for the
/// attempt alone; the cmdlet's and the run's, where there is a journal, until the answer is in it. A run's permit, which all its models
/// share, is taken last, so that a model that has to wait for its minute does not hold up the others; after it only the budget's money, which
/// is held by calls in flight alone. All take in this one order, so that nobody waits for one who waits for him, and whoever stops waiting gives
/// back what he holds.
/// </summary>
internal sealed class LimitedChatClient(IChatClient inner, CallGate gate, ModelLimits? limits = null, CallGate? runGate = null) : DelegatingChatClient(inner)
{
    /// <summary>How long every try of a model may be refused before the work ends.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = options as CallOptions;
        using var waiting = new WaitToken(options, cancellationToken);
        if (call?.Slot?.TryTake(gate) is not true)
            await gate.EnterAsync(waiting.Token).ConfigureAwait(false);
        var held = new Permits(gate);
        try
        {
            // Read once: another -ThrottleLimit gives the model another gate.
            if (limits?.Gate is { } modelGate)
            {
                await modelGate.EnterAsync(waiting.Token).ConfigureAwait(false);
                held.OfModel = modelGate;
            }
            waiting.Token.ThrowIfCancellationRequested();
            var response = limits is null
                ? await SendAsync(messages, options, held, waiting.Token, cancellationToken).ConfigureAwait(false)
                : await PacedAsync(limits, messages, options, held, waiting.Token, cancellationToken).ConfigureAwait(false);
            if (call is { State.KeepsPermit: true })
            {
                // The model's own is for calls alone.
                held.LeaveModel();
                call.State.ReleasePermit = held.Leave;
                held = null;
            }
            return response;
        }
        catch (LlmException error)
        {
            call?.State.IsSent = false;
            if (error.EndsTheWork)
                call?.OnEnd?.Invoke();
            throw;
        }
        finally
        {
            held?.Leave();
        }
    }

    private async Task<ChatResponse> PacedAsync(
        ModelLimits limits,
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        Permits held,
        CancellationToken waiting,
        CancellationToken cancellationToken)
    {
        var estimate = limits.Pacer.TokensPerMinute is null ? 0 : TokenEstimate.Total(messages, options);
        var isTry = await limits.Pacer.WaitAsync(estimate, waiting).ConfigureAwait(false);
        var call = options as CallOptions;
        long? epoch = null;
        try
        {
            await EnterRunAsync(held, waiting).ConfigureAwait(false);
            epoch = limits.Quota.Begin(isTry);
            var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            limits.HasAnswered = true;
            if (limits.Quota.Answered(epoch.Value, response.RawRepresentation as RateHeaders) is { } wait)
                call?.OnShut?.Invoke(wait);
            if (estimate > 0 && response.Usage is { } usage)
                limits.Pacer.Correct((int)Math.Min((usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0), int.MaxValue) - estimate);
            return response;
        }
        catch (LlmException refused) when (refused.Failure is LlmFailure.RateLimited && epoch is not null)
        {
            limits.HasAnswered = true;
            if (limits.Quota.Refused(epoch.Value, refused.Rate, refused.RetryAfter) is { } wait)
                call?.OnShut?.Invoke(wait);
            if (limits.Quota.ShutFor > s_patience)
            {
                var patience = FormattableString.Invariant($"{s_patience.TotalMinutes:0} minutes");
                throw new LlmException(
                    LlmFailure.AllowanceEmpty,
                    $"{refused.Message} Every call has been refused for {patience}: the quota seems to be used up for longer than a minute. " +
                    "Run it again later; with a journal nothing is asked twice.",
                    refused) { Status = refused.Status };
            }
            throw;
        }
        catch (Exception error)
        {
            limits.HasAnswered |= error is LlmException { Status: not null };
            if (call?.State.IsSent ?? epoch is not null)
            {
                limits.Quota.Failed(epoch!.Value);
                throw;
            }
            if (epoch is { } unsent)
                limits.Quota.NotSent(unsent);
            limits.Pacer.GiveBack(estimate, isTry);
            throw;
        }
    }

    private async Task<ChatResponse> SendAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, Permits held, CancellationToken waiting, CancellationToken cancellationToken)
    {
        await EnterRunAsync(held, waiting).ConfigureAwait(false);
        return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask EnterRunAsync(Permits held, CancellationToken waiting)
    {
        if (runGate is null)
            return;
        await runGate.EnterAsync(waiting).ConfigureAwait(false);
        held.OfRun = runGate;
    }

    /// <summary>The permits of one attempt.</summary>
    private sealed class Permits(CallGate own)
    {
        public CallGate? OfModel { get; set; }

        public CallGate? OfRun { get; set; }

        public void LeaveModel()
        {
            OfModel?.Leave();
            OfModel = null;
        }

        public void Leave()
        {
            OfRun?.Leave();
            LeaveModel();
            own.Leave();
        }
    }
}
