using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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

internal sealed class StoredRepo(string id, bool isPrivate)
{
    public string Id { get; set; } = id;

    public bool IsPrivate { get; } = isPrivate;

    /// <summary>Branches and pull requests (refs/pr/1), each from the first commit to the last.</summary>
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

    /// <summary>A PUT waits for this before it is answered.</summary>
    public Func<HubCall, Task> Hold { get; set; } = _ => Task.CompletedTask;

    /// <summary>The most PUTs that were open at a time.</summary>
    public int MostPutsAtOnce { get; private set; }

    public static async Task<StrictHubServer> StartAsync()
    {
        var (hub, storage) = (Build(), Build());
        StrictHubServer server = new(hub, storage);
        hub.Run(context => server.HandleAsync(context, server.AnswerHub, KindOfHub));
        storage.Run(context => server.HandleAsync(context, server.AnswerStorage, _ => "put"));
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
            repo.Refs["main"] = [Make(null, "initial commit", ImmutableSortedDictionary.Create<string, HubBlob>(StringComparer.Ordinal).Add(".gitattributes", Blob("*.parquet filter=lfs diff=lfs merge=lfs -text\n")))];
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
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        return builder.Build();
    }

    private static string KindOfHub(HubCall call) => (call.Method, call.Path) switch
    {
        (_, "/api/whoami-v2") => "whoami",
        var (_, path) when path.StartsWith("/api/spaces/by-subdomain/", StringComparison.Ordinal) => "space",
        (_, "/api/repos/create") => "create",
        (_, "/api/validate-yaml") => "validate",
        var (_, path) when path.Contains("/preupload/", StringComparison.Ordinal) => "preupload",
        var (_, path) when path.EndsWith("/objects/batch", StringComparison.Ordinal) => "batch",
        var (_, path) when path.EndsWith("/objects/verify", StringComparison.Ordinal) => "verify",
        var (_, path) when path.StartsWith("/complete/", StringComparison.Ordinal) => "complete",
        var (_, path) when path.Contains("/commit/", StringComparison.Ordinal) => "commit",
        var (_, path) when path.Contains("/branch/", StringComparison.Ordinal) => "branch",
        var (_, path) when path.Contains("/tree/", StringComparison.Ordinal) => "tree",
        var (_, path) when path.Contains("/commits/", StringComparison.Ordinal) => "commits",
        var (_, path) when path.EndsWith("/refs", StringComparison.Ordinal) => "refs",
        var (_, path) when path.Contains("/resolve", StringComparison.Ordinal) => "resolve",
        _ => "info",
    };

    private sealed record Answer(int Status, object? Json = null, string? Raw = null, string ContentType = "application/json", Dictionary<string, string>? Headers = null, byte[]? Bytes = null);

    private sealed class RefusedException(int status, string message, string? code = null) : Exception(message)
    {
        public int Status { get; } = status;

        public string? Code { get; } = code;
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
            var isPut = kind == "put";
            if (isPut)
            {
                lock (_state)
                    MostPutsAtOnce = Math.Max(MostPutsAtOnce, ++_putsNow);
            }
            try
            {
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                call = call with { Kind = kind, Body = body.ToArray(), Number = _counts.AddOrUpdate(kind, 1, (_, n) => n + 1) - 1 };
                _calls.Enqueue(call);
                if (isPut)
                    await Hold(call).WaitAsync(context.RequestAborted);
                var fault = Script(call);
                if (fault is { Cuts: true })
                {
                    context.Abort();
                    return;
                }
                var given = fault is null or { LosesAnswer: true } ? Try(call, answer) : new Answer(fault.Status, Raw: fault.Body, ContentType: fault.ContentType, Headers: new Dictionary<string, string>(fault.Headers));
                if (fault is { LosesAnswer: true })
                {
                    context.Abort();
                    return;
                }
                await SendAsync(context, given);
            }
            finally
            {
                if (isPut)
                {
                    lock (_state)
                        _putsNow--;
                }
            }
        }
        catch (Exception gone) when (context.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException or BadHttpRequestException)
        {
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
            Dictionary<string, string> headers = new() { ["X-Error-Message"] = refused.Message };
            if (refused.Code is { } code)
                headers["X-Error-Code"] = code;
            return new Answer(refused.Status, new { error = refused.Message }, Headers: headers);
        }
        catch (Exception broken) when (broken is KeyNotFoundException or JsonException or InvalidOperationException or FormatException)
        {
            Violations.Enqueue($"{call}: {broken.Message}");
            return new Answer(400, new { error = broken.Message });
        }
    }

    private static async Task SendAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.Headers["X-Request-Id"] = "Root=1-test";
        foreach (var (name, value) in answer.Headers ?? [])
            context.Response.Headers[name] = value;
        var bytes = answer.Bytes ?? Encoding.UTF8.GetBytes(answer.Raw ?? (answer.Json is null ? "" : JsonSerializer.Serialize(answer.Json)));
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    // ---- the Hub ----

    private Answer AnswerHub(HubCall call)
    {
        if (call.Header("Transfer-Encoding") is not null)
            throw Violation(call, "the body has no length");
        if (call.Kind != "complete")
        {
            if (call.Header("Authorization") is not { } said)
                throw new RefusedException(401, "Invalid username or password.");
            if (said != "Bearer " + Token)
                throw new RefusedException(401, "Invalid credentials in Authorization header");
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

    private Answer Create(HubCall call)
    {
        var body = call.Json();
        NeedFields(call, body, ["name", "organization", "type"], "visibility");
        if (body.GetProperty("type").GetString() != "dataset")
            throw Violation(call, "type is not dataset");
        if (body.TryGetProperty("visibility", out var visibility) && visibility.GetString() is not ("public" or "private"))
            throw Violation(call, "visibility is neither public nor private");
        var space = body.GetProperty("organization").GetString() ?? Owner;
        var id = $"{space}/{body.GetProperty("name").GetString()}";
        if (!RepoName().IsMatch(id))
            throw Violation(call, $"'{id}' is no name of a repository");
        if (!MayCreate || space is not (Owner or Organization))
            throw new RefusedException(403, $"You don't have the rights to create a dataset under the namespace \"{space}\"");
        if (Repos.ContainsKey(id) || _renamed.ContainsKey(id))
            return new Answer(409, new { error = "You already created this dataset repo", url = $"{HubAddress}/datasets/{id}" });
        AddRepo(id, visibility.ValueKind is JsonValueKind.String && visibility.GetString() == "private");
        // The id is the database's own, and no name that a call takes.
        return new Answer(200, new { url = $"{HubAddress}/datasets/{id}", name = id, id = DatabaseId(id) });
    }

    private Answer Validate(HubCall call)
    {
        var body = call.Json();
        NeedFields(call, body, ["content", "repoType"]);
        if (body.GetProperty("repoType").GetString() != "dataset")
            throw Violation(call, "repoType is not dataset");
        var card = body.GetProperty("content").GetString()!;
        if (Front(card) is { } problem)
            return new Answer(400, new { errors = new[] { new { message = problem } }, warnings = Array.Empty<object>() });
        _validatedCards.Add(card);
        return new Answer(200, new { errors = Array.Empty<object>(), warnings = card.Contains("license:", StringComparison.Ordinal) ? Array.Empty<object>() : [new { message = "empty or missing yaml metadata: license" }] });
    }

    /// <summary>What is wrong with a card's YAML, or null.</summary>
    private static string? Front(string card)
    {
        var match = FrontMatter().Match(card);
        if (!match.Success)
            return "no YAML in front";
        try
        {
            YamlStream yaml = [];
            yaml.Load(new StringReader(match.Groups[1].Value));
            return yaml.Documents[0].RootNode is YamlMappingNode front && front.Children.TryGetValue("license", out var license) && license is YamlScalarNode { Value: "nonsense" } ? "\"license\" must be one of [mit, …]" : null;
        }
        catch (YamlException broken)
        {
            return broken.Message;
        }
    }

    private Answer OfRepo(HubCall call)
    {
        var match = RepoPath().Match(call.Path);
        if (!match.Success)
            throw new RefusedException(404, "Sorry, we can't find the page you are looking for.", "RepoNotFound");
        var (api, id, rest) = (match.Groups["api"].Success, match.Groups["id"].Value, match.Groups["rest"].Value);
        if (_renamed.TryGetValue(id, out var renamed))
            return new Answer(307, Headers: new Dictionary<string, string> { ["Location"] = call.Path.Replace(id, renamed, StringComparison.Ordinal) + call.Query });
        if (!Repos.TryGetValue(id, out var repo))
            throw new RefusedException(404, "Repository not found", "RepoNotFound");
        var segments = rest.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return (call.Kind, call.Method) switch
        {
            ("info", "GET") when api && segments.Length == 0 => Info(repo, "main"),
            ("info", "GET") when api && segments is ["revision", var revision] => Info(repo, revision),
            ("branch", "POST") => Branch(call, repo, segments[1]),
            ("tree", "GET") => TreeOf(call, repo, segments[1]),
            ("commits", "GET") => new Answer(200, Reachable(repo, segments[1]).Reverse().Select(c => new { id = c.Oid, title = c.Title, message = "", authors = Array.Empty<object>(), date = "2026-01-01T00:00:00.000Z" }).ToArray()),
            ("refs", "GET") => Refs(call, repo),
            ("resolve", "GET") => Resolve(call, repo, segments),
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

    private static Answer Info(StoredRepo repo, string revision)
    {
        var head = Reachable(repo, revision)[^1];
        return new Answer(200, new { _id = DatabaseId(repo.Id), id = repo.Id, sha = head.Oid, @private = repo.IsPrivate, siblings = head.Tree.Keys.Select(path => new { rfilename = path }).ToArray() });
    }

    private Answer Branch(HubCall call, StoredRepo repo, string name)
    {
        NeedFields(call, call.Json(), [], "startingPoint");
        if (!repo.Refs.TryAdd(name, repo.Refs["main"]))
            throw new RefusedException(409, $"Reference already exists: refs/heads/{name}");
        return new Answer(201);
    }

    private Answer TreeOf(HubCall call, StoredRepo repo, string revision)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(call.Query);
        if (query["recursive"] != "true" || query["expand"] != "false")
            throw Violation(call, "recursive=true&expand=false is missing");
        var files = Reachable(repo, revision)[^1].Tree;
        var folders = files.Keys.Where(p => p.Contains('/')).Select(p => p[..p.IndexOf('/')]).Distinct().Select(p => (object)new { type = "directory", oid = new string('0', 40), size = 0, path = p });
        var all = folders.Concat(files.Select(f => f.Value.LargeOid is { } large
            ? (object)new { type = "file", oid = f.Value.Oid, size = f.Value.Size, path = f.Key, lfs = new { oid = large, size = f.Value.Size, pointerSize = 130 } }
            : new { type = "file", oid = f.Value.Oid, size = f.Value.Size, path = f.Key })).ToList();
        var from = query.TryGetValue("cursor", out var cursor) ? int.Parse(cursor!, CultureInfo.InvariantCulture) : 0;
        Dictionary<string, string> headers = [];
        if (from + PageSize < all.Count)
            headers["Link"] = $"<{HubAddress}{call.Path}?recursive=true&expand=false&cursor={from + PageSize}>; rel=\"next\"";
        return new Answer(200, all.Skip(from).Take(PageSize).ToArray(), Headers: headers);
    }

    private Answer Refs(HubCall call, StoredRepo repo)
    {
        if (call.Query != "?include_prs=1")
            throw Violation(call, "include_prs=1 is missing");
        object[] Of(bool requests) => [.. repo.Refs.Where(r => r.Key.StartsWith("refs/pr/", StringComparison.Ordinal) == requests).Select(r => new { name = r.Key, @ref = requests ? r.Key : "refs/heads/" + r.Key, targetCommit = r.Value[^1].Oid })];
        return new Answer(200, new { branches = Of(false), converts = Array.Empty<object>(), tags = Array.Empty<object>(), pullRequests = Of(true) });
    }

    private Answer Resolve(HubCall call, StoredRepo repo, string[] segments)
    {
        var path = string.Join('/', segments.Skip(2));
        if (!Reachable(repo, segments[1])[^1].Tree.TryGetValue(path, out var blob))
            throw new RefusedException(404, "Entry not found", "EntryNotFound");
        if (segments[0] == "resolve")
        {
            return new Answer(blob.LargeOid is null ? 307 : 302, Headers: new Dictionary<string, string>
            {
                ["Location"] = blob.LargeOid is null ? call.Path.Replace("/resolve/", "/resolve-cache/", StringComparison.Ordinal) : $"{StorageAddress}/read/{blob.LargeOid}?X-Amz-Signature=secret",
            });
        }
        return Part(call, blob.Bytes, "text/plain; charset=utf-8");
    }

    /// <summary>The bytes, or the part of them that is asked for.</summary>
    private Answer Part(HubCall call, byte[] bytes, string contentType)
    {
        if (call.Header("Range") is not { } range)
            return new Answer(200, Bytes: bytes, ContentType: contentType);
        if (!System.Net.Http.Headers.RangeHeaderValue.TryParse(range, out var parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1
            || parsed.Ranges.First() is not { From: { } first, To: { } last } || first > last)
            throw Violation(call, $"the range {range}");
        if (first >= bytes.Length)
            throw new RefusedException(416, "Range Not Satisfiable");
        last = Math.Min(last, bytes.Length - 1);
        return new Answer(206, Bytes: bytes[(int)first..((int)last + 1)], ContentType: contentType, Headers: new Dictionary<string, string>
        {
            ["Content-Range"] = $"bytes {first}-{last}/{bytes.Length}",
        });
    }

    private Answer Preupload(HubCall call, StoredRepo repo, string revision)
    {
        if (call.Query is not ("" or "?create_pr=1"))
            throw Violation(call, "an unknown query");
        var head = Reachable(repo, revision)[^1];
        var body = call.Json();
        NeedFields(call, body, ["files"], "gitAttributes", "gitIgnore");
        var files = body.GetProperty("files").EnumerateArray().ToList();
        if (files.Count is 0 or > 256)
            throw Violation(call, $"{files.Count} files");
        return new Answer(200, new
        {
            commitOid = head.Oid,
            files = files.Select(file =>
            {
                NeedFields(call, file, ["path", "size", "sample"]);
                var (path, size) = (file.GetProperty("path").GetString()!, file.GetProperty("size").GetInt64());
                if (file.GetProperty("sample").GetBytesFromBase64().Length != Math.Min(512, size))
                    throw Violation(call, $"the sample of {path} is not its first 512 bytes");
                if (path.Split('/').Any(part => part is "" or "." or ".." or ".git"))
                    throw Violation(call, $"'{path}' is no path in a repository");
                repo.Announced.Add(path);
                return new
                {
                    path,
                    // A file without content is called large too: the client has to know better.
                    uploadMode = path.EndsWith(".parquet", StringComparison.Ordinal) || size > LargestRegular ? "lfs" : "regular",
                    shouldIgnore = Ignores(path),
                    oid = head.Tree.TryGetValue(path, out var there) ? there.LargeOid ?? there.Oid : null,
                };
            }).ToArray(),
        });
    }

    private string Link(string path) => (ForJavaScript ? Address : HubAddress) + path;

    private Answer Batch(HubCall call, StoredRepo repo)
    {
        var body = call.Json();
        NeedFields(call, body, ["operation", "transfers", "hash_algo", "objects"], "ref");
        if (body.GetProperty("operation").GetString() != "upload" || body.GetProperty("hash_algo").GetString() != (ForJavaScript ? "sha_256" : "sha256"))
            throw Violation(call, "operation or hash_algo");
        string[] transfers = [.. body.GetProperty("transfers").EnumerateArray().Select(t => t.GetString()!)];
        if (!transfers.SequenceEqual(["basic", "multipart"]))
            throw Violation(call, $"transfers are {string.Join(", ", transfers)}");
        if (body.TryGetProperty("ref", out var reference) && !repo.Refs.ContainsKey(reference.GetProperty("name").GetString()!))
            throw Violation(call, "ref is no branch");
        var objects = body.GetProperty("objects").EnumerateArray().Select(o => (Oid: o.GetProperty("oid").GetString()!, Size: o.GetProperty("size").GetInt64())).ToList();
        if (objects.Count is 0 or > 256 || objects.Any(o => o.Size <= 0 || !Sha256().IsMatch(o.Oid)))
            throw Violation(call, "objects");
        if (!ForJavaScript && objects.DistinctBy(o => o.Oid).Count() != objects.Count)
            throw Violation(call, "an object stands twice");
        return new Answer(200, new { transfer = objects.Any(o => o.Size > MultipartFrom) ? "multipart" : "basic", objects = objects.Select(o => ObjectOf(repo, o.Oid, o.Size)).ToArray() }, ContentType: LfsType);
    }

    private object ObjectOf(StoredRepo repo, string oid, long size)
    {
        if (Objects.ContainsKey(oid))
            return new { oid, size };
        Upload upload = new(oid, size, size > MultipartFrom ? PartSize : null);
        var key = $"{oid[..8]}-{_uploads.Count}";
        _uploads[key] = upload;
        Dictionary<string, string> header = [];
        if (upload.PartSize is { } each)
        {
            header["chunk_size"] = each.ToString(CultureInfo.InvariantCulture);
            // A map has no order; clients have to sort the parts by their numbers.
            var numbers = Enumerable.Range(1, upload.PartCount);
            foreach (var number in ForJavaScript ? numbers : numbers.Reverse())
                header[number.ToString("D5", CultureInfo.InvariantCulture)] = $"{StorageAddress}/part/{key}/{number}?X-Amz-Signature=secret";
        }
        return new
        {
            oid,
            size,
            authenticated = true,
            actions = new
            {
                upload = new { href = upload.PartSize is null ? $"{StorageAddress}/whole/{key}?X-Amz-Signature=secret" : Link($"/complete/{key}?uploadId=1"), header, expires_in = 3600 },
                verify = new { href = Link($"/datasets/{repo.Id}.git/info/lfs/objects/verify"), header = new Dictionary<string, string>() },
            },
        };
    }

    private Answer Complete(HubCall call)
    {
        if (call.Header("Authorization") is not null)
            throw Violation(call, "a completion carries no token");
        if (!_uploads.TryGetValue(call.Path["/complete/".Length..], out var upload) || upload.IsComplete)
            throw new RefusedException(404, "NoSuchUpload");
        var body = call.Json();
        NeedFields(call, body, ["oid", "parts"]);
        var parts = body.GetProperty("parts").EnumerateArray().Select(p => (Number: p.GetProperty("partNumber").GetInt32(), ETag: p.GetProperty("etag").GetString()!)).ToList();
        if (body.GetProperty("oid").GetString() != upload.Oid || !parts.Select(p => p.Number).SequenceEqual(Enumerable.Range(1, upload.PartCount)))
            throw Violation(call, "oid or parts");
        foreach (var (number, etag) in parts)
        {
            if (!upload.Parts.TryGetValue(number, out var part) || part.ETag != etag)
                throw Violation(call, $"part {number} has the ETag {etag}");
        }
        byte[] whole = [.. parts.SelectMany(p => upload.Parts[p.Number].Bytes)];
        if (Convert.ToHexStringLower(SHA256.HashData(whole)) != upload.Oid)
            throw Violation(call, "the parts are not the file");
        upload.IsComplete = true;
        Objects[upload.Oid] = whole;
        return new Answer(200, new { success = true });
    }

    private Answer Verify(HubCall call)
    {
        var body = call.Json();
        NeedFields(call, body, ["oid", "size"]);
        var oid = body.GetProperty("oid").GetString()!;
        if (!Objects.TryGetValue(oid, out var bytes) || bytes.Length != body.GetProperty("size").GetInt64())
            throw Violation(call, "not stored, or of another size");
        _verified.Add(oid);
        return new Answer(200, new { });
    }

    private Answer Commit(HubCall call, StoredRepo repo, string revision)
    {
        var asRequest = call.Query == "?create_pr=1";
        if (call.Query.Length > 0 && !asRequest)
            throw Violation(call, "an unknown query");
        if (asRequest && revision != "main")
            throw Violation(call, "a pull request is made from main");
        var history = Reachable(repo, revision);
        var head = history[^1];
        var tree = head.Tree;
        string? title = null;
        var operations = 0;
        foreach (var line in Encoding.UTF8.GetString(call.Body).TrimEnd('\n').Split('\n'))
        {
            using var document = JsonDocument.Parse(line);
            NeedFields(call, document.RootElement, ["key", "value"]);
            var (key, value) = (document.RootElement.GetProperty("key").GetString(), document.RootElement.GetProperty("value"));
            if ((title is null) != (key == "header"))
                throw Violation(call, "the header stands first, and once");
            if (key == "header")
            {
                NeedFields(call, value, ["summary"], "description", "parentCommit");
                title = value.GetProperty("summary").GetString();
                if (string.IsNullOrWhiteSpace(title))
                    throw Violation(call, "summary is empty");
                if (value.TryGetProperty("parentCommit", out var parent) && parent.GetString() != head.Oid)
                    throw new RefusedException(412, "A commit has happened since. Please refresh and try again.");
                continue;
            }
            operations++;
            var path = value.GetProperty("path").GetString()!;
            switch (key)
            {
                case "file":
                    NeedFields(call, value, ["content", "path", "encoding"]);
                    NeedAnnounced(call, repo, path);
                    var bytes = value.GetProperty("content").GetBytesFromBase64();
                    if (value.GetProperty("encoding").GetString() != "base64" || bytes.Length > LargestRegular || (bytes.Length > 0 && path.EndsWith(".parquet", StringComparison.Ordinal)))
                        throw Violation(call, $"{path} had to be a large file");
                    if (path == "README.md" && !ForJavaScript && !_validatedCards.Contains(Encoding.UTF8.GetString(bytes)))
                        throw Violation(call, "the card was not checked before");
                    if (path == "README.md" && Front(Encoding.UTF8.GetString(bytes)) is { } problem)
                        return new Answer(400, new { error = "Invalid metadata in README.md.", errors = new[] { new { message = problem } }, warnings = Array.Empty<object>() });
                    tree = tree.SetItem(path, new HubBlob(bytes, null, bytes.Length));
                    break;
                case "lfsFile":
                    NeedFields(call, value, ["path", "algo", "oid", "size"]);
                    NeedAnnounced(call, repo, path);
                    var (oid, size) = (value.GetProperty("oid").GetString()!, value.GetProperty("size").GetInt64());
                    if (value.GetProperty("algo").GetString() != "sha256" || !Objects.TryGetValue(oid, out var stored) || stored.Length != size)
                        throw Violation(call, $"{path} is not in the storage");
                    if (!ForJavaScript && _uploads.Values.Any(u => u.Oid == oid) && !_verified.Contains(oid))
                        throw Violation(call, $"{path} was not verified");
                    tree = tree.SetItem(path, new HubBlob([], oid, size));
                    break;
                case "deletedFile":
                    NeedFields(call, value, ["path"]);
                    if (!tree.ContainsKey(path))
                        throw new RefusedException(404, "A file with this name doesn't exist", "EntryNotFound");
                    tree = tree.Remove(path);
                    break;
                default:
                    throw Violation(call, $"the key {key} is not known");
            }
        }
        if (!ForJavaScript && (operations == 0 || tree.SequenceEqual(head.Tree)))
            throw Violation(call, "a commit that changes nothing");
        repo.Announced.Clear();
        var made = Make(head.Oid, title!, tree);
        if (!asRequest)
        {
            repo.Refs[revision] = history.Add(made);
            return new Answer(200, new { success = true, commitOid = made.Oid, commitUrl = $"{HubAddress}/datasets/{repo.Id}/commit/{made.Oid}", hookOutput = "" });
        }
        var number = repo.Refs.Keys.Count(k => k.StartsWith("refs/pr/", StringComparison.Ordinal)) + 1;
        repo.Refs[$"refs/pr/{number}"] = history.Add(made);
        return new Answer(200, new { success = true, commitOid = made.Oid, commitUrl = $"{HubAddress}/datasets/{repo.Id}/commit/{made.Oid}", hookOutput = "", pullRequestUrl = $"{HubAddress}/datasets/{repo.Id}/discussions/{number}" });
    }

    private void NeedAnnounced(HubCall call, StoredRepo repo, string path)
    {
        if (!repo.Announced.Contains(path))
            throw Violation(call, $"preupload was not asked about {path}");
    }

    // ---- the storage ----

    private Answer AnswerStorage(HubCall call)
    {
        if (call.Query != "?X-Amz-Signature=secret")
            throw Violation(call, "the signature is missing");
        if (call.Headers.Any(h => h.Value.Contains("hf_", StringComparison.Ordinal)) || Encoding.Latin1.GetString(call.Body).Contains(Token, StringComparison.Ordinal))
            throw Violation(call, "a token came to the storage");
        foreach (var name in call.Headers.Keys.Where(name => s_unsignedHeaders.Contains(name) && !(ForJavaScript && name.Equals("X-Request-Id", StringComparison.OrdinalIgnoreCase))))
            throw Violation(call, $"the header {name} was not signed");
        string[] segments = call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (call.Method == "GET" && segments is ["read", var oid])
            return Part(call, Objects[oid], "application/octet-stream");
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
