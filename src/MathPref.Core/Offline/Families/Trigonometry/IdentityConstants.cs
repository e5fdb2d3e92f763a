using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>The constant that makes an equation of sines and cosines an identity.</summary>
internal sealed partial class IdentityConstant() : ProblemFamily("identity-constant", ["Trigonometric Identities"],
[
    "For which constant $k$ is $<e0>$ an identity in $x$?",
    "Find the constant $k$ for which $<e0>$ is true for every $x$.",
    "Determine $k$ so that $<e0>$ becomes a trigonometric identity.",
    "The equation $<e0>$ holds for all real $x$. What is $k$?",
])
{
    private const int MaxDegree = 12;

    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(9, 9, 12, 15, 20);
        Fraction a = rng.Next(2, most), b = rng.NonZero(-most, most);
        if (b.Abs() == a)
            b = 1;
        string Both(Fraction first, Fraction second) => Tex.Sum((first, @"\sin x"), (second, @"\cos x"));
        return [rng.Pick(level.Of<int[]>([0, 1], [0, 1, 2], [2, 3, 4, 5], [4, 5, 6], [5, 6])) switch
        {
            0 => $@"{a}\sin x\cos x = k\sin(2x)",
            1 => $@"{a}\cos^4 x - {a}\sin^4 x = k\cos(2x)",
            2 => $@"({Both(a, b)})^2 + ({Both(b, -a)})^2 = k",
            3 => $@"{Tex.Sum((a, @"\cos^2 x"), (b, @"\sin^2 x"))} = {Tex.Sum(((a + b) / 2, ""), (1, @"k\cos(2x)"))}",
            4 => $@"{a}\sin^4 x + {a}\cos^4 x = {a} + k\sin^2(2x)",
            5 => $@"({Both(a, b)})^2 = {Tex.Sum(((a * a + b * b) / 2, ""), ((b * b - a * a) / 2, @"\cos(2x)"), (1, @"k\sin(2x)"))}",
            _ => $@"{a}\sin^6 x + {a}\cos^6 x = {a} + k\sin^2(2x)",
        }];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[0].Split(" = ") is not [var left, var right] || Read(left, "2uv") is not { } l || Read(right, "2uv") is not { } r
            || Constant(l, r) is not { IsZero: false } k)
            return null;
        return new(AnswerKind.Value, k.ToString(),
            [
                @"Let $u = \sin x$ and $v = \cos x$, so that $\sin(2x) = 2uv$, $\cos(2x) = v^2 - u^2$ and $v^2 = 1 - u^2$",
                $"With even powers of $v$ replaced the left side is ${l}$",
                $"In the same way the right side is ${r}$",
                $"Comparing the coefficients of both sides gives $k = {k}$",
            ],
            Slip.Sign($"With all terms on one side the coefficients give $k = {-k}$", (-k).ToString()),
            Read(left, "uv") is { } otherLeft && Read(right, "uv") is { } otherRight && Constant(otherLeft, otherRight) is { } other
                ? new($@"As $\sin(2x) = uv$, comparing the coefficients gives $k = {other}$", other.ToString()) : null,
            Slip.Careless($"Comparing the coefficients gives $k = {k / 2}$", (k / 2).ToString()),
            Slip.Careless($"Comparing the coefficients gives $k = {2 * k}$", (2 * k).ToString()));
    }

    /// <summary>The k with which both sides, of which it is a factor at most, agree.</summary>
    private static Fraction? Constant(Polynomial left, Polynomial right)
    {
        Fraction? found = null;
        var difference = left - right;
        foreach (string monomial in difference.Terms.Select(term => term.Key.TrimStart('k')).Distinct())
        {
            Fraction rest = difference[monomial], factor = difference["k" + monomial];
            if (factor.IsZero || (found is { } known && known != -rest / factor))
                return null;
            found = -rest / factor;
        }
        return difference.Terms.All(term => !term.Key.StartsWith("kk", StringComparison.Ordinal)) ? found : null;
    }

    /// <summary>In k, u = sin x and v = cos x, with no higher power of v than the first.</summary>
    private static Polynomial? Read(string side, string doubled)
    {
        string text = Ratio().Replace(side, ratio =>
        {
            bool sine = ratio.Groups["function"].Value == "sin";
            string value = ratio.Groups["two"].Success ? sine ? $"({doubled})" : "(v^2 - u^2)" : sine ? "u" : "v";
            return ratio.Groups["power"].Success ? $"{value}^{ratio.Groups["power"].Value}" : value;
        });
        if (ExpressionReader.ReadPolynomial(text) is not { Degree: <= MaxDegree } polynomial
            || polynomial.Terms.Any(t => t.Key.AsSpan().Trim("kuv").Length > 0 || t.Value.Bits > 60))
            return null;
        Polynomial sum = 0, square = 1 - Polynomial.Term(1, "uu");
        foreach (var (monomial, coefficient) in polynomial.Terms)
        {
            int powers = monomial.Count(letter => letter == 'v');
            var term = Polynomial.Term(coefficient, monomial.TrimEnd('v') + (powers % 2 == 1 ? "v" : ""));
            for (int i = 0; i < powers / 2; i++)
                term *= square;
            sum += term;
        }
        return sum;
    }

    [GeneratedRegex(@"\\(?<function>sin|cos)(?:\^(?<power>[246]))?(?: x|(?<two>\(2x\)))", RegexOptions.CultureInvariant)]
    private static partial Regex Ratio();
}
