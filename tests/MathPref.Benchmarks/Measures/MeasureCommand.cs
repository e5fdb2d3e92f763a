namespace MathPref.Benchmarks.Measures;

/// <summary>The table of docs/benchmarks.md.</summary>
internal static class MeasureCommand
{
    public static Task<int> RunAsync(Arguments arguments) => throw new NotImplementedException(arguments.ToString());
}
