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
