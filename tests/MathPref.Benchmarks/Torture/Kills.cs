using System.Collections.Concurrent;
using MathPref.Tests.Hosting;

namespace MathPref.Benchmarks.Torture;

/// <summary>kill -9 at random moments of a run, started again each time with the same journal.</summary>
internal static class Kills
{
    private const int Throttle = 16;

    public static async Task<int> RunAsync(int count, int seed)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("mathpref-kills").FullName;
        var rows = count * 40;
        var asked = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await using var server = await ChatServer.StartAsync(async request =>
        {
            asked.AddOrUpdate(request.Text, 1, (_, n) => n + 1);
            await Task.Delay(TimeSpan.FromMilliseconds(20), request.Gone);
            return new ChatServer.Reply(request.Text.ToUpperInvariant());
        });
        var script = $"0..{rows - 1} | ForEach-Object {{ \"question $_\" }} | Invoke-TextGeneration -Llm openai/a -Endpoint $env:SERVER -Journal $env:JOURNAL -ThrottleLimit {Throttle} | Export-Distiset $env:SET -Force -WarningAction SilentlyContinue";
        (string, string)[] Environment(string name) => [("SERVER", server.Address), ("JOURNAL", Path.Combine(folder, "journal.db")), ("SET", Path.Combine(folder, name))];
        for (var kill = 0; kill < count; kill++)
        {
            var goal = server.Answered + random.Next(1, 36);
            using var process = ShellProcess.Start(script, Environment("killed"));
            if (!await server.WaitAsync(s => s.Answered >= goal, TimeSpan.FromSeconds(60)))
                throw new InvalidOperationException("The run made no calls.");
            process.Kill();
            await process.WaitForExitAsync();
        }
        await ShellProcess.RunAsync(script, Environment("killed"));
        var repeated = asked.Values.Sum(n => n - 1);
        File.Delete(Path.Combine(folder, "journal.db"));
        await ShellProcess.RunAsync(script, Environment("undisturbed"));
        byte[] Read(string name) => Directory.EnumerateFiles(Path.Combine(folder, name, "data")).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes).ToArray();
        var same = Read("killed").AsSpan().SequenceEqual(Read("undisturbed"));
        Console.WriteLine($"{count} kills, {rows} rows: {repeated} calls repeated (at most {count * Throttle} were in flight at a kill); same dataset: {same}");
        Directory.Delete(folder, recursive: true);
        return same && repeated <= count * Throttle ? 0 : 1;
    }
}
