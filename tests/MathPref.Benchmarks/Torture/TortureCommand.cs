using System.Diagnostics;

namespace MathPref.Benchmarks.Torture;

/// <summary>
/// Random chains through random faults, kill -9, Ctrl+C, suspension, second processes and restarts, budgets and poisoned rows. At the end of
/// each round: no row lost, doubled or out of order, no journalled call repeated, no bill above its budget, no limit exceeded, no key in any
/// file, and a dataset that passes Test-Distiset. A seed repeats the plans of its rounds, not the instruction at which a kill hits. Time
/// decides nothing but how many rounds there are, and that a process which does nothing for so long hangs.
/// </summary>
internal static class TortureCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var minutes = arguments.Real("--minutes", 10);
        var seed = arguments.Number("--seed", Random.Shared.Next());
        var only = arguments.Has("--round") ? arguments.Number("--round", 0) : (int?)null;
        arguments.Done();
        Signals.HeedInterrupts();
        Console.WriteLine(FormattableString.Invariant($"seed {seed}"));
        var watch = Stopwatch.StartNew();
        var (rounds, failed) = (0, 0);
        for (var number = only ?? 1; rounds == 0 || only is null && watch.Elapsed.TotalMinutes < minutes; number++)
        {
            rounds++;
            if (!await PassesAsync(PlanDrawing.Draw(seed, number)))
                failed++;
        }
        Console.WriteLine(FormattableString.Invariant($"seed {seed}: {rounds} rounds in {watch.Elapsed.TotalMinutes:0.0} minutes, {failed} failed"));
        return failed == 0 ? 0 : 1;
    }

    private static async Task<bool> PassesAsync(Plan plan)
    {
        var watch = Stopwatch.StartNew();
        using var round = new Round(plan);
        await round.RunAsync();
        Console.WriteLine(FormattableString.Invariant($"{plan.Round,4}  {plan.Describe()}: {round.Summary}: {(round.Failures.Count == 0 ? "ok" : "FAILED")} ({watch.Elapsed.TotalSeconds:0.0} s)"));
        if (round.Failures.Count == 0)
            return true;
        round.Keep();
        foreach (var failure in round.Failures)
            Console.WriteLine($"      {failure}");
        Console.WriteLine(FormattableString.Invariant($"      again: dotnet run --project tests/MathPref.Benchmarks -- torture --seed {plan.Seed} --round {plan.Round}"));
        Console.WriteLine($"      kept: {round.Folder}");
        return false;
    }
}
