using System.Diagnostics;
using MathPref.Tests.Hosting;

namespace MathPref.Benchmarks;

/// <summary>Real minutes against a server with a quota a minute, which says nothing of it but 429.</summary>
internal static class Quota
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (minutes, limit) = (arguments.Number("--minutes", 4), arguments.Number("--limit", 60));
        arguments.Done();
        var gate = new Lock();
        var admitted = new Queue<TimeSpan>();
        var log = new List<(TimeSpan At, bool Refused)>();
        var watch = Stopwatch.StartNew();
        await using var server = await ChatServer.StartAsync(request =>
        {
            lock (gate)
            {
                var now = watch.Elapsed;
                while (admitted.TryPeek(out var oldest) && oldest <= now - TimeSpan.FromMinutes(1))
                    admitted.Dequeue();
                var refused = admitted.Count >= limit;
                if (!refused)
                    admitted.Enqueue(now);
                log.Add((now, refused));
                return refused ? new ChatServer.Reply("", 429, "{\"message\":\"Rate limit exceeded\"}") : new ChatServer.Reply("ok");
            }
        });
        using var process = ShellProcess.Start("& { for ($i = 0; ; $i++) { \"question $i\" } } | Invoke-TextGeneration -Llm openai/a -Endpoint $env:SERVER | Out-Null", ("SERVER", server.Address));
        await Task.Delay(TimeSpan.FromMinutes(minutes));
        process.Kill();
        await process.WaitForExitAsync();
        lock (gate)
        {
            var began = log[0].At;
            var later = log.Where(l => l.At >= began + TimeSpan.FromMinutes(1)).ToList();
            var used = later.Count(l => !l.Refused) / (limit * (minutes - (began.TotalMinutes + 1)));
            Console.WriteLine($"{limit} requests a minute, {minutes} min: {used:P1} of the quota used after the first minute (mark 90%), {later.Count(l => l.Refused) / (double)later.Count:P2} refused (mark 2%)");
        }
        return 0;
    }
}
