namespace MathPref.Core.Net;

/// <summary>One attempt at a call: it has its own limit of time, and what keeps it from an answer is one <see cref="TransportException"/>.</summary>
internal static class ServiceAttempt
{
    /// <summary>
    /// Gives what <paramref name="send"/> gives, which sends and reads the answer. Throws <see cref="TransportException"/> where no answer
    /// came; a service's own exception, thrown for an answer that was read, passes through.
    /// </summary>
    public static async Task<T> RunAsync<T>(Func<AttemptTime, Task<T>> send, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new AttemptTime(timeout, time, SleepWatch.OfProcess);
        using var given = cancellation.UnsafeRegister(static limit => ((AttemptTime)limit!).Cancel(), limit);
        try
        {
            return await send(limit).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && limit.Token.IsCancellationRequested)
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
