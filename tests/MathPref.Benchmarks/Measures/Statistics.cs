using System.Globalization;

namespace MathPref.Benchmarks.Measures;

internal static class Statistics
{
    public static double Median(this IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The numbers that a measured program wrote, past what a run says of itself.</summary>
    public static double[] Numbers(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' ').Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null).ToList())
        .Where(numbers => numbers.TrueForAll(number => number is not null))
        .SelectMany(numbers => numbers.OfType<double>())
        .ToArray();
}
