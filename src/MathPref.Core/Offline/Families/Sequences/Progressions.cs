using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;

namespace MathPref.Core.Offline.Families.Sequences;

/// <summary>What problems about progressions have in common.</summary>
internal static class Progressions
{
    /// <summary>The number of an ordinal such as 12th.</summary>
    public static Fraction Number(string ordinal) => ExpressionReader.ReadNumber(ordinal[..^2]) ?? 0;

    /// <summary>Whether one of the first n terms of an arithmetic progression is zero, so that it has no reciprocal.</summary>
    public static bool HasZero(Fraction first, Fraction difference, Fraction count) =>
        -first / difference is { IsInteger: true, Sign: >= 0 } steps && steps < count;

    /// <summary>How often: once, twice, $3$ times.</summary>
    public static string Times(Fraction count) => count == 1 ? "once" : count == 2 ? "twice" : $"${count}$ times";

    /// <summary>A difference over a number, without the line where that is 1: <c>\frac{7 - (-2)}{3}</c>.</summary>
    public static string Ratio(Fraction first, Fraction second, Fraction below) =>
        below.IsOne ? Difference(first, second) : $@"\frac{{{Difference(first, second)}}}{{{below}}}";

    /// <summary>A difference as it is written: 7 - (-2).</summary>
    public static string Difference(Fraction first, Fraction second) => $"{first} - {second.Bracketed()}";

    /// <summary>Terms in their order: (4, 7, 10).</summary>
    public static string Tuple(IEnumerable<Fraction> terms) => $"({string.Join(", ", terms)})";
}
