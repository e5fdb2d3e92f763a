using System.Diagnostics;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Survival;

/// <summary>The night that the module has to come through.</summary>
public sealed class FaultTests
{
    private const int Calls = 2000;

    [Fact]
    public async Task Two_thousand_calls_through_every_fault_come_out_in_order_each_answered_once()
    {
        var random = new Random(11);
        var gate = new Lock();
        var (answered, faults) = (new HashSet<string>(StringComparer.Ordinal), 0);
        var answeredTwice = new List<string>();
        await using var server = await ChatServer.StartAsync(async request =>
        {
            double draw;
            lock (gate)
                draw = random.NextDouble();
            if (draw < 0.31)
                Interlocked.Increment(ref faults);
            switch (draw)
            {
                case < 0.10:
                    return new ChatServer.Reply("", 429, "{\"message\":\"Requests rate limit exceeded\"}");
                case < 0.20:
                    return new ChatServer.Reply("", 429, "{\"message\":\"Requests rate limit exceeded\"}", new Dictionary<string, string> { ["Retry-After"] = "0.2" });
                case < 0.225:
                    return new ChatServer.Reply("", 500, "<html>oops</html>");
                case < 0.25:
                    return new ChatServer.Reply("", 503, "{\"error\":{\"message\":\"overloaded\"}}");
                case < 0.28:
                    return new ChatServer.Reply("", Status: ChatServer.Reset);
                case < 0.30:
                    return new ChatServer.Reply("", 200, "{\"choices\":[{\"message\":{\"content\":\"half of an ans");
                case < 0.31:
                    await ChatServer.HangAsync(request);
                    break;
            }
            lock (gate)
            {
                if (!answered.Add(request.Text))
                    answeredTwice.Add(request.Text);
            }
            return new ChatServer.Reply(request.Text.ToUpperInvariant());
        });
        using var engine = new Engine();
        var watch = Stopwatch.StartNew();
        var result = await Task.Run(() => engine.Run(
            $"0..{Calls - 1} | ForEach-Object {{ \"row $_\" }} | Invoke-TextGeneration -Llm openai/test -Endpoint $url -ThrottleLimit 64 -TimeoutSec 1 -RetryIntervalSec 0.2 -MaximumRetryIntervalSec 2 -MaximumRetryCount 20 -WarningAction SilentlyContinue",
            ("url", server.Address)));
        watch.Stop();
        Assert.Null(result.Ended);
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        Assert.Equal(Enumerable.Range(0, Calls).Select(i => $"ROW {i}"), result.Output.Select(r => r.Properties["generation"].Value));
        Assert.Empty(answeredTwice);
        Assert.InRange(faults, Calls / 3, Calls);
        TestContext.Current.SendDiagnosticMessage($"{Calls} calls, {faults} faults, {watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task After_a_kill_nothing_that_was_journalled_is_asked_again_and_the_dataset_is_the_same()
    {
        const int rows = 60;
        const int throttle = 4;
        using var scratch = new Scratch();
        var counts = new System.Collections.Concurrent.ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await using var server = await ChatServer.StartAsync(async request =>
        {
            counts.AddOrUpdate(request.Text, 1, (_, n) => n + 1);
            await Task.Delay(TimeSpan.FromMilliseconds(20), request.Gone);
            return new ChatServer.Reply(request.Text.ToUpperInvariant());
        });
        var script =
            $$"""
            $rows = 0..{{rows - 1}} | ForEach-Object { "question $_" }
            $rows | Invoke-TextGeneration -Llm openai/a, openai/b -Endpoint $env:TEST_SERVER -Journal $env:TEST_JOURNAL -ThrottleLimit {{throttle}} -NumGenerations 2 | Export-Distiset $env:TEST_SET -Force -WarningAction SilentlyContinue
            """;
        (string, string?)[] Environment(string set) => [("TEST_SERVER", server.Address), ("TEST_JOURNAL", scratch["journal.db"]), ("TEST_SET", scratch[set])];

        var random = new Random(5);
        var killed = 0;
        for (var kill = 0; kill < 5; kill++)
        {
            var goal = server.Answered + random.Next(10, 40);
            using var process = Programs.StartShell(script, Environment("killed"));
            Assert.True(await server.WaitAsync(s => s.Answered >= goal));
            process.Kill();
            process.WaitForExit();
            killed++;
        }
        using (var last = Programs.StartShell(script, Environment("killed")))
        {
            last.StandardInput.Close();
            var error = await last.StandardError.ReadToEndAsync();
            await last.WaitForExitAsync();
            Assert.True(last.ExitCode == 0, error);
        }
        var afterAll = server.Started;
        // Each request is asked once for each of its two generations and models; only those in flight at a kill may be asked again.
        Assert.InRange(afterAll, rows * 4, rows * 4 + killed * throttle);

        File.Delete(scratch["journal.db"]);
        using (var undisturbed = Programs.StartShell(script, Environment("undisturbed")))
        {
            undisturbed.StandardInput.Close();
            await undisturbed.WaitForExitAsync();
            Assert.Equal(0, undisturbed.ExitCode);
        }
        foreach (var file in new[] { "data/train-00000-of-00001.parquet", "README.md" })
            Assert.Equal(File.ReadAllBytes(scratch["undisturbed/" + file]), File.ReadAllBytes(scratch["killed/" + file]));
    }

    [Fact]
    public async Task One_poisoned_row_in_fifty_leaves_forty_nine_and_one_error()
    {
        await using var server = await ChatServer.StartAsync(r => r.Text == "row 17" ? new ChatServer.Reply("", 400, "{\"message\":\"poison\"}") : new ChatServer.Reply("ok"));
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run("0..49 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm openai/test -Endpoint $url", ("url", server.Address)));
        Assert.Equal(49, result.Output.Count);
        Assert.Equal("row 17", result.OneError().TargetObject);
        Assert.Equal(50, server.Started);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT")]
    public async Task A_wait_of_nothing_is_no_wait_that_a_server_asks_for(string retryAfter)
    {
        await using var server = await ChatServer.StartAsync(r => r.Number < 3 ? new ChatServer.Reply("", 429, "{\"message\":\"slow down\"}", new Dictionary<string, string> { ["Retry-After"] = retryAfter }) : new ChatServer.Reply("ok"));
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run("'x' | Invoke-TextGeneration -Llm openai/test -Endpoint $url -RetryIntervalSec 0.3 -Verbose", ("url", server.Address)));
        Assert.Single(result.Clean());
        Assert.Equal(3, result.Verbose.Count(v => v.Contains("trying again", StringComparison.Ordinal)));
        // Jitter may shorten one wait to nothing, not all three.
        Assert.Contains(result.Verbose, v => v.Contains("trying again", StringComparison.Ordinal) && !v.Contains("again in 0.0 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_was_loading_and_went_away_is_not_called_a_wrong_address()
    {
        await using var server = await ChatServer.StartAsync(r => r.Number < 4 ? new ChatServer.Reply("", r.Number < 3 ? 503 : ChatServer.Reset, "{\"error\":{\"message\":\"Loading model\"}}") : new ChatServer.Reply("ready"));
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run("'x' | Invoke-TextGeneration -Llm openai/test -Endpoint $url -RetryIntervalSec 0.02 -WarningAction SilentlyContinue", ("url", server.Address)));
        Assert.Equal("ready", Assert.Single(result.Output).Properties["generation"].Value);
    }

    [Theory]
    [InlineData("x-ratelimit-limit-req-minute", "{\"message\":\"Rate limit exceeded\"}", "0 requests a minute")]
    [InlineData("x-ratelimit-remaining-tokens-month", "{\"message\":\"Rate limit exceeded\"}", "month")]
    [InlineData("x-none", "{\"error\":{\"message\":\"You exceeded your current quota.\",\"code\":\"insufficient_quota\"}}", "current quota")]
    public async Task A_refusal_that_can_never_be_mended_is_said_once_and_not_tried_again(string header, string body, string reason)
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", 429, body, new Dictionary<string, string> { [header] = "0" }));
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run("0..20 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm mistral/test -ApiKey k -Endpoint $url -ThrottleLimit 2", ("url", server.Address)));
        Assert.Contains(reason, result.TerminatingError().Exception.Message, StringComparison.Ordinal);
        Assert.InRange(server.Started, 1, 2);
    }
}
