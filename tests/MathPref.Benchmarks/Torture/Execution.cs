using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MathPref.Benchmarks.Torture;

internal enum Cut
{
    /// <summary>The process came to its own end.</summary>
    None,
    Killed,
    Interrupted,
}

/// <summary>How a process ended and what it said.</summary>
/// <param name="Cut">By the plan, before its own end.</param>
/// <param name="Hung">What was seen of a process in which nothing happened for so long that it was ended; null for none.</param>
internal sealed record Outcome(Cut Cut, string? Hung, int ExitCode, string Output, string Error)
{
    public bool WasCut => Cut is not Cut.None;

    public IEnumerable<string> Lines(string mark) => Output.Split('\n').Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..].TrimEnd('\r'));
}

/// <summary>One run of the script as a process, to its end, to its kill, or until it is seen to hang.</summary>
internal sealed class Execution : IDisposable
{
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromSeconds(1);

    /// <summary>No request comes and no answer goes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Nor is a request in flight, and the process has next to nothing to do: no wait that the plans draw is longer.</summary>
    private static readonly TimeSpan s_patienceWithIdle = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(1.5);

    private readonly Process _process;
    private readonly TortureServer _server;
    private readonly string? _run;
    private readonly StringBuilder _output = new();
    private readonly Task _outputEnd;
    private readonly Task<string> _error;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Cut _cut;

    private Execution(string script, (string, string)[] environment, TortureServer server, string? run)
    {
        (_server, _run) = (server, run);
        _process = ShellProcess.Start(script, environment);
        _outputEnd = ReadAsync(_process.StandardOutput);
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <param name="script">The script.</param>
    /// <param name="environment">Variables for it.</param>
    /// <param name="server">Whom it asks.</param>
    /// <param name="run">The run's folder, whose log is looked at where it hangs.</param>
    /// <param name="disturb">What happens to it meanwhile; its end is not awaited.</param>
    public static async Task<Outcome> RunAsync(string script, (string, string)[] environment, TortureServer server, string? run, Func<Execution, Task>? disturb = null)
    {
        using var execution = new Execution(script, environment, server, run);
        var disturbance = disturb?.Invoke(execution) ?? Task.CompletedTask;
        var outcome = await execution.WatchAsync();
        if (disturbance.IsFaulted)
            await disturbance;
        return outcome;
    }

    /// <summary>Ends when the process waits for others: it has begun, and for a while has next to nothing to do.</summary>
    public async Task WhenWaitingAsync()
    {
        const int longestMs = 20_000;
        const int quietMs = 600;
        await _begun.Task;
        for (var ms = 0; ms < longestMs && Work() is { } before; ms += quietMs)
        {
            await Task.Delay(quietMs);
            if (Work() is { } after && (after - before).TotalMilliseconds < quietMs / 20d)
                return;
        }
    }

    public void Kill() => End(Cut.Killed, _process.Kill);

    public void Interrupt()
    {
        if (Signals.Exist)
            End(Cut.Interrupted, () => Signals.Send(_process.Id, Signals.Interrupt));
        else
            Kill();
    }

    /// <summary>Stops the process, and lets it go on after that.</summary>
    public async Task SuspendAsync(TimeSpan time)
    {
        if (!Signals.Exist || _process.HasExited)
            return;
        Signals.Send(_process.Id, Signals.Stop);
        try
        {
            _server.Release();
            await Task.Delay(time);
        }
        finally
        {
            Signals.Send(_process.Id, Signals.Continue);
        }
    }

    public void Dispose() => _process.Dispose();

    private void End(Cut cut, Action end)
    {
        if (_process.HasExited)
            return;
        _cut = cut;
        end();
    }

    /// <summary>Its processor time; null once it has ended.</summary>
    private TimeSpan? Work()
    {
        try
        {
            _process.Refresh();
            return _process.HasExited ? null : _process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It ended between the two looks.
            return null;
        }
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (_output)
                _output.Append(line).Append('\n');
            if (line == ChainScript.BeginMark)
                _begun.TrySetResult();
        }
    }

    private async Task<Outcome> WatchAsync()
    {
        var exited = _process.WaitForExitAsync();
        var (seen, since, worked) = (_server.Progress, Stopwatch.GetTimestamp(), TimeSpan.Zero);
        string? hung = null;
        while (!exited.IsCompleted && hung is null)
        {
            await Task.WhenAny(exited, Task.Delay(s_lookInterval));
            if (Work() is not { } work)
                break;
            if (_server.Progress is var now && now != seen)
                (seen, since, worked) = (now, Stopwatch.GetTimestamp(), work);
            var quiet = Stopwatch.GetElapsedTime(since);
            if (quiet > s_patience || quiet > s_patienceWithIdle && _server.InFlight == 0 && work - worked < s_idle)
                hung = Look(quiet, work - worked);
        }
        if (hung is not null)
            _process.Kill();
        await exited;
        await _outputEnd;
        return new Outcome(_cut, hung, _process.ExitCode, Said, await _error);
    }

    private string Said
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>What can be seen of a process from outside: the server's counts, its threads, its last words and the run's.</summary>
    private string Look(TimeSpan quiet, TimeSpan work)
    {
        var seen = new StringBuilder();
        seen.Append(CultureInfo.InvariantCulture, $"no request came and no answer went for {quiet.TotalSeconds:0} s, in which it used {work.TotalSeconds:0.0} s of processor time; ");
        seen.Append(_server.Describe());
        try
        {
            var threads = Directory.GetDirectories($"/proc/{_process.Id}/task")
                .Select(thread => $"{File.ReadAllText(Path.Combine(thread, "comm")).Trim()} {File.ReadAllText(Path.Combine(thread, "stat")).Split(')')[^1].Trim()[..1]}")
                .GroupBy(thread => thread, StringComparer.Ordinal).Select(group => group.Count() == 1 ? group.Key : FormattableString.Invariant($"{group.Count()} x {group.Key}"));
            seen.Append("; threads: ").AppendJoin(", ", threads);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another system, or the process has just ended.
        }
        seen.Append("; its last words: ").Append(Last(Said));
        var log = _run is null ? null : Path.Combine(_run, "log.jsonl");
        if (File.Exists(log))
            seen.Append("; its log: ").Append(Last(File.ReadAllText(log)));
        return seen.ToString();
    }

    private static string Last(string text) => text.Length <= 600 ? text.Trim() : "…" + text[^600..].Trim();
}
