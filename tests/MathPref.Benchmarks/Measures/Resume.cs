using System.Globalization;

namespace MathPref.Benchmarks.Measures;

/// <summary>Measure 8: a finished run of 10,000 calls run again, in a process of its own: all answers come from its journal.</summary>
internal static class Resume
{
    public static async Task<IReadOnlyList<Figure>> TakeAsync(bool isShort)
    {
        const int Calls = 10_000;
        var rounds = isShort ? 1 : 5;
        using var server = await ServerProcess.StartAsync();
        var folder = Directory.CreateTempSubdirectory("mathpref-resume").FullName;
        try
        {
            var script =
                $$"""
                $rows = foreach ($i in 1..{{Calls}}) { "question $i" }
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                Invoke-DatasetPipeline -Name resume -Path "$env:FOLDER/run" -ScriptBlock { $rows | Invoke-TextGeneration -Llm openai/answer -Endpoint $env:SERVER -ThrottleLimit 64 } | Out-Null
                "$($watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)) $((Get-Distiset "$env:FOLDER/run").Rows)"
                """;
            // What one would write without the module: the answers as JSON lines, read and written again.
            const string Bare =
                """
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                Get-Content "$env:FOLDER/kept.jsonl" | ForEach-Object { $_ | ConvertFrom-Json } | ForEach-Object { $_ | ConvertTo-Json -Compress -Depth 9 } | Set-Content "$env:FOLDER/written.jsonl"
                $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
                """;
            (string, string)[] environment = [("SERVER", server.Address), ("FOLDER", folder)];
            var first = Statistics.Numbers(await ShellProcess.RunAsync(script, environment));
            var asked = await server.CountAsync();
            await ShellProcess.RunAsync("Import-Dataset \"$env:FOLDER/run\" | Export-Distiset \"$env:FOLDER/lines\" -Format Jsonl; Copy-Item \"$env:FOLDER/lines/data/*.jsonl\" \"$env:FOLDER/kept.jsonl\"", environment);
            var again = new List<double>();
            var bare = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                again.Add(Statistics.Numbers(await ShellProcess.RunAsync(script, environment))[0]);
                bare.Add(Statistics.Numbers(await ShellProcess.RunBareAsync(Bare, environment))[0]);
            }
            var repeated = await server.CountAsync() - asked;
            return
            [
                new Figure
                {
                    Number = "8", Name = "a finished run of 10,000 calls run again, to a script that reads and writes its rows as JSON lines", Unit = "ratio", Value = bare.Median() / again.Median(), Mark = 1, Aim = 2, IsMoreBetter = true,
                    Ours = Calls / again.Median(), Partner = "ConvertFrom-Json, ConvertTo-Json", PartnerFigure = Calls / bare.Median(), PartnerUnit = "rows/s",
                    Detail = string.Create(CultureInfo.InvariantCulture, $"medians of {rounds}, in turn, each in a new process, the dataset written anew; the first time {Calls / first[0]:0} rows/s; {repeated} calls"),
                    Wrong = asked == Calls && repeated == 0 && first[1] == Calls ? null : $"{asked} calls, {repeated} repeated, {first[1]} rows",
                },
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
