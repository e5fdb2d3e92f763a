using System.Text.Json;
using MathPref.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace MathPref.Tests.Survival;

/// <summary>What -MaxCost promises: it ends, it is not exceeded, and what may have been billed is counted.</summary>
public sealed class MoneyTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private string Folder => _scratch["run"];

    private JsonElement Record() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "run.json"))).RootElement;

    private decimal Cost() => Record().GetProperty("cost").GetDecimal();

    private (string Name, object? Value)[] Variables(ChatServer server) => [("url", server.Address), ("path", Folder), ("journal", _scratch["journal.db"])];

    /// <summary>Two models at 1,000 and 2,000 dollars a million tokens. A script that does not end is stopped, and fails the test.</summary>
    private async Task<Engine.Result> RunAsync(ChatServer server, string script)
    {
        const string Models = "$m = New-Llm openai/m -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 20; $n = New-Llm openai/n -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 20; ";
        using var ps = _engine.Start(Models + script, Variables(server));
        var running = Task.Run(() => Engine.Finish(ps, () => ps.Invoke()));
        if (await Task.WhenAny(running, Task.Delay(s_patience, TestContext.Current.CancellationToken)) != running)
        {
            ps.Stop();
            await running;
            Assert.Fail($"It did not end within {s_patience.TotalSeconds} s: {server.Started} calls were made, {server.Answered} answered. {script}");
        }
        return await running;
    }

    private static string Body(string choice, string? usage, string extra = "") =>
        $$"""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{{choice}}]{{(usage is null ? "" : ",\"usage\":" + usage)}}{{extra}}}""";

    private const string TenAndTwenty = """{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30}""";

    [Theory]
    [InlineData("$m, $n", 1, 0)]
    [InlineData("$m, $n", 2, 0)]
    [InlineData("$m, $n", 3, 0)]
    [InlineData("$m, $n", 16, 0)]
    [InlineData("$m", 2, 4)]
    [InlineData("$m", 4, 4)]
    [InlineData("$m, $n", 4, 4)]
    public async Task A_budget_that_is_nearly_used_up_ends_the_work_and_never_hangs_it(string models, int throttle, int refusals)
    {
        var left = refusals;
        await using var server = await ChatServer.StartAsync(r => Interlocked.Decrement(ref left) >= 0 ? new ChatServer.Reply("", 429, "{}") : new ChatServer.Reply("", 200, Body(
            """{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}""", """{"prompt_tokens":1,"completion_tokens":1}""")));
        var result = await RunAsync(server, $"0..19 | ForEach-Object {{ \"row $_\" }} | Invoke-TextGeneration -Llm {models} -MaxNewTokens 5 -MaxCost 0.06 -ThrottleLimit {throttle} -RetryIntervalSec 0.01");
        Assert.Contains(result.Errors, e => e.FullyQualifiedErrorId.StartsWith("BudgetReached", StringComparison.Ordinal));
        // Of six cents each takes 0.3, and the last needs room for what it could cost: 2.3 or 2.4.
        Assert.InRange(server.Started - refusals, 12, 13);
    }

    public static TheoryData<string, int, string, decimal> Billed => new()
    {
        { "an answer that broke off", 200, Body("""{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"error"}""", TenAndTwenty), 0.05m },
        { "an error with status 200", 200, Body("", TenAndTwenty, ""","error":{"message":"upstream failed","code":502}"""), 0.05m },
        { "an answer without text", 200, Body("""{"index":0,"message":{"role":"assistant","content":""},"finish_reason":"stop"}""", TenAndTwenty), 0.05m },
        { "an error with a count", 500, """{"error":{"message":"half way"},"usage":{"prompt_tokens":10,"completion_tokens":20}}""", 0.05m },
        { "an answer that broke off, without a count", 200, Body("""{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"error"}""", null), 0.049m },
        { "an error with status 200, without a count", 200, """{"error":{"message":"upstream failed"}}""", 0.049m },
        { "a body that is cut", 200, """{"choices":[{"mess""", 0.049m },
        { "a gateway that gave up waiting", 504, "{}", 0.049m },
        { "a gateway whose server broke off", 502, "{}", 0.049m },
        { "a gateway of another kind", 524, "<html>timeout</html>", 0.049m },
        { "a server that gave up", 408, "{}", 0.049m },
        { "a connection that breaks off", ChatServer.Reset, "", 0.049m },
        { "an answer that is not ready", 202, "{}", 0.049m },
        { "a filter that read the question", 400, """{"error":{"message":"filtered","code":"content_filter"}}""", 0.049m },
    };

    [Theory]
    [MemberData(nameof(Billed))]
    public async Task What_may_have_been_billed_counts_by_its_usage_else_by_its_maximum(string what, int status, string body, decimal each)
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", status, body));
        await RunAsync(server, "Invoke-DatasetPipeline p -Path $path -MaxCost 0.10 { 'q' | Invoke-TextGeneration -Llm $m -RetryIntervalSec 0.01 }");
        // Some are tried again and some are not; none beyond what the budget has room for.
        Assert.True(server.Started is 1 or 2, $"{what}: {server.Started} calls");
        Assert.Equal(each * server.Started, Cost());
    }

    [Theory]
    [InlineData(429, "{}")]
    [InlineData(500, """{"error":{"message":"oops"}}""")]
    [InlineData(503, "{}")]
    [InlineData(529, "{}")]
    public async Task What_a_server_did_not_do_costs_nothing(int status, string body)
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", status, body));
        await RunAsync(server, "Invoke-DatasetPipeline p -Path $path -MaxCost 0.10 { 'q' | Invoke-TextGeneration -Llm $m -RetryIntervalSec 0.01 -MaximumRetryCount 5 }");
        Assert.Equal(6, server.Started);
        Assert.Equal(0m, Cost());
    }

    [Fact]
    public async Task Calls_in_flight_when_a_run_is_stopped_count_with_the_most_that_they_can_cost()
    {
        await using var server = await ChatServer.StartAsync(request => ChatServer.HangAsync(request));
        using (var ps = _engine.Start("$m = New-Llm openai/m -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 20; Invoke-DatasetPipeline p -Path $path -MaxCost 10 { 0..9 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm $m -ThrottleLimit 4 }", Variables(server)))
        {
            var running = ps.BeginInvoke();
            Assert.True(await server.WaitAsync(s => s.Started == 4));
            ps.Stop();
        }
        Assert.Equal("stopped", Record().GetProperty("status").GetString());
        Assert.Equal(4 * 0.053m, Cost());
        await RunAsync(server, "Invoke-DatasetPipeline p -Path $path -MaxCost 0.25 { 0..9 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm $m -ThrottleLimit 4 }");
        Assert.Equal(4, server.Started);
        Assert.Null((await RunAsync(server, "(Get-LlmUsage openai/m | Where-Object { \"$($_.Endpoint)\".StartsWith($url) }).Cost")).Clean().Single());
    }

    [Fact]
    public async Task What_was_asked_before_the_price_was_known_is_priced_once_it_is()
    {
        var withCount = true;
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply(r.Text, RawBody: withCount ? null : Body("""{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}""", null)));
        const string Run = "$rows = 0..COUNT | ForEach-Object { \"row $_\" }; Invoke-DatasetPipeline p -Path $path LIMIT { $rows | Invoke-TextGeneration -Llm $m -MaxNewTokens 5 -ThrottleLimit 1 }";
        Task<Engine.Result> AskAsync(int rows, string limit, bool isPriced) => RunAsync(server, (isPriced ? "" : "$m = New-Llm openai/m -Endpoint $url; ") +
            Run.Replace("COUNT", $"{rows - 1}", StringComparison.Ordinal).Replace("LIMIT", limit, StringComparison.Ordinal));
        (await AskAsync(5, "", isPriced: false)).Clean();
        Assert.Equal(JsonValueKind.Undefined, Record().TryGetProperty("cost", out var cost) ? cost.ValueKind : JsonValueKind.Undefined);
        // Five answers at two cents each: there is no room for a sixth.
        var reached = await AskAsync(6, "-MaxCost 0.12", isPriced: true);
        Assert.StartsWith("BudgetReached", reached.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(5, server.Started);
        Assert.Equal(0.10m, Cost());
        // Once is once, and a price that comes later changes nothing.
        (await AskAsync(6, "-MaxCost 0.20", isPriced: true)).Clean();
        Assert.Equal((6, 0.12m), (server.Started, Cost()));
        await RunAsync(server, "$m = New-Llm $m -InputPrice 9000 -OutputPrice 9000; " + Run.Replace("COUNT", "5", StringComparison.Ordinal).Replace("LIMIT", "", StringComparison.Ordinal));
        Assert.Equal((6, 0.12m), (server.Started, Cost()));
        // Without a count of the server's an answer is no longer than its bytes, and a question too: "row 6" and 8, "ok".
        withCount = false;
        (await AskAsync(7, "", isPriced: false)).Clean();
        await AskAsync(7, "", isPriced: true);
        Assert.Equal(7, server.Started);
        using var journal = MathPref.Core.Llm.Journal.Open(Path.Combine(Folder, "journal.db"));
        Assert.Equal(0.12m + 0.013m + 0.004m, journal.NotedCost());
    }

    [Theory]
    [InlineData("2000000000", "2000000000")]
    [InlineData("1e30", "9223372036854775808")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-5", "-2000000000")]
    [InlineData("\"NaN\"", "\"NaN\"")]
    [InlineData("1.5", "1e-3")]
    [InlineData("\"many\"", "[1]")]
    public async Task A_count_that_cannot_be_is_taken_for_the_most_that_was_sent_and_allowed_and_said_once(string input, string output)
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", 200, Body(
            """{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}""", $$"""{"prompt_tokens":{{input}},"completion_tokens":{{output}}}""")));
        const string Run = "Invoke-DatasetPipeline p -Path $path -MaxCost 1 { 0..4 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm $m -TokensPerMinute 60000 }";
        var first = await RunAsync(server, Run);
        Assert.Empty(first.Errors.Select(e => e.ToString()));
        Assert.Single(first.Warnings, w => w.Contains("tokens", StringComparison.Ordinal));
        Assert.Equal(5 * 0.053m, Cost());
        // As it is kept it opens and is replayed, and says the same of itself.
        var second = await RunAsync(server, Run);
        Assert.Empty(second.Errors.Select(e => e.ToString()));
        Assert.Equal((5, 5 * 0.053m), (server.Started, Cost()));
        Assert.Equal(5 * 13L, Record().GetProperty("steps")[0].GetProperty("input_tokens").GetInt64());
    }

    [Fact]
    public async Task A_journal_that_holds_counts_that_cannot_be_opens_and_replays()
    {
        await using var server = await ChatServer.StartEchoAsync();
        const string Run = "Invoke-DatasetPipeline p -Path $path { 0..4 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm $m }";
        (await RunAsync(server, Run)).Clean();
        using (var journal = new SqliteConnection($"Data Source={Path.Combine(Folder, "journal.db")};Pooling=False"))
        {
            journal.Open();
            using var spoil = journal.CreateCommand();
            spoil.CommandText = """
                UPDATE replies SET reply = CAST(replace(replace(CAST(reply AS TEXT), '"inputTokens":10', '"inputTokens":9223372036854775807'), '"outputTokens":5', '"outputTokens":-7') AS BLOB);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO costs SELECT i, 'openai/m', 9007199254740991 FROM n;
                """;
            spoil.ExecuteNonQuery();
        }
        var again = await RunAsync(server, Run);
        Assert.Empty(again.Errors.Select(e => e.ToString()));
        Assert.Equal(5, server.Started);
        var step = Record().GetProperty("steps")[0];
        Assert.InRange(step.GetProperty("input_tokens").GetInt64(), 5, 5 * 2000);
        Assert.InRange(step.GetProperty("output_tokens").GetInt64(), 5, 5 * 2000);
    }

    [Fact]
    public async Task A_budget_of_one_cmdlet_says_nothing_to_another_that_waits_for_the_same_answer()
    {
        // Both ask the same of one journal; the first may not spend what it would take.
        await using var server = await ChatServer.StartAsync(async r =>
        {
            await Task.Yield();
            return r.Number == 0 ? new ChatServer.Reply("", 504, "{}") : new ChatServer.Reply("ok");
        });
        using var other = new Engine();
        var poor = Task.Run(() => other.Run("$m = New-Llm openai/m -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 20; 'same' | Invoke-TextGeneration -Llm $m -MaxCost 0.06 -Journal $journal -RetryIntervalSec 1", Variables(server)));
        Assert.True(await server.WaitAsync(s => s.Started == 1));
        var rich = await RunAsync(server, "'same' | Invoke-TextGeneration -Llm $m -Journal $journal");
        Assert.Single(rich.Clean());
        Assert.StartsWith("BudgetReached", (await poor).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
