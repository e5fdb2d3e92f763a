using System.Globalization;
using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct Ball
{
    /// <summary>log10(2) in units of 2^-64.</summary>
    private const long Log10Of2 = 5553023288523357132;

    public override string ToString() => ToText(20);

    /// <summary>
    /// The value in decimal with so many significant digits, or as many as are known: <c>2.3094010767…</c>, <c>0.5</c>, <c>1.35e-5760…</c>.
    /// With the ellipsis the digits are correctly rounded; without it the number is exact.
    /// </summary>
    public string ToText(int digits)
    {
        if (_isUndefined)
            return "undefined";
        if (IsZero)
            return "0";
        if (ContainsZero)
            return "0…";
        int known = (int)Math.Min(digits, Math.Max(1, (Math.Min(AccurateBits, 1 << 20) - 1) * 30103 / 100000));
        for (; known > 0; known--)
        {
            if (TryDigits(known, out string figures, out long power, out bool isExact))
                return Layout(figures, power, isExact);
        }
        return (_mantissa.Sign < 0 ? "-" : "") + "10^" + Floored(Magnitude).ToString(CultureInfo.InvariantCulture) + "…";
    }

    /// <summary>From digits with an optional sign, point and power of ten (<c>-1.5e-10</c>); null where it is something else.</summary>
    public static Ball? FromDecimalText(string text, int precision)
    {
        int end = text.AsSpan().IndexOfAny('e', 'E');
        long power = 0;
        if (end >= 0 && !long.TryParse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
            return null;
        string plain = end < 0 ? text : text[..end];
        int point = plain.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
            plain = plain.Remove(point, 1);
        if (!BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return null;
        power -= point < 0 ? 0 : plain.Length - point;
        return Scaled(From(value, precision + 8), power, precision);
    }

    /// <summary>x · 10^power.</summary>
    private static Ball Scaled(in Ball x, long power, int precision) =>
        power >= 0 ? Multiply(x, Power(10, power, precision + 8), precision) : Divide(x, Power(10, -power, precision + 8), precision);

    private static long Floored(long power) => (long)(((Int128)power * Log10Of2) >> 64);

    /// <summary>|x| = figures · 10^power, where every number of the ball is rounded to the same figures.</summary>
    private bool TryDigits(int count, out string figures, out long power, out bool isExact)
    {
        power = Floored(Magnitude) - count;
        figures = "";
        isExact = false;
        for (int i = 0; i < 3; i++, power++)
        {
            var scaled = Abs(Scaled(this, -power, count * 4 + 64));
            if (!scaled.IsDefined)
                return false;
            var (middle, exponent, radius) = scaled;
            var low = Nearest(middle - radius, exponent);
            var high = Nearest(middle + radius, exponent);
            if (low != high)
                return false;
            figures = low.ToString(CultureInfo.InvariantCulture);
            isExact = radius == 0 && (exponent >= 0 || Shift(low, -exponent) == middle);
            if (figures.Length <= count)
                return true;
        }
        return false;
    }

    private static BigInteger Nearest(BigInteger mantissa, long exponent) =>
        exponent >= 0 ? Shift(mantissa, exponent) : (Shift(mantissa, exponent + 1) + 1) >> 1;

    private string Layout(string figures, long power, bool isExact)
    {
        long point = figures.Length + power;
        if (isExact)
            figures = figures.TrimEnd('0');
        string text;
        if (point is > 0 and <= 21 && (point == figures.Length || (point > figures.Length && isExact)))
            text = figures + new string('0', (int)point - figures.Length);
        else if (point is > 0 and <= 21 && point < figures.Length)
            text = figures[..(int)point] + "." + figures[(int)point..];
        else if (point is <= 0 and > -6)
            text = "0." + new string('0', (int)-point) + figures;
        else
            text = figures[..1] + (figures.Length > 1 ? "." + figures[1..] : "") + "e" + (point - 1).ToString(CultureInfo.InvariantCulture);
        return (_mantissa.Sign < 0 ? "-" : "") + text + (isExact ? "" : "…");
    }
}
