using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of derivatives and limits: difference quotients, values near the point, signs at many points.</summary>
internal static partial class DifferentiationOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["product-rule"] = (problem, answer) => Derives(Function(problem), answer),
        ["quotient-rule"] = (problem, answer) => Derives(Function(problem), answer),
        ["chain-rule"] = (problem, answer) => Derives(Function(problem), answer),
        ["higher-derivative"] = HigherDerivative,
        ["derivative-from-values"] = DerivativeFromValues,
        ["implicit-derivative"] = ImplicitDerivative,
        ["logarithmic-derivative"] = (problem, answer) => Derives(Function(problem), answer),
        ["tangent-line"] = TangentLine,
        ["local-extremum"] = LocalExtremum,
        ["inflection-point"] = InflectionPoint,
        ["monotone-intervals"] = MonotoneIntervals,
        ["fence-cost"] = FenceCost,
        ["open-box"] = OpenBox,
        ["related-rates"] = RelatedRates,
        ["limit-cancelling"] = LimitAtPoint,
        ["limit-at-infinity"] = LimitAtInfinity,
        ["limit-difference"] = LimitAtInfinity,
        ["limit-conjugate"] = LimitAtPoint,
        ["limit-sines"] = LimitAtPoint,
        ["continuous-constant"] = ContinuousConstant,
        ["one-sided-limit"] = OneSidedLimit,
        ["lhospital"] = LHospital,
        ["average-rate"] = AverageRate,
        ["motion"] = Motion,
        ["linear-approximation"] = LinearApproximation,
        ["mean-value-point"] = MeanValuePoint,
        ["inverse-function"] = InverseFunction,
        ["function-composition"] = FunctionComposition,
        ["function-domain"] = FunctionDomain,
        ["quadratic-range"] = QuadraticRange,
        ["fixed-points"] = FixedPoints,
        ["function-recursion"] = FunctionRecursion,
        ["function-parity"] = FunctionParity,
        ["function-count"] = FunctionCount,
    };

    /// <summary>The right side of the problem's function f(x) = ... or curve y = ...</summary>
    private static string Function(string problem) =>
        Right(Formulas(problem).Where(f => f is not ("f(x) = x" or "y = x" or "y = f(x)" or "y = mx + b")).First(f => Ends().IsMatch(f))).Trim();

    /// <summary>Whether the answer is the derivative wherever both are defined.</summary>
    private static bool Derives(string f, string answer)
    {
        int compared = 0;
        foreach (double x in (double[])[0.31, 0.87, 1.42, 2.19, -0.53, -1.64, 3.77, 9.3, 12.4, 15.7, 23.1])
        {
            double expected = RealLatex.Derivative(at => RealLatex.At(f, at), x, 1e-4), found = RealLatex.At(answer, x), value = Math.Abs(RealLatex.At(f, x));
            if (!double.IsFinite(expected) || value > 1e30)
                continue;
            if (++compared > 5)
                break;
            if (!(Math.Abs(expected - found) <= 2e-5 * Math.Max(Math.Abs(expected), Math.Abs(found)) + 1e-9 * value + 1e-12))
                return false;
        }
        Assert.True(compared >= 3, f);
        return true;
    }

    /// <summary>The derivative of a polynomial of degree 4 or less: the extrapolated difference quotient is exact for it.</summary>
    private static Rational Slope(string f, Rational at, char letter = 'x') => Slope(x => Value(f, new() { [letter] = x }), at);

    private static Rational Slope(Func<Rational, Rational> f, Rational at)
    {
        Rational Difference(Rational h) => (f(at + h) - f(at - h)) / (2 * h);
        return (4 * Difference(1) - Difference(2)) / 3;
    }

    private static bool HigherDerivative(string problem, string answer)
    {
        // The n-th difference of f is the n-fold integral of its n-th derivative, here by Gauss' rule.
        string f = Formulas(problem).Select(g => Ends().Match(g)).First(m => m.Success).Groups[1].Value;
        int n = problem.Contains("second") ? 2 : problem.Contains("third") ? 3 : 4;
        const double Step = 0.25;
        (double At, double Weight)[] nodes = [(-0.8611363115940526, 0.3478548451374538), (-0.3399810435848563, 0.6521451548625461),
            (0.3399810435848563, 0.6521451548625461), (0.8611363115940526, 0.3478548451374538)];
        double Integral(int fold, double from) => fold == 0
            ? RealLatex.At(answer, from)
            : nodes.Sum(node => node.Weight * Step / 2 * Integral(fold - 1, from + Step / 2 * (1 + node.At)));
        double Difference(int fold, double from) => fold == 0 ? RealLatex.At(f, from) : Difference(fold - 1, from + Step) - Difference(fold - 1, from);
        return ((double[])[0.1, 1.3]).All(x =>
            Difference(n, x) is var expected && Math.Abs(expected - Integral(n, x)) <= 1e-6 * Math.Abs(expected) + 1e-11 * Math.Abs(RealLatex.At(f, x)));
    }

    private static bool DerivativeFromValues(string problem, string answer)
    {
        // Linear functions with these values stand for f and g.
        var formulas = Formulas(problem);
        string At(string name) => Right(formulas.First(f => f.StartsWith(name + "(", StringComparison.Ordinal))).Trim();
        string a = Argument().Match(formulas[0]).Groups[1].Value;
        string h = Right(formulas.First(f => f.StartsWith("h(x)", StringComparison.Ordinal)))
            .Replace("f(x)", $"({At("f")} + ({At("f'")})(x - ({a})))").Replace("g(x)", $"({At("g")} + ({At("g'")})(x - ({a})))");
        return RealLatex.Near(RealLatex.Derivative(x => RealLatex.At(h, x), RealLatex.Value(a), 1e-4), RealLatex.Value(answer), 1e-6);
    }

    private static bool ImplicitDerivative(string problem, string answer)
    {
        // Along the tangent the derivative of what stands on the left is zero.
        string left = Formulas(problem).First(f => f.Contains('=') && f.Contains('y')).Split('=')[0];
        var (x, y) = Point(Formulas(problem).First(f => f[0] == '('));
        Rational m = Number(answer);
        return Slope(t => Value(left, new() { ['x'] = x + t, ['y'] = y + m * t }), 0) == 0;
    }

    private static bool TangentLine(string problem, string answer)
    {
        string f = Function(problem);
        Rational a = Number(Right(Formulas(problem).Single(g => g.StartsWith("x =", StringComparison.Ordinal))));
        var parts = answer.Split('=');
        return parts is [var left, var line] && left.Trim() == "y" && Value(line, X(a)) == Value(f, X(a))
            && Value(line, X(a + 1)) - Value(line, X(a)) == Slope(f, a) && Value(line, X(a + 7)) - Value(line, X(a)) == 7 * Slope(f, a);
    }

    private static bool LocalExtremum(string problem, string answer)
    {
        string f = Function(problem);
        var (x, y) = Point(answer);
        // So near that nothing but the local extremum is seen.
        Rational step = new(1, 100_000), sign = problem.Contains("maximum") ? -1 : 1;
        return Value(f, X(x)) == y && Slope(f, x) == 0 && IsPositive(sign * (Value(f, X(x - step)) - y)) && IsPositive(sign * (Value(f, X(x + step)) - y));
    }

    private static bool InflectionPoint(string problem, string answer)
    {
        // A cubic curve is symmetric about its point of inflection.
        string f = Function(problem);
        var (x, y) = Point(answer);
        return Value(f, X(x)) == y && Enumerable.Range(1, 4).All(d => Value(f, X(x + d)) + Value(f, X(x - d)) == 2 * y);
    }

    private static bool MonotoneIntervals(string problem, string answer)
    {
        string f = Function(problem);
        Rational sign = problem.Contains("increasing") ? 1 : -1;
        return IsRegion(answer, x => IsPositive(sign * Slope(f, x)), false);
    }

    private static bool LimitAtPoint(string problem, string answer)
    {
        double a = double.Parse(Target().Match(problem).Groups[1].Value, CultureInfo.InvariantCulture);
        string expression = LimitExpression(problem);
        double Mean(double h) => (RealLatex.At(expression, a + h) + RealLatex.At(expression, a - h)) / 2;
        return RealLatex.Near((4 * Mean(5e-4) - Mean(1e-3)) / 3, RealLatex.Value(answer), 1e-6);
    }

    private static bool LimitAtInfinity(string problem, string answer)
    {
        string expression = LimitExpression(problem);
        double far = Target().Match(problem).Groups[1].Value is ['-', ..] ? -1e5 : 1e5;
        return RealLatex.Near(2 * RealLatex.At(expression, 2 * far) - RealLatex.At(expression, far), RealLatex.Value(answer), 1e-5);
    }

    private static bool OneSidedLimit(string problem, string answer)
    {
        var side = Side().Match(problem);
        double a = RealLatex.Value(side.Groups[1].Value), sign = side.Groups[2].Value == "+" ? 1 : -1;
        string expression = LimitExpression(problem);
        double At(double h) => RealLatex.At(expression, a + sign * h);
        return RealLatex.Near(2 * At(1e-5) - At(2e-5), RealLatex.Value(answer), 1e-6);
    }

    private static bool LHospital(string problem, string answer)
    {
        string expression = LimitExpression(problem);
        double Mean(double h) => (RealLatex.At(expression, h) + RealLatex.At(expression, -h)) / 2;
        double Better(double h) => (4 * Mean(h / 2) - Mean(h)) / 3;
        return RealLatex.Near((16 * Better(5e-3) - Better(1e-2)) / 15, RealLatex.Value(answer), 1e-5);
    }

    private static bool ContinuousConstant(string problem, string answer)
    {
        var match = Cases().Match(problem);
        string left = match.Groups[1].Value, right = match.Groups[2].Value;
        Rational x = Number(match.Groups[3].Value), k = Number(Right(answer));
        bool Meets(Rational constant) => Value(left, new() { ['x'] = x, ['k'] = constant }) == Value(right, new() { ['x'] = x, ['k'] = constant });
        return Meets(k) && !Meets(k + 1);
    }

    private static string LimitExpression(string problem) =>
        Limit().Replace(Formulas(problem).Last(f => f.Contains(@"\frac") || f.Contains(@"\sqrt")), "");

    private static (Rational X, Rational Y) Point(string answer)
    {
        Assert.True(answer is ['(', .., ')'], answer);
        return answer[1..^1].Split(',') is [var x, var y] ? (Number(x), Number(y)) : throw new InvalidOperationException(answer);
    }

    private static Dictionary<char, Rational> X(Rational value) => new() { ['x'] = value };

    private static bool IsPositive(Rational value) => value.Top.Sign > 0;

    /// <summary>Whether a union of intervals is the set where something holds: at its ends, next to them, and on a grid.</summary>
    private static bool IsRegion(string text, Func<Rational, bool> holds, bool withEnds)
    {
        var parts = text.Split(@"\cup").Select(part => Interval().Match(part.Trim())).ToList();
        Assert.All(parts, part => Assert.True(part.Success, text));
        var intervals = parts.Select(part => (Low: End(part.Groups["low"].Value, -1), High: End(part.Groups["high"].Value, 1),
            Open: part.Groups["open"].Value, Close: part.Groups["close"].Value)).ToList();
        Rational near = new(1, 1000);
        var ends = intervals.SelectMany(i => new[] { i.Low, i.High }).OfType<Rational>().ToList();
        var points = Enumerable.Range(-40, 81).Select(i => new Rational(i, 1)).Concat([-1_000_000, 1_000_000]).Concat(ends.SelectMany(e => new[] { e - near, e, e + near }));
        if (!withEnds && intervals.Any(i => i.Open != "(" || i.Close != ")"))
            return false;
        return points.All(x => holds(x) == intervals.Any(i => IsIn(i.Low, i.Open == "[", x) && IsIn(x, i.Close == "]", i.High)))
            && intervals.All(i => i.Low is not { } low || i.High is not { } high || IsPositive(high - low));

        static bool IsIn(Rational? low, bool closed, Rational? high) =>
            low is not { } a || high is not { } b || IsPositive(b - a) || (closed && a == b);

        static Rational? End(string end, int sign) => end.Trim() == (sign < 0 ? @"-\infty" : @"\infty") ? null : Number(end);
    }

    [GeneratedRegex(@"x \\to (-?(?:[0-9]+|\\infty))|x(?=\$ grows)")]
    private static partial Regex Target();

    [GeneratedRegex(@"^(?:f\(x\)|y) = (.+)$")]
    private static partial Regex Ends();

    [GeneratedRegex(@"\((-?[0-9]+)\)")]
    private static partial Regex Argument();

    [GeneratedRegex(@"x \\to (-?[0-9]+)\^([+-])")]
    private static partial Regex Side();

    [GeneratedRegex(@"\\begin\{cases\} (.+) & x < .+ \\\\ (.+) & x \\ge (-?[0-9]+) \\end")]
    private static partial Regex Cases();

    [GeneratedRegex(@"^\\lim_\{x \\to [^}]+\} ")]
    private static partial Regex Limit();

    [GeneratedRegex(@"^(?<open>[(\[])(?<low>[^,]+),(?<high>[^,]+)(?<close>[)\]])$")]
    private static partial Regex Interval();
}
