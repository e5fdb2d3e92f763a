using System.Diagnostics;
using System.Security.Cryptography;
using MathPref.Core.Hub;
using MathPref.Core.Net;

namespace MathPref.Core.Tests.Hub;

public sealed class HubCacheTests : IDisposable
{
    private const string Commit = "0123456789012345678901234567890123456789";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<(string Name, string Value)[], string>> Roots()
    {
        yield return new([("HOME", "/h")], "/h/.cache/huggingface/hub");
        yield return new([("HOME", "/h"), ("XDG_CACHE_HOME", "/x")], "/x/huggingface/hub");
        yield return new([("HOME", "/h"), ("XDG_CACHE_HOME", "/x"), ("HF_HOME", "~/hf")], "/h/hf/hub");
        yield return new([("HF_HOME", "/hf"), ("HUGGINGFACE_HUB_CACHE", "/old")], "/old");
        yield return new([("HUGGINGFACE_HUB_CACHE", "/old"), ("HF_HUB_CACHE", "$BASE/a${NAME}/$MISSING"), ("BASE", "/b"), ("NAME", "n")], "/b/an/$MISSING");
        yield return new([("HF_HOME", "")], "hub");
        yield return new([("HF_HUB_CACHE", ""), ("HF_HOME", "/hf")], "");
        yield return new([("XDG_CACHE_HOME", "")], "huggingface/hub");
        yield return new([("HF_HUB_CACHE", "~other/x")], "~other/x");
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void The_cache_is_where_the_library_looks_for_it((string Name, string Value)[] variables, string expected)
    {
        string? Environment(string name) => variables.FirstOrDefault(v => v.Name == (name == "USERPROFILE" ? "HOME" : name)).Value;
        Assert.Equal(expected, HubCache.RootOf(Environment).Replace('\\', '/'));
        Assert.Equal(Path.GetFullPath(expected.Length == 0 ? "." : expected), HubCache.Of(Environment).Root);
    }

    [Theory]
    [InlineData("1", null, true)]
    [InlineData("yes", null, true)]
    [InlineData("On", null, true)]
    [InlineData("TRUE", null, true)]
    [InlineData("0", "1", false)]
    [InlineData("off", null, false)]
    [InlineData("2", null, false)]
    [InlineData("", "1", true)]
    [InlineData(null, "true", true)]
    [InlineData(null, null, false)]
    public void Offline_is_said_by_the_words_of_the_library(string? hub, string? transformers, bool expected) =>
        Assert.Equal(expected, HubVariables.IsOffline(name => name switch { "HF_HUB_OFFLINE" => hub, "TRANSFORMERS_OFFLINE" => transformers, _ => null }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_library_left_is_found_without_a_request(bool hasLinks)
    {
        NeedLinks(hasLinks);
        LibraryCache.Write(_folder.Path, hasLinks);
        HubCache cache = new(_folder.Path, hasLinks);
        Assert.Equal(LibraryCache.Second, cache.CommitOf(LibraryCache.Repo, "main"));
        Assert.Equal(LibraryCache.OfConversion, cache.CommitOf(LibraryCache.Repo, StrictHubServer.Converted));
        Assert.Null(cache.CommitOf(LibraryCache.Repo, "other"));
        Assert.Null(cache.CommitOf("maths/other", "main"));
        Assert.Equal([LibraryCache.Card, LibraryCache.Data], cache.FilesOf(LibraryCache.Repo, LibraryCache.First));
        Assert.Equal([LibraryCache.Card, LibraryCache.Data], cache.FilesOf(LibraryCache.Repo, LibraryCache.Second));
        Assert.Equal([LibraryCache.ConvertedData], cache.FilesOf(LibraryCache.Repo, LibraryCache.OfConversion));
        Assert.Empty(cache.FilesOf(LibraryCache.Repo, Commit));
        Assert.Null(cache.Find(LibraryCache.Repo, LibraryCache.Second, "other.parquet"));
        Assert.Null(cache.TreeOf(LibraryCache.Repo, LibraryCache.First));
        var tree = cache.TreeOf(LibraryCache.Repo, LibraryCache.Second)!;
        Assert.Equal(
            [
                new HubEntry(LibraryCache.Card, 110, "6ac4ca2c920ef478315a27961e36845732464610", null),
                new HubEntry(LibraryCache.Data, 1297, "3c72ce483bc2b533f2db79c9995987affccf90f6", "107fdec9fa68a2e2485ae16cb7563719c7a9cebc98a8bd07d63079e665d4b5d8"),
            ],
            tree.Values);
        var before = LibraryCache.Of(_folder.Path);
        HubDownload download = new(Nowhere(), HttpClients.ForFiles(null), new HubSettings(), cache, TimeProvider.System);
        foreach (var file in tree.Values)
        {
            var path = await download.FetchAsync(LibraryCache.Repo, LibraryCache.Second, file, null, Now);
            Assert.Equal(cache.Find(LibraryCache.Repo, LibraryCache.Second, file.Path), path);
            Assert.Equal(file.Size, (await File.ReadAllBytesAsync(path, Now)).Length);
        }
        Assert.Equal(before, LibraryCache.Of(_folder.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_calls_leave_the_same_cache_as_the_library_s(bool hasLinks)
    {
        NeedLinks(hasLinks);
        await using var server = await StrictHubServer.StartAsync();
        Serve(server);
        HubCache cache = new(_folder.Path, hasLinks);
        var connection = HubSetup.Connection(server);
        HubApi api = new(connection, new HubHttp(connection, HttpClients.For(null), new HubSettings(), TimeProvider.System));
        HubDownload download = new(connection, HttpClients.ForFiles(null), new HubSettings(), cache, TimeProvider.System);
        async Task<IReadOnlyDictionary<string, HubEntry>> ReadAsync(string revision, string commit)
        {
            cache.KeepCommit(LibraryCache.Repo, revision, commit);
            var files = await api.GetTreeAsync(LibraryCache.Repo, commit, Now);
            foreach (var file in files.Values)
                await download.FetchAsync(LibraryCache.Repo, commit, file, null, Now);
            return files;
        }
        await ReadAsync("main", LibraryCache.First);
        cache.KeepAbsence(LibraryCache.Repo, LibraryCache.First, "absent/config.json");
        var files = await ReadAsync("main", LibraryCache.Second);
        // The library was shown a listing without Xet.
        cache.KeepTree(LibraryCache.Repo, LibraryCache.Second, files.ToDictionary(file => file.Key, file => file.Value with { XetHash = null }));
        await ReadAsync(StrictHubServer.Converted, LibraryCache.OfConversion);
        await ReadAsync(LibraryCache.Second, LibraryCache.Second);
        Assert.Equal(LibraryCache.Expected(hasLinks), LibraryCache.Of(_folder.Path));
        // An unchanged file comes once where the commits can share it.
        Assert.Equal(hasLinks ? 1 : 2, server.Contents.Count(content => content.Oid == "107fdec9fa68a2e2485ae16cb7563719c7a9cebc98a8bd07d63079e665d4b5d8"));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(_folder[".locks", "datasets--maths--sums"]))
                Assert.Equal("664", Convert.ToString((int)File.GetUnixFileMode(file), 8));
        }
        server.AssertStrict();
    }

    [Fact]
    public void A_listing_is_written_as_the_library_writes_it()
    {
        HubCache cache = new(_folder.Path);
        string Written(params HubEntry[] files)
        {
            cache.KeepTree("squad", Commit, files.ToDictionary(file => file.Path));
            var text = File.ReadAllText(_folder["datasets--squad", "trees", Commit + ".json"]);
            Assert.Equal(files.OrderBy(f => f.Path, StringComparer.Ordinal), cache.TreeOf("squad", Commit)!.Values.OrderBy(f => f.Path, StringComparer.Ordinal));
            return text;
        }
        Assert.Equal("{\n \"format_version\": 1,\n \"files\": {}\n}", Written());
        var (oid, large, xet) = (new string('a', 40), new string('b', 64), new string('c', 64));
        // U+FF5E is before U+1F600 by code points, and behind it by UTF-16.
        Assert.Equal(
            "{\n \"format_version\": 1,\n \"files\": {\n"
            + "  \"a\\\"\\\\\\n\\u007f<&'\": {\n   \"size\": 0,\n   \"blob_id\": \"" + oid + "\"\n  },\n"
            + "  \"\\u00e4\": {\n   \"size\": 5000000000,\n   \"blob_id\": \"" + oid + "\",\n   \"lfs_sha256\": \"" + large + "\",\n   \"lfs_size\": 5000000000,\n   \"xet_hash\": \"" + xet + "\"\n  },\n"
            + "  \"\\uff5e\": {\n   \"size\": 1,\n   \"blob_id\": \"" + oid + "\"\n  },\n"
            + "  \"\\ud83d\\ude00\": {\n   \"size\": 2,\n   \"blob_id\": \"" + oid + "\"\n  }\n }\n}",
            Written(new("😀", 2, oid, null), new("～", 1, oid, null), new("ä", 5_000_000_000, oid, large, xet), new("a\"\\\n\u007f<&'", 0, oid, null)));
        Assert.Empty(Directory.EnumerateFiles(_folder["datasets--squad", "trees"], "*.tmp"));
    }

    [Fact]
    public void A_listing_that_hides_hashes_is_not_kept()
    {
        HubCache cache = new(_folder.Path);
        cache.KeepTree("a/b", Commit, new Dictionary<string, HubEntry> { ["x"] = new("x", 1, new string('a', 40), new string('*', 64)) });
        Assert.Empty(_folder.Entries());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"format_version\": 1}")]
    [InlineData("{\"format_version\": 2, \"files\": {}}")]
    [InlineData("{\"format_version\": \"1\", \"files\": {}}")]
    [InlineData("{\"format_version\": 1, \"files\": {\"a\": 1}}")]
    [InlineData("{\"format_version\": 1, \"files\": {\"a\": {\"size\": 1}}}")]
    [InlineData("{\"format_version\": 1, \"files\": {\"a\": {\"size\": -1, \"blob_id\": \"0123456789012345678901234567890123456789\"}}}")]
    [InlineData("{\"format_version\": 1, \"files\": {\"a\": {\"size\": 1.5, \"blob_id\": \"0123456789012345678901234567890123456789\"}}}")]
    [InlineData("{\"format_version\": 1, \"files\": {\"a\": {\"size\": 1, \"blob_id\": \"../../etc\"}}}")]
    [InlineData("{\"format_version\": 1, \"files\": {\"\\udc00\": {\"size\": 1, \"blob_id\": \"0123456789012345678901234567890123456789\"}}}")]
    public void A_broken_listing_is_none(string text)
    {
        _folder.File($"datasets--a--b/trees/{Commit}.json", text);
        Assert.Null(new HubCache(_folder.Path).TreeOf("a/b", Commit));
    }

    [Theory]
    [InlineData("")]
    [InlineData("main")]
    [InlineData("01234567890123456789012345678901234567890")]
    [InlineData("../../../../../../../../../../../../etc/pwd")]
    public void A_reference_that_holds_no_commit_is_none(string text)
    {
        _folder.File("datasets--a--b/refs/main", text);
        Assert.Null(new HubCache(_folder.Path).CommitOf("a/b", "main"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("data/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_name_that_leads_out_of_its_folder_is_refused(string name)
    {
        var cache = new HubCache(_folder["cache"]);
        _folder.File("x", "secret");
        var entry = new HubEntry(name, 6, Commit, null);
        Assert.Throws<HubException>(() => cache.Find("a/b", Commit, name));
        Assert.Throws<HubException>(() => cache.PlaceOf("a/b", Commit, entry));
        Assert.Throws<HubException>(() => cache.KeepAbsence("a/b", Commit, name));
        Assert.Throws<HubException>(() => cache.CommitOf("a/b", name));
        Assert.Throws<HubException>(() => cache.KeepCommit("a/b", name, Commit));
        Assert.Throws<HubException>(() => cache.Find("a/b", name, "x"));
        Assert.Throws<HubException>(() => cache.TreeOf("a/b", name));
        Assert.Throws<HubException>(() => cache.KeepTree(name, Commit, new Dictionary<string, HubEntry>()));
        Assert.Throws<HubException>(() => cache.PlaceOf("a/b", Commit, new HubEntry("x", 6, name, null)));
        Assert.Throws<HubException>(() => cache.PlaceOf("a/b", Commit, new HubEntry("x", 6, Commit, name)));
        Assert.Equal(["x"], _folder.Entries());
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("..\\x")]
    [InlineData("x.")]
    [InlineData("CON?")]
    public void A_name_that_Windows_takes_for_another_is_refused_there(string name)
    {
        var cache = new HubCache(_folder.Path);
        // Elsewhere it is a name like any other.
        if (OperatingSystem.IsWindows())
            Assert.Throws<HubException>(() => cache.Find("a/b", Commit, name));
        else
            Assert.Null(cache.Find("a/b", Commit, name));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_file()
    {
        NeedLinks(true);
        HubCache cache = new(_folder.Path);
        var place = cache.PlaceOf("a/b", Commit, new HubEntry("data/x", 3, Commit, null));
        cache.Prepare(place);
        File.CreateSymbolicLink(place.Snapshot, "../../../blobs/" + Commit);
        Assert.Null(cache.Find("a/b", Commit, "data/x"));
        Assert.Empty(cache.FilesOf("a/b", Commit));
        // The store that repositories share is one link further on.
        var shared = _folder.File("blobs/ab/content", "abc");
        File.CreateSymbolicLink(place.Blob, Path.GetRelativePath(Path.GetDirectoryName(place.Blob)!, shared));
        Assert.Equal(place.Snapshot, cache.Find("a/b", Commit, "data/x"));
        Assert.Equal(["data/x"], cache.FilesOf("a/b", Commit));
    }

    [Fact]
    public void A_folder_that_is_a_link_is_not_walked()
    {
        NeedLinks(true);
        _folder.File($"datasets--a--b/snapshots/{Commit}/x", "x");
        Directory.CreateSymbolicLink(_folder["datasets--a--b", "snapshots", Commit, "round"], ".");
        Assert.Equal(["x"], new HubCache(_folder.Path).FilesOf("a/b", Commit));
    }

    [Fact]
    public void A_revision_that_is_a_commit_is_not_noted()
    {
        HubCache cache = new(_folder.Path);
        cache.KeepCommit("a/b", Commit, Commit);
        Assert.Empty(_folder.Entries());
        cache.KeepCommit("a/b", "main", Commit);
        Assert.Equal([$"datasets--a--b/refs/main", $"datasets--a--b/snapshots/{Commit}"], _folder.Entries());
        Assert.Equal(Commit, File.ReadAllText(_folder["datasets--a--b", "refs", "main"]));
    }

    [Fact]
    public void What_cannot_be_noted_is_not_missed()
    {
        // A file where a folder had to be.
        _folder.File("datasets--a--b", "");
        HubCache cache = new(_folder.Path);
        cache.KeepCommit("a/b", "main", Commit);
        cache.KeepTree("a/b", Commit, new Dictionary<string, HubEntry>());
        cache.KeepAbsence("a/b", Commit, "x");
        Assert.Null(cache.CommitOf("a/b", "main"));
        Assert.Null(cache.TreeOf("a/b", Commit));
        Assert.Equal(["datasets--a--b"], _folder.Entries());
    }

    [Fact]
    public async Task A_lock_is_waited_for_and_that_is_said_once()
    {
        var (path, said) = (_folder["x.lock"], 0);
        TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await CacheLock.TakeAsync(path, TimeProvider.System, () => said++, Now);
        var second = CacheLock.TakeAsync(path, TimeProvider.System, () =>
        {
            said++;
            waits.SetResult();
        }, Now);
        await waits.Task.WaitAsync(HubSetup.Patience, Now);
        Assert.False(second.IsCompleted);
        using (CancellationTokenSource given = new())
        {
            var third = CacheLock.TakeAsync(path, TimeProvider.System, given.Cancel, given.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third.WaitAsync(HubSetup.Patience, Now));
        }
        first.Dispose();
        (await second.WaitAsync(HubSetup.Patience, Now)).Dispose();
        Assert.Equal(1, said);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task A_lock_of_Python_s_holds_us_up_and_ours_holds_up_Python()
    {
        // What filelock does on Unix, under the library.
        const string hold = "import fcntl, os, sys\nf = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)\nfcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)\nprint('held', flush=True)\nsys.stdin.read()\n";
        var path = _folder["x.lock"];
        Process Python() => Process.Start(new ProcessStartInfo("python3", ["-c", hold, path]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        if (OperatingSystem.IsWindows())
            Assert.Skip("no flock");
        Process holder;
        try
        {
            holder = Python();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("no python3");
            return;
        }
        TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<CacheLock> ours;
        using (holder)
        {
            Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(Now).AsTask().WaitAsync(HubSetup.Patience, Now));
            ours = CacheLock.TakeAsync(path, TimeProvider.System, waits.SetResult, Now);
            await waits.Task.WaitAsync(HubSetup.Patience, Now);
            Assert.False(ours.IsCompleted);
            holder.StandardInput.Close();
            await holder.WaitForExitAsync(Now).WaitAsync(HubSetup.Patience, Now);
        }
        using (await ours.WaitAsync(HubSetup.Patience, Now))
        {
            using var refused = Python();
            Assert.Null(await refused.StandardOutput.ReadLineAsync(Now).AsTask().WaitAsync(HubSetup.Patience, Now));
            Assert.Contains("BlockingIOError", await refused.StandardError.ReadToEndAsync(Now), StringComparison.Ordinal);
        }
        using var after = Python();
        Assert.Equal("held", await after.StandardOutput.ReadLineAsync(Now).AsTask().WaitAsync(HubSetup.Patience, Now));
        after.StandardInput.Close();
    }

    private void NeedLinks(bool hasLinks)
    {
        try
        {
            if (hasLinks)
                File.CreateSymbolicLink(_folder["try"], "x");
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            Assert.Skip("no links can be made here");
        }
        File.Delete(_folder["try"]);
    }

    /// <summary>The repository of the library's trials, with its commits.</summary>
    private static void Serve(StrictHubServer server)
    {
        var held = LibraryCache.Expected(hasLinks: false);
        HubBlob Blob(string commit, string path)
        {
            var bytes = LibraryCache.Content(held[$"datasets--maths--sums/snapshots/{commit}/{path}"]);
            if (!path.EndsWith(".parquet", StringComparison.Ordinal))
                return new HubBlob(bytes, null, bytes.Length);
            var oid = Convert.ToHexStringLower(SHA256.HashData(bytes));
            server.Objects[oid] = bytes;
            return new HubBlob([], oid, bytes.Length);
        }
        HubRevision Revision(string commit, params string[] paths) =>
            new(commit, null, commit, System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, paths.Select(path => KeyValuePair.Create(path, Blob(commit, path)))));
        var repo = server.AddRepo(LibraryCache.Repo);
        repo.Refs["main"] = [Revision(LibraryCache.First, LibraryCache.Card, LibraryCache.Data), Revision(LibraryCache.Second, LibraryCache.Card, LibraryCache.Data)];
        repo.Refs[StrictHubServer.Converted] = [Revision(LibraryCache.OfConversion, LibraryCache.ConvertedData)];
    }

    /// <summary>Where nothing answers.</summary>
    private static HubConnection Nowhere() => HubConnection.ForReading(null, name => name switch
    {
        "HF_ENDPOINT" => "http://127.0.0.1:1",
        "HF_TOKEN" => "hf_x",
        _ => null,
    });
}
