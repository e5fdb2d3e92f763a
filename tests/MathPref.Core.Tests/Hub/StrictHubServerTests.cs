using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MathPref.Core.Tests.Hub;

/// <summary>The stand-in for the Hub refuses what the Hub refuses: what it lets through proves something.</summary>
public sealed class StrictHubServerTests : IAsyncLifetime
{
    private const string LfsType = "application/vnd.git-lfs+json";

    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private static readonly byte[] s_file = HubSetup.Bytes("file", 300);
    private static readonly string s_oid = Convert.ToHexStringLower(SHA256.HashData(s_file));

    private StrictHubServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StrictHubServer.StartAsync();
        _server.AddRepo("ada/maths");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string address, HttpContent? content, bool withToken = true, string? accept = null)
    {
        using HttpRequestMessage request = new(method, address.StartsWith('/') ? _server.Address + address : address) { Content = content };
        if (withToken)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _server.Token);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        using var response = await s_http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static ByteArrayContent Body(string text, string type) => new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private static ByteArrayContent Bytes(byte[] bytes) => new(bytes);

    private Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string text, string type = "application/json", bool withToken = true) =>
        SendAsync(HttpMethod.Post, path, Body(text, type), withToken, type.StartsWith(LfsType, StringComparison.Ordinal) ? LfsType : null);

    private Task<(HttpStatusCode Status, string Body)> BatchAsync(string transfers = "\"basic\",\"multipart\"", string type = LfsType) =>
        PostAsync("/datasets/ada/maths.git/info/lfs/objects/batch", $$"""{"operation":"upload","transfers":[{{transfers}}],"hash_algo":"sha256","objects":[{"oid":"{{s_oid}}","size":{{s_file.Length}}}]}""", type);

    private async Task<string> UploadAddressAsync()
    {
        using var answer = JsonDocument.Parse((await BatchAsync()).Body);
        return answer.RootElement.GetProperty("objects")[0].GetProperty("actions").GetProperty("upload").GetProperty("href").GetString()!;
    }

    private Task<(HttpStatusCode Status, string Body)> CommitAsync(params string[] lines) =>
        PostAsync("/api/datasets/ada/maths/commit/main", string.Join('\n', lines), "application/x-ndjson");

    private async Task AnnounceAsync(string path, byte[] bytes) => Assert.Equal(HttpStatusCode.OK, (await PostAsync(
        "/api/datasets/ada/maths/preupload/main",
        $$"""{"files":[{"path":"{{path}}","size":{{bytes.Length}},"sample":"{{Convert.ToBase64String(bytes)}}"}]}""")).Status);

    private void AssertRefused((HttpStatusCode Status, string Body) answer, string why)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(why, Assert.Single(_server.Violations), StringComparison.Ordinal);
        Assert.Single(_server.Log("ada/maths"));
    }

    [Fact]
    public async Task A_token_at_the_storage_fails_the_test()
    {
        var address = await UploadAddressAsync();
        Assert.NotEqual(new Uri(_server.Address).Port, new Uri(address).Port);
        AssertRefused(await SendAsync(HttpMethod.Put, address, Bytes(s_file)), "a token came to the storage");
        Assert.Empty(_server.Objects);
    }

    [Fact]
    public async Task A_header_that_was_not_signed_is_refused() =>
        AssertRefused(await SendAsync(HttpMethod.Put, await UploadAddressAsync(), new ByteArrayContent(s_file) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } }, withToken: false), "Content-Type was not signed");

    [Fact]
    public async Task Chunks_are_refused()
    {
        using HttpRequestMessage request = new(HttpMethod.Put, await UploadAddressAsync()) { Content = Bytes(s_file) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await s_http.SendAsync(request, TestContext.Current.CancellationToken);
        AssertRefused((response.StatusCode, ""), "Transfer-Encoding was not signed");
    }

    [Fact]
    public async Task Other_bytes_than_those_announced_are_refused() =>
        AssertRefused(await SendAsync(HttpMethod.Put, await UploadAddressAsync(), Bytes(HubSetup.Bytes("other", 300)), withToken: false), "the bytes are not the file");

    [Fact]
    public async Task A_charset_behind_the_type_is_refused() => AssertRefused(await BatchAsync(type: LfsType + "; charset=utf-8"), "Content-Type");

    [Fact]
    public async Task Xet_is_not_to_be_offered() => AssertRefused(await BatchAsync("\"basic\",\"multipart\",\"xet\""), "transfers");

    [Fact]
    public async Task A_commit_without_preupload_is_refused() => AssertRefused(
        await CommitAsync("""{"key":"header","value":{"summary":"x"}}""", """{"key":"file","value":{"content":"YQ==","path":"a.txt","encoding":"base64"}}"""), "preupload was not asked");

    [Theory]
    [InlineData("/a.txt")]
    [InlineData("./a.txt")]
    [InlineData("b/../a.txt")]
    [InlineData("b//a.txt")]
    [InlineData(".git/config")]
    public async Task A_path_that_git_does_not_take_is_refused(string path) => AssertRefused(await PostAsync(
        "/api/datasets/ada/maths/preupload/main", $$"""{"files":[{"path":"{{path}}","size":1,"sample":"YQ=="}]}"""), "is no path");

    [Fact]
    public async Task A_large_file_that_was_not_sent_cannot_be_committed()
    {
        await AnnounceAsync("a.parquet", s_file);
        AssertRefused(await CommitAsync("""{"key":"header","value":{"summary":"x"}}""", $$$"""{"key":"lfsFile","value":{"path":"a.parquet","algo":"sha256","oid":"{{{s_oid}}}","size":300}}"""), "not in the storage");
    }

    [Fact]
    public async Task A_large_file_that_was_not_verified_cannot_be_committed()
    {
        await SendAsync(HttpMethod.Put, await UploadAddressAsync(), Bytes(s_file), withToken: false);
        await AnnounceAsync("a.parquet", s_file);
        AssertRefused(await CommitAsync("""{"key":"header","value":{"summary":"x"}}""", $$$"""{"key":"lfsFile","value":{"path":"a.parquet","algo":"sha256","oid":"{{{s_oid}}}","size":300}}"""), "not verified");
    }

    [Fact]
    public async Task A_header_that_does_not_stand_first_is_refused() => AssertRefused(
        await CommitAsync("""{"key":"deletedFile","value":{"path":".gitattributes"}}""", """{"key":"header","value":{"summary":"x"}}"""), "header stands first");

    [Fact]
    public async Task A_commit_that_changes_nothing_is_refused() => AssertRefused(await CommitAsync("""{"key":"header","value":{"summary":"x"}}"""), "changes nothing");

    [Fact]
    public async Task A_card_that_was_not_checked_cannot_be_committed()
    {
        await AnnounceAsync("README.md", "---\na: b\n---\n"u8.ToArray());
        AssertRefused(await CommitAsync("""{"key":"header","value":{"summary":"x"}}""", $$$"""{"key":"file","value":{"content":"{{{Convert.ToBase64String("---\na: b\n---\n"u8)}}}","path":"README.md","encoding":"base64"}}"""), "the card was not checked");
    }

    [Fact]
    public async Task A_parent_that_is_no_longer_the_head_is_said()
    {
        var parent = _server.Head("ada/maths").Oid;
        _server.CommitByOthers("ada/maths", "b.txt", "b");
        await AnnounceAsync("a.txt", "a"u8.ToArray());
        var (status, body) = await CommitAsync($$$"""{"key":"header","value":{"summary":"x","parentCommit":"{{{parent}}}"}}""", """{"key":"file","value":{"content":"YQ==","path":"a.txt","encoding":"base64"}}""");
        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.Contains("A commit has happened since", body, StringComparison.Ordinal);
        Assert.Empty(_server.Violations);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_written_and_only_the_public_is_read()
    {
        _server.AddRepo("ada/own", isPrivate: true);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/api/repos/create", "{}", withToken: false)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/datasets/ada/maths", null, withToken: false)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "/api/datasets/ada/own", null, withToken: false)).Status);
    }
}
