using System.Globalization;
using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Pump;

public sealed class PumpTests
{
    private const string Rows = "$rows = foreach ($i in 0..({0} - 1)) {{ \"row $i\" }}; ";

    private static string Generate(int rows, string parameters = "") =>
        string.Format(CultureInfo.InvariantCulture, Rows, rows) + $"$rows | Invoke-TextGeneration -Llm openai/test -Endpoint $url -MaximumRetryCount 0 {parameters}";

    private static IEnumerable<string> Texts(IEnumerable<PSObject> rows, string column = "generation") => rows.Select(row => (string)row.Properties[column].Value);

    [Fact]
    public async Task Rows_come_out_in_the_order_of_the_input_whatever_order_they_are_answered_in()
    {
        var all = new TaskCompletionSource();
        var waiting = 0;
        // No call is answered before eight are there; then the even ones wait for the odd ones.
        var odd = new TaskCompletionSource();
        var oddAnswered = 0;
        await using var server = await ChatServer.StartAsync(async request =>
        {
            if (Interlocked.Increment(ref waiting) == 8)
                all.SetResult();
            await all.Task;
            var number = int.Parse(request.Text.AsSpan(4), CultureInfo.InvariantCulture);
            if (number % 2 == 0)
                await odd.Task;
            else if (Interlocked.Increment(ref oddAnswered) == 4)
                odd.SetResult();
            return new ChatServer.Reply(request.Text.ToUpperInvariant());
        });
        using var engine = new Engine();
        var rows = await Task.Run(() => engine.Run(Generate(8, "-ThrottleLimit 8"), ("url", server.Address)).Clean());
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"ROW {i}"), Texts(rows));
    }

    [Fact]
    public async Task Unordered_rows_are_written_as_they_are_answered()
    {
        var firstMayEnd = new TaskCompletionSource();
        await using var server = await ChatServer.StartAsync(async request =>
        {
            if (request.Text == "row 0")
                await firstMayEnd.Task;
            return new ChatServer.Reply(request.Text);
        });
        using var engine = new Engine();
        var run = Task.Run(() => engine.Run(Generate(6, "-Unordered -ThrottleLimit 2 | ForEach-Object { if ($_.generation -eq 'row 5') { $done.SetResult() }; $_ }"), ("url", server.Address), ("done", firstMayEnd)).Clean());
        var rows = await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("row 0", Texts(rows).Last());
        Assert.Equal(6, rows.Count);
    }

    [Fact]
    public async Task One_stalled_call_does_not_idle_the_others()
    {
        const int others = 4000;
        var othersAnswered = new TaskCompletionSource();
        var count = 0;
        await using var server = await ChatServer.StartAsync(async request =>
        {
            if (request.Text == "row 0")
                await othersAnswered.Task;
            else if (Interlocked.Increment(ref count) == others)
                othersAnswered.SetResult();
            return new ChatServer.Reply(request.Text);
        });
        using var engine = new Engine();
        var run = Task.Run(() => engine.Run(Generate(10_000, "-ThrottleLimit 16"), ("url", server.Address)).Clean());
        var rows = await run.WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"row {i}"), Texts(rows));
    }

    [Fact]
    public async Task The_first_stage_s_progress_moves_while_a_later_one_has_the_thread()
    {
        var judging = new TaskCompletionSource();
        var seen = new TaskCompletionSource();
        await using var server = await ChatServer.StartAsync(async request =>
        {
            if (!request.Text.StartsWith("row ", StringComparison.Ordinal))
            {
                judging.TrySetResult();
                await seen.Task;
                return new ChatServer.Reply("Rating: 4");
            }
            // Two rows reach the judge, who has room for one; the others are answered while the second waits there.
            if (request.Text is "row 2" or "row 3")
                await judging.Task;
            return new ChatServer.Reply("an answer");
        });
        using var engine = new Engine();
        using var ps = engine.Start(Generate(4, "-ThrottleLimit 4 | Invoke-UltraFeedback -Llm openai/test -Endpoint $url -ThrottleLimit 1 -WarningAction Ignore"), ("url", server.Address));
        ps.Streams.Progress.DataAdded += (records, added) =>
        {
            var record = ((PSDataCollection<ProgressRecord>)records!)[added.Index];
            if (record.Activity == "Invoke-TextGeneration" && record.StatusDescription.StartsWith("4 of 4 done", StringComparison.Ordinal))
                seen.TrySetResult();
        };
        var run = Task.Run(() => Engine.Finish(ps, () => ps.Invoke()));
        try
        {
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        finally
        {
            seen.TrySetResult();
        }
        Assert.Equal(4, (await run).Clean().Count);
        var records = ps.Streams.Progress.ToList();
        Assert.Equal(2, records.Select(record => record.ActivityId).Distinct().Count());
        Assert.All(records.GroupBy(record => record.ActivityId), shown => Assert.Equal(ProgressRecordType.Completed, shown.Last().RecordType));
    }

    [Fact]
    public async Task Upstream_is_not_read_ahead_of_the_calls_that_may_be_made()
    {
        var mayEnd = new TaskCompletionSource();
        await using var server = await ChatServer.StartAsync(async request =>
        {
            await mayEnd.Task;
            return new ChatServer.Reply(request.Text);
        });
        var read = new int[1];
        using var engine = new Engine();
        var run = Task.Run(() => engine.Run("0..99 | ForEach-Object { $read[0]++; \"row $_\" } | Invoke-TextGeneration -Llm openai/test -Endpoint $url -ThrottleLimit 3", ("url", server.Address), ("read", read)).Clean());
        Assert.True(await server.WaitAsync(s => s.Started == 3));
        Assert.False(await server.WaitAsync(s => s.Started > 3, TimeSpan.FromMilliseconds(200)));
        Assert.InRange(read[0], 3, 4);
        mayEnd.SetResult();
        Assert.Equal(100, (await run).Count);
    }

    [Fact]
    public async Task Throttle_limit_counts_calls_and_not_rows()
    {
        var (open, most) = (0, 0);
        var gate = new Lock();
        await using var server = await ChatServer.StartAsync(async request =>
        {
            lock (gate)
                most = Math.Max(most, ++open);
            await Task.Yield();
            lock (gate)
                open--;
            return new ChatServer.Reply(request.Text);
        });
        using var engine = new Engine();
        var rows = await Task.Run(() => engine.Run("0..19 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm openai/a, openai/b, openai/c -Endpoint $url -NumGenerations 2 -ThrottleLimit 2", ("url", server.Address)).Clean());
        Assert.Equal(20, rows.Count);
        Assert.Equal(120, server.Started);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task One_poisoned_row_is_one_error_whose_target_can_be_piped_in_again()
    {
        var poisoned = true;
        await using var server = await ChatServer.StartAsync(request => request.Text == "row 3" && poisoned
            ? new ChatServer.Reply("", 400, "{\"object\":\"error\",\"message\":\"too odd for me\",\"type\":\"invalid_request_error\",\"code\":\"3000\"}")
            : new ChatServer.Reply(request.Text));
        using var engine = new Engine();
        var first = await Task.Run(() => engine.Run("$rows = 0..5 | ForEach-Object { [pscustomobject]@{ instruction = \"row $_\"; mark = $_ } }; $rows | Invoke-TextGeneration -Llm openai/test -Endpoint $url -ErrorVariable failed; $global:failed = $failed", ("url", server.Address)));
        Assert.Null(first.Ended);
        var error = first.OneError();
        Assert.Equal(5, first.Output.Count);
        Assert.StartsWith("RequestRefused", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("too odd for me", error.Exception.Message, StringComparison.Ordinal);
        poisoned = false;
        var again = await Task.Run(() => engine.Run("$failed.TargetObject | Invoke-TextGeneration -Llm openai/test -Endpoint $url", ("url", server.Address)).Clean());
        Assert.Equal(3, Assert.Single(again).Properties["mark"].Value);
    }

    [Fact]
    public async Task A_bad_key_is_said_once_and_ends_the_pipeline()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", 401, "{\"detail\":\"Unauthorized\"}"));
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run(Generate(50, "-ThrottleLimit 4"), ("url", server.Address)));
        var ended = result.TerminatingError();
        Assert.StartsWith("AuthenticationFailed", ended.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", ended.Exception.Message, StringComparison.Ordinal);
        Assert.InRange(server.Started, 1, 4);
    }

    [Fact]
    public async Task A_key_revoked_on_the_way_ends_the_work_and_loses_no_answered_row()
    {
        await using var server = await ChatServer.StartAsync(request => request.Number < 30 ? new ChatServer.Reply(request.Text) : new ChatServer.Reply("", 401, "{\"detail\":\"Unauthorized\"}"));
        using var engine = new Engine();
        var path = Directory.CreateTempSubdirectory("mathpref").FullName;
        var result = await Task.Run(() => engine.Run(Generate(200, "-ThrottleLimit 4 | Export-Distiset $path -PassThru"), ("url", server.Address), ("path", path)));
        Assert.Null(result.Ended);
        Assert.Equal(30, result.Output.Count);
        var error = result.OneError();
        Assert.StartsWith("AuthenticationFailed", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("170 rows were not done", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(170, ((object[])error.TargetObject).Length);
        Assert.InRange(server.Started, 31, 34);
        Assert.Equal(30, engine.Run("Import-Dataset $path", ("path", path)).Clean().Count);
        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task With_error_action_stop_too_no_answered_row_is_lost_when_the_key_is_revoked()
    {
        await using var server = await ChatServer.StartAsync(request => request.Number < 30 ? new ChatServer.Reply(request.Text) : new ChatServer.Reply("", 401, "{\"detail\":\"Unauthorized\"}"));
        using var engine = new Engine();
        var kept = new List<object>();
        var result = await Task.Run(() => engine.Run(Generate(200, "-ThrottleLimit 4 -ErrorAction Stop | ForEach-Object { $kept.Add($_) }"), ("url", server.Address), ("kept", kept)));
        Assert.NotNull(result.Ended);
        Assert.Equal(30, kept.Count);
    }

    [Fact]
    public async Task A_row_that_cannot_be_asked_about_is_an_error_in_its_place_and_loses_none_before_it()
    {
        await using var server = await ChatServer.StartAsync(async r =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), r.Gone);
            return new ChatServer.Reply(r.Text);
        });
        using var engine = new Engine();
        var kept = new List<object>();
        var result = await Task.Run(() => engine.Run("'a', 'b', @{ x = 1 }, 'c' | Invoke-TextGeneration -Llm openai/test -Endpoint $url -ErrorAction Stop | ForEach-Object { $kept.Add($_.generation) }", ("url", server.Address), ("kept", kept)));
        Assert.NotNull(result.Ended);
        Assert.Equal(["a", "b"], kept);
    }

    [Fact]
    public async Task A_dead_model_beside_a_live_one_ends_the_pipeline_when_no_row_can_come_out()
    {
        await using var server = await ChatServer.StartAsync(r => r.Body.GetProperty("model").ValueEquals("gone")
            ? new ChatServer.Reply("", 400, "{\"object\":\"error\",\"message\":\"Invalid model: gone\",\"type\":\"invalid_model\",\"code\":\"1500\"}")
            : new ChatServer.Reply("fine"));
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run("'a', 'b', 'c' | Invoke-TextGeneration -Llm openai/here, openai/gone -Endpoint $url -ThrottleLimit 2", ("url", server.Address)));
        Assert.StartsWith("ModelNotFound", result.TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_where_nothing_has_ever_answered_ends_the_work_after_a_few_tries()
    {
        using var engine = new Engine();
        var result = engine.Run("0..99 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm openai/x -Endpoint http://127.0.0.1:9 -RetryIntervalSec 0.01 -WarningAction SilentlyContinue");
        var error = result.TerminatingError();
        Assert.StartsWith("ServerUnreachable", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("is the server running", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_limit_of_the_cmdlet_wins_over_the_models()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.HangAsync);
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run("'x' | Invoke-TextGeneration -Llm (New-Llm openai/x -Endpoint $url -TimeoutSec 600) -TimeoutSec 1 -MaximumRetryCount 0", ("url", server.Address)));
        Assert.StartsWith("RequestTimedOut", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Endpoint http://127.0.0.1:9 -ApiKey 'sk-\u00e9'", "U+00E9")]
    [InlineData("-Endpoint http://user:pw@127.0.0.1:9", "-ApiKey")]
    public void A_key_or_address_that_cannot_be_right_is_said_before_any_call(string parameters, string hint)
    {
        using var engine = new Engine();
        var message = engine.Run($"'x' | Invoke-TextGeneration -Llm openai/x {parameters}").TerminatingError().Exception.Message;
        Assert.Contains(hint, message, StringComparison.Ordinal);
        Assert.DoesNotContain("pw", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_key_names_the_variable_before_any_call()
    {
        using var engine = new Engine();
        var before = Environment.GetEnvironmentVariable("MISTRAL_API_KEY");
        Environment.SetEnvironmentVariable("MISTRAL_API_KEY", null);
        try
        {
            var result = engine.Run("'x' | Invoke-TextGeneration -Llm mistral/ministral-8b-latest");
            Assert.Contains("MISTRAL_API_KEY", result.TerminatingError().Exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MISTRAL_API_KEY", before);
        }
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again_and_verbose_says_so()
    {
        await using var server = await ChatServer.StartAsync(request => request.Number < 2 ? new ChatServer.Reply("", 503, "{\"message\":\"overloaded\"}") : new ChatServer.Reply("at last"));
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run("'x' | Invoke-TextGeneration -Llm openai/test -Endpoint $url -RetryIntervalSec 0.01 -Verbose", ("url", server.Address)));
        Assert.Equal("at last", Assert.Single(result.Clean()).Properties["generation"].Value);
        Assert.Equal(2, result.Verbose.Count(v => v.Contains("overloaded", StringComparison.Ordinal)));
    }
}
