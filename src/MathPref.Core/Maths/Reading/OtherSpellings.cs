using System.Globalization;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>What an answer may mean beside its likeliest reading by its spelling alone.</summary>
internal static class OtherSpellings
{
    private const int Longest = 40;

    public static void Add(string s, List<Expr> others)
    {
        if (s.Length is < 2 or > Longest)
            return;
        if (s.Contains('j', StringComparison.Ordinal) && WithImaginaryJ(s) is { } complex)
            others.Add(complex);
        if (char.IsAsciiDigit(s[0]))
        {
            if (Abbreviated(s) is { } scaled)
                others.Add(scaled);
            else if (IndianGroups(s) is { } grouped)
                others.Add(grouped);
            else if (MixedInWords(s) is { } mixed)
                others.Add(mixed);
            else
                AddDates(s, others);
        }
        else if (char.IsAsciiLetterUpper(s[0]))
        {
            if (Roman(s) is { } roman)
                others.Add(Num.Of(roman));
            if (Letters(s) is { } letters)
                others.Add(letters);
        }
    }

    /// <summary>3+4j as Python prints it: j directly behind a number, and no other letter.</summary>
    private static Expr? WithImaginaryJ(string s)
    {
        for (int i = 0; i < s.Length; i++)
        {
            if (char.IsAsciiLetter(s[i]) && (s[i] != 'j' || i == 0 || !char.IsAsciiDigit(s[i - 1])))
                return null;
        }
        return ScalarReader.Read(Lexer.Read(s.Replace('j', 'i')), out _);
    }

    /// <summary>70K, 2.5M: thousands and millions.</summary>
    private static Expr? Abbreviated(string s)
    {
        int exponent = s[^1] switch
        {
            'k' or 'K' => 3,
            'M' => 6,
            'B' => 9,
            _ => 0,
        };
        return exponent > 0 && QuickReader.Read(s.AsSpan(0, s.Length - 1).TrimEnd()) is Num number ? NumberText.WithExponent(number, exponent) : null;
    }

    /// <summary>3 and 1/2 as one number.</summary>
    private static Sum? MixedInWords(string s)
    {
        int and = s.IndexOf(" and ", StringComparison.Ordinal);
        return and > 0 && QuickReader.Read(s.AsSpan(0, and)) is Num { Decimals: null } whole
            && QuickReader.Read(s.AsSpan(and + 5)) is Quotient { Top: Num top, Bottom: Num bottom } part && top.Value.CompareTo(bottom.Value) < 0
            ? new([whole, part]) : null;
    }

    /// <summary>12,34,567: groups of two digits before the last three.</summary>
    private static Expr? IndianGroups(string s)
    {
        string[] groups = s.Split(',');
        if (groups.Length < 3 || groups[0].Length is 0 or > 2 || groups[^1].Length != 3)
            return null;
        for (int i = 0; i < groups.Length; i++)
        {
            if (i > 0 && i < groups.Length - 1 && groups[i].Length != 2 || groups[i].AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
                return null;
        }
        return QuickReader.Read(string.Concat(groups));
    }

    /// <summary>07/04/1776: the month first as in America, the day first as elsewhere.</summary>
    private static void AddDates(string s, List<Expr> others)
    {
        string[] parts = s.Split('/');
        if (parts.Length != 3 || parts[2].Length != 4 || !TryPart(parts[0], out int one) || !TryPart(parts[1], out int two) || !TryPart(parts[2], out int year))
            return;
        if (one is >= 1 and <= 12 && two is >= 1 and <= 31)
            others.Add(new Date(year, one, two));
        if (two is >= 1 and <= 12 && one is >= 1 and <= 31 && one != two)
            others.Add(new Date(year, two, one));
    }

    private static bool TryPart(string s, out int value) => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>XIV.</summary>
    private static int? Roman(string s)
    {
        int value = 0, before = 0;
        if (s.Length > 12)
            return null;
        for (int i = s.Length - 1; i >= 0; i--)
        {
            int digit = s[i] switch
            {
                'I' => 1,
                'V' => 5,
                'X' => 10,
                'L' => 50,
                'C' => 100,
                'D' => 500,
                'M' => 1000,
                _ => 0,
            };
            if (digit == 0)
                return null;
            value += digit < before ? -digit : digit;
            before = Math.Max(before, digit);
        }
        return value;
    }

    /// <summary>BC as two letters of multiple choice: in their order, none twice.</summary>
    private static Listing? Letters(string s)
    {
        if (s.Length > 6)
            return null;
        for (int i = 0; i < s.Length; i++)
        {
            if (s[i] is < 'A' or > 'H' || i > 0 && s[i] <= s[i - 1])
                return null;
        }
        return new([.. s.Select(c => (Expr)new Choice(c, null))]);
    }
}
