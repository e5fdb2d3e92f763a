using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>Angles in degrees whose sine is half of the root of a whole number.</summary>
internal static class Angles
{
    /// <summary>The exact sine, or null where the angle is none of the special ones.</summary>
    public static Surd? Sine(int degrees)
    {
        int angle = ((degrees % 360) + 360) % 360;
        if (angle > 180)
            return Sine(angle - 180) is { } opposite ? -opposite : null;
        int? square = (angle > 90 ? 180 - angle : angle) switch { 0 => 0, 30 => 1, 45 => 2, 60 => 3, 90 => 4, _ => null };
        return square is { } s ? new Fraction(1, 2) * Surd.Root(s) : null;
    }

    public static Surd? Cosine(int degrees) => Sine(degrees + 90);

    /// <summary>An angle in degrees as a multiple of pi.</summary>
    public static string Radians(int degrees) => Tex.Multiple(new Fraction(degrees, 180), @"\pi");
}
