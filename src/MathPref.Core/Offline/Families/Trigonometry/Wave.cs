using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>A sin(bx + φ) + D.</summary>
/// <param name="Function">The name without its backslash.</param>
/// <param name="Factor">A.</param>
/// <param name="Frequency">b, or b over \pi.</param>
/// <param name="InTurns">Whether b is a multiple of \pi.</param>
/// <param name="Shift">φ in degrees.</param>
/// <param name="Lift">D.</param>
internal sealed partial record Wave(string Function, Fraction Factor, Fraction Frequency, bool InTurns, Fraction Shift, Fraction Lift)
{
    private const int MaxBits = 40;

    /// <summary>The coefficient of x: a whole number, from the third level on also a fraction or a multiple of \pi.</summary>
    public static (Fraction Factor, bool InTurns) Coefficient(Rng rng, Level level) => level.Number switch
    {
        < 3 => (rng.Next(level.Number == 1 ? 2 : 1, 9), false),
        3 => (new Fraction(rng.Next(1, 9), rng.Pick(1, 2, 3)), rng.Percent(20)),
        _ => (new Fraction(rng.Next(1, 12), rng.Next(2, 7)), rng.Percent(40)),
    };

    /// <summary>As LaTeX; the shift is a number of twelfths of \pi.</summary>
    public static string Text(string function, Fraction factor, (Fraction Factor, bool InTurns) frequency, int shift, Fraction lift)
    {
        string x = frequency.InTurns ? Tex.Multiple(frequency.Factor, @"\pi") + " x" : Tex.Times(frequency.Factor, "x");
        string argument = shift == 0 ? x : $"{x} + {Angles.Radians(15 * shift)}";
        return Tex.Sum((factor, $@"\{function}\left({argument}\right)"), (lift, ""));
    }

    /// <summary>Reads what <see cref="Text"/> writes.</summary>
    public static Wave? Read(string text)
    {
        if (Term().Match(text) is not { Success: true } term)
            return null;
        string rest = text[..term.Index] + "x" + text[(term.Index + term.Length)..],
            argument = term.Groups["argument"].Value.Replace(@"\pi", "p", StringComparison.Ordinal);
        if (ExpressionReader.ReadPolynomial(rest) is not { } outer || !outer.IsIn('x', 1)
            || ExpressionReader.ReadPolynomial(argument) is not { Degree: 1 or 2 } inner || inner.Terms.Any(t => t.Key is not ("x" or "px" or "p")))
            return null;
        bool inTurns = inner["x"].IsZero;
        Fraction frequency = inTurns ? inner["px"] : inner["x"];
        if (frequency.Sign <= 0 || (!inTurns && !inner["px"].IsZero)
            || new[] { outer["x"], outer[""], frequency, inner["p"] }.Any(number => number.Bits > MaxBits))
            return null;
        return new(term.Groups["function"].Value, outer["x"], frequency, inTurns, 180 * inner["p"], outer[""]);
    }

    [GeneratedRegex(@"\\(?<function>sin|cos|tan)\\left\((?<argument>[^()]{1,80})\\right\)", RegexOptions.CultureInvariant)]
    private static partial Regex Term();
}
