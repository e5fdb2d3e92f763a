using System.Globalization;
using System.Text;

namespace MathPref.Core.Maths.Reading;

/// <summary>
/// Answers among words of scripts that mathematics does not use (Han, kana, Hangul, Cyrillic, Thai, the scripts of India): such letters are never variables.
/// What is left of <c>答：一共有120人</c> is its value; Chinese units are kept (<c>3小时</c> is 3 h), other words dropped.
/// </summary>
internal static class ForeignText
{
    // The longest first, so that 平方米 is not read as a 米.
    private static readonly (string Word, string Unit)[] _units =
    [
        ("平方千米", "km^2"), ("平方公里", "km^2"), ("平方厘米", "cm^2"), ("平方分米", "dm^2"), ("平方毫米", "mm^2"), ("平方米", "m^2"), ("立方厘米", "cm^3"),
        ("立方分米", "dm^3"), ("立方米", "m^3"), ("千米/时", "km/h"), ("千米/小时", "km/h"), ("米/秒", "m/s"), ("小时", "h"), ("分钟", "min"), ("千米", "km"),
        ("公里", "km"), ("厘米", "cm"), ("分米", "dm"), ("毫米", "mm"), ("千克", "kg"), ("公斤", "kg"), ("毫升", "mL"), ("公顷", "hectare"), ("美元", "dollar"),
        ("米", "m"), ("秒", "s"), ("克", "g"), ("吨", "t"), ("升", "L"), ("天", "day"), ("元", ""), ("ドル", "dollar"), ("時間", "h"), ("분", "min"), ("시간", "h"),
        ("часов", "h"), ("минут", "min"), ("см", "cm"), ("км", "km"),
    ];

    private static readonly string[] _joiners = ["以及", "和", "或", "与", "及", "、", "または", "と", "или", "и"];

    /// <summary>Whether a letter is of such a script.</summary>
    public static bool Is(char c) => c is >= '\u0400' and <= '\u1CFF' or >= '\u2E80' and <= '\u2FDF' or >= '\u3005' and <= '\uD7FF' and not ('。' or '、')
        and not (>= '〈' and <= '】') or >= '\uF900' and <= '\uFAFF' or >= '\uFF66' and <= '\uFFDC';

    /// <summary>The value of a text with such letters in ASCII and LaTeX; null where the text has none of them or no single value.</summary>
    public static string? Value(string text)
    {
        int first = 0;
        while (first < text.Length && !Is(text[first]))
            first++;
        if (first == text.Length || text.Length > 400)
            return null;
        text = WithAsciiDigits(WithoutWrappers(text));
        return HanNumber.Read(text) ?? OfParts(Parts(text));
    }

    private static string? OfParts(List<(string Before, string Value)> parts)
    {
        // The words behind the last value stand as a part without one.
        var values = new List<string>();
        bool areJoined = true, areTimes = true;
        int last = -1;
        for (int i = 0; i < parts.Count; i++)
        {
            var (before, value) = parts[i];
            if (value.Length == 0)
                continue;
            if (values.Count > 0)
            {
                areJoined &= Array.IndexOf(_joiners, before) >= 0;
                areTimes &= UnitOf(before) is "h" or "min" or "day" && before.Length <= 2;
            }
            if (before.EndsWith('是') || before.EndsWith('为') || before.EndsWith('有') || before.EndsWith("等于", StringComparison.Ordinal))
                last = i;
            values.Add(value + Unit(parts, i));
        }
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ when areTimes => string.Join(' ', values),
            _ when areJoined => string.Join(", ", values),
            _ => last == parts.Count - 1 || last == parts.Count - 2 && parts[^1].Value.Length == 0 ? values[^1] : null,
        };
    }

    private static string Unit(List<(string Before, string Value)> parts, int at) =>
        at + 1 < parts.Count && UnitOf(parts[at + 1].Before) is { Length: > 0 } unit ? $" {unit}" : "";

    private static string? UnitOf(string words)
    {
        foreach (var (word, unit) in _units)
        {
            if (words.StartsWith(word, StringComparison.Ordinal))
                return unit;
        }
        return null;
    }

    /// <summary>Stretches of foreign words, each with the value behind it (empty at the end).</summary>
    private static List<(string Before, string Value)> Parts(string text)
    {
        var parts = new List<(string, string)>();
        int at = 0;
        while (at < text.Length)
        {
            int start = at;
            while (at < text.Length && (Is(text[at]) || text[at] == '/' && at + 1 < text.Length && Is(text[at + 1])))
                at++;
            string before = text[start..at];
            start = at;
            while (at < text.Length && !Is(text[at]))
                at++;
            string value = Trimmed(text[start..at]);
            if (value.Length == 0 && parts is [.., (_, "")])
                continue;
            parts.Add((before, value));
        }
        return parts;
    }

    private static string Trimmed(string value)
    {
        var s = value.AsSpan().Trim(" :：,，、.。;；!！?？()（）\n\r=*\"“”「」");
        while (s.Length > 1 && s[0] is '-' or '—' or '–' && s[1] == ' ')
            s = s[1..].Trim();
        while (s.Length > 0 && s[^1] is '-' or '—' or '–' or '/')
            s = s[..^1].Trim();
        foreach (char c in s)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '\\')
                return s.ToString();
        }
        return "";
    }

    /// <summary>Without the braces of <c>\text{…}</c> around such words.</summary>
    private static string WithoutWrappers(string text)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
            return text;
        foreach (string wrapper in (ReadOnlySpan<string>)[@"\text{", @"\mathrm{", @"\mbox{", @"\textbf{", @"\text {"])
        {
            for (int at = text.IndexOf(wrapper, StringComparison.Ordinal); at >= 0; at = text.IndexOf(wrapper, at + 1, StringComparison.Ordinal))
            {
                int close = text.IndexOf('}', at);
                if (close < 0)
                    return text;
                string within = text[(at + wrapper.Length)..close];
                if (within.AsSpan().ContainsAny('{', '\\') || !within.Any(Is))
                    continue;
                text = string.Concat(text.AsSpan(0, at), within, text.AsSpan(close + 1));
            }
        }
        return text;
    }

    private static string WithAsciiDigits(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            bool isDigit = c > '~' && CharUnicodeInfo.GetDecimalDigitValue(c) >= 0;
            plain.Append(isDigit ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : c);
        }
        return plain.ToString();
    }
}
