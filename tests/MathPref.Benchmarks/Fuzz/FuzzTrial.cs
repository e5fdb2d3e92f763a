using System.Diagnostics;
using System.Globalization;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>Why an input failed: the kind groups what has one cause.</summary>
/// <param name="Number">The input's number.</param>
/// <param name="Kind">Exception type and place, or the rule that was broken.</param>
/// <param name="Message">What was said of this input.</param>
internal sealed record FuzzFinding(long Number, string Kind, string Message)
{
    /// <summary>The kind that says no more than how long something took, on a machine that may have been busy: it is told and fails nothing.</summary>
    public const string Growth = "time grows faster than the text";

    public bool IsOnlyTime => Kind == Growth;

    /// <summary>The smallest input found that fails in the same way, escaped; null where none was looked for.</summary>
    public string? Shrunk { get; init; }
}

/// <summary>What became of one input.</summary>
internal sealed record FuzzOutcome(bool IsAccepted, string? Refusal, FuzzFinding? Finding, Exception? Thrown, TimeSpan Time, long Allocated);

/// <summary>Feeds one input to a target and holds what comes out against the rules.</summary>
/// <param name="target">The parser.</param>
/// <param name="inputs">The inputs of it.</param>
/// <param name="begin">Told each time that the parser begins to read, and how much.</param>
internal sealed class FuzzTrial(FuzzTarget target, FuzzInputs inputs, Action<int>? begin = null)
{
    /// <summary>Only where this long was taken is it asked how time grows.</summary>
    private static readonly TimeSpan s_suspicious = TimeSpan.FromSeconds(1);

    /// <summary>Twice the text may take twice the time, and somewhat more; four times is a square.</summary>
    private const double MostGrowth = 3;

    private const int LongestMessage = 4000;

    /// <summary>The refusal that was checked last: a target may take it for an answer and go on.</summary>
    public static string? LastRefusal { get; private set; }

    public FuzzOutcome Run(long number)
    {
        var input = inputs.Make(number);
        var outcome = Run(number, input);
        if (outcome.Finding is null && outcome.Time > s_suspicious && Growth(number, input.Length) is > MostGrowth and var growth)
            return outcome with { Finding = new FuzzFinding(number, FuzzFinding.Growth, string.Create(CultureInfo.InvariantCulture, $"{input.Length:N0} characters take {outcome.Time.TotalSeconds:0.0} s, {growth:0.0} times what half of them take")) };
        return outcome;
    }

    public FuzzOutcome Run(long number, string input)
    {
        begin?.Invoke(input.Length);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var (isAccepted, refusal) = (false, (Exception?)null);
        try
        {
            isAccepted = target.Accepts(input);
            BrokenRule.Unless(isAccepted || !inputs.IsSeed(number), "a valid input is accepted");
        }
        catch (Exception thrown) when (thrown is not BrokenRule && target.IsRefusal(thrown) && !inputs.IsSeed(number))
        {
            refusal = thrown;
        }
        catch (Exception thrown)
        {
            return new FuzzOutcome(false, null, new FuzzFinding(number, KindOf(thrown), thrown.Message), thrown, watch.Elapsed, 0);
        }
        var (time, bytes) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - allocated);
        var outcome = new FuzzOutcome(isAccepted, refusal?.Message, null, refusal, time, bytes);
        try
        {
            if (refusal is not null)
                CheckRefusal(refusal);
            BrokenRule.Unless(bytes <= target.MostAllocated(input.Length), "memory is bounded by the size of the text", () => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes are allocated for {input.Length:N0}"));
            return outcome;
        }
        catch (BrokenRule broken)
        {
            return outcome with { Finding = new FuzzFinding(number, KindOf(broken), broken.Message) };
        }
    }

    /// <summary>What a person is told: something, in a line, without what a terminal would obey, and not because the parser tripped.</summary>
    public static void CheckRefusal(Exception refusal)
    {
        LastRefusal = refusal.Message;
        BrokenRule.Unless(!string.IsNullOrWhiteSpace(refusal.Message), "an error has a message");
        BrokenRule.Unless(refusal.Message.Length <= LongestMessage, "an error's message is short", () => $"{refusal.Message.Length} characters: {refusal.Message[..100]}");
        BrokenRule.Unless(!refusal.Message.Any(char.IsControl), "an error's message is one plain line", () => RawText.Escape(refusal.Message));
        for (var inner = refusal.InnerException; inner is not null; inner = inner.InnerException)
            BrokenRule.Unless(!IsSlip(inner), "a refusal is a check, and no slip that was caught", () => $"{KindOf(inner)}: {inner.Message}");
    }

    private static bool IsSlip(Exception thrown) =>
        thrown is NullReferenceException or IndexOutOfRangeException or InvalidCastException or OverflowException or OutOfMemoryException || thrown.GetType() == typeof(ArgumentException) || thrown is ArgumentOutOfRangeException;

    /// <summary>How many times what half of the input takes; 0 where there is no half of it.</summary>
    public double Growth(long number, int length)
    {
        var half = inputs.Make(number, 0.5);
        if (half.Length > length * 0.7)
            return 0;
        return Cost(inputs.Make(number)) / Math.Max(1, Cost(half)) * half.Length * 2 / length;
    }

    /// <summary>What the processor spends: the machine may be busy with something else. The better of two tries counts.</summary>
    private double Cost(string input) => Enumerable.Range(0, 2).Min(_ =>
    {
        var before = Environment.CpuUsage.TotalTime;
        Run(-1, input);
        return (double)(Environment.CpuUsage.TotalTime - before).Ticks;
    });

    public static string KindOf(Exception thrown) => thrown is BrokenRule broken ? broken.Rule : $"{thrown.GetType().Name} at {Place(thrown)}";

    /// <summary>The topmost frame of the code that is tested, else the topmost of all.</summary>
    private static string Place(Exception thrown)
    {
        var frames = new StackTrace(thrown).GetFrames().Select(frame => frame.GetMethod()).OfType<System.Reflection.MethodBase>().Select(method => $"{method.DeclaringType?.FullName}.{method.Name}").ToList();
        return frames.Find(frame => frame.StartsWith("MathPref.", StringComparison.Ordinal)) ?? frames.FirstOrDefault() ?? "an unknown place";
    }
}
