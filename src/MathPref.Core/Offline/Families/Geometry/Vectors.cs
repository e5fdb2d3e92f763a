using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>Vectors of two or three whole numbers.</summary>
internal static class Vectors
{
    /// <summary>The components of a vector between commas; it is not zero.</summary>
    public static string Draw(Rng rng, Level level, int dimension = 3)
    {
        int size = level.Of(3, 5, 7, 10, 16), least = level.Of(0, -size, -size, -size, -size);
        while (true)
        {
            int[] components = [.. Enumerable.Range(0, dimension).Select(_ => rng.Next(least, size))];
            if (components.Any(x => x != 0))
                return Measures.List(components.Select(x => (Fraction)x));
        }
    }

    /// <summary>Two vectors that are not parallel: of two components at the easy levels, of three then.</summary>
    public static string[] DrawTwo(Rng rng, Level level)
    {
        int dimension = level.Number < 3 ? 2 : 3;
        while (true)
        {
            string first = Draw(rng, level, dimension), second = Draw(rng, level, dimension);
            Fraction[] u = Measures.Several(first, dimension, 100)!, v = Measures.Several(second, dimension, 100)!;
            if (Dot(u, v) * Dot(u, v) != Dot(u, u) * Dot(v, v))
                return [first, second];
        }
    }

    public static Fraction Dot(Fraction[] u, Fraction[] v) => u.Zip(v, (x, y) => x * y).Aggregate((Fraction)0, (sum, x) => sum + x);

    public static Fraction[] Cross(Fraction[] u, Fraction[] v) => [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];

    /// <summary>The sum of products that the dot product is.</summary>
    public static string DotSteps(Fraction[] u, Fraction[] v) =>
        string.Join(" + ", u.Select((x, i) => $@"{(i == 0 ? x.ToString() : x.Bracketed())} \cdot {v[i].Bracketed()}"));
}
