using System.Globalization;
using System.Net;
using MathPref.Core.Hub;
using MathPref.Core.Net;

namespace MathPref.Core.Argilla;

/// <summary>
/// Requests to Argilla that may be sent again: each attempt has its own limit of time, and what can succeed later is tried again
/// (408, 425, 429, 5xx, broken connections, timeouts). A status that cannot is an answer like any other.
/// </summary>
internal sealed class ArgillaHttp
{
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly RetrySettings _settings;
    private readonly ServiceRetry _retry;
    private volatile bool _hasAnswered;

    public ArgillaHttp(HttpClient http, TimeSpan timeout, RetrySettings retry, TimeProvider time)
    {
        _http = http;
        _timeout = timeout;
        _time = time;
        _settings = retry;
        _retry = new ServiceRetry(retry, time, () => _hasAnswered);
    }

    /// <summary>Told of each wait: how long, and a few words on why. Called on any thread.</summary>
    public Action<TimeSpan, string>? OnRetry { get; set; }

    /// <summary>Attempts after the first.</summary>
    public int MaximumRetryCount => _settings.MaximumRetryCount;

    /// <summary>
    /// Sends what <paramref name="make"/> makes anew for each attempt. Throws <see cref="TransportException"/> when no answer came in the
    /// end.
    /// </summary>
    /// <param name="make">Makes the request.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <param name="isWork">
    /// Whether the server may be at work on an attempt that failed: then none is made after one that it may have begun.
    /// </param>
    public async Task<ArgillaReply> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation, bool isWork = false)
    {
        try
        {
            return await _retry.RunAsync(
                async () =>
                {
                    var reply = await AttemptAsync(make, cancellation).ConfigureAwait(false);
                    return reply.IsTransient ? throw new PassingException(reply) : reply;
                },
                cancellation,
                (_, wait, reason) => OnRetry?.Invoke(wait, reason.Message),
                isWork ? WasNotBegun : null).ConfigureAwait(false);
        }
        catch (PassingException passing)
        {
            return passing.Reply;
        }
    }

    /// <summary>
    /// Waits before what is not the same call again: as long as the server asks for and at most the longest interval, or else as long as the
    /// call took, however long that was; and at least the first interval.
    /// </summary>
    public Task PauseAsync(TimeSpan? asked, TimeSpan took, string reason, CancellationToken cancellation)
    {
        TimeSpan Capped(TimeSpan interval) => interval < _settings.MaximumRetryInterval ? interval : _settings.MaximumRetryInterval;
        var (wait, least) = (asked is { } wanted ? Capped(wanted) : took, Capped(_settings.RetryInterval));
        if (wait < least)
            wait = least;
        var pause = Task.Delay(wait, _time, cancellation);
        OnRetry?.Invoke(wait, reason);
        return pause;
    }

    /// <summary>A mark of the clock of waits and attempts, and how long ago it was.</summary>
    public long Now => _time.GetTimestamp();

    /// <inheritdoc cref="Now"/>
    public TimeSpan Since(long mark) => _time.GetElapsedTime(mark);

    private static bool WasNotBegun(ServiceException failed) =>
        failed.WasNeverConnected || failed is PassingException { Reply.Status: HttpStatusCode.TooManyRequests or (HttpStatusCode)425 };

    /// <summary>The Hub, by the same way out.</summary>
    public HubApi Hub(HubConnection connection) =>
        new(connection, new HubHttp(connection, _http, new HubSettings { Timeout = _timeout, Retry = _settings }, _time));

    /// <inheritdoc cref="ServiceRetry.IsUnreachable"/>
    public bool IsUnreachable(TransportException failed) => _retry.IsUnreachable(failed);

    private Task<ArgillaReply> AttemptAsync(Func<HttpRequestMessage> make, CancellationToken cancellation) => ServiceAttempt.RunAsync(
        async time =>
        {
            using var request = make();
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, time.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(time.Token).ConfigureAwait(false);
            _hasAnswered = true;
            return new ArgillaReply(response.StatusCode, response.Content.Headers.ContentType?.MediaType, body)
            {
                // Zero says nothing, and the usual waits hold.
                RetryAfter = ServiceHeaders.RetryAfter(response, _time) is { } wait && wait > TimeSpan.Zero ? wait : null,
                Location = response.Headers.Location,
            };
        },
        _timeout,
        _time,
        cancellation);

    /// <summary>An answer after which another attempt can help.</summary>
    private sealed class PassingException : ServiceException
    {
        public PassingException(ArgillaReply reply)
            : base(ServiceFailure.Server, string.Create(CultureInfo.InvariantCulture, $"it answered {(int)reply.Status}"), null)
        {
            Reply = reply;
            RetryAfter = reply.RetryAfter;
        }

        public ArgillaReply Reply { get; }

        public override bool IsTransient => true;
    }
}
