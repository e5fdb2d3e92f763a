using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>Angles in degrees, and what is known exactly of their sines and cosines.</summary>
internal static partial class Angles
{
    private const int MaxDegrees = 100_000;

    /// <summary>The sines of 0, 15, ..., 90 degrees.</summary>
    private static readonly RootSum[] s_sines =
    [
        0,
        (new Fraction(1, 4) * new Surd(1, 6)) - (RootSum)(new Fraction(1, 4) * new Surd(1, 2)),
        new Fraction(1, 2),
        new Surd(new(1, 2), 2),
        new Surd(new(1, 2), 3),
        (new Fraction(1, 4) * new Surd(1, 6)) + (RootSum)(new Fraction(1, 4) * new Surd(1, 2)),
        1,
    ];

    /// <summary>By function the values at 0, 15, ..., 345 degrees.</summary>
    private static readonly Dictionary<string, RootSum?[]> s_values = new[] { "sin", "cos", "tan", "cot", "sec", "csc" }.ToDictionary(
        function => function,
        function => Enumerable.Range(0, 24).Select(i => Ratio(function, Sine(15 * i), Sine(Turn(90 - 15 * i)))).ToArray());

    /// <summary>The names of the quadrants, the first at 0.</summary>
    public static IReadOnlyList<string> Quadrants { get; } = ["first", "second", "third", "fourth"];

    /// <summary>The number of the quadrant from 0 on; -1 for what is none.</summary>
    public static int Quadrant(string name) => name switch { "first" => 0, "second" => 1, "third" => 2, "fourth" => 3, _ => -1 };

    /// <summary>Degrees from <c>150^\circ</c> or from radians, <c>\frac{5\pi}{6}</c>.</summary>
    public static Fraction? Read(string text)
    {
        if (text.EndsWith(@"^\circ", StringComparison.Ordinal))
            return ExpressionReader.ReadNumber(text[..^@"^\circ".Length]) is { } degrees && degrees.Abs() <= MaxDegrees ? degrees : null;
        if (text.Contains('p') && !text.Contains(@"\pi", StringComparison.Ordinal))
            return null;
        return ExpressionReader.ReadPolynomial(text.Replace(@"\pi", "p", StringComparison.Ordinal)) is { } multiple
            && multiple.SameAs(Polynomial.Term(multiple["p"], "p")) && multiple["p"].Abs() <= MaxDegrees / 180 ? 180 * multiple["p"] : null;
    }

    /// <summary>The angle as a multiple of \pi.</summary>
    public static string Radians(Fraction degrees) => Tex.Multiple(degrees / 180, @"\pi");

    /// <summary>A sum of products: <c>2 \cdot \frac{\pi}{3} - \frac{\pi}{4}</c>.</summary>
    public static string Products(params IEnumerable<(Fraction Factor, string Of)> terms) =>
        Tex.Sum(terms.Select(term => (term.Factor, term.Factor.Abs() == 1 ? term.Of : @" \cdot " + term.Of)));

    public static string Degrees(Fraction degrees) => $@"{degrees}^\circ";

    /// <summary>From 0 to less than 360 degrees.</summary>
    public static Fraction Turn(Fraction degrees) => degrees - 360 * (Fraction)(degrees / 360).Floor();

    /// <summary>The exact value at a multiple of 15 degrees; null for other angles and where there is none.</summary>
    public static RootSum? Value(string function, Fraction degrees) =>
        degrees.Abs() > MaxDegrees || !(degrees / 15).IsInteger || !s_values.TryGetValue(function, out var values) ? null
            : values[(int)(Turn(degrees) / 15).Numerator];

    /// <summary>The multiples of 15 degrees from 0 to less than 360 at which the function has that value.</summary>
    public static Fraction[] Solve(string function, RootSum value) =>
        [.. Enumerable.Range(0, 24).Select(i => (Fraction)(15 * i)).Where(degrees => Value(function, degrees)?.SameAs(value) == true)];

    /// <summary>The value of a function of an angle whose sine and cosine are known.</summary>
    public static RootSum? Ratio(string function, RootSum sine, RootSum cosine) => function switch
    {
        "sin" => sine,
        "cos" => cosine,
        "tan" => sine.Over(cosine),
        "cot" => cosine.Over(sine),
        "sec" => ((RootSum)1).Over(cosine),
        "csc" => ((RootSum)1).Over(sine),
        _ => null,
    };

    /// <summary>Sine and cosine of the angle in that quadrant (from 0 to 3) whose sine, cosine or tangent has this value; null where there is none.</summary>
    public static (Surd Sine, Surd Cosine)? FromRatio(string function, Surd value, int quadrant)
    {
        Fraction up = quadrant is 0 or 1 ? 1 : -1, right = quadrant is 0 or 3 ? 1 : -1, square = value.Factor * value.Factor * value.Under;
        int sign = function switch { "sin" => up.Sign, "cos" => right.Sign, "tan" => (up * right).Sign, _ => 0 };
        if (sign == 0 || quadrant is < 0 or > 3 || value.Factor.Sign != sign
            || RootSum.Root(function == "tan" ? 1 / (1 + square) : 1 - square) is not { } other)
            return null;
        if (other.Factor.IsZero)
            return null;
        return function switch
        {
            "sin" => (value, right * other),
            "cos" => (up * other, value),
            _ => (value * (right * other), right * other),
        };
    }

    private static RootSum Sine(Fraction turn)
    {
        int degrees = (int)turn.Numerator;
        return degrees >= 180 ? -Sine(turn - 180) : s_sines[(degrees > 90 ? 180 - degrees : degrees) / 15];
    }
}
