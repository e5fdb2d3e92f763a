using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;
using static MathPref.Core.Tests.Offline.Opinions.RealLatex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of the theorems of calculus: slopes, sums and searches in numbers.</summary>
internal static partial class CalculusTheoremOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["mean-value-theorem"] = MeanValue,
        ["rolle-theorem"] = Rolle,
        ["integral-mean-value"] = IntegralMean,
        ["derivative-of-integral"] = DerivativeOfIntegral,
        ["net-change"] = NetChange,
        ["mean-value-bound"] = Bound,
        ["intermediate-value"] = IntermediateValue,
        ["maclaurin-coefficient"] = Maclaurin,
        ["distance-travelled"] = Distance,
    };

    private static string Function(string problem) =>
        Right(Formulas(problem).First(f => f.StartsWith("f(x) =", StringComparison.Ordinal) || f.StartsWith("v(t) =", StringComparison.Ordinal)));

    private static (double Low, double High) Ends(string problem)
    {
        var match = Span().Match(problem);
        return (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private static bool MeanValue(string problem, string answer)
    {
        string f = Function(problem);
        var (a, b) = Ends(problem);
        double c = RealLatex.Value(Right(answer));
        return c > a && c < b && Near(Derivative(x => At(f, x), c), (At(f, b) - At(f, a)) / (b - a), 1e-7);
    }

    private static bool Rolle(string problem, string answer)
    {
        string f = Function(problem);
        var (a, b) = Ends(problem);
        double c = RealLatex.Value(Right(answer));
        // The values in between have their extremum there: it is larger than those a thousandth of the interval before and after.
        double step = (b - a) / 2000, there = Math.Abs(At(f, c));
        return c > a && c < b && Near(At(f, a), 0) && Near(At(f, b), 0) && there > Math.Abs(At(f, c - step)) && there > Math.Abs(At(f, c + step));
    }

    private static bool IntegralMean(string problem, string answer)
    {
        string f = Function(problem);
        var (a, b) = Ends(problem);
        double c = RealLatex.Value(Right(answer));
        return c >= a && c <= b && Near(At(f, c) * (b - a), IntegrationOpinions.Gauss(x => At(f, x), a, b), 1e-8);
    }

    private static bool DerivativeOfIntegral(string problem, string answer)
    {
        // A small change of x changes the integral by that over the small piece between the two upper limits.
        var match = UpperLimit().Match(problem);
        string g = match.Groups[2].Value, f = match.Groups[3].Value;
        double F(double t) => RealLatex.Value(f, new Dictionary<char, double> { ['t'] = t });
        const double H = 1e-5;
        return new[] { 0.3, 0.5, 0.7 }.All(x => Near(RealLatex.Integral(F, At(g, x - H), At(g, x + H), 4) / (2 * H), At(Right(answer), x), 1e-5));
    }

    private static bool NetChange(string problem, string answer)
    {
        string slope = Right(Formulas(problem).First(f => f.StartsWith("f'(x) =", StringComparison.Ordinal)));
        var known = KnownValue().Match(problem);
        string end = AskedValue().Matches(problem).Select(m => m.Groups[1].Value).Single();
        double a = double.Parse(known.Groups[1].Value, CultureInfo.InvariantCulture), b = double.Parse(end, CultureInfo.InvariantCulture);
        return Near(RealLatex.Value(answer), double.Parse(known.Groups[2].Value, CultureInfo.InvariantCulture) + IntegrationOpinions.Gauss(x => At(slope, x), a, b), 1e-8);
    }

    private static bool Bound(string problem, string answer)
    {
        var known = KnownValue().Match(problem);
        var slopes = Slopes().Match(problem);
        int Int(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        int from = Int(known, 1), to = int.Parse(AskedValue().Matches(problem).Single().Groups[1].Value, CultureInfo.InvariantCulture);
        // One unit after the other with the steepest or flattest slope.
        BigInteger value = Int(known, 2);
        for (int x = from; x < to; x++)
            value += Int(slopes, problem.Contains("greatest") ? 2 : 1);
        return Number(answer) == value;
    }

    private static bool IntermediateValue(string problem, string answer)
    {
        string f = Formulas(problem).First(each => each.Contains("x^3"));
        f = (f.StartsWith("f(x) =", StringComparison.Ordinal) ? Right(f) : f.Split('=')[0]).Trim();
        var n = Number(Right(answer));
        return n.Bottom.IsOne && Latex.Value(f, new() { ['x'] = n }).Top.Sign * Latex.Value(f, new() { ['x'] = n + 1 }).Top.Sign < 0;
    }

    private static bool Maclaurin(string problem, string answer)
    {
        // Cauchy's integral over a circle: the mean of f(z)/z^n.
        int n = int.Parse(PowerOfX().Match(problem).Groups[1].Value, CultureInfo.InvariantCulture);
        var match = Known().Match(Function(problem).Trim());
        Assert.True(match.Success, problem);
        string digits = match.Groups["a"].Value.Replace(" ", "").Replace("+", "");
        double a = digits switch { "" => 1, "-" => -1, _ => double.Parse(digits, CultureInfo.InvariantCulture) };
        double k = match.Groups["k"].Value is { Length: > 0 } factor ? double.Parse(factor, CultureInfo.InvariantCulture) : 1;
        Func<Complex, Complex> f = match.Groups["f"].Value switch
        {
            "e" => z => k * Complex.Exp(a * z),
            "sin" => z => k * Complex.Sin(a * z),
            "cos" => z => k * Complex.Cos(a * z),
            "ln" => z => k * Complex.Log(1 + a * z),
            _ => z => k / (1 + a * z),
        };
        // In the entire functions the radius may be larger, which keeps the digits.
        double radius = match.Groups["f"].Value is "ln" or "frac" ? 0.5 / Math.Abs(a) : n / Math.Abs(a);
        const int Points = 128;
        Complex sum = 0;
        for (int i = 0; i < Points; i++)
        {
            var z = Complex.FromPolarCoordinates(radius, 2 * Math.PI * i / Points);
            sum += f(z) / Complex.Pow(z, n);
        }
        double found = sum.Real / Points;
        return Math.Abs(found - RealLatex.Value(answer)) < 1e-7 * Math.Abs(found);
    }

    private static bool Distance(string problem, string answer)
    {
        string v = Function(problem);
        double[] times = [.. Time().Matches(problem).Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
        // The velocity changes its sign at whole numbers, so Simpson's rule is exact on quarters.
        double speed = 0;
        int pieces = (int)(4 * (times[1] - times[0]));
        double Speed(double t) => Math.Abs(RealLatex.Value(v, new Dictionary<char, double> { ['t'] = t }));
        for (int i = 0; i < pieces; i++)
            speed += (Speed(times[0] + i / 4.0) + 4 * Speed(times[0] + (i + 0.5) / 4) + Speed(times[0] + (i + 1) / 4.0)) / 24;
        return Near(speed, RealLatex.Value(answer), 1e-6);
    }

    [GeneratedRegex(@"[\[(](-?[0-9]+), (-?[0-9]+)[\])]")]
    private static partial Regex Span();

    [GeneratedRegex(@"\\int_\{(-?[0-9]+)\}\^\{([^{}]+)\} ([^$]+) \\, dt")]
    private static partial Regex UpperLimit();

    [GeneratedRegex(@"f\((-?[0-9]+)\) = (-?[0-9]+)")]
    private static partial Regex KnownValue();

    [GeneratedRegex(@"f\((-?[0-9]+)\)(?! =)")]
    private static partial Regex AskedValue();

    [GeneratedRegex(@"(-?[0-9]+) \\le f'\(x\) \\le (-?[0-9]+)")]
    private static partial Regex Slopes();

    [GeneratedRegex(@"\$x\^([0-9]+)\$")]
    private static partial Regex PowerOfX();

    [GeneratedRegex(@"^(?:\\(?<f>frac)\{(?<k>[0-9]+)\}\{1 (?<a>[+-] [0-9]*)x\}|(?<k>[0-9]*)(?:(?<f>e)\^\{(?<a>-?[0-9]*)x\}|\\(?<f>sin|cos)\((?<a>[0-9]*)x\)|\\(?<f>ln)\(1 (?<a>[+-] [0-9]*)x\)))$")]
    private static partial Regex Known();

    [GeneratedRegex(@"\$t = (-?[0-9]+)\$")]
    private static partial Regex Time();
}
