using static MathPref.Core.Tests.Offline.Opinions.GeometryOpinions;
using static MathPref.Core.Tests.Offline.Opinions.RealLatex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of points, lines, vectors and circles in the plane and in space.</summary>
internal static partial class CoordinateOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["segment-length"] = SegmentLength,
        ["dividing-point"] = DividingPoint,
        ["shoelace-area"] = (problem, answer) => Pick([.. All(problem).Chunk(2).Select(p => (p[0], p[1]))]) is var area && Near(Value(answer), area),
        ["line-through-points"] = (problem, answer) => All(problem) is [var a, var b, var c, var d] && Holds(answer, a, b) && Holds(answer, c, d)
            && Holds(answer, 3 * a - 2 * c, 3 * b - 2 * d) && !Holds(answer, a - (d - b), b + (c - a)),
        ["perpendicular-bisector"] = (problem, answer) => All(problem) is [var a, var b, var c, var d]
            && Enumerable.Range(-2, 5).All(t => Holds(answer, (a + c) / 2 - t * (d - b), (b + d) / 2 + t * (c - a))) && !Holds(answer, a, b),
        ["point-line-distance"] = PointLineDistance,
        ["point-reflection"] = PointReflection,
    };

    private static bool SegmentLength(string problem, string answer)
    {
        // As many equal steps as one likes along the way: their lengths add up.
        double[] numbers = All(problem);
        int dimension = numbers.Length / 2;
        double[] step = [.. Enumerable.Range(0, dimension).Select(i => (numbers[i + dimension] - numbers[i]) / 8)];
        return Near(Value(answer), 8 * Math.Sqrt(step.Sum(x => x * x)));
    }

    private static bool DividingPoint(string problem, string answer)
    {
        if (All(problem) is not [var a, var b, var c, var d, var m, var n] || Parts(answer) is not [var x, var y])
            return false;
        double toA = double.Hypot(x - a, y - b), toB = double.Hypot(x - c, y - d);
        return Near(toA * n, toB * m, 1e-7) && Near(toA + toB, double.Hypot(a - c, b - d), 1e-9);
    }

    private static bool PointLineDistance(string problem, string answer)
    {
        string[] formulas = Latex.Formulas(problem);
        double[] point = All(formulas[0]);
        string line = formulas[1].Split('=')[0];
        double At(double x, double y) => Value(line, new Dictionary<char, double> { ['x'] = x, ['y'] = y });
        double c = At(0, 0), a = At(1, 0) - c, b = At(0, 1) - c, low = -3000, high = 3000;
        // The least of all distances to points of the line, found by thirds.
        double Distance(double t) => double.Hypot((-a * c / (a * a + b * b)) + t * b - point[0], (-b * c / (a * a + b * b)) - t * a - point[1]);
        for (int i = 0; i < 120; i++)
        {
            double third = (high - low) / 3;
            if (Distance(low + third) < Distance(high - third))
                high -= third;
            else
                low += third;
        }
        return Near(Value(answer), Distance(low), 1e-6);
    }

    private static bool PointReflection(string problem, string answer)
    {
        // Two points of the line are as far from the image as from P, and the image is another point.
        string[] formulas = Latex.Formulas(problem);
        double[] point = All(formulas[0]);
        string line = formulas[1].Split('=')[0];
        double At(double x, double y) => Value(line, new Dictionary<char, double> { ['x'] = x, ['y'] = y });
        double c = At(0, 0), a = At(1, 0) - c, b = At(0, 1) - c;
        (double X, double Y)[] onLine = [.. new double[] { -1, 2 }.Select(t => (-a * c / (a * a + b * b) + t * b, -b * c / (a * a + b * b) - t * a))];
        return Parts(answer) is [var x, var y] && double.Hypot(x - point[0], y - point[1]) > 1e-6
            && onLine.All(q => Near(double.Hypot(q.X - x, q.Y - y), double.Hypot(q.X - point[0], q.Y - point[1])));
    }

    /// <summary>The area of a polygon with whole coordinates by Pick's theorem: points inside, and half of those on the border, less one.</summary>
    private static double Pick((double X, double Y)[] corners)
    {
        int inside = 0, border = 0;
        for (double x = corners.Min(p => p.X); x <= corners.Max(p => p.X); x++)
        {
            for (double y = corners.Min(p => p.Y); y <= corners.Max(p => p.Y); y++)
            {
                var signs = corners.Select((p, i) => (p, q: corners[(i + 1) % corners.Length]))
                    .Select(e => Math.Sign((e.q.X - e.p.X) * (y - e.p.Y) - (e.q.Y - e.p.Y) * (x - e.p.X))).Distinct().ToArray();
                if (signs.Contains(1) && signs.Contains(-1))
                    continue;
                inside += signs.Contains(0) ? 0 : 1;
                border += signs.Contains(0) ? 1 : 0;
            }
        }
        return inside + border / 2.0 - 1;
    }

    /// <summary>The parts of a tuple.</summary>
    private static double[] Parts(string tuple) => [.. tuple[(tuple.LastIndexOf('=') + 1)..].Trim().Trim('(', ')').Split(',').Select(part => Value(part))];

    private static bool Holds(string equation, double x, double y)
    {
        var letters = new Dictionary<char, double> { ['x'] = x, ['y'] = y };
        return equation.Split('=') is [var left, var right] && Near(Value(left, letters), Value(right, letters), 1e-7);
    }
}
