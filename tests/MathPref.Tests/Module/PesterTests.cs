using System.ComponentModel;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

public sealed class PesterTests
{
    /// <summary>The suite that a user of the module would write, where a full PowerShell and Pester are installed.</summary>
    [Fact]
    public void The_Pester_suite_passes_in_a_full_PowerShell()
    {
        Assert.SkipUnless(PesterIsThere(out var reason), reason);
        var script =
            $$"""
            $configuration = New-PesterConfiguration
            $configuration.Run.Path = '{{Path.Combine(Programs.Root, "tests", "Pester")}}'
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
