using System.Text.Json;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

public sealed class ShellTests
{
    private const string Chain =
        "Get-MathTopic -First 2 | New-SelfInstruct -Llm offline/careful -NumInstructions 3 | Expand-Column instructions -As instruction | " +
        "Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge | ConvertTo-DpoFormat";

    [Fact]
    public void Json_output_is_one_whole_object_a_line_and_nothing_else()
    {
        var outcome = Programs.Shell("-OutputFormat", "Json", "-Command", Chain);
        outcome.Succeeded();
        Assert.Equal("", outcome.Error);
        Assert.InRange(outcome.Lines.Count, 4, 6);
        foreach (var line in outcome.Lines)
        {
            using var row = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.Array, row.RootElement.GetProperty("chosen").ValueKind);
            Assert.Equal("assistant", row.RootElement.GetProperty("rejected")[1].GetProperty("role").GetString());
        }
    }

    [Fact]
    public void Errors_and_warnings_go_to_stderr_and_rows_to_stdout()
    {
        var outcome = Programs.Shell("-OutputFormat", "Json", "-Command", "'Knitting', 'Matrices' | New-SelfInstruct -NumInstructions 1");
        Assert.Single(outcome.Lines);
        Assert.Contains("WARNING: No -Llm", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("'Knitting'", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(0, Programs.ShellCommand("'Knitting' | New-SelfInstruct -Llm offline/careful; 1").ExitCode);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'broken'", 1)]
    [InlineData("1", 0)]
    [InlineData("'x' | New-SelfInstruct -Llm nowhere/x", 1)]
    [InlineData("function f { exit 9 }; f", 9)]
    public void The_exit_code_says_how_a_command_ended(string script, int expected) => Assert.Equal(expected, Programs.ShellCommand(script).ExitCode);

    [Theory]
    [InlineData("throw 'broken'", 1)]
    [InlineData("exit 3", 3)]
    [InlineData("function f { exit 4 }; f", 4)]
    [InlineData("if (1", 1)]
    [InlineData("\"$($args[0])-$PSScriptRoot\"", 0)]
    public void The_exit_code_says_how_a_file_ended(string script, int expected)
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["script.ps1"], script);
        var outcome = Programs.Shell("-File", scratch["script.ps1"], "first");
        Assert.Equal(expected, outcome.ExitCode);
        if (expected == 0)
            Assert.Equal($"first-{scratch.Path}\n", outcome.Output);
    }

    [Fact]
    public void A_file_takes_named_arguments_and_switches()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["script.ps1"], "param([string] $Path, [switch] $Force, [int] $First) \"$Path|$Force|$First\"");
        Assert.Equal("./x|True|3\n", Programs.Shell("-File", scratch["script.ps1"], "-Path", "./x", "-Force", "-First", "3").Succeeded());
        Assert.Equal("./x|False|3\n", Programs.Shell("-File", scratch["script.ps1"], "-Path:./x", "-Force:$false", "-First:3").Succeeded());
    }

    [Theory]
    [InlineData("Select-Object")]
    [InlineData("ConvertTo-Json")]
    [InlineData("Write-Host")]
    public void A_command_that_the_engine_lacks_is_explained(string name)
    {
        var outcome = Programs.ShellCommand($"Get-MathTopic | {name} x");
        Assert.Contains($"{name} is part of PowerShell, not of this small shell: run it in pwsh", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
    }

    [Fact]
    public void Objects_go_through_the_format_views_without_colours_when_redirected()
    {
        var text = Programs.ShellCommand("New-Llm mistral/ministral-8b-latest -Temperature 0.5").Succeeded();
        Assert.Contains("Provider", text, StringComparison.Ordinal);
        Assert.Contains("ministral-8b-latest", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_anybody_to_ask_a_missing_parameter_is_an_error()
    {
        var outcome = Programs.Shell("-NonInteractive", "-Command", "Import-Dataset");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Path", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_prompt_reads_commands_until_exit()
    {
        using var process = Programs.Start("dotnet", [typeof(ShellTests).Assembly.Location.Replace("MathPref.Tests", "MathPref.Shell", StringComparison.Ordinal)]);
        process.StandardInput.Write("1 +\n2\n(Get-MathTopic -First 1).input\nexit 5\n");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Equal(5, process.ExitCode);
        Assert.Contains("3", output, StringComparison.Ordinal);
        Assert.Contains("Algebraic Expressions", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_stops_the_pipeline_and_aborts_its_calls(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process cannot be sent a signal alone on Windows.");
        Assert.SkipWhen(signal == "INT" && InterruptsAreIgnored(), "This run was started with SIGINT ignored, as a job in the background is, and its children inherit that.");
        await using var server = await ChatServer.StartAsync(ChatServer.HangAsync);
        using var process = Programs.StartShell("0..9 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm openai/x -Endpoint $env:TEST_SERVER -ThrottleLimit 3", ("TEST_SERVER", server.Address));
        Assert.True(await server.WaitAsync(s => s.Started == 3));
        using var kill = System.Diagnostics.Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.True(await server.WaitAsync(s => s.Aborted == 3));
        Assert.Equal(3, server.Started);
        Assert.Equal(exitCode, process.ExitCode);
    }

    private static bool InterruptsAreIgnored()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status))
            return false;
        var ignored = File.ReadLines(status).First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        return (ulong.Parse(ignored, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) & 0b10) != 0;
    }
}
