using System.Globalization;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>Lengths and coordinates as they stand in blanks and in answers.</summary>
internal static class Measures
{
    /// <summary>A whole number within bounds, or null.</summary>
    public static Fraction? Whole(string text, int least, int most)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) || number < least || number > most)
            return null;
        return (Fraction)number;
    }

    /// <summary>So many whole numbers between commas, none of them larger than a bound or smaller than its opposite; else null.</summary>
    public static Fraction[]? Several(string text, int count, int most)
    {
        var numbers = text.Split(", ").Select(part => Whole(part, -most, most)).OfType<Fraction>().ToArray();
        return numbers.Length == count && text.Split(", ").Length == count ? numbers : null;
    }

    /// <summary>Numbers between commas, without brackets.</summary>
    public static string List(params IEnumerable<Fraction> numbers) => string.Join(", ", numbers);

    /// <summary>A point or a vector: <c>(1, -2, 3)</c>.</summary>
    public static string Tuple(params IEnumerable<Fraction> numbers) => $"({List(numbers)})";

    /// <summary>A sum of terms that each stand written; what is 0 is left out.</summary>
    public static string Sum(params IEnumerable<string> terms)
    {
        string[] some = [.. terms.Where(term => term != "0")];
        return some.Length == 0 ? "0" : some[0] + string.Concat(some.Skip(1).Select(term => term[0] == '-' ? " - " + term[1..] : " + " + term));
    }

    /// <summary>The sum of the squares.</summary>
    public static Fraction SquareOf(params IEnumerable<Fraction> numbers) => numbers.Aggregate((Fraction)0, (sum, x) => sum + x * x);

    /// <summary>An enumeration in words: "a, b and c".</summary>
    public static string And(params IEnumerable<string> parts) => parts.ToArray() is [.. var first, var last] && first.Length > 0
        ? $"{string.Join(", ", first)} and {last}"
        : string.Concat(parts);
}
