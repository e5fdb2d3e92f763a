using System.Diagnostics;
using System.Globalization;
using MathPref.Benchmarks.Fuzz.Targets;
using MathPref.Core.Maths;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>
/// <c>maths-times [--inputs 1000000] [--seed S]</c>: the inputs of <c>fuzz maths</c> without a process that may die around them, each judged once, and the
/// processor time that a verdict takes: the median, some percentiles and the longest.
/// </summary>
internal static class MathsTimes
{
    private const int StackSize = 1 << 20;

    public static int Run(Arguments arguments)
    {
        var count = arguments.Number("--inputs", 1_000_000);
        var seed = arguments.Number("--seed", 1);
        arguments.Done();
        var failures = 0;
        // What a thread has on Windows, where the stack is smallest.
        var thread = new Thread(() => failures = Run(count, seed), StackSize);
        thread.Start();
        thread.Join();
        return failures == 0 ? 0 : 1;
    }

    private static int Run(int count, int seed)
    {
        var inputs = new FuzzInputs(new MathsTarget(), seed);
        var times = new double[count];
        var (longest, failures) = (0, 0);
        var verdicts = new Dictionary<string, int>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var (answer, reference) = MathsTarget.Parts(inputs.Make(i));
            var began = ThreadTime.Seconds;
            try
            {
                var check = MathAnswer.Check(answer, reference);
                times[i] = ThreadTime.Seconds - began;
                verdicts[check.Verdict.ToString()] = verdicts.GetValueOrDefault(check.Verdict.ToString()) + 1;
            }
            catch (Exception thrown)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FAILED number {i}: {FuzzTrial.KindOf(thrown)}: {thrown.Message}"));
                failures++;
            }
            if (times[i] > times[longest])
                longest = i;
        }
        var sorted = times.Order().ToArray();
        string At(double share) => string.Create(CultureInfo.InvariantCulture, $"{sorted[Math.Min(count - 1, (int)Math.Ceiling(share * count) - 1)] * 1e3:0.000} ms");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} inputs in {watch.Elapsed.TotalSeconds:0} s, seed {seed}: {failures} failed; {string.Join(", ", verdicts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value:N0} {pair.Key}"))}"));
        Console.WriteLine($"processor time a verdict: median {At(0.5)}, 99 % {At(0.99)}, 99.9 % {At(0.999)}, 99.99 % {At(0.9999)}, longest {At(1)} (number {longest}: fuzz maths --seed {seed} --number {longest})");
        return failures;
    }
}
