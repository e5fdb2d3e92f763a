using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>What a block writes goes where a function's would: each way of redirecting is tried on both, in a real PowerShell.</summary>
public sealed class RunStreamTests : IDisposable
{
    /// <summary>Errors of commands of three kinds, one of them in the middle of a pipeline, with rows and a warning between them.</summary>
    private const string Preamble =
        """
        $block = {
            [pscustomobject]@{ name = 'one' }
            Write-Error 'first' -ErrorId Mine
            Get-Item -LiteralPath (Join-Path $env:TEST_FOLDER 'none')
            Write-Warning 'careful'
            'a', 'b' | ConvertTo-DpoFormat | Where-Object { $true }
            [pscustomobject]@{ name = 'two' }
        }
        function AsFunction { [CmdletBinding()] param() & $block }
        function Tell($said) {
            ($said | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) {
                    # Write-Error names the line that called the block, which is another in both.
                    $line = $_.CategoryInfo.Activity -eq 'Write-Error' ? '' : $_.InvocationInfo.ScriptLineNumber
                    "E $($_.FullyQualifiedErrorId) $($_.CategoryInfo.Activity) $line"
                }
                elseif ($_ -is [System.Management.Automation.WarningRecord]) { "W $_" }
                elseif ($_ -is [string]) { "S $_" }
                elseif ($_ -isnot [System.Management.Automation.InformationRecord]) { "O $($_.name)" }
            }) -join '; '
        }
        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_tutorial_s_command_gives_merged_errors_as_records()
    {
        using var engine = new Engine();
        var said = engine.Run("New-MathPreferenceDataset $path -Topic Knitting, Matrices -NumInstructions 1 2>&1 6>$null", ("path", _scratch["run"])).Clean();
        Assert.StartsWith("OfflineModelCannot", Assert.IsType<System.Management.Automation.ErrorRecord>(said[0].BaseObject).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, said.Count);
    }

    [Fact]
    public void Each_way_of_redirecting_a_run_gives_what_it_gives_of_a_function()
    {
        string[] ways =
        [
            "CALL 2>&1", "CALL *>&1", "CALL 3>&1 2>$null", "CALL 3>&1 2>&1", "CALL 2> FILE 3>$null; Get-Content FILE | Where-Object { $_ -match 'none|generations' }",
            "CALL *> FILE; Get-Content FILE | Where-Object { $_ -match 'none|generations|careful' }", "CALL 2>&1 3>$null | Tee-Object -Variable tee; $tee",
            "CALL -ErrorVariable e 2>&1 3>$null; Write-Output 'variable'; $e | Where-Object { $_.CategoryInfo.Activity -ne 'ConvertTo-DpoFormat' }", "CALL -ErrorAction SilentlyContinue 2>&1",
            "CALL -ErrorAction Ignore *>&1", "CALL 2>&1 | Select-Object -First 3", "try { CALL -ErrorAction Stop 2>&1 | ForEach-Object { $_ } } catch { $_.Exception.Message }",
            "CALL 2>&1 6>$null | ForEach-Object { $_ } | Sort-Object { $_.GetType().Name } -Stable",
        ];
        var script = Preamble + string.Concat(ways.Select((way, i) => $$"""

            foreach ($call in 'AsFunction', 'Invoke-DatasetPipeline r $block -PassThru -Path "$env:TEST_FOLDER/run-{{i}}"') {
                $error.Clear()
                $e = $null
                $said = Invoke-Expression ('{{way.Replace("'", "''", StringComparison.Ordinal)}}'.Replace('CALL', $call).Replace('FILE', "$env:TEST_FOLDER/said-{{i}}.txt"))
                "{{i}} $(Tell $said) | $($error.Count)"
            }
            """));
        var outcome = Programs.ShellCommand("$PSStyle.OutputRendering = 'PlainText'\n" + script, ("TEST_FOLDER", _scratch.Path));
        var lines = outcome.Lines.Where(line => line.Length > 2 && char.IsAsciiDigit(line[0]) && line.Contains('|', StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count == 2 * ways.Length, outcome.Output + outcome.Error);
        Assert.Equal(lines.Where((_, i) => i % 2 == 0), lines.Where((_, i) => i % 2 == 1));
        Assert.Matches(@"^0 O one; E Mine Write-Error ; E PathNotFound\S+ Get-Item \d+; E MissingColumn\S+ ConvertTo-DpoFormat \d+; E MissingColumn\S+ ConvertTo-DpoFormat \d+; O two \| 4$", lines[1]);
        Assert.Contains("W careful; E MissingColumn", lines[3], StringComparison.Ordinal);
    }
}
