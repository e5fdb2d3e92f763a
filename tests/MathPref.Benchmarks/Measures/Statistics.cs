namespace MathPref.Benchmarks.Measures;

internal static class Statistics
{
    public static double Median(this IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The numbers of a line that a measured program wrote.</summary>
    public static double[] Numbers(string output) =>
        output.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
}
