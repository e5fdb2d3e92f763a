using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of rates of change and of functions as maps.</summary>
internal static partial class DifferentiationOpinions
{
    private static bool AverageRate(string problem, string answer)
    {
        // The mean of the derivative, by Simpson's rule: exact for cubic ones.
        string f = Function(problem);
        var (a, b) = Bounds(problem);
        Rational Slopes(Rational from, Rational to) => (Slope(f, from) + 4 * Slope(f, (from + to) / 2) + Slope(f, to)) / 6;
        return Slopes(a, b) == Number(answer);
    }

    private static bool Motion(string problem, string answer)
    {
        string s = Right(Formulas(problem).First(f => f.StartsWith("s(t) =", StringComparison.Ordinal)));
        Rational t = Number(Right(Formulas(problem).Single(f => f.StartsWith("t =", StringComparison.Ordinal))));
        if (problem.Contains("velocity"))
            return Slope(s, t, 't') == Number(answer);
        Rational At(Rational time) => Value(s, new() { ['t'] = time });
        Rational Second(Rational h) => (At(t + h) - 2 * At(t) + At(t - h)) / (h * h);
        return (4 * Second(1) - Second(2)) / 3 == Number(answer);
    }

    private static bool LinearApproximation(string problem, string answer)
    {
        string f = Function(problem);
        double a = RealLatex.Value(Right(Formulas(problem).Single(g => g.StartsWith("x =", StringComparison.Ordinal))));
        double b = RealLatex.Value(Formulas(problem).Single(g => g.StartsWith("f(", StringComparison.Ordinal) && !g.Contains('='))[2..^1]);
        double slope = RealLatex.Derivative(x => RealLatex.At(f, x), a);
        return RealLatex.Near(RealLatex.At(f, a) + slope * (b - a), RealLatex.Value(answer), 1e-7);
    }

    private static bool MeanValuePoint(string problem, string answer)
    {
        string f = Function(problem);
        var (a, b) = Bounds(problem);
        Rational c = Number(Right(answer));
        return IsPositive(c - a) && IsPositive(b - c) && Slope(f, c) * (b - a) == Value(f, X(b)) - Value(f, X(a));
    }

    private static bool InverseFunction(string problem, string answer)
    {
        string f = Function(problem);
        return Enumerable.Range(100, 6).All(x => Value(f, X(Value(answer, X(x)))) == x && Value(answer, X(Value(f, X(x)))) == x);
    }

    private static bool FunctionComposition(string problem, string answer)
    {
        string f = Function(problem), g = Right(Formulas(problem).First(h => h.StartsWith("g(x) =", StringComparison.Ordinal)));
        var (outer, inner) = problem.Contains(@"f \circ g") ? (f, g) : (g, f);
        return Enumerable.Range(-6, 13).All(x => Value(outer, X(Value(inner, X(x)))) == Value(answer, X(x)));
    }

    private static bool FunctionDomain(string problem, string answer)
    {
        string f = Function(problem);
        string u = Argumented().Match(f).Groups[1].Value;
        bool withZero = f.StartsWith(@"\sqrt", StringComparison.Ordinal);
        return IsRegion(answer, x => Value(u, X(x)) is var value && (IsPositive(value) || (withZero && value == 0)), true);
    }

    private static bool QuadraticRange(string problem, string answer)
    {
        string f = Function(problem);
        Rational zero = Value(f, X(0)), a = (Value(f, X(1)) + Value(f, X(-1))) / 2 - zero;
        bool isWhole = problem.Contains(@"\mathbb{R}");
        var (from, to) = isWhole ? (-40, 40) : Bounds(problem);
        // The vertex is at a multiple of 1/(2a), so it is among the points.
        var step = 1 / (2 * (IsPositive(a) ? a : 0 - a));
        List<Rational> values = [];
        for (var x = from; !IsPositive(x - to); x += step)
            values.Add(Value(f, X(x)));
        var low = values.Aggregate((m, y) => IsPositive(m - y) ? y : m);
        var high = values.Aggregate((m, y) => IsPositive(y - m) ? y : m);
        return IsRegion(answer, y => (!IsPositive(low - y) || (isWhole && !IsPositive(a))) && (!IsPositive(y - high) || (isWhole && IsPositive(a))), true);
    }

    private static bool FixedPoints(string problem, string answer)
    {
        string f = Function(problem);
        var roots = answer.Split(@"\text{ or }").Select(part => Number(Right(part))).ToList();
        var match = Fraction().Match(f);
        Rational G(Rational x) => match.Success ? Value(match.Groups[1].Value, X(x)) - x * Value(match.Groups[2].Value, X(x)) : Value(f, X(x)) - x;
        Rational c = G(0), a = (G(1) + G(-1)) / 2 - c, b = (G(1) - G(-1)) / 2;
        return roots.All(x => Value(f, X(x)) == x) && (a == 0 ? roots.Count == 1 : roots[0] + roots[^1] == 0 - b / a && roots[0] * roots[^1] == c / a);
    }

    private static bool FunctionRecursion(string problem, string answer)
    {
        string step = "0" + Formulas(problem).First(f => f.StartsWith("f(x + 1)", StringComparison.Ordinal)).Split("f(x) ")[1];
        var start = Formulas(problem).Select(f => Known().Match(f)).First(m => m.Success && m.Groups[2].Success);
        var end = Formulas(problem).Select(f => Known().Match(f)).First(m => m.Success && !m.Groups[2].Success);
        var value = Number(start.Groups[2].Value);
        for (var x = Number(start.Groups[1].Value); IsPositive(Number(end.Groups[1].Value) - x); x += 1)
            value += Value(step, X(x));
        return value == Number(answer);
    }

    private static bool FenceCost(string problem, string answer)
    {
        double a = Before(@"(\d+) euros per metre", problem, 0), b = Before(@"(\d+) euros per metre", problem, 1), budget = Before(@"(\d+) euros(?! per)", problem, 0);
        return RealLatex.Near(Greatest(x => x * (budget - a * x) / (2 * b), 0, budget / a).Value, RealLatex.Value(answer), 1e-9);
    }

    private static bool OpenBox(string problem, string answer)
    {
        double[] sides = [.. Numbers(problem).Select(n => (double)n)];
        double x = Greatest(h => h * (sides[0] - 2 * h) * (sides[1] - 2 * h), 0, Math.Min(sides[0], sides[1]) / 2).At;
        // The place of a maximum is known to half the digits only.
        return Math.Abs(x - RealLatex.Value(Right(answer))) < 1e-5 * x;
    }

    private static bool RelatedRates(string problem, string answer)
    {
        double rate = Before(@"(\d+) cm per second", problem, 0), length = Before(@"(\d+) cm(?! per)", problem, 0);
        Func<double, double> size = (problem.Contains("cube"), problem.Contains("hemisphere"), problem.Contains("sphere"), problem.Contains("volume"), problem.Contains("surface")) switch
        {
            (true, _, _, true, _) => a => a * a * a,
            (true, _, _, _, true) => a => 6 * a * a,
            (_, true, _, true, _) => r => 2 * Math.PI * r * r * r / 3,
            (_, _, true, true, _) => r => 4 * Math.PI * r * r * r / 3,
            (_, _, true, _, true) => r => 4 * Math.PI * r * r,
            _ => problem.Contains("circle") ? r => Math.PI * r * r : a => a * a,
        };
        return RealLatex.Near(RealLatex.Derivative(t => size(length + rate * t), 0), RealLatex.Value(answer), 1e-8);
    }

    private static bool FunctionParity(string problem, string answer)
    {
        string f = Function(problem);
        double[] points = [0.37, 0.81, 1.23, 1.94, 2.71];
        bool Mirrors(int sign) => points.All(x => RealLatex.Near(RealLatex.At(f, -x), sign * RealLatex.At(f, x), 1e-9));
        return answer == (Mirrors(1) ? @"\text{even}" : Mirrors(-1) ? @"\text{odd}" : @"\text{neither}");
    }

    private static bool FunctionCount(string problem, string answer)
    {
        var sets = Upto().Matches(problem).Select(m => Whole(m.Groups[1].Value)).ToArray();
        var condition = Condition().Match(problem);
        int m = sets[0], n = sets[1], at = Whole(condition.Groups[1].Value), b = Whole(condition.Groups[3].Value), count = 0;
        bool isInjective = problem.Contains("injective");
        var f = new int[m];
        do
        {
            int v = f[at - 1] + 1;
            bool holds = condition.Groups[2].Value switch { "=" => v == b, @"\ne" => v != b, @"\le" => v <= b, _ => v >= b };
            if (holds && f.Distinct().Count() == (isInjective ? m : n))
                count++;
        }
        while (Next());
        return count == Number(answer);

        bool Next()
        {
            for (int i = 0; i < m; i++)
            {
                if (++f[i] < n)
                    return true;
                f[i] = 0;
            }
            return false;
        }
    }

    /// <summary>The maximum of a function with one peak, by ternary search.</summary>
    private static (double At, double Value) Greatest(Func<double, double> f, double from, double to)
    {
        for (int i = 0; i < 200; i++)
        {
            double third = (to - from) / 3;
            if (f(from + third) < f(to - third))
                from += third;
            else
                to -= third;
        }
        return (from, f(from));
    }

    /// <summary>The number that the pattern finds.</summary>
    private static double Before(string pattern, string problem, int index) => Whole(Regex.Matches(problem, pattern)[index].Groups[1].Value);

    private static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>The ends of the interval [a, b] in the problem.</summary>
    private static (Rational A, Rational B) Bounds(string problem)
    {
        var match = Closed().Match(problem);
        return (Number(match.Groups[1].Value), Number(match.Groups[2].Value));
    }

    [GeneratedRegex(@"\[(-?[0-9]+), (-?[0-9]+)\]")]
    private static partial Regex Closed();

    [GeneratedRegex(@"\\dots, ([0-9]+)\\\}")]
    private static partial Regex Upto();

    [GeneratedRegex(@"f\(([0-9]+)\) (=|\\ne|\\le|\\ge) ([0-9]+)")]
    private static partial Regex Condition();

    [GeneratedRegex(@"(?:sqrt\{|ln\()([^{}()]+)[})]")]
    private static partial Regex Argumented();

    [GeneratedRegex(@"^\\frac\{([^{}]+)\}\{([^{}]+)\}$")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^f\((-?[0-9]+)\)(?: = (-?[0-9]+))?$")]
    private static partial Regex Known();
}
