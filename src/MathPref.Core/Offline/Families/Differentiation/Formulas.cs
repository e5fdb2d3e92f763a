using System.Text;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>What the families on derivatives, limits and functions share.</summary>
internal static class Formulas
{
    /// <summary>A polynomial in one letter of at most that degree, or null.</summary>
    public static Polynomial? Read(string text, int degree, char letter = 'x') =>
        ExpressionReader.ReadPolynomial(text) is { } p && p.Degree <= degree && p.IsIn(letter, p.Degree) ? p : null;

    /// <summary>A linear polynomial in x, or null.</summary>
    public static Polynomial? ReadLinear(string text) => Read(text, 1) is { Degree: 1 } p ? p : null;

    /// <summary>The number in a blank for whole numbers.</summary>
    public static Fraction Number(string text) => ExpressionReader.ReadNumber(text)!.Value;

    /// <summary>The number in a blank for whole numbers, if its size is at most that.</summary>
    public static int? Whole(string text, int most) =>
        ExpressionReader.ReadNumber(text) is { IsInteger: true } number && number.Abs() <= most ? (int)number.Numerator : null;

    /// <summary>The derivative of a polynomial in one letter.</summary>
    public static Polynomial Derivative(Polynomial p) => Derivative(p, p.Letters is [var letter, ..] ? letter : 'x');

    /// <summary>The partial derivative by one of the letters.</summary>
    public static Polynomial Derivative(Polynomial p, char letter) => p.Terms.Aggregate((Polynomial)0, (sum, term) =>
        term.Key.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at
            ? sum + Polynomial.Term(term.Value * term.Key.Count(c => c == letter), term.Key.Remove(at, 1))
            : sum);

    /// <summary>The quotient on division by x - a, without the remainder.</summary>
    public static Polynomial WithoutRoot(Polynomial p, Fraction a)
    {
        Polynomial quotient = 0;
        Fraction carried = 0;
        for (int power = p.Degree; power > 0; power--)
        {
            carried = p[new string('x', power)] + carried * a;
            quotient += Polynomial.Term(carried, new string('x', power - 1));
        }
        return quotient;
    }

    /// <summary>In brackets where it has several terms.</summary>
    public static string Bracketed(Polynomial p) => p.Terms.Count > 1 ? $"({p})" : p.ToString();

    /// <summary>In brackets where it has several terms or a minus sign.</summary>
    public static string AsFactor(Polynomial p) => p.Terms.Count > 1 || p.ToString()[0] == '-' ? $"({p})" : p.ToString();

    /// <summary>A product with a polynomial in front: <c>3x^2\sin(x)</c>, <c>(x + 1)e^x</c>, <c>-\cos(x)</c>.</summary>
    public static string Times(Polynomial factor, string of) => factor.Constant is { } c ? Tex.Times(c, of) : Bracketed(factor) + of;

    /// <summary>A sum of such products; what has the factor 0 is left out, and of "" the polynomial stands alone.</summary>
    public static string Sum(params IEnumerable<(Polynomial Factor, string Of)> terms)
    {
        var text = new StringBuilder();
        foreach (var (factor, of) in terms)
        {
            if (factor.IsZero)
                continue;
            bool turned = text.Length > 0 && of.Length > 0 && factor.Terms[0].Value.Sign < 0;
            string term = of.Length == 0 ? factor.ToString() : Times(turned ? -factor : factor, of);
            text.Append(text.Length == 0 ? term : turned ? " - " + term : term[0] == '-' ? " - " + term[1..] : " + " + term);
        }
        return text.Length == 0 ? "0" : text.ToString();
    }

    /// <summary>A fraction's line, or only what stands above it where 1 stands below.</summary>
    public static string Over(string top, string bottom) => bottom == "1" ? top : $@"\frac{{{top}}}{{{bottom}}}";

    /// <summary>A power: <c>x^3</c>, <c>x^{12}</c>, <c>x</c>.</summary>
    public static string Power(string of, int exponent) => exponent == 1 ? of : exponent < 10 ? $"{of}^{Tex.Text(exponent)}" : $"{of}^{{{Tex.Text(exponent)}}}";

    /// <summary>The rational roots of a quadratic polynomial, the lower first.</summary>
    public static (Fraction Low, Fraction High)? Roots(Polynomial p)
    {
        var (a, b, c) = (p["xx"], p["x"], p[""]);
        if (p.Degree != 2 || (b * b - 4 * a * c) is var discriminant && discriminant.Sign < 0)
            return null;
        var root = discriminant;
        if (!discriminant.IsZero && !discriminant.TryRoot(2, out root))
            return null;
        Fraction first = (-b - root) / (2 * a), second = (-b + root) / (2 * a);
        return first < second ? (first, second) : (second, first);
    }
}

/// <summary>e^(kx), sin(kx), cos(kx) or ln(x).</summary>
internal sealed partial record Elementary(string Name, Fraction K)
{
    public bool IsLogarithm => Name == "ln";

    public string Text => Written(Name);

    /// <summary>The derivative but for the factor <see cref="Rate"/>.</summary>
    public string Turned => Written(Name switch { "sin" => "cos", "cos" => "sin", _ => Name });

    /// <summary>The factor of the derivative.</summary>
    public Fraction Rate => Name == "cos" ? -K : K;

    private string Inner => Tex.Times(K, "x");

    public static Elementary Draw(Rng rng, int most, params string[] names) => new(rng.Pick(names), rng.Next(1, most));

    public static Elementary? Read(string text)
    {
        if (Shape().Match(text) is not { Success: true } match)
            return null;
        string k = match.Groups["k"].Value;
        Fraction rate = k switch { "" => 1, "-" => -1, _ => Formulas.Number(k) };
        return rate.IsZero ? null : new(match.Groups["name"].Value is { Length: > 0 } name ? name : match.Groups["ln"].Length > 0 ? "ln" : "exp", rate);
    }

    private string Written(string name) => name == "exp" ? (K == 1 ? "e^x" : $"e^{{{Inner}}}") : $@"\{name}({Inner})";

    [GeneratedRegex(@"^(?:e\^(?:x|\{(?<k>-?[0-9]{0,4})x\})|\\(?<name>sin|cos)\((?<k>-?[0-9]{0,4})x\)|\\(?<ln>ln)\(x\))$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
