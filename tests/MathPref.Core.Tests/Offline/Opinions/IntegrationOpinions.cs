using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;
using static MathPref.Core.Tests.Offline.Opinions.RealLatex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of integrals: Gauss's rule, sums and slopes in numbers.</summary>
internal static partial class IntegrationOpinions
{
    private static readonly (double Point, double Weight)[] s_gauss =
    [
        (-0.906179845938664, 0.2369268850561891), (-0.5384693101056831, 0.4786286704993665), (0, 0.5688888888888889),
        (0.5384693101056831, 0.4786286704993665), (0.906179845938664, 0.2369268850561891),
    ];

    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new(DifferentialEquationOpinions.ByFamily.Concat(CalculusTheoremOpinions.ByFamily))
    {
        ["definite-integral"] = (problem, answer) => Integral(problem) is var (a, b, f) && Agree(answer, Gauss(f, a, b)),
        ["average-value"] = AverageValue,
        ["integral-properties"] = IntegralProperties,
        ["riemann-sum"] = RiemannSum,
        ["area-between-curves"] = AreaBetweenCurves,
        ["volume-of-revolution"] = (problem, answer) =>
            Curve(problem) is var (f, a, b) && Agree(answer, Gauss(x => Math.PI * At(f, x) * At(f, x), a, b)),
        ["arc-length"] = (problem, answer) =>
            Curve(problem) is var (f, a, b) && Agree(answer, Gauss(x => Math.Sqrt(1 + Math.Pow(Derivative(t => At(f, t), x), 2)), a, b)),
        ["antiderivative-sum"] = (problem, answer) => IsAntiderivative(answer, Indefinite().Match(problem).Groups[1].Value),
        ["antiderivative-point"] = AntiderivativeThroughPoint,
        ["integral-by-substitution"] = (problem, answer) => IsAntiderivative(answer, Indefinite().Match(problem).Groups[1].Value),
        ["integration-by-parts"] = (problem, answer) => IsAntiderivative(answer, Indefinite().Match(problem).Groups[1].Value),
        ["integral-of-logarithm"] = OfLimits,
        ["logarithmic-integral"] = OfLimits,
        ["integral-by-partial-fractions"] = OfLimits,
        ["inverse-trigonometric-integral"] = OfLimits,
    };

    /// <summary>The value after the last equals sign, in floating point.</summary>
    private static bool Agree(string answer, double expected, double tolerance = 1e-8) => Near(RealLatex.Value(Right(answer)), expected, tolerance);

    /// <summary>Gauss's rule of five points on each piece: exact for polynomials up to the degree 9.</summary>
    internal static double Gauss(Func<double, double> f, double from, double to, int pieces = 12)
    {
        double half = (to - from) / (2 * pieces), sum = 0;
        for (int i = 0; i < pieces; i++)
        {
            foreach (var (point, weight) in s_gauss)
                sum += weight * f(from + (2 * i + 1 + point) * half);
        }
        return sum * half;
    }

    private static double Gauss(string f, double from, double to, int pieces = 12) => Gauss(x => At(f, x), from, to, pieces);

    private static double[] Reals(string text) =>
        [.. SignedNumber().Matches(text).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];

    /// <summary>The only integral with limits and brackets.</summary>
    private static (double From, double To, string Of) Integral(string problem)
    {
        var match = Assert.Single(BracketedIntegral().Matches(problem));
        return (RealLatex.Value(match.Groups[1].Value), RealLatex.Value(match.Groups[2].Value), match.Groups[3].Value);
    }

    /// <summary>The function after the first equals sign, and the two numbers of the formulas that follow.</summary>
    private static (string Of, double From, double To) Curve(string problem)
    {
        var formulas = Formulas(problem).Where(f => f is not "x" and not "f").ToArray();
        double[] ends = [.. formulas[1..].SelectMany(Reals)];
        Assert.Equal(2, ends.Length);
        return (Right(formulas[0]), ends[0], ends[1]);
    }

    /// <summary>An integral with limits and anything in it.</summary>
    private static bool OfLimits(string problem, string answer)
    {
        var match = Assert.Single(AnyIntegral().Matches(problem));
        return Agree(answer, Gauss(match.Groups[3].Value, RealLatex.Value(match.Groups[1].Value), RealLatex.Value(match.Groups[2].Value), 48));
    }

    /// <summary>The slope of the answer is the function, at several points; a constant is open.</summary>
    private static bool IsAntiderivative(string answer, string f)
    {
        Assert.NotEmpty(f);
        double[] points = [0.35, 0.8, 1.45, 2.3];
        return points.All(x => Near(Derivative(t => At(Right(answer), t), x), At(f, x), 1e-7));
    }

    private static bool AntiderivativeThroughPoint(string problem, string answer)
    {
        var formulas = Formulas(problem);
        string f = Right(formulas.First(each => each.StartsWith("F'(x) =", StringComparison.Ordinal) || each.StartsWith("f(x) =", StringComparison.Ordinal)
            || (!each.Contains('F') && each.Contains('x') && each.Length > 1)));
        double[] point = Reals(formulas.Last(each => each.Any(char.IsAsciiDigit)));
        return IsAntiderivative(answer, f) && Near(At(Right(answer), point[0]), point[1]);
    }

    private static bool AverageValue(string problem, string answer)
    {
        var (f, a, b) = Curve(problem);
        return Agree(answer, Gauss(f, a, b) / (b - a));
    }

    private static bool IntegralProperties(string problem, string answer)
    {
        // Step functions that have the integrals given: one value on each of the two intervals.
        var known = KnownIntegral().Matches(problem).ToDictionary(m => (m.Groups[3].Value, double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)), m => double.Parse(m.Groups[4].Value, CultureInfo.InvariantCulture));
        var (a, b, sum) = Integral(problem);
        double middle = known.Keys.Where(key => key.Item1 == "f").SelectMany(key => new[] { key.Item2, key.Item3 }).Distinct().Single(end => end != a && end != b);
        double Height(double x) => known.Where(k => k.Key.Item1 == "f" && x > Math.Min(k.Key.Item2, k.Key.Item3) && x < Math.Max(k.Key.Item2, k.Key.Item3))
            .Select(k => k.Value / (k.Key.Item3 - k.Key.Item2)).Single();
        double g = known.Single(k => k.Key.Item1 == "g").Value / (b - a), total = 0;
        foreach (var (from, to) in new[] { (a, middle), (middle, b) })
        {
            string here = sum.Replace("f(x)", "f").Replace("g(x)", "g");
            total += (to - from) * RealLatex.Value(here, new Dictionary<char, double> { ['f'] = Height((from + to) / 2), ['g'] = g });
        }
        return Agree(answer, total);
    }

    private static bool RiemannSum(string problem, string answer)
    {
        var match = KnownLimits().Match(problem);
        double a = Reals(match.Value)[0], b = Reals(match.Value)[1], sum = 0;
        string f = problem.Contains(@"\int") ? Integral(problem).Of : Right(Formulas(problem).Single(each => each.StartsWith("f(x)", StringComparison.Ordinal)));
        int parts = Assert.Single(Numbers(problem));
        double shift = problem.Contains("left") ? 0 : problem.Contains("right") ? 1 : 0.5, width = (b - a) / parts;
        for (int i = 0; i < parts; i++)
            sum += At(f, a + (i + shift) * width) * width;
        return Agree(answer, sum);
    }

    private static bool AreaBetweenCurves(string problem, string answer)
    {
        string f = Right(Formulas(problem)[0]), g = Right(Formulas(problem)[1]);
        double D(double x) => At(f, x) - At(g, x);
        // The quadratic through three values of the difference; its roots by bisection on both sides of the vertex.
        double c = D(0), a = (D(1) + D(-1)) / 2 - c, b = (D(1) - D(-1)) / 2, vertex = -b / (2 * a);
        double low = Root(D, vertex - 100, vertex), high = Root(D, vertex, vertex + 100);
        return Agree(answer, Gauss(x => Math.Abs(D(x)), low, high), 1e-7);
    }

    /// <summary>The zero of a function that has two signs at the ends, by bisection.</summary>
    private static double Root(Func<double, double> f, double low, double high)
    {
        double sign = Math.Sign(f(low));
        Assert.True(sign * f(high) < 0, "two signs");
        for (int i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = f(middle) * sign > 0 ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    [GeneratedRegex("-?[0-9]+")]
    private static partial Regex SignedNumber();

    [GeneratedRegex(@"\\int_\{([^{}]+)\}\^\{([^{}]+)\} \(([^$]+)\) \\, dx")]
    private static partial Regex BracketedIntegral();

    [GeneratedRegex(@"\\int_\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})+)\}\^\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})+)\} ([^$]+) \\, dx")]
    private static partial Regex AnyIntegral();

    [GeneratedRegex(@"\\int (?:\\left)?([^$]+?)(?: \\,| (?=dx))")]
    private static partial Regex Indefinite();

    [GeneratedRegex(@"\\int_\{(-?[0-9]+)\}\^\{(-?[0-9]+)\} ([fg])\(x\) \\, dx = (-?[0-9]+)")]
    private static partial Regex KnownIntegral();

    [GeneratedRegex(@"\[-?[0-9]+, -?[0-9]+\]|\\int_\{-?[0-9]+\}\^\{-?[0-9]+\}")]
    private static partial Regex KnownLimits();
}
