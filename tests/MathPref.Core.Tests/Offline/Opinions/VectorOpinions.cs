using static MathPref.Core.Tests.Offline.Opinions.GeometryOpinions;
using static MathPref.Core.Tests.Offline.Opinions.RealLatex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of vectors: by what characterises the answer, in floating point.</summary>
internal static class VectorOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["cross-product"] = CrossProduct,
        ["vector-angle"] = VectorAngle,
        ["vector-projection"] = VectorProjection,
        ["triple-product"] = TripleProduct,
        ["perpendicular-vectors"] = PerpendicularVectors,
        ["vector-combination"] = VectorCombination,
        ["space-triangle"] = SpaceTriangle,
    };

    private static bool CrossProduct(string problem, string answer)
    {
        // At right angles to both, as long as Lagrange's identity says, and to the side that makes the determinant positive.
        double[] u = Vector(problem, "u"), v = Vector(problem, "v"), w = Parts(answer);
        return w.Length == 3 && Near(Dot(u, w), 0) && Near(Dot(v, w), 0) && Near(Dot(w, w), Dot(u, u) * Dot(v, v) - Dot(u, v) * Dot(u, v)) && Determinant(u, v, w) > 0;
    }

    private static bool VectorAngle(string problem, string answer)
    {
        // The law of cosines in the triangle of u, v and u - v.
        double[] u = Vector(problem, "u"), v = Vector(problem, "v"), w = [.. u.Zip(v, (x, y) => x - y)];
        return Near(Dot(w, w), Dot(u, u) + Dot(v, v) - 2 * Length(u) * Length(v) * Value(answer));
    }

    private static bool VectorProjection(string problem, string answer)
    {
        // Parallel to v, and what is left of u is at right angles to v.
        double[] u = Vector(problem, "u"), v = Vector(problem, "v"), w = Parts(answer);
        return w.Length == u.Length && Near(Dot(v, w) * Dot(v, w), Dot(v, v) * Dot(w, w)) && Near(Dot(v, [.. u.Zip(w, (x, y) => x - y)]), 0, 1e-7);
    }

    private static bool TripleProduct(string problem, string answer)
    {
        // The square of the volume is Gram's determinant.
        double[][] all = [Vector(problem, "u"), Vector(problem, "v"), Vector(problem, "w")];
        double[][] gram = [.. all.Select(x => all.Select(y => Dot(x, y)).ToArray())];
        double volume = Value(answer);
        return volume > 0 && Near(volume * volume, Determinant(gram[0], gram[1], gram[2]), 1e-7);
    }

    private static bool PerpendicularVectors(string problem, string answer)
    {
        var k = new Dictionary<char, double> { ['k'] = Value(Latex.Right(answer)) };
        double[] Of(string name) => [.. Text(problem, name).Split(',').Select(part => Value(part, k))];
        return Near(Dot(Of("u"), Of("v")), 0, 1e-7);
    }

    private static bool VectorCombination(string problem, string answer)
    {
        double[] u = Vector(problem, "u"), v = Vector(problem, "v"), w = Vector(problem, "w");
        return Parts(answer) is [var a, var b] && Enumerable.Range(0, u.Length).All(i => Near(a * u[i] + b * v[i], w[i]));
    }

    private static bool SpaceTriangle(string problem, string answer)
    {
        // Heron's formula in the form that needs squares of sides only.
        double[][] corners = [.. All(problem).Chunk(3)];
        double Side(int i, int j) => corners[i].Zip(corners[j], (x, y) => (x - y) * (x - y)).Sum();
        double a = Side(0, 1), b = Side(1, 2), c = Side(2, 0), area = Value(answer);
        return area > 0 && Near(16 * area * area, 2 * (a * b + b * c + c * a) - a * a - b * b - c * c);
    }

    /// <summary>What stands in the brackets after the name of a vector.</summary>
    private static string Text(string problem, string name)
    {
        string start = $@"\vec{{{name}}} = (";
        int from = problem.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return problem[from..problem.IndexOf(')', from)];
    }

    private static double[] Vector(string problem, string name) => All(Text(problem, name));

    private static double[] Parts(string tuple) => [.. tuple[(tuple.LastIndexOf('=') + 1)..].Trim().Trim('(', ')').Split(',').Select(part => Value(part))];

    private static double Dot(double[] u, double[] v) => u.Zip(v, (x, y) => x * y).Sum();

    private static double Length(double[] u) => Math.Sqrt(Dot(u, u));

    private static double Determinant(double[] a, double[] b, double[] c) =>
        a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
}
