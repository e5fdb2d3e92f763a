using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Reserves the most that an attempt can cost and sends it at once: money is taken last, so that whoever holds some is in flight. What may have
/// been billed is paid for, by what the server says that it used, else in full.
/// </summary>
internal sealed class BudgetChatClient(IChatClient inner, Budget budget, Price price, string model) : DelegatingChatClient(inner)
{
    /// <summary>What is sent as the length of an answer where nobody set one: without it an answer could cost anything.</summary>
    public const int LengthWithoutLimit = 4096;

    private long _beyondInput;
    private long _beyondOutput;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages as IReadOnlyList<ChatMessage> ?? messages.ToList();
        var sent = TokenEstimate.MostInput(list);
        var allowed = options?.MaxOutputTokens ?? LengthWithoutLimit;
        var (mostInput, mostOutput) = (sent + Interlocked.Read(ref _beyondInput), allowed + Interlocked.Read(ref _beyondOutput));
        var most = price.Of(mostInput, mostOutput);
        using (var waiting = new WaitToken(options, cancellationToken))
            await budget.ReserveAsync(most, waiting.Token).ConfigureAwait(false);
        var cost = most;
        var note = most > 0 && budget.Ledger is not null ? Random.Shared.NextInt64() : (long?)null;
        try
        {
            if (note is { } begun)
                await NoteAsync(begun, most).ConfigureAwait(false);
            var response = await base.GetResponseAsync(list, options, cancellationToken).ConfigureAwait(false);
            cost = CostOf(response.Usage);
            Learn(ref _beyondInput, response.Usage?.InputTokenCount - sent);
            Learn(ref _beyondOutput, response.Usage?.OutputTokenCount - allowed);
            return response;
        }
        catch (LlmException error)
        {
            cost = error.MayBeBilled ? CostOf(error.Usage) : 0;
            throw;
        }
        catch (Exception) when (options is CallOptions { State.IsSent: false })
        {
            cost = 0;
            throw;
        }
        finally
        {
            budget.Pay(most, cost);
            if (note is { } ended && cost != most)
                _ = NoteAsync(ended, cost);
        }

        decimal CostOf(UsageDetails? usage) => price.Of(usage?.InputTokenCount ?? mostInput, usage?.OutputTokenCount ?? mostOutput);
    }

    /// <summary>
    /// A server may put more around a question than anybody sent, and answer at greater length than allowed; the next reserve has room for it.
    /// </summary>
    private static void Learn(ref long known, long? beyond)
    {
        if (beyond > Interlocked.Read(ref known))
            Interlocked.Exchange(ref known, beyond.Value);
    }

    /// <summary>The run may have ended before a call that was given up came home.</summary>
    private async Task NoteAsync(long id, decimal dollars)
    {
        try
        {
            await budget.Ledger!.NoteCostAsync(id, model, dollars).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
