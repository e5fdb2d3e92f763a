using System.Globalization;

namespace MathPref.Benchmarks.Measures;

/// <summary>Measure 5: how much the process grows from row 10,000 on, through two answers, a judge and pairs to Parquet, with the embedded models.</summary>
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
                    ForEach-Object { if (++$script:n -eq {{Early}} -or $script:n -eq {{rows}}) { $process.Refresh(); [Console]::WriteLine([string]::Format([cultureinfo]::InvariantCulture, '{0} {1}', $process.WorkingSet64, [GC]::GetTotalMemory($false))) }; $_ } |
                    Export-Distiset "$env:FOLDER/set"
                $process.Refresh()
                "$($process.WorkingSet64) $($process.PeakWorkingSet64) $((Get-Distiset "$env:FOLDER/set").Rows)"
                """;
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var numbers = Statistics.Numbers(await ShellProcess.RunAsync(script, ("FOLDER", folder)));
            var growth = (numbers[2] - numbers[0]) / 1e6;
            return
            [
                new Figure
                {
                    Number = "5", Name = string.Create(CultureInfo.InvariantCulture, $"growth of the working set from row 10,000 to row {rows:#,0}"), Unit = "MB", Value = growth, Mark = 100,
                    Detail = string.Create(CultureInfo.InvariantCulture, $"{numbers[0] / 1e6:0} MB at row 10,000, {numbers[2] / 1e6:0} at the last, {numbers[4] / 1e6:0} when it was written, peak {numbers[5] / 1e6:0}; managed heap {numbers[1] / 1e6:0} and {numbers[3] / 1e6:0}; {rows / watch.Elapsed.TotalSeconds:0} rows/s"),
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
