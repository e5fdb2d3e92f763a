using System.Globalization;
using System.Net;
using MathPref.Core.Llm;
using Polly;
using Polly.Retry;

namespace MathPref.Core.Argilla;

/// <summary>What a service answered, whatever its status.</summary>
internal sealed record ServiceReply(HttpStatusCode Status, string? MediaType, byte[] Body)
{
    /// <summary>How long the service asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a redirect points; it is never followed.</summary>
    public Uri? Location { get; init; }

    public bool IsJson => MediaType is not null && MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the same request can succeed later.</summary>
    public bool IsTransient => (int)Status is 408 or 425 or 429 or >= 500;
}

/// <summary>No answer came.</summary>
internal sealed class ServiceTransportException(string message, Exception? inner = null) : Exception(message, inner)
{
    public bool IsTimeout { get; init; }

    /// <summary>The connection was never made.</summary>
    public bool WasNeverConnected { get; init; }

    /// <summary>Nothing has ever answered at the address.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>The answer is longer than any that is read.</summary>
    public bool IsTooLarge { get; init; }
}

/// <summary>
/// Requests to a service that may be sent again: each attempt has its own limit of time, and what can succeed later is tried again
/// (408, 425, 429, 5xx, broken connections, timeouts). A status that cannot is an answer like any other.
/// </summary>
internal sealed class ServiceHttp
{
    /// <summary>Tries of an address where nothing has ever answered: a mistyped one is told apart from a server that restarts.</summary>
    private const int TriesOfTheUnknown = 4;

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<ServiceReply> _retry;
    private volatile bool _hasAnswered;

    public ServiceHttp(HttpClient http, TimeSpan timeout, RetrySettings retry, TimeProvider time)
    {
        _http = http;
        _timeout = timeout;
        _time = time;
        _retry = retry.MaximumRetryCount == 0 ? ResiliencePipeline<ServiceReply>.Empty : Pipeline(retry);
    }

    /// <summary>Told of each wait: how long, and a few words on why. Called on any thread.</summary>
    public Action<TimeSpan, string>? OnRetry { get; set; }

    /// <summary>Sends what <paramref name="make"/> makes anew for each attempt. Throws <see cref="ServiceTransportException"/> when no answer came in the end.</summary>
    public async Task<ServiceReply> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        try
        {
            return await _retry.ExecuteAsync(
                static async (state, token) => await state.Self.AttemptAsync(state.Make, token).ConfigureAwait(false),
                (Self: this, Make: make),
                cancellation).ConfigureAwait(false);
        }
        catch (ServiceTransportException failed) when (IsNobodyThere(failed, TriesOfTheUnknown))
        {
            throw new ServiceTransportException(failed.Message, failed) { WasNeverConnected = true, IsUnreachable = true };
        }
    }

    private ResiliencePipeline<ServiceReply> Pipeline(RetrySettings settings) =>
        new ResiliencePipelineBuilder<ServiceReply> { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions<ServiceReply>
            {
                MaxRetryAttempts = settings.MaximumRetryCount,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = settings.RetryInterval,
                MaxDelay = settings.MaximumRetryInterval,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is ServiceTransportException failed
                    ? !failed.IsTooLarge && !IsNobodyThere(failed, args.AttemptNumber)
                    : args.Outcome.Result is { IsTransient: true }),
                DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter is { } asked
                    ? asked < settings.MaximumRetryInterval ? asked : settings.MaximumRetryInterval
                    : (TimeSpan?)null),
                OnRetry = args =>
                {
                    OnRetry?.Invoke(args.RetryDelay, args.Outcome.Exception?.Message ?? string.Create(CultureInfo.InvariantCulture, $"it answered {(int)args.Outcome.Result!.Status}"));
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private async Task<ServiceReply> AttemptAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        using var request = make();
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, both.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            _hasAnswered = true;
            return new ServiceReply(response.StatusCode, response.Content.Headers.ContentType?.MediaType, body)
            {
                RetryAfter = RetryAfter(response),
                Location = response.Headers.Location,
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && limit.IsCancellationRequested)
        {
            throw new ServiceTransportException(string.Create(CultureInfo.InvariantCulture, $"no answer came within {_timeout.TotalSeconds:0.#} s (-TimeoutSec)")) { IsTimeout = true };
        }
        catch (OperationCanceledException broken) when (!cancellation.IsCancellationRequested)
        {
            // The handler's own limit of time for making a connection.
            throw new ServiceTransportException("no connection could be made in time", broken) { WasNeverConnected = true };
        }
        catch (HttpRequestException broken) when (broken.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ServiceTransportException($"the answer is longer than {HttpClients.LargestReply >> 20} MB", broken) { IsTooLarge = true };
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or InvalidDataException && !cancellation.IsCancellationRequested)
        {
            var root = broken;
            while (root.InnerException is { } inner)
                root = inner;
            throw new ServiceTransportException(ChatErrorReader.Plain(root.Message), broken)
            {
                WasNeverConnected = broken is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError },
            };
        }
    }

    private bool IsNobodyThere(ServiceTransportException failed, int attempt) => failed.WasNeverConnected && attempt + 1 >= TriesOfTheUnknown && !_hasAnswered;

    /// <summary>None for zero and for the past: those say nothing, and the usual waits hold.</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? (asked?.Date is { } date ? date - _time.GetUtcNow() : TimeSpan.Zero);
        return wait > TimeSpan.Zero ? wait : null;
    }
}
