using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>A computed scalar: its real and imaginary part.</summary>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The imaginary part, exactly 0 where the value is real.</param>
/// <param name="IsPrincipal">Whether a root, logarithm or power on the way had no real value, so that its principal one was taken.</param>
internal readonly record struct ScalarValue(Ball Real, Ball Imaginary, bool IsPrincipal = false)
{
    public static ScalarValue Of(Ball real) => new(real, Ball.Zero);

    public bool IsReal => Imaginary.IsZero;

    public bool ContainsZero => Real.ContainsZero && Imaginary.ContainsZero;

    /// <summary>Both parts are below 2 to this power.</summary>
    public long Magnitude => Math.Max(Real.Magnitude, Imaginary.Magnitude);

    public static ScalarValue Subtract(ScalarValue a, ScalarValue b, int precision) =>
        new(Ball.Subtract(a.Real, b.Real, precision), Ball.Subtract(a.Imaginary, b.Imaginary, precision));

    /// <summary>How many leading bits of the two agree, where their difference may be 0; of their distance from 1 where both may be 0.</summary>
    public static long AgreeingBits(ScalarValue a, ScalarValue b, ScalarValue difference)
    {
        long error = difference.Magnitude;
        if (error == long.MinValue)
            return long.MaxValue;
        return a.ContainsZero && b.ContainsZero ? -error : Math.Max(a.Magnitude, b.Magnitude) - error;
    }

    public string ToText(int digits = 10)
    {
        if (Imaginary.IsZero || Imaginary.ContainsZero && Imaginary.Magnitude < Real.Magnitude - 60)
            return Real.ToText(digits);
        string sign = Imaginary.IsNegative ? " - " : " + ";
        return Real.ToText(digits) + sign + Ball.Abs(Imaginary).ToText(digits) + "i";
    }
}
