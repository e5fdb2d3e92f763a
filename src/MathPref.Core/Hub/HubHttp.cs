using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace MathPref.Core.Hub;

/// <summary>One request, which can be sent again, and what it does, for messages: "creating the repository".</summary>
internal sealed record HubRequest(HttpMethod Method, Uri Address, string Doing)
{
    /// <summary>Makes the body anew for each attempt. What it is given is to be called as bytes go out.</summary>
    public Func<Action<long>, HttpContent>? Content { get; init; }

    /// <summary>Whether the token is sent along, if the address is the endpoint's own.</summary>
    public bool WithToken { get; init; } = true;

    public string? Accept { get; init; }

    /// <summary>A status that is an answer here and no failure.</summary>
    public int? AlsoGood { get; init; }

    /// <summary>False for what must not be done twice: then only what was certainly not done is tried again.</summary>
    public bool MayRepeat { get; init; } = true;

    /// <summary>Told how many bytes of the body went out; less than nothing when an attempt failed.</summary>
    public Action<long>? OnSent { get; init; }
}

/// <summary>A good answer, read to its end.</summary>
internal sealed record HubAnswer(int Status, byte[] Body, string? ETag, string? Next);

/// <summary>
/// Sends requests to the Hub and its storage, again where that can help. The token goes to the endpoint alone, whatever an answer or a
/// redirect says.
/// </summary>
internal sealed class HubHttp
{
    private const int MostRedirects = 5;

    private static readonly ResiliencePropertyKey<HubRequest?> s_request = new("request");

    private readonly HubConnection _connection;
    private readonly HttpClient _http;
    private readonly HubSettings _settings;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;

    /// <summary><paramref name="tell"/> is told, on any thread, of each wait before another attempt.</summary>
    public HubHttp(HubConnection connection, HttpClient http, HubSettings settings, TimeProvider time, Action<string>? tell = null)
    {
        _connection = connection;
        _http = http;
        _settings = settings;
        _time = time;
        Errors = new HubErrorReader(connection, time);
        _pipeline = settings.Retry.MaximumRetryCount == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = settings.Retry.MaximumRetryCount,
                ShouldHandle = static args => ValueTask.FromResult(
                    args.Outcome.Exception is HubException { IsTransient: true } failed && (failed.WasNotDone || args.Context.Properties.GetValue(s_request, null) is { MayRepeat: true })),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(WaitAfter(args.AttemptNumber, args.Outcome.Exception as HubException)),
                OnRetry = args =>
                {
                    tell?.Invoke(FormattableString.Invariant($"{args.Outcome.Exception?.Message} Trying again in {args.RetryDelay.TotalSeconds:0.#} s."));
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    public HubErrorReader Errors { get; }

    /// <summary>The wait before attempt <paramref name="attempt"/> + 1: what the server asks for, else the doubled interval, eightfold at most.</summary>
    public TimeSpan WaitAfter(int attempt, HubException? failed)
    {
        var wait = failed?.RetryAfter ?? _settings.Retry.RetryInterval * Math.Min(8, 1 << Math.Min(attempt, 3));
        return wait < _settings.Retry.MaximumRetryInterval ? wait : _settings.Retry.MaximumRetryInterval;
    }

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, _time, cancellationToken);

    /// <summary>
    /// Sends and reads the answer. Throws <see cref="HubException"/> when no attempt succeeds; what <paramref name="read"/> throws as a bad
    /// response is tried again too.
    /// </summary>
    public async Task<T> SendAsync<T>(HubRequest request, Func<HubAnswer, T> read, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(s_request, request);
        try
        {
            return await _pipeline.ExecuteAsync(
                async c => read(await AttemptAsync(request, c.CancellationToken).ConfigureAwait(false)), context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<HubAnswer> AttemptAsync(HubRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_settings.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var sent = 0L;
        void OnBytes(long count)
        {
            limit.CancelAfter(_settings.Timeout);
            sent += count;
            request.OnSent?.Invoke(count);
        }
        var done = false;
        try
        {
            var answer = await FollowAsync(request, OnBytes, both.Token).ConfigureAwait(false);
            done = true;
            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && limit.IsCancellationRequested)
        {
            throw new HubException(HubFailure.Timeout, FormattableString.Invariant($"The Hub gave no answer within {_settings.Timeout.TotalSeconds:0.#} s to {request.Doing} (-TimeoutSec)."));
        }
        catch (OperationCanceledException broken) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler's own limit of time for making a connection.
            throw Errors.FromConnection(new HttpRequestException(HttpRequestError.ConnectionError, "no connection could be made in time", broken), request.Address, request.Doing);
        }
        catch (Exception broken) when (FileProblem(broken) is { } problem)
        {
            throw problem;
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            throw new HubException(HubFailure.BadResponse, $"The Hub's answer to {request.Doing} cannot be unpacked.");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw Errors.FromConnection(broken, request.Address, request.Doing);
        }
        finally
        {
            if (!done)
                request.OnSent?.Invoke(-sent);
        }
    }

    /// <summary>What went wrong with the file that was being sent; the HTTP library wraps it.</summary>
    private static HubException? FileProblem(Exception? broken)
    {
        for (; broken is not null; broken = broken.InnerException)
        {
            if (broken is HubException { Failure: HubFailure.FileChanged } problem)
                return problem;
        }
        return null;
    }

    private async Task<HubAnswer> FollowAsync(HubRequest request, Action<long> onBytes, CancellationToken cancellationToken)
    {
        var address = request.Address;
        var method = request.Method;
        for (var hop = 0; ; hop++)
        {
            using var message = new HttpRequestMessage(method, address);
            if (method != HttpMethod.Get)
                message.Content = request.Content?.Invoke(onBytes);
            if (request.Accept is { } accept)
                message.Headers.Accept.ParseAdd(accept);
            if (request.WithToken && _connection.IsOwn(address))
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _connection.Token);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode || (int)response.StatusCode == request.AlsoGood)
                return new HubAnswer((int)response.StatusCode, body, Raw(response, "ETag"), NextOf(Raw(response, "Link")));
            if (hop == MostRedirects || NextAddress(request, response, address) is not { } next)
                throw Errors.FromAnswer(response, body, request.Doing);
            address = next;
        }
    }

    /// <summary>
    /// Where a redirect leads. A renamed repository sends callers on by 307, with the body again; only what is read may come from another
    /// host, and it gets no token.
    /// </summary>
    private Uri? NextAddress(HubRequest request, HttpResponseMessage response, Uri address)
    {
        if (response.Headers.Location is not { } location || (int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            return null;
        var next = _connection.PutOnEndpoint(new Uri(address, location).AbsoluteUri);
        if (request.Method == HttpMethod.Get)
            return next;
        return (int)response.StatusCode is 307 or 308 && _connection.IsOwn(next) ? next : null;
    }

    /// <summary>A header as it stands: a part's ETag is given back with its quotes.</summary>
    private static string? Raw(HttpResponseMessage response, string name) => response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>The next page, from <c>Link: &lt;…&gt;; rel="next"</c>.</summary>
    private static string? NextOf(string? link)
    {
        foreach (var part in link?.Split(',') ?? [])
        {
            var (open, close) = (part.IndexOf('<'), part.IndexOf('>'));
            if (open >= 0 && close > open && part.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase))
                return part[(open + 1)..close];
        }
        return null;
    }
}
