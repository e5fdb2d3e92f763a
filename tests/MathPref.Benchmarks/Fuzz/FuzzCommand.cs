namespace MathPref.Benchmarks.Fuzz;

/// <summary>Foreign text of every kind, against the parsers that read it.</summary>
internal static class FuzzCommand
{
    public static Task<int> RunAsync(Arguments arguments) => throw new NotImplementedException(arguments.ToString());
}
