using System.Globalization;
using MathPref.Tests.Hosting;

namespace MathPref.Benchmarks.Measures;

/// <summary>How much the process grows from row 10,000 to the end, with the journal on.</summary>
internal static class Memory
{
    public static async Task<int> RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("mathpref-memory").FullName;
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply("An answer of some length to " + r.Text));
        var script =
            $$"""
            $process = [System.Diagnostics.Process]::GetCurrentProcess()
            $script:n = 0
            & { for ($i = 0; $i -lt {{rows}}; $i++) { "question $i" } } |
                Invoke-TextGeneration -Llm openai/a -Endpoint $env:SERVER -Journal $env:JOURNAL -ThrottleLimit 32 |
                ForEach-Object { if (++$script:n -eq 10000 -or $script:n -eq {{rows}}) { $process.Refresh(); "$($process.WorkingSet64) $([GC]::GetTotalMemory($true))" } }
            """;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var lines = (await ShellProcess.RunAsync(script, ("SERVER", server.Address), ("JOURNAL", Path.Combine(folder, "journal.db")))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var sizes = lines.Select(line => line.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture) / 1e6).ToArray()).ToArray();
        var growth = sizes[^1][0] - sizes[0][0];
        Console.WriteLine($"{rows} rows in {watch.Elapsed.TotalSeconds:0} s: working set {sizes[0][0]:0} MB at row 10,000, {sizes[^1][0]:0} MB at the end, growth {growth:0} MB (mark 100); managed heap {sizes[0][1]:0} and {sizes[^1][1]:0} MB");
        Directory.Delete(folder, recursive: true);
        return 0;
    }
}
