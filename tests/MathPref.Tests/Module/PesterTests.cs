using System.Text.RegularExpressions;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>What a user of the module would test with Pester, in PowerShell, with the newest Pester and with the 5 that most people have.</summary>
public sealed partial class PesterTests
{
    [Theory]
    [InlineData("Pester")]
    [InlineData("OlderPester")]
    public void The_Pester_suite_passes(string pester) => RunPester(pester, Path.Combine(Programs.Root, "tests", "Pester"));

    /// <summary>The job and its tests are taken out of the page as a reader would take them.</summary>
    [Fact]
    public void The_example_of_the_page_on_testing_passes_as_it_is_printed()
    {
        using var scratch = new Scratch();
        var page = File.ReadAllText(Path.Combine(Programs.Root, "docs", "testing-with-pester.md"));
        var files = FileInPage().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["text"].Value);
        Assert.Equal(["New-SumPair.ps1", "New-SumPair.Tests.ps1"], files.Keys);
        foreach (var (name, text) in files)
            File.WriteAllText(scratch[name], text);
        var first = Assert.Single(OtherBlock().Matches(page)).Groups["text"].Value;
        RunPester("Pester", scratch.Path, $"$models = . {{ {first} }}; if ($models.Count -ne 5) {{ exit 100 }}");
    }

    /// <summary>With nothing but the clone: MathPref by its name, and the Pester of the build.</summary>
    [Fact]
    public void A_clone_runs_the_page_s_tests_by_the_command_that_is_printed()
    {
        using var scratch = new Scratch();
        var page = File.ReadAllText(Path.Combine(Programs.Root, "docs", "testing-with-pester.md"));
        Directory.CreateDirectory(scratch["sums"]);
        foreach (Match file in FileInPage().Matches(page))
            File.WriteAllText(scratch["sums/" + file.Groups["name"].Value], file.Groups["text"].Value);
        var command = ShellCommand().Match(page).Groups["command"].Value;
        Assert.Equal("Invoke-Pester ./sums", command);
        var outcome = Programs.ShellCommand($"Set-Location '{scratch.Path}'; {command} -CI", [.. Programs.Home(scratch["home"])]);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        Assert.Contains("Tests Passed: 6, Failed: 0", outcome.Output, StringComparison.Ordinal);
        File.AppendAllText(scratch["sums/New-SumPair.Tests.ps1"], "\nDescribe 'x' { It 'fails' { 1 | Should -Be 2 } }\n");
        Assert.Equal(1, Programs.ShellCommand($"Set-Location '{scratch.Path}'; {command} -CI", [.. Programs.Home(scratch["home"])]).ExitCode);
    }

    [GeneratedRegex("^dotnet run --project src/MathPref\\.Shell -- -Command \"(?<command>[^\"]+)\"$", RegexOptions.Multiline)]
    private static partial Regex ShellCommand();

    /// <summary>A block of code that begins with the name of its file.</summary>
    [GeneratedRegex(@"^```powershell\n# (?<name>\S+\.ps1)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FileInPage();

    [GeneratedRegex(@"^```powershell\n(?!# \S+\.ps1)(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex OtherBlock();

    private static void RunPester(string pester, string folder, string before = "")
    {
        var manifest = Programs.BuiltWith(pester);
        var script =
            $$"""
            Import-Module '{{manifest}}'
            {{before}}
            $configuration = New-PesterConfiguration
            $configuration.Run.Path = '{{folder}}'
            $configuration.Run.PassThru = $true
            $configuration.Output.Verbosity = 'Normal'
            $result = Invoke-Pester -Configuration $configuration
            "pester $($result.Version): $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount + $result.NotRunCount) not run"
            exit $result.FailedCount
            """;
        var outcome = Programs.Shell("-NonInteractive", "-Command", script);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        var version = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(manifest)))!;
        Assert.Matches($"pester {Regex.Escape(version)}: [1-9][0-9]* passed, 0 failed, 0 not run", outcome.Output);
    }
}
