using MathPref.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace MathPref.Tests.Survival;

/// <summary>What real servers do that the protocol does not say, as their users reported it, and what the cmdlets make of it.</summary>
public sealed class ServerHabitTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Engine.Result Run(ChatServer server, string script) =>
        _engine.Run(script, ("url", server.Address), ("journal", _scratch["j.db"]), ("path", _scratch["set"]));

    private static string Choice(string choice, string beside = "") => $$"""{"id":"1","choices":[{{choice}}],"usage":{"prompt_tokens":5,"completion_tokens":5}{{beside}}}""";

    [Theory]
    [InlineData("""{"index":0,"message":{"content":"To add 1 and 2 we fir"},"finish_reason":null,"error":{"code":502,"message":"Provider returned error"}}""", "")]
    [InlineData("""{"index":0,"message":{"content":"To add 1 and 2 we fir"},"finish_reason":"stop"}""", ""","error":{"code":502,"message":"Provider returned error"}""")]
    [InlineData("""{"index":0,"message":{"content":"To add 1 and 2 we fir"},"finish_reason":"insufficient_system_resource"}""", "")]
    public async Task Half_an_answer_with_an_error_is_asked_again_and_stays_out_of_row_and_journal(string choice, string beside)
    {
        await using var server = await ChatServer.StartAsync(r => r.Number == 0 ? new ChatServer.Reply("", 200, Choice(choice, beside)) : new ChatServer.Reply("The sum is 3."));
        for (var run = 0; run < 2; run++)
        {
            var row = Assert.Single(Run(server, "'Add 1 and 2.' | Invoke-TextGeneration -Llm openai/x -Endpoint $url -Journal $journal -RetryIntervalSec 0.01").Clean());
            Assert.Equal(("The sum is 3.", "stop"), (row.Properties["generation"].Value, row.Properties["finish_reason"].Value));
        }
        Assert.Equal(2, server.Started);
    }

    [Fact]
    public async Task What_an_older_journal_holds_of_a_filter_is_asked_again()
    {
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply($"answer {r.Number}"));
        const string Ask = "'q' | Invoke-TextGeneration -Llm openai/x -Endpoint $url -Journal $journal | ForEach-Object generation";
        Assert.Equal("answer 0", Assert.Single(Run(server, Ask).Clean()).ToString());
        using (var file = new SqliteConnection($"Data Source={_scratch["j.db"]};Pooling=False"))
        {
            file.Open();
            using var change = file.CreateCommand();
            change.CommandText = "UPDATE replies SET reply = CAST(replace(CAST(reply AS TEXT), '\"stop\"', '\"content_filter\"') AS BLOB)";
            Assert.Equal(1, change.ExecuteNonQuery());
        }
        Assert.Equal("answer 1", Assert.Single(Run(server, Ask).Clean()).ToString());
        Assert.Equal("answer 1", Assert.Single(Run(server, Ask).Clean()).ToString());
    }

    [Fact]
    public async Task A_stream_that_nobody_asked_for_is_one_call_and_one_row()
    {
        const string Stream = "data: {\"choices\":[{\"delta\":{\"content\":\"The sum \"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"is 3.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", 200, Stream));
        Assert.Equal("The sum is 3.", Assert.Single(Run(server, "'q' | Invoke-TextGeneration -Llm openai/x -Endpoint $url").Clean()).Properties["generation"].Value);
        Assert.Equal(1, server.Started);
        Assert.False(server.Requests.Single().Body.GetProperty("stream").GetBoolean());
    }

    [Fact]
    public async Task Moderation_costs_its_row_alone_also_when_it_comes_first()
    {
        const string Flagged = """{"error":{"code":403,"message":"Your input was flagged for \"violence\".","metadata":{"reasons":["violence"],"flagged_input":"poison","provider_name":"P"}}}""";
        await using var server = await ChatServer.StartAsync(r => r.Text.Contains("poison", StringComparison.Ordinal) ? new ChatServer.Reply("", 403, Flagged) : new ChatServer.Reply("3"));
        var result = Run(server, "'poison', 'a', 'b', 'c' | Invoke-TextGeneration -Llm openai/x -Endpoint $url -ThrottleLimit 1");
        Assert.Equal(3, result.Output.Count);
        Assert.Equal("poison", result.OneError().TargetObject.ToString());
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task A_judge_without_a_system_role_is_asked_in_the_users_message_and_that_is_said_once()
    {
        await using var server = await ChatServer.StartAsync(r => r.Body.GetProperty("messages")[0].GetProperty("role").GetString() == "system"
            ? new ChatServer.Reply("", 400, """{"object":"error","message":"System role not supported","type":"BadRequestError","code":400}""")
            : new ChatServer.Reply("#### Output for Text 1\nRating: 5\nRationale: right\n\n#### Output for Text 2\nRating: 2\nRationale: bad"));
        var result = Run(server, "1..3 | ForEach-Object { [pscustomobject]@{ instruction = \"Add $_ and 2.\"; generations = '3', '4' } } | Invoke-UltraFeedback -Llm vllm/gemma-2 -Endpoint $url -ThrottleLimit 1 -Verbose");
        Assert.All(result.Output, row => Assert.Equal([5L, 2L], ((IEnumerable<object>)row.Properties["ratings"].Value).Cast<long>()));
        Assert.Equal((3, 4), (result.Output.Count, server.Started));
        Assert.Single(result.Verbose, text => text.Contains("no message of the role system", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failures_of_one_cause_are_an_error_a_row_and_one_line_at_the_end()
    {
        await using var server = await ChatServer.StartAsync(r => r.Text.StartsWith('b') ? new ChatServer.Reply("", 400, $$$"""{"error":{"message":"stop {{{r.Number}}} is too long"}}""") : new ChatServer.Reply("3"));
        var result = Run(server, "'a', 'b1', 'b2', 'b3', 'c' | Invoke-TextGeneration -Llm openai/x -Endpoint $url -ThrottleLimit 1");
        Assert.Equal((2, 3), (result.Output.Count, result.Errors.Count));
        Assert.StartsWith("3 of 5 rows failed: 3 x RequestRefused (openai/x answered 400: stop 1 is too long.)", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(Run(server, "'a', 'b1' | Invoke-TextGeneration -Llm openai/x -Endpoint $url -ThrottleLimit 1").Warnings);
    }

    [Theory]
    [InlineData("length")]
    [InlineData("model_length")]
    [InlineData("MAX_TOKENS")]
    public async Task An_answer_that_was_cut_in_any_providers_words_is_told_by_warning_card_and_check(string reason)
    {
        await using var server = await ChatServer.StartAsync(r => r.Body.GetProperty("model").GetString() switch
        {
            "j" => new ChatServer.Reply("#### Output for Text 1\nRating: 5\nRationale: a\n\n#### Output for Text 2\nRating: 2\nRationale: b"),
            "b" => new ChatServer.Reply("4"),
            _ => new ChatServer.Reply("We add the numbers, and then we", FinishReason: reason),
        });
        var result = Run(server, "'Add 1 and 2.' | Invoke-TextGeneration -Llm openai/a, openai/b -Endpoint $url | Invoke-UltraFeedback -Llm openai/j -Endpoint $url | ConvertTo-DpoFormat -Format Trl | Export-Distiset $path | Out-Null; Test-Distiset $path | ForEach-Object Check");
        Assert.Equal("TruncatedAnswer", Assert.Single(result.Output).ToString());
        Assert.Contains("ended at the limit of tokens", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("1 answer of openai/a", await File.ReadAllTextAsync(Path.Combine(_scratch["set"], "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judge_that_was_cut_says_so_where_a_rating_is_missing()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("#### Output for Text 1\nRating: 5\nRationale: a", FinishReason: "max_tokens"));
        var result = Run(server, "[pscustomobject]@{ instruction = 'Add.'; generations = '3', '4' } | Invoke-UltraFeedback -Llm openai/j -Endpoint $url");
        Assert.Contains(result.Warnings, w => w.Contains("reply ended at the limit of tokens", StringComparison.Ordinal));
    }
}
