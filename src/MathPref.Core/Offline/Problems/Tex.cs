using System.Globalization;
using System.Text;
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

    /// <summary>A sum of multiples: (2, "\sin(x)"), (-1, "x^2"), (3, "") is <c>2\sin(x) - x^2 + 3</c>. What has the factor 0 is left out.</summary>
    public static string Sum(params IEnumerable<(Fraction Factor, string Of)> terms)
    {
        var text = new StringBuilder();
        foreach (var (factor, of) in terms)
        {
            if (factor.IsZero)
                continue;
            if (text.Length > 0)
                text.Append(factor.Sign < 0 ? " - " : " + ");
            else if (factor.Sign < 0)
                text.Append('-');
            text.Append(Times(factor.Abs(), of));
        }
        return text.Length == 0 ? "0" : text.ToString();
    }

    /// <summary>A multiple: <c>3x</c>, <c>-x</c>, <c>\frac{2}{3}x</c>; of "" the number itself.</summary>
    public static string Times(Fraction factor, string of) =>
        of.Length == 0 ? factor.ToString() : factor.IsZero ? "0" : factor == 1 ? of : factor == -1 ? "-" + of : factor + of;

    /// <summary>A multiple with what is multiplied above the fraction's line: <c>\frac{2\pi}{3}</c>, <c>\frac{\pi}{4}</c>, <c>-3\pi</c>, <c>0</c>.</summary>
    public static string Multiple(Fraction factor, string of) => factor.IsInteger
        ? Times(factor, of)
        : $@"{(factor.Sign < 0 ? "-" : "")}\frac{{{Times(factor.Abs().Numerator, of)}}}{{{factor.Denominator.ToString(CultureInfo.InvariantCulture)}}}";

    public static string Ordinal(int number)
    {
        string ending = (number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };
        return number.ToString(CultureInfo.InvariantCulture) + ending;
    }

    /// <summary>A whole number in the form that every culture reads.</summary>
    public static string Text(int number) => ((Fraction)number).ToString();
}
