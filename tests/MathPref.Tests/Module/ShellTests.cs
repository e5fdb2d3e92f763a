using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>MathPref.Shell is PowerShell, with the built module found by its name.</summary>
public sealed class ShellTests
{
    private const string Chain =
        "Get-MathTopic -First 2 | New-SelfInstruct -Llm offline/careful -NumInstructions 3 | Expand-Column instructions -As instruction | " +
        "Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge | ConvertTo-DpoFormat";

    private static readonly string s_named = Path.Combine(Programs.Root, "artifacts", "modules", "MathPref");

    [Fact]
    public void A_row_is_a_whole_object_as_json()
    {
        var outcome = Programs.ShellCommand(Chain + " | ForEach-Object { $_ | ConvertTo-Json -Depth 9 -Compress }");
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
    public void Errors_go_to_stderr_and_rows_to_stdout()
    {
        var outcome = Programs.ShellCommand("'Knitting', 'Matrices' | New-SelfInstruct -NumInstructions 1 -WarningVariable said -WarningAction SilentlyContinue | ConvertTo-Json -Depth 9 -Compress; $said.Count");
        Assert.Equal(2, outcome.Lines.Count);
        Assert.Equal("1", outcome.Lines[1]);
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

    [Fact]
    public void Objects_go_through_the_format_views_without_colours_when_none_are_wanted()
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
    public void Commands_are_read_from_standard_input_until_exit()
    {
        using var process = Programs.StartShell("-");
        process.StandardInput.Write("1 +\n2\n\n(Get-MathTopic -First 1).input\nexit 5\n");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Equal(5, process.ExitCode);
        Assert.Contains("3", output, StringComparison.Ordinal);
        Assert.Contains("Algebraic Expressions", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(Get-MathTopic -First 1).input")]
    [InlineData("1 | ForEach-Object -Parallel { (Get-MathTopic -First 1).input }")]
    [InlineData("Start-Job { (Get-MathTopic -First 1).input } | Receive-Job -Wait")]
    [InlineData("Start-ThreadJob { (Get-MathTopic -First 1).input } | Receive-Job -Wait")]
    [InlineData("pwsh -NoProfile -Command '(Get-MathTopic -First 1).input'")]
    public void The_module_is_found_by_name_wherever_PowerShell_looks(string script) =>
        Assert.Equal("Algebraic Expressions\n", Programs.ShellCommand(script).Succeeded());

    /// <summary>As where a user has installed an older one.</summary>
    [Fact]
    public void The_built_module_comes_before_an_installed_one()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["powershell/Modules/MathPref"]);
        File.WriteAllText(scratch["powershell/Modules/MathPref/MathPref.psd1"], "@{ ModuleVersion = '99.0' }");
        var outcome = Programs.ShellCommand("Import-Module MathPref; (Get-Module MathPref).ModuleBase; @(Get-Module MathPref -ListAvailable).Count", ("XDG_DATA_HOME", scratch.Path));
        Assert.Equal([s_named, OperatingSystem.IsWindows() ? "1" : "2"], outcome.Succeeded().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("Get-MathTopic | Out-Null; Import-Module '{0}'")]
    [InlineData("Import-Module '{0}'; Import-Module MathPref")]
    [InlineData("Import-Module MathPref; Import-Module '{0}' -Force; Remove-Module MathPref; Import-Module '{0}'")]
    public void By_name_and_by_path_it_is_one_module(string script)
    {
        var lines = Programs.ShellCommand($"{string.Format(CultureInfo.InvariantCulture, script, Programs.Manifest)}; @(Get-MathTopic -First 3).Count; @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object {{ $_.GetName().Name -eq 'MathPref' }}).Count").Succeeded();
        Assert.Equal("3\n1\n", lines);
    }

    [Fact]
    public void A_second_copy_is_refused_with_the_name_of_the_first()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["bin"]);
        foreach (var file in Directory.GetFiles(Path.Combine(Programs.Root, "bin")).Append(Programs.Manifest))
            File.Copy(file, scratch[file == Programs.Manifest ? "MathPref.psd1" : Path.Combine("bin", Path.GetFileName(file))]);
        var outcome = Programs.ShellCommand($"$null = Get-MathTopic; try {{ Import-Module '{scratch["MathPref.psd1"]}' }} catch {{ $_.Exception.Message }}");
        Assert.Contains($"already loaded MathPref from {Path.Combine(Programs.Root, "bin")}", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Start a new PowerShell", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", 1)]
    [InlineData("TERM", 143)]
    public async Task A_signal_stops_the_pipeline_and_aborts_its_calls(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process cannot be sent a signal alone on Windows.");
        await using var server = await ChatServer.StartAsync(ChatServer.HangAsync);
        const string Script = "0..9 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -Llm openai/x -Endpoint $env:TEST_SERVER -ThrottleLimit 3";
        using var process = Programs.StartShell(Script, ("TEST_SERVER", server.Address));
        Assert.True(await server.WaitAsync(s => s.Started == 3));
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.True(await server.WaitAsync(s => s.Aborted == 3));
        Assert.Equal(3, server.Started);
        Assert.Equal(exitCode, process.ExitCode);
    }
}
