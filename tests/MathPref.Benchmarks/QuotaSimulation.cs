using System.Diagnostics;
using MathPref.Core.Tests.Llm.Quotas;

namespace MathPref.Benchmarks;

/// <summary>Draws servers and clients on a turned clock, and tells how much of what could be had was had.</summary>
internal static class QuotaSimulation
{
    public static int Run(Arguments arguments)
    {
        var (draws, first, show) = (arguments.Number("--draws", 3000), arguments.Number("--seed", 1), arguments.Number("--show", 0));
        arguments.Done();
        var watch = Stopwatch.StartNew();
        var outcomes = Enumerable.Range(first, draws).AsParallel().AsOrdered().Select(seed => QuotaOutcome.Of(QuotaDraw.Of(seed))).ToList();
        var tables = QuotaTable.Of(outcomes);
        Console.Write(QuotaTable.Text(tables));
        Console.WriteLine($"{draws} draws from seed {first} in {watch.Elapsed.TotalSeconds:0} s");
        foreach (var outcome in tables.SelectMany(table => table.Outcomes.Take(show).Concat(table.Outcomes.Where(o => o.StaysLow).Take(show))))
            Console.WriteLine($"{outcome.Share:0.000}{(outcome.StaysLow ? " low" : "")}, {outcome.Ours} of {outcome.Oracles} in {outcome.Seconds:0} s, {outcome.Refusals} of {outcome.Calls} refused, {outcome.Failed} failed; {outcome.Draw}");
        return 0;
    }
}
