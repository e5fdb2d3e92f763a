using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Reading;

/// <summary>The short way for the most frequent answers: whole numbers, decimals and fractions of whole numbers.</summary>
internal static class QuickReader
{
    // What fits into a long without a question.
    private const int MostDigits = 18;

    public static Expr? Read(ReadOnlySpan<char> s)
    {
        var isNegative = s.Length > 0 && s[0] == '-';
        if (isNegative)
            s = s[1..];
        if (s.Length == 0)
            return null;
        var size = s[0] == '\\' ? Frac(s) : s[0] is >= '0' and <= '9' ? Number(s) : null;
        return isNegative && size is not null ? new Neg(size) : size;
    }

    private static Expr? Number(ReadOnlySpan<char> s)
    {
        var digits = Digits(s);
        if (digits > MostDigits)
            return null;
        var whole = Value(s[..digits]);
        if (digits == s.Length)
            return Num.Of(whole);
        if (s[digits] == '/')
            return Whole(s[(digits + 1)..]) is { } bottom ? new Quotient(Num.Of(whole), bottom) : null;
        var behind = s[(digits + 1)..];
        if (s[digits] != '.' || behind.Length == 0 || Digits(behind) != behind.Length || digits + behind.Length > MostDigits)
            return null;
        var power = 1L;
        for (var i = 0; i < behind.Length; i++)
            power *= 10;
        var all = whole * power + Value(behind);
        return new Num(new Fraction(all, power), behind.Length, SignificantDigits(s));
    }

    private static Quotient? Frac(ReadOnlySpan<char> s)
    {
        if (s.StartsWith(@"\frac{"))
            s = s[6..];
        else if (s.StartsWith(@"\dfrac{") || s.StartsWith(@"\tfrac{"))
            s = s[7..];
        else
            return null;
        var end = s.IndexOf('}');
        if (end < 0 || s.Length < end + 4 || s[end + 1] != '{' || s[^1] != '}')
            return null;
        return Whole(s[..end]) is { } top && Whole(s[(end + 2)..^1]) is { } bottom ? new Quotient(top, bottom) : null;
    }

    private static Num? Whole(ReadOnlySpan<char> s) =>
        s.Length is > 0 and <= MostDigits && Digits(s) == s.Length ? Num.Of(new BigInteger(Value(s))) : null;

    private static int Digits(ReadOnlySpan<char> s)
    {
        var i = 0;
        while (i < s.Length && s[i] is >= '0' and <= '9')
            i++;
        return i;
    }

    private static long Value(ReadOnlySpan<char> digits)
    {
        var value = 0L;
        foreach (var c in digits)
            value = value * 10 + (c - '0');
        return value;
    }

    /// <summary>From the first digit that is not zero; of 0.00 the zeros behind the point.</summary>
    private static int SignificantDigits(ReadOnlySpan<char> s)
    {
        var count = 0;
        foreach (var c in s)
        {
            if (c != '.' && (count > 0 || c != '0'))
                count++;
        }
        return count;
    }
}
