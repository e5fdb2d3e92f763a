using System.Text;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Hub;

public sealed class HubPublisherTests : IAsyncLifetime
{
    private StrictHubServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictHubServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _server.AssertStrict();
    }

    [Fact]
    public async Task Three_configs_of_twelve_shards_are_one_commit()
    {
        using var folder = HubSetup.ThreeConfigs();
        PushLog log = new();
        var result = await _server.PublishAsync(folder.Path, log);

        Assert.Equal(HubSetup.Expected(folder), _server.Tree(HubSetup.Repo));
        Assert.Equal(2, _server.Log(HubSetup.Repo).Count);
        Assert.Equal("Upload dataset with MathPref", _server.Head(HubSetup.Repo).Title);
        Assert.Equal((HubSetup.Repo, _server.Head(HubSetup.Repo).Oid), (result.RepoId, result.Commit));
        Assert.Equal($"{_server.Address}/datasets/{HubSetup.Repo}", result.Url.AbsoluteUri);
        Assert.Equal($"{result.Url}/commit/{result.Commit}", result.CommitUrl!.AbsoluteUri);
        Assert.Equal(folder.Entries().Order(StringComparer.Ordinal), result.Uploaded.Order(StringComparer.Ordinal));
        Assert.Equal(folder.Entries().Sum(name => new FileInfo(folder[name.Split('/')]).Length), result.Bytes);
        Assert.Empty(result.Skipped);
        Assert.Empty(result.Deleted);
        // One shard in thirteen parts, eleven whole.
        Assert.Equal((11 + 13, 1, 12), (_server.Count("put"), _server.Count("complete"), _server.Count("verify")));
        Assert.Equal((1, 1, 1, 1), (_server.Count("whoami"), _server.Count("create"), _server.Count("validate"), _server.Count("commit")));
        Assert.Equal(["The Hub on the card: empty or missing yaml metadata: license"], log.Warnings);
        Assert.Empty(log.Time.Waits);
    }

    [Fact]
    public async Task The_calls_come_in_the_protocol_s_order()
    {
        using var folder = HubSetup.ThreeConfigs();
        await _server.PublishAsync(folder.Path);
        var kinds = _server.Calls.Select(c => c.Kind).Where(k => k is not ("tree" or "resolve" or "info")).ToList();
        Assert.Equal(["whoami", "create", "validate", "preupload", "batch"], kinds.Take(5));
        Assert.Equal("commit", kinds[^1]);
        Assert.All(kinds[5..^1], kind => Assert.Contains(kind, (string[])["put", "complete", "verify"]));
    }

    [Fact]
    public async Task A_second_push_uploads_nothing_and_makes_no_commit()
    {
        using var folder = HubSetup.ThreeConfigs();
        await _server.PublishAsync(folder.Path);
        var (puts, commits) = (_server.Count("put"), _server.Count("commit"));
        var again = await _server.PublishAsync(folder.Path);
        Assert.Null(again.Commit);
        Assert.Null(again.CommitUrl);
        Assert.Equal(0, again.Bytes);
        Assert.Empty(again.Uploaded);
        Assert.Equal(folder.Entries().Order(StringComparer.Ordinal), again.Skipped);
        Assert.Equal((puts, commits, 1, 1), (_server.Count("put"), _server.Count("commit"), _server.Count("preupload"), _server.Count("batch")));
        // Who a token is was asked once, for both.
        Assert.Equal(1, _server.Count("whoami"));
    }

    [Fact]
    public async Task What_the_storage_has_is_committed_without_being_sent()
    {
        using var folder = HubSetup.ThreeConfigs();
        await _server.PublishAsync(folder.Path);
        var puts = _server.Count("put");
        var other = await _server.PublishAsync(HubSetup.Request(folder.Path, StrictHubServer.Organization + "/copy"));
        Assert.NotNull(other.Commit);
        Assert.Equal(puts, _server.Count("put"));
        Assert.Equal(_server.Tree(HubSetup.Repo), _server.Tree(other.RepoId));
    }

    [Fact]
    public async Task Equal_shards_are_sent_once()
    {
        using TemporaryFolder folder = new();
        folder.File("README.md", HubSetup.Card(["default", "copy"]));
        folder.File("data/train-00000-of-00001.parquet", HubSetup.Bytes("same", 300));
        folder.File("copy/train-00000-of-00001.parquet", HubSetup.Bytes("same", 300));
        await _server.PublishAsync(folder.Path);
        Assert.Equal(1, _server.Count("put"));
        Assert.Equal(HubSetup.Expected(folder), _server.Tree(HubSetup.Repo));
    }

    [Fact]
    public async Task Replacing_a_config_deletes_its_old_shards_and_keeps_the_others_and_the_text()
    {
        using var folder = HubSetup.ThreeConfigs();
        await _server.PublishAsync(folder.Path);
        var before = _server.Tree(HubSetup.Repo);
        _server.CommitByOthers(HubSetup.Repo, "README.md", _server.Text(HubSetup.Repo, "README.md").Replace("# Mathematics", "# Mine\n\nWritten by hand.", StringComparison.Ordinal));
        _server.CommitByOthers(HubSetup.Repo, "data/notes.txt", "not a shard");

        using TemporaryFolder next = new();
        next.File("README.md", HubSetup.Card(["default"]));
        HubSetup.Shards(next, "default", 2, 300, "new");
        var result = await _server.PublishAsync(next.Path);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"data/train-{i:D5}-of-00005.parquet"), result.Deleted);
        Assert.Equal(["data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet"], result.Uploaded);
        Assert.Equal(["README.md"], result.Skipped);
        var after = _server.Tree(HubSetup.Repo);
        Assert.Equal(before.Where(f => f.Key.StartsWith("kto/", StringComparison.Ordinal) || f.Key.StartsWith("trl/", StringComparison.Ordinal)), after.Where(f => f.Key.StartsWith("kto/", StringComparison.Ordinal) || f.Key.StartsWith("trl/", StringComparison.Ordinal)));
        Assert.Equal(["data/notes.txt", "data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet"], after.Keys.Where(k => k.StartsWith("data/", StringComparison.Ordinal)));
        Assert.Contains("Written by hand.", _server.Text(HubSetup.Repo, "README.md"), StringComparison.Ordinal);
        Assert.Contains("config_name: trl", _server.Text(HubSetup.Repo, "README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_config_joins_the_card_that_is_there()
    {
        _server.AddRepo(HubSetup.Repo);
        _server.CommitByOthers(HubSetup.Repo, "README.md", "---\nlicense: mit\nconfigs:\n- config_name: other\n  data_files:\n  - split: train\n    path: files/*.parquet\n  default: true\n---\n\n# Theirs\n");
        _server.CommitByOthers(HubSetup.Repo, "files/a.parquet", "a\n1\n");
        using TemporaryFolder folder = new();
        folder.File("README.md", HubSetup.Card(["trl"], "# Ours\n"));
        HubSetup.Shards(folder, "trl", 1, 300);
        var result = await _server.PublishAsync(folder.Path);
        Assert.Empty(result.Deleted);
        Assert.Equal(
            "---\nlicense: mit\nconfigs:\n- config_name: other\n  data_files:\n  - split: train\n    path: files/*.parquet\n  default: true\n- config_name: trl\n  data_files:\n  - split: train\n    path: trl/train-*\n---\n\n# Theirs\n",
            _server.Text(HubSetup.Repo, "README.md"));
        Assert.True(_server.Tree(HubSetup.Repo).ContainsKey("files/a.parquet"));
        Assert.Null((await _server.PublishAsync(folder.Path)).Commit);
    }

    [Fact]
    public async Task Old_files_of_a_split_are_found_by_the_card_that_names_them()
    {
        using TemporaryFolder folder = new();
        byte[] Rows(string file) => File.ReadAllBytes(ParquetFiles.Write(folder[file], [new Row { { "a", 1L } }]));
        _server.AddRepo(HubSetup.Repo);
        _server.CommitByOthers(HubSetup.Repo, "README.md", "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: old.parquet\n  - split: test\n    path: data/train-of-the-test.parquet\n---\n");
        foreach (var path in (string[])["old.parquet", "data/train-of-the-test.parquet", "other.parquet"])
            _server.CommitByOthers(HubSetup.Repo, path, Rows("old"));
        folder.File("README.md", HubSetup.Card(["default"]));
        folder.File("data/train-00000-of-00001.parquet", Rows("new"));
        var result = await _server.PublishAsync(folder.Path);
        // What the test split names stays, although our pattern names it too.
        Assert.Equal(["old.parquet"], result.Deleted);
    }

    [Theory]
    [InlineData("'**'")]
    [InlineData("'*'")]
    public async Task A_pattern_that_names_everything_deletes_data_alone(string pattern)
    {
        _server.AddRepo(HubSetup.Repo);
        foreach (var path in (string[])["LICENSE", ".gitignore", ".github/x.json", "make.py", "old.csv", "old.parquet"])
            _server.CommitByOthers(HubSetup.Repo, path, path);
        using TemporaryFolder folder = new();
        folder.File("README.md", $"---\nconfigs:\n- config_name: default\n  data_files: {pattern}\n---\n");
        folder.File("rows.jsonl", "{\"a\":1}\n");
        Assert.Equal(["old.csv", "old.parquet"], (await _server.PublishAsync(folder.Path)).Deleted);
    }

    [Fact]
    public async Task An_empty_file_is_a_regular_one()
    {
        using TemporaryFolder folder = new();
        folder.File("README.md", HubSetup.Card(["default"]));
        HubSetup.Shards(folder, "default", 1, 300);
        folder.File("data/train-00001-of-00002.parquet", "");
        await _server.PublishAsync(folder.Path);
        Assert.Equal(HubSetup.Expected(folder), _server.Tree(HubSetup.Repo));
        Assert.Null((await _server.PublishAsync(folder.Path)).Commit);
    }

    [Fact]
    public async Task Text_goes_with_the_commit_and_large_text_to_the_storage()
    {
        _server.LargestRegular = 200_000;
        using TemporaryFolder folder = new();
        folder.File("README.md", HubSetup.Card(["default", "large"]));
        // More than one block of base64, and a length that three does not divide.
        folder.File("data/train-00000-of-00001.jsonl", string.Concat(Enumerable.Repeat("{\"a\":1}\n", 24_000)) + "xy");
        folder.File("large/train-00000-of-00001.jsonl", string.Concat(Enumerable.Repeat("{\"a\":2}\n", 30_000)));
        await _server.PublishAsync(folder.Path);
        var tree = _server.Tree(HubSetup.Repo);
        Assert.Equal("git:" + HubBlob.GitOid(File.ReadAllBytes(folder["data", "train-00000-of-00001.jsonl"])), tree["data/train-00000-of-00001.jsonl"]);
        Assert.StartsWith("lfs:", tree["large/train-00000-of-00001.jsonl"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_files_than_one_request_takes_are_asked_for_in_several()
    {
        using TemporaryFolder folder = new();
        folder.File("README.md", HubSetup.Card(["default"]));
        HubSetup.Shards(folder, "default", 300, 20);
        await _server.PublishAsync(folder.Path);
        Assert.Equal((2, 2, 1), (_server.Count("preupload"), _server.Count("batch"), _server.Count("commit")));
        Assert.Equal(HubSetup.Expected(folder), _server.Tree(HubSetup.Repo));
    }

    [Fact]
    public async Task Parts_are_sent_at_the_same_time_and_never_more_than_five()
    {
        using TemporaryFolder folder = new();
        folder.File("README.md", HubSetup.Card(["default"]));
        HubSetup.Shards(folder, "default", 2, 5000);
        var (open, all) = (0, new TaskCompletionSource());
        // No part is answered before five are open.
        _server.Hold = _ =>
        {
            if (Interlocked.Increment(ref open) >= 5)
                all.TrySetResult();
            return all.Task;
        };
        await _server.PublishAsync(folder.Path);
        Assert.Equal(5, _server.MostPutsAtOnce);
        Assert.Equal(HubSetup.Expected(folder), _server.Tree(HubSetup.Repo));
    }

    [Fact]
    public async Task A_run_s_folder_is_its_distiset_with_pipeline_and_parameters_alone()
    {
        using TemporaryFolder run = new();
        run.File("run.json", "{}");
        run.File("pipeline.ps1", "Get-MathTopic");
        foreach (var name in (string[])["journal.db", "journal.db-wal", "journal.db-shm", "log.jsonl", "failed.jsonl", "skipped.jsonl", ".secret", "notes.txt", "distiset/journal.db", "distiset/data/failed.jsonl", "distiset/data/skipped.jsonl",
            "distiset/data/log.jsonl", "distiset/data/.incomplete-train.jsonl", "distiset/data.train.new/train-00000-of-00001.jsonl", "distiset/README.md.new", "distiset/data/.hidden/train-00000-of-00001.jsonl", "distiset/unnamed.csv"])
            run.File(name, "private");
        run.File("distiset/README.md", "---\nconfigs:\n- config_name: default\n  data_files: '**'\n---\nText\n");
        run.File("distiset/data/train-00000-of-00001.jsonl", "{\"a\":1}\n");
        await _server.PublishAsync(run.Path);
        Assert.Equal([".gitattributes", "README.md", "data/train-00000-of-00001.jsonl", "pipeline.ps1", "run.json", "unnamed.csv"], _server.Tree(HubSetup.Repo).Keys);
    }

    [Fact]
    public async Task The_repository_s_name_stands_in_the_card_where_it_was_left_open()
    {
        using TemporaryFolder folder = new();
        folder.File("README.md", HubSetup.Card(["default"], "load_dataset(\"path/to/this/dataset\")\n"));
        HubSetup.Shards(folder, "default", 1, 30);
        await _server.PublishAsync(folder.Path);
        Assert.Contains($"load_dataset(\"{HubSetup.Repo}\")", _server.Text(HubSetup.Repo, "README.md"), StringComparison.Ordinal);
        Assert.Null((await _server.PublishAsync(folder.Path)).Commit);
    }

    [Fact]
    public async Task A_bare_name_is_the_token_s_owner_s()
    {
        using var folder = HubSetup.ThreeConfigs();
        var result = await _server.PublishAsync(HubSetup.Request(folder.Path, "maths"));
        Assert.Equal(HubSetup.Repo, result.RepoId);
    }

    [Fact]
    public async Task A_private_repository_is_made_private_and_a_public_one_is_not_taken_for_it()
    {
        using var folder = HubSetup.ThreeConfigs();
        await _server.PublishAsync(HubSetup.Request(folder.Path) with { Private = true });
        Assert.True(_server.Repos[HubSetup.Repo].IsPrivate);
        await _server.PublishAsync(HubSetup.Request(folder.Path) with { Private = true });
        _server.AddRepo("ada/open");
        var error = await _server.FailAsync(HubSetup.Request(folder.Path, "ada/open") with { Private = true });
        Assert.Equal(HubFailure.RepoIsPublic, error.Failure);
        Assert.Single(_server.Log("ada/open"));
    }

    [Fact]
    public async Task A_renamed_repository_is_found_under_its_new_name()
    {
        using var folder = HubSetup.ThreeConfigs();
        _server.AddRepo(HubSetup.Repo);
        _server.Rename(HubSetup.Repo, "ada/renamed");
        var result = await _server.PublishAsync(folder.Path);
        Assert.Equal("ada/renamed", result.RepoId);
        Assert.Equal(HubSetup.Expected(folder), _server.Tree("ada/renamed"));
    }

    [Fact]
    public async Task A_token_that_may_write_but_not_make_repositories_is_enough_where_there_is_one()
    {
        using var folder = HubSetup.ThreeConfigs();
        _server.MayCreate = false;
        var error = await _server.FailAsync(HubSetup.Request(folder.Path));
        Assert.Equal(HubFailure.Forbidden, error.Failure);
        Assert.Contains("huggingface.co/settings/tokens", error.Message, StringComparison.Ordinal);
        _server.AddRepo(HubSetup.Repo);
        Assert.NotNull((await _server.PublishAsync(folder.Path)).Commit);
    }

    [Fact]
    public async Task A_token_that_may_only_read_is_refused_before_anything_is_made()
    {
        using var folder = HubSetup.ThreeConfigs();
        _server.Role = "read";
        var error = await _server.FailAsync(HubSetup.Request(folder.Path));
        Assert.Equal(HubFailure.Forbidden, error.Failure);
        Assert.Equal(["whoami"], _server.Calls.Select(c => c.Kind));
    }

    [Fact]
    public async Task A_branch_that_is_missing_is_made_and_main_stays()
    {
        using var folder = HubSetup.ThreeConfigs();
        var result = await _server.PublishAsync(HubSetup.Request(folder.Path) with { Revision = "try/one" });
        Assert.Equal(HubSetup.Expected(folder), _server.Tree(HubSetup.Repo, "try/one"));
        Assert.Equal([".gitattributes"], _server.Tree(HubSetup.Repo).Keys);
        Assert.Equal(_server.Head(HubSetup.Repo, "try/one").Oid, result.Commit);
        Assert.Null((await _server.PublishAsync(HubSetup.Request(folder.Path) with { Revision = "try/one" })).Commit);
        Assert.Equal(1, _server.Count("branch"));
    }

    [Fact]
    public async Task A_pull_request_leaves_the_branch_and_can_be_added_to()
    {
        _server.AddRepo(HubSetup.Repo);
        using var folder = HubSetup.ThreeConfigs();
        var result = await _server.PublishAsync(HubSetup.Request(folder.Path) with { CreatePullRequest = true, Message = "Twelve shards\n\nof three configs" });
        Assert.Single(_server.Log(HubSetup.Repo));
        Assert.Equal(HubSetup.Expected(folder), _server.Tree(HubSetup.Repo, "refs/pr/1"));
        Assert.EndsWith("/discussions/1", result.PullRequestUrl!.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("Twelve shards", _server.Head(HubSetup.Repo, "refs/pr/1").Title);
        Assert.All(_server.Calls.Where(c => c.Kind == "batch"), c => Assert.False(c.Json().TryGetProperty("ref", out _)));

        HubSetup.Shards(folder, "trl", 3, 400, "more");
        var more = await _server.PublishAsync(HubSetup.Request(folder.Path) with { Revision = "refs/pr/1" });
        Assert.Equal(3, more.Uploaded.Count);
        Assert.Equal(3, _server.Log(HubSetup.Repo, "refs/pr/1").Count);
        Assert.Equal(HubSetup.Expected(folder), _server.Tree(HubSetup.Repo, "refs/pr/1"));
    }

    [Fact]
    public async Task A_pull_request_that_does_not_exist_is_not_made()
    {
        using var folder = HubSetup.ThreeConfigs();
        var error = await _server.FailAsync(HubSetup.Request(folder.Path) with { Revision = "refs/pr/7" });
        Assert.Equal(HubFailure.RevisionNotFound, error.Failure);
        Assert.Equal(0, _server.Count("branch"));
    }

    [Fact]
    public async Task A_file_that_the_Hub_ignores_is_left_out_and_said()
    {
        _server.Ignores = path => path == "kto/train-00000-of-00004.parquet";
        using var folder = HubSetup.ThreeConfigs();
        PushLog log = new();
        var result = await _server.PublishAsync(folder.Path, log);
        Assert.DoesNotContain("kto/train-00000-of-00004.parquet", _server.Tree(HubSetup.Repo).Keys);
        Assert.Equal(["kto/train-00000-of-00004.parquet"], result.Skipped);
        Assert.Contains(log.Warnings, w => w.Contains("kto/train-00000-of-00004.parquet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_that_the_Hub_refuses_ends_the_push_before_anything_is_uploaded()
    {
        using TemporaryFolder folder = new();
        folder.File("README.md", HubSetup.Card(["default"], extra: "license: nonsense\n"));
        HubSetup.Shards(folder, "default", 1, 30);
        var error = await _server.FailAsync(HubSetup.Request(folder.Path));
        Assert.Equal(HubFailure.CardRefused, error.Failure);
        Assert.Contains("\"license\" must be one of", error.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_server.Count("put"), _server.Count("commit")));
    }

    [Fact]
    public async Task A_broken_card_on_the_Hub_is_not_overwritten()
    {
        _server.AddRepo(HubSetup.Repo);
        _server.CommitByOthers(HubSetup.Repo, "README.md", "---\na: [b\n---\n");
        using var folder = HubSetup.ThreeConfigs();
        var error = await Assert.ThrowsAsync<DatasetFormatException>(() => _server.PublishAsync(folder.Path));
        Assert.Contains("README.md on the Hub", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _server.Log(HubSetup.Repo).Count);
    }

    [Fact]
    public async Task A_card_on_the_Hub_that_is_no_UTF_8_is_not_overwritten()
    {
        var repo = _server.AddRepo(HubSetup.Repo);
        var head = _server.Head(HubSetup.Repo);
        var text = Encoding.Latin1.GetBytes("---\nlicense: mit\n---\n\n# Übungen\n");
        repo.Refs["main"] = repo.Refs["main"].Add(head with { Oid = new string('a', 40), Tree = head.Tree.Add("README.md", new HubBlob(text, null, text.Length)) });
        using var folder = HubSetup.ThreeConfigs();
        var error = await Assert.ThrowsAsync<DatasetFormatException>(() => _server.PublishAsync(folder.Path));
        Assert.Contains("README.md on the Hub: this card is no UTF-8", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _server.Log(HubSetup.Repo).Count);
    }

    [Fact]
    public async Task A_folder_that_is_no_dataset_is_known_before_anything_is_sent()
    {
        using TemporaryFolder folder = new();
        async Task<string> Problem() => (await Assert.ThrowsAsync<DatasetFormatException>(() => _server.PublishAsync(folder.Path))).Message;
        Assert.Contains("no README.md", await Problem(), StringComparison.Ordinal);
        folder.File("README.md", "# Only text\n");
        Assert.Contains("names no files", await Problem(), StringComparison.Ordinal);
        folder.File("README.md", HubSetup.Card(["default"]));
        Assert.Contains("there are none", await Problem(), StringComparison.Ordinal);
        folder.File("README.md", "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data.train.new/train-*\n---\n");
        folder.File("data.train.new/train-00000-of-00001.parquet", "x");
        Assert.Contains("was interrupted", await Problem(), StringComparison.Ordinal);
        Assert.Empty(_server.Calls);
    }

    [Fact]
    public async Task A_forecast_reads_and_changes_nothing()
    {
        using var folder = HubSetup.ThreeConfigs();
        var fresh = await HubSetup.Publisher(_server).ForecastAsync(HubSetup.Request(folder.Path), TestContext.Current.CancellationToken);
        Assert.True(fresh.Creates);
        Assert.Equal(13, fresh.Plan.Uploads.Count);
        Assert.Empty(_server.Repos);
        await _server.PublishAsync(folder.Path);

        using TemporaryFolder next = new();
        next.File("README.md", HubSetup.Card(["default"]));
        HubSetup.Shards(next, "default", 1, 300);
        var calls = _server.Calls.Count;
        var plan = (await HubSetup.Publisher(_server).ForecastAsync(HubSetup.Request(next.Path) with { Revision = "not-there-yet" }, TestContext.Current.CancellationToken)).Plan;
        Assert.Equal((1, 5, 1), (plan.Uploads.Count, plan.Deletes.Count, plan.Skips.Count));
        Assert.All(_server.Calls.Skip(calls), c => Assert.Equal("GET", c.Method));
    }

    [Fact]
    public async Task A_card_that_is_a_large_file_there_is_read_from_the_storage_without_the_token()
    {
        var repo = _server.AddRepo(HubSetup.Repo);
        var text = Encoding.UTF8.GetBytes("---\nlicense: mit\n---\n\n# Large\n");
        var oid = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(text));
        _server.Objects[oid] = text;
        var head = _server.Head(HubSetup.Repo);
        repo.Refs["main"] = repo.Refs["main"].Add(head with { Oid = new string('a', 40), Tree = head.Tree.Add("README.md", new HubBlob([], oid, text.Length)) });
        using var folder = HubSetup.ThreeConfigs();
        await _server.PublishAsync(folder.Path);
        Assert.Contains("# Large", _server.Text(HubSetup.Repo, "README.md"), StringComparison.Ordinal);
    }
}
