using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MathPref.Core.Tests.Hub;

/// <summary>The stand-in for the Hub answers who reads as the Hub does, and refuses what the Hub refuses.</summary>
public sealed class StrictHubReadingTests : IAsyncLifetime
{
    private const string Listing = "/api/datasets/ada/maths/tree/main?recursive=true&expand=false";
    private const string Large = "/datasets/ada/maths/resolve/main/data/train.parquet";
    private const string Small = "/datasets/ada/maths/resolve/main/data/a%20b.csv";

    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private static readonly byte[] s_large = HubSetup.Bytes("large", 300);
    private static readonly string s_sha = Convert.ToHexStringLower(SHA256.HashData(s_large));
    private static readonly byte[] s_text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},x\n")));

    private StrictHubServer _server = null!;
    private string _commit = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StrictHubServer.StartAsync();
        _server.PageSize = 100;
        _commit = _server.AddFiles("ada/maths", "main", ("README.md", "---\nlicense: mit\n---\n"u8.ToArray()), ("data/a b.csv", s_text), ("data/deep/er.txt", "e"u8.ToArray()), ("data/train.parquet", s_large));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed record Got(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders Content, byte[] Body)
    {
        public string Text => Encoding.UTF8.GetString(Body);

        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        public string? Header(string name) =>
            Headers.NonValidated.TryGetValues(name, out var values) || Content.NonValidated.TryGetValues(name, out values) ? values.ToString() : null;
    }

    private async Task<Got> SendAsync(string address, string? token = null, string? range = null, HttpMethod? method = null, string? encoding = null)
    {
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, address.StartsWith('/') ? _server.Address + address : address);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (range is not null)
            request.Headers.TryAddWithoutValidation("Range", range);
        if (encoding is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var response = await s_http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Got(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private async Task<string> LocationAsync(string address) => (await SendAsync(address)).Header("Location")!;

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_file_of_git_is_answered_within_the_Hub(string method)
    {
        var redirect = await SendAsync(Small, method: new HttpMethod(method));
        var oid = HubBlob.GitOid(s_text);
        Assert.Equal(HttpStatusCode.TemporaryRedirect, redirect.Status);
        Assert.StartsWith($"/api/resolve-cache/datasets/ada/maths/{_commit}/data%2Fa%20b.csv?", redirect.Header("Location"), StringComparison.Ordinal);
        Assert.Equal((_commit, $"\"{oid}\"", null, null), (redirect.Header("X-Repo-Commit"), redirect.Header("X-Linked-Etag"), redirect.Header("X-Linked-Size"), redirect.Header("ETag")));
        Assert.NotEqual(s_text.Length, redirect.Content.ContentLength);
        var file = await SendAsync(redirect.Header("Location")!, method: new HttpMethod(method));
        Assert.Equal((HttpStatusCode.OK, $"\"{oid}\"", _commit, "bytes"), (file.Status, file.Header("ETag"), file.Header("X-Repo-Commit"), file.Header("Accept-Ranges")));
        Assert.Equal(s_text.Length, file.Content.ContentLength);
        Assert.Equal(method == "GET" ? s_text : [], file.Body);
        Assert.Equal(["resolve", "cached"], _server.Calls.Select(call => call.Kind));
        Assert.Equal(method == "GET" ? [new HubContent(oid, "data/a b.csv", 0, s_text.Length)] : [], _server.Contents);
        Assert.Empty(_server.Violations);
    }

    [Fact]
    public async Task A_large_file_is_sent_by_the_storage_whose_ETag_is_another_hash()
    {
        var redirect = await SendAsync(Large, method: HttpMethod.Head);
        Assert.Equal((HttpStatusCode.Found, $"\"{s_sha}\"", "300", _commit), (redirect.Status, redirect.Header("X-Linked-Etag"), redirect.Header("X-Linked-Size"), redirect.Header("X-Repo-Commit")));
        Assert.NotEqual(300, redirect.Content.ContentLength);
        Assert.Empty(redirect.Body);
        var file = await SendAsync(redirect.Header("Location")!);
        Assert.Equal(s_large, file.Body);
        Assert.Matches("^\"[0-9a-f]{64}\"$", file.Header("ETag"));
        Assert.NotEqual($"\"{s_sha}\"", file.Header("ETag"));
        Assert.Equal(["resolve", "read"], _server.Calls.Select(call => call.Kind));
    }

    [Theory]
    [InlineData("bytes=2-5", 2, 4)]
    [InlineData("bytes=290-", 290, 10)]
    [InlineData("bytes=-7", 293, 7)]
    [InlineData("bytes=299-5000", 299, 1)]
    public async Task A_part_of_a_file_is_sent(string range, int from, int count)
    {
        var part = await SendAsync(await LocationAsync(Large), range: range);
        Assert.Equal((HttpStatusCode.PartialContent, $"bytes {from}-{from + count - 1}/300"), (part.Status, part.Header("Content-Range")));
        Assert.Equal(s_large[from..(from + count)], part.Body);
        Assert.Equal([new HubContent(s_sha, s_sha, from, count)], _server.Contents);
    }

    [Fact]
    public async Task A_part_behind_the_end_is_not_there()
    {
        foreach (var (address, size) in ((string, int)[])[(Large, 300), (Small, s_text.Length)])
        {
            var none = await SendAsync(await LocationAsync(address), range: $"bytes={size}-");
            Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{size}"), (none.Status, none.Header("Content-Range")));
        }
        Assert.Empty(_server.Violations);
    }

    [Fact]
    public async Task Text_that_may_be_compressed_comes_whole_and_without_a_length()
    {
        var location = await LocationAsync(Small);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            var packed = await SendAsync(location, range: "bytes=10-", encoding: "gzip, deflate", method: method);
            Assert.Equal((HttpStatusCode.OK, "gzip", null), (packed.Status, packed.Header("Content-Encoding"), packed.Header("Content-Length")));
            Assert.Equal($"W/\"{HubBlob.GitOid(s_text)}\"", packed.Header("ETag"));
            if (method == HttpMethod.Head)
                continue;
            using GZipStream gzip = new(new MemoryStream(packed.Body), CompressionMode.Decompress);
            MemoryStream unpacked = new();
            await gzip.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
            Assert.Equal(s_text, unpacked.ToArray());
        }
        Assert.Equal(HttpStatusCode.PartialContent, (await SendAsync(location, range: "bytes=10-", encoding: "identity")).Status);
    }

    [Theory]
    [InlineData("/datasets/ada/maths/resolve/main/data/none.csv", true, 404, "EntryNotFound", true)]
    [InlineData("/datasets/ada/maths/resolve/none/README.md", true, 404, "RevisionNotFound", false)]
    [InlineData("/api/datasets/ada/maths/revision/none", false, 404, "RevisionNotFound", false)]
    [InlineData("/datasets/ada/none/resolve/main/README.md", true, 404, "RepoNotFound", false)]
    [InlineData("/datasets/ada/none/resolve/main/README.md", false, 401, null, false)]
    [InlineData("/api/datasets/ada/none", false, 401, null, false)]
    [InlineData("/api/datasets/ada/own", false, 401, null, false)]
    [InlineData("/api/datasets/ada/other", true, 404, "RepoNotFound", false)]
    [InlineData("/api/datasets/ada/maths/tree/main/data/train.parquet?recursive=true&expand=false", false, 404, "EntryNotFound", false)]
    public async Task What_is_not_there_is_said_as_the_Hub_says_it(string address, bool withToken, int status, string? code, bool withCommit)
    {
        _server.AddRepo("ada/own", isPrivate: true);
        _server.AddRepo("ada/other", isPrivate: true).MayRead = false;
        foreach (var method in (HttpMethod[])(address.StartsWith("/datasets", StringComparison.Ordinal) ? [HttpMethod.Get, HttpMethod.Head] : [HttpMethod.Get]))
        {
            var refused = await SendAsync(address, withToken ? _server.Token : null, method: method);
            Assert.Equal((status, code, withCommit ? _commit : null), ((int)refused.Status, refused.Header("X-Error-Code"), refused.Header("X-Repo-Commit")));
            if (status == 401)
                Assert.Equal("Invalid username or password.", refused.Header("X-Error-Message"));
        }
        Assert.Empty(_server.Violations);
    }

    [Theory]
    [InlineData(Listing)]
    [InlineData(Large)]
    public async Task A_token_that_is_not_known_is_refused_where_none_is_needed(string address)
    {
        var refused = await SendAsync(address, "hf_wrong");
        Assert.Equal((HttpStatusCode.Unauthorized, "Invalid credentials in Authorization header"), (refused.Status, refused.Header("X-Error-Message")));
    }

    [Theory]
    [InlineData(false, "NotAsked", 401, "Access to dataset ada/maths is restricted. You must have access to it and be authenticated to access it. Please log in.")]
    [InlineData(true, "NotAsked", 403, "Access to dataset ada/maths is restricted and you are not in the authorized list. Visit https://huggingface.co/datasets/ada/maths to ask for access.")]
    [InlineData(true, "Waiting", 403, "Your request to access dataset ada/maths is awaiting a review from the repo authors.")]
    public async Task A_gate_is_before_the_content_alone(bool withToken, string access, int status, string words)
    {
        (_server.Repos["ada/maths"].Gated, _server.Repos["ada/maths"].Access) = ("manual", Enum.Parse<HubAccess>(access));
        var token = withToken ? _server.Token : null;
        foreach (var address in (string[])[Large, Small, "/datasets/ada/maths/resolve/main/none"])
        {
            var refused = await SendAsync(address, token);
            Assert.Equal((status, "GatedRepo", words, words), ((int)refused.Status, refused.Header("X-Error-Code"), refused.Header("X-Error-Message"), refused.Text));
        }
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/datasets/ada/maths/resolve/main/README.md", token)).Status);
        Assert.Equal("manual", (await SendAsync("/api/datasets/ada/maths", token)).Json.GetProperty("gated").GetString());
        Assert.Contains("\"lfs\":{\"oid\":\"****", (await SendAsync(Listing, token)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_private_or_let_through_a_gate_is_answered_at_once()
    {
        _server.Repos["ada/maths"].Gated = "auto";
        var file = await SendAsync(Small, _server.Token);
        Assert.Equal((HttpStatusCode.OK, $"\"{HubBlob.GitOid(s_text)}\"", _commit), (file.Status, file.Header("ETag"), file.Header("X-Repo-Commit")));
        Assert.Equal(s_text, file.Body);
        Assert.Contains(s_sha, (await SendAsync(Listing, _server.Token)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/datasets/ada/maths/resolve/main/data%2Ftrain.parquet", "no name in a path")]
    [InlineData("/datasets/ada/maths/resolve/main//train.parquet", "no name in a path")]
    [InlineData("/datasets/ada/maths/resolve/main/data/a%20b.csv?revision=main", "unknown query")]
    [InlineData("/datasets/ada/maths/resolve/main", "a path is missing")]
    [InlineData("/datasets/ada/maths/blob/main/README.md", "no such route")]
    [InlineData("/api/datasets/ada/maths/resolve/main/README.md", "no such route")]
    [InlineData("/api/datasets/ada/maths?revision=main", "unknown query")]
    [InlineData("/api/datasets/ada/maths/tree/main", "is missing")]
    [InlineData("/api/datasets/ada/maths/tree/main?recursive=true&expand=false&cursor=7", "cursor")]
    [InlineData("/api/datasets/ada/maths/refs?prs=1", "unknown query")]
    [InlineData("/api/datasets", "all repositories")]
    [InlineData("/api/datasets?author=ada&page=2", "the query page")]
    [InlineData("/api/datasets?author=ada&limit=5000", "the limit")]
    [InlineData("/api/resolve-cache/datasets/ada/maths/main/README.md", "as the redirect gave it")]
    public async Task What_no_client_should_ask_is_refused(string address, string why)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(address, _server.Token)).Status);
        Assert.Contains(why, Assert.Single(_server.Violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/datasets/ada/maths/resolve/refs/convert/parquet/default/train/0000.parquet")]
    [InlineData("/api/datasets/ada/maths/revision/refs/convert/parquet")]
    [InlineData("/api/datasets/ada/maths/tree/refs/convert/parquet?recursive=true&expand=false")]
    public async Task A_slash_of_a_revision_is_escaped(string address)
    {
        var commit = _server.AddConverted("ada/maths", ("default/train/0000.parquet", s_large));
        var refused = await SendAsync(address);
        Assert.Equal((HttpStatusCode.NotFound, "RevisionNotFound"), (refused.Status, refused.Header("X-Error-Code")));
        Assert.Contains("%2F", Assert.Single(_server.Violations), StringComparison.Ordinal);
        var good = await SendAsync(address.Replace("refs/convert/parquet", "refs%2Fconvert%2Fparquet", StringComparison.Ordinal));
        Assert.Contains(commit, address.StartsWith("/datasets", StringComparison.Ordinal) ? good.Header("X-Repo-Commit") : address.Contains("/tree/", StringComparison.Ordinal) ? commit : good.Text, StringComparison.Ordinal);
        Assert.Single(_server.Violations);
    }

    [Theory]
    [InlineData("multipart", "bytes=0-1,5-6", null, "the range")]
    [InlineData("lines", "lines=0-1", null, "the range")]
    [InlineData("token", null, "hf_x", "a token came to the storage")]
    [InlineData("unsigned", null, null, "the signature is missing")]
    public async Task What_the_storage_takes_from_no_client_is_refused(string kind, string? range, string? token, string why)
    {
        var location = await LocationAsync(Large);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(kind == "unsigned" ? location.Split('?')[0] : location, token, range)).Status);
        Assert.Contains(why, Assert.Single(_server.Violations), StringComparison.Ordinal);
        Assert.Empty(_server.Contents);
    }

    [Fact]
    public async Task An_address_of_the_storage_is_good_for_a_while_and_for_its_file()
    {
        var location = await LocationAsync(Large);
        _server.ExpireAddresses();
        var expired = await SendAsync(location);
        Assert.Equal(HttpStatusCode.Forbidden, expired.Status);
        Assert.Contains("Request has expired", expired.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(await LocationAsync(Large))).Status);
        Assert.Empty(_server.Violations);
    }

    [Fact]
    public async Task A_listing_is_read_page_by_page()
    {
        _server.PageSize = 2;
        List<string> paths = [];
        for (var next = (string?)Listing; next is not null;)
        {
            var page = await SendAsync(next);
            paths.AddRange(page.Json.EnumerateArray().Select(entry => $"{entry.GetProperty("type").GetString()![0]}:{entry.GetProperty("path").GetString()}"));
            Assert.InRange(page.Json.GetArrayLength(), 1, 2);
            next = page.Header("Link")?.Split('<', '>')[1].Replace("https://huggingface.co", "", StringComparison.Ordinal);
        }
        Assert.Equal(["f:.gitattributes", "f:README.md", "d:data", "f:data/a b.csv", "d:data/deep", "f:data/deep/er.txt", "f:data/train.parquet"], paths);
        var deep = await SendAsync("/api/datasets/ada/maths/tree/main/data%2Fdeep?recursive=true&expand=false");
        Assert.Equal("data/deep/er.txt", Assert.Single(deep.Json.EnumerateArray()).GetProperty("path").GetString());
        Assert.Empty(_server.Violations);
    }

    [Fact]
    public async Task A_repository_tells_what_it_is_and_where_its_references_are()
    {
        var converted = _server.AddConverted("ada/maths", ("default/train/0000.parquet", s_large), ("default/partial-test/0000.parquet", s_large));
        var info = (await SendAsync("/api/datasets/ada/maths/revision/main")).Json;
        Assert.Equal((_commit, "ada/maths", "mit"), (info.GetProperty("sha").GetString(), info.GetProperty("id").GetString(), info.GetProperty("cardData").GetProperty("license").GetString()));
        Assert.Equal((JsonValueKind.False, JsonValueKind.False, JsonValueKind.False), (info.GetProperty("private").ValueKind, info.GetProperty("gated").ValueKind, info.GetProperty("disabled").ValueKind));
        Assert.Equal([".gitattributes", "README.md", "data/a b.csv", "data/deep/er.txt", "data/train.parquet"], info.GetProperty("siblings").EnumerateArray().Select(file => file.GetProperty("rfilename").GetString()));
        var refs = (await SendAsync("/api/datasets/ada/maths/refs")).Json;
        Assert.Equal($$"""[{"name":"parquet","ref":"refs/convert/parquet","targetCommit":"{{converted}}"}]""", refs.GetProperty("converts").GetRawText());
        Assert.Equal($$"""[{"name":"main","ref":"refs/heads/main","targetCommit":"{{_commit}}"}]""", refs.GetProperty("branches").GetRawText());
    }

    [Fact]
    public async Task Repositories_are_found_by_their_owner_and_their_names()
    {
        _server.AddRepo("ada/algebra");
        _server.AddRepo("ada/hidden-maths", isPrivate: true);
        _server.AddRepo("bob/Maths-2");
        async Task<string> Found(string query, string? token = null) =>
            string.Join(' ', (await SendAsync("/api/datasets?" + query, token)).Json.EnumerateArray().Select(repo => repo.GetProperty("id").GetString()));
        Assert.Equal("ada/maths ada/algebra", await Found("author=ada&limit=10"));
        Assert.Equal("ada/maths bob/Maths-2", await Found("search=maths&limit=10"));
        Assert.Equal("ada/maths ada/hidden-maths bob/Maths-2", await Found("search=maths&limit=10", _server.Token));
        Assert.Equal("ada/maths", await Found("search=maths&limit=1"));
        Assert.Equal("", await Found("author=nobody&limit=10"));
    }

    [Theory]
    [InlineData(Large)]
    [InlineData("/api/datasets/ada/maths/revision/main")]
    public async Task Who_asks_for_the_old_name_is_sent_to_the_new_one(string address)
    {
        _server.Rename("ada/maths", "ada/sums");
        var moved = await SendAsync(address);
        Assert.Equal((HttpStatusCode.TemporaryRedirect, address.Replace("ada/maths", "ada/sums", StringComparison.Ordinal)), (moved.Status, moved.Header("Location")));
    }

    [Fact]
    public async Task A_download_breaks_off_where_the_script_says()
    {
        var bytes = HubSetup.Bytes("long", 3_000_000);
        _server.AddFiles("ada/maths", "main", ("long.zip", bytes));
        _server.Script = call => call is { Kind: "read", Number: 0 } ? new HubFault { After = 1_234_567 } : null;
        var location = await LocationAsync("/datasets/ada/maths/resolve/main/long.zip");
        using var response = await s_http.GetAsync(location, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(bytes.Length, response.Content.Headers.ContentLength);
        MemoryStream got = new();
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(got, TestContext.Current.CancellationToken));
        Assert.Equal(bytes[..1_234_567], got.ToArray());
        Assert.Equal(bytes[1_234_567..], (await SendAsync(location, range: "bytes=1234567-")).Body);
    }

    [Fact]
    public async Task A_download_waits_changes_or_forgets_its_range_where_the_script_says()
    {
        var location = await LocationAsync(Large);
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script = call => call.Number switch
        {
            0 => new HubFault { ChangedByte = 7 },
            1 => new HubFault { IgnoresRange = true },
            2 => HubFault.Error(500),
            _ => new HubFault
            {
                After = 100,
                Then = () =>
                {
                    reached.SetResult();
                    return goesOn.Task;
                },
            },
        };
        var changed = (await SendAsync(location)).Body;
        Assert.Equal([7], Enumerable.Range(0, 300).Where(i => changed[i] != s_large[i]));
        var whole = await SendAsync(location, range: "bytes=5-");
        Assert.Equal(HttpStatusCode.OK, whole.Status);
        Assert.Equal(s_large, whole.Body);
        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync(location)).Status);
        var slow = SendAsync(location);
        await reached.Task.WaitAsync(HubSetup.Patience, TestContext.Current.CancellationToken);
        Assert.False(slow.IsCompleted);
        goesOn.SetResult();
        Assert.Equal(s_large, (await slow).Body);
        Assert.Equal(1, _server.MostReadsAtOnce);
    }

    [Fact]
    public void Every_layout_is_a_repository_under_its_true_names()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Datasets", "Loading", "layouts", "expected.json")));
        foreach (var layout in expected.RootElement.GetProperty("layouts").EnumerateObject())
        {
            _server.AddLayout("maths/" + layout.Name, layout.Name);
            var tree = _server.Tree("maths/" + layout.Name);
            Assert.Equal(layout.Value.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).Union([".gitattributes"]).Order(StringComparer.Ordinal), tree.Keys);
            Assert.DoesNotContain(tree, file => file.Key.EndsWith(".parquet", StringComparison.Ordinal) && file.Value.StartsWith("git:", StringComparison.Ordinal) && _server.Text("maths/" + layout.Name, file.Key).Length > 0);
        }
        Assert.All(_server.Tree("maths/lfs-jsonl"), file => Assert.Equal(file.Key.EndsWith(".jsonl", StringComparison.Ordinal), file.Value.StartsWith("lfs:", StringComparison.Ordinal)));
    }
}
