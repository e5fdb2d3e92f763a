using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>What the families of integration share.</summary>
internal static class Integrals
{
    /// <summary>The number in a blank that holds nothing else.</summary>
    public static Fraction Number(string blank) => ExpressionReader.ReadNumber(blank)!.Value;

    /// <summary>A polynomial in x alone, of a degree within bounds.</summary>
    public static Polynomial? InX(string blank, int least, int most) =>
        ExpressionReader.ReadPolynomial(blank) is { } p && p.Degree >= least && p.Degree <= most && p.IsIn('x', p.Degree) ? p : null;

    /// <summary>The antiderivative in x without a constant.</summary>
    public static Polynomial Of(Polynomial p) => Each(p, (factor, n) => Polynomial.Term(factor / (n + 1), new string('x', n + 1)));

    /// <summary>The powers raised and not divided.</summary>
    public static Polynomial Undivided(Polynomial p) => Each(p, (factor, n) => Polynomial.Term(factor, new string('x', n + 1)));

    /// <summary>The derivative in x.</summary>
    public static Polynomial Derivative(Polynomial p) => Each(p, (factor, n) => n == 0 ? 0 : Polynomial.Term(factor * n, new string('x', n - 1)));

    /// <summary>The integral from a to b.</summary>
    public static Fraction Of(Polynomial p, Fraction a, Fraction b) => Of(p) is var f ? f.At(b) - f.At(a) : default;

    /// <summary><c>e^{ax}</c>; 1 as "" for a = 0.</summary>
    public static string Exp(Fraction a, string letter = "x") => a.IsZero ? "" : $"e^{{{Tex.Multiple(a, letter)}}}";

    /// <summary>A multiple of e to a rational power.</summary>
    public static string TimesExp(Fraction factor, Fraction exponent) =>
        Tex.Times(factor, exponent.IsZero ? "" : exponent == 1 ? "e" : $"e^{{{exponent}}}");

    /// <summary>A sum of multiples of logarithms of positive fractions, those of powers as multiples: <c>2\ln 3 - \frac{1}{2}\ln\frac{5}{2}</c>.</summary>
    public static string Logs(params IEnumerable<(Fraction Factor, Fraction Of)> terms)
    {
        List<(Fraction Factor, Fraction Of)> sum = [];
        foreach (var (factor, of) in terms.Where(term => term.Of != 1).Select(term => Log(term.Factor, term.Of)))
        {
            int at = sum.FindIndex(term => term.Of == of);
            if (at < 0)
                sum.Add((factor, of));
            else
                sum[at] = (sum[at].Factor + factor, of);
        }
        return Tex.Sum(sum.Select(term => (term.Factor, term.Of.IsInteger ? $@"\ln {term.Of}" : $@"\ln{term.Of}")));
    }

    /// <summary>"F(b) - F(a)" with numbers.</summary>
    public static string Difference(Fraction first, Fraction second) => $"{first} - {second.Bracketed()}";

    /// <summary>
    /// What a random coefficient of x^n is multiplied by, so that integrating it leaves no ugly fractions: at the first levels and again where the degree
    /// is high, but for x itself.
    /// </summary>
    public static int Multiplier(Level level, int n) => level.Number == 3 || (level.Number > 3 && n == 1) ? 1 : n + 1;

    /// <summary>A factor before something else: in brackets where it is a sum.</summary>
    public static string Factor(Polynomial p) => p.Terms.Count > 1 ? $"({p})" : p.ToString();

    private static (Fraction Factor, Fraction Of) Log(Fraction factor, Fraction of)
    {
        if (of < 1)
            (factor, of) = (-factor, 1 / of);
        for (int n = 6; n > 1; n--)
        {
            if (of.TryRoot(n, out var root))
                return (factor * n, root);
        }
        return (factor, of);
    }

    private static Polynomial Each(Polynomial p, Func<Fraction, int, Polynomial> term) =>
        p.Terms.Aggregate((Polynomial)0, (sum, t) => sum + term(t.Value, t.Key.Length));
}
