using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

/// <summary>
/// (x - h)²/p + (y - k)²/q = 1: an ellipse, or a hyperbola where p or q is negative. In both the larger of p and q is a², and c² is their difference.
/// </summary>
internal sealed record CentralConic(Fraction H, Fraction K, Fraction P, Fraction Q)
{
    public bool IsEllipse => P.Sign > 0 && Q.Sign > 0 && P != Q;

    public bool IsHyperbola => P.Sign * Q.Sign < 0;

    /// <summary>Whether the foci lie beside each other.</summary>
    public bool IsLevel => P > Q;

    /// <summary>a².</summary>
    public Fraction Major => IsLevel ? P : Q;

    /// <summary>b².</summary>
    public Fraction Minor => (IsLevel ? Q : P).Abs();

    /// <summary>c².</summary>
    public Fraction Focal => (P - Q).Abs();

    public string Centre => ConicText.Point(H, K);

    /// <summary>Read from an equation in any form; null where there is no such conic.</summary>
    public static CentralConic? Read(string equation)
    {
        if (ConicText.ReadCurve(equation) is not { } curve || !curve["xy"].IsZero || curve["xx"].IsZero || curve["yy"].IsZero)
            return null;
        Fraction a = curve["xx"], c = curve["yy"], h = -curve["x"] / (2 * a), k = -curve["y"] / (2 * c), right = a * h * h + c * k * k - curve[""];
        CentralConic conic = new(h, k, right / a, right / c);
        bool isConic = conic.P.Sign > 0 || conic.Q.Sign > 0;
        return isConic && ConicText.IsSmall(h) && ConicText.IsSmall(k) && ConicText.IsSmall(conic.P) && ConicText.IsSmall(conic.Q) ? conic : null;
    }

    public static CentralConic? ReadEllipse(string equation) => Read(equation) is { IsEllipse: true } conic ? conic : null;

    public static CentralConic? ReadHyperbola(string equation) => Read(equation) is { IsHyperbola: true } conic ? conic : null;

    /// <summary>With these foci, side by side or one above the other, and this length from vertex to vertex.</summary>
    public static CentralConic? OfFoci(string first, string second, Fraction length)
    {
        if (ConicText.ReadPoint(first) is not { } f || ConicText.ReadPoint(second) is not { } g)
            return null;
        if (f == g || (f.X != g.X && f.Y != g.Y) || !ConicText.IsSmall(length))
            return null;
        bool isLevel = f.Y == g.Y;
        Fraction c = (isLevel ? f.X - g.X : f.Y - g.Y) / 2, a = length / 2, other = a * a - c * c;
        return length.Sign <= 0 || other.IsZero ? null
            : new((f.X + g.X) / 2, (f.Y + g.Y) / 2, isLevel ? a * a : other, isLevel ? other : a * a);
    }

    /// <summary>With whole semi-axes; around the origin at the lower levels.</summary>
    public static CentralConic Draw(Rng rng, Level level, bool isEllipse)
    {
        int most = level.Of(6, 9, 10, 10, 12);
        while (true)
        {
            Fraction a = rng.Next(1, most), b = rng.Next(1, most);
            bool isShifted = level.Number > 2 || (level.Number == 2 && rng.Percent(30));
            Fraction h = isShifted ? rng.Next(-6, 6) : 0, k = isShifted ? rng.Next(-6, 6) : 0;
            if (isEllipse && a != b)
                return new(h, k, a * a, b * b);
            if (!isEllipse)
                return rng.Percent(50) ? new(h, k, a * a, -b * b) : new(h, k, -a * a, b * b);
        }
    }

    /// <summary>As an equation for a problem: in standard form at the lower levels, multiplied out at the higher ones.</summary>
    public string Text(Rng rng, Level level) => rng.Percent(level.Of(0, 15, 40, 80, 100)) ? Expanded() : ToString();

    /// <summary>With whole coefficients: <c>4x^2 + 9y^2 - 16x = 20</c> if it is around the origin, else with 0 on the right side.</summary>
    public string Expanded()
    {
        Polynomial x = Polynomial.Linear(1, -H), y = Polynomial.Linear(1, -K, "y"), curve = ConicText.Primitive(x * x * Q + y * y * P - P * Q);
        return H.IsZero && K.IsZero ? $"{curve - curve[""]} = {-curve[""]}" : $"{curve} = 0";
    }

    /// <summary>The step that leads to the standard form.</summary>
    public string FormStep(string text) => text == ToString()
        ? $"The equation is in standard form, with the centre ${Centre}$"
        : H.IsZero && K.IsZero
            ? $"In standard form the equation is ${this}$"
            : $"Completing the {(H.IsZero ? "square in $y$" : K.IsZero ? "square in $x$" : "squares in $x$ and in $y$")} gives the standard form ${this}$";

    /// <summary>The step that names a² and b².</summary>
    public string AxesStep() => IsHyperbola
        ? $"The positive term belongs to ${(IsLevel ? "x" : "y")}$, so $a^2 = {Major}$ and $b^2 = {Minor}$"
        : $"The larger denominator is $a^2 = {Major}$ and the smaller one is $b^2 = {Minor}$";

    /// <summary>The step from a² and b² to c².</summary>
    public string FocalStep() => IsHyperbola
        ? $"For a hyperbola $c^2 = a^2 + b^2 = {Major} + {Minor} = {Focal}$"
        : $"For an ellipse $c^2 = a^2 - b^2 = {Major} - {Minor} = {Focal}$";

    /// <summary>The standard form.</summary>
    public override string ToString()
    {
        string x = Over(ConicText.Square("x", H), P.Abs()), y = Over(ConicText.Square("y", K), Q.Abs());
        return P.Sign < 0 ? $"{y} - {x} = 1" : $"{x} {(Q.Sign < 0 ? "-" : "+")} {y} = 1";
    }

    private static string Over(string square, Fraction under) =>
        under.Numerator.IsOne ? Tex.Times(under.Denominator, square) : $@"\frac{{{Tex.Times(under.Denominator, square)}}}{{{(Fraction)under.Numerator}}}";
}
