using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>What was found at one target.</summary>
internal sealed record FuzzResult(long Inputs, long Accepted, long Refused, long Allocated, TimeSpan Time, IReadOnlyList<FuzzFinding> Findings);

/// <summary>Has a target fuzzed by a worker of its own, and by another from the next input on when one dies.</summary>
internal sealed class FuzzSupervisor(FuzzTarget target, int seed)
{
    /// <summary>More deaths say nothing new.</summary>
    private const int MostDeaths = 10;

    /// <summary>What a worker may hold: reading that asks for more than this is a finding, and no trouble of the machine.</summary>
    private const string HeapLimit = "0x60000000";

    /// <summary>For the worker's own start and end, and one input without end.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(30);

    public async Task<FuzzResult> RunAsync(TimeSpan duration)
    {
        // Every input is a file once: where there is a disk in memory it need not go to any other.
        var folder = Directory.Exists("/dev/shm") ? Directory.CreateDirectory($"/dev/shm/mathpref-fuzz-{Guid.NewGuid():N}") : Directory.CreateTempSubdirectory("mathpref-fuzz-");
        var file = Path.Combine(folder.FullName, "state");
        try
        {
            var findings = new List<FuzzFinding>();
            var watch = Stopwatch.StartNew();
            var (from, deaths, accepted, refused, allocated) = (0L, 0, 0L, 0L, 0L);
            while (from == 0 || watch.Elapsed < duration && deaths < MostDeaths)
            {
                File.WriteAllBytes(file, []);
                var left = duration - watch.Elapsed;
                var (exitCode, error) = await WorkAsync(file, from, left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1), findings).ConfigureAwait(false);
                using var state = new FuzzState(file);
                (accepted, refused, allocated) = (accepted + state.Accepted, refused + state.Refused, Math.Max(allocated, state.Allocated));
                if (exitCode == 0)
                {
                    from = state.Number;
                    break;
                }
                deaths++;
                if (exitCode != FuzzWorker.Hung)
                    findings.Add(new FuzzFinding(state.Number, $"the process ends ({Cause(error, exitCode)})", Shorten(error)));
                from = state.Number + 1;
            }
            return new FuzzResult(from, accepted, refused, allocated, watch.Elapsed, findings);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(int ExitCode, string Error)> WorkAsync(string file, long from, TimeSpan duration, List<FuzzFinding> findings)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(FuzzSupervisor).Assembly.Location);
        foreach (var argument in (string[])["fuzz", target.Name, "--minutes", duration.TotalMinutes.ToString("R", CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture), "--worker", file, "--from", from.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var worker = Process.Start(start)!;
        var error = worker.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(duration + s_grace);
        try
        {
            while (await worker.StandardOutput.ReadLineAsync(patience.Token).ConfigureAwait(false) is { } line)
                findings.Add(JsonSerializer.Deserialize<FuzzFinding>(line)!);
            await worker.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            worker.Kill(entireProcessTree: true);
            await worker.WaitForExitAsync().ConfigureAwait(false);
        }
        return (worker.ExitCode, await error.ConfigureAwait(false));
    }

    /// <summary>The runtime writes why it ended, and then the stack; the first frame of ours tells one cause from another.</summary>
    private static string Cause(string error, int exitCode)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var frame = lines.FirstOrDefault(line => line.StartsWith("at MathPref.Core", StringComparison.Ordinal)) ?? lines.FirstOrDefault(line => line.StartsWith("at ", StringComparison.Ordinal));
        var why = lines.FirstOrDefault(line => line.StartsWith("Stack overflow", StringComparison.Ordinal) || line.StartsWith("Out of memory", StringComparison.Ordinal)) ?? string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}");
        return frame is null ? why : $"{why.TrimEnd('.')} {frame.Split('(')[0]}";
    }

    private static string Shorten(string text) => text.Length <= 1000 ? text : text[..1000];
}
