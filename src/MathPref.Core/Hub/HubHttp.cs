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

    /// <summary>What is longer somebody who looks on should know of.</summary>
    private static readonly TimeSpan s_shortWait = TimeSpan.FromSeconds(5);

    private readonly HubConnection _connection;
    private readonly HttpClient _http;
    private readonly HubSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action<string>? _tell;
    private readonly Action<string>? _warn;
    private readonly ServiceRetry _retry;

    /// <summary>
    /// <paramref name="tell"/> is told, on any thread, of each wait before another attempt; <paramref name="warn"/> in its place of those that are long.
    /// </summary>
    public HubHttp(
        HubConnection connection, HttpClient http, HubSettings settings, TimeProvider time, Action<string>? tell = null, Action<string>? warn = null)
    {
        _connection = connection;
        _http = http;
        _settings = settings;
        _time = time;
        _tell = tell;
        _warn = warn ?? tell;
        Errors = new HubErrorReader(connection, time);
        // As the Hub's own clients wait: doubled, eightfold at most, without jitter.
        _retry = new ServiceRetry(settings.Retry, time, interval: attempt => settings.Retry.RetryInterval * Math.Min(8, 1 << Math.Min(attempt, 3)));
    }

    public HubErrorReader Errors { get; }

    /// <summary>The wait after an attempt (from 0): what the server asks for, else the doubled interval.</summary>
    public TimeSpan WaitAfter(int attempt, HubException? failed) => _retry.WaitAfter(attempt, failed)!.Value;

    /// <summary>Says that another attempt follows, and why.</summary>
    public void TellOfWait(TimeSpan wait, ServiceException reason) =>
        (wait > s_shortWait ? _warn : _tell)?.Invoke(FormattableString.Invariant($"{reason.Message} Trying again in {wait.TotalSeconds:0.#} s."));

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, _time, cancellationToken);

    /// <summary>
    /// Sends and reads the answer. Throws <see cref="HubException"/> when no attempt succeeds; what <paramref name="read"/> throws as a bad
    /// response is tried again too.
    /// </summary>
    public Task<T> SendAsync<T>(HubRequest request, Func<HubAnswer, T> read, CancellationToken cancellationToken) => _retry.RunAsync(
        async () => read(await AttemptAsync(request, cancellationToken).ConfigureAwait(false)),
        cancellationToken,
        (_, wait, reason) => TellOfWait(wait, reason),
        failed => request.MayRepeat || failed is HubException { WasNotDone: true });

    private async Task<HubAnswer> AttemptAsync(HubRequest request, CancellationToken cancellationToken)
    {
        var sent = 0L;
        var done = false;
        try
        {
            var answer = await ServiceAttempt.RunAsync(
                time => ReadAsync(
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

    private async Task<HubAnswer> ReadAsync(HubRequest request, Action<long> onBytes, CancellationToken cancellationToken)
    {
        using var response = await FollowAsync(request, onBytes, HttpCompletionOption.ResponseContentRead, null, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return IsGood(request, response)
            ? new HubAnswer((int)response.StatusCode, body, Raw(response, "ETag"), NextOf(Raw(response, "Link")))
            : throw Errors.FromAnswer(response, body, request);
    }

    /// <summary>
    /// One attempt at a request, from redirect to redirect. Gives the answer at the end, good or not; what the HTTP library throws passes through.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="onBytes">Told of bytes of its body that went out.</param>
    /// <param name="completion">Whether the body of the answer is read to its end here.</param>
    /// <param name="onOwn">Shown each answer of the endpoint, redirects too, and may throw.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<HttpResponseMessage> FollowAsync(
        HubRequest request, Action<long> onBytes, HttpCompletionOption completion, Action<HttpResponseMessage>? onOwn, CancellationToken cancellationToken)
    {
        var address = request.Address;
        for (var hop = 0; ; hop++)
        {
            var response = await SendOnceAsync(request, address, onBytes, completion, cancellationToken).ConfigureAwait(false);
            try
            {
                if (_connection.IsOwn(address))
                    onOwn?.Invoke(response);
                if (IsGood(request, response) || hop == MostRedirects || NextAddress(request, response, address) is not { } next)
                    return response;
                address = next;
            }
            catch
            {
                response.Dispose();
                throw;
            }
            response.Dispose();
        }
    }

    /// <summary>What an answer that is no good one says, of which a little is read.</summary>
    public async Task<HubException> FailureAsync(HttpResponseMessage response, HubRequest request, CancellationToken cancellationToken)
    {
        using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var head = new byte[HubErrorReader.LongestRead + 1];
        var count = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Errors.FromAnswer(response, head[..count], request);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HubRequest request, Uri address, Action<long> onBytes, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, address);
        if (!request.IsReading)
            message.Content = request.Content?.Invoke(onBytes);
        if (request.Accept is { } accept)
            message.Headers.Accept.ParseAdd(accept);
        if (request.AsIs)
            message.Headers.AcceptEncoding.ParseAdd("identity");
        if (request.Range is var (first, last))
            message.Headers.Range = new RangeHeaderValue(first, last);
        if (request.WithToken && _connection.Token.Length > 0 && _connection.IsOwn(address))
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _connection.Token);
        try
        {
            return await _http.SendAsync(message, completion, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException broken)
        {
            // A redirect may have led to another host than the one that was asked.
            broken.Data[HubErrorReader.AskedHost] = address.GetLeftPart(UriPartial.Authority);
            throw;
        }
    }

    private static bool IsGood(HubRequest request, HttpResponseMessage response) =>
        response.IsSuccessStatusCode || (int)response.StatusCode == request.AlsoGood;

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
