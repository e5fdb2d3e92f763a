using System.Diagnostics;
using System.Globalization;

namespace MathPref.Benchmarks.Measures;

/// <summary>The tutorial's chain, on a server whose times are drawn from a log-normal distribution (median 400 ms, sigma 0.5).</summary>
internal static class Tutorial
{
    private const double Median = 400;
    private const double Sigma = 0.5;

    /// <summary>Measure 3: ten topics and a throttle that does not bind, against the longest path through the times that were drawn.</summary>
    public static async Task<IReadOnlyList<Figure>> TenTopicsAsync(bool isShort)
    {
        var rounds = isShort ? 2 : 10;
        using var server = await ServerProcess.StartAsync();
        var run = new List<Walk>();
        var pipe = new List<Walk>();
        for (var seed = 1; seed <= rounds; seed++)
        {
            run.Add(await WalkAsync(server, seed, 10, InRun("", 256)));
            pipe.Add(await WalkAsync(server, seed, 10, Chain("-ThrottleLimit 256 -Unordered") + " | Export-Distiset \"$env:FOLDER/set\""));
        }
        Figure Of(string number, string name, List<Walk> walks, double mark, double aim) => new()
        {
            Number = number, Name = name, Unit = "ratio", Value = walks.Select(w => w.Seconds / w.LongestPath).Median(), Mark = mark, Aim = aim,
            Ours = walks.Select(w => w.Seconds).Median(), Partner = "longest path", PartnerFigure = walks.Select(w => w.LongestPath).Median(), PartnerUnit = "s",
            Detail = $"160 calls, {rounds} draws of the times: {string.Join(", ", walks.Select(w => (w.Seconds / w.LongestPath).ToString("0.00", CultureInfo.InvariantCulture)))}",
            Wrong = walks.Select(w => w.Wrong).FirstOrDefault(w => w is not null),
        };
        return
        [
            Of("3", "the tutorial as a run, first call to last answer, to the longest path of the times drawn", run, 1.35, 1.25),
            Of("3 pipe", "the same as a plain pipe with -Unordered", pipe, 1.10, 1.05),
        ];
    }

    /// <summary>Measure 4: many topics and at most 64 calls in flight over all models, against the sum of the times over 64.</summary>
    public static async Task<IReadOnlyList<Figure>> ManyTopicsAsync(bool isShort)
    {
        const int InFlight = 64;
        var topics = isShort ? 50 : 500;
        using var server = await ServerProcess.StartAsync();
        var walk = await WalkAsync(server, 1, topics, InRun($"-ThrottleLimit {InFlight}", InFlight));
        var bound = walk.Sum / InFlight;
        return
        [
            new Figure
            {
                Number = "4", Name = $"{topics} topics as a run with 64 calls in flight, to the sum of the times over 64", Unit = "ratio", Value = walk.Seconds / bound, Mark = 1.08, Aim = 1.03,
                Ours = walk.Seconds, Partner = "sum of the times / 64", PartnerFigure = bound, PartnerUnit = "s", Detail = $"{walk.Calls} calls{(isShort ? "; with so few, beginning and end weigh more" : "")}", Wrong = walk.Wrong,
            },
        ];
    }

    private static string Chain(string options) =>
        $"$topics | New-SelfInstruct -Llm $instructor {options} | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm $first, $second {options} | Invoke-UltraFeedback -Llm $judge {options} | ConvertTo-DpoFormat";

    private static string InRun(string options, int throttle) =>
        $"Invoke-DatasetPipeline -Name tutorial -Path \"$env:FOLDER/run\" {options} -ScriptBlock {{ {Chain($"-ThrottleLimit {throttle}")} }} | Out-Null";

    /// <summary>What one execution took.</summary>
    /// <param name="Seconds">First call to last answer, by the server's clock.</param>
    /// <param name="LongestPath">Seconds of the longest chain of calls that need each other.</param>
    /// <param name="Sum">Seconds of all times together.</param>
    private sealed record Walk(double Seconds, double LongestPath, double Sum, int Calls, string? Wrong);

    private static async Task<Walk> WalkAsync(ServerProcess server, int seed, int topics, string command)
    {
        var folder = Directory.CreateTempSubdirectory("mathpref-tutorial").FullName;
        try
        {
            await server.ResetAsync(Median, Sigma, seed, log: true);
            var script =
                $$"""
                $instructor, $first, $second, $judge = 'instructor', 'first', 'second', 'judge' | ForEach-Object { New-Llm "openai/$_" -Endpoint $env:SERVER }
                $topics = foreach ($i in 1..{{topics}}) { "Topic $i" }
                {{command}}
                (Get-Distiset ([System.IO.Directory]::GetDirectories($env:FOLDER)[0])).Rows
                """;
            var rows = Statistics.Numbers(await ShellProcess.RunAsync(script, ("SERVER", server.Address), ("FOLDER", folder))).Sum();
            var log = await server.LogAsync();
            var (calls, pairs) = (topics * 16, topics * 5);
            return new Walk(
                (log.Max(c => c.Went) - log.Min(c => c.Came)) / (double)Stopwatch.Frequency,
                LongestPath(log) / 1000,
                log.Sum(c => c.Milliseconds) / 1000,
                log.Length,
                log.Length == calls && rows == pairs ? null : $"{log.Length} calls for {calls}, {rows} pairs of {pairs}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Instructions, then the slower of two answers, then the judge: the slowest of all instructions. The times are those drawn, in milliseconds.</summary>
    private static double LongestPath(LoggedCall[] log)
    {
        var instructors = log.Where(c => c.Model == "instructor").ToDictionary(c => c.Item, c => c.Milliseconds);
        return log.Where(c => c.Model != "instructor").GroupBy(c => c.Item)
            .Max(item => instructors[item.Key[^8..]] + item.Where(c => c.Model != "judge").Max(c => c.Milliseconds) + item.Single(c => c.Model == "judge").Milliseconds);
    }
}
