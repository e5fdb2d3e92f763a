using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.RealLatex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of plane figures and solids: coordinates, cross products and integrals.</summary>
internal static partial class GeometryOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["polygon-angles"] = PolygonAngles,
        ["similar-triangles"] = SimilarTriangles,
        ["heron-area"] = HeronArea,
        ["box-diagonal"] = (problem, answer) => All(problem) is [var a, var b, var c] && Near(Value(answer), double.Hypot(double.Hypot(c, b), a)),
        ["pyramid-surface"] = PyramidSurface,
        ["cone-volume"] = (problem, answer) => All(problem) is [var r, var s]
            && Near(Value(answer), Math.PI * Integral(z => Math.Pow(r * z / Math.Sqrt(s * s - r * r), 2), 0, Math.Sqrt(s * s - r * r), 50)),
        ["domed-cylinder"] = (problem, answer) => All(problem) is [var r, var h]
            && Near(Value(answer), Math.PI * (Integral(_ => r * r, 0, h, 10) + Integral(z => r * r - z * z, 0, r, 50))),
        ["similar-solids"] = SimilarSolids,
    };

    /// <summary>All whole numbers of a text, in their order.</summary>
    internal static double[] All(string text) => [.. WholeNumber().Matches(text).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];

    private static bool PolygonAngles(string problem, string answer)
    {
        // Going once around the polygon one turns by the exterior angles, 360 degrees in all.
        double[] numbers = All(problem);
        return numbers.Length == numbers[0] && Near(360, numbers[1..].Append(Value(answer)).Sum(angle => 180 - angle));
    }

    private static bool SimilarTriangles(string problem, string answer)
    {
        // B on the x-axis, C anywhere at the right distance; the parallel through D is y = (x - d) q / (p - b), the side AC is y = x q / p.
        double[] lengths = [.. Assigned().Matches(problem).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
        double d = lengths[0], b = d + lengths[1], p = b + lengths[2] * Math.Cos(2), q = lengths[2] * Math.Sin(2);
        if (Math.Abs(p) < 1e-3)
            (p, q) = (b + lengths[2] * Math.Cos(1), lengths[2] * Math.Sin(1));
        double x = d / (p - b) / (1 / (p - b) - 1 / p), y = x * q / p;
        return Near(Value(answer), double.Hypot(x - d, y), 1e-7);
    }

    private static bool HeronArea(string problem, string answer)
    {
        // The side c on the x-axis; the third corner is where two circles meet.
        var (a, b, c) = All(problem) is [var p, var q, var r] ? (p, q, r) : default;
        double x = (b * b + c * c - a * a) / (2 * c);
        return Near(Value(answer), c * Math.Sqrt(b * b - x * x) / 2, 1e-7);
    }

    private static bool PyramidSurface(string problem, string answer)
    {
        var named = Named().Match(problem);
        double[] numbers = All(problem);
        var (a, h) = named.Success ? (numbers[1], numbers[0]) : (numbers[0], numbers[1]);
        double[] apex = [a / 2, a / 2, h], corner = [a, 0, 0];
        return Near(Value(answer), a * a + 4 * Length(Cross(apex, corner)) / 2);
    }

    private static bool SimilarSolids(string problem, string answer)
    {
        // The ratio is the same for all solids, so for cubes with these surfaces; the edge of the second by bisection.
        double[] numbers = All(problem);
        var (first, second, volume) = problem.StartsWith("A solid", StringComparison.Ordinal) ? (numbers[0], numbers[2], numbers[1])
            : problem.StartsWith("How", StringComparison.Ordinal) ? (numbers[1], numbers[0], numbers[2]) : (numbers[0], numbers[1], numbers[2]);
        double low = 0, high = 1e4;
        for (int i = 0; i < 200; i++)
        {
            double edge = (low + high) / 2;
            if (6 * edge * edge < second)
                low = edge;
            else
                high = edge;
        }
        double cube = Math.Sqrt(first / 6);
        return Near(Value(answer) / volume, low * low * low / (cube * cube * cube));
    }

    private static double[] Cross(double[] u, double[] v) => [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];

    private static double Length(double[] v) => Math.Sqrt(v.Sum(x => x * x));

    [GeneratedRegex("-?[0-9]+")]
    private static partial Regex WholeNumber();

    [GeneratedRegex("(?<== )-?[0-9]+")]
    private static partial Regex Assigned();

    [GeneratedRegex("^The apex")]
    private static partial Regex Named();
}
