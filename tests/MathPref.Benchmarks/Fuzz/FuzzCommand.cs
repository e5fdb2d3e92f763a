using System.Globalization;
using MathPref.Benchmarks.Fuzz.Targets;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>
/// Foreign text of every kind, against the parsers that read it: <c>fuzz [TARGET] [--minutes N] [--seed S]</c> feeds one target or each in
/// turn, <c>fuzz TARGET --seed S --number K</c> repeats one input and shows it.
/// </summary>
internal static class FuzzCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var targets = arguments.Words is [] ? FuzzTargets.All : arguments.Words.Select(FuzzTargets.Find).ToList();
        var duration = TimeSpan.FromMinutes(arguments.Real("--minutes", 1));
        var seed = arguments.Number("--seed", Random.Shared.Next(1_000_000));
        var number = Whole(arguments, "--number");
        var worker = arguments.Text("--worker");
        var from = Whole(arguments, "--from") ?? 0;
        arguments.Done();
        if (worker is not null)
        {
            RowFiles.Folder = Path.GetDirectoryName(worker)!;
            using var state = new FuzzState(worker);
            return new FuzzWorker(targets[0], seed, state).Run(from, duration);
        }
        if (number is { } one)
            return targets is [var target] ? Show(target, seed, one) : throw new ArgumentException("--number needs one target.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var report = new FuzzReport(seed);
        foreach (var each in targets)
            report.Write(each, await new FuzzSupervisor(each, seed).RunAsync(duration).ConfigureAwait(false));
        return report.HasFindings ? 1 : 0;
    }

    private static long? Whole(Arguments arguments, string name) =>
        arguments.Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole
        : throw new ArgumentException($"{name} needs a number; it is '{text}'.");

    /// <summary>In this very process, so that a debugger can look on.</summary>
    private static int Show(FuzzTarget target, int seed, long number)
    {
        var folder = Directory.CreateTempSubdirectory("mathpref-fuzz-");
        RowFiles.Folder = folder.FullName;
        var inputs = new FuzzInputs(target, seed);
        var input = inputs.Make(number);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}, seed {seed}, number {number}: {input.Length:N0} {(target.IsBytes ? "bytes" : "characters")}"));
        Console.WriteLine($"\"{RawText.Escape(input)}\"");
        var trial = new FuzzTrial(target, inputs);
        var outcome = trial.Run(number);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Time.TotalMilliseconds:N1} ms, {outcome.Allocated:N0} bytes allocated"));
        if (outcome.Time > TimeSpan.FromSeconds(0.2) && trial.Growth(number, input.Length) is > 0 and var growth)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{growth:0.0} times what half of it takes"));
        Console.WriteLine(outcome switch
        {
            { Finding: { } finding } => $"FAILED: {finding.Kind}: {finding.Message}{Environment.NewLine}{outcome.Thrown}",
            { IsAccepted: true } => "accepted",
            _ => $"refused: {outcome.Refusal ?? FuzzTrial.LastRefusal}",
        });
        folder.Delete(recursive: true);
        return outcome.Finding is null ? 0 : 1;
    }
}
