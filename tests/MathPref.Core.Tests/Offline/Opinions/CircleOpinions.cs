using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.GeometryOpinions;
using static MathPref.Core.Tests.Offline.Opinions.RealLatex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of circles: by points that are placed on them, and by numeric integration.</summary>
internal static partial class CircleOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["circle-radius"] = CircleRadius,
        ["circle-tangent"] = CircleTangent,
        ["tangent-length"] = TangentLength,
        ["chord-length"] = ChordLength,
        ["sector-perimeter"] = SectorPerimeter,
        ["circular-segment"] = CircularSegment,
        ["secant-theorem"] = SecantTheorem,
        ["tangent-secant"] = TangentSecant,
        ["cyclic-quadrilateral"] = CyclicQuadrilateral,
        ["inscribed-angles"] = InscribedAngles,
    };

    private static bool CircleRadius(string problem, string answer)
    {
        // In every direction from the centre, the point at the distance of the radius satisfies the equation.
        string equation = Latex.Formulas(problem)[0].Split('=')[0];
        double At(double x, double y) => Value(equation, new Dictionary<char, double> { ['x'] = x, ['y'] = y });
        double a = (At(1, 0) + At(-1, 0)) / 2 - At(0, 0), h = (At(-1, 0) - At(1, 0)) / (4 * a), k = (At(0, -1) - At(0, 1)) / (4 * a), r = Value(answer);
        return r > 0 && Enumerable.Range(0, 7).All(t => Math.Abs(At(h + r * Math.Cos(t), k + r * Math.Sin(t))) < 1e-7);
    }

    private static bool CircleTangent(string problem, string answer)
    {
        // The line contains P and no other point of the circle: a small way along it, one is outside on both sides.
        var (circle, point) = CircleAndPoint(problem);
        double[] sides = [.. answer.Split('=').Select(side => Line(side, point.X, point.Y))];
        double a = Side(1, 0) - Side(0, 0), b = Side(0, 1) - Side(0, 0), size = double.Hypot(a, b);
        return Near(sides[0], sides[1]) && size > 0
            && new[] { 1e-3, -1e-3 }.All(t => double.Hypot(point.X - t * b / size - circle.H, point.Y + t * a / size - circle.K) > Math.Sqrt(circle.Square));

        double Side(double x, double y) => Line(answer.Split('=')[0], x, y) - Line(answer.Split('=')[1], x, y);
        static double Line(string side, double x, double y) => Value(side, new Dictionary<char, double> { ['x'] = x, ['y'] = y });
    }

    private static bool TangentLength(string problem, string answer)
    {
        // The point of contact is where the direction to P turns from entering the circle to leaving it: on Thales' circle over PM.
        var (circle, point) = CircleAndPoint(problem);
        double dx = point.X - circle.H, dy = point.Y - circle.K, distance = double.Hypot(dx, dy), r = Math.Sqrt(circle.Square);
        double angle = Math.Atan2(dy, dx) + Math.Acos(r / distance);
        return Near(Value(answer), double.Hypot(circle.H + r * Math.Cos(angle) - point.X, circle.K + r * Math.Sin(angle) - point.Y), 1e-7);
    }

    private static bool ChordLength(string problem, string answer)
    {
        double[] all = All(problem);
        double r = all.Max(), d = all.Min(), angle = Math.Acos(d / r);
        return Near(Value(answer), 2 * r * Math.Sin(angle));
    }

    private static bool SectorPerimeter(string problem, string answer)
    {
        // A regular polygon of very many sides along the arc.
        var (r, angle) = RadiusAndAngle(problem);
        double step = angle * Math.PI / 180 / 1e6;
        return Near(Value(answer), 2 * r + 1e6 * 2 * r * Math.Sin(step / 2));
    }

    private static bool CircularSegment(string problem, string answer)
    {
        // Strips parallel to the chord, by x = r cos t.
        var (r, angle) = RadiusAndAngle(problem);
        return Near(Value(answer), 2 * r * r * Integral(t => Math.Sin(t) * Math.Sin(t), 0, angle * Math.PI / 360, 200));
    }

    private static bool SecantTheorem(string problem, string answer)
    {
        // A circle of a radius that is large enough for any chord here; the second secant starts at P and meets it at the given distance.
        double[] given = Assigned(problem);
        double half = (given[1] - given[0]) / 2, r = 2e4, height = Math.Sqrt(r * r - half * half), m = given[0] + half;
        // A point at the distance PC from P = (0, 0) on the circle around (m, height) lies on a line from P; the line's other intersection is D.
        double distance = double.Hypot(m, height), cosine = (given[2] * given[2] + distance * distance - r * r) / (2 * given[2] * distance);
        return Math.Abs(cosine) <= 1 && Near(Value(answer), 2 * (distance * cosine - given[2]), 1e-7);
    }

    private static bool TangentSecant(string problem, string answer)
    {
        // The circle with AB as diameter: P is on the line of the diameter.
        double[] given = Assigned(problem);
        double r = given[1] / 2, distance = given[0] + r, angle = Math.Acos(r / distance);
        return Near(Value(answer), double.Hypot(distance - r * Math.Cos(angle), r * Math.Sin(angle)), 1e-7);
    }

    private static bool CyclicQuadrilateral(string problem, string answer)
    {
        string[] angles = [.. Bracketed().Matches(problem).Select(m => m.Groups[1].Value)];
        double low = -1e4, high = 1e4;
        double Excess(double x) => At(angles[0], x) + At(angles[1], x) - 180;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            if (Excess(middle) > 0 == Excess(high) > 0)
                high = middle;
            else
                low = middle;
        }
        return Near(Value(answer), At(angles[0], low), 1e-7);
    }

    private static bool InscribedAngles(string problem, string answer)
    {
        // The corners placed on the unit circle, the angles by the law of cosines.
        double[] arcs = All(problem), ends = [0, arcs[0], arcs[0] + arcs[1]];
        double[][] corners = [.. ends.Select(end => 2 * Math.PI * end / arcs.Sum()).Select(t => new[] { Math.Cos(t), Math.Sin(t) })];
        double Side(int i, int j) => double.Hypot(corners[i][0] - corners[j][0], corners[i][1] - corners[j][1]);
        double[] sides = [.. new[] { Side(0, 1), Side(1, 2), Side(2, 0) }.Order()];
        // The largest angle faces the longest side.
        double cosine = (sides[0] * sides[0] + sides[1] * sides[1] - sides[2] * sides[2]) / (2 * sides[0] * sides[1]);
        return Near(Value(answer), Math.Acos(cosine) * 180 / Math.PI, 1e-6);
    }

    private static ((double H, double K, double Square) Circle, (double X, double Y) Point) CircleAndPoint(string problem)
    {
        string circle = Latex.Formulas(problem).Single(f => f.Contains("^2"));
        double[] point = All(Latex.Formulas(problem).Single(f => f.StartsWith("P(", StringComparison.Ordinal)));
        string left = circle.Split('=')[0];
        double At(double x, double y) => Value(left, new Dictionary<char, double> { ['x'] = x, ['y'] = y });
        return (((At(-1, 0) - At(1, 0)) / 4, (At(0, -1) - At(0, 1)) / 4, Value(circle.Split('=')[1])), (point[0], point[1]));
    }

    private static (double Radius, double Angle) RadiusAndAngle(string problem)
    {
        string angle = Latex.Formulas(problem).Single(f => f.Contains("circ"));
        return (All(Latex.Formulas(problem).Single(f => f != angle))[0], All(angle)[0]);
    }

    private static double[] Assigned(string problem) => [.. Length().Matches(problem).Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex("[A-Z]{2} = ([0-9]+)")]
    private static partial Regex Length();

    [GeneratedRegex(@"\(([^()]*)\)\^\\circ")]
    private static partial Regex Bracketed();
}
