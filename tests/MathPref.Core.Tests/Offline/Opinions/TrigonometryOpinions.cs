using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;
using static MathPref.Core.Tests.Offline.Opinions.RealLatex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of trigonometry: triangles drawn with coordinates, and formulas evaluated in floating point.</summary>
internal static partial class TrigonometryOpinions
{
    private const double Degree = Math.PI / 180;

    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["law-of-cosines"] = LawOfCosines,
        ["angle-from-sides"] = AngleFromSides,
        ["law-of-sines"] = LawOfSines,
        ["angle-of-elevation"] = AngleOfElevation,
        ["angles-of-depression"] = AnglesOfDepression,
        ["trig-equation"] = TrigEquation,
        ["wave-range"] = WaveRange,
        ["wave-period"] = WavePeriod,
        ["ratio-from-ratio"] = RatioFromRatio,
        ["special-angles"] = (problem, answer) => SameValue(Formulas(problem)[0], answer),
        ["angle-measure"] = AngleMeasure,
        ["ratio-from-sides"] = RatioFromSides,
        ["multiple-angle"] = MultipleAngle,
        ["sum-formula"] = SumFormula,
        ["product-to-sum"] = ProductToSum,
        ["harmonic-extreme"] = HarmonicExtreme,
        ["identity-constant"] = IdentityConstant,
        ["inverse-trig-composition"] = (problem, answer) => SameValue(Formulas(problem)[0], answer),
        ["inverse-of-function"] = (problem, answer) => SameValue(Formulas(problem).Single(f => f.Contains("arc", StringComparison.Ordinal)), answer),
        ["inverse-trig-domain"] = InverseDomain,
        ["inverse-trig-value"] = (problem, answer) => SameValue(Formulas(problem)[0], answer),
        ["hyperbolic-from-other"] = HyperbolicFromOther,
        ["inverse-hyperbolic"] = InverseHyperbolic,
        ["hyperbolic-equation"] = HyperbolicEquation,
        ["hyperbolic-at-logarithm"] = (problem, answer) => SameValue(Formulas(problem)[0], answer),
    };

    private static bool SameValue(string formula, string answer) => Near(Value(formula), Value(answer));

    /// <summary>The corners are put into the plane and their distance is measured.</summary>
    private static bool LawOfCosines(string problem, string answer)
    {
        double angle = Assert.Single(Formulas(problem), f => f.EndsWith(@"^\circ", StringComparison.Ordinal)) is var a ? Value(a) : 0;
        double[] sides = [.. Formulas(problem).Where(f => char.IsAsciiDigit(f[^1]) || f[^1] == '}').Select(f => Value(Right(f)))];
        Assert.Equal(2, sides.Length);
        return Near(double.Hypot(sides[0] - sides[1] * Math.Cos(angle), sides[1] * Math.Sin(angle)), Value(answer));
    }

    /// <summary>The third corner is found by its distances from the other two; the angle is the one between the vectors to its neighbours.</summary>
    private static bool AngleFromSides(string problem, string answer)
    {
        double[] sides = [.. Formulas(problem).Select(f => Value(f)).Order()];
        Assert.Equal(3, sides.Length);
        if (problem.Contains("smallest", StringComparison.Ordinal))
            Array.Reverse(sides);
        // Heron's formula for the area gives the sine; which of the two angles it is follows from the squares.
        double s = sides.Sum() / 2, area = Math.Sqrt(s * (s - sides[0]) * (s - sides[1]) * (s - sides[2]));
        double angle = Math.Atan2(2 * area, (sides[0] * sides[0] + sides[1] * sides[1] - sides[2] * sides[2]) / 2);
        return Near(Math.Cos(angle), Value(answer));
    }

    /// <summary>Sides are chords of the circumscribed circle: the corners on it are found by their central angles.</summary>
    private static bool LawOfSines(string problem, string answer)
    {
        double[] angles = [.. Formulas(problem).Where(f => f.EndsWith(@"^\circ", StringComparison.Ordinal)).Select(f => Value(Right(f)))];
        double side = Value(Right(Formulas(problem).Single(f => char.IsAsciiDigit(f[^1]) || f[^1] == '}')));
        if (problem.StartsWith("Find the side opposite", StringComparison.Ordinal))
            Array.Reverse(angles);
        double Chord(double inscribed) => double.Hypot(1 - Math.Cos(2 * inscribed), Math.Sin(2 * inscribed));
        return Near(side / Chord(angles[0]) * Chord(angles[1]), Value(answer));
    }

    /// <summary>The triangle is drawn with its right angle at the origin.</summary>
    private static bool RatioFromSides(string problem, string answer)
    {
        Dictionary<string, double> sides = Formulas(problem).Where(f => f.Contains('=')).ToDictionary(f => f[..2], f => Value(Right(f)));
        double legA = sides.TryGetValue("BC", out var bc) ? bc : Math.Sqrt(Math.Pow(sides["AB"], 2) - Math.Pow(sides["AC"], 2));
        double legB = sides.TryGetValue("AC", out var ac) ? ac : Math.Sqrt(Math.Pow(sides["AB"], 2) - Math.Pow(legA, 2));
        var (a, b) = (Math.Atan2(legA, legB), Math.Atan2(legB, legA));
        string asked = Formulas(problem).Single(f => f.StartsWith('\\'));
        return Near(Value(asked, new Dictionary<char, double> { ['A'] = a, ['B'] = b }), Value(answer));
    }

    /// <summary>The tower's top is seen from the roof at the angle that is given.</summary>
    private static bool AngleOfElevation(string problem, string answer)
    {
        int[] metres = Numbers(problem);
        Assert.Equal(2, metres.Length);
        // "... the tower stands 20 m away" and "its top is seen from 5 m": the distance is what stands before "away".
        int away = int.Parse(Away().Match(problem).Groups[1].Value, CultureInfo.InvariantCulture), roof = metres[0] == away ? metres[1] : metres[0];
        return Near(Math.Atan2(Value(answer) - roof, away), Value(Assert.Single(Formulas(problem))));
    }

    private static bool AnglesOfDepression(string problem, string answer)
    {
        int height = Assert.Single(Numbers(problem));
        double[] angles = [.. Formulas(problem).Select(f => Value(f)).OrderDescending()];
        Assert.Equal(2, angles.Length);
        // The nearer boat is where the line of sight meets the water; the other lies the answer further off or behind.
        double near = height * Math.Sin(Math.PI / 2 - angles[0]) / Math.Sin(angles[0]);
        double far = problem.Contains("the same side", StringComparison.Ordinal) ? near + Value(answer) : Value(answer) - near;
        return Near(Math.Atan2(height, far), angles[1]);
    }

    /// <summary>Changes of sign on a fine grid (and touching points) tell where the solutions are.</summary>
    private static bool TrigEquation(string problem, string answer)
    {
        string equation = Formulas(problem).Single(f => f.Contains('=') && !f.Contains(@"\le")).Replace("^\\circ", "d");
        string[] sides = equation.Split('=');
        double Difference(double degrees)
        {
            Dictionary<char, double> letters = new() { ['x'] = degrees * Degree, ['d'] = Degree };
            return Value(sides[0], letters) - Value(sides[1], letters);
        }
        // All solutions are multiples of five degrees here.
        var found = Enumerable.Range(0, 72).Select(i => 5.0 * i).Where(degrees => Math.Abs(Difference(degrees)) < 1e-9);
        var given = answer.Split(@"\text{ or }").Select(part => Value(Right(part)) / Degree).Order();
        return found.Zip(given, (f, g) => Near(f, g)).All(same => same) && found.Count() == given.Count();
    }

    private static bool WaveRange(string problem, string answer)
    {
        string wave = Right(Formulas(problem).Single(f => f.StartsWith("f(x) =", StringComparison.Ordinal)));
        // A multiple of every period that occurs, in steps that come close to each crest.
        double crests = Crests(wave);
        double[] values = [.. Enumerable.Range(0, 2401).Select(i => At(wave, i * (crests / 2400)))];
        double[] bounds = [.. Assert.Single(answer.Split(@"\cup")).Trim('[', ']', ' ').Split(',').Select(bound => Value(bound))];
        return answer.Trim() is ['[', .., ']'] && bounds.Length == 2 && Math.Abs(values.Min() - bounds[0]) < 1e-4 && Math.Abs(values.Max() - bounds[1]) < 1e-4;
    }

    /// <summary>The distance from any crest to the next but a few: the argument grows by 4 \pi.</summary>
    private static double Crests(string wave)
    {
        string argument = Argument().Match(wave).Groups[1].Value;
        return 4 * Math.PI / (At(argument, 1) - At(argument, 0));
    }

    /// <summary>The function repeats itself after the answer, and after no part of it.</summary>
    private static bool WavePeriod(string problem, string answer)
    {
        string wave = Right(Formulas(problem).Single(f => f.StartsWith("f(x) =", StringComparison.Ordinal)));
        double period = Value(answer);
        bool Repeats(double after) => Enumerable.Range(1, 9).All(i => Near(At(wave, i * 0.0717 * period), At(wave, i * 0.0717 * period + after), 1e-6));
        return period > 0 && Repeats(period) && Enumerable.Range(2, 11).All(part => !Repeats(period / part));
    }

    private static bool RatioFromRatio(string problem, string answer)
    {
        double theta = Angle(Formulas(problem).Single(f => f.Contains('=')), Word(problem));
        return Near(At(Formulas(problem)[^1].Replace(@"\theta", "(x)"), theta), Value(answer), 1e-8);
    }

    private static bool AngleMeasure(string problem, string answer) =>
        answer.Contains("circ", StringComparison.Ordinal) == problem.EndsWith("degrees" + problem[^1], StringComparison.Ordinal)
            && SameValue(Formulas(problem)[0], answer);

    private static bool MultipleAngle(string problem, string answer)
    {
        double theta = Angle(Formulas(problem).Single(f => f.Contains('=')), Word(problem));
        return Near(At(Formulas(problem).Single(f => f.Contains('(')).Replace(@"\theta", "x"), theta), Value(answer), 1e-8);
    }

    private static bool SumFormula(string problem, string answer)
    {
        string[] given = [.. Formulas(problem).Where(f => f.Contains('='))];
        string[] quadrants = [.. Quadrant().Matches(problem).Select(match => match.Value)];
        double alpha = Angle(Assert.Single(given, f => f.Contains("alpha", StringComparison.Ordinal)), quadrants[0]);
        double beta = Angle(Assert.Single(given, f => f.Contains("beta", StringComparison.Ordinal)), quadrants[1]);
        string asked = Formulas(problem).Single(f => f.Contains('(')).Replace(@"\alpha", "a").Replace(@"\beta", "b");
        return Near(Value(asked, new Dictionary<char, double> { ['a'] = alpha, ['b'] = beta }), Value(answer), 1e-8);
    }

    /// <summary>Both sides have the same values; the answer is no product of two functions.</summary>
    private static bool ProductToSum(string problem, string answer)
    {
        string product = Formulas(problem)[0];
        return Enumerable.Range(1, 15).All(i => Near(At(product, i * 0.177), At(answer, i * 0.177), 1e-8));
    }

    /// <summary>With the answer for k both sides agree at many points.</summary>
    private static bool IdentityConstant(string problem, string answer)
    {
        string[] sides = Formulas(problem).Single(f => f.Contains('=')).Split('=');
        double k = Value(answer);
        return Enumerable.Range(1, 12).All(i =>
        {
            Dictionary<char, double> letters = new() { ['x'] = 0.37 * i, ['k'] = k };
            return Near(Value(sides[0], letters), Value(sides[1], letters), 1e-8);
        });
    }

    /// <summary>The best of many values, made better by narrowing the interval around it.</summary>
    private static bool HarmonicExtreme(string problem, string answer)
    {
        string wave = Formulas(problem).Single(f => f.Contains(@"\cos", StringComparison.Ordinal));
        double sign = problem.Contains("greatest", StringComparison.Ordinal) ? 1 : -1, at = 0, step = Math.PI / 60;
        // Waves are no shorter than a ninth of a turn here, thirteen of these steps.
        at = Enumerable.Range(0, 121).Select(i => i * step).MaxBy(x => sign * At(wave, x));
        for (int round = 0; round < 6; round++, step /= 8)
            at = Enumerable.Range(-10, 21).Select(i => at + i * step / 8).MaxBy(x => sign * At(wave, x));
        return Near(At(wave, at), Value(answer));
    }

    /// <summary>Inside the interval the function has values, just outside it has none.</summary>
    private static bool InverseDomain(string problem, string answer)
    {
        string function = Right(Formulas(problem).Single(f => f.StartsWith("f(x) =", StringComparison.Ordinal)));
        double[] bounds = [.. Assert.Single(answer.Split(@"\cup")).Trim('[', ']', ' ').Split(',').Select(bound => Value(bound))];
        if (answer.Trim() is not ['[', .., ']'] || bounds is not [var low, var high] || low >= high)
            return false;
        double edge = (high - low) * 1e-7;
        return Enumerable.Range(1, 9).All(i => !double.IsNaN(At(function, low + i * (high - low) / 10)))
            && !double.IsNaN(At(function, low + edge)) && !double.IsNaN(At(function, high - edge))
            && double.IsNaN(At(function, low - edge)) && double.IsNaN(At(function, high + edge));
    }

    private static bool HyperbolicFromOther(string problem, string answer)
    {
        string given = Formulas(problem).Single(f => f.Contains('=')), asked = Formulas(problem).Single(f => f.StartsWith('\\') && !f.Contains('='));
        double value = Value(Right(given)), sign = Formulas(problem).Contains("x > 0") ? 1 : -1;
        double x = given[1] switch { 's' => Math.Asinh(value), 'c' => sign * Math.Acosh(value), _ => Math.Atanh(value) };
        Assert.Equal(sign, Math.Sign(x));
        return Near(At(asked, x), Value(answer), 1e-8);
    }

    /// <summary>The hyperbolic function takes the answer back to the number.</summary>
    private static bool InverseHyperbolic(string problem, string answer)
    {
        var inverse = Area().Match(Formulas(problem)[0]);
        double x = Value(answer), y = Value(inverse.Groups[2].Value);
        return inverse.Groups[1].Value switch { "sinh" => Near(Math.Sinh(x), y), "cosh" => x >= 0 && Near(Math.Cosh(x), y), _ => Near(Math.Tanh(x), y) };
    }

    /// <summary>What is given solves the equation, and there are as many solutions as the difference has changes of sign.</summary>
    private static bool HyperbolicEquation(string problem, string answer)
    {
        string[] sides = Formulas(problem).Single(f => f.Contains("cosh", StringComparison.Ordinal)).Split('=');
        // The left side at 0 and at 1 tells what the coefficients are.
        double right = Value(sides[1]), a = At(sides[0], 0), b = (At(sides[0], 1) - a * Math.Cosh(1)) / Math.Sinh(1);
        double Difference(double x) => a * Math.Cosh(x) + b * Math.Sinh(x) - right;
        double[] given = [.. answer.Split(@"\text{ or }").Select(part => Value(Right(part)))];
        // No root of these equations lies at a point of this grid, or closer to another than two of its points.
        double[] grid = [.. Enumerable.Range(0, 4001).Select(i => -8.00031 + i * 0.004)];
        int changes = grid.Zip(grid.Skip(1), (from, to) => Math.Sign(Difference(from)) != Math.Sign(Difference(to))).Count(change => change);
        return given.Distinct().Count() == given.Length && given.Length == changes && given.All(x => Math.Abs(Difference(x)) < 1e-8);
    }

    private static string Word(string problem) => Quadrant().Match(problem).Value;

    /// <summary>The angle in that quadrant with a ratio as given, such as <c>\sin\theta = \frac{3}{5}</c>.</summary>
    private static double Angle(string given, string quadrant)
    {
        string function = Function().Match(given).Groups[1].Value;
        double value = Value(Right(given)), low = Array.IndexOf(["first", "second", "third", "fourth"], quadrant) * Math.PI / 2;
        Assert.True(low >= 0, quadrant);
        double start = function switch { "sin" => Math.Asin(value), "cos" => Math.Acos(value), _ => Math.Atan(value) };
        double[] all = [start, Math.PI - start, -start, Math.PI + start, 2 * Math.PI - start, 2 * Math.PI + start];
        return all.First(angle => angle > low && angle < low + Math.PI / 2 && Near(At($@"\{function}(x)", angle), value));
    }

    [GeneratedRegex(@"^\\operatorname\{ar([a-z]+)\}\\left\((.*)\\right\)$")]
    private static partial Regex Area();

    [GeneratedRegex("([0-9]+) m away")]
    private static partial Regex Away();

    [GeneratedRegex(@"\\left\((.*)\\right\)")]
    private static partial Regex Argument();

    [GeneratedRegex("first|second|third|fourth")]
    private static partial Regex Quadrant();

    [GeneratedRegex(@"^\\([a-z]{3})")]
    private static partial Regex Function();
}
