using System.Diagnostics;

namespace MathPref.Benchmarks.Torture;

/// <summary>How a process ended and what it said.</summary>
/// <param name="WasKilled">By the plan, before its own end.</param>
/// <param name="Hung">Nothing happened for so long that it was ended.</param>
internal sealed record Outcome(bool WasKilled, bool Hung, int ExitCode, string Output, string Error)
{
    public IEnumerable<string> Lines(string mark) => Output.Split('\n').Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..].TrimEnd('\r'));
}

/// <summary>One run of the script as a process, to its end or to its kill.</summary>
internal static class Execution
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromSeconds(1);

    /// <param name="script">The script.</param>
    /// <param name="environment">Variables for it.</param>
    /// <param name="progress">A number that grows while something happens.</param>
    /// <param name="killed">Ends when the process is to be killed; null for never.</param>
    public static async Task<Outcome> RunAsync(string script, (string, string)[] environment, Func<long> progress, Task? killed = null)
    {
        using var process = ShellProcess.Start(script, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var exited = process.WaitForExitAsync();
        var (seen, since) = (progress(), Stopwatch.GetTimestamp());
        var hung = false;
        while (!exited.IsCompleted && killed is not { IsCompleted: true } && !hung)
        {
            await Task.WhenAny(exited, killed ?? exited, Task.Delay(s_lookInterval));
            if (progress() is var now && now != seen)
                (seen, since) = (now, Stopwatch.GetTimestamp());
            hung = Stopwatch.GetElapsedTime(since) > s_patience;
        }
        var wasKilled = !process.HasExited;
        if (wasKilled)
            process.Kill();
        await exited;
        return new Outcome(wasKilled, hung && wasKilled, process.ExitCode, await output, await error);
    }
}
