using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Survival;

/// <summary>What was paid for is never asked again.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Task<Engine.Result> RunAsync(ChatServer server, string script, params (string Name, object? Value)[] variables) =>
        Task.Run(() => _engine.Run("$m = New-Llm openai/test -Endpoint $url; " + script, [("url", server.Address), ("journal", _scratch["journal.db"]), .. variables]));

    private static IEnumerable<string> Generations(Engine.Result result) => result.Output.Select(r => (string)r.Properties["generation"].Value);

    private static Task<ChatServer> StartCountingAsync() => ChatServer.StartAsync(r => new ChatServer.Reply($"{r.Text} #{r.Number}"));

    [Fact]
    public async Task A_second_run_gives_the_same_rows_and_asks_nothing()
    {
        await using var server = await StartCountingAsync();
        const string script = "0..19 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm $m -Journal $journal";
        var first = Generations(await RunAsync(server, script)).ToList();
        var second = Generations(await RunAsync(server, script)).ToList();
        Assert.Equal(first, second);
        Assert.Equal(20, server.Started);
    }

    [Fact]
    public async Task New_Llm_and_the_environment_can_name_the_journal_too()
    {
        await using var server = await StartCountingAsync();
        await RunAsync(server, "'a' | Invoke-TextGeneration -Llm (New-Llm $m -Journal $journal)");
        Environment.SetEnvironmentVariable("MATHPREF_JOURNAL", _scratch["journal.db"]);
        try
        {
            await RunAsync(server, "'a' | Invoke-TextGeneration -Llm $m");
            Assert.Equal(1, server.Started);
            await RunAsync(server, "'a' | Invoke-TextGeneration -Llm $m -NoJournal");
            Assert.Equal(2, server.Started);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MATHPREF_JOURNAL", null);
        }
    }

    [Fact]
    public async Task Refreshing_asks_again_and_keeps_the_new_answer()
    {
        await using var server = await StartCountingAsync();
        await RunAsync(server, "'a', 'a' | Invoke-TextGeneration -Llm $m -Journal $journal");
        Assert.Equal(["a #1", "a #1"], Generations(await RunAsync(server, "'a', 'a' | Invoke-TextGeneration -Llm $m -Journal $journal -RefreshJournal")));
        Assert.Equal(["a #1"], Generations(await RunAsync(server, "'a' | Invoke-TextGeneration -Llm $m -Journal $journal")));
        Assert.Equal(2, server.Started);
    }

    [Fact]
    public async Task Equal_requests_of_a_run_are_one_call_even_while_it_is_in_flight_and_one_warning_says_so()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var server = await ChatServer.StartAsync(async r =>
        {
            await mayAnswer.Task;
            return new ChatServer.Reply($"{r.Text} #{r.Number}");
        });
        var run = RunAsync(server, "'a', 'a', 'b', 'a' | Invoke-TextGeneration -Llm $m -Journal $journal");
        Assert.True(await server.WaitAsync(s => s.Started == 2));
        Assert.False(await server.WaitAsync(s => s.Started > 2, TimeSpan.FromMilliseconds(200)));
        mayAnswer.SetResult();
        var result = await run;
        Assert.Equal(4, result.Output.Count);
        Assert.Equal(2, Generations(result).Distinct().Count());
        Assert.Contains("-NumGenerations", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("2 requests", result.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_generations_are_several_calls_and_each_is_kept()
    {
        await using var server = await StartCountingAsync();
        const string script = "'a' | Invoke-TextGeneration -Llm $m -NumGenerations 3 -Journal $journal";
        await RunAsync(server, script);
        Assert.Equal(3, server.Started);
        Assert.Empty((await RunAsync(server, script)).Warnings);
        Assert.Equal(3, server.Started);
        await RunAsync(server, "'a' | Invoke-TextGeneration -Llm $m -NumGenerations 4 -Journal $journal");
        Assert.Equal(4, server.Started);
    }

    [Fact]
    public async Task Without_a_journal_each_row_is_a_call_and_verbose_says_that_nothing_is_kept()
    {
        await using var server = await StartCountingAsync();
        var result = await RunAsync(server, "'a', 'a' | Invoke-TextGeneration -Llm $m -Verbose");
        Assert.Equal(2, server.Started);
        Assert.Contains(result.Verbose, v => v.Contains("No journal is kept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_is_never_kept()
    {
        var broken = true;
        await using var server = await ChatServer.StartAsync(r => broken ? new ChatServer.Reply("", 400, "{\"message\":\"no\"}") : new ChatServer.Reply("yes"));
        Assert.Single((await RunAsync(server, "'a' | Invoke-TextGeneration -Llm $m -Journal $journal")).Errors);
        broken = false;
        Assert.Equal(["yes"], Generations(await RunAsync(server, "'a' | Invoke-TextGeneration -Llm $m -Journal $journal")));
    }

    [Fact]
    public async Task A_changed_prompt_asks_its_stage_and_what_depends_on_it_and_nothing_else()
    {
        await using var server = await ChatServer.StartAsync(r =>
        {
            if (r.Text.StartsWith("# Task", StringComparison.Ordinal))
                return new ChatServer.Reply("Add one.\nAdd two.");
            return r.Text.Contains("## Annotation", StringComparison.Ordinal)
                ? new ChatServer.Reply("#### Output for Text 1\nRating: 4\nRationale: fine")
                : new ChatServer.Reply($"{r.Body.GetProperty("messages").GetRawText().Length}: {r.Text}");
        });
        const string chain = "$topics | New-SelfInstruct -Llm $m -NumInstructions 2 -Journal $journal | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm $m -SystemPrompt $system -Journal $journal | Invoke-UltraFeedback -Llm $m -Journal $journal";
        await RunAsync(server, chain, ("topics", "first"), ("system", "Be kind."));
        Assert.Equal(1 + 2 + 2, server.Started);
        await RunAsync(server, chain, ("topics", "first"), ("system", "Be brief and clear."));
        Assert.Equal(5 + 2 + 2, server.Started);
        await RunAsync(server, chain, ("topics", "other seed data"), ("system", "Be kind."));
        // Another topic is asked about; that it leads to the same instructions costs nothing.
        Assert.Equal(9 + 1, server.Started);
    }

    [Theory]
    [InlineData("foreign.txt")]
    [InlineData("missing/folder/journal.db")]
    public async Task A_journal_that_cannot_be_used_ends_the_work_before_the_first_call(string name)
    {
        File.WriteAllText(_scratch["foreign.txt"], new string('x', 200));
        await using var server = await StartCountingAsync();
        var result = await RunAsync(server, "'a' | Invoke-TextGeneration -Llm $m -Journal $bad", ("bad", _scratch[name]));
        var error = result.TerminatingError();
        Assert.StartsWith("JournalUnusable", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(name), error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Started);
        Assert.Equal(new string('x', 200), File.ReadAllText(_scratch["foreign.txt"]));
    }
}
