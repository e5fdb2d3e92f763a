using MathPref.Core.Net;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>Tries again what can succeed, and only that.</summary>
internal sealed class RetryChatClient(
    IChatClient inner, RetrySettings settings, TimeProvider time, Func<bool>? hasAnswered = null, string? addressSource = null) : DelegatingChatClient(inner)
{
    private readonly ServiceRetry _retry = new(settings, time, hasAnswered);

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        // The waits end with either token; an attempt that has begun ends only with the caller's.
        using var waiting = new WaitToken(options, cancellationToken);
        OnServiceRetry? onRetry = options is CallOptions { OnRetry: { } tell }
            ? (attempt, wait, reason) => tell(new RetryNotice(attempt, wait, (LlmException)reason))
            : null;
        try
        {
            return await _retry.RunAsync(
                () => InnerClient.GetResponseAsync(messages, options, cancellationToken), waiting.Token, onRetry).ConfigureAwait(false);
        }
        catch (LlmException failed) when (_retry.IsUnreachable(failed))
        {
            throw new LlmException(LlmFailure.Unreachable, ServiceRetry.Unreachable(failed.Message, addressSource ?? "-Endpoint"), failed);
        }
    }
}
