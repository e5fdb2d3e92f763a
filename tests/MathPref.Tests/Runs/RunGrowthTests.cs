using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>Another block in a run's folder: what it says before it begins, what it asks, and what it does not lose.</summary>
public sealed class RunGrowthTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private string Folder => _scratch["run"];

    private Task<Engine.Result> RunAsync(ChatServer server, string script) => Task.Run(() => _engine.Run(
        "$m = New-Llm openai/m -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 5; " + script, ("url", server.Address), ("path", Folder)));

    private JsonElement Record() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "run.json"))).RootElement;

    private static string Text(Engine.Result result) => string.Join('\n', result.Output);

    private static string Call(int rows, string more = "") =>
        $"Invoke-DatasetPipeline grow -Path $path {more} 6>&1 {{ 1..{rows} | ForEach-Object {{ \"q$_\" }} | Invoke-TextGeneration -Llm $m }}";

    [Fact]
    public async Task More_rows_ask_for_the_new_ones_alone_and_the_run_says_first_what_is_reused_and_what_is_made_anew()
    {
        await using var server = await ChatServer.StartEchoAsync();
        (await RunAsync(server, Call(3))).Clean();
        var said = Text(await RunAsync(server, Call(5)));
        Assert.Equal(5, server.Started);
        Assert.Equal(5, Distiset.Read(Folder).Rows);
        Assert.Matches(
            @"(?s)^grow: another block .* kept as earlier/pipeline-1\.ps1.*reused +answers to what both ask \(3 in the journal\)\nmade anew +what this block makes of default \(3 rows\)\nstays +what it does not make of it\n.*grow: 5 rows \(default\)",
            said);
        Assert.DoesNotContain("replaced", said, StringComparison.Ordinal);
        Assert.Contains("1..3", File.ReadAllText(Path.Combine(Folder, "earlier", "pipeline-1.ps1")), StringComparison.Ordinal);
        // The first again is kept once, and the third block is another.
        await RunAsync(server, Call(3));
        await RunAsync(server, Call(5));
        await RunAsync(server, Call(3));
        Assert.Equal(["pipeline-1.ps1", "pipeline-2.ps1"], Directory.EnumerateFiles(Path.Combine(Folder, "earlier")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(5, server.Started);
    }

    [Fact]
    public async Task The_cost_is_told_for_this_time_and_in_all_on_the_screen_and_in_the_record()
    {
        await using var server = await ChatServer.StartEchoAsync();
        // Two cents a call.
        Assert.Contains("Cost: $0.06 this time, $0.06 in all.", Text(await RunAsync(server, Call(3))), StringComparison.Ordinal);
        Assert.Contains("2 answers asked for, 3 reused from the journal. Cost: $0.04 this time, $0.10 in all.", Text(await RunAsync(server, Call(5))), StringComparison.Ordinal);
        Assert.Contains("Cost: $0.00 this time, $0.10 in all.", Text(await RunAsync(server, Call(5))), StringComparison.Ordinal);
        Assert.Equal(0.10m, Record().GetProperty("cost").GetDecimal());
        Assert.Equal([0.06m, 0.04m, 0m], Record().GetProperty("executions").EnumerateArray().Select(e => e.GetProperty("cost").GetDecimal()));
        var step = Record().GetProperty("steps").EnumerateArray().Single();
        Assert.Equal((0.10m, 0m), (step.GetProperty("cost").GetDecimal(), step.GetProperty("cost_this_time").GetDecimal()));
    }

    [Fact]
    public async Task Blocks_with_other_models_add_up_to_an_exact_sum_and_their_executions_are_all_kept()
    {
        await using var server = await ChatServer.StartEchoAsync();
        const string Models = "$n = New-Llm openai/n -Endpoint $url -InputPrice 2000 -OutputPrice 4000 -MaxNewTokens 5; $o = New-Llm openai/o -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 5; ";
        string Block(string models) => Models + $"Invoke-DatasetPipeline sum -Path $path 6>&1 {{ 'a', 'b' | Invoke-TextGeneration -Llm {models} }}";
        Assert.Contains("Cost: $0.12 this time, $0.12 in all.", Text(await RunAsync(server, Block("$m, $n"))), StringComparison.Ordinal);
        Assert.Contains("Cost: $0.04 this time, $0.16 in all.", Text(await RunAsync(server, Block("$o"))), StringComparison.Ordinal);
        Assert.Contains("Cost: $0.00 this time, $0.16 in all.", Text(await RunAsync(server, Block("$m"))), StringComparison.Ordinal);
        Assert.Equal([0.12m, 0.04m, 0m], Record().GetProperty("executions").EnumerateArray().Select(e => e.GetProperty("cost").GetDecimal()));
        Assert.Equal((0.16m, true), (Record().GetProperty("cost").GetDecimal(), Record().GetProperty("cost_is_exact").GetBoolean()));
    }

    [Fact]
    public async Task A_call_that_was_cut_off_stays_an_upper_bound_in_all_when_another_block_follows()
    {
        await using var server = await ChatServer.StartAsync(request => request.Number == 0 ? new ChatServer.Reply("", ChatServer.Reset) : new ChatServer.Reply("fine"));
        await RunAsync(server, Call(1).Replace("-Llm $m", "-Llm $m -RetryIntervalSec 0.01", StringComparison.Ordinal));
        Assert.False(Record().GetProperty("cost_is_exact").GetBoolean());
        Assert.Matches(@"Cost: \$0\.02 this time, at most \$0\.\d+ in all\.", Text(await RunAsync(server, Call(2))));
    }

    [Fact]
    public async Task With_Force_the_notice_says_that_what_the_block_does_not_make_is_removed()
    {
        await using var server = await ChatServer.StartEchoAsync();
        (await RunAsync(server, "$null = Invoke-DatasetPipeline c -Path $path { 'a' | Invoke-TextGeneration -Llm $m | Export-Distiset -Config old }")).Clean();
        var said = Text(await RunAsync(server, "Invoke-DatasetPipeline c -Path $path -Force 6>&1 { 'a' | Invoke-TextGeneration -Llm $m | Export-Distiset -Config new }"));
        Assert.Matches(@"made anew +what this block makes of old \(1 row\)\nremoved +what it does not make of it \(-Force\)\n", said);
        Assert.Equal(["new"], Distiset.Read(Folder).Configs.Select(c => c.Name));
    }

    [Fact]
    public async Task A_call_that_was_cut_off_makes_the_cost_of_this_time_an_upper_bound()
    {
        await using var server = await ChatServer.StartAsync(request => request.Number == 0 ? new ChatServer.Reply("", ChatServer.Reset) : new ChatServer.Reply("fine"));
        var said = Text(await RunAsync(server, Call(1).Replace("-Llm $m", "-Llm $m -RetryIntervalSec 0.01", StringComparison.Ordinal)));
        Assert.Matches(@"Cost: at most \$0\.\d+ this time, at most \$0\.\d+ in all; calls that were cut off", said);
    }

    [Fact]
    public async Task A_file_that_was_changed_by_hand_is_replaced_with_Force_alone_whatever_the_block_is()
    {
        await using var server = await ChatServer.StartEchoAsync();
        const string Block = "{ 'a', 'b' | Invoke-TextGeneration -Llm $m | Export-Distiset -Format Jsonl }";
        (await RunAsync(server, "$null = Invoke-DatasetPipeline edit -Path $path " + Block)).Clean();
        var file = Directory.EnumerateFiles(Path.Combine(Folder, "distiset"), "*.jsonl", SearchOption.AllDirectories).Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"A\"", "\"mine\"", StringComparison.Ordinal));
        foreach (var block in new[] { Block, Block.Replace("'b'", "'c'", StringComparison.Ordinal) })
        {
            foreach (var how in new[] { "", "-WhatIf" })
            {
                var error = (await RunAsync(server, $"Invoke-DatasetPipeline edit -Path $path {how} {block}")).TerminatingError();
                Assert.StartsWith("DatasetWasChanged", error.FullyQualifiedErrorId, StringComparison.Ordinal);
                Assert.Contains("-Force", error.ToString(), StringComparison.Ordinal);
            }
        }
        Assert.Contains("mine", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(2, server.Started);
        Assert.Contains("replaced", Text(await RunAsync(server, $"Invoke-DatasetPipeline edit -Path $path -Force 6>&1 {Block}")), StringComparison.Ordinal);
        Assert.DoesNotContain("mine", File.ReadAllText(file), StringComparison.Ordinal);
        // One that was deleted is no loss.
        File.Delete(file);
        (await RunAsync(server, "$null = Invoke-DatasetPipeline edit -Path $path " + Block)).Clean();
        Assert.Equal(2, server.Started);
    }

    [Fact]
    public async Task What_a_kill_left_is_not_taken_for_a_change_by_hand()
    {
        await using var server = await ChatServer.StartEchoAsync();
        (await RunAsync(server, "$null = " + Call(2))).Clean();
        var file = Directory.EnumerateFiles(Path.Combine(Folder, "distiset"), "*.parquet", SearchOption.AllDirectories).Single();
        File.AppendAllText(file, "another set");
        var record = Path.Combine(Folder, "run.json");
        File.WriteAllText(record, System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(record), ",\\s*\"ended\": \"[^\"]*\"", ""));
        (await RunAsync(server, "$null = " + Call(2))).Clean();
        Assert.Equal(2, Distiset.Read(Folder).Rows);
    }

    [Fact]
    public async Task A_config_of_an_earlier_block_stays_until_Force_removes_it()
    {
        await using var server = await ChatServer.StartEchoAsync();
        (await RunAsync(server, "$null = Invoke-DatasetPipeline c -Path $path { 'a' | Invoke-TextGeneration -Llm $m | Export-Distiset -Config old }")).Clean();
        const string New = "{ 'a', 'b' | Invoke-TextGeneration -Llm $m | Export-Distiset -Config new }";
        var result = await RunAsync(server, "$null = Invoke-DatasetPipeline c -Path $path " + New);
        Assert.Contains("old (1 row", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["new", "old"], Distiset.Read(Folder).Configs.Select(c => c.Name).Order(StringComparer.Ordinal));
        // It is known of the next times, and said once.
        (await RunAsync(server, "$null = Invoke-DatasetPipeline c -Path $path " + New)).Clean();
        Assert.Equal(2, Distiset.Read(Folder).Configs.Count);
        (await RunAsync(server, "$null = Invoke-DatasetPipeline c -Path $path -Force " + New)).Clean();
        Assert.Equal(["new"], Distiset.Read(Folder).Configs.Select(c => c.Name));
    }

    [Fact]
    public async Task Another_block_of_another_format_leaves_what_stays_readable()
    {
        await using var server = await ChatServer.StartEchoAsync();
        const string rows = "1..2 | ForEach-Object { \"q$_\" } | Invoke-TextGeneration -Llm $m";
        (await RunAsync(server, $"Invoke-DatasetPipeline grow -Path $path {{ {rows} }}")).Clean();
        var refused = await RunAsync(server, $"Invoke-DatasetPipeline grow -Path $path {{ {rows} | Export-Distiset -Config b -Format Jsonl }}");
        Assert.Contains("one format", refused.Ended?.Message ?? refused.OneError().Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["default"], Distiset.Read(Folder).Config);
        (await RunAsync(server, $"Invoke-DatasetPipeline grow -Path $path {{ {rows} | Export-Distiset -Config b -Format Jsonl }} -Force")).Clean();
        Assert.Equal(["b"], Distiset.Read(Folder).Config);
        Assert.Equal(2, server.Started);
    }
}
