using System.Diagnostics;
using MathPref.Core.Tests.Llm.Quotas;

namespace MathPref.Benchmarks;

/// <summary>Draws servers and clients on a turned clock, and tells how much of what could be had was had.</summary>
internal static class QuotaSimulation
{
    public static int Run(Arguments arguments)
    {
        var (draws, first, show) = (arguments.Number("--draws", 3000), arguments.Number("--seed", 1), arguments.Number("--show", 0));
        var trace = arguments.Number("--trace", 0);
        arguments.Done();
        if (trace > 0)
            return Trace(QuotaDraw.Of(trace));
        var watch = Stopwatch.StartNew();
        var outcomes = Enumerable.Range(first, draws).AsParallel().AsOrdered().Select(seed => QuotaOutcome.Of(QuotaDraw.Of(seed))).ToList();
        var tables = QuotaTable.Of(outcomes);
        Console.Write(QuotaTable.Text(tables));
        Console.WriteLine($"{draws} draws from seed {first} in {watch.Elapsed.TotalSeconds:0} s");
        foreach (var outcome in tables.SelectMany(table => table.Outcomes.Take(show).Concat(table.Outcomes.Where(o => o.StaysLow).Take(show))))
            Console.WriteLine($"{outcome.Share:0.000}{(outcome.StaysLow ? " low" : "")}, {outcome.Ours} of {outcome.Oracles} in {outcome.Seconds:0} s, {outcome.Refusals} of {outcome.Calls} refused, {outcome.Failed} failed; {outcome.Draw}");
        return 0;
    }

    /// <summary>What the learner did in one draw: each change of the rate, of the calls at once and of the door.</summary>
    private static int Trace(QuotaDraw draw)
    {
        Console.WriteLine(draw);
        var last = "";
        QuotaClient? client = null;
        client = new QuotaClient(draw)
        {
            Watch = (now, limits) =>
            {
                var state = $"{limits.Pacer.RequestsPerMinute:0.0} a minute, {limits.Pacer.MostUnderWay} at once, shut {limits.Quota.ShutFor > TimeSpan.Zero}";
                if (state == last)
                    return;
                last = state;
                Console.WriteLine($"{now:0.000} s: {state}; {client!.Calls} calls, {client.Refusals} refused");
            },
        };
        client.Run();
        return 0;
    }
}
