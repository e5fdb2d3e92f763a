using System.Globalization;

namespace MathPref.Benchmarks.Measures;

/// <summary>
/// Measure 5: how much more is held at the last row than at row 10,000, after a full collection, through two answers, a judge and pairs to
/// Parquet, with the embedded models. How long PowerShell leaves garbage lying is its own affair, and is told beside it.
/// </summary>
internal static class Memory
{
    private const int Early = 10_000;

    public static async Task<IReadOnlyList<Figure>> TakeAsync(bool isShort)
    {
        var rows = isShort ? 30_000 : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("mathpref-memory").FullName;
        try
        {
            var script =
                $$"""
                $problems = Get-MathTopic -First 10 | New-SelfInstruct -Llm offline/careful -NumInstructions 50 | Expand-Column instructions -As instruction | ForEach-Object instruction
                $process = [System.Diagnostics.Process]::GetCurrentProcess()
                $script:n = 0
                & { for ($i = 0; $i -lt {{rows}}; $i++) { $problems[$i % $problems.Count] } } |
                    Invoke-TextGeneration -Llm offline/careful, offline/hasty |
                    Invoke-UltraFeedback -Llm offline/judge |
                    ConvertTo-DpoFormat |
                    ForEach-Object { if (++$script:n -eq {{Early}} -or $script:n -eq {{rows}}) { $process.Refresh(); [Console]::WriteLine([string]::Format([cultureinfo]::InvariantCulture, '{0} {1}', $process.WorkingSet64, [GC]::GetTotalMemory($true))) }; $_ } |
                    Export-Distiset "$env:FOLDER/set"
                $process.Refresh()
                "$($process.WorkingSet64) $($process.PeakWorkingSet64) $((Get-Distiset "$env:FOLDER/set").Rows)"
                """;
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var numbers = Statistics.Numbers(await ShellProcess.RunAsync(script, ("FOLDER", folder)));
            var growth = (numbers[3] - numbers[1]) / 1e6;
            return
            [
                new Figure
                {
                    Number = "5", Name = string.Create(CultureInfo.InvariantCulture, $"growth of the managed heap from row 10,000 to row {rows:#,0}, after a full collection"), Unit = "MB", Value = growth, Mark = 20,
                    Detail = string.Create(CultureInfo.InvariantCulture, $"heap {numbers[1] / 1e6:0} MB at row 10,000, {numbers[3] / 1e6:0} at the last; working set {numbers[0] / 1e6:0} and {numbers[2] / 1e6:0}, peak {numbers[5] / 1e6:0}; {rows / watch.Elapsed.TotalSeconds:0} rows/s"),
                    Wrong = numbers[6] == rows ? null : $"{numbers[6]} pairs of {rows}",
                },
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
