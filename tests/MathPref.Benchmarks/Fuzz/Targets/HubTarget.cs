using System.Net;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Llm;
using MathPref.Core.Net;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>What the Hub, its storage and gateways before them answer.</summary>
internal sealed class HubTarget : FuzzTarget
{
    private const string Token = "hf_Zx9secret";
    private const string Oid = "0123456789abcdef0123456789abcdef01234567";

    private readonly CannedHandler _server = new();
    private readonly HubApi _api;
    private readonly HubErrorReader _errors;

    public HubTarget()
    {
        var connection = HubConnection.Resolve(null, false, name => name switch { "HF_ENDPOINT" => "http://127.0.0.1:9", "HF_TOKEN" => Token, _ => null });
        var http = new HubHttp(connection, new HttpClient(_server), new HubSettings { Retry = new RetrySettings { MaximumRetryCount = 0 } }, TimeProvider.System);
        (_api, _errors) = (new HubApi(connection, http), http.Errors);
    }

    public override string Name => "hub";

    public override IReadOnlyList<string> Seeds { get; } = Bytes(
        $$$$"""
        200
        Link: <http://127.0.0.1:9/api/next?cursor=2>; rel="next"
        ETag: "{{{{Oid}}}}"

        {"id":"user/maths","sha":"{{{{Oid}}}}","private":true,"name":"user","auth":{"accessToken":{"role":"write"}}}
        """,
        $$$$"""
        200

        [{"type":"file","path":"README.md","size":10,"oid":"{{{{Oid}}}}"},{"type":"file","path":"data/train-00000-of-00001.parquet","size":1000,"oid":"{{{{Oid}}}}","lfs":{"oid":"{{{{Oid}}}}","size":1000,"pointerSize":100}},{"type":"directory","path":"data"}]
        """,
        $$$$"""
        200

        [{"id":"{{{{Oid}}}}","title":"a","authors":[]},{"id":"parent"}]
        """,
        $$$$"""
        200

        {"branches":[],"pullRequests":[{"name":"1","ref":"refs/pr/1","targetCommit":"{{{{Oid}}}}"}],"errors":[],"warnings":[{"message":"no license"}]}
        """,
        "200\n\n---\nlicense: mit\n---\n\n# A card\n");

    public override IReadOnlyList<string> Pieces { get; } = Bytes(
        "400\n", "401\n", "403\n", "404\n", "409\n", "429\n", "500\n", "503\n", "302\n", "\n\n", "Retry-After: 1\n", "RateLimit: \"api\";r=0;t=55\n", "X-Error-Code: RepoNotFound\n", "X-Error-Message: No such repository\n", "X-Request-Id: Root=1-a;b\n", "Link: <https://huggingface.co/x>; rel=\"next\"\n", "Location: /elsewhere\n", "Location: https://cdn/x?X-Amz-Signature=abc\n",
        "{\"error\":\"Invalid token\"}", "{\"error\":[\"a\",\"b\"]}", "{\"errors\":[{\"message\":\"no\"}]}", "<html><script>x</script><body>502</body></html>", "<Error><Code>Expired</Code></Error>", "<script>", "</script>", "<style", "https://s3/x?sig=1", Token,
        "\"id\":", "\"sha\":", "\"path\":", "\"size\":", "\"oid\":", "\"lfs\":{", "\"type\":\"file\"", "\"ref\":\"refs/pr/", "\"targetCommit\":", "\"message\":", "\"warnings\":[", "\"errors\":[", "\\ud83d", "\\u0000", "{", "}", "[", "]", "[[[[[[[[", ",", ":", "\"", "null");

    public override bool IsRefusal(Exception thrown) => thrown is HubException or DatasetFormatException;

    public override bool Accepts(string input)
    {
        var answer = RawAnswer.Read(input);
        var address = new Uri("http://127.0.0.1:9/api");
        using var response = answer.ToResponse(new HttpRequestMessage(HttpMethod.Get, address));
        Check(_errors.FromAnswer(response, answer.Body, new HubRequest(HttpMethod.Get, address, "asking") { Repo = "user/maths" }));
        Func<Task>[] calls =
        [
            () => _api.GetRepoAsync("user/maths", "main", default),
            () => _api.GetTreeAsync("user/maths", "main", default),
            () => _api.GetChildAsync("user/maths", "main", "parent", default),
            () => _api.GetPullRequestsAsync("user/maths", default),
            () => _api.ReadTextAsync("user/maths", "main", "README.md", default),
            () => _api.ValidateCardAsync("# A card", default),
            () => _api.CreateAsync(RepoId.Parse("user/maths"), true, default),
        ];
        var accepted = 0;
        foreach (var call in calls)
        {
            _server.Answer(answer);
            try
            {
                call().GetAwaiter().GetResult();
                accepted++;
            }
            catch (Exception refused) when (IsRefusal(refused))
            {
                Check(refused);
            }
        }
        return accepted > 0;
    }

    private static void Check(Exception error)
    {
        FuzzTrial.CheckRefusal(error);
        BrokenRule.Unless(!error.Message.Contains(Token, StringComparison.Ordinal), "the token stands nowhere in what is read");
        BrokenRule.Unless(error is not HubException { RetryAfter: { } wait } || wait > TimeSpan.Zero, "a wait is longer than nothing");
    }
}
