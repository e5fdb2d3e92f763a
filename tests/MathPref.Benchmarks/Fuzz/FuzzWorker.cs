using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>
/// The process in which the parsers run, so that what ends a process ends no more than this one: it feeds input after input, writes each
/// finding to its output as a line of JSON, and ends by itself when an input takes too long.
/// </summary>
internal sealed class FuzzWorker(FuzzTarget target, int seed, FuzzState state)
{
    /// <summary>The exit code after an input without end.</summary>
    public const int Hung = 3;

    /// <summary>Far more than any input takes that is read in time in proportion to its length, on a busy machine and without optimisation.</summary>
    private static TimeSpan LongestRead(int length) => TimeSpan.FromSeconds(5 + length / 50_000.0);

    /// <summary>What a thread has on Windows, where the stack is smallest.</summary>
    private const int StackSize = 1 << 20;

    private readonly FuzzInputs _inputs = new(target, seed);
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private long _began = Stopwatch.GetTimestamp();
    private int _length;

    public int Run(long from, TimeSpan duration)
    {
        state.Number = from;
        var reading = new Thread(() => Read(from, duration), StackSize) { IsBackground = true };
        reading.Start();
        while (!reading.Join(TimeSpan.FromMilliseconds(100)))
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _began)) is var taken && taken > LongestRead(Volatile.Read(ref _length)))
            {
                Write(new FuzzFinding(state.Number, "an input takes too long", string.Create(CultureInfo.InvariantCulture, $"{_length:N0} characters are not read within {taken.TotalSeconds:0.0} s")));
                return Hung;
            }
        }
        return 0;
    }

    private void Read(long from, TimeSpan duration)
    {
        var trial = new FuzzTrial(target, _inputs, length =>
        {
            Volatile.Write(ref _length, length);
            Volatile.Write(ref _began, Stopwatch.GetTimestamp());
        });
        var watch = Stopwatch.StartNew();
        for (var number = from; watch.Elapsed < duration; number++)
        {
            state.Number = number;
            var outcome = trial.Run(number);
            if (outcome.IsAccepted)
                state.Accepted++;
            else
                state.Refused++;
            state.Allocated = Math.Max(state.Allocated, outcome.Allocated);
            if (outcome.Finding is { } finding)
                Tell(trial, finding);
        }
        state.Number++;
    }

    private void Tell(FuzzTrial trial, FuzzFinding finding)
    {
        if (_kinds.Add(finding.Kind))
            finding = finding with { Shrunk = RawText.Escape(new Shrinker(trial).Shrink(_inputs.Make(finding.Number), finding.Kind)) };
        Write(finding);
    }

    private static void Write(FuzzFinding finding)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(finding));
        Console.Out.Flush();
    }
}
