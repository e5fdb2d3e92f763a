using System.Numerics;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Counting;

/// <summary>Factorials, binomial coefficients, and the whole numbers that stand in problems about them.</summary>
internal static class Counts
{
    /// <summary>Whole numbers with commas and an "and" between them, if all lie within the bounds.</summary>
    public static int[]? Listed(string text, int min, int max) =>
        Blank.List(text.Replace(" and ", ", ", StringComparison.Ordinal), min, max) is { } numbers
            && List([.. numbers.Select(n => Digits(n))]) == text ? numbers : null;

    public static BigInteger Factorial(int n) => n < 2 ? BigInteger.One : n * Factorial(n - 1);

    /// <summary>n(n - 1)(n - 2)... with k factors.</summary>
    public static BigInteger Falling(int n, int k) => k == 0 ? BigInteger.One : n * Falling(n - 1, k - 1);

    /// <summary>The number of choices of k out of n; 0 where there are none.</summary>
    public static BigInteger Choose(int n, int k)
    {
        if (k < 0 || k > n)
            return BigInteger.Zero;
        var choices = BigInteger.One;
        for (int i = 1; i <= Math.Min(k, n - k); i++)
            choices = choices * (n - i + 1) / i;
        return choices;
    }

    public static string Binomial(int n, int k) => $@"\binom{{{Digits(n)}}}{{{Digits(k)}}}";

    /// <summary>A power as a factor: <c>(-2)^{3}</c>, <c>x^{4}</c>, <c>(2x)^{n - j}</c>, without the exponent 1.</summary>
    public static string Power(string @base, string exponent) =>
        (@base.Length == 1 || @base.All(char.IsAsciiDigit) ? @base : $"({@base})") + (exponent == "1" ? "" : $"^{{{exponent}}}");

    /// <summary>A power as a factor.</summary>
    public static string Raised(Fraction @base, int exponent) => exponent == 0 || @base.IsOne ? "1" : Power(@base.ToString(), Digits(exponent));

    /// <summary>The factors with dots between them, without those that are 1.</summary>
    public static string Product(params IEnumerable<string> factors) =>
        string.Join(@" \cdot ", factors.Where(factor => factor != "1")) is { Length: > 0 } product ? product : "1";

    public static string Digits(BigInteger number) => ((Fraction)number).ToString();

    /// <summary>"1 way", "3 ways".</summary>
    public static string Of(BigInteger number, string one, string many) => $"${Digits(number)}$ {(number.IsOne ? one : many)}";

    /// <summary>"2 and 4", "2, 3 and 4".</summary>
    public static string List(IReadOnlyList<string> items, string last = "and") =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} {last} {items[^1]}";
}
