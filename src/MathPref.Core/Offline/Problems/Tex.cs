using System.Globalization;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;

namespace MathPref.Core.Offline.Problems;

/// <summary>LaTeX that several families need.</summary>
internal static class Tex
{
    public static string Roots(params IEnumerable<Fraction> roots) => string.Join(@" \text{ or } ", roots.Distinct().Order().Select(r => $"x = {r}"));

    public static string Point(Fraction x, Fraction y) => $"(x, y) = ({x}, {y})";

    public static string Over(Polynomial top, string bottom) => $@"\frac{{{top}}}{{{bottom}}}";

    /// <summary>A fraction, or the bare polynomial where nothing but 1 stands below.</summary>
    public static string Over(Polynomial top, Polynomial bottom) =>
        bottom.Constant is { } c ? (top * (1 / c)).ToString() : Over(top, bottom.ToString());

    /// <summary>"+ 3" or "- 3".</summary>
    public static string Plus(Fraction value) => value.Sign < 0 ? $"- {value.Abs()}" : $"+ {value}";

    public static string Ordinal(int number)
    {
        string ending = (number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };
        return number.ToString(CultureInfo.InvariantCulture) + ending;
    }

    /// <summary>A whole number in the form that every culture reads.</summary>
    public static string Text(int number) => ((Fraction)number).ToString();
}
