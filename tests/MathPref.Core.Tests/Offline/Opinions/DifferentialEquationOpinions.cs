using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;
using static MathPref.Core.Tests.Offline.Opinions.RealLatex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of differential equations: both sides at several points with the slopes of the answer taken from its values.</summary>
internal static partial class DifferentialEquationOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["separable-exponential"] = Solves,
        ["separable-root"] = Solves,
        ["separable-square"] = Solves,
        ["linear-first-order"] = Solves,
        ["integrating-factor"] = Solves,
        ["second-order-equation"] = Solves,
        ["characteristic-exponents"] = (problem, answer) => Exponents(problem, answer, isPower: false),
        ["power-exponents"] = (problem, answer) => Exponents(problem, answer, isPower: true),
        ["particular-solution"] = ParticularSolution,
        ["euler-method"] = EulerMethod,
        ["order-and-degree"] = OrderAndDegree,
        ["newton-cooling"] = NewtonCooling,
        ["decay-constant"] = DecayConstant,
    };

    /// <summary>The equation holds near the initial point, and the initial values are those given.</summary>
    private static bool Solves(string problem, string answer)
    {
        var starts = Start().Matches(problem).Select(m => (Slope: m.Groups[1].Length > 0, At: RealLatex.Value(m.Groups[2].Value), Value: RealLatex.Value(m.Groups[3].Value)));
        string equation = Formulas(problem).SelectMany(f => f.Split("$, ")).First(f => f.Contains("y'") || f.Contains(@"\frac{dy}{dx}"));
        string y = Right(answer);
        double F(double x) => At(y, x);
        double from = starts.First().At;
        Assert.NotEmpty(starts);
        return starts.All(s => Near(s.Slope ? Derivative(F, s.At) : F(s.At), s.Value, 1e-7))
            && (equation.Contains("y''") ? new[] { 0.011, 0.037, 0.071 } : [-0.0011, 0.0007, 0.0019]).All(step => IsBalanced(equation, F, from + step))
            && new[] { -0.4, -0.15, 0.2, 0.5, 0.9, 1.6 }.All(step => !IsSmooth(F, from + step) || IsBalanced(equation, F, from + step));
    }

    /// <summary>Whether the function is defined around a point and no pole is near: the slope does not depend on how it is taken.</summary>
    private static bool IsSmooth(Func<double, double> y, double x) =>
        Derivative(y, x, 5e-3) is var wide && Derivative(y, x, 1e-3) is var narrow && double.IsFinite(wide) && double.IsFinite(narrow) && Near(wide, narrow, 1e-4);

    /// <summary>Whether both sides of an equation in x, y and its derivatives agree for a function at a point.</summary>
    private static bool IsBalanced(string equation, Func<double, double> y, double x)
    {
        string plain = equation.Replace("y''", "q").Replace("y'", "p").Replace(@"\frac{dy}{dx}", "p");
        double h = 3e-3, first = Derivative(y, x, equation.Contains("y''") ? 1e-3 : 1e-4);
        double second = (-y(x + 2 * h) + 16 * y(x + h) - 30 * y(x) + 16 * y(x - h) - y(x - 2 * h)) / (12 * h * h);
        Dictionary<char, double> letters = new() { ['x'] = x, ['y'] = y(x), ['p'] = first, ['q'] = second };
        string[] sides = plain.Split('=');
        Assert.Equal(2, sides.Length);
        double left = RealLatex.Value(sides[0], letters), right = RealLatex.Value(sides[1], letters);
        double size = plain.Contains('q') ? 1 + Math.Abs(second) + Math.Abs(first) + Math.Abs(y(x)) : 1 + Math.Abs(right);
        return Math.Abs(left - right) < 1e-5 * size;
    }

    /// <summary>The sixtieths from -31 to 31 that solve the equation are those given: at one point it needs no more than derivatives of the powers.</summary>
    private static bool Exponents(string problem, string answer, bool isPower)
    {
        string equation = Formulas(problem).Single(f => f.Contains("y''"));
        var (a, b, c) = Coefficients(equation);
        var given = answer.Split(@"\text{ or }").Select(part => RealLatex.Value(Right(part))).ToList();
        var found = Enumerable.Range(-60 * 31, 120 * 31 + 1).Select(n => n / 60.0).Where(k => Math.Abs(a * (isPower ? k * (k - 1) : k * k) + b * k + c) < 1e-9).ToList();
        return given.Distinct().Count() == given.Count && found.Count == given.Count && given.All(k => found.Any(other => Near(k, other)));
    }

    private static (double A, double B, double C) Coefficients(string equation)
    {
        string left = equation.Split('=')[0].Replace("y''", "q").Replace("y'", "p");
        double Of(double q, double p, double y) => RealLatex.Value(left, new Dictionary<char, double> { ['x'] = 1, ['q'] = q, ['p'] = p, ['y'] = y });
        return (Of(1, 0, 0), Of(0, 1, 0), Of(0, 0, 1));
    }

    private static bool ParticularSolution(string problem, string answer)
    {
        string equation = Formulas(problem).Single(f => f.Contains("y''")), form = Right(Formulas(problem).Single(f => f.StartsWith("y = A", StringComparison.Ordinal)));
        double a = RealLatex.Value(Right(answer));
        double F(double x) => RealLatex.Value(form, new Dictionary<char, double> { ['A'] = a, ['x'] = x });
        return new[] { 0.05, 0.2, 0.4 }.All(x => IsBalanced(equation, F, x));
    }

    private static bool EulerMethod(string problem, string answer)
    {
        var formulas = Formulas(problem);
        string slope = Right(formulas.SelectMany(f => f.Split(", ")).Single(f => f.StartsWith("y' =", StringComparison.Ordinal)));
        var start = Assert.Single(Start().Matches(problem));
        Rational h = Number(formulas[problem.StartsWith("Approximate", StringComparison.Ordinal) ? 1 : 0]), x = Number(start.Groups[2].Value), y = Number(start.Groups[3].Value);
        Rational end = Number(Target().Match(problem).Groups[1].Value);
        for (; x != end; x += h)
            y += h * Latex.Value(slope, new() { ['x'] = x, ['y'] = y });
        return y == Number(answer);
    }

    private static bool OrderAndDegree(string problem, string answer)
    {
        // Counting by letters: the derivatives of the equation, each with the power behind its bracket.
        string equation = Formulas(problem).Single();
        int order = 0, degree = 0;
        foreach (string part in equation.Split(@"\frac{d")[1..])
        {
            int here = part[0] == '^' ? part[1] - '0' : 1, power = part.Contains(@"\right)^") ? part[part.IndexOf(@"\right)^", StringComparison.Ordinal) + 8] - '0' : 1;
            if (here > order)
                (order, degree) = (here, power);
        }
        return answer.Replace(" ", "") == string.Create(CultureInfo.InvariantCulture, $"({order},{degree})");
    }

    private static bool NewtonCooling(string problem, string answer)
    {
        // The rate that meets the second temperature, by bisection; then the temperature with it.
        var numbers = WholeNumber().Matches(problem).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).ToArray();
        bool isFormula = problem.Contains("T'");
        var (room, start, later, time, end) = isFormula && problem.Contains("T(0)") ? (numbers[0], numbers[2], numbers[4], numbers[3], numbers[5])
            : isFormula ? (numbers[0], numbers[1], numbers[3], numbers[2], numbers[4]) : (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        double After(double minutes, double k) => room + (start - room) * Math.Exp(-k * minutes);
        double low = 0, high = 5;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = After(time, middle) > later ? (middle, high) : (low, middle);
        }
        return Near(RealLatex.Value(answer), After(end, low), 1e-7);
    }

    private static bool DecayConstant(string problem, string answer)
    {
        var values = Amount().Matches(problem).Select(m => (Time: double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), N: double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture))).ToArray();
        double k = RealLatex.Value(Right(answer)), n = values[0].N;
        // Runge and Kutta's steps for N' = -kN.
        const int Steps = 200;
        double h = values[1].Time / Steps;
        for (int i = 0; i < Steps; i++)
        {
            double a = -k * n, b = -k * (n + h / 2 * a), c = -k * (n + h / 2 * b), d = -k * (n + h * c);
            n += h / 6 * (a + 2 * b + 2 * c + d);
        }
        return Near(n, values[1].N, 1e-6);
    }

    [GeneratedRegex(@"y('?)\(([^()$]+)\) = (-?(?:[0-9]+|\\frac\{[0-9]+\}\{[0-9]+\}))")]
    private static partial Regex Start();

    [GeneratedRegex(@"(?:approximate|Approximate|for|approximation of) \$y\(([^()]+)\)\$")]
    private static partial Regex Target();

    [GeneratedRegex(@"N\(([0-9]+)\) = ([0-9]+)")]
    private static partial Regex Amount();

    [GeneratedRegex("-?[0-9]+")]
    private static partial Regex WholeNumber();
}
