using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Asks only what the journal does not hold and no other process is asking, and keeps an answer before it passes it on. Failures are never kept.
/// </summary>
/// <param name="inner">Whom to ask.</param>
/// <param name="journal">What was answered.</param>
/// <param name="spec">The model.</param>
/// <param name="endpoint">Where it is asked.</param>
/// <param name="requests">What the cmdlet has asked.</param>
/// <param name="refresh">Whether all is asked anew.</param>
/// <param name="isUnpriced">Whether a run's budget counts on the journal and does not know the price yet.</param>
/// <param name="time">The clock of the claims.</param>
internal sealed class JournalChatClient(
    IChatClient inner, Journal journal, LlmSpec spec, string endpoint, RequestLog requests, bool refresh, bool isUnpriced = false,
    TimeProvider? time = null)
    : DelegatingChatClient(inner)
{
    /// <summary>Nobody takes over what was claimed since.</summary>
    private static readonly TimeSpan s_sureClaim = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is not CallOptions call)
            return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        var list = messages as IReadOnlyList<ChatMessage> ?? messages.ToList();
        var key = RequestKey.Of(endpoint, spec.Model, list, call);
        var id = Convert.ToHexString(key);
        requests.Note(key);
        while (true)
        {
            if (Find(key, call) is { } kept)
                return ToResponse(kept, list, call);
            var asking = new TaskCompletionSource(this, TaskCreationOptions.RunContinuationsAsynchronously);
            var underWay = journal.UnderWay.GetOrAdd(id, asking.Task);
            if (underWay == asking.Task)
            {
                try
                {
                    return await AskAsync(key, id, asking, list, call, cancellationToken).ConfigureAwait(false);
                }
                catch (ClaimLostException)
                {
                    continue;
                }
            }
            // Who waits for another's answer makes no call: a permit kept here could be the one that the other waits for.
            call.Slot?.Dispose();
            using var waiting = new WaitToken(call, cancellationToken);
            try
            {
                await underWay.WaitAsync(waiting.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (!waiting.Token.IsCancellationRequested
                && (error is OperationCanceledException or ClaimLostException || underWay.AsyncState != this))
            {
                // The other's pipeline ended before its answer, or another cmdlet failed, by its own key, budget or patience: this one asks itself.
            }
        }
    }

    /// <summary>What can stand for an answer. Where everything is to be asked anew, only what this run has already asked.</summary>
    private JournalEntry? Find(byte[] key, CallOptions call) => refresh && !requests.IsRefreshed(key) ? null : journal.Read(key)?.For(call);

    /// <summary>What was kept may come from a time when a server's counts were believed.</summary>
    private ChatResponse ToResponse(JournalEntry kept, IReadOnlyList<ChatMessage> messages, CallOptions call)
    {
        var response = kept.ToResponse(spec.ModelName);
        response.Usage = BelievableUsage.Of(response.Usage, messages, call, response);
        return response;
    }

    private async Task<ChatResponse> AskAsync(
        byte[] key, string id, TaskCompletionSource asking, IReadOnlyList<ChatMessage> messages, CallOptions call, CancellationToken cancellationToken)
    {
        var isClaimed = false;
        try
        {
            if (await ClaimAsync(key, call, cancellationToken).ConfigureAwait(false) is { } kept)
            {
                asking.TrySetResult();
                return ToResponse(kept, messages, call);
            }
            isClaimed = true;
            // Until the answer is kept its call is in flight: a kill costs no more calls than the throttle has.
            call.State.KeepsPermit = true;
            call.State.BeforeSending = StillClaims(key);
            var response = await base.GetResponseAsync(messages, call, cancellationToken).ConfigureAwait(false);
            var entry = JournalEntry.From(response, call);
            if (isUnpriced)
            {
                var (input, output) = (entry.InputTokens ?? TokenEstimate.MostInput(messages), entry.OutputTokens ?? TokenEstimate.MostOutput(response));
                entry = entry with { Unpriced = new UnpricedTokens(input, output) };
            }
            await journal.WriteAsync(key, spec.ToString(), entry, call.OnWait).ConfigureAwait(false);
            isClaimed = false;
            if (refresh)
                requests.MarkRefreshed(key);
            asking.TrySetResult();
            return response;
        }
        catch (OperationCanceledException)
        {
            asking.TrySetCanceled(CancellationToken.None);
            throw;
        }
        catch (Exception error)
        {
            asking.TrySetException(error);
            // Nobody may be waiting for it.
            _ = asking.Task.Exception;
            throw;
        }
        finally
        {
            if (isClaimed)
                journal.ReleaseClaim(key);
            call.State.BeforeSending = null;
            call.State.ReleasePermit?.Invoke();
            call.State.ReleasePermit = null;
            journal.UnderWay.TryRemove(new KeyValuePair<string, Task>(id, asking.Task));
        }
    }

    /// <summary>A wait before an attempt can be long, and longer still for a process that was stopped meanwhile.</summary>
    private Action StillClaims(byte[] key)
    {
        var sure = _time.GetTimestamp();
        return () =>
        {
            if (_time.GetElapsedTime(sure) < s_sureClaim)
                return;
            if (!journal.HoldsClaim(key))
                throw new ClaimLostException();
            sure = _time.GetTimestamp();
        };
    }

    /// <summary>Gives null when the request is claimed, and else the answer that another process brought.</summary>
    private async Task<JournalEntry?> ClaimAsync(byte[] key, CallOptions call, CancellationToken cancellationToken)
    {
        using var waiting = new WaitToken(call, cancellationToken);
        long? gone = null;
        while (await journal.ClaimAsync(key, gone, call.OnWait, waiting.Token).ConfigureAwait(false) is { } other)
        {
            // As long as nothing is asked here, others may use the permit.
            call.Slot?.Dispose();
            gone = await journal.WaitForOtherAsync(key, other, call.OnWait, waiting.Token).ConfigureAwait(false);
            if (Find(key, call) is { } came)
                return came;
        }
        // Between the look into the journal and the claim an equal call may have come home.
        if (Find(key, call) is not { } kept)
            return null;
        journal.ReleaseClaim(key);
        return kept;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            journal.Dispose();
        base.Dispose(disposing);
    }
}
