using System.Globalization;

namespace MathPref.Core.Offline.Problems;

/// <summary>Reads whole numbers from the blanks of a wording.</summary>
internal static class Blank
{
    /// <summary>The number, if it lies in the range.</summary>
    public static int? Whole(string text, int min, int max) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= min && number <= max
            ? (int)number
            : null;

    /// <summary>All the numbers, if each lies in the range.</summary>
    public static int[]? Wholes(IEnumerable<string> texts, int min, int max)
    {
        List<int> numbers = [];
        foreach (string text in texts)
        {
            if (Whole(text, min, max) is not { } number)
                return null;
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>The numbers of a list with commas, if each lies in the range.</summary>
    public static int[]? List(string text, int min, int max) => Wholes(text.Split(", "), min, max);

    /// <summary>The elements of a listed set in their order, if each lies in the range and none comes twice.</summary>
    public static int[]? Set(string text, int min, int max) =>
        List(text, min, max) is { } numbers && numbers.Distinct().Count() == numbers.Length ? [.. numbers.Order()] : null;
}
