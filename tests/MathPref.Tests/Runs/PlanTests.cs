using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>-WhatIf and -DryRun: what a run would take, before it costs anything.</summary>
public sealed class PlanTests : IDisposable
{
    private const string Block =
        """
        {
            Get-MathTopic -First 10 | New-SelfInstruct -Llm $m -NumInstructions 4 | Expand-Column instructions -As instruction |
                Invoke-TextGeneration -Llm $m, $n -MaxNewTokens 100 | Invoke-UltraFeedback -Llm $n | Export-ArgillaDataset pairs -ApiUrl http://127.0.0.1:1 -ApiKey k | ConvertTo-DpoFormat | Export-Distiset -Path $other -PassThru
        }
        """;

    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Task<Engine.Result> RunAsync(ChatServer server, string script) => Task.Run(() => _engine.Run(
        "$m = New-Llm openai/m -Endpoint $url -InputPrice 1 -OutputPrice 2; $n = New-Llm openai/n -Endpoint $url -InputPrice 1 -OutputPrice 2; " + script,
        ("url", server.Address), ("path", _scratch["run"]), ("other", _scratch["other"])));

    private static Task<ChatServer> ServerAsync() => ChatServer.StartAsync(request => request.Text.StartsWith("# Task", StringComparison.Ordinal)
        ? new ChatServer.Reply(string.Join('\n', Enumerable.Range(1, 4).Select(i => $"What is {i} of {request.Text.Split("## Context\n")[1].Split('\n')[0]}?")))
        : !request.Text.Contains("## Annotation", StringComparison.Ordinal) ? new ChatServer.Reply($"{request.Text} By {request.Body.GetProperty("model").GetString()}.")
        : new ChatServer.Reply("#### Output for Text 1\nRating: 2\nRationale: short\n\n#### Output for Text 2\nRating: 4\nRationale: good " + request.Body.GetProperty("model").GetString()));

    private static object? Value(PSObject planned, string name) => planned.Properties[name].Value;

    [Fact]
    public async Task WhatIf_calls_and_writes_nothing_and_tells_calls_tokens_and_cost_of_each_step_and_of_all()
    {
        await using var server = await ServerAsync();
        var plan = (await RunAsync(server, $"Invoke-DatasetPipeline plan -Path $path -WhatIf {Block}")).Clean();
        Assert.Equal(["self_instruct_0", "text_generation_0, text_generation_1", "ultra_feedback_0", "in all"], plan.Select(p => string.Join(", ", (string[])Value(p, "Steps")!)));
        Assert.Equal([10L, 80L, 40L, 130L], plan.Select(p => Value(p, "Calls")));
        Assert.Equal([10L, 40L, 40L, null], plan.Select(p => Value(p, "Rows")));
        // Each answer is taken to be as long as it may be, else 512 tokens.
        Assert.Equal([5120L, 8000L, 20480L, 33600L], plan.Select(p => Value(p, "OutputTokens")));
        Assert.True((long)Value(plan[2], "InputTokens")! > 40 * 200, "the judge reads two answers of 100 tokens");
        Assert.Equal(Math.Round(((long)Value(plan[3], "InputTokens")! + 2 * 33600L) / 1e6m, 6), Value(plan[3], "Cost"));
        Assert.Equal(0, server.Started);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.Path));
    }

    private static string Sized(int topics) =>
        $"{{ Get-MathTopic -First {topics} | New-SelfInstruct -Llm $m -NumInstructions 4 | Expand-Column instructions -As instruction | " +
        "Invoke-TextGeneration -Llm $m, $n -MaxNewTokens 100 | Invoke-UltraFeedback -Llm $n | ConvertTo-DpoFormat }";

    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(_scratch.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task WhatIf_takes_off_what_the_journal_holds_and_goes_on_with_the_answers_that_are_there()
    {
        await using var server = await ServerAsync();
        (await RunAsync(server, $"$null = Invoke-DatasetPipeline plan -Path $path {Sized(2)}")).Clean();
        var (asked, files) = (server.Started, Files());
        var same = (await RunAsync(server, $"Invoke-DatasetPipeline plan -Path $path -WhatIf {Sized(2)}")).Clean();
        Assert.Equal([0L, 0L, 0L, 0L], same.Select(p => Value(p, "Calls")));
        Assert.Equal([2L, 16L, 8L, 26L], same.Select(p => Value(p, "Reused")));
        Assert.Equal((0L, 0m), (Value(same[^1], "OutputTokens"), Value(same[^1], "Cost")));
        var more = (await RunAsync(server, $"Invoke-DatasetPipeline plan -Path $path -WhatIf {Sized(3)}")).Clean();
        Assert.Equal([1L, 8L, 4L, 13L], more.Select(p => Value(p, "Calls")));
        Assert.Equal([2L, 16L, 8L, 26L], more.Select(p => Value(p, "Reused")));
        // Another judge asks anew, about answers that are there.
        var judged = (await RunAsync(server, $"Invoke-DatasetPipeline plan -Path $path -WhatIf {Sized(2).Replace("Feedback -Llm $n", "Feedback -Llm $m", StringComparison.Ordinal)}")).Clean();
        Assert.Equal([(0L, 2L), (0L, 16L), (8L, 0L), (8L, 18L)], judged.Select(p => ((long)Value(p, "Calls")!, (long)Value(p, "Reused")!)));
        var said = string.Join('\n', (await RunAsync(server, $"Invoke-DatasetPipeline plan -Path $path -WhatIf {Sized(3)} 6>&1")).Output);
        // 15 tokens a call, of which 10 are read.
        Assert.Matches(@"plan: 13 calls to make, 26 answers in the journal\. Cost: about \$0\.\d+ this time, about \$0\.\d+ in all\.", said);
        Assert.Equal(asked, server.Started);
        Assert.Equal(files, Files());
    }

    [Fact]
    public async Task WhatIf_takes_an_answer_to_be_as_long_as_those_of_that_model_in_the_journal()
    {
        await using var server = await ServerAsync();
        const string Plan = "Invoke-DatasetPipeline plan -Path $path {0} {{ {1} | Invoke-TextGeneration -Llm $m, $n }}";
        (await RunAsync(server, "$null = " + string.Format(null, Plan, "", "'a', 'b'"))).Clean();
        // The answers that are there have 5 tokens.
        var more = (await RunAsync(server, string.Format(null, Plan, "-WhatIf", "'a', 'b', 'c'"))).Clean();
        Assert.Equal((2L, 4L, 10L), (Value(more[0], "Calls"), Value(more[0], "Reused"), Value(more[0], "OutputTokens")));
        // Of a model without any, nothing is known.
        var other = (await RunAsync(server, string.Format(null, Plan, "-WhatIf", "'c'"))).Clean();
        Assert.Equal(1024L, Value(other[0], "OutputTokens"));
    }

    [Fact]
    public async Task WhatIf_makes_rows_up_that_tell_which_column_was_asked_as_real_ones_do()
    {
        await using var server = await ServerAsync();
        const string Asked =
            "{ [pscustomobject]@{ question = 'a' } | Invoke-TextGeneration -InputColumn question -Llm $m, $n | Select-Object * | Invoke-UltraFeedback -Llm $n | Select-Object * | ConvertTo-DpoFormat }";
        var plan = (await RunAsync(server, $"Invoke-DatasetPipeline plan -Path $path -WhatIf {Asked}")).Clean();
        Assert.Equal([2L, 1L, 3L], plan.Select(p => Value(p, "Calls")));
        (await RunAsync(server, $"$null = Invoke-DatasetPipeline plan -Path $path {Asked}")).Clean();
        Assert.Equal(3, server.Started);
    }

    [Fact]
    public async Task WhatIf_says_where_MaxCost_would_end_the_run_and_counts_what_was_spent_before()
    {
        await using var server = await ServerAsync();
        var plan = await RunAsync(server, $"Invoke-DatasetPipeline plan -Path $path -MaxCost 0.05 -WhatIf {Sized(10)}");
        Assert.Matches(@"^-MaxCost \$0\.05 would end the run in \w+(, text_generation_1)?, after about \d+ rows of it\.$", Assert.Single(plan.Warnings));
        Assert.Empty((await RunAsync(server, $"Invoke-DatasetPipeline plan -Path $path -MaxCost 0.5 -WhatIf {Sized(10)}")).Warnings);
        (await RunAsync(server, $"$null = Invoke-DatasetPipeline plan -Path $path {Sized(2)}")).Clean();
        // 26 calls of 20 millionths have been paid for.
        var next = Assert.Single((await RunAsync(server, $"Invoke-DatasetPipeline plan -Path $path -MaxCost 0.0006 -WhatIf {Sized(3)}")).Warnings);
        Assert.Contains("would end the run in self_instruct_0, after about 2 rows of it: $0.00052 of it is spent already.", next, StringComparison.Ordinal);
        // As the run itself would.
        var error = (await RunAsync(server, "Invoke-DatasetPipeline plan -Path $other -MaxCost 1 -WhatIf { 'a' | Invoke-TextGeneration -Llm (New-Llm openai/none -Endpoint $url) }")).TerminatingError();
        Assert.StartsWith("LlmConfiguration", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_of_one_cmdlet_looks_into_its_journal_and_makes_none()
    {
        await using var server = await ServerAsync();
        (await RunAsync(server, "$null = 'a', 'b' | Invoke-TextGeneration -Llm $m -Journal \"$other.db\" -MaxNewTokens 100")).Clean();
        var files = Files();
        // The words of -WhatIf are the host's, and nobody else hears them.
        string Said(string name, string more = "") => Programs.ShellCommand(
            $"$m = New-Llm openai/m -Endpoint $env:TEST_URL -InputPrice 1 -OutputPrice 2; 'a', 'b', 'c', 'd' | Invoke-TextGeneration -Llm $m -Journal $env:TEST_DB -MaxNewTokens 100 -WhatIf {more}",
            ("TEST_URL", server.Address), ("TEST_DB", _scratch[name])).Succeeded();
        Assert.Contains("2 calls for 4 rows", await Task.Run(() => Said("other.db")), StringComparison.Ordinal);
        Assert.Contains("2 answers more are in the journal", await Task.Run(() => Said("other.db")), StringComparison.Ordinal);
        Assert.Contains("4 calls for 4 rows", await Task.Run(() => Said("none.db")), StringComparison.Ordinal);
        Assert.Matches(
            @"2 calls for 4 rows, about \d+ tokens, about \$0\.00003\d*, which is more than -MaxCost \$0\.00003: it would end after about 3 rows; 2 answers more are in the journal",
            await Task.Run(() => Said("other.db", "-MaxCost 0.00003")));
        Assert.Equal(2, server.Started);
        Assert.Equal(files, Files());
    }

    [Fact]
    public async Task WhatIf_reaches_other_people_s_commands_in_the_block()
    {
        await using var server = await ServerAsync();
        _engine.Run("function global:Write-Elsewhere { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('x')) { throw 'written' } }");
        Assert.Single((await RunAsync(server, "Invoke-DatasetPipeline plan -Path $path -WhatIf { Write-Elsewhere }")).Clean());
        Assert.Single((await RunAsync(server, "Invoke-DatasetPipeline plan -Path $path -DryRun { Write-Elsewhere }")).Clean());
    }

    [Fact]
    public async Task DryRun_asks_for_the_first_row_and_counts_the_rest_and_the_run_pays_for_it_once()
    {
        await using var server = await ServerAsync();
        var plan = (await RunAsync(server, $"Invoke-DatasetPipeline dry -Path $path -DryRun {Block.Replace(" | Export-Distiset -Path $other -PassThru", "", StringComparison.Ordinal)}")).Clean();
        Assert.Equal(1 + 8 + 4, server.Started);
        Assert.Equal([10L, 80L, 40L, 130L], plan.Select(p => Value(p, "Calls")));
        // 15 tokens a call, of which 10 are read.
        Assert.Equal(1300L, Value(plan[3], "InputTokens"));
        Assert.Equal(0.0026m, Value(plan[3], "Cost"));
        Assert.Equal(["journal.db", "preview.jsonl"], Directory.EnumerateFiles(_scratch["run"]).Select(Path.GetFileName).Where(f => !f!.StartsWith("journal.db-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(4, File.ReadAllLines(Path.Combine(_scratch["run"], "preview.jsonl")).Length);

        await RunAsync(server, "Invoke-DatasetPipeline dry -Path $path { Get-MathTopic -First 10 | New-SelfInstruct -Llm $m -NumInstructions 4 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm $m, $n -MaxNewTokens 100 | Invoke-UltraFeedback -Llm $n | ConvertTo-DpoFormat }");
        Assert.Equal(130, server.Started);
    }

    [Fact]
    public async Task DryRun_writes_nothing_of_ours_elsewhere_and_takes_as_many_rows_as_it_is_told()
    {
        await using var server = await ServerAsync();
        var rows = (await RunAsync(server, $"Invoke-DatasetPipeline dry -Path $path -DryRun -BatchSize 2 -PassThru {Block}")).Clean();
        Assert.Equal(8, rows.Count);
        Assert.Equal(2 * 13, server.Started);
        Assert.False(Directory.Exists(_scratch["other"]));
    }
}
