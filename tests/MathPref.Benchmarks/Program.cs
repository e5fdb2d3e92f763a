using MathPref.Benchmarks;

return args switch
{
    ["export", ..] => Export.Run(Option("--rows", 1_000_000)),
    ["faults", ..] => await Faults.RunAsync(Option("--calls", 2000)),
    ["kills", ..] => await Kills.RunAsync(Option("--count", 50), Option("--seed", 1)),
    ["memory", ..] => await Memory.RunAsync(Option("--rows", 100_000)),
    ["quota", ..] => await Quota.RunAsync(Option("--minutes", 4), Option("--limit", 60)),
    _ => Usage(),
};

int Option(string name, int otherwise)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}

static int Usage()
{
    Console.Error.WriteLine(
        """
        MathPref.Benchmarks export [--rows 1000000]          Parquet of DPO rows: rows/s beside DuckDB's, and the peak of memory
        MathPref.Benchmarks faults [--calls 2000]            wall time through faults, against what attempts and waits allow
        MathPref.Benchmarks kills [--count 50] [--seed 1]    kill -9 and start again: calls repeated, dataset compared
        MathPref.Benchmarks memory [--rows 100000]           growth of the process with the journal on
        MathPref.Benchmarks quota [--minutes 4] [--limit 60] a server with a quota a minute that nobody named
        """);
    return 64;
}
