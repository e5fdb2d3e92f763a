using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>Reserves the most that an attempt can cost before it starts; one that may have been billed without an answer is paid for in full.</summary>
internal sealed class BudgetChatClient(IChatClient inner, Budget budget, Price price, string model) : DelegatingChatClient(inner)
{
    /// <summary>What is sent as the length of an answer where nobody set one: without it an answer could cost anything.</summary>
    public const int LengthWithoutLimit = 4096;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages as IReadOnlyList<ChatMessage> ?? messages.ToList();
        var most = price.Of(TokenEstimate.MostInput(list), options?.MaxOutputTokens ?? LengthWithoutLimit);
        using (var waiting = new WaitToken(options, cancellationToken))
            await budget.ReserveAsync(most, waiting.Token).ConfigureAwait(false);
        var cost = most;
        var note = most > 0 && budget.Ledger is not null ? Random.Shared.NextInt64() : (long?)null;
        try
        {
            if (note is { } begun)
                await NoteAsync(begun, most).ConfigureAwait(false);
            var response = await base.GetResponseAsync(list, options, cancellationToken).ConfigureAwait(false);
            if (response.Usage is { InputTokenCount: { } input, OutputTokenCount: { } output })
                cost = price.Of(input, output);
            return response;
        }
        catch (LlmException error) when (!error.MayBeBilled)
        {
            cost = 0;
            throw;
        }
        catch (Exception error) when (error is JournalException || error is OperationCanceledException && options is CallOptions { State.HasStarted: false })
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
