using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>Lets an attempt through when the gate has a permit for it.</summary>
internal sealed class GatedChatClient(IChatClient inner, CallGate gate) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = options as CallOptions;
        if (call?.Slot?.TryTake(gate) is not true)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call?.NoNewAttempts ?? default);
            await gate.EnterAsync(waiting.Token).ConfigureAwait(false);
        }
        try
        {
            call?.NoNewAttempts.ThrowIfCancellationRequested();
            return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Leave();
        }
    }
}
