namespace MathPref.Core.Net;

/// <summary>The time of one attempt.</summary>
/// <param name="limit">Ends with the time and with the call.</param>
/// <param name="timeout">The whole time.</param>
internal readonly struct AttemptTime(CancellationTokenSource limit, TimeSpan timeout)
{
    public CancellationToken Token => limit.Token;

    /// <summary>Begins the time anew: what moves is not stuck.</summary>
    public void Restart() => limit.CancelAfter(timeout);
}
