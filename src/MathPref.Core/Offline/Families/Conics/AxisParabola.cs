using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>(x - h)² = 4p(y - k), or (y - k)² = 4p(x - h) where it opens to a side.</summary>
internal sealed record AxisParabola(Fraction H, Fraction K, Fraction P, bool IsUpright)
{
    public (Fraction X, Fraction Y) Focus => IsUpright ? (H, K + P) : (H + P, K);

    /// <summary>The directrix in the form y = d or x = d.</summary>
    public string Directrix => IsUpright ? $"y = {K - P}" : $"x = {H - P}";

    public string Vertex => ConicText.Point(H, K);

    public static AxisParabola? Read(string equation)
    {
        if (ConicText.ReadCurve(equation) is not { } curve || !curve["xy"].IsZero || curve["xx"].IsZero == curve["yy"].IsZero)
            return null;
        bool isUpright = curve["yy"].IsZero;
        var (a, d, e) = isUpright ? (curve["xx"], curve["x"], curve["y"]) : (curve["yy"], curve["y"], curve["x"]);
        if (e.IsZero)
            return null;
        Fraction square = -d / (2 * a), other = (a * square * square - curve[""]) / e;
        return ConicText.IsSmall(square) && ConicText.IsSmall(other)
            ? isUpright ? new(square, other, -e / (4 * a), true) : new(other, square, -e / (4 * a), false)
            : null;
    }

    public static AxisParabola Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 5, 7, 9, 12);
        bool isShifted = level.Number > 2 || (level.Number == 2 && rng.Percent(40));
        Fraction p = rng.NonZero(-level.Of(12, 9, 6, 8, 12), level.Of(12, 9, 6, 8, 12));
        return new(isShifted ? rng.Next(-most, most) : 0, isShifted ? rng.Next(-most, most) : 0, level.Number > 2 ? p / rng.Pick(1, 2, 4) : p, rng.Percent(50));
    }

    /// <summary>As an equation for a problem: in standard form at the lower levels, multiplied out at the higher ones.</summary>
    public string Text(Rng rng, Level level)
    {
        if (!rng.Percent(level.Of(0, 0, 40, 80, 100)))
            return ToString();
        Polynomial x = Polynomial.Linear(1, -H), y = Polynomial.Linear(1, -K, "y");
        return $"{ConicText.Primitive(IsUpright ? x * x - 4 * P * y : y * y - 4 * P * x)} = 0";
    }

    public string FormStep(string text) => text == ToString()
        ? $"The equation is in standard form, with the vertex ${Vertex}$"
        : $"In standard form the equation is ${this}$, so the vertex is ${Vertex}$";

    public string FocalStep() => $"Comparing with ${(IsUpright ? "(x - h)^2 = 4p(y - k)" : "(y - k)^2 = 4p(x - h)")}$ gives $4p = {4 * P}$, so $p = {P}$";

    public string OpenStep() => $"The parabola opens {(IsUpright ? P.Sign > 0 ? "upwards" : "downwards" : P.Sign > 0 ? "to the right" : "to the left")}";

    public override string ToString() => IsUpright
        ? $"{ConicText.Square("x", H)} = {ConicText.Multiple(4 * P, "y", K)}"
        : $"{ConicText.Square("y", K)} = {ConicText.Multiple(4 * P, "x", H)}";
}
