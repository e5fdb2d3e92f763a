namespace MathPref.Benchmarks.Measures;

/// <summary>The chat server of the measures.</summary>
internal static class LatencyServer
{
    public static Task<int> RunAsync(Arguments arguments) => throw new NotImplementedException(arguments.ToString());
}
