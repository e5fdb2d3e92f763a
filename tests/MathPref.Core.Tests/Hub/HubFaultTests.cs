using System.Security.Cryptography;
using System.Text.Json;
using MathPref.Core.Hub;
using MathPref.Core.Llm;
using MathPref.Core.Net;

namespace MathPref.Core.Tests.Hub;

/// <summary>Whatever goes wrong on the way, there is one commit at the end, with everything in it.</summary>
public sealed class HubFaultTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = HubSetup.ThreeConfigs();
    private readonly PushLog _log = new();
    private StrictHubServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictHubServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _server.DisposeAsync();
        _server.AssertStrict();
    }

    /// <summary>The first so many requests of a kind get the fault.</summary>
    private void Fault(string kind, HubFault fault, int times = 1) => _server.Script = call => call.Kind == kind && call.Number < times ? fault : null;

    private async Task<PublishResult> PublishAsync()
    {
        var result = await _server.PublishAsync(_folder.Path, _log);
        Assert.Equal(HubSetup.Expected(_folder), _server.Tree(HubSetup.Repo));
        return result;
    }

    private void AssertOneCommit(PublishResult result)
    {
        Assert.Equal(2, _server.Log(HubSetup.Repo).Count);
        Assert.Equal(_server.Head(HubSetup.Repo).Oid, result.Commit);
    }

    public static TheoryData<string> Kinds => ["whoami", "create", "info", "tree", "preupload", "validate", "batch", "put", "complete", "verify", "commit"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_error_is_waited_out(string kind)
    {
        Fault(kind, HubFault.Error(500, """{"error":"Internal Error - We're working hard to fix this as soon as possible!"}"""), 2);
        AssertOneCommit(await PublishAsync());
        // The two may be of one file or of two that are on their way at once.
        Assert.True(_log.Time.Waits is [1, 2] || (kind is "put" or "verify" && _log.Time.Waits is [1, 1]), string.Join(", ", _log.Time.Waits));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_page_in_place_of_an_answer_is_waited_out(string kind)
    {
        Fault(kind, HubFault.Html(502));
        AssertOneCommit(await PublishAsync());
        Assert.Contains(_log.Told, t => t.Contains("Oops Something is wrong", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("whoami")]
    [InlineData("create")]
    [InlineData("info")]
    [InlineData("tree")]
    [InlineData("preupload")]
    [InlineData("validate")]
    [InlineData("batch")]
    [InlineData("commit")]
    public async Task A_page_that_calls_itself_a_success_is_no_answer(string kind)
    {
        Fault(kind, HubFault.Html(200));
        AssertOneCommit(await PublishAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_broken_connection_is_made_anew(string kind)
    {
        Fault(kind, new HubFault { Cuts = true });
        AssertOneCommit(await PublishAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_lost_answer_does_nothing_twice(string kind)
    {
        Fault(kind, new HubFault { LosesAnswer = true });
        AssertOneCommit(await PublishAsync());
        Assert.Equal(1, _server.Count("commit"));
    }

    [Fact]
    public async Task Several_lost_answers_to_the_commit_are_one_commit()
    {
        Fault("commit", new HubFault { LosesAnswer = true }, 5);
        var result = await PublishAsync();
        AssertOneCommit(result);
        Assert.Equal(13, result.Uploaded.Count);
        Assert.NotNull(result.CommitUrl);
    }

    [Fact]
    public async Task A_lost_commit_is_found_beneath_those_that_others_made_since()
    {
        _server.Script = call =>
        {
            // By the time the head is read again, somebody has replaced a shard of ours.
            if (call.Kind == "info" && _server.Count("commit") == 1 && _server.Log(HubSetup.Repo).Count == 2)
                _server.CommitByOthers(HubSetup.Repo, "kto/train-00000-of-00004.parquet", "theirs");
            return call is { Kind: "commit", Number: 0 } ? new HubFault { LosesAnswer = true } : null;
        };
        var result = await _server.PublishAsync(_folder.Path, _log);
        Assert.Equal(1, _server.Count("commit"));
        Assert.Equal(_server.Log(HubSetup.Repo)[1].Oid, result.Commit);
        Assert.Equal(3, _server.Log(HubSetup.Repo).Count);
    }

    [Fact]
    public async Task A_lost_pull_request_is_found_and_not_opened_again()
    {
        _server.AddRepo(HubSetup.Repo);
        Fault("commit", new HubFault { LosesAnswer = true });
        var result = await _server.PublishAsync(HubSetup.Request(_folder.Path) with { CreatePullRequest = true }, _log);
        Assert.Equal(["main", "refs/pr/1"], _server.Repos[HubSetup.Repo].Refs.Keys);
        Assert.Equal(_server.Head(HubSetup.Repo, "refs/pr/1").Oid, result.Commit);
        Assert.Equal($"/datasets/{HubSetup.Repo}/discussions/1", result.PullRequestUrl!.AbsolutePath);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    public async Task A_commit_that_others_came_before_is_rebuilt_upon_theirs(int status)
    {
        _server.AddRepo(HubSetup.Repo);
        _server.CommitByOthers(HubSetup.Repo, "README.md", HubSetup.Card(["other", "second"], "# Theirs\n"));
        _server.CommitByOthers(HubSetup.Repo, "other/train-00000-of-00001.parquet", "theirs");
        _server.Script = call =>
        {
            if (call is not { Kind: "commit", Number: 0 })
                return null;
            _server.CommitByOthers(HubSetup.Repo, "README.md", HubSetup.Card(["other", "second", "third"], "# Theirs, and more\n"));
            _server.CommitByOthers(HubSetup.Repo, "third/train-00000-of-00001.parquet", "theirs");
            _server.CommitByOthers(HubSetup.Repo, "data/train-00009-of-00010.parquet", "an old shard");
            // 412 is what the server itself answers now; 409 is what it answers while another commit runs.
            return status == 409 ? HubFault.Error(409, """{"error":"Another commit is in progress"}""") : null;
        };
        var result = await _server.PublishAsync(_folder.Path, _log);
        Assert.Equal(["data/train-00009-of-00010.parquet"], result.Deleted);
        Assert.Equal("Upload dataset with MathPref", Assert.Single(_server.Log(HubSetup.Repo), c => c.Title != "by others" && c.Parent is not null).Title);
        var card = _server.Text(HubSetup.Repo, "README.md");
        Assert.Contains("# Theirs, and more", card, StringComparison.Ordinal);
        foreach (var config in (string[])["default", "kto", "other", "second", "third", "trl"])
            Assert.Contains("config_name: " + config, card, StringComparison.Ordinal);
        // Nothing is uploaded twice.
        Assert.Equal((24, 2), (_server.Count("put"), _server.Count("commit")));
        Assert.Equal([1.0], _log.Time.Waits);
    }

    [Fact]
    public async Task A_server_where_others_always_come_first_is_given_up()
    {
        Fault("commit", HubFault.Error(412, """{"error":"A commit has happened since. Please refresh and try again."}"""), int.MaxValue);
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.Equal(HubFailure.Conflict, error.Failure);
        Assert.Equal([1, 2, 4, 8, 8], _log.Time.Waits);
        Assert.Single(_server.Log(HubSetup.Repo));
    }

    [Fact]
    public async Task The_waits_are_the_Hub_s_own_and_then_it_is_given_up()
    {
        Fault("preupload", HubFault.Error(503), int.MaxValue);
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.Equal(HubFailure.Server, error.Failure);
        Assert.Equal([1, 2, 4, 8, 8], _log.Time.Waits);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_limit_is_waited_for_as_long_as_it_says_and_a_second(string kind)
    {
        Fault(kind, HubFault.Error(429, """{"error":"We had to rate limit you"}""", ("RateLimit", "\"api\";r=0;t=55"), ("RateLimit-Policy", "\"fixed window\";\"api\";q=500;w=300")));
        AssertOneCommit(await PublishAsync());
        Assert.Equal([56.0], _log.Time.Waits);
    }

    [Theory]
    [InlineData(429, "7", null, 8.0)]
    [InlineData(503, "7", null, 8.0)]
    [InlineData(500, "7", null, 1.0)]
    [InlineData(429, "7", "\"api\";r=3;t=55", 8.0)]
    [InlineData(429, "7", "\"api\"; r=0; t=55", 56.0)]
    [InlineData(429, "0", null, 1.0)]
    [InlineData(429, "100000", null, 299.0)]
    [InlineData(429, "nonsense", "nonsense", 1.0)]
    public async Task Retry_after_counts_where_the_Hub_means_it(int status, string retryAfter, string? rateLimit, double wait)
    {
        (string, string)[] headers = [("Retry-After", retryAfter), .. rateLimit is null ? [] : new[] { ("RateLimit", rateLimit) }];
        Fault("batch", HubFault.Error(status, "{}", headers));
        await _server.PublishAsync(HubSetup.Request(_folder.Path), _log, new HubSettings { Retry = new RetrySettings { MaximumRetryCount = 5, MaximumRetryInterval = TimeSpan.FromSeconds(299) } });
        Assert.Equal([wait], _log.Time.Waits);
    }

    [Fact]
    public async Task Without_retries_the_first_failure_is_the_last()
    {
        Fault("put", HubFault.Error(500));
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log, new HubSettings { Retry = new RetrySettings { MaximumRetryCount = 0 } });
        Assert.Equal(HubFailure.Server, error.Failure);
        Assert.Empty(_log.Time.Waits);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(501)]
    public async Task What_no_wait_can_mend_is_said_at_once(int status)
    {
        Fault("preupload", HubFault.Error(status, """{"error":["first","second"]}"""));
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.Contains("first; second", error.Message, StringComparison.Ordinal);
        Assert.Empty(_log.Time.Waits);
        Assert.Single(_server.Log(HubSetup.Repo));
    }

    [Fact]
    public async Task A_repository_that_is_just_being_made_is_tried_again()
    {
        Fault("create", HubFault.Error(409, """{"error":"Cannot create repo: another conflicting operation is in progress"}"""));
        AssertOneCommit(await PublishAsync());
        Assert.Equal(2, _server.Count("create"));
    }

    [Fact]
    public async Task An_address_that_has_run_out_is_asked_for_anew()
    {
        Fault("put", new HubFault { Status = 403, ContentType = "application/xml", Body = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>" });
        AssertOneCommit(await PublishAsync());
        Assert.Equal(2, _server.Count("batch"));
    }

    /// <summary>A storage that refuses an address answers and hangs up while the bytes are still on their way; the answer is lost then.</summary>
    [Fact]
    public async Task An_address_at_which_the_storage_always_hangs_up_is_asked_for_anew()
    {
        string? first = null;
        _server.Script = call => call.Kind == "put" && call.Path == (Interlocked.CompareExchange(ref first, call.Path, null) ?? call.Path) ? new HubFault { Cuts = true } : null;
        AssertOneCommit(await PublishAsync());
        Assert.Equal(2, _server.Count("batch"));
    }

    [Fact]
    public async Task A_large_file_that_the_Hub_refuses_is_named()
    {
        Fault("batch", new HubFault
        {
            Status = 200,
            Body = JsonSerializer.Serialize(new
            {
                transfer = "basic",
                objects = new[] { new { oid = Convert.ToHexStringLower(SHA256.HashData(HubSetup.Bytes("kto0", 200))), size = 200, error = new { code = 422, message = "Too large for you" } } },
            }),
        });
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.Equal("The Hub does not take kto/train-00000-of-00004.parquet: Too large for you", error.Message);
    }

    [Fact]
    public async Task A_file_that_changes_meanwhile_ends_the_push_without_a_commit()
    {
        var path = _folder["kto", "train-00000-of-00004.parquet"];
        _server.Script = call =>
        {
            if (call.Kind == "batch")
                File.AppendAllText(path, "more");
            return null;
        };
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.Equal(HubFailure.FileChanged, error.Failure);
        Assert.Contains("kto/train-00000-of-00004.parquet changed", error.Message, StringComparison.Ordinal);
        Assert.Empty(_log.Time.Waits);
        Assert.Single(_server.Log(HubSetup.Repo));
    }

    [Fact]
    public async Task A_regular_file_that_changes_meanwhile_ends_the_push_without_a_commit()
    {
        using TemporaryFolder folder = new();
        folder.File("README.md", HubSetup.Card(["default"]));
        var path = folder.File("data/train-00000-of-00001.jsonl", "{\"a\":1}\n");
        _server.Script = call =>
        {
            if (call.Kind == "preupload")
                File.WriteAllText(path, "{\"b\":1}\n");
            return null;
        };
        var error = await _server.FailAsync(HubSetup.Request(folder.Path), _log);
        Assert.Equal(HubFailure.FileChanged, error.Failure);
        Assert.Single(_server.Log(HubSetup.Repo));
    }

    [Fact]
    public async Task Parts_that_do_not_make_up_the_file_are_refused()
    {
        _server.Script = call => call.Kind != "batch" ? null : new HubFault
        {
            Status = 200,
            Body = JsonSerializer.Serialize(new
            {
                objects = call.Json().GetProperty("objects").EnumerateArray().Select(o => new
                {
                    oid = o.GetProperty("oid").GetString(),
                    actions = new { upload = new { href = "https://huggingface.co/x", header = new Dictionary<string, string> { ["chunk_size"] = "100", ["1"] = "http://127.0.0.1:1/a", ["3"] = "http://127.0.0.1:1/b" } } },
                }),
            }),
        };
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.Equal(HubFailure.BadResponse, error.Failure);
        Assert.Contains("in parts of 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_push_that_is_stopped_stops_at_once()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource arrived = new();
        _server.Hold = _ =>
        {
            arrived.TrySetResult();
            return Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        };
        var push = HubSetup.Publisher(_server, _log).PublishAsync(HubSetup.Request(_folder.Path), stop.Token);
        await arrived.Task.WaitAsync(HubSetup.Patience, TestContext.Current.CancellationToken);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => push.WaitAsync(HubSetup.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(0, _server.Count("commit"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_token_is_in_no_error_however_often_it_is_said(string kind)
    {
        var said = $"bad {_server.Token}";
        _server.Script = call => call.Kind == kind
            ? HubFault.Error(400, $$"""{"error":"{{said}} at https://storage.invalid/x?X-Amz-Signature=planted","errors":[{"message":"{{said}}"}]}""", ("X-Error-Message", said), ("X-Request-Id", _server.Token))
            : null;
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.Contains("(the token)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("planted", string.Join('\n', _log.Told.Concat(_log.Warnings)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_said_with_the_page_where_one_gets_another()
    {
        const string token = "hf_wrong";
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log, token: token);
        Assert.Equal(HubFailure.Authentication, error.Failure);
        Assert.Contains("HF_TOKEN", error.Message, StringComparison.Ordinal);
        Assert.Contains(HubConnection.TokenPage, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["whoami"], _server.Calls.Select(c => c.Kind));
    }

    [Theory]
    [InlineData("create", 401, nameof(HubFailure.NotFound))]
    [InlineData("preupload", 401, nameof(HubFailure.NotFound))]
    [InlineData("commit", 403, nameof(HubFailure.Forbidden))]
    [InlineData("batch", 402, nameof(HubFailure.PaymentRequired))]
    public async Task A_refusal_says_what_kind_it_is(string kind, int status, string failure)
    {
        _server.Script = call => call.Kind == kind ? HubFault.Error(status, """{"error":"no"}""") : null;
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.Equal(failure, error.Failure.ToString());
        Assert.Empty(_log.Time.Waits);
    }

    [Theory]
    [InlineData("info")]
    [InlineData("preupload")]
    public async Task The_token_does_not_follow_a_redirect_to_another_host(string kind)
    {
        await using var other = await StrictHubServer.StartAsync();
        _server.Script = call => call.Kind == kind && call.Number == 0 ? HubFault.Error(307, "", ("Location", $"{other.Address}/api/whoami-v2?t=1")) : null;
        await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        // What is only read may come from elsewhere, without the token; what is sent may not.
        Assert.Equal(kind == "info" ? 1 : 0, other.Calls.Count);
        Assert.All(other.Calls, c => Assert.Null(c.Header("Authorization")));
    }

    [Fact]
    public async Task The_next_page_of_another_host_gets_no_token()
    {
        await using var other = await StrictHubServer.StartAsync();
        _server.Script = call => call.Kind == "tree" ? new HubFault { Status = 200, Body = "[]", Headers = new Dictionary<string, string> { ["Link"] = $"<{other.Address}/api/x>; rel=\"next\"" } } : null;
        await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.All(other.Calls, c => Assert.Null(c.Header("Authorization")));
    }

    [Fact]
    public void The_token_is_in_no_text_of_a_connection() =>
        Assert.DoesNotContain("planted", HubSetup.Connection(_server).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("../../other")]
    [InlineData("ada/maths\u001b[31m")]
    [InlineData("ada/maths?x=1")]
    public async Task A_name_that_no_repository_can_have_is_not_taken_from_an_answer(string name)
    {
        _server.AddRepo(HubSetup.Repo);
        _server.Script = call => call is { Kind: "info", Number: 0 } ? new HubFault { Status = 200, Body = JsonSerializer.Serialize(new { id = name, sha = _server.Head(HubSetup.Repo).Oid }) } : null;
        Assert.Equal(HubSetup.Repo, (await PublishAsync()).RepoId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?page=2")]
    public async Task A_page_that_leads_back_to_one_that_was_read_is_no_answer(string query)
    {
        _server.AddRepo(HubSetup.Repo);
        _server.Script = call => call.Kind == "tree" ? new HubFault { Status = 200, Body = "[]", Headers = new Dictionary<string, string> { ["Link"] = $"<{call.Path}{query}>; rel=\"next\"" } } : null;
        var error = await _server.FailAsync(HubSetup.Request(_folder.Path), _log);
        Assert.Equal(HubFailure.BadResponse, error.Failure);
        Assert.InRange(_server.Count("tree"), 1, 3);
    }

    [Fact]
    public async Task A_next_page_without_a_proper_address_is_no_answer()
    {
        _server.Script = call => call.Kind == "tree" ? new HubFault { Status = 200, Body = "[]", Headers = new Dictionary<string, string> { ["Link"] = "<http://[>; rel=\"next\"" } } : null;
        Assert.Equal(HubFailure.BadResponse, (await _server.FailAsync(HubSetup.Request(_folder.Path), _log)).Failure);
    }
}
