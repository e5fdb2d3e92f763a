using System.Net.Http.Headers;
using MathPref.Core.Net;

namespace MathPref.Core.Hub;

/// <summary>
/// Sends requests to the Hub and its storage, again where that can help. The token goes to the endpoint alone, whatever an answer or a
/// redirect says.
/// </summary>
internal sealed class HubHttp
{
    private const int MostRedirects = 5;

    private readonly HubConnection _connection;
    private readonly HttpClient _http;
    private readonly HubSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action<string>? _tell;
    private readonly ServiceRetry _retry;

    /// <summary><paramref name="tell"/> is told, on any thread, of each wait before another attempt.</summary>
    public HubHttp(HubConnection connection, HttpClient http, HubSettings settings, TimeProvider time, Action<string>? tell = null)
    {
        _connection = connection;
        _http = http;
        _settings = settings;
        _time = time;
        _tell = tell;
        Errors = new HubErrorReader(connection, time);
        // As the Hub's own clients wait: doubled, eightfold at most, without jitter.
        _retry = new ServiceRetry(settings.Retry, time, interval: attempt => settings.Retry.RetryInterval * Math.Min(8, 1 << Math.Min(attempt, 3)));
    }

    public HubErrorReader Errors { get; }

    /// <summary>The wait after an attempt (from 0): what the server asks for, else the doubled interval.</summary>
    public TimeSpan WaitAfter(int attempt, HubException? failed) => _retry.WaitAfter(attempt, failed)!.Value;

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, _time, cancellationToken);

    /// <summary>
    /// Sends and reads the answer. Throws <see cref="HubException"/> when no attempt succeeds; what <paramref name="read"/> throws as a bad
    /// response is tried again too.
    /// </summary>
    public Task<T> SendAsync<T>(HubRequest request, Func<HubAnswer, T> read, CancellationToken cancellationToken) => _retry.RunAsync(
        async () => read(await AttemptAsync(request, cancellationToken).ConfigureAwait(false)),
        cancellationToken,
        (_, wait, reason) => _tell?.Invoke(FormattableString.Invariant($"{reason.Message} Trying again in {wait.TotalSeconds:0.#} s.")),
        failed => request.MayRepeat || failed is HubException { WasNotDone: true });

    private async Task<HubAnswer> AttemptAsync(HubRequest request, CancellationToken cancellationToken)
    {
        var sent = 0L;
        var done = false;
        try
        {
            var answer = await ServiceAttempt.RunAsync(
                time => FollowAsync(
                    request,
                    count =>
                    {
                        time.Restart();
                        sent += count;
                        request.OnSent?.Invoke(count);
                    },
                    time.Token),
                _settings.Timeout,
                _time,
                cancellationToken).ConfigureAwait(false);
            done = true;
            return answer;
        }
        catch (Exception broken) when (FileProblem(broken) is { } problem)
        {
            throw problem;
        }
        catch (TransportException broken)
        {
            throw Errors.FromTransport(broken, request, _settings.Timeout);
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
            if (request.Range is var (first, last))
                message.Headers.Range = new RangeHeaderValue(first, last);
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
    private static string? Raw(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

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
