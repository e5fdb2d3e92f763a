using MathPref.Tests.Hosting;

namespace MathPref.Tests.Pump;

/// <summary>However a pipeline ends, the calls in flight end with it and no other begins: each one costs money.</summary>
public sealed class CancellationTests
{
    private static readonly TimeSpan s_abortLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>The first row is answered; all others hang until the client leaves.</summary>
    private static Task<ChatServer> StartServerAsync(int answered) =>
        ChatServer.StartAsync(async request => request.Text == "row 0" || request.Number < answered ? new ChatServer.Reply("ok") : await ChatServer.HangAsync(request));

    private static string Chain(string tail, string rows = "0..39") =>
        $"$rows = foreach ($i in {rows}) {{ \"row $i\" }}; $rows | Invoke-TextGeneration -Llm openai/test -Endpoint $url -ThrottleLimit 4 -MaximumRetryCount 0 {tail}";

    private static async Task AssertAllEndedAsync(ChatServer server, int open)
    {
        Assert.True(await server.WaitAsync(s => s.Aborted == open, s_abortLimit), $"{server.Aborted} of {open} open calls were aborted");
        var started = server.Started;
        Assert.False(await server.WaitAsync(s => s.Started > started, s_quiet), "a call started after the end");
    }

    [Fact]
    public async Task Stopping_the_pipeline_aborts_the_calls_in_flight()
    {
        await using var server = await StartServerAsync(0);
        using var engine = new Engine();
        using var ps = engine.Start(Chain("", "1..40"), ("url", server.Address));
        var running = ps.BeginInvoke();
        Assert.True(await server.WaitAsync(s => s.Started == 4));
        ps.Stop();
        await AssertAllEndedAsync(server, 4);
        Assert.True(running.IsCompleted);
    }

    [Fact]
    public async Task Error_action_stop_aborts_the_calls_in_flight()
    {
        await using var server = await ChatServer.StartAsync(async request =>
            request.Text == "row 0" ? new ChatServer.Reply("", 400, "{\"error\":{\"message\":\"poisoned\"}}") : await ChatServer.HangAsync(request));
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run(Chain("-ErrorAction Stop"), ("url", server.Address)));
        Assert.Contains("poisoned", result.Ended!.Message, StringComparison.Ordinal);
        await AssertAllEndedAsync(server, server.Started - 1);
    }

    [Fact]
    public async Task A_later_cmdlet_that_has_enough_aborts_the_calls_in_flight()
    {
        await using var server = await StartServerAsync(0);
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run(Chain("| Take-First 1"), ("url", server.Address)));
        Assert.Null(result.Ended);
        Assert.Single(result.Output);
        await AssertAllEndedAsync(server, server.Started - 1);
    }

    [Fact]
    public async Task An_error_downstream_aborts_the_calls_in_flight()
    {
        await using var server = await StartServerAsync(0);
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run(Chain("| Fail-Downstream"), ("url", server.Address)));
        Assert.Contains("broken downstream", result.OneError().Exception.Message, StringComparison.Ordinal);
        await AssertAllEndedAsync(server, server.Started - 1);
    }

    [Fact]
    public async Task A_wait_before_another_attempt_ends_with_the_pipeline()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", 503, "{}", new Dictionary<string, string> { ["Retry-After"] = "60" }));
        using var engine = new Engine();
        using var ps = engine.Start("1..3 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm openai/test -Endpoint $url", ("url", server.Address));
        var running = ps.BeginInvoke();
        Assert.True(await server.WaitAsync(s => s.Answered == 3));
        ps.Stop();
        Assert.True(running.IsCompleted);
        Assert.Equal(3, server.Started);
    }
}
