using System.Globalization;

namespace MathPref.Benchmarks.Measures;

/// <summary>Calls a second, and what a call costs the processor. All programs are warmed up on the same server before they are counted.</summary>
internal static class Throughput
{
    private const int InFlight = 64;
    private const int WarmUp = 10_000;
    private const string Strict = "$ErrorActionPreference = 'Stop'\n";

    /// <summary>Measure 1: against the least that a program does, in the same PowerShell, whose thread pool and settings it is.</summary>
    public static async Task<IReadOnlyList<Figure>> AgainstHttpClientAsync(bool isShort)
    {
        var (calls, rounds) = isShort ? (6000, 2) : (30_000, 5);
        using var server = await ServerProcess.StartAsync();
        var ours = new List<Run>();
        var loop = new List<Run>();
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await GenerateAsync(server, calls));
            loop.Add(await LoopInPowerShellAsync(server, calls));
        }
        var alone = await LoopAsync(server, calls);
        var (mine, theirs) = (ours.Select(r => calls / r.Seconds).Median(), loop.Select(r => calls / r.Seconds).Median());
        return
        [
            new Figure
            {
                Number = "1", Name = "Invoke-TextGeneration at 0 ms, 64 in flight, to an HttpClient loop in the same PowerShell", Unit = "ratio", Value = mine / theirs, Mark = 0.4, Aim = 0.6, IsMoreBetter = true,
                Ours = mine, Partner = "HttpClient loop in PowerShell", PartnerFigure = theirs, PartnerUnit = "calls/s",
                Detail = $"medians of {rounds} times {calls} calls, in turn; the loop as a program of its own {(calls / alone.Seconds).ToString("#,0", CultureInfo.InvariantCulture)} calls/s; rounds {string.Join(", ", ours.Zip(loop, (a, b) => (b.Seconds / a.Seconds).ToString("0.00", CultureInfo.InvariantCulture)))}", Wrong = ours.Select(r => r.Wrong).FirstOrDefault(w => w is not null),
            },
        ];
    }

    /// <summary>Measure 2: against what one would write in PowerShell without the module.</summary>
    public static async Task<IReadOnlyList<Figure>> AgainstScriptsAsync(bool isShort)
    {
        const string Parallel = "Invoke-TextGeneration to ForEach-Object -Parallel { Invoke-RestMethod }, 64 in flight";
        const string Serial = "Invoke-TextGeneration to ForEach-Object { Invoke-RestMethod }";
        Figure Blank(string number, string name, double? mark, double? aim) => new() { Number = number, Name = name, Unit = "times", Mark = mark, Aim = aim, IsMoreBetter = true, PartnerUnit = "calls/s" };
        Figure[] blanks = [Blank("2", Parallel + ", 0 ms", 25, 30), Blank("2 serial", Serial + ", 0 ms", 4, 5), Blank("2 at 400 ms", Parallel + ", 400 ms", null, null), Blank("2 serial at 400 ms", Serial + ", 400 ms", null, null)];
        using var server = await ServerProcess.StartAsync();
        var figures = new List<Figure>();
        foreach (var latency in new[] { 0, 400 })
        {
            await server.ResetAsync(latency);
            var (ourCalls, parallelCalls, serialCalls) = (latency, isShort) switch { (0, true) => (6000, 150, 1000), (0, false) => (30_000, 3000, 6000), (_, true) => (256, 64, 5), _ => (1920, 640, 40) };
            var ours = await GenerateAsync(server, ourCalls);
            var parallel = await InBareAsync(server, parallelCalls, $"ForEach-Object -ThrottleLimit {InFlight} -Parallel {{ (Invoke-RestMethod \"$env:SERVER/v1/chat/completions\" -Method Post -ContentType application/json -Body (@{{ model = 'answer'; messages = @(@{{ role = 'user'; content = $_ }}) }} | ConvertTo-Json -Depth 5)).choices[0].message.content }}");
            var serial = await InBareAsync(server, serialCalls, "ForEach-Object { (Invoke-RestMethod \"$env:SERVER/v1/chat/completions\" -Method Post -ContentType application/json -Body (@{ model = 'answer'; messages = @(@{ role = 'user'; content = $_ }) } | ConvertTo-Json -Depth 5)).choices[0].message.content }");
            foreach (var (partner, seconds, calls) in new[] { ("-Parallel", parallel, parallelCalls), ("serial", serial, serialCalls) })
            {
                var (mine, theirs) = (ourCalls / ours.Seconds, calls / seconds);
                figures.Add(blanks[figures.Count] with { Value = mine / theirs, Ours = mine, Partner = partner, PartnerFigure = theirs, Wrong = ours.Wrong, Detail = $"{ourCalls} and {calls} calls" });
            }
        }
        return figures;
    }

    /// <summary>Measure 6: what a call costs the client's processor, beyond what the least costs in the same PowerShell, whose thread pool it is.</summary>
    public static async Task<IReadOnlyList<Figure>> ProcessorTimeAsync(bool isShort)
    {
        var (calls, rounds) = isShort ? (6000, 1) : (30_000, 3);
        using var server = await ServerProcess.StartAsync();
        var ours = new List<Run>();
        var loop = new List<Run>();
        for (var round = 0; round < rounds; round++)
        {
            await server.ResetAsync(50);
            ours.Add(await GenerateAsync(server, calls));
            await server.ResetAsync(50);
            loop.Add(await LoopInPowerShellAsync(server, calls));
        }
        double PerCall(List<Run> runs) => runs.Select(run => run.ProcessorSeconds / calls * 1e6).Median();
        var (mine, theirs) = (PerCall(ours), PerCall(loop));
        return
        [
            new Figure
            {
                Number = "6", Name = "processor time a call at 50 ms, 64 in flight, above an HttpClient loop's in the same PowerShell", Unit = "µs", Value = mine - theirs, Mark = 60, Aim = 30,
                Ours = mine, Partner = "HttpClient loop in PowerShell", PartnerFigure = theirs, PartnerUnit = "µs",
                Detail = string.Create(CultureInfo.InvariantCulture, $"medians of {rounds} times {calls} calls after the warm-up, in turn; the whole process, start and warm-up in it, {ours.Select(run => run.WholeProcessorSeconds).Median():0.0} s"), Wrong = ours.Select(run => run.Wrong).FirstOrDefault(wrong => wrong is not null),
            },
        ];
    }

    private sealed record Run(double Seconds, double ProcessorSeconds, double WholeProcessorSeconds, string? Wrong);

    private static async Task<Run> GenerateAsync(ServerProcess server, int calls)
    {
        const string Generate = "Invoke-TextGeneration -Llm openai/answer -Endpoint $env:SERVER -ThrottleLimit 64";
        var script =
            $$"""
            $warm = foreach ($i in 1..{{WarmUp}}) { "warm $i" }
            $rows = foreach ($i in 1..{{calls}}) { "question $i" }
            # Kept and looked at here; the counted ones are dropped, as the loop drops its own.
            $answers = @($warm | {{Generate}})
            $wrong = 0
            for ($i = 0; $i -lt {{WarmUp}}; $i++) { if ($answers[$i].generation -ne "answer works through $($warm[$i]), step by step, and finds it.") { $wrong++ } }
            $kept = $answers.Count
            $answers = $null
            $self = [System.Diagnostics.Process]::GetCurrentProcess()
            $before = $self.TotalProcessorTime.TotalSeconds
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $rows | {{Generate}} | Out-Null
            $seconds = $watch.Elapsed.TotalSeconds
            $self.Refresh()
            $after = $self.TotalProcessorTime.TotalSeconds
            [string]::Join(' ', [double[]]($seconds, ($after - $before), $after, $wrong, $kept))
            """;
        var before = await server.CountAsync();
        var output = await ShellProcess.RunAsync(Strict + script, ("SERVER", server.Address));
        var numbers = Statistics.Numbers(output);
        var asked = await server.CountAsync() - before;
        return new Run(numbers[0], numbers[1], numbers[2], numbers[3] == 0 && numbers[4] == WarmUp && asked == WarmUp + calls ? null : $"{numbers[4]} rows of {WarmUp}, {numbers[3]} of them not the answer to their question; {asked} calls for {WarmUp + calls}");
    }

    private static async Task<Run> LoopAsync(ServerProcess server, int calls)
    {
        var numbers = Statistics.Numbers(await Programs.RunAsync("dotnet", [Programs.Partners, server.Address, $"{InFlight}", $"{WarmUp}", $"{calls}"]));
        return new Run(numbers[0], numbers[1], 0, null);
    }

    private static async Task<Run> LoopInPowerShellAsync(ServerProcess server, int calls)
    {
        var numbers = Statistics.Numbers(await ShellProcess.RunBareAsync(
            $"{Strict}Import-Module $env:PARTNERS; [void][MathPref.Benchmarks.Partners.HttpLoop]::RunAsync(@($env:SERVER, '{InFlight}', '{WarmUp}', '{calls}')).GetAwaiter().GetResult()",
            ("SERVER", server.Address), ("PARTNERS", Programs.Partners)));
        return new Run(numbers[0], numbers[1], 0, null);
    }

    private static async Task<double> InBareAsync(ServerProcess server, int calls, string command)
    {
        var output = await ShellProcess.RunBareAsync(
            Strict + $$"""
            $rows = foreach ($i in 1..{{calls}}) { "question $i" }
            $rows[0..[math]::Min(99, {{calls}} / 4)] | {{command}} | Out-Null
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $answers = $rows | {{command}}
            $seconds = $watch.Elapsed.TotalSeconds
            if ($answers.Count -ne {{calls}}) { throw "$($answers.Count) answers" }
            $seconds.ToString([cultureinfo]::InvariantCulture)
            """,
            ("SERVER", server.Address));
        return Statistics.Numbers(output)[0];
    }
}
