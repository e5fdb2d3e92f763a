namespace MathPref.Benchmarks.Measures;

/// <summary>Measure 9: ConvertTo-DpoFormat in the pipe, against a compiled cmdlet that copies the same columns.</summary>
internal static class DpoRows
{
    public static async Task<IReadOnlyList<Figure>> TakeAsync(bool isShort)
    {
        var (rows, rounds) = isShort ? (10_000, 3) : (50_000, 9);
        var script =
            $$"""
            Import-Module $env:PARTNERS
            $judged = @(Get-MathTopic -First 10 | New-SelfInstruct -Llm offline/careful -NumInstructions 50 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge)
            $rows = for ($i = 0; $i -lt {{rows}}; $i++) { $judged[$i % $judged.Count] }
            $made = @($rows | ConvertTo-DpoFormat)
            $copied = @($rows | Copy-DpoColumn)
            "$($made.Count) $($copied.Count) $(@($made[0].PSObject.Properties).Count) $(@($copied[0].PSObject.Properties).Count)"
            $made = $copied = $null
            for ($i = 0; $i -lt {{rounds}}; $i++) {
                [GC]::Collect()
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $rows | ConvertTo-DpoFormat | Out-Null
                $ours = $watch.Elapsed.TotalSeconds
                [GC]::Collect()
                $watch.Restart()
                $rows | Copy-DpoColumn | Out-Null
                [string]::Join(' ', [double[]]($ours, $watch.Elapsed.TotalSeconds))
            }
            """;
        var numbers = Statistics.Numbers(await ShellProcess.RunAsync(script, ("PARTNERS", Programs.Partners)));
        var times = numbers.Skip(4).Chunk(2).ToList();
        var (ours, theirs) = (rows / times.Select(t => t[0]).Median(), rows / times.Select(t => t[1]).Median());
        return
        [
            new Figure
            {
                Number = "9", Name = "ConvertTo-DpoFormat to a compiled cmdlet that copies the same columns", Unit = "ratio", Value = ours / theirs, Mark = 0.8, IsMoreBetter = true,
                Ours = ours, Partner = "copying cmdlet", PartnerFigure = theirs, PartnerUnit = "rows/s", Detail = $"medians of {rounds} times {rows} rows, in turn; {numbers[2]} columns",
                Wrong = numbers[0] == rows && numbers[1] == rows && numbers[2] == numbers[3] ? null : $"rows {numbers[0]} and {numbers[1]} of {rows}, columns {numbers[2]} and {numbers[3]}",
            },
        ];
    }
}
