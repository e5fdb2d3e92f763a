using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>A token for what a call waits for before it is sent: it ends with the call, and when no new attempt may start.</summary>
internal readonly struct WaitToken : IDisposable
{
    private readonly CancellationTokenSource? _both;

    public WaitToken(ChatOptions? options, CancellationToken cancellationToken)
    {
        if (options is not CallOptions { NoNewAttempts: { CanBeCanceled: true } noNewAttempts } call)
        {
            Token = cancellationToken;
        }
        else if (call.NoNewAttemptsEndsWithCall)
        {
            Token = noNewAttempts;
        }
        else
        {
            _both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, noNewAttempts);
            Token = _both.Token;
        }
    }

    public CancellationToken Token { get; }

    public void Dispose() => _both?.Dispose();
}
