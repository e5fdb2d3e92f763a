using System.Globalization;
using System.Numerics;

namespace MathPref.Core.Rows;

/// <summary>
/// A number with a point and as many digits as it needs, to reckon with: rows that people get hold none, since PowerShell could not. Equal and ordered by
/// value: 1.50 is 1.5.
/// </summary>
internal readonly struct BigDecimal : IEquatable<BigDecimal>, IComparable<BigDecimal>
{
    /// <summary>Longer texts, and exponents beyond, are no numbers that anybody means, and take long.</summary>
    private const int Longest = 2000;

    /// <param name="digits">All digits, with the sign.</param>
    /// <param name="scale">How many of them stand behind the point.</param>
    internal BigDecimal(BigInteger digits, int scale) => (Digits, Scale) = (digits, scale);

    /// <summary>All digits without the point, with the sign.</summary>
    internal BigInteger Digits { get; }

    /// <summary>How many digits stand behind the point, zeros at the end among them.</summary>
    internal int Scale { get; }

    /// <summary>How many digits stand before the point; none of 0.5.</summary>
    internal int WholeDigits => Math.Max(0, CountOf(Digits) - Scale);

    /// <summary>The number without zeros at its end, behind the point.</summary>
    internal BigDecimal Trimmed()
    {
        var (digits, scale) = (Digits, Scale);
        while (scale > 0)
        {
            var shorter = BigInteger.DivRem(digits, 10, out var last);
            if (!last.IsZero)
                break;
            (digits, scale) = (shorter, scale - 1);
        }
        return new BigDecimal(digits, scale);
    }

    /// <summary>A number as it is; of a double and a float the shortest digits that give it back. Null for what is no number, NaN and infinity.</summary>
    internal static BigDecimal? Of(object? value) => value switch
    {
        long n => new BigDecimal(n, 0),
        int n => new BigDecimal(n, 0),
        decimal n => Of(n),
        BigInteger n => new BigDecimal(n, 0),
        double n => double.IsFinite(n) && TryParse(n.ToString("R", CultureInfo.InvariantCulture), out var number) ? number : null,
        float n => float.IsFinite(n) && TryParse(n.ToString("R", CultureInfo.InvariantCulture), out var number) ? number : null,
        ulong n => new BigDecimal(n, 0),
        short or sbyte or byte or ushort or uint => new BigDecimal(Convert.ToInt64(value, CultureInfo.InvariantCulture), 0),
        _ => null,
    };

    internal static BigDecimal Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = new UInt128((uint)bits[2], (ulong)(uint)bits[1] << 32 | (uint)bits[0]);
        return new BigDecimal(value < 0 ? -(BigInteger)digits : digits, value.Scale);
    }

    /// <summary>Reads digits with or without a point and an exponent. False for anything else, and where there are thousands of digits.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out BigDecimal number)
    {
        number = default;
        var exponent = 0;
        if (text.IndexOfAny('e', 'E') is >= 0 and var e)
        {
            if (!int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs((long)exponent) > Longest)
                return false;
            text = text[..e];
        }
        if (text.Length > Longest)
            return false;
        var scale = -exponent;
        var digits = text.ToString();
        if (text.IndexOf('.') is >= 0 and var point)
        {
            scale += text.Length - point - 1;
            digits = digits.Remove(point, 1);
        }
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var all))
            return false;
        number = scale >= 0 ? new BigDecimal(all, scale) : new BigDecimal(all * BigInteger.Pow(10, -scale), 0);
        return true;
    }

    /// <summary>All digits of the number with so many behind the point; false where it has more than that behind it.</summary>
    internal bool TryScale(int scale, out BigInteger digits)
    {
        if (scale >= Scale)
        {
            digits = Digits * BigInteger.Pow(10, scale - Scale);
            return true;
        }
        digits = BigInteger.DivRem(Digits, BigInteger.Pow(10, Scale - scale), out var lost);
        return lost.IsZero;
    }

    /// <summary>
    /// The number as a row holds it: <see cref="decimal"/> where that has room for all of its digits, else BigInteger where it is whole, else text.
    /// </summary>
    internal object ToValue() => TryFit(out var number) ? number : Trimmed() is { Scale: 0 } whole ? whole.Digits : ToString();

    /// <summary>Whether <see cref="decimal"/> has room for all digits, but for zeros at the end.</summary>
    internal bool TryFit(out decimal number) => TryDecimal(out number) || Trimmed().TryDecimal(out number);

    private bool TryDecimal(out decimal number)
    {
        number = 0;
        var size = BigInteger.Abs(Digits);
        if (Scale > 28 || size.GetBitLength() > 96)
            return false;
        var bits = (UInt128)size;
        number = new decimal((int)(uint)bits, (int)(uint)(bits >> 32), (int)(uint)(bits >> 64), Digits.Sign < 0, (byte)Scale);
        return true;
    }

    /// <summary>The nearest double.</summary>
    internal double ToDouble() => double.Parse(ToString(), CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether this is what a program writes of a double that is asked for so many digits: 0.10000000000000001 of 0.1. The double loses nothing then.
    /// </summary>
    internal bool IsPrintOf(double number)
    {
        var digits = BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture);
        var size = digits.TrimEnd('0').Length;
        // So many digits more tell a tie, which programs round to either side.
        if (size == 0 || !double.IsFinite(number) || !TryParse(Exponential(number, size + 40), out var more))
            return false;
        var scale = Math.Max(Scale, more.Scale);
        TryScale(scale, out var one);
        more.TryScale(scale, out var two);
        return 2 * BigInteger.Abs(one - two) <= BigInteger.Pow(10, digits.Length - size + scale - Scale);
    }

    private static string Exponential(double number, int digits) =>
        number.ToString(string.Create(CultureInfo.InvariantCulture, $"E{digits}"), CultureInfo.InvariantCulture);

    public bool Equals(BigDecimal other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is BigDecimal other && Equals(other);

    public override int GetHashCode() => Trimmed() is var trimmed ? HashCode.Combine(trimmed.Digits, trimmed.Scale) : 0;

    public int CompareTo(BigDecimal other)
    {
        var scale = Math.Max(Scale, other.Scale);
        TryScale(scale, out var one);
        other.TryScale(scale, out var two);
        return one.CompareTo(two);
    }

    /// <summary>All digits, without an exponent.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        return $"{(Digits.Sign < 0 ? "-" : "")}{digits[..^Scale]}{(Scale > 0 ? "." : "")}{digits[^Scale..]}";
    }

    public static bool operator ==(BigDecimal left, BigDecimal right) => left.Equals(right);

    public static bool operator !=(BigDecimal left, BigDecimal right) => !left.Equals(right);

    private static int CountOf(BigInteger digits) => digits.IsZero ? 0 : BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length;
}
