using System.Diagnostics;
using MathPref.Tests.Hosting;

namespace MathPref.Benchmarks.Measures;

/// <summary>
/// Measure 12: calls through 20% 429 (half with Retry-After), 5% 500 and 503, 3% resets, 2% cut bodies and 1% stalls past the timeout. The
/// bound is the longer of two: all attempts' own durations at the throttle, and the row with the longest chain of attempts and
/// of the waits prescribed between them (Retry-After, else 1 s, doubling).
/// </summary>
internal static class Faults
{
    private const int Throttle = 64;
    private const double Timeout = 2;

    public static async Task<IReadOnlyList<Figure>> TakeAsync(bool isShort)
    {
        var calls = isShort ? 500 : 2000;
        var random = new Random(11);
        var gate = new Lock();
        var busy = 0.0;
        var chains = new Dictionary<string, (int Attempts, double Seconds)>(StringComparer.Ordinal);
        var answered = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var server = await ChatServer.StartAsync(async request =>
        {
            double draw, seconds;
            lock (gate)
                (draw, seconds) = (random.NextDouble(), 0.05 + random.NextDouble() * 0.1);
            lock (gate)
            {
                var own = draw is >= 0.30 and < 0.31 ? Timeout : seconds;
                busy += own;
                var (attempts, chain) = chains.GetValueOrDefault(request.Text);
                var wait = draw switch { >= 0.31 => 0, >= 0.10 and < 0.20 => 1, _ => Math.Min(120, Math.Pow(2, attempts)) };
                chains[request.Text] = (attempts + 1, chain + own + wait);
            }
            if (draw is >= 0.30 and < 0.31)
                return await ChatServer.HangAsync(request);
            await Task.Delay(TimeSpan.FromSeconds(seconds), request.Gone);
            switch (draw)
            {
                case < 0.10:
                    return new ChatServer.Reply("", 429, "{\"message\":\"Requests rate limit exceeded\"}");
                case < 0.20:
                    return new ChatServer.Reply("", 429, "{\"message\":\"Requests rate limit exceeded\"}", new Dictionary<string, string> { ["Retry-After"] = "1" });
                case < 0.25:
                    return new ChatServer.Reply("", draw < 0.225 ? 500 : 503, "<html>oops</html>");
                case < 0.28:
                    return new ChatServer.Reply("", Status: ChatServer.Reset);
                case < 0.30:
                    return new ChatServer.Reply("", 200, "{\"choices\":[{\"message\":{\"content\":\"half of an ans");
            }
            lock (gate)
                answered[request.Text] = answered.GetValueOrDefault(request.Text) + 1;
            return new ChatServer.Reply(request.Text.ToUpperInvariant());
        });
        var watch = Stopwatch.StartNew();
        var output = await ShellProcess.RunAsync(
            $"0..{calls - 1} | ForEach-Object {{ \"row $_\" }} | Invoke-TextGeneration -Llm openai/test -Endpoint $env:SERVER -ThrottleLimit {Throttle} -TimeoutSec {Timeout} -WarningAction SilentlyContinue | ForEach-Object {{ $_.generation }}",
            ("SERVER", server.Address));
        var wall = watch.Elapsed.TotalSeconds;
        var inOrder = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(Enumerable.Range(0, calls).Select(i => $"ROW {i}"));
        var bound = Math.Max(busy / Throttle, chains.Values.Max(c => c.Seconds));
        return
        [
            new Figure
            {
                Number = "12", Name = $"{calls:#,0} calls through 31% faults, to what attempts and prescribed waits allow", Unit = "ratio", Value = wall / bound, Mark = 1.5, Aim = 1.1,
                Ours = wall, Partner = "bound", PartnerFigure = bound, PartnerUnit = "s", Detail = $"{server.Started} requests",
                Wrong = inOrder && answered.All(a => a.Value == 1) ? null : $"in order: {inOrder}; answered more than once: {answered.Count(a => a.Value > 1)}",
            },
        ];
    }
}
