using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Tests.Hub;

/// <summary>What changes a repository: creation, checks, uploads and commits.</summary>
internal sealed partial class StrictHubServer
{
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

    private Answer Branch(HubCall call, StoredRepo repo, string name)
    {
        NeedFields(call, call.Json(), [], "startingPoint");
        if (!repo.Refs.TryAdd(name, repo.Refs["main"]))
            throw new RefusedException(409, $"Reference already exists: refs/heads/{name}");
        return new Answer(201);
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
        {
            // What the Hub says it has need not be verified, though whoever sent it went away before doing so.
            _verified.Add(oid);
            return new { oid, size };
        }
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
}
