using MathPref.Tests.Hosting;

namespace MathPref.Tests.Survival;

public sealed class BudgetTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Each call uses 10 tokens and answers 5: at 1,000 and 2,000 dollars a million that is two cents.</summary>
    private Task<Engine.Result> RunAsync(ChatServer server, string script) =>
        Task.Run(() => _engine.Run("$m = New-Llm openai/test -Endpoint $url -InputPrice 1000 -OutputPrice 2000; $rows = 0..99 | ForEach-Object { \"row $_\" }; " + script, ("url", server.Address), ("journal", _scratch["journal.db"])));

    [Fact]
    public async Task The_budget_stops_before_the_call_that_could_exceed_it_and_what_is_done_is_written()
    {
        await using var server = await ChatServer.StartEchoAsync();
        var result = await RunAsync(server, "$rows | Invoke-TextGeneration -Llm $m -MaxNewTokens 5 -MaxCost 0.50 -ThrottleLimit 4");
        Assert.Null(result.Ended);
        // The last call needs 24 cents' room for what it could cost (14 bytes and 5 tokens), and none is over 50 cents.
        Assert.InRange(result.Output.Count, 20, 25);
        Assert.Equal(result.Output.Count, server.Started);
        var error = result.OneError();
        Assert.StartsWith("BudgetReached", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-MaxCost", error.ErrorDetails.Message, StringComparison.Ordinal);
        // Of the last few, which run side by side, any may be the one that no longer fits; those that are done keep their order.
        var rows = result.Output.Select(r => int.Parse(((string)r.Properties["generation"].Value)["ROW ".Length..], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(rows.Order(), rows);
        Assert.InRange(rows[^1], rows.Count - 1, rows.Count + 2);
    }

    [Fact]
    public async Task A_length_is_sent_for_the_budget_where_none_is_set_and_is_no_part_of_the_question()
    {
        await using var server = await ChatServer.StartEchoAsync();
        await RunAsync(server, "$rows[0] | Invoke-TextGeneration -Llm $m -MaxCost 100 -Journal $journal");
        Assert.Equal(4096, Assert.Single(server.Requests).Body.GetProperty("max_tokens").GetInt32());
        await RunAsync(server, "$rows[0] | Invoke-TextGeneration -Llm $m -Journal $journal");
        Assert.Equal(1, server.Started);
    }

    [Fact]
    public async Task A_reply_that_was_cut_by_the_budget_is_reused_only_under_a_budget()
    {
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply("cut", FinishReason: r.Body.TryGetProperty("max_tokens", out _) ? "length" : "stop"));
        var first = await RunAsync(server, "$rows[0] | Invoke-TextGeneration -Llm $m -MaxCost 100 -Journal $journal");
        Assert.Contains(first.Warnings, w => w.Contains("limit of tokens", StringComparison.Ordinal));
        await RunAsync(server, "$rows[0] | Invoke-TextGeneration -Llm $m -MaxCost 100 -Journal $journal");
        Assert.Equal(1, server.Started);
        await RunAsync(server, "$rows[0] | Invoke-TextGeneration -Llm $m -Journal $journal");
        Assert.Equal(2, server.Started);
    }

    [Fact]
    public async Task An_attempt_that_may_have_been_billed_counts_in_full()
    {
        await using var server = await ChatServer.StartAsync(r => r.Number == 0 ? new ChatServer.Reply("", 200, "{\"choices\":[{\"mess") : new ChatServer.Reply("ok"));
        // One call could cost up to 14 x 0.1 + 5 x 0.2 cents... at these prices 2.4 cents; the cut body leaves no room for a second one.
        var result = await RunAsync(server, "$rows[0] | Invoke-TextGeneration -Llm $m -MaxNewTokens 5 -MaxCost 0.03 -RetryIntervalSec 0.01");
        Assert.Empty(result.Output);
        Assert.StartsWith("BudgetReached", result.TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1, server.Started);
    }

    [Theory]
    [InlineData("Invoke-TextGeneration -Llm openai/unknown -Endpoint $url -MaxCost 1", "-InputPrice")]
    [InlineData("Invoke-TextGeneration -Llm $m -MaxCost 0", "MaxCost")]
    [InlineData("Invoke-TextGeneration -Llm (New-Llm $m -InputPrice -1 -OutputPrice 1)", "InputPrice")]
    [InlineData("Invoke-TextGeneration -Llm (New-Llm $m -InputPrice 1)", "OutputPrice")]
    [InlineData("Invoke-TextGeneration -Llm mistral/x -Endpoint $url -ApiKey k -Temperature 1.8", "1.5")]
    [InlineData("Invoke-TextGeneration -Llm openai/x -Endpoint $url -Stop a, b, c, d, e", "at most 4")]
    public async Task What_can_be_known_before_the_first_call_is_said_before_it(string stage, string hint)
    {
        await using var server = await ChatServer.StartEchoAsync();
        var result = await RunAsync(server, "$rows | " + stage);
        Assert.Contains(result.Errors, e => e.Exception.Message.Contains(hint, StringComparison.Ordinal));
        Assert.Empty(result.Output);
        Assert.Equal(0, server.Started);
    }

    [Fact]
    public async Task What_if_calls_nothing_and_says_what_the_rows_would_take()
    {
        await using var server = await ChatServer.StartEchoAsync();
        using var process = Programs.StartShell("$m = New-Llm openai/test -Endpoint $env:TEST_SERVER -InputPrice 1000 -OutputPrice 2000; 0..9 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm $m, $m -MaxNewTokens 100 -WhatIf", ("TEST_SERVER", server.Address));
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Contains("20 calls for 10 rows", output, StringComparison.Ordinal);
        Assert.Contains("about $4", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, server.Started);
    }

    [Fact]
    public async Task A_stage_to_which_no_row_came_does_not_claim_to_cost_nothing()
    {
        await using var server = await ChatServer.StartEchoAsync();
        using var process = Programs.StartShell("$m = New-Llm openai/test -Endpoint $env:TEST_SERVER -InputPrice 1 -OutputPrice 1; 'a' | Invoke-TextGeneration -Llm $m -WhatIf | Invoke-UltraFeedback -Llm $m -WhatIf", ("TEST_SERVER", server.Address));
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Contains("1 call for 1 row", output, StringComparison.Ordinal);
        Assert.Contains("are not known", output, StringComparison.Ordinal);
        Assert.DoesNotContain("$0.00 ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_price_does_not_change_what_earlier_calls_cost()
    {
        await using var server = await ChatServer.StartEchoAsync();
        var result = await RunAsync(server, "$null = $rows[0] | Invoke-TextGeneration -Llm $m; $null = $rows[1] | Invoke-TextGeneration -Llm (New-Llm openai/test -Endpoint $url -InputPrice 100000 -OutputPrice 0); (Get-LlmUsage openai/test | Where-Object { \"$($_.Endpoint)\".StartsWith($url) }).Cost");
        Assert.Equal(0.02m + 1m, Assert.Single(result.Clean()).BaseObject);
    }

    [Fact]
    public async Task Each_model_keeps_its_own_journal()
    {
        await using var server = await ChatServer.StartEchoAsync();
        await RunAsync(server, "$null = $rows[0] | Invoke-TextGeneration -Llm (New-Llm openai/a -Endpoint $url -Journal \"$journal.a\"), (New-Llm openai/b -Endpoint $url -Journal \"$journal.b\"), (New-Llm openai/c -Endpoint $url)");
        Assert.True(File.Exists(_scratch["journal.db.a"]));
        Assert.True(File.Exists(_scratch["journal.db.b"]));
        await RunAsync(server, "$null = $rows[0] | Invoke-TextGeneration -Llm (New-Llm openai/b -Endpoint $url) -Journal \"$journal.b\"");
        Assert.Equal(3, server.Started);
    }

    [Fact]
    public async Task Usage_is_counted_for_each_model_and_an_unknown_price_is_an_unknown_cost()
    {
        var busy = 2;
        await using var server = await ChatServer.StartAsync(r => r.Text == "row 1" && Interlocked.Decrement(ref busy) >= 0 ? new ChatServer.Reply("", 503, "{}") : new ChatServer.Reply("ok"));
        var result = await RunAsync(server, "$null = $rows[0..2] | Invoke-TextGeneration -Llm $m -ThrottleLimit 1 -RetryIntervalSec 0.01 -Journal $journal; $null = $rows[0..2] | Invoke-TextGeneration -Llm $m -Journal $journal; $null = $rows[0] | Invoke-TextGeneration -Llm openai/free -Endpoint $url; Get-LlmUsage openai/* | Where-Object { \"$($_.Endpoint)\".StartsWith($url) }");
        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Output.Count);
        var (free, test) = (result.Output[0].Properties, result.Output[1].Properties);
        Assert.Equal("free", free["Model"].Value);
        Assert.Null(free["Cost"].Value);
        Assert.Equal((3L, 2L, 3L), ((long)test["Calls"].Value, (long)test["Retries"].Value, (long)test["JournalHits"].Value));
        Assert.Equal((30L, 15L, 0.06m), ((long)test["InputTokens"].Value, (long)test["OutputTokens"].Value, (decimal)test["Cost"].Value));
    }
}
