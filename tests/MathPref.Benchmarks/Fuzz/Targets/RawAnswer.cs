using System.Globalization;
using System.Net;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>An input that is an HTTP answer: a line with the status, lines of headers, a blank line, the body.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public static RawAnswer Read(string input)
    {
        var end = input.IndexOf("\n\n", StringComparison.Ordinal);
        var head = (end < 0 ? input : input[..end]).Split('\n');
        var status = int.TryParse(head[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 200 and <= 599 ? number : 200;
        var headers = head.Skip(1).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0].Trim(), parts[1].Trim())).ToList();
        return new RawAnswer(status, headers, end < 0 ? [] : RawText.ToBytes(input[(end + 2)..]));
    }

    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent(Body), RequestMessage = request };
        foreach (var (name, value) in Headers)
        {
            // What the framework itself refuses never comes to a parser.
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }
}

/// <summary>A server that answers the same many times and then fails, without a socket and on the caller's own thread: pages may lead to ever new pages.</summary>
internal sealed class CannedHandler : HttpMessageHandler
{
    private const int MostAnswers = 50;

    private static readonly RawAnswer s_failure = new(500, [], []);

    private RawAnswer _answer = s_failure;
    private int _left;

    public void Answer(RawAnswer answer) => (_answer, _left) = (answer, MostAnswers);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = _left-- > 0 ? _answer : s_failure;
        return Task.FromResult(answer.ToResponse(request));
    }
}
