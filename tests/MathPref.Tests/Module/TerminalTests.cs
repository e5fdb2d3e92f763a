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
