using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Asks only what the journal does not hold and no other process is asking, and keeps an answer before it passes it on. Failures are never kept.
/// </summary>
internal sealed class JournalChatClient(
    IChatClient inner, Journal journal, LlmSpec spec, string endpoint, RequestLog requests, bool refresh) : DelegatingChatClient(inner)
{
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
                return kept.ToResponse(spec.ModelName);
            var asking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var underWay = journal.UnderWay.GetOrAdd(id, asking.Task);
            if (underWay == asking.Task)
                return await AskAsync(key, id, asking, list, call, cancellationToken).ConfigureAwait(false);
            // Who waits for another's answer makes no call: a permit kept here could be the one that the other waits for.
            call.Slot?.Dispose();
            using var waiting = new WaitToken(call, cancellationToken);
            try
            {
                await underWay.WaitAsync(waiting.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!waiting.Token.IsCancellationRequested)
            {
                // The other's pipeline ended before its answer: this one asks itself.
            }
        }
    }

    /// <summary>What can stand for an answer. Where everything is to be asked anew, only what this run has already asked.</summary>
    private JournalEntry? Find(byte[] key, CallOptions call)
    {
        if (refresh && !requests.IsRefreshed(key))
            return null;
        return journal.Read(key) is { } entry && (!entry.IsCutByBudget || call.LengthIsBudgets) ? entry : null;
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
                return kept.ToResponse(spec.ModelName);
            }
            isClaimed = true;
            // Until the answer is kept its call is in flight: a kill costs no more calls than the throttle has.
            call.State.KeepsPermit = true;
            var response = await base.GetResponseAsync(messages, call, cancellationToken).ConfigureAwait(false);
            await journal.WriteAsync(key, spec.ToString(), JournalEntry.From(response, call), call.OnWait).ConfigureAwait(false);
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
            call.State.ReleasePermit?.Invoke();
            call.State.ReleasePermit = null;
            journal.UnderWay.TryRemove(new KeyValuePair<string, Task>(id, asking.Task));
        }
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
