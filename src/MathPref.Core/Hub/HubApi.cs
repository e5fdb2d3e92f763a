using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>
/// Who a token is, its role (read, write or fineGrained; null where the Hub does not say), and the organisations that its user is in.
/// </summary>
internal sealed record HubOwner(string Name, string? Role, IReadOnlyList<string> Organizations)
{
    /// <summary>Whether that namespace is the user's own, or of one of the organisations. Names that differ in case alone there are none.</summary>
    public bool Has(string space) => Organizations.Append(Name).Contains(space, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A repository at one revision. A renamed one answers with its new name; one without a commit has no head.</summary>
internal sealed record HubRepo(string Id, string? Head, bool IsPrivate);

/// <summary>A file in a repository. <paramref name="LargeOid"/> is the SHA-256 of a large file's content (LFS), whose own oid is its pointer's.</summary>
/// <param name="Path">Its name in the repository, with slashes.</param>
/// <param name="Size">The bytes of its content, a large file's too.</param>
/// <param name="Oid">Git's hash of it.</param>
/// <param name="LargeOid">The hash of a large file's content.</param>
/// <param name="XetHash">What Xet, the Hub's other storage, calls it; nothing here is read from there.</param>
internal sealed record HubEntry(string Path, long Size, string Oid, string? LargeOid, string? XetHash = null);

/// <summary>How the Hub wants a file.</summary>
internal sealed record HubMode(string Path, bool IsLarge, bool IsIgnored);

/// <summary>Where the storage takes a large file: in one piece, or in parts of <paramref name="PartSize"/> bytes, each at its own address.</summary>
internal sealed record HubUpload(string Oid, Uri? Address, long? PartSize, IReadOnlyList<Uri> Parts, Uri? Verify);

/// <summary>A commit that was made.</summary>
internal sealed record HubCommitted(string Oid, string? Url, string? PullRequestUrl);

/// <summary>The calls of the Hub that a push or a reading needs, one method each. Source of the forms: huggingface_hub and huggingface.js.</summary>
internal sealed class HubApi(HubConnection connection, HubHttp http)
{
    private const string LfsType = "application/vnd.git-lfs+json";

    /// <summary>The most files that one preupload or LFS batch takes.</summary>
    public const int BatchSize = 256;

    /// <summary>Bytes; no file of the Hub has a thousandth of it.</summary>
    private const long LargestFile = 1L << 50;

    /// <summary>A list that is longer has no end.</summary>
    private const int MostItems = 2_000_000;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>whoami-v2 is strictly limited, so a token is asked for once a process. Kept under a hash: a token is not to lie around.</summary>
    private static readonly ConcurrentDictionary<string, HubOwner> s_owners = new(StringComparer.Ordinal);

    public async Task<HubOwner> WhoAmIAsync(CancellationToken cancellationToken)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{connection} {connection.Token}")));
        if (s_owners.TryGetValue(key, out var known))
            return known;
        const string doing = "asking whose token this is";
        HubOwner owner;
        try
        {
            owner = await GetAsync(connection.At("/api/whoami-v2"), doing, root => new HubOwner(
                Text(root, "name") ?? throw new KeyNotFoundException("name"),
                Object(Object(root, "auth"), "accessToken") is { } token ? Text(token, "role") : null,
                root.TryGetProperty("orgs", out var all) && all.ValueKind is JsonValueKind.Array
                    ? all.EnumerateArray().Select(one => Text(one, "name")).OfType<string>().ToList()
                    : []), cancellationToken).ConfigureAwait(false);
        }
        catch (HubException refused) when (refused.Status is HttpStatusCode.Unauthorized)
        {
            throw new HubException(HubFailure.Authentication, "The Hub does not know this token. Check it in HF_TOKEN or -Token; tokens are made at " +
                $"{HubConnection.TokenPage}.", refused) { Status = refused.Status };
        }
        // The owner of a token may give it more rights while this process lives.
        if (owner.Role is not "read")
            s_owners[key] = owner;
        return owner;
    }

    /// <summary>
    /// Whose the Space is that answers at <c>subdomain.hf.space</c>: a user or an organisation. Null where the Hub shows the token no such
    /// Space. The name alone does not say it: an owner's name has dashes, too.
    /// </summary>
    public async Task<string?> FindSpaceOwnerAsync(string subdomain, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(
                connection.At($"/api/spaces/by-subdomain/{Quote(subdomain)}"),
                $"asking whose the Space {subdomain} is",
                root => (Text(root, "id") ?? throw new KeyNotFoundException("id")).Split('/') is [{ Length: > 0 } owner, { Length: > 0 }] ? owner : null,
                cancellationToken).ConfigureAwait(false);
        }
        catch (HubException unseen) when (unseen.Failure is HubFailure.NotFound or HubFailure.Forbidden)
        {
            return null;
        }
    }

    /// <summary>Makes the repository where there is none. What the answer calls its id is the Hub's own number for it, and no name.</summary>
    public async Task CreateAsync(RepoId repo, bool? isPrivate, CancellationToken cancellationToken)
    {
        var doing = $"creating the dataset repository {repo}";
        var body = JsonBytes.WriteObject(json =>
        {
            json.WriteString("name", repo.Name);
            json.WriteString("organization", repo.Namespace);
            json.WriteString("type", "dataset");
            if (isPrivate is { } hidden)
                json.WriteString("visibility", hidden ? "private" : "public");
        });
        await http.SendAsync(Post("/api/repos/create", doing, body) with { AlsoGood = 409 }, answer =>
        {
            if (answer.Status != 409)
                return Read(answer, doing, root => Text(root, "url") ?? throw new KeyNotFoundException("url"));
            var words = http.Errors.WordsOf(answer.Body);
            return words.Contains("another conflicting operation", StringComparison.OrdinalIgnoreCase)
                ? throw new HubException(HubFailure.Server, $"The Hub answered 409 to {doing}: {words}")
                : words;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Throws <see cref="HubException"/> with <see cref="HubFailure.NotFound"/> or <see cref="HubFailure.RevisionNotFound"/>.</summary>
    public Task<HubRepo> GetRepoAsync(string repo, string? revision, CancellationToken cancellationToken)
    {
        var path = revision is null ? Api(repo) : $"{Api(repo)}/revision/{Quote(revision)}";
        return GetAsync(connection.At(path), $"reading what {repo} is{(revision is null ? "" : " at " + revision)}", root => new HubRepo(
            Text(root, "id") is { } id && RepoId.IsValid(id) ? id : repo,
            Text(root, "sha"),
            root.TryGetProperty("private", out var hidden) && hidden.ValueKind is JsonValueKind.True), cancellationToken, repo);
    }

    /// <summary>Makes a branch; one that is there stays as it is.</summary>
    public Task CreateBranchAsync(string repo, string branch, CancellationToken cancellationToken) =>
        http.SendAsync(
            Post($"{Api(repo)}/branch/{Quote(branch)}", $"creating the branch {branch} of {repo}", JsonBytes.WriteObject(_ => { })) with { AlsoGood = 409 },
            static _ => true,
            cancellationToken);

    /// <summary>Every file of a commit, by its path.</summary>
    public async Task<IReadOnlyDictionary<string, HubEntry>> GetTreeAsync(string repo, string commit, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, HubEntry>(StringComparer.Ordinal);
        var path = $"{Api(repo)}/tree/{Quote(commit)}?recursive=true&expand=false";
        await foreach (var file in PagesAsync(path, $"listing the files of {repo}", ReadEntry, cancellationToken, repo).ConfigureAwait(false))
        {
            if (file is not null)
                files[file.Path] = file;
        }
        return files;
    }

    /// <summary>Null for what is no file.</summary>
    private static HubEntry? ReadEntry(JsonElement item) => Text(item, "type") is not "file" ? null
        : item.GetProperty("size").GetInt64() is < 0 or > LargestFile ? throw new FormatException("size")
        : new HubEntry(
        Text(item, "path") ?? throw new KeyNotFoundException("path"),
        item.GetProperty("size").GetInt64(),
        Text(item, "oid") ?? throw new KeyNotFoundException("oid"),
        Object(item, "lfs") is { } large ? Text(large, "oid") : null,
        Text(item, "xetHash") is { } xet && HubHash.IsLong(xet) ? xet : null);

    /// <summary>The commit that was made upon <paramref name="parent"/>; null where a revision is still at it, or never was.</summary>
    public async Task<string?> GetChildAsync(string repo, string revision, string parent, CancellationToken cancellationToken)
    {
        string? child = null;
        // The newest comes first.
        var path = $"{Api(repo)}/commits/{Quote(revision)}?limit=100";
        await foreach (var oid in PagesAsync(path, $"listing the commits of {repo}", item => Text(item, "id"), cancellationToken, repo).ConfigureAwait(false))
        {
            if (oid == parent)
                return child;
            child = oid;
        }
        return null;
    }

    /// <summary>The pull requests and the commits they are at.</summary>
    public Task<IReadOnlyDictionary<int, string>> GetPullRequestsAsync(string repo, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyDictionary<int, string>>(connection.At($"{Api(repo)}/refs?include_prs=1"), $"listing the pull requests of {repo}", root =>
        {
            const string references = "refs/pr/";
            var requests = new Dictionary<int, string>();
            if (!root.TryGetProperty("pullRequests", out var list) || list.ValueKind is not JsonValueKind.Array)
                return requests;
            foreach (var item in list.EnumerateArray())
            {
                if (Text(item, "ref") is { } name && name.StartsWith(references, StringComparison.Ordinal)
                    && int.TryParse(name.AsSpan(references.Length), CultureInfo.InvariantCulture, out var number)
                    && Text(item, "targetCommit") is { } oid)
                    requests[number] = oid;
            }
            return requests;
        }, cancellationToken, repo);

    /// <summary>The names of the branches, tags and converted copies, in the order of the Hub.</summary>
    public Task<IReadOnlyList<string>> GetRevisionsAsync(string repo, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<string>>(connection.At($"{Api(repo)}/refs"), $"listing the revisions of {repo}", root =>
        {
            IEnumerable<string> Names(string list, string member) => root.TryGetProperty(list, out var items) && items.ValueKind is JsonValueKind.Array
                ? items.EnumerateArray().Select(item => Text(item, member)).OfType<string>()
                : [];
            return [.. Names("branches", "name"), .. Names("tags", "name"), .. Names("converts", "ref")];
        }, cancellationToken);

    /// <summary>The names of datasets of an owner, with the owner; of very many some.</summary>
    public Task<IReadOnlyList<string>> FindDatasetsAsync(string owner, int most, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<string>>(
            connection.At(FormattableString.Invariant($"/api/datasets?author={Quote(owner)}&limit={most}")),
            $"listing the datasets of {owner}",
            root => root.EnumerateArray().Select(item => Text(item, "id")).OfType<string>().Where(RepoId.IsValid).ToList(),
            cancellationToken);

    /// <summary>A page that an answer names, on the endpoint; null where it names none.</summary>
    public Uri? AddressOf(string? link) => link is not null && Uri.IsWellFormedUriString(link, UriKind.Absolute) ? connection.PutOnEndpoint(link) : null;

    public Uri PullRequestAddress(string repo, int number) => connection.At($"/datasets/{repo}/discussions/{number}");

    public Uri RepoAddress(string repo) => connection.At($"/datasets/{repo}");

    public Uri CommitAddress(string repo, string oid) => connection.At($"/datasets/{repo}/commit/{oid}");

    /// <summary>The text of a small file of a commit, such as its card. Throws <see cref="DatasetFormatException"/> for one that is no UTF-8.</summary>
    public Task<string> ReadTextAsync(string repo, string commit, string path, CancellationToken cancellationToken) => http.SendAsync(
        new HubRequest(HttpMethod.Get, connection.FileAt(repo, commit, path), $"reading {path} of {repo}") { Repo = repo },
        answer =>
        {
            try
            {
                using var reader = new StreamReader(new MemoryStream(answer.Body), s_strict);
                return reader.ReadToEnd();
            }
            catch (DecoderFallbackException broken)
            {
                throw new DatasetFormatException(
                    path == DistisetLayout.CardName ? CardMerge.HubName : $"{path} on the Hub",
                    null,
                    null,
                    "this card is no UTF-8, and would lose letters when it is written again: save it as UTF-8 there",
                    broken);
            }
        },
        cancellationToken);

    /// <summary>A file of a commit, or its last bytes.</summary>
    /// <param name="repo">The repository.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="file">The file.</param>
    /// <param name="last">How many bytes at its end are wanted; null for all of them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<byte[]> ReadBytesAsync(string repo, string commit, HubEntry file, long? last, CancellationToken cancellationToken)
    {
        var length = Math.Min(last ?? file.Size, file.Size);
        return http.SendAsync(
            new HubRequest(HttpMethod.Get, connection.FileAt(repo, commit, file.Path), $"reading {file.Path} of {repo}")
            {
                Repo = repo,
                Range = length == file.Size ? null : (file.Size - length, file.Size - 1),
            },
            answer => answer.Body.LongLength >= length
                ? answer.Body[^(int)length..]
                : throw new HubException(HubFailure.BadResponse, $"The Hub gave {answer.Body.LongLength} of {length} bytes of {file.Path}."),
            cancellationToken);
    }

    /// <summary>Has the card checked as a commit would check it. Gives the warnings; throws <see cref="HubException"/> for what is refused.</summary>
    public async Task<IReadOnlyList<string>> ValidateCardAsync(string card, CancellationToken cancellationToken)
    {
        const string doing = "checking the card";
        var body = JsonBytes.WriteObject(json =>
        {
            json.WriteString("content", card);
            json.WriteString("repoType", "dataset");
        });
        try
        {
            return await http.SendAsync(Post("/api/validate-yaml", doing, body), answer => Read(answer, doing, root =>
            {
                if (root.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array && errors.GetArrayLength() > 0)
                    throw new HubException(HubFailure.CardRefused, $"The Hub does not take the card (README.md): {http.Errors.WordsOf(answer.Body)}");
                return root.TryGetProperty("warnings", out var warnings) && warnings.ValueKind is JsonValueKind.Array
                    ? warnings.EnumerateArray().Select(w => http.Errors.Words(Text(w, "message") ?? "")).Where(w => w.Length > 0).ToList()
                    : (IReadOnlyList<string>)[];
            }), cancellationToken).ConfigureAwait(false);
        }
        catch (HubException refused) when (refused.Failure is HubFailure.BadRequest)
        {
            throw new HubException(HubFailure.CardRefused, "The Hub does not take the card (README.md). " +
                $"{refused.Message}", refused) { Status = refused.Status };
        }
    }

    /// <summary>Asks how the Hub wants each file.</summary>
    public async Task<IReadOnlyDictionary<string, HubMode>> PreuploadAsync(
        string repo, string revision, bool asPullRequest, IEnumerable<PushFile> files, CancellationToken cancellationToken)
    {
        const string doing = "asking how it wants the files";
        var modes = new Dictionary<string, HubMode>(StringComparer.Ordinal);
        foreach (var batch in files.Chunk(BatchSize))
        {
            var body = JsonBytes.WriteObject(json =>
            {
                json.WriteStartArray("files");
                foreach (var file in batch)
                {
                    json.WriteStartObject();
                    json.WriteString("path", file.Path);
                    json.WriteNumber("size", file.Length);
                    json.WriteBase64String("sample", file.Sample);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            });
            var request = Post($"{Api(repo)}/preupload/{Quote(revision)}{(asPullRequest ? "?create_pr=1" : "")}", doing, body);
            foreach (var mode in await http.SendAsync(request, answer => Read(answer, doing, ReadModes), cancellationToken).ConfigureAwait(false))
                modes[mode.Path] = mode;
            if (batch.FirstOrDefault(file => !modes.ContainsKey(file.Path)) is { } missing)
                throw new HubException(HubFailure.BadResponse, $"The Hub did not say how it wants {missing.Path}.");
        }
        return modes;
    }

    private static List<HubMode> ReadModes(JsonElement root) => root.GetProperty("files").EnumerateArray()
        .Select(item => new HubMode(
            Text(item, "path") ?? throw new KeyNotFoundException("path"),
            Text(item, "uploadMode") switch { "lfs" => true, "regular" => false, _ => throw new KeyNotFoundException("uploadMode") },
            item.TryGetProperty("shouldIgnore", out var ignored) && ignored.ValueKind is JsonValueKind.True))
        .ToList();

    /// <summary>Asks where the storage takes large files. One that it has already comes back without an address. A pull request has no branch.</summary>
    public async Task<IReadOnlyList<HubUpload>> LfsBatchAsync(
        string repo, string? branch, IReadOnlyCollection<PushFile> files, CancellationToken cancellationToken)
    {
        const string doing = "asking where it takes large files";
        var body = JsonBytes.WriteObject(json =>
        {
            json.WriteString("operation", "upload");
            json.WriteStartArray("transfers");
            json.WriteStringValue("basic");
            json.WriteStringValue("multipart");
            json.WriteEndArray();
            json.WriteString("hash_algo", "sha256");
            if (branch is not null)
            {
                json.WriteStartObject("ref");
                json.WriteString("name", branch);
                json.WriteEndObject();
            }
            json.WriteStartArray("objects");
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("oid", file.Sha256);
                json.WriteNumber("size", file.Length);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
        var request = Post($"/datasets/{repo}.git/info/lfs/objects/batch", doing, body, LfsType) with { Accept = LfsType };
        List<HubUpload> ReadUploads(JsonElement root) => root.GetProperty("objects").EnumerateArray().Select(item => ReadUpload(item, files)).ToList();
        var uploads = await http.SendAsync(request, answer => Read(answer, doing, ReadUploads), cancellationToken).ConfigureAwait(false);
        return files.FirstOrDefault(file => uploads.All(u => u.Oid != file.Sha256)) is { } missing
            ? throw new HubException(HubFailure.BadResponse, $"The Hub did not say where it takes {missing.Path}.")
            : uploads;
    }

    private HubUpload ReadUpload(JsonElement item, IReadOnlyCollection<PushFile> files)
    {
        var oid = Text(item, "oid") ?? throw new KeyNotFoundException("oid");
        var file = files.FirstOrDefault(f => f.Sha256 == oid) ?? throw new KeyNotFoundException("an oid that was not asked for");
        if (Object(item, "error") is { } error)
            throw new HubException(HubFailure.BadRequest, $"The Hub does not take {file.Path}: " +
                $"{http.Errors.Words(Text(error, "message") ?? "no reason given")}");
        var actions = Object(item, "actions");
        if (Object(actions, "upload") is not { } upload)
            return new HubUpload(oid, null, null, [], null);
        var verify = Object(actions, "verify") is { } check && Text(check, "href") is { } href ? connection.PutOnEndpoint(href) : null;
        var address = connection.PutOnEndpoint(Text(upload, "href") ?? throw new KeyNotFoundException("href"));
        if (Object(upload, "header") is not { } header || !header.TryGetProperty("chunk_size", out var size))
            return new HubUpload(oid, address, null, [], verify);
        // chunk_size is a string; the parts' addresses stand beside it under their numbers, in any order.
        var written = size.ValueKind is JsonValueKind.String ? size.GetString() : size.GetRawText();
        if (!long.TryParse(written, CultureInfo.InvariantCulture, out var partSize) || partSize <= 0)
            throw new KeyNotFoundException("chunk_size");
        var parts = header.EnumerateObject()
            .Where(p => p.Name.All(char.IsAsciiDigit) && p.Value.ValueKind is JsonValueKind.String)
            .Select(p => (Number: long.Parse(p.Name, CultureInfo.InvariantCulture), Address: p.Value.GetString()!))
            .OrderBy(p => p.Number)
            .ToList();
        if (parts.Count != (file.Length + partSize - 1) / partSize || parts.Where((p, i) => p.Number != i + 1).Any())
            throw new HubException(HubFailure.BadResponse, $"The Hub gave {parts.Count} addresses for the parts of {file.Path}, which is {file.Length} " +
                $"bytes in parts of {partSize}.");
        return new HubUpload(oid, address, partSize, parts.Select(p => connection.PutOnEndpoint(p.Address)).ToList(), verify);
    }

    /// <summary>Sends a part of a file to a presigned address. Gives the part's ETag.</summary>
    public Task<string?> PutAsync(
        Uri address, PushFile file, long offset, long length, Action<long> onSent, CancellationToken cancellationToken) => http.SendAsync(
        new HubRequest(HttpMethod.Put, address, "sending " + file.Path)
        {
            WithToken = false,
            Content = onBytes => file.Slice(offset, length, onBytes),
            OnSent = onSent,
        },
        static answer => answer.ETag,
        cancellationToken);

    public Task CompleteAsync(Uri address, PushFile file, IReadOnlyList<string> etags, CancellationToken cancellationToken)
    {
        var body = JsonBytes.WriteObject(json =>
        {
            json.WriteString("oid", file.Sha256);
            json.WriteStartArray("parts");
            for (var i = 0; i < etags.Count; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("partNumber", i + 1);
                json.WriteString("etag", etags[i]);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
        return http.SendAsync(new HubRequest(HttpMethod.Post, address, "putting the parts of " + file.Path + " together")
        {
            WithToken = false,
            Accept = LfsType,
            Content = _ => Body(body, LfsType),
        }, static _ => true, cancellationToken);
    }

    public Task VerifyAsync(Uri address, PushFile file, CancellationToken cancellationToken)
    {
        var body = JsonBytes.WriteObject(json =>
        {
            json.WriteString("oid", file.Sha256);
            json.WriteNumber("size", file.Length);
        });
        var request = new HubRequest(HttpMethod.Post, address, "verifying " + file.Path) { Content = _ => Body(body, "application/json") };
        return http.SendAsync(request, static _ => true, cancellationToken);
    }

    /// <summary>Commits, at most once: what may have been done is not tried again here.</summary>
    public Task<HubCommitted> CommitAsync(
        string repo, string revision, bool asPullRequest, HubCommit commit, Action<long> onSent, CancellationToken cancellationToken)
    {
        const string doing = "the commit";
        return http.SendAsync(
            new HubRequest(HttpMethod.Post, connection.At($"{Api(repo)}/commit/{Quote(revision)}{(asPullRequest ? "?create_pr=1" : "")}"), doing)
            {
                MayRepeat = false,
                Content = onBytes => new CommitContent(commit, onBytes),
                OnSent = onSent,
            },
            answer => Read(answer, doing, root => new HubCommitted(
                Text(root, "commitOid") ?? throw new KeyNotFoundException("commitOid"),
                Text(root, "commitUrl"),
                Text(root, "pullRequestUrl"))),
            cancellationToken);
    }

    private async IAsyncEnumerable<T> PagesAsync<T>(
        string path, string doing, Func<JsonElement, T> readItem, [EnumeratorCancellation] CancellationToken cancellationToken, string repo)
    {
        var read = new HashSet<Uri>();
        var count = 0;
        for (var address = connection.At(path); address is not null;)
        {
            if (!read.Add(address))
                throw new HubException(HubFailure.BadResponse, $"The Hub's answer to {doing} has no end: a page leads back to one before it.");
            var (items, next) = await http.SendAsync(
                new HubRequest(HttpMethod.Get, address, doing) { Repo = repo },
                answer => (Read(answer, doing, root => root.EnumerateArray().Select(readItem).ToList()), answer.Next),
                cancellationToken).ConfigureAwait(false);
            count += items.Count;
            if (count > MostItems || (items.Count == 0 && next is not null))
                throw new HubException(HubFailure.BadResponse, $"The Hub's answer to {doing} has no end.");
            foreach (var item in items)
                yield return item;
            address = next is null ? null : connection.PutOnEndpoint(Uri.TryCreate(address, next, out var following) ? following.AbsoluteUri : next);
        }
    }

    private Task<T> GetAsync<T>(Uri address, string doing, Func<JsonElement, T> read, CancellationToken cancellationToken, string? repo = null) =>
        http.SendAsync(new HubRequest(HttpMethod.Get, address, doing) { Repo = repo }, answer => Read(answer, doing, read), cancellationToken);

    private HubRequest Post(string path, string doing, byte[] body, string type = "application/json") =>
        new(HttpMethod.Post, connection.At(path), doing) { Content = _ => Body(body, type) };

    private T Read<T>(HubAnswer answer, string doing, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            throw http.Errors.BadResponse(doing, answer.Body);
        }
    }

    /// <summary>The type stands alone: the storage refuses a charset behind it.</summary>
    private static ByteArrayContent Body(byte[] body, string type) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private static string Api(string repo) => $"/api/datasets/{repo}";

    private static string Quote(string segment) => Uri.EscapeDataString(segment);

    private static string? Text(JsonElement item, string name) => JsonText.OfMember(item, name);

    private static JsonElement? Object(JsonElement? item, string name) =>
        item is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object
            ? value
            : null;
}
