using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Tests.Hub;

/// <summary>A piece of a file that was sent.</summary>
/// <param name="Oid">SHA-256 of a large file, git's of another.</param>
/// <param name="From">Its first byte.</param>
/// <param name="Count">How many bytes.</param>
internal sealed record HubContent(string Oid, string Path, long From, long Count);

/// <summary>
/// Reading. What stands in the files of git is answered by the Hub itself: of a public repository by a redirect within it (307 to resolve-cache,
/// where a slash in the path is escaped), of a private or gated one at once. A large file is a redirect (302) to the storage; what the file is
/// (X-Linked-Etag, its SHA-256, and X-Linked-Size) the redirect says, not the storage, whose ETag is of 64 digits too, and another hash.
/// <para>
/// Who asks for gzip gets text compressed, as the Hub's network does it: without a length, and whole, whatever the Range was. Who needs a length
/// or a part of a file has to ask for none (<c>Accept-Encoding: identity</c>, or no such header).
/// </para>
/// </summary>
internal sealed partial class StrictHubServer
{
    public const string Converted = "refs/convert/parquet";

    private const string UsualAttributes = "*.parquet filter=lfs diff=lfs merge=lfs -text\n";

    /// <summary>The network does not compress what is shorter.</summary>
    private const int ShortestCompressed = 1000;

    private static readonly string s_layouts = Path.Combine(AppContext.BaseDirectory, "Datasets", "Loading", "layouts");
    private static readonly string[] s_largeKinds = [".parquet", ".arrow", ".gz", ".zip", ".zst", ".png"];

    /// <summary>Files of a gated repository that anybody may read.</summary>
    private static readonly string[] s_ungated = ["README.md", "LICENSE.md"];

    private int _signature;

    /// <summary>Every piece of a file that was sent, in order.</summary>
    public ConcurrentQueue<HubContent> Contents { get; } = [];

    /// <summary>The most GETs of content that were open at a time.</summary>
    public int MostReadsAtOnce { get; private set; }

    /// <summary>The addresses that were given out for reading are no longer good.</summary>
    public void ExpireAddresses() => Interlocked.Increment(ref _signature);

    /// <summary>A repository as a folder has it, at one commit. Names are escaped on disk, where git would act on them.</summary>
    /// <returns>The commit.</returns>
    public string AddFolder(string id, string folder, string revision = "main")
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Uri.UnescapeDataString(Path.GetRelativePath(folder, file).Replace('\\', '/')), File.ReadAllBytes(file)));
        return AddFiles(id, revision, [.. files]);
    }

    /// <summary>One of the layouts of Datasets/Loading.</summary>
    /// <returns>The commit.</returns>
    public string AddLayout(string id, string layout)
    {
        AddRepo(id);
        return AddFolder(id, Path.Combine(s_layouts, layout));
    }

    /// <summary>The converted Parquet of a repository, such as <c>default/train/0000.parquet</c> and <c>default/partial-test/0000.parquet</c>.</summary>
    /// <returns>The commit.</returns>
    public string AddConverted(string id, params (string Path, byte[] Bytes)[] files) => AddFiles(id, Converted, files);

    /// <summary>A commit that adds files to a branch or reference, which is made where it is not there, as is the repository. Large ones are in the storage.</summary>
    /// <returns>The commit.</returns>
    public string AddFiles(string id, string revision, params (string Path, byte[] Bytes)[] files)
    {
        lock (_state)
        {
            var repo = Repos.GetValueOrDefault(id) ?? AddRepo(id);
            var history = repo.Refs.GetValueOrDefault(revision) ?? [];
            var tree = history.IsEmpty
                ? ImmutableSortedDictionary.Create<string, HubBlob>(StringComparer.Ordinal).Add(".gitattributes", Blob(UsualAttributes))
                : history[^1].Tree;
            var own = files.FirstOrDefault(file => file.Path == ".gitattributes").Bytes;
            var isLarge = LargeBy(own is null ? Encoding.UTF8.GetString(tree[".gitattributes"].Bytes) : Encoding.UTF8.GetString(own));
            foreach (var (path, bytes) in files)
            {
                if (bytes.Length == 0 || !isLarge(path))
                {
                    tree = tree.SetItem(path, new HubBlob(bytes, null, bytes.Length));
                    continue;
                }
                var oid = Convert.ToHexStringLower(SHA256.HashData(bytes));
                Objects[oid] = bytes;
                tree = tree.SetItem(path, new HubBlob([], oid, bytes.Length));
            }
            var made = Make(history.IsEmpty ? null : history[^1].Oid, "Upload files", tree);
            repo.Refs[revision] = history.Add(made);
            return made.Oid;
        }
    }

    private static Func<string, bool> LargeBy(string attributes)
    {
        var patterns = attributes.Split('\n').Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1 && words.Contains("filter=lfs"))
            .Select(words => (HasFolder: words[0].Contains('/'), Pattern: new Regex(
                "^" + Regex.Escape(words[0].TrimStart('/')).Replace(@"\*\*/", "(?:.*/)?").Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]") + "$")))
            .ToList();
        return path => s_largeKinds.Contains(Path.GetExtension(path)) || patterns.Exists(p => p.Pattern.IsMatch(p.HasFolder ? path : path.Split('/')[^1]));
    }

    // ---- who may read ----

    private static bool IsReading(HubCall call) => call.Method is "GET" or "HEAD" && call.Kind is "info" or "tree" or "refs" or "commits" or "resolve" or "cached" or "search";

    private bool HasToken(HubCall call) => call.Header("Authorization") == "Bearer " + Token;

    private bool MaySee(HubCall call, StoredRepo repo) => !repo.IsPrivate || (HasToken(call) && repo.MayRead);

    private bool MayReadContent(HubCall call, StoredRepo repo) => MaySee(call, repo) && (repo.Gated is null || (HasToken(call) && repo.Access is HubAccess.Granted));

    /// <summary>To somebody without a token what is not there and what is private look alike.</summary>
    private RefusedException NoRepo(HubCall call) => HasToken(call) || !IsReading(call)
        ? new RefusedException(404, "Repository not found", "RepoNotFound")
        : new RefusedException(401, "Invalid username or password.");

    /// <summary>A gate is before the content alone: what a gated repository is and which files it has anybody may ask.</summary>
    private void NeedContent(HubCall call, StoredRepo repo, string path)
    {
        if (MayReadContent(call, repo) || s_ungated.Contains(path))
            return;
        throw (HasToken(call), repo.Access) switch
        {
            (false, _) => new RefusedException(401, $"Access to dataset {repo.Id} is restricted. You must have access to it and be authenticated to access it. Please log in.", "GatedRepo"),
            (_, HubAccess.Waiting) => new RefusedException(403, $"Your request to access dataset {repo.Id} is awaiting a review from the repo authors.", "GatedRepo"),
            _ => new RefusedException(403, $"Access to dataset {repo.Id} is restricted and you are not in the authorized list. Visit {HubAddress}/datasets/{repo.Id} to ask for access.", "GatedRepo"),
        };
    }

    private void NeedReading(HubCall call)
    {
        if (call.Body.Length > 0 || call.Header("Content-Type") is not null)
            throw Violation(call, "a request that reads has no body");
        if (call.Header("Cookie") is not null)
            throw Violation(call, "a cookie");
        if (call.Method == "HEAD" && call.Kind is not ("resolve" or "cached"))
            throw Violation(call, "no such route");
    }

    /// <summary>A part of an address as it was written, read.</summary>
    private string Unescape(HubCall call, string raw, bool maySlash)
    {
        if (!Escaped().IsMatch(raw))
            throw Violation(call, $"'{raw}' is not escaped");
        var text = Uri.UnescapeDataString(raw);
        if (text is "" or "." or ".." || text.Contains('\0') || (text.Contains('/') && !maySlash))
            throw Violation(call, $"'{raw}' is no name in a path");
        return text;
    }

    private string Revision(HubCall call, string[] raw)
    {
        if (raw.Length < 2)
            throw Violation(call, "a revision is missing");
        var revision = Unescape(call, raw[1], maySlash: true);
        // The Hub takes it for a branch of this name.
        if (revision == "refs")
        {
            Violation(call, "a slash of a revision is written %2F");
            throw new RefusedException(404, "Invalid rev id: refs", "RevisionNotFound");
        }
        return revision;
    }

    // ---- the API ----

    private Answer Info(HubCall call, StoredRepo repo, string revision)
    {
        if (call.Query.Length > 0 && !ForJavaScript)
            throw Violation(call, "an unknown query");
        return new Answer(200, Describe(repo, Reachable(repo, revision)[^1], full: true));
    }

    private static Dictionary<string, object?> Describe(StoredRepo repo, HubRevision head, bool full)
    {
        Dictionary<string, object?> info = new()
        {
            ["_id"] = DatabaseId(repo.Id),
            ["id"] = repo.Id,
            ["author"] = repo.Id.Split('/')[0],
            ["sha"] = head.Oid,
            ["lastModified"] = "2026-01-01T00:00:00.000Z",
            ["private"] = repo.IsPrivate,
            ["gated"] = repo.Gated is { } gated ? gated : false,
            ["disabled"] = repo.IsDisabled,
            ["tags"] = (string[])["region:us"],
            ["downloads"] = 3,
            ["likes"] = 1,
            ["createdAt"] = "2026-01-01T00:00:00.000Z",
        };
        if (!full)
            return info;
        info["siblings"] = head.Tree.Keys.Select(path => new { rfilename = path }).ToArray();
        info["usedStorage"] = head.Tree.Values.Sum(blob => blob.Size);
        if (head.Tree.TryGetValue("README.md", out var card) && CardData(Encoding.UTF8.GetString(card.Bytes)) is { } data)
            info["cardData"] = data;
        return info;
    }

    private static object? CardData(string card)
    {
        if (FrontMatter().Match(card.TrimStart('\uFEFF')) is not { Success: true } front)
            return null;
        try
        {
            YamlStream yaml = [];
            yaml.Load(new StringReader(front.Groups[1].Value));
            return yaml.Documents.Count == 0 ? null : Plain(yaml.Documents[0].RootNode);
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static object? Plain(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.DistinctBy(pair => pair.Key.ToString()).ToDictionary(pair => pair.Key.ToString(), pair => Plain(pair.Value)),
        YamlSequenceNode list => list.Children.Select(Plain).ToArray(),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar => scalar.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when double.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => real,
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    private Answer TreeOf(HubCall call, StoredRepo repo, string revision, string[] raw)
    {
        var query = QueryHelpers.ParseQuery(call.Query);
        var recursive = query.GetValueOrDefault("recursive").ToString();
        if (recursive is not ("true" or "false") || query.GetValueOrDefault("expand") != "false" || query.Keys.Except(["recursive", "expand", "limit", "cursor"]).Any())
            throw Violation(call, "recursive=true&expand=false is missing");
        var files = Reachable(repo, revision)[^1].Tree;
        var folder = string.Join('/', raw.Skip(2).Select(part => Unescape(call, part, maySlash: true)));
        if (folder.Length > 0 && !files.Keys.Any(path => path.StartsWith(folder + "/", StringComparison.Ordinal)))
            throw new RefusedException(404, $"{folder} does not exist on \"{revision}\"", "EntryNotFound");
        var start = folder.Length == 0 ? 0 : folder.Length + 1;
        var isMasked = !MayReadContent(call, repo);
        SortedDictionary<string, object> entries = new(StringComparer.Ordinal);
        foreach (var (path, blob) in files.Where(file => folder.Length == 0 || file.Key.StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            for (var slash = path.IndexOf('/', start); slash >= 0; slash = path.IndexOf('/', slash + 1))
                entries[path[..slash]] = new { type = "directory", oid = HubBlob.GitOid(Encoding.UTF8.GetBytes(path[..slash])), size = 0, path = path[..slash] };
            entries[path] = Entry(path, blob, isMasked);
        }
        var all = entries.Where(entry => recursive == "true" || !entry.Key[start..].Contains('/')).ToList();
        var size = query.TryGetValue("limit", out var limit) ? int.Parse(limit!, CultureInfo.InvariantCulture) : PageSize;
        if (query.TryGetValue("cursor", out var cursor))
        {
            var after = AfterOf(call, cursor!);
            all = [.. all.Where(entry => string.CompareOrdinal(entry.Key, after) > 0)];
        }
        Dictionary<string, string> headers = [];
        if (all.Count > size)
            headers["Link"] = $"<{Link(call.Path)}?expand=false&recursive={recursive}&limit={size}&cursor={Uri.EscapeDataString(CursorOf(all[size - 1].Key, size))}>; rel=\"next\"";
        return new Answer(200, all.Take(size).Select(entry => entry.Value).ToArray(), Headers: headers);
    }

    /// <summary>Of a gated repository's large files the hashes are not told to those who may not read them.</summary>
    private static object Entry(string path, HubBlob blob, bool isMasked) => blob.LargeOid is not { } large
        ? new { type = "file", oid = blob.Oid, size = blob.Size, path }
        : new
        {
            type = "file",
            oid = blob.Oid,
            size = blob.Size,
            lfs = new { oid = isMasked ? new string('*', 64) : large, size = blob.Size, pointerSize = 125 + blob.Size.ToString(CultureInfo.InvariantCulture).Length },
            xetHash = isMasked ? new string('*', 64) : XetHash(large),
            path,
        };

    /// <summary>Another hash of the same file, of as many digits: the storage's name for it.</summary>
    private static string XetHash(string oid) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("xet " + oid)));

    private static string CursorOf(string path, int limit)
    {
        var inner = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new { file_name = path, tree_oid = HubBlob.GitOid([]) }));
        return Convert.ToBase64String(Encoding.ASCII.GetBytes($"{inner}:{limit}"));
    }

    private string AfterOf(HubCall call, string cursor)
    {
        try
        {
            var inner = Encoding.ASCII.GetString(Convert.FromBase64String(cursor)).Split(':')[0];
            using var document = JsonDocument.Parse(Convert.FromBase64String(inner));
            return document.RootElement.GetProperty("file_name").GetString()!;
        }
        catch (FormatException)
        {
            throw Violation(call, "a cursor that no answer gave");
        }
    }

    private Answer Refs(HubCall call, StoredRepo repo)
    {
        if (call.Query is not ("" or "?include_prs=1"))
            throw Violation(call, "an unknown query");
        object[] Of(string prefix, string written) =>
        [
            .. repo.Refs.Where(r => prefix.Length > 0 ? r.Key.StartsWith(prefix, StringComparison.Ordinal) : !r.Key.StartsWith("refs/", StringComparison.Ordinal))
                .Select(r => new { name = r.Key[prefix.Length..], @ref = written + r.Key, targetCommit = r.Value[^1].Oid }),
        ];
        Dictionary<string, object> refs = new() { ["tags"] = Array.Empty<object>(), ["branches"] = Of("", "refs/heads/"), ["converts"] = Of("refs/convert/", "") };
        if (call.Query.Length > 0)
            refs["pullRequests"] = Of("refs/pr/", "");
        return new Answer(200, refs);
    }

    /// <summary>Repositories by owner or by words of the name: those that the caller may see.</summary>
    private Answer Search(HubCall call)
    {
        var query = QueryHelpers.ParseQuery(call.Query);
        if (query.Keys.Except(["search", "author", "limit", "cursor", "full", "sort", "direction"]).FirstOrDefault() is { } other)
            throw Violation(call, $"the query {other} is not known");
        if (!query.ContainsKey("search") && !query.ContainsKey("author"))
            throw Violation(call, "all repositories of the Hub");
        var size = query.TryGetValue("limit", out var limit) ? int.Parse(limit!, CultureInfo.InvariantCulture) : 1000;
        if (size is < 1 or > 1000)
            throw Violation(call, $"the limit is {size}");
        var from = query.TryGetValue("cursor", out var cursor) ? int.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(cursor!)), CultureInfo.InvariantCulture) : 0;
        var found = Repos.Values.Where(repo => MaySee(call, repo)
            && (!query.TryGetValue("author", out var author) || repo.Id.StartsWith(author + "/", StringComparison.OrdinalIgnoreCase))
            && (!query.TryGetValue("search", out var words) || words.ToString().Split(' ').All(word => repo.Id.Contains(word, StringComparison.OrdinalIgnoreCase)))).ToList();
        Dictionary<string, string> headers = [];
        if (from + size < found.Count)
        {
            var same = string.Join('&', query.Where(q => q.Key != "cursor").Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value.ToString())}"));
            headers["Link"] = $"<{Link(call.Path)}?{same}&cursor={Uri.EscapeDataString(Convert.ToBase64String(Encoding.ASCII.GetBytes($"{from + size}")))}>; rel=\"next\"";
        }
        return new Answer(200, found.Skip(from).Take(size).Select(repo => Describe(repo, repo.Refs["main"][^1], full: false)).ToArray(), Headers: headers);
    }

    // ---- content ----

    private Answer Resolve(HubCall call, StoredRepo repo, string[] raw)
    {
        if (call.Query is not ("" or "?download=true"))
            throw Violation(call, "an unknown query");
        var revision = Unescape(call, raw.ElementAtOrDefault(1) ?? "", maySlash: true);
        if (raw.Length < 3)
            throw Violation(call, "a path is missing");
        var path = string.Join('/', raw.Skip(2).Select(part => Unescape(call, part, maySlash: false)));
        NeedContent(call, repo, path);
        var commit = Reachable(repo, Revision(call, raw))[^1];
        Dictionary<string, string> headers = new() { ["X-Repo-Commit"] = commit.Oid };
        if (!commit.Tree.TryGetValue(path, out var blob))
            throw new RefusedException(404, "Entry not found", "EntryNotFound") { Headers = headers };
        headers["Accept-Ranges"] = "bytes";
        headers["Content-Disposition"] = $"inline; filename*=UTF-8''{Uri.EscapeDataString(path.Split('/')[^1])};";
        if (blob.LargeOid is { } large)
        {
            headers["X-Linked-Etag"] = $"\"{large}\"";
            headers["X-Linked-Size"] = blob.Size.ToString(CultureInfo.InvariantCulture);
            headers["X-Xet-Hash"] = XetHash(large);
            headers["Cache-Control"] = "no-store";
            headers["Location"] = SignedAddress(repo, large, path);
            return new Answer(302, Raw: "Found. Redirecting to " + headers["Location"], ContentType: "text/plain; charset=utf-8", Headers: headers);
        }
        if (repo.IsPrivate || repo.Gated is not null || ForJavaScript)
            return Content(call, blob, path, headers);
        headers["X-Linked-Etag"] = $"\"{blob.Oid}\"";
        headers["Location"] = $"/api/resolve-cache/datasets/{repo.Id}/{commit.Oid}/{Uri.EscapeDataString(path)}?{Uri.EscapeDataString(call.Path)}=&etag={Uri.EscapeDataString($"\"{blob.Oid}\"")}";
        // Its length is that of these words and not the file's.
        return new Answer(307, Raw: "Temporary Redirect. Redirecting to " + headers["Location"], ContentType: "text/plain; charset=utf-8", Headers: headers);
    }

    /// <summary>Where a redirect led to.</summary>
    private Answer Cached(HubCall call)
    {
        string[] raw = call.Path["/api/resolve-cache/datasets/".Length..].Split('/');
        if (raw.Length != 4 || !call.Query.Contains("=&etag=%22", StringComparison.Ordinal))
            throw Violation(call, "not as the redirect gave it");
        if (!Repos.TryGetValue($"{raw[0]}/{raw[1]}", out var repo) || !MaySee(call, repo))
            throw NoRepo(call);
        var path = Unescape(call, raw[3], maySlash: true);
        NeedContent(call, repo, path);
        var commit = Reachable(repo, raw[2])[^1];
        Dictionary<string, string> headers = new() { ["X-Repo-Commit"] = commit.Oid, ["Accept-Ranges"] = "bytes" };
        return commit.Tree.TryGetValue(path, out var blob) && blob.LargeOid is null
            ? Content(call, blob, path, headers)
            : throw new RefusedException(404, "Entry not found", "EntryNotFound") { Headers = headers };
    }

    private Answer Content(HubCall call, HubBlob blob, string path, Dictionary<string, string> headers)
    {
        headers["ETag"] = $"\"{blob.Oid}\"";
        if (call.Header("If-None-Match") is { } have && have.Contains(headers["ETag"], StringComparison.Ordinal))
            return new Answer(304, Headers: headers);
        if (blob.Bytes.Length < ShortestCompressed || call.Header("Accept-Encoding")?.Contains("gzip", StringComparison.OrdinalIgnoreCase) is not true)
            return Part(call, blob.Bytes, "text/plain; charset=utf-8", blob.Oid, path, headers);
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(blob.Bytes);
        headers["ETag"] = $"W/\"{blob.Oid}\"";
        headers["Content-Encoding"] = "gzip";
        headers["Vary"] = "Accept-Encoding";
        headers.Remove("Accept-Ranges");
        Note(call, blob.Oid, path, 0, blob.Bytes.Length);
        return new Answer(200, ContentType: "text/plain; charset=utf-8", Headers: headers, Bytes: packed.ToArray(), HasNoLength: true);
    }

    private void Note(HubCall call, string oid, string path, long from, long count)
    {
        if (call.Method == "GET")
            Contents.Enqueue(new HubContent(oid, path, from, count));
    }

    /// <summary>The bytes, or the part of them that is asked for.</summary>
    private Answer Part(HubCall call, byte[] bytes, string contentType, string oid, string path, Dictionary<string, string> headers)
    {
        if (call.Header("Range") is not { } range || call.Method == "HEAD" || (call.Header("If-Range") is { } same && same != headers["ETag"]))
        {
            Note(call, oid, path, 0, bytes.Length);
            return new Answer(200, Bytes: bytes, ContentType: contentType, Headers: headers);
        }
        if (!RangeHeaderValue.TryParse(range, out var parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1)
            throw Violation(call, $"the range {range}");
        var (first, last) = (parsed.Ranges.First().From, parsed.Ranges.First().To);
        var from = first ?? Math.Max(0, bytes.Length - last!.Value);
        var to = first is null ? bytes.Length - 1 : Math.Min(last ?? long.MaxValue, bytes.Length - 1);
        if (from >= bytes.Length || (first is null && last == 0))
            throw new RefusedException(416, "Range Not Satisfiable") { Headers = new() { ["Content-Range"] = $"bytes */{bytes.Length}" } };
        headers["Content-Range"] = $"bytes {from}-{to}/{bytes.Length}";
        Note(call, oid, path, from, to - from + 1);
        return new Answer(206, Bytes: bytes.AsMemory((int)from, (int)(to - from + 1)), ContentType: contentType, Headers: headers);
    }

    // ---- the storage ----

    private string SignedAddress(StoredRepo repo, string oid, string path)
    {
        var place = $"/xet-bridge-us/{DatabaseId(repo.Id)}/{XetHash(oid)}";
        return $"{StorageAddress}{place}?response-content-disposition={Uri.EscapeDataString($"inline; filename=\"{Uri.EscapeDataString(path.Split('/')[^1])}\";")}&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&{Signature(place)}";
    }

    private string Signature(string place) => $"X-Amz-Signature={Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{place} {_signature} {Token}")))}";

    private Answer ReadStorage(HubCall call)
    {
        if (call.Body.Length > 0)
            throw Violation(call, "a request that reads has no body");
        if (!call.Query.EndsWith('&' + Signature(call.Path), StringComparison.Ordinal))
        {
            if (!call.Query.Contains("&X-Amz-Signature=", StringComparison.Ordinal))
                throw Violation(call, "the signature is missing");
            return new Answer(403, Raw: "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", ContentType: "application/xml");
        }
        var hash = call.Path.Split('/')[^1];
        var oid = Objects.Keys.First(key => XetHash(key) == hash);
        Dictionary<string, string> headers = new() { ["ETag"] = $"\"{hash}\"", ["Accept-Ranges"] = "bytes" };
        if (call.Header("If-None-Match") == headers["ETag"])
            return new Answer(304, Headers: headers);
        return call.Header("If-Match") is { } must && must != headers["ETag"]
            ? new Answer(412, Raw: "", ContentType: "application/xml")
            : Part(call, Objects[oid], "application/octet-stream", oid, oid, headers);
    }

    [GeneratedRegex(@"^(?:[A-Za-z0-9_.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*$")]
    private static partial Regex Escaped();
}
