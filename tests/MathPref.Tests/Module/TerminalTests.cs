using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>What a person sees who types.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task A_run_shows_a_line_a_stage_and_after_ctrl_c_goes_on_where_it_stopped()
    {
        using var scratch = new Scratch();
        await using var server = await ChatServer.StartAsync(async request =>
        {
            await Task.Delay(30, request.Gone);
            return new ChatServer.Reply(request.Text.StartsWith('#') ? $"What is {request.Number}?" : "It is.");
        });
        File.WriteAllText(
            scratch["run.ps1"],
            $$"""
            $llm = New-Llm openai/x -Endpoint {{server.Address}}
            Invoke-DatasetPipeline shown -Path $PSScriptRoot/run { 1..40 | ForEach-Object { "Topic $_" } | New-SelfInstruct -Llm $llm -NumInstructions 1 -ThrottleLimit 1 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm $llm -ThrottleLimit 1 }
            """);
        using var terminal = new Terminal(scratch);
        await terminal.SeeAsync(screen => screen.EndsWith('>'));
        terminal.Type($"& '{scratch["run.ps1"]}'", "Enter");
        var running = await terminal.SeeAsync(screen => screen.Contains("text_generation_0 [", StringComparison.Ordinal));
        Assert.Matches(@"(?m)^self_instruct_0 \[\d+ of \d+ done, ", running);
        Assert.Matches(@"(?m)^text_generation_0 \[\d+ of \d+ done, ", running);
        terminal.Type("C-c");
        // The lines go, and the prompt is there again.
        await terminal.SeeAsync(screen => screen.EndsWith('>') && !screen.Contains("text_generation_0 [", StringComparison.Ordinal));
        var asked = server.Started;
        Assert.InRange(asked, 1, 79);
        terminal.Type("Up", "Enter");
        var ended = await terminal.SeeAsync(screen => screen.Contains("reused from the journal", StringComparison.Ordinal) && screen.EndsWith('>'));
        Assert.Contains("shown: 40 rows (default) in ", ended, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 reused", ended, StringComparison.Ordinal);
        // What was in flight at Ctrl+C is asked once more, and nothing else is.
        Assert.InRange(server.Started, 80, 82);
    }

    [Fact]
    public async Task Ctrl_c_says_how_to_go_on_and_that_does()
    {
        using var scratch = new Scratch();
        await using var server = await ChatServer.StartAsync(async request =>
        {
            await Task.Delay(30, request.Gone);
            return new ChatServer.Reply("It is.");
        });
        using var terminal = new Terminal(scratch);
        await terminal.SeeAsync(screen => screen.EndsWith('>'));
        terminal.Type($"cd '{scratch.Path}'; $llm = New-Llm openai/x -Endpoint {server.Address}", "Enter");
        terminal.Type("Invoke-DatasetPipeline go { 1..60 | % { \"q$_\" } | Invoke-TextGeneration -Llm $llm -ThrottleLimit 1 }", "Enter");
        await terminal.SeeAsync(screen => screen.Contains("text_generation_0 [", StringComparison.Ordinal));
        Assert.True(await server.WaitAsync(s => s.Answered > 2));
        terminal.Type("C-c");
        var stopped = await terminal.SeeAsync(screen => screen.EndsWith('>') && screen.Contains("-Resume", StringComparison.Ordinal));
        // The lines are broken where the terminal ends.
        Assert.Contains("go: stopped. What was answered is kept in", stopped, StringComparison.Ordinal);
        Assert.Contains("To go on, run it again, or: Invoke-DatasetPipeline -Path", stopped, StringComparison.Ordinal);
        Assert.InRange(server.Started, 1, 59);
        terminal.Type("clear; Invoke-DatasetPipeline -Path ./go -Resume", "Enter");
        var ended = await terminal.SeeAsync(screen => screen.Contains("reused from the journal", StringComparison.Ordinal) && screen.EndsWith('>'));
        Assert.Contains("    1..60 | % {", ended, StringComparison.Ordinal);
        Assert.Contains("go: 60 rows (default) in ", ended, StringComparison.Ordinal);
        Assert.InRange(server.Started, 60, 61);
    }

    [Fact]
    public async Task Tab_completes_cmdlets_parameters_and_models()
    {
        using var scratch = new Scratch();
        using var terminal = new Terminal(scratch);
        await terminal.SeeAsync(screen => screen.EndsWith('>'));
        terminal.Type("Invoke-Ultra", "Tab");
        await terminal.SeeAsync(screen => screen.Contains("Invoke-UltraFeedback", StringComparison.Ordinal));
        terminal.Type(" -Asp", "Tab");
        await terminal.SeeAsync(screen => screen.Contains("Invoke-UltraFeedback -Aspect", StringComparison.Ordinal));
        terminal.Type(" honesty -Llm offline/", "Tab", "Tab");
        await terminal.SeeAsync(screen => screen.Contains("offline/careful  offline/hasty    offline/judge", StringComparison.Ordinal));
    }
}
