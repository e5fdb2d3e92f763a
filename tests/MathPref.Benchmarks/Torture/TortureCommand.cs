namespace MathPref.Benchmarks.Torture;

/// <summary>Random chains through random faults, kills and poisoned rows.</summary>
internal static class TortureCommand
{
    public static Task<int> RunAsync(Arguments arguments) => throw new NotImplementedException(arguments.ToString());
}
