using System.Collections.Concurrent;
using System.Text;
using MathPref.Core.Hub;
using MathPref.Core.Net;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Hub;

public sealed class HubDownloadTests : IAsyncLifetime
{
    private const string Repo = "ada/maths";
    private const string Large = "data/train ä%2F-00000.parquet";
    private const string Plain = "data/a b+c.jsonl";

    private static readonly byte[] s_large = HubSetup.Bytes("large", 300_000);
    private static readonly byte[] s_plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400).Select(i => $"{{\"n\": {i}}}\n")));

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _told = [];
    private readonly ImpatientTime _time = new();
    private StrictHubServer _server = null!;
    private HubCache _cache = null!;
    private string _commit = "";
    private long _bytes;

    public async ValueTask InitializeAsync()
    {
        _server = await StrictHubServer.StartAsync();
        _server.AddRepo(Repo);
        _commit = _server.AddFiles(Repo, "main", (Large, s_large), (Plain, s_plain), ("empty.jsonl", []));
        _cache = new HubCache(_folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _server.AssertStrict();
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private HubEntry Entry(string path)
    {
        var blob = _server.Head(Repo).Tree[path];
        return new HubEntry(path, blob.Size, blob.Oid, blob.LargeOid);
    }

    private HubDownload Download(HubSettings? settings = null, TimeProvider? time = null, HubConnection? connection = null) =>
        new(connection ?? HubSetup.Connection(_server), HttpClients.ForFiles(null), settings ?? new HubSettings(), _cache, time ?? _time, _told.Enqueue);

    private Task<string> FetchAsync(HubEntry file, HubDownload? download = null, string? commit = null, CancellationToken? cancellationToken = null) =>
        (download ?? Download()).FetchAsync(Repo, commit ?? _commit, file, count => Interlocked.Add(ref _bytes, count), cancellationToken ?? Now).WaitAsync(HubSetup.Patience, Now);

    private async Task<HubException> FailAsync(HubEntry file, HubDownload? download = null) => await Assert.ThrowsAsync<HubException>(() => FetchAsync(file, download));

    private string Partial(HubEntry file) => _cache.PlaceOf(Repo, _commit, file).Partial;

    private string[] Asked() => [.. _server.Calls.Select(call => $"{call.Kind} {call.Header("Range")}".TrimEnd())];

    /// <summary>What is done to the requests for content, one after the other; those behind are answered as they should be.</summary>
    private void Answers(params HubFault?[] faults) =>
        _server.Script = call => call.Kind is "read" or "cached" && call.Number < faults.Length ? faults[call.Number] : null;

    private static HubSettings Once => new() { Retry = new RetrySettings { MaximumRetryCount = 0 } };

    private async Task AssertHereAsync(HubEntry file, byte[] content)
    {
        Assert.Equal(content, await File.ReadAllBytesAsync(_cache.Find(Repo, _commit, file.Path)!, Now));
        Assert.False(File.Exists(Partial(file)));
        Assert.Equal(content.Length, _bytes);
    }

    [Theory]
    [InlineData(Large)]
    [InlineData(Plain)]
    [InlineData("empty.jsonl")]
    public async Task A_file_comes_into_the_cache_by_the_name_of_its_content(string path)
    {
        var (file, content) = (Entry(path), path switch { Large => s_large, Plain => s_plain, _ => [] });
        var here = await FetchAsync(file);
        Assert.Equal(_folder[["datasets--ada--maths", "snapshots", _commit, .. path.Split('/')]], here);
        Assert.Equal(content, await File.ReadAllBytesAsync(_folder["datasets--ada--maths", "blobs", file.LargeOid ?? file.Oid], Now));
        await AssertHereAsync(file, content);
        Assert.All(_server.Calls, call => Assert.Equal("identity", call.Header("Accept-Encoding")));
        Assert.All(_server.Calls, call => Assert.Equal(call.Kind != "read", call.Header("Authorization") is not null));
        var asked = _server.Calls.Count;
        Assert.Equal(path == "empty.jsonl" ? 0 : 2, asked);
        Assert.Equal(here, await FetchAsync(file));
        Assert.Equal(asked, _server.Calls.Count);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task What_another_commit_brought_is_not_asked_for_again()
    {
        await FetchAsync(Entry(Large));
        var second = _server.AddFiles(Repo, "main", ("new.jsonl", s_plain));
        var asked = _server.Calls.Count;
        var here = await FetchAsync(Entry(Large), commit: second);
        Assert.Contains(second, here, StringComparison.Ordinal);
        Assert.Equal(s_large, await File.ReadAllBytesAsync(here, Now));
        Assert.Equal(asked, _server.Calls.Count);
        Assert.Equal(2 * s_large.Length, _bytes);
    }

    [Theory]
    [InlineData(Large, 100_000)]
    [InlineData(Plain, 1234)]
    public async Task What_a_broken_download_left_is_gone_on_with_from_there(string path, int cut)
    {
        var (file, content) = (Entry(path), path == Large ? s_large : s_plain);
        Answers(new HubFault { After = cut });
        var broken = await FailAsync(file, Download(Once));
        Assert.Equal(HubFailure.Connection, broken.Failure);
        Assert.Equal(content[..cut], await File.ReadAllBytesAsync(Partial(file), Now));
        Assert.Null(_cache.Find(Repo, _commit, path));
        Assert.Empty(_cache.FilesOf(Repo, _commit));
        _bytes = 0;
        await FetchAsync(file);
        await AssertHereAsync(file, content);
        var range = $" bytes={cut}-";
        Assert.Equal(path == Large ? ["resolve", "read", "resolve" + range, "read" + range] : ["resolve", "cached", "resolve" + range, "cached" + range], Asked());
        Assert.Equal((long)cut, _server.Contents.Last().From);
    }

    [Fact]
    public async Task A_connection_that_breaks_again_and_again_gets_there_as_long_as_something_comes()
    {
        // Twice as often as a call may fail that brings nothing.
        Answers([.. Enumerable.Repeat(new HubFault { After = 20_000 }, 10)]);
        await FetchAsync(Entry(Large));
        await AssertHereAsync(Entry(Large), s_large);
        Assert.Equal(Enumerable.Range(0, 11).Select(i => i * 20_000L), _server.Contents.Select(c => c.From));
        Assert.Equal(Enumerable.Repeat(1.0, 10), _time.Waits.Where(wait => wait > 0));
        Assert.Equal(10, _told.Count);
    }

    [Fact]
    public async Task A_server_that_never_gets_further_is_given_up()
    {
        _server.Script = call => call.Kind == "read" ? new HubFault { After = 20_000, IgnoresRange = true } : null;
        var failed = await FailAsync(Entry(Large));
        Assert.Equal(HubFailure.Connection, failed.Failure);
        Assert.Equal([1, 2, 4, 8, 8], _time.Waits.Where(wait => wait > 0));
        Assert.Equal(6, _server.Count("read"));
    }

    [Fact]
    public async Task The_whole_in_place_of_the_rest_is_taken_from_the_beginning()
    {
        Answers(new HubFault { After = 100_000 }, new HubFault { IgnoresRange = true });
        await FetchAsync(Entry(Large));
        await AssertHereAsync(Entry(Large), s_large);
        Assert.Equal(["resolve", "read", "resolve bytes=100000-", "read bytes=100000-"], Asked());
    }

    [Fact]
    public async Task A_rest_that_the_server_does_not_give_is_begun_anew()
    {
        Answers(new HubFault { After = 100_000 }, HubFault.Error(416));
        await FetchAsync(Entry(Large));
        await AssertHereAsync(Entry(Large), s_large);
        Assert.Equal(["read", "read bytes=100000-", "read"], Asked().Where(asked => asked.StartsWith("read", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_part_than_was_asked_for_is_not_put_behind_what_is_here()
    {
        Answers(new HubFault { After = 100_000 }, new HubFault { Status = 206, Body = "abc", Headers = new Dictionary<string, string> { ["Content-Range"] = $"bytes 5-7/{s_large.Length}" } });
        await FetchAsync(Entry(Large));
        await AssertHereAsync(Entry(Large), s_large);
    }

    [Fact]
    public async Task What_is_here_to_its_last_byte_is_not_asked_for()
    {
        var file = Entry(Large);
        _folder.File(Path.GetRelativePath(_folder.Path, Partial(file)).Replace('\\', '/'), s_large);
        await FetchAsync(file);
        await AssertHereAsync(file, s_large);
        Assert.Empty(_server.Calls);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(300_000)]
    [InlineData(300_001)]
    public async Task What_is_here_and_is_not_of_the_file_is_found_and_fetched_anew(int length)
    {
        var file = Entry(Large);
        _folder.File(Path.GetRelativePath(_folder.Path, Partial(file)).Replace('\\', '/'), new byte[length]);
        await FetchAsync(file);
        await AssertHereAsync(file, s_large);
        Assert.Equal((0, 300_000), (_server.Contents.Last().From, _server.Contents.Last().Count));
    }

    [Fact]
    public async Task A_byte_that_changed_on_the_way_is_found_and_the_file_fetched_once_more()
    {
        Answers(new HubFault { ChangedByte = 123_456 });
        await FetchAsync(Entry(Large));
        await AssertHereAsync(Entry(Large), s_large);
        Assert.Contains("once more", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Large)]
    [InlineData(Plain)]
    public async Task A_byte_that_changes_each_time_ends_it_and_nothing_is_kept(string path)
    {
        _server.Script = call => call.Kind is "read" or "cached" ? new HubFault { ChangedByte = 7 } : null;
        var failed = await FailAsync(Entry(path));
        Assert.Equal(HubFailure.BadResponse, failed.Failure);
        Assert.Contains("by its hash", failed.Message, StringComparison.Ordinal);
        Assert.Equal(2, _server.Contents.Count);
        Assert.Equal(0, _bytes);
        Assert.Null(_cache.Find(Repo, _commit, path));
        Assert.DoesNotContain(_folder.Entries(), entry => entry.Contains("blobs/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("X-Repo-Commit", "1111111111111111111111111111111111111111", "commit 1111")]
    [InlineData("X-Linked-Etag", "\"1111111111111111111111111111111111111111111111111111111111111111\"", "content 1111")]
    [InlineData("X-Linked-Size", "299999", "299999 bytes instead of 300000")]
    public async Task A_file_that_is_another_than_the_listing_says_is_not_fetched(string header, string value, string said)
    {
        Dictionary<string, string> headers = new()
        {
            ["X-Repo-Commit"] = _commit,
            ["X-Linked-Etag"] = $"\"{Entry(Large).LargeOid}\"",
            ["Location"] = _server.StorageAddress + "/x",
            [header] = value,
        };
        _server.Script = call => call.Kind == "resolve" ? new HubFault { Status = 302, Headers = headers } : null;
        var failed = await FailAsync(Entry(Large));
        Assert.Equal(HubFailure.FileChanged, failed.Failure);
        Assert.Contains("changed under the same revision", failed.Message, StringComparison.Ordinal);
        Assert.Contains(said, failed.Message, StringComparison.Ordinal);
        Assert.Equal(["resolve"], Asked());
    }

    [Fact]
    public async Task More_bytes_than_the_listing_says_are_not_kept()
    {
        // Of a file of git no answer tells the size.
        var file = Entry(Plain) with { Size = s_plain.Length - 1 };
        Assert.Contains("more than its", (await FailAsync(file)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Partial(file)));
    }

    [Fact]
    public async Task What_is_not_the_Hub_is_not_taken_for_a_file()
    {
        _server.Script = call => new HubFault { Status = 200, Body = "<html>Please log in</html>", ContentType = "text/html" };
        var failed = await FailAsync(Entry(Large));
        Assert.Equal(HubFailure.BadResponse, failed.Failure);
        Assert.Contains("HF_ENDPOINT", failed.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Partial(Entry(Large))));
    }

    [Fact]
    public async Task An_etag_that_is_weak_is_read_and_an_answer_without_a_redirect()
    {
        _server.Script = call => new HubFault
        {
            Status = 200,
            Body = Encoding.UTF8.GetString(s_plain),
            Headers = new Dictionary<string, string> { ["X-Repo-Commit"] = _commit, ["ETag"] = $"W/\"{Entry(Plain).Oid}\"" },
        };
        await FetchAsync(Entry(Plain));
        await AssertHereAsync(Entry(Plain), s_plain);
    }

    [Fact]
    public async Task What_comes_compressed_unasked_is_not_kept()
    {
        _server.Script = call => new HubFault
        {
            Status = 200,
            Body = "x",
            Headers = new Dictionary<string, string> { ["X-Repo-Commit"] = _commit, ["ETag"] = $"W/\"{Entry(Plain).Oid}\"", ["Content-Encoding"] = "gzip" },
        };
        Assert.Contains("compressed (gzip)", (await FailAsync(Entry(Plain), Download(Once))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Partial(Entry(Plain))));
    }

    [Fact]
    public async Task A_cached_file_that_was_cut_short_is_fetched_again()
    {
        var file = Entry(Large);
        await FetchAsync(file);
        await File.WriteAllTextAsync(_cache.PlaceOf(Repo, _commit, file).Blob, "short", Now);
        _bytes = 0;
        await FetchAsync(file);
        await AssertHereAsync(file, s_large);
        Assert.Contains("5 bytes in the cache and 300000 on the Hub", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_links_is_moved_to_its_name()
    {
        _cache = new HubCache(_folder.Path, usesLinks: false);
        var file = Entry(Large);
        var here = await FetchAsync(file);
        Assert.Null(new FileInfo(here).LinkTarget);
        await AssertHereAsync(file, s_large);
        Assert.Empty(Directory.EnumerateFiles(_folder["datasets--ada--maths", "blobs"]));
        // A blob that somebody else may use is copied.
        var second = _server.AddFiles(Repo, "main", ("new.jsonl", s_plain));
        File.Copy(here, _cache.PlaceOf(Repo, second, file).Blob);
        await FetchAsync(file, commit: second);
        Assert.True(File.Exists(_cache.PlaceOf(Repo, second, file).Blob));
        Assert.Equal(s_large, await File.ReadAllBytesAsync(_cache.Find(Repo, second, Large)!, Now));
        Assert.Equal(1, _server.Count("read"));
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_is_mended()
    {
        var file = Entry(Large);
        await FetchAsync(file);
        File.Delete(_cache.PlaceOf(Repo, _commit, file).Blob);
        _bytes = 0;
        await FetchAsync(file);
        await AssertHereAsync(file, s_large);
    }

    [Fact]
    public async Task Two_at_once_fetch_it_once()
    {
        TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Hold = _ => waits.Task;
        HubDownload Telling() => new(HubSetup.Connection(_server), HttpClients.ForFiles(null), new HubSettings(), new HubCache(_folder.Path), TimeProvider.System, text =>
        {
            _told.Enqueue(text);
            waits.TrySetResult();
        });
        var (first, second) = (FetchAsync(Entry(Large), Telling()), FetchAsync(Entry(Large), Telling()));
        Assert.Equal(await first, await second);
        Assert.Equal(1, _server.Count("read"));
        Assert.Contains("Another process is fetching", Assert.Single(_told), StringComparison.Ordinal);
        Assert.Equal(2 * s_large.Length, _bytes);
    }

    [Fact]
    public async Task What_has_come_when_it_is_called_off_stays()
    {
        using CancellationTokenSource given = new();
        TaskCompletionSource never = new();
        Answers(new HubFault { After = 100_000, Then = () => never.Task });
        var file = Entry(Large);
        var fetched = Download().FetchAsync(Repo, _commit, file, count =>
        {
            if (Interlocked.Add(ref _bytes, count) == 100_000)
                given.Cancel();
        }, given.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetched.WaitAsync(HubSetup.Patience, Now));
        Assert.Equal(s_large[..100_000], await File.ReadAllBytesAsync(Partial(file), Now));
        _bytes = 0;
        await FetchAsync(file);
        await AssertHereAsync(file, s_large);
        Assert.Equal(100_000, _server.Contents.Last().From);
    }

    [Fact]
    public async Task A_download_that_stalls_is_begun_again_where_it_stopped_and_one_that_moves_is_not()
    {
        FakeTimeProvider time = new();
        HubSettings settings = new() { Retry = new RetrySettings { RetryInterval = TimeSpan.Zero, MaximumRetryCount = 1 } };
        TaskCompletionSource came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource never = new();
        async Task StallAsync()
        {
            await came.Task;
            // Twice two thirds of the time, with bytes between them.
            time.Advance(settings.Timeout * 2 / 3);
            Assert.Equal(1, _server.Count("read"));
            time.Advance(settings.Timeout);
            await never.Task;
        }
        _server.Hold = _ =>
        {
            if (_server.Count("read") == 1)
                time.Advance(settings.Timeout * 2 / 3);
            return Task.CompletedTask;
        };
        Answers(new HubFault { After = 100_000, Then = StallAsync });
        await Download(settings, time).FetchAsync(Repo, _commit, Entry(Large), count =>
        {
            if (Interlocked.Add(ref _bytes, count) == 100_000)
                came.TrySetResult();
        }, Now).WaitAsync(HubSetup.Patience, Now);
        await AssertHereAsync(Entry(Large), s_large);
        Assert.Equal([0, 100_000], _server.Contents.Select(c => c.From));
        Assert.Contains("no answer within", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_said_with_the_place_of_what_has_come()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("no /dev/full");
        var file = Entry(Large);
        _cache.Prepare(_cache.PlaceOf(Repo, _commit, file));
        File.CreateSymbolicLink(Partial(file), "/dev/full");
        var full = await Assert.ThrowsAsync<CacheException>(() => FetchAsync(file));
        Assert.Contains(Partial(file), full.Message, StringComparison.Ordinal);
        Assert.Contains("goes on with it", full.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", full.Message, StringComparison.Ordinal);
        Assert.Equal("/dev/full", new FileInfo(Partial(file)).LinkTarget);
        Assert.Equal(1, _server.Count("read"));
        File.Delete(Partial(file));
        await FetchAsync(file);
        await AssertHereAsync(file, s_large);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_said()
    {
        _folder.File("datasets--ada--maths", "a file where a folder had to be");
        var failed = await Assert.ThrowsAsync<CacheException>(() => FetchAsync(Entry(Large)));
        Assert.Contains("cannot be written into the cache", failed.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Calls);
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_cache_is_refused_before_anything_is_asked()
    {
        var failed = await FailAsync(Entry(Large) with { Path = "../x" });
        Assert.Contains("'../x'", failed.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Calls);
        Assert.Empty(_folder.Entries());
    }

    [Fact]
    public async Task An_address_that_expired_on_the_way_is_asked_for_again()
    {
        _server.Hold = call =>
        {
            if (call.Number == 0)
                _server.ExpireAddresses();
            return Task.CompletedTask;
        };
        await FetchAsync(Entry(Large));
        await AssertHereAsync(Entry(Large), s_large);
        Assert.Equal(["resolve", "read", "resolve", "read"], Asked());
    }

    [Fact]
    public async Task A_file_that_is_not_there_leaves_no_trace_of_itself()
    {
        var failed = await FailAsync(new HubEntry("missing.parquet", 5, new string('a', 40), new string('b', 64)));
        Assert.Equal(HubFailure.FileChanged, failed.Failure);
        Assert.DoesNotContain("write", failed.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder["datasets--ada--maths", "blobs"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_not_asked_for_a_gated_repository_is_told_how(bool hasToken)
    {
        _server.Repos[Repo].Gated = "manual";
        _server.Repos[Repo].Access = HubAccess.NotAsked;
        var connection = Reader(hasToken ? _server.Token : null);
        HubApi api = new(connection, new HubHttp(connection, HttpClients.For(null), new HubSettings(), _time));
        var files = await api.GetTreeAsync(Repo, _commit, Now);
        foreach (var path in (string[])[Large, Plain])
        {
            var failed = await FailAsync(files[path], Download(connection: connection));
            Assert.Equal(HubFailure.Gated, failed.Failure);
            Assert.Contains("ada/maths is gated: ask for access at https://huggingface.co/datasets/ada/maths, then set HF_TOKEN", failed.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("write", failed.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_public_is_read_without_a_token()
    {
        var download = Download(connection: Reader(null));
        await FetchAsync(Entry(Large), download);
        await FetchAsync(Entry(Plain), download);
        Assert.All(_server.Calls, call => Assert.Null(call.Header("Authorization")));
        Assert.Equal(4, _server.Calls.Count);
    }

    [Fact]
    public async Task What_is_private_says_to_somebody_without_a_token_that_one_may_help()
    {
        _server.AddRepo("ada/secret", isPrivate: true);
        var failed = await Assert.ThrowsAsync<HubException>(() => Download(connection: Reader(null)).FetchAsync("ada/secret", _commit, Entry(Large), null, Now));
        Assert.Equal(HubFailure.NotFound, failed.Failure);
        Assert.Contains("set HF_TOKEN", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("write", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_the_right_to_read_is_not_told_of_the_right_to_write()
    {
        _server.Script = _ => HubFault.Error(403);
        var failed = await FailAsync(Entry(Large));
        Assert.Equal(HubFailure.ReadForbidden, failed.Failure);
        Assert.Contains("the right to read there", failed.Message, StringComparison.Ordinal);
    }

    private HubConnection Reader(string? token) => HubConnection.ForReading(null, name => name switch
    {
        "HF_ENDPOINT" => _server.Address,
        "HF_TOKEN" => token,
        "HF_TOKEN_PATH" => _folder["no token"],
        _ => null,
    });
}
