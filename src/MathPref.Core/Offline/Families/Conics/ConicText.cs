using System.Numerics;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>Reads and writes what problems about conics have in common: curves, points and lines.</summary>
internal static class ConicText
{
    private const int MaxBits = 40;

    /// <summary>The roots' <see cref="Surd"/> takes no more.</summary>
    private const int MaxUnderRoot = 100_000_000;

    /// <summary>Left minus right side of an equation of the second degree in x and y; null for any other.</summary>
    public static Polynomial? ReadCurve(string equation) =>
        ReadEquation(equation, "xy") is { Degree: 2 } curve ? curve : null;

    /// <summary>Left minus right side of an equation in these letters.</summary>
    public static Polynomial? ReadEquation(string equation, string letters)
    {
        if (equation.Split('=') is not [var left, var right])
            return null;
        if (ExpressionReader.ReadPolynomial(left) is not { } a || ExpressionReader.ReadPolynomial(right) is not { } b)
            return null;
        var difference = a - b;
        return difference.Terms.All(t => IsSmall(t.Value) && t.Key.All(letters.Contains)) ? difference : null;
    }

    /// <summary>m and c of the line y = mx + c.</summary>
    public static (Fraction Slope, Fraction Constant)? ReadLine(string equation) =>
        ReadEquation(equation, "xy") is { Degree: 1 } line && !line["y"].IsZero ? (-line["x"] / line["y"], -line[""] / line["y"]) : null;

    /// <summary>A point with rational coordinates: (2, -3).</summary>
    public static (Fraction X, Fraction Y)? ReadPoint(string text)
    {
        if (text is not ['(', .. var inner, ')'] || inner.Split(',') is not [var first, var second])
            return null;
        return ExpressionReader.ReadNumber(first) is { } x && ExpressionReader.ReadNumber(second) is { } y && IsSmall(x) && IsSmall(y) ? (x, y) : null;
    }

    /// <summary>Small enough to be squared and multiplied at will.</summary>
    public static bool IsSmall(Fraction number) => number.Bits <= MaxBits;

    /// <summary>The square root, where it exists and can be simplified in a short time.</summary>
    public static Surd? Root(Fraction square) =>
        square.Sign < 0 || square.Numerator * square.Denominator > MaxUnderRoot ? (Surd?)null : Surd.Root(square);

    /// <summary>The square of a number, as it is written.</summary>
    public static string Squared(Fraction number) => number.Sign < 0 || !number.IsInteger ? $"({number})^2" : $"{number}^2";

    public static string Point(Fraction x, Fraction y) => $"({x}, {y})";

    /// <summary>x - 2, or x alone.</summary>
    public static string Less(string letter, Fraction shift) => shift.IsZero ? letter : $"{letter} {Tex.Plus(-shift)}";

    /// <summary>(x - 2)^2, or x^2.</summary>
    public static string Square(string letter, Fraction shift) => shift.IsZero ? letter + "^2" : $"({Less(letter, shift)})^2";

    /// <summary>A multiple of x - 2: <c>3(x - 2)</c>, <c>-(x - 2)</c>, <c>3x</c>.</summary>
    public static string Multiple(Fraction factor, string letter, Fraction shift) => Tex.Times(factor, shift.IsZero ? letter : $"({Less(letter, shift)})");

    /// <summary>The line ax + by = c with whole numbers in lowest terms, the first of them positive.</summary>
    public static string Line(Fraction a, Fraction b, Fraction c)
    {
        var line = Primitive(Polynomial.Term(a, "x") + Polynomial.Term(b, "y") - c);
        return $"{line - line[""]} = {-line[""]}";
    }

    /// <summary>The multiple with whole coefficients in lowest terms, the first of them positive.</summary>
    public static Polynomial Primitive(Polynomial p)
    {
        if (p.IsZero)
            return p;
        BigInteger below = 1, above = 0;
        foreach (var (_, coefficient) in p.Terms)
        {
            below = below / BigInteger.GreatestCommonDivisor(below, coefficient.Denominator) * coefficient.Denominator;
            above = BigInteger.GreatestCommonDivisor(above, coefficient.Numerator);
        }
        return p * (new Fraction(below, above) * p.Terms[0].Value.Sign);
    }

    /// <summary>The value at a point.</summary>
    public static Fraction At(Polynomial curve, Fraction x, Fraction y) =>
        curve["xx"] * x * x + curve["xy"] * x * y + curve["yy"] * y * y + curve["x"] * x + curve["y"] * y + curve[""];

    /// <summary>The partial derivatives at a point.</summary>
    public static (Fraction X, Fraction Y) Gradient(Polynomial curve, Fraction x, Fraction y) =>
        (2 * curve["xx"] * x + curve["xy"] * y + curve["x"], 2 * curve["yy"] * y + curve["xy"] * x + curve["y"]);
}
