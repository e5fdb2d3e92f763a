using System.ComponentModel;
using System.Text.RegularExpressions;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

public sealed partial class PesterTests
{
    /// <summary>The suite that a user of the module would write, where a full PowerShell and Pester are installed.</summary>
    [Fact]
    public void The_Pester_suite_passes_in_a_full_PowerShell()
    {
        Assert.SkipUnless(PesterIsThere(out var reason), reason);
        RunPester(Path.Combine(Programs.Root, "tests", "Pester"));
    }

    /// <summary>The job and its tests are taken out of the page as a reader would take them.</summary>
    [Fact]
    public void The_example_of_the_page_on_testing_passes_as_it_is_printed()
    {
        Assert.SkipUnless(PesterIsThere(out var reason), reason);
        using var scratch = new Scratch();
        var page = File.ReadAllText(Path.Combine(Programs.Root, "docs", "testing-with-pester.md"));
        var files = FileInPage().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["text"].Value);
        Assert.Equal(["New-SumPair.ps1", "New-SumPair.Tests.ps1"], files.Keys);
        foreach (var (name, text) in files)
            File.WriteAllText(scratch[name], text);
        var first = Assert.Single(OtherBlock().Matches(page)).Groups["text"].Value;
        // Import-Module MathPref, as where the module is installed.
        Directory.CreateDirectory(scratch["modules/MathPref"]);
        File.WriteAllText(scratch["modules/MathPref/MathPref.psm1"], $"Import-Module '{Programs.Manifest}' -Global");
        RunPester(scratch.Path, $"$env:PSModulePath = '{scratch["modules"]}' + [IO.Path]::PathSeparator + $env:PSModulePath; Import-Module MathPref; $models = . {{ {first} }}; if ($models.Count -ne 5) {{ exit 100 }}");
    }

    /// <summary>A block of code that begins with the name of its file.</summary>
    [GeneratedRegex(@"^```powershell\n# (?<name>\S+\.ps1)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FileInPage();

    [GeneratedRegex(@"^```powershell\n(?!# \S+\.ps1)(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex OtherBlock();

    private static void RunPester(string folder, string before = "")
    {
        var script =
            $$"""
            {{before}}
            $configuration = New-PesterConfiguration
            $configuration.Run.Path = '{{folder}}'
            $configuration.Run.PassThru = $true
            $configuration.Output.Verbosity = 'Normal'
            $result = Invoke-Pester -Configuration $configuration
            "pester: $($result.PassedCount) passed, $($result.FailedCount) failed"
            exit $result.FailedCount
            """;
        var outcome = Programs.Run("pwsh", ["-NoProfile", "-NonInteractive", "-Command", script]);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        Assert.Matches("pester: [1-9][0-9]* passed, 0 failed", outcome.Output);
    }

    private static bool PesterIsThere(out string reason)
    {
        reason = "There is no pwsh with Pester 5.5 or later on this machine.";
        try
        {
            var outcome = Programs.Run("pwsh", ["-NoProfile", "-NonInteractive", "-Command", "if (Get-Module -ListAvailable Pester | Where-Object Version -GE 5.5) { 'yes' }"]);
            return outcome.ExitCode == 0 && outcome.Output.Contains("yes", StringComparison.Ordinal);
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
