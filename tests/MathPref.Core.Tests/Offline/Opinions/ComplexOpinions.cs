using System.Numerics;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>
/// Of complex numbers: whole numbers modulo a prime take their place. The prime is 1000036² + 1, so 1000036 is a square root of -1 modulo it; what holds
/// for i holds for that number and for its opposite.
/// </summary>
internal static partial class ComplexOpinions
{
    private const int RootOfMinusOne = 1_000_036;

    private static readonly BigInteger s_prime = (BigInteger)RootOfMinusOne * RootOfMinusOne + 1;

    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["complex-product"] = (problem, answer) => Numbers(problem) is var (z, w) && Holds(i => Number(z, i) * Number(w, i) - Number(answer, i)),
        ["complex-expression"] = ComplexExpression,
        ["complex-quotient"] = (problem, answer) => Numbers(problem) is var (z, w) && Holds(i => Number(z, i) - Number(w, i) * Number(answer, i)),
        ["complex-power"] = ComplexPower,
        ["conjugate-equation"] = ConjugateEquation,
        ["complex-roots"] = ComplexRoots,
        ["complex-square-roots"] = ComplexSquareRoots,
        ["complex-modulus"] = (problem, answer) => Numbers(problem) is var (z, w)
            && RealLatex.Near(RealLatex.Value(answer), (OfParts(z) / OfParts(w)).Magnitude),
        ["complex-argument"] = ComplexArgument,
        ["polar-product"] = PolarProduct,
        ["powers-of-i"] = (problem, answer) => Formulas(problem).Single(f => f != "i" && f != "a + bi" && !f.Contains('=')) is var sum
            && Holds(i => Number(sum, i) - Number(answer, i)),
        ["quotient-on-axis"] = QuotientOnAxis,
    };

    private static bool ComplexExpression(string problem, string answer)
    {
        var given = Formulas(problem).Where(f => f.Contains('=')).ToDictionary(f => f[0], Right);
        string expression = Formulas(problem).Single(f => f.Contains("z^2")).Replace(@"\overline{w}", "u");
        return Holds(i => Value(expression, new() { ['z'] = Number(given['z'], i), ['u'] = Number(given['w'], 0 - i) }) - Number(answer, i));
    }

    private static bool ComplexPower(string problem, string answer)
    {
        var match = Regex.Match(problem, @"\((.*)\)\^\{([0-9]+)\}");
        string[] formulas = [.. Formulas(problem).Where(f => f != "a + bi")];
        var (z, n) = match.Success ? (match.Groups[1].Value, match.Groups[2].Value) : (formulas[0], formulas[1]);
        return Holds(i => Enumerable.Range(0, (int)Latex.Number(n).Top).Aggregate((Rational)1, (product, _) => product * Number(z, i)) - Number(answer, i));
    }

    private static bool ConjugateEquation(string problem, string answer)
    {
        string[] sides = Formulas(problem).Single(f => f.Contains('=')).Replace(@"\overline{z}", "u").Split('=');
        string z = Right(answer);
        return Holds(i => Value(sides[0], new() { ['z'] = Number(z, i), ['u'] = Number(z, 0 - i) }) - Number(sides[1], i));
    }

    private static bool ComplexRoots(string problem, string answer)
    {
        // Real and imaginary part in floating point: both roots satisfy the equation, and they are two.
        string p = Formulas(problem).Single(f => f.Contains('=')).Split('=')[0];
        double At(double x) => RealLatex.At(p, x);
        double c = At(0), a = (At(1) + At(-1)) / 2 - c, b = (At(1) - At(-1)) / 2;
        Complex[] roots = [.. answer.Split(@"\text{ or }").Select(part => OfParts(Right(part)))];
        return roots.Length == 2 && (roots[0] - roots[1]).Magnitude > 1e-6 && roots.All(x => (a * x * x + b * x + c).Magnitude < 1e-7 * (1 + Math.Abs(c)));
    }

    private static bool ComplexSquareRoots(string problem, string answer)
    {
        string square = Formulas(problem).Select(Right).Single(f => f.Contains('i'));
        string[] roots = [.. answer.Split(@"\text{ or }").Select(Right)];
        return roots.Length == 2 && Holds(i => Number(roots[0], i) + Number(roots[1], i)) && Holds(i => Number(roots[0], i) * Number(roots[0], i) - Number(square, i));
    }

    private static bool ComplexArgument(string problem, string answer)
    {
        // Turned back by the angle, the number is positive; for a power, one factor after another is turned.
        var match = Regex.Match(Formulas(problem).Single(f => f.Contains('i') && !f.Contains("pi") && !f.Contains("phi")), @"^\(?(.*?i)(?:\)\^\{([0-9]+)\})?$");
        Complex z = OfParts(match.Groups[1].Value), product = 1;
        z /= z.Magnitude;
        for (int n = match.Groups[2].Success ? (int)Latex.Number(match.Groups[2].Value).Top : 1; n > 0; n--)
            product *= z;
        double angle = RealLatex.Value(answer);
        return angle > -Math.PI + 1e-6 && angle < Math.PI + 1e-6 && (product - new Complex(Math.Cos(angle), Math.Sin(angle))).Magnitude < 1e-7;
    }

    private static bool PolarProduct(string problem, string answer)
    {
        // Both factors as a + bi in floating point.
        Complex[] factors = [.. Regex.Matches(problem, @"[0-9]+\(\\cos [0-9]+\^\\circ \+ i \\sin [0-9]+\^\\circ\)").Select(m => OfParts(m.Value))];
        return factors.Length == 2 && (factors[0] * factors[1] - OfParts(answer)).Magnitude < 1e-8 * (factors[0] * factors[1]).Magnitude;
    }

    private static bool QuotientOnAxis(string problem, string answer)
    {
        var (top, bottom) = Numbers(problem);
        double k = RealLatex.Value(Right(answer));
        double At(double i) => RealLatex.Value(top, new Dictionary<char, double> { ['i'] = i, ['k'] = k });
        Complex quotient = new Complex(At(0), At(1) - At(0)) / OfParts(bottom);
        return Math.Abs(problem.Contains("purely real") ? quotient.Imaginary : quotient.Real) < 1e-8;
    }

    /// <summary>The two complex numbers that a problem names.</summary>
    private static (string First, string Second) Numbers(string problem)
    {
        var match = Regex.Match(problem, @"\(([^()]*)\)\(([^()]*)\)|\\frac\{(.*)\}\{(.*)\}");
        string[] groups = [.. match.Groups.Values.Skip(1).Where(g => g.Success).Select(g => g.Value)];
        string[] formulas = match.Success ? groups : [.. Formulas(problem).Where(f => f != "a + bi")];
        return (formulas[0], formulas[1]);
    }

    private static Rational Number(string text, Rational i) => Value(text, new() { ['i'] = i });

    /// <summary>Whether what is computed from i is 0.</summary>
    private static bool Holds(Func<Rational, Rational> difference) =>
        new[] { RootOfMinusOne, -RootOfMinusOne }.All(i => difference(i).Top % s_prime == 0);

    /// <summary>A number a + bi whose parts may be roots.</summary>
    private static Complex OfParts(string text)
    {
        double At(double i) => RealLatex.Value(text, new Dictionary<char, double> { ['i'] = i });
        return new(At(0), At(1) - At(0));
    }
}
