using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace MathPref.Core.Tests.Hub;

/// <summary>One request as it came in, to the Hub or to its storage.</summary>
/// <param name="Path">As it was written, without the query.</param>
/// <param name="Number">From 0, over all requests of this kind.</param>
internal sealed record HubCall(string Kind, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body, int Number)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    public override string ToString() => $"{Kind} {Method} {Path}{Query}";
}

/// <summary>What a script has the server do to a request.</summary>
internal sealed record HubFault
{
    public int Status { get; init; }

    public string Body { get; init; } = "";

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The request is done as if nothing were wrong, and the connection is cut in place of the answer.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>The connection is cut before anything is done.</summary>
    public bool Cuts { get; init; }

    /// <summary>So many bytes of the true answer's body are sent; then the connection ends, or <see cref="Then"/> is waited for and the rest follows.</summary>
    public long? After { get; init; }

    public Func<Task>? Then { get; init; }

    /// <summary>The place of a byte of the true answer's body that arrives as another.</summary>
    public int? ChangedByte { get; init; }

    /// <summary>The whole is sent, whatever part was asked for.</summary>
    public bool IgnoresRange { get; init; }

    public static HubFault Error(int status, string body = "{}", params (string Name, string Value)[] headers) =>
        new() { Status = status, Body = body, Headers = headers.ToDictionary(h => h.Name, h => h.Value) };

    public static HubFault Html(int status) => new() { Status = status, ContentType = "text/html", Body = "<html><head><title>Oops</title></head><body><h1>Something is wrong</h1></body></html>" };
}

/// <summary>A file as git has it: its bytes, or the name of a large file's content.</summary>
internal sealed record HubBlob(byte[] Bytes, string? LargeOid, long Size)
{
    public string Oid { get; } = GitOid(LargeOid is null ? Bytes : Encoding.ASCII.GetBytes($"version https://git-lfs.github.com/spec/v1\noid sha256:{LargeOid}\nsize {Size}\n"));

    public static string GitOid(byte[] bytes) => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));
}

internal sealed record HubRevision(string Oid, string? Parent, string Title, ImmutableSortedDictionary<string, HubBlob> Tree);

/// <summary>What the owner of the token may do with a gated repository.</summary>
internal enum HubAccess
{
    Granted,
    NotAsked,
    Waiting,
}

internal sealed class StoredRepo(string id, bool isPrivate)
{
    public string Id { get; set; } = id;

    public bool IsPrivate { get; } = isPrivate;

    /// <summary>Whether the token may see it where it is private.</summary>
    public bool MayRead { get; set; } = true;

    /// <summary>auto or manual: its content is read only by those who asked for it.</summary>
    public string? Gated { get; set; }

    /// <summary>What the token may do where it is gated.</summary>
    public HubAccess Access { get; set; }

    public bool IsDisabled { get; set; }

    /// <summary>Branches, pull requests (refs/pr/1) and conversions (refs/convert/parquet), each from the first commit to the last.</summary>
    public Dictionary<string, ImmutableList<HubRevision>> Refs { get; } = [];

    /// <summary>Paths that preupload was asked for since the last commit.</summary>
    public HashSet<string> Announced { get; } = [];
}

/// <summary>
/// A stand-in for the Hugging Face Hub on loopback that is as strict as protocols allow (reference: protocols.md, 3): headers, bodies and
/// their order are checked, the state is git's (commits, trees, blobs, large objects), and the storage for large files is another origin,
/// where neither a token nor a header that was not signed may come. What a client does wrong is refused and kept in
/// <see cref="Violations"/>. It binds port 0 of 127.0.0.1 and never sleeps.
/// <para>
/// Where the official JavaScript client does less than the Hub allows to ask (3.13), <see cref="ForJavaScript"/> takes exactly that:
/// the card is not validated, nothing is verified, parts' addresses must come in order, links must be at the server's own address,
/// hash_algo is called sha_256, an uploaded object is listed twice, and a PUT repeats the X-Request-Id of the batch.
/// </para>
/// </summary>
internal sealed partial class StrictHubServer : IAsyncDisposable
{
    public const string Owner = "ada";
    public const string Organization = "analytical-engines";

    private const string LfsType = "application/vnd.git-lfs+json";
    private const string HubAddress = "https://huggingface.co";

    private static readonly HashSet<string> s_unsignedHeaders = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Cookie", "Content-Type", "Transfer-Encoding", "Expect", "X-Request-Id", "Proxy-Authorization" };

    private readonly WebApplication _hub;
    private readonly WebApplication _storage;
    private readonly ConcurrentQueue<HubCall> _calls = [];
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly Lock _state = new();
    private readonly Dictionary<string, string> _renamed = [];
    private readonly Dictionary<string, Upload> _uploads = [];
    private readonly HashSet<string> _verified = [];
    private readonly HashSet<string> _validatedCards = [];
    private int _commits;
    private int _putsNow;
    private int _readsNow;

    private StrictHubServer(WebApplication hub, WebApplication storage)
    {
        _hub = hub;
        _storage = storage;
    }

    /// <summary>A large object on its way: in one piece, or in parts.</summary>
    private sealed class Upload(string oid, long size, long? partSize)
    {
        public string Oid { get; } = oid;

        public long Size { get; } = size;

        public long? PartSize { get; } = partSize;

        public int PartCount => PartSize is { } each ? (int)((Size + each - 1) / each) : 0;

        public ConcurrentDictionary<int, (byte[] Bytes, string ETag)> Parts { get; } = [];

        public bool IsComplete { get; set; }
    }

    /// <summary>The one token that is known here. Each server has its own: ports come again, and a client may remember whose a token is.</summary>
    public string Token { get; } = $"hf_planted{Guid.NewGuid():N}";

    public string Address => _hub.Urls.First();

    public string StorageAddress => _storage.Urls.First();

    public Dictionary<string, StoredRepo> Repos { get; } = new(StringComparer.Ordinal);

    /// <summary>Spaces that the token may see, by what stands before <c>.hf.space</c>.</summary>
    public Dictionary<string, string> Spaces { get; } = new(StringComparer.Ordinal);

    /// <summary>What the storage holds, by SHA-256.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>What a client did against the protocol.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    public IReadOnlyList<HubCall> Calls => [.. _calls];

    public bool ForJavaScript { get; set; }

    /// <summary>write, read or fineGrained.</summary>
    public string Role { get; set; } = "write";

    /// <summary>Whether the token may make repositories.</summary>
    public bool MayCreate { get; set; } = true;

    /// <summary>A larger file is sent in parts.</summary>
    public long PartSize { get; set; } = 100;

    public long MultipartFrom { get; set; } = 1000;

    /// <summary>Text up to here is kept by git itself.</summary>
    public long LargestRegular { get; set; } = 10_000_000;

    public int PageSize { get; set; } = 5;

    public Func<string, bool> Ignores { get; set; } = _ => false;

    /// <summary>Asked before each request is done.</summary>
    public Func<HubCall, HubFault?> Script { get; set; } = _ => null;

    /// <summary>A PUT, or a GET of content, waits for this before it is answered.</summary>
    public Func<HubCall, Task> Hold { get; set; } = _ => Task.CompletedTask;

    /// <summary>The most PUTs that were open at a time.</summary>
    public int MostPutsAtOnce { get; private set; }

    public static async Task<StrictHubServer> StartAsync()
    {
        var (hub, storage) = (Build(), Build());
        StrictHubServer server = new(hub, storage);
        hub.Run(context => server.HandleAsync(context, server.AnswerHub, KindOfHub));
        storage.Run(context => server.HandleAsync(context, server.AnswerStorage, call => call.Method == "PUT" ? "put" : "read"));
        await hub.StartAsync();
        await storage.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new(TimeSpan.Zero);
        foreach (var app in (WebApplication[])[_hub, _storage])
        {
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
    }

    /// <summary>The commits of a branch, the first of them made with the repository.</summary>
    public IReadOnlyList<HubRevision> Log(string repo, string revision = "main") => Repos[repo].Refs[revision];

    public HubRevision Head(string repo, string revision = "main") => Log(repo, revision)[^1];

    /// <summary>Path and content of every file: <c>git:</c> or <c>lfs:</c> and the oid.</summary>
    public SortedDictionary<string, string> Tree(string repo, string revision = "main") =>
        new(Head(repo, revision).Tree.ToDictionary(f => f.Key, f => f.Value.LargeOid is { } large ? "lfs:" + large : "git:" + f.Value.Oid), StringComparer.Ordinal);

    public string Text(string repo, string path, string revision = "main") => Encoding.UTF8.GetString(Head(repo, revision).Tree[path].Bytes);

    public int Count(string kind) => _counts.GetValueOrDefault(kind);

    public StoredRepo AddRepo(string id, bool isPrivate = false)
    {
        lock (_state)
        {
            StoredRepo repo = new(id, isPrivate);
            repo.Refs["main"] = [Make(null, "initial commit", ImmutableSortedDictionary.Create<string, HubBlob>(StringComparer.Ordinal).Add(".gitattributes", Blob(UsualAttributes)))];
            return Repos[id] = repo;
        }
    }

    /// <summary>A commit of somebody else.</summary>
    public void CommitByOthers(string id, string path, string? text, string title = "by others", string revision = "main") =>
        CommitByOthers(id, path, text is null ? null : Encoding.UTF8.GetBytes(text), title, revision);

    public void CommitByOthers(string id, string path, byte[]? bytes, string title = "by others", string revision = "main", long? size = null)
    {
        lock (_state)
        {
            var head = Head(id, revision);
            Repos[id].Refs[revision] = Repos[id].Refs[revision].Add(Make(head.Oid, title, bytes is null ? head.Tree.Remove(path) : head.Tree.SetItem(path, new HubBlob(bytes, null, size ?? bytes.Length))));
        }
    }

    public void Rename(string from, string to)
    {
        lock (_state)
        {
            Repos[to] = Repos[from];
            Repos[to].Id = to;
            Repos.Remove(from);
            _renamed[from] = to;
        }
    }

    private static HubBlob Blob(string text) => new(Encoding.UTF8.GetBytes(text), null, Encoding.UTF8.GetByteCount(text));

    private HubRevision Make(string? parent, string title, ImmutableSortedDictionary<string, HubBlob> tree) =>
        new(Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes($"{parent}|{title}|{_commits++}"))), parent, title, tree);

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            // Who reads slowly is not cut off.
            kestrel.Limits.MinRequestBodyDataRate = kestrel.Limits.MinResponseDataRate = null;
        });
        return builder.Build();
    }

    private static string KindOfHub(HubCall call)
    {
        if (call.Path.StartsWith("/api/resolve-cache/", StringComparison.Ordinal))
            return "cached";
        if (RepoPath().Match(call.Path) is { Success: true } match)
        {
            var rest = match.Groups["rest"].Value;
            return rest.Split('/', 3).ElementAtOrDefault(1) switch
            {
                "preupload" or "commit" or "branch" or "tree" or "commits" or "refs" or "resolve" when rest.Split('/')[1] is var kind => kind,
                _ when rest.EndsWith("/objects/batch", StringComparison.Ordinal) => "batch",
                _ when rest.EndsWith("/objects/verify", StringComparison.Ordinal) => "verify",
                _ => "info",
            };
        }
        return call.Path switch
        {
            "/api/whoami-v2" => "whoami",
            "/api/repos/create" => "create",
            "/api/validate-yaml" => "validate",
            "/api/datasets" => "search",
            var path when path.StartsWith("/api/spaces/by-subdomain/", StringComparison.Ordinal) => "space",
            var path when path.StartsWith("/complete/", StringComparison.Ordinal) => "complete",
            _ => "info",
        };
    }

    private sealed record Answer(int Status, object? Json = null, string? Raw = null, string ContentType = "application/json", Dictionary<string, string>? Headers = null,
        ReadOnlyMemory<byte>? Bytes = null, bool HasNoLength = false);

    private sealed class RefusedException(int status, string message, string? code = null) : Exception(message)
    {
        public int Status { get; } = status;

        public string? Code { get; } = code;

        public Dictionary<string, string> Headers { get; init; } = [];
    }

    /// <summary>Against the protocol: refused, and the test is to fail.</summary>
    private RefusedException Violation(HubCall call, string what)
    {
        Violations.Enqueue($"{call}: {what}");
        return new RefusedException(400, what);
    }

    private async Task HandleAsync(HttpContext context, Func<HubCall, Answer> answer, Func<HubCall, string> kindOf)
    {
        try
        {
            MemoryStream body = new();
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            var query = target.IndexOf('?');
            HubCall call = new("", context.Request.Method, query < 0 ? target : target[..query], query < 0 ? "" : target[query..],
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), [], 0);
            var kind = kindOf(call);
            CountOpen(kind, call.Method, 1);
            try
            {
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                call = call with { Kind = kind, Body = body.ToArray(), Number = _counts.AddOrUpdate(kind, 1, (_, n) => n + 1) - 1 };
                _calls.Enqueue(call);
                if (kind is "put" or "read" or "cached")
                    await Hold(call).WaitAsync(context.RequestAborted);
                var fault = Script(call);
                if (fault is { Cuts: true })
                {
                    context.Abort();
                    return;
                }
                if (fault is { IgnoresRange: true })
                    call = call with { Headers = call.Headers.Where(h => !h.Key.Equals("Range", StringComparison.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase) };
                var given = fault is null or { Status: 0 } or { LosesAnswer: true } ? Try(call, answer) : new Answer(fault.Status, Raw: fault.Body, ContentType: fault.ContentType, Headers: new Dictionary<string, string>(fault.Headers));
                if (fault is { LosesAnswer: true })
                {
                    context.Abort();
                    return;
                }
                await SendAsync(context, given, fault);
            }
            finally
            {
                CountOpen(kind, call.Method, -1);
            }
        }
        catch (Exception gone) when (context.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException or BadHttpRequestException)
        {
        }
    }

    private void CountOpen(string kind, string method, int change)
    {
        lock (_state)
        {
            if (kind == "put")
                MostPutsAtOnce = Math.Max(MostPutsAtOnce, _putsNow += change);
            if (kind is "read" or "cached" && method == "GET")
                MostReadsAtOnce = Math.Max(MostReadsAtOnce, _readsNow += change);
        }
    }

    private Answer Try(HubCall call, Func<HubCall, Answer> answer)
    {
        try
        {
            lock (_state)
                return answer(call);
        }
        catch (RefusedException refused)
        {
            Dictionary<string, string> headers = new(refused.Headers) { ["X-Error-Message"] = refused.Message };
            if (refused.Code is { } code)
                headers["X-Error-Code"] = code;
            if (refused.Status == 401)
                headers["WWW-Authenticate"] = "Bearer realm=\"Authentication required\", charset=\"UTF-8\"";
            return call.Kind == "resolve"
                ? new Answer(refused.Status, Raw: refused.Message, ContentType: "text/plain; charset=utf-8", Headers: headers)
                : new Answer(refused.Status, new { error = refused.Message }, Headers: headers);
        }
        catch (Exception broken) when (broken is KeyNotFoundException or JsonException or InvalidOperationException or FormatException)
        {
            Violations.Enqueue($"{call}: {broken.Message}");
            return new Answer(400, new { error = broken.Message });
        }
    }

    private static async Task SendAsync(HttpContext context, Answer answer, HubFault? fault)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.Headers["X-Request-Id"] = "Root=1-test";
        foreach (var (name, value) in answer.Headers ?? [])
            context.Response.Headers[name] = value;
        if (answer.Status == 304)
            return;
        var bytes = answer.Bytes ?? Encoding.UTF8.GetBytes(answer.Raw ?? (answer.Json is null ? "" : JsonSerializer.Serialize(answer.Json)));
        context.Response.ContentType = answer.ContentType;
        if (!answer.HasNoLength)
            context.Response.ContentLength = bytes.Length;
        if (context.Request.Method == "HEAD")
            return;
        if (fault?.ChangedByte is { } place)
        {
            var changed = bytes.ToArray();
            changed[place] ^= 1;
            bytes = changed;
        }
        if (fault?.After is { } after)
        {
            var first = (int)Math.Min(after, bytes.Length);
            await context.Response.StartAsync(context.RequestAborted);
            await WriteAsync(context, bytes[..first]);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (fault.Then is null)
            {
                await EndAsync(context);
                return;
            }
            await fault.Then().WaitAsync(context.RequestAborted);
            bytes = bytes[first..];
        }
        await WriteAsync(context, bytes);
    }

    /// <summary>In pieces: what is large is not copied as a whole.</summary>
    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        const int piece = 1 << 16;
        for (var at = 0; at < bytes.Length; at += piece)
            await context.Response.Body.WriteAsync(bytes.Slice(at, Math.Min(piece, bytes.Length - at)), context.RequestAborted);
    }

    /// <summary>Ends the connection when all that was written is sent: an abort could take some of it back.</summary>
    private static async Task EndAsync(HttpContext context)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(ended.SetResult);
        await context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output.CompleteAsync();
        await ended.Task;
    }

    // ---- the Hub ----

    private Answer AnswerHub(HubCall call)
    {
        if (call.Header("Transfer-Encoding") is not null)
            throw Violation(call, "the body has no length");
        if (IsReading(call))
            NeedReading(call);
        if (call.Kind != "complete")
        {
            if (call.Header("Authorization") is not { } said)
            {
                if (!IsReading(call))
                    throw new RefusedException(401, "Invalid username or password.");
            }
            else if (!said.StartsWith("Bearer ", StringComparison.Ordinal))
            {
                throw Violation(call, "the Authorization is no Bearer");
            }
            else if (!HasToken(call))
            {
                throw new RefusedException(401, "Invalid credentials in Authorization header");
            }
        }
        if (call.Method == "POST")
            NeedType(call, call.Kind switch { "commit" => "application/x-ndjson", "batch" or "complete" => LfsType, _ => "application/json" });
        if (call.Kind is "batch" or "complete" && call.Header("Accept") != LfsType)
            throw Violation(call, $"Accept is {call.Header("Accept")}");
        return call.Kind switch
        {
            "whoami" => new Answer(200, new { type = "user", id = "1", name = Owner, fullname = "Ada", orgs = new[] { new { id = "2", name = Organization, type = "org" } }, auth = new { type = "access_token", accessToken = new { displayName = "t", role = Role } } }),
            "space" => Spaces.TryGetValue(call.Path.Split('/')[^1], out var space)
                ? new Answer(200, new { _id = "3", id = space, author = space.Split('/')[0], sdk = "docker", @private = true })
                : throw new RefusedException(404, "Repository not found"),
            "create" => Create(call),
            "validate" => Validate(call),
            "complete" => Complete(call),
            "search" when call.Method == "GET" => Search(call),
            "cached" when IsReading(call) => Cached(call),
            _ => OfRepo(call),
        };
    }

    private void NeedType(HubCall call, string type)
    {
        if (call.Header("Content-Type") != type)
            throw Violation(call, $"Content-Type is {call.Header("Content-Type")} and not {type}");
    }

    private void NeedFields(HubCall call, JsonElement item, string[] must, params string[] may)
    {
        if (item.ValueKind is not JsonValueKind.Object)
            throw Violation(call, "not an object");
        foreach (var name in must)
        {
            if (!item.TryGetProperty(name, out _))
                throw Violation(call, $"the field {name} is missing");
        }
        if (item.EnumerateObject().FirstOrDefault(p => !must.Contains(p.Name) && !may.Contains(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } other)
            throw Violation(call, $"the field {other.Name} is not known");
    }

    private Answer OfRepo(HubCall call)
    {
        var match = RepoPath().Match(call.Path);
        if (!match.Success)
            throw new RefusedException(404, "Sorry, we can't find the page you are looking for.", "RepoNotFound");
        var (api, id, rest) = (match.Groups["api"].Success, match.Groups["id"].Value, match.Groups["rest"].Value);
        if (_renamed.TryGetValue(id, out var renamed))
            return new Answer(307, Headers: new Dictionary<string, string> { ["Location"] = call.Path.Replace(id, renamed, StringComparison.Ordinal) + call.Query });
        if (!Repos.TryGetValue(id, out var repo) || !MaySee(call, repo))
            throw NoRepo(call);
        if (repo.IsDisabled)
            throw new RefusedException(403, "Access to this resource is disabled.");
        var raw = rest.Length == 0 ? [] : rest[1..].Split('/');
        var segments = rest.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return (call.Kind, call.Method) switch
        {
            ("info", "GET") when api && raw.Length == 0 => Info(call, repo, "main"),
            ("info", "GET") when api && raw[0] == "revision" && (raw.Length == 2 || raw[1] == "refs") => Info(call, repo, Revision(call, raw)),
            ("branch", "POST") => Branch(call, repo, segments[1]),
            ("tree", "GET") when api => TreeOf(call, repo, Revision(call, raw), raw),
            ("commits", "GET") => new Answer(200, Reachable(repo, segments[1]).Reverse().Select(c => new { id = c.Oid, title = c.Title, message = "", authors = Array.Empty<object>(), date = "2026-01-01T00:00:00.000Z" }).ToArray()),
            ("refs", "GET") when api && raw.Length == 1 => Refs(call, repo),
            ("resolve", "GET" or "HEAD") when !api => Resolve(call, repo, raw),
            ("preupload", "POST") => Preupload(call, repo, segments[1]),
            ("batch", "POST") => Batch(call, repo),
            ("verify", "POST") => Verify(call),
            ("commit", "POST") => Commit(call, repo, segments[1]),
            _ => throw Violation(call, "no such route"),
        };
    }

    /// <summary>The commits up to a branch's head or a commit.</summary>
    private static ImmutableList<HubRevision> Reachable(StoredRepo repo, string revision)
    {
        if (repo.Refs.TryGetValue(revision, out var branch))
            return branch;
        foreach (var list in repo.Refs.Values)
        {
            var at = list.FindIndex(c => c.Oid == revision);
            if (at >= 0)
                return list.GetRange(0, at + 1);
        }
        throw new RefusedException(404, $"Invalid rev id: {revision}", "RevisionNotFound");
    }

    private static string DatabaseId(string id) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(id)))[..24];

    private string Link(string path) => (ForJavaScript ? Address : HubAddress) + path;

    // ---- the storage ----

    private Answer AnswerStorage(HubCall call)
    {
        if (call.Headers.Any(h => h.Value.Contains("hf_", StringComparison.Ordinal)) || Encoding.Latin1.GetString(call.Body).Contains(Token, StringComparison.Ordinal))
            throw Violation(call, "a token came to the storage");
        foreach (var name in call.Headers.Keys.Where(name => s_unsignedHeaders.Contains(name) && !(ForJavaScript && name.Equals("X-Request-Id", StringComparison.OrdinalIgnoreCase))))
            throw Violation(call, $"the header {name} was not signed");
        if (call.Method is "GET" or "HEAD")
            return ReadStorage(call);
        if (call.Query != "?X-Amz-Signature=secret")
            throw Violation(call, "the signature is missing");
        string[] segments = call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (call.Method != "PUT" || !_uploads.TryGetValue(segments.ElementAtOrDefault(1) ?? "", out var upload))
            throw Violation(call, "no such upload");
        if (call.Header("Content-Length") != call.Body.Length.ToString(CultureInfo.InvariantCulture) || call.Body.Length == 0)
            throw Violation(call, $"Content-Length is {call.Header("Content-Length")}");
        var etag = $"\"{Convert.ToHexStringLower(MD5.HashData(call.Body))}\"";
        if (segments[0] == "part" && upload.PartSize is { } each)
        {
            var number = int.Parse(segments[2], CultureInfo.InvariantCulture);
            if (call.Body.Length != Math.Min(each, upload.Size - (number - 1) * each))
                throw Violation(call, $"part {number} has {call.Body.Length} bytes");
            upload.Parts[number] = (call.Body, etag);
        }
        else
        {
            if (upload.PartSize is not null || call.Body.Length != upload.Size || Convert.ToHexStringLower(SHA256.HashData(call.Body)) != upload.Oid)
                throw Violation(call, "the bytes are not the file");
            Objects[upload.Oid] = call.Body;
        }
        return new Answer(200, Raw: "", ContentType: "application/xml", Headers: new Dictionary<string, string> { ["ETag"] = etag });
    }

    [GeneratedRegex(@"^(?:(?<api>/api)/datasets/(?<id>[^/]+/[^/]+)|/datasets/(?<id>[^/]+/[^/]+?)(?:\.git)?)(?<rest>(?:/.*)?)$")]
    private static partial Regex RepoPath();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+/[A-Za-z0-9_]([A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?$")]
    private static partial Regex RepoName();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"^---\r?\n(.*?)\r?\n---(?:\r?\n|$)", RegexOptions.Singleline)]
    private static partial Regex FrontMatter();
}
