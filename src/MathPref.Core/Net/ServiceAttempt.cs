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

/// <summary>One attempt at a call: it has its own limit of time, and what keeps it from an answer is one <see cref="TransportException"/>.</summary>
internal static class ServiceAttempt
{
    /// <summary>
    /// Gives what <paramref name="send"/> gives, which is to send and to read the answer. Throws <see cref="TransportException"/>; what
    /// <paramref name="send"/> makes of an answer itself is passed on.
    /// </summary>
    public static async Task<T> RunAsync<T>(Func<AttemptTime, Task<T>> send, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var given = cancellation.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        try
        {
            return await send(new AttemptTime(limit, timeout)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && limit.IsCancellationRequested)
        {
            throw TransportException.AfterTime(timeout);
        }
        catch (OperationCanceledException broken) when (!cancellation.IsCancellationRequested)
        {
            throw TransportException.NotConnectedInTime(broken);
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException
            || (broken is HttpRequestException or IOException && !cancellation.IsCancellationRequested))
        {
            throw TransportException.From(broken);
        }
    }
}
