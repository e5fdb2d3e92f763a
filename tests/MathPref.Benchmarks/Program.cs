using MathPref.Benchmarks;
using MathPref.Benchmarks.Fuzz;
using MathPref.Benchmarks.Measures;
using MathPref.Benchmarks.Torture;

const int UsageError = 64;

try
{
    var arguments = new Arguments(args.Skip(1).ToList());
    return args.FirstOrDefault() switch
    {
        "measure" => await MeasureCommand.RunAsync(arguments),
        "torture" => await TortureCommand.RunAsync(arguments),
        "fuzz" => await FuzzCommand.RunAsync(arguments),
        "maths-times" => MathsTimes.Run(arguments),
        "quota" => await Quota.RunAsync(arguments),
        "quota-simulation" => QuotaSimulation.Run(arguments),
        "serve" => await LatencyServer.RunAsync(arguments),
        _ => Usage(),
    };
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return UsageError;
}

static int Usage()
{
    Console.Error.WriteLine(
        """
        MathPref.Benchmarks measure [--only 1,6] [--short] [--json FILE]   the table of docs/benchmarks.md
        MathPref.Benchmarks torture [--minutes 10] [--seed N] [--round N]  random chains, faults, kills and poisoned rows: is a row lost?
        MathPref.Benchmarks fuzz [TARGET] [--minutes 1] [--seed N]         foreign text against the parsers; without a target each of them
        MathPref.Benchmarks maths-times [--inputs 1000000] [--seed N]      the inputs of fuzz maths: what processor time does a verdict take?
        MathPref.Benchmarks quota [--minutes 4] [--limit 60]               a server with a quota a minute that nobody named
        MathPref.Benchmarks quota-simulation [--draws 3000] [--seed N] [--show N] [--trace N]  servers drawn on a turned clock: is a quota learnt?
        MathPref.Benchmarks serve [--latency MS] [--sigma S] [--seed N]    the chat server of the measures, until the input is closed
        """);
    return UsageError;
}
