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
            (string, string)[] environment = [("SERVER", server.Address), ("FOLDER", folder)];
            var first = Statistics.Numbers(await ShellProcess.RunAsync(script, environment));
            var asked = await server.CountAsync();
            var again = new List<double>();
            for (var round = 0; round < rounds; round++)
                again.Add(Statistics.Numbers(await ShellProcess.RunAsync(script, environment))[0]);
            var repeated = await server.CountAsync() - asked;
            return
            [
                new Figure
                {
                    Number = "8", Name = "a finished run of 10,000 calls run again", Unit = "rows/s", Value = Calls / again.Median(), Mark = 5000, Aim = 15_000, IsMoreBetter = true,
                    Ours = Calls / again.Median(), Partner = "the first time", PartnerFigure = Calls / first[0], PartnerUnit = "rows/s",
                    Detail = string.Create(CultureInfo.InvariantCulture, $"median of {rounds}, each in a new process, the dataset written anew; {repeated} calls"),
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
