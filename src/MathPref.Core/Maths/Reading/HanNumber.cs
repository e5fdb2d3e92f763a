using System.Globalization;
using System.Numerics;

namespace MathPref.Core.Maths.Reading;

/// <summary>Numbers in Chinese words: <c>五</c>, <c>二十一</c>, <c>三百零五</c>, <c>三分之一</c>, <c>百分之二十五</c>, with one measure word behind.</summary>
internal static class HanNumber
{
    private const string Digits = "零一二三四五六七八九";

    private const int Longest = 24;

    /// <summary>The number in ASCII; null where the text is none.</summary>
    public static string? Read(string text)
    {
        var s = text.AsSpan().Trim(" .。");
        if (s.Length is 0 or > Longest)
            return null;
        string sign = "";
        if (s[0] == '负')
        {
            sign = "-";
            s = s[1..];
        }
        int part = s.IndexOf("分之");
        if (part > 0)
        {
            if (Whole(s[(part + 2)..]) is not { } top)
                return null;
            if (s[..part] is "百")
                return sign + top.ToString(CultureInfo.InvariantCulture) + "%";
            return Whole(s[..part]) is { IsZero: false } bottom ? string.Create(CultureInfo.InvariantCulture, $"{sign}{top}/{bottom}") : null;
        }
        var whole = Whole(s) ?? (s.Length > 1 && Value(s[^1]) < 0 && Scale(s[^1]) == 0 && ForeignText.Is(s[^1]) ? Whole(s[..^1]) : null);
        return whole is { } value ? sign + value.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static BigInteger? Whole(ReadOnlySpan<char> s)
    {
        BigInteger all = 0, group = 0;
        int digit = -1;
        if (s.IsEmpty)
            return null;
        for (int i = 0; i < s.Length; i++)
        {
            if (Value(s[i]) is var value and >= 0)
            {
                // 二五 is no number of this kind.
                if (digit > 0)
                    return null;
                digit = value;
                continue;
            }
            int scale = Scale(s[i]);
            if (scale == 0)
                return null;
            if (scale < 10_000)
                group += scale * (digit < 0 ? 1 : digit);
            else
            {
                all = (all + group + Math.Max(digit, 0)) * scale;
                group = 0;
            }
            digit = -1;
        }
        return all + group + Math.Max(digit, 0);
    }

    private static int Value(char c) => c == '两' ? 2 : c == '〇' ? 0 : Digits.IndexOf(c);

    private static int Scale(char c) => c switch
    {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => 0,
    };
}
