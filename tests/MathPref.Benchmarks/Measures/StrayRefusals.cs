using System.Globalization;
using MathPref.Tests.Hosting;

namespace MathPref.Benchmarks.Measures;

/// <summary>
/// Measure 13: a server without a quota that refuses a quarter of the calls at random with Retry-After: 1 and answers the others after 50 ms; 1,000 calls, 32 in
/// flight, several seeds. Taken for a used up quota, it costs a multiple. The time is that of the command in the shell.
/// </summary>
internal static class StrayRefusals
{
    private const int Calls = 1000;

    public static async Task<IReadOnlyList<Figure>> TakeAsync(bool isShort)
    {
        var seeds = isShort ? 3 : 20;
        var seconds = new List<double>();
        string? wrong = null;
        for (var seed = 1; seed <= seeds; seed++)
        {
            var random = new Random(seed);
            var gate = new Lock();
            await using var server = await ChatServer.StartAsync(async request =>
            {
                bool isRefused;
                lock (gate)
                    isRefused = random.NextDouble() < 0.25;
                if (isRefused)
                    return new ChatServer.Reply("", 429, "{\"message\":\"Too many requests\"}", new Dictionary<string, string> { ["Retry-After"] = "1" });
                await Task.Delay(TimeSpan.FromMilliseconds(50), request.Gone);
                return new ChatServer.Reply(request.Text.ToUpperInvariant());
            });
            var output = await ShellProcess.RunAsync(
                $$"""
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $rows = @(1..{{Calls}} | ForEach-Object { "row $_" } | Invoke-TextGeneration -Llm openai/test -Endpoint $env:SERVER -ThrottleLimit 32 -WarningAction SilentlyContinue)
                $seconds = $watch.Elapsed.TotalSeconds
                $right = @(for ($i = 0; $i -lt $rows.Count; $i++) { if ($rows[$i].generation -ceq "ROW $($i + 1)") { 1 } }).Count
                [string]::Join(' ', [double[]]($seconds, $right))
                """,
                ("SERVER", server.Address));
            var numbers = Statistics.Numbers(output);
            seconds.Add(numbers[0]);
            if (numbers[1] != Calls)
                wrong ??= string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {numbers[1]} of {Calls} rows are right");
        }
        return
        [
            new Figure
            {
                Number = "13", Name = $"{Calls:#,0} calls of 50 ms through 25% stray refusals with Retry-After: 1, 32 in flight, the slowest of {seeds} seeds", Unit = "s",
                Value = seconds.Max(), Mark = 12,
                Detail = string.Create(CultureInfo.InvariantCulture, $"median {seconds.Median():0.0} s, within the mark {seconds.Count(s => s <= 12)} of {seeds}"),
                Wrong = wrong,
            },
        ];
    }
}
