using MathPref.Benchmarks.Partners;

// Without arguments it is the empty program whose start others are measured against.
if (args.Length == 0)
    return 0;
return await HttpLoop.RunAsync(args);
