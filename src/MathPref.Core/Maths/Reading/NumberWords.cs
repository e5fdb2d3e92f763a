using System.Collections.Frozen;
using System.Numerics;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Reading;

/// <summary>English words for numbers: <c>three</c>, <c>twenty-five</c>, <c>one hundred and five</c>, <c>two thirds</c>, <c>half</c>.</summary>
internal static class NumberWords
{
    private static readonly FrozenDictionary<string, int> _small = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["zero"] = 0, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9,
        ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17,
        ["eighteen"] = 18, ["nineteen"] = 19, ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70,
        ["eighty"] = 80, ["ninety"] = 90,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> _parts = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["half"] = 2, ["halves"] = 2, ["third"] = 3, ["thirds"] = 3, ["quarter"] = 4, ["quarters"] = 4, ["fourth"] = 4, ["fourths"] = 4, ["fifth"] = 5,
        ["fifths"] = 5, ["sixth"] = 6, ["sixths"] = 6, ["seventh"] = 7, ["sevenths"] = 7, ["eighth"] = 8, ["eighths"] = 8, ["ninth"] = 9, ["ninths"] = 9,
        ["tenth"] = 10, ["tenths"] = 10, ["twelfth"] = 12, ["twelfths"] = 12,
        ["hundredth"] = 100, ["hundredths"] = 100, ["thousandth"] = 1000, ["thousandths"] = 1000,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The exponent of ten of a scale's word (<c>million</c> 6); dozen is -12, which is no power of ten; 0 for other words.</summary>
    public static int Scale(string word) => word switch
    {
        "hundred" or "hundreds" => 2,
        "thousand" or "thousands" or "k" => 3,
        "million" or "millions" => 6,
        "billion" or "billions" => 9,
        "trillion" or "trillions" => 12,
        "quadrillion" => 15,
        "dozen" or "dozens" => -12,
        _ => 0,
    };

    /// <summary>A base's name: <c>two</c>, <c>eight</c>, <c>hex</c>; 0 where it is none.</summary>
    public static int OfBase(string word) => word switch
    {
        "bin" or "binary" => 2,
        "oct" or "octal" => 8,
        "dec" or "decimal" => 10,
        "hex" or "hexadecimal" => 16,
        _ => _small.GetValueOrDefault(word),
    };

    /// <summary>Reads a number from the first words, in lower case; how many it took, 0 where they begin with none.</summary>
    public static int Read(ReadOnlySpan<string> words, out Fraction value)
    {
        value = 0;
        BigInteger whole = 0, group = 0;
        int at = 0, taken = 0, last = 0;
        var isNegative = words.Length > 1 && words[0] is "minus" or "negative";
        if (isNegative)
            at = 1;
        // "a half", "a dozen": an article counts as one before what needs a number.
        if (at + 1 < words.Length && words[at] is "a" or "an" && (Scale(words[at + 1]) != 0 || _parts.ContainsKey(words[at + 1])))
        {
            group = 1;
            at++;
        }
        if (at < words.Length && words[at] == "half")
        {
            value = new(isNegative ? -1 : 1, 2);
            return at + 1;
        }
        for (; at < words.Length && at < 40; at++)
        {
            var word = words[at];
            if (word == "and" && taken > 0 && IsPartAhead(words[(at + 1)..]))
            {
                // "two and a half", "one and three quarters"
                value = whole + group;
                value += new Fraction(_small.GetValueOrDefault(words[at + 1], 1), _parts[words[at + 2]]);
                value = isNegative ? -value : value;
                return at + 3;
            }
            if (word == "and" && taken > 0 && at + 1 < words.Length && _small.ContainsKey(words[at + 1]) && last >= 100)
                continue;
            if (_small.TryGetValue(word, out var small))
            {
                // "twenty five" is one number, "five twenty" and "ten five" are two.
                if (taken > 0 && last < 100 && !(last >= 20 && small is > 0 and < 10))
                    break;
                group += small;
                last = small;
            }
            else if (Scale(word) is var scale && scale != 0 && (taken > 0 || group > 0))
            {
                if (scale == 2)
                    group *= 100;
                else if (scale < 0)
                    group *= 12;
                else
                {
                    whole += group * BigInteger.Pow(10, scale);
                    group = 0;
                }
                last = 1000;
            }
            else if (_parts.TryGetValue(word, out var part) && (taken > 0 || group > 0) && whole + group > 0)
            {
                value = new(isNegative ? -(whole + group) : whole + group, part);
                return at + 1;
            }
            else
                break;
            taken = at + 1;
        }
        value = isNegative ? -(whole + group) : whole + group;
        return taken;
    }

    private static bool IsPartAhead(ReadOnlySpan<string> words) => words.Length > 1 && (_small.ContainsKey(words[0]) || words[0] == "a")
        && _parts.ContainsKey(words[1]);
}
