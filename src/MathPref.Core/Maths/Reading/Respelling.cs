using System.Globalization;

namespace MathPref.Core.Maths.Reading;

/// <summary>
/// Spellings of numbers that people and programs write and mathematics does not: ordinals (<c>5th</c>), currencies before the amount (<c>Rs. 460</c>),
/// other groups of thousands (<c>1.234.567</c>, <c>1'234'567</c>, <c>1_234_567</c>), <c>minus 5</c>, <c>$18/day</c>, <c>$70k</c>, <c>5'6"</c>, lists of
/// strings. Each comes in a spelling that is read elsewhere.
/// </summary>
internal static class Respelling
{
    private const int Longest = 400;

    private static readonly (string Sign, string Unit)[] _currencies =
    [
        (@"Rs.\ ", "rupees"), ("Rs.", "rupees"), ("Rs", "rupees"), ("INR", "rupees"), ("USD", "dollars"), (@"US\$", "dollars"), ("US$", "dollars"),
        (@"A\$", "dollars"), ("A$", "dollars"), (@"C\$", "dollars"), ("C$", "dollars"), (@"S\$", "dollars"), ("S$", "dollars"), (@"HK\$", "dollars"),
        ("HK$", "dollars"), (@"AU\$", "dollars"), ("AU$", "dollars"), (@"CA\$", "dollars"), ("CA$", "dollars"), ("EUR", "euros"), ("GBP", "pounds sterling"),
        ("JPY", "yen"), ("RMB", "yuan"), ("CNY", "yuan"), ("RM", "ringgit"),
    ];

    private static readonly string[] _ordinals =
    [
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth",
        "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];

    /// <summary>The text in another spelling; null where nothing is to change.</summary>
    public static string? Of(string s)
    {
        if (s.Length > Longest || s.Length < 2 && !ForeignText.Is(s[0]))
            return null;
        return ForeignText.Value(s) ?? (char.IsAsciiLetter(s[0]) ? OrdinalWord(s) : Ordinal(s))
            ?? Currency(s) ?? Minus(s) ?? Grouped(s) ?? Rate(s) ?? Thousands(s) ?? FeetAndInches(s) ?? Strings(s)
            ?? AndAHalf(s) ?? Condition(s) ?? ForAll(s);
    }

    /// <summary>5th, 21^{st}, 3^{\text{rd}}.</summary>
    private static string? Ordinal(string s)
    {
        int digits = DigitsAt(s, 0);
        if (digits == 0 || digits == s.Length || s.Length > digits + 16)
            return null;
        string rest = s[digits..].Replace(@"\text", "", StringComparison.Ordinal).Replace(@"\mathrm", "", StringComparison.Ordinal)
            .Replace(@"\rm", "", StringComparison.Ordinal);
        rest = rest.Replace("super", "", StringComparison.Ordinal).Trim('^', '{', '}', ' ', '$', '\\');
        return rest is "th" or "st" or "nd" or "rd" ? s[..digits] : null;
    }

    /// <summary>fifth, the twenty-first.</summary>
    private static string? OrdinalWord(string s)
    {
        if (s.Length is < 5 or > 24 || !(s.EndsWith("th", StringComparison.OrdinalIgnoreCase) || s.EndsWith("ird", StringComparison.OrdinalIgnoreCase)
            || s.EndsWith("nd", StringComparison.OrdinalIgnoreCase) || s.EndsWith("st", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }
        string[] words = s.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (words is ["the", ..])
            words = words[1..];
        int one = words.Length is 1 or 2 ? Array.IndexOf(_ordinals, words[^1]) : -1;
        if (one < 0)
            return null;
        if (words.Length == 1)
            return one.ToString(CultureInfo.InvariantCulture);
        return one is > 0 and < 10 && NumberWords.Read([words[0]], out var tens) == 1 && tens.IsInteger && tens.Numerator >= 20 && tens.Numerator < 100
            ? (tens.Numerator + one).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static string? Currency(string s)
    {
        foreach (var (sign, unit) in _currencies)
        {
            if (!s.StartsWith(sign, StringComparison.Ordinal))
                continue;
            string amount = s[sign.Length..].TrimStart(' ', '~', ':');
            return IsNumber(amount) ? $"{amount} {unit}" : null;
        }
        return null;
    }

    /// <summary>minus 5, negative 2/3.</summary>
    private static string? Minus(string s)
    {
        foreach (string word in (ReadOnlySpan<string>)["minus ", "negative "])
        {
            if (s.Length > word.Length && s.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && (char.IsAsciiDigit(s[word.Length]) || s[word.Length] == '\\'))
                return $"-{s[word.Length..]}";
        }
        return null;
    }

    /// <summary>Two groups of three digits and more apart by one of these marks.</summary>
    private static string? Grouped(string s)
    {
        int at = s[0] == '-' ? 1 : 0;
        int head = DigitsAt(s, at);
        if (head is 0 or > 3 || at + head >= s.Length || s[at + head] is not ('.' or '\'' or '_' or '’') || s[at] == '0')
            return null;
        char mark = s[at + head];
        int groups = 0, end = at + head;
        while (end + 3 < s.Length && s[end] == mark && DigitsAt(s, end + 1) == 3)
        {
            groups++;
            end += 4;
        }
        // 1.234 is a decimal.
        if (groups < (mark == '.' ? 2 : 1) || end < s.Length && (char.IsAsciiLetterOrDigit(s[end]) || s[end] == mark))
            return null;
        return s[..end].Replace(mark.ToString(), "", StringComparison.Ordinal) + s[end..];
    }

    /// <summary>$18/day is $18 per day.</summary>
    private static string? Rate(string s)
    {
        int slash = s.LastIndexOf('/');
        if (slash < 2 || s.Length - slash < 4
            || !(s[0] == '$' || s.StartsWith(@"\$", StringComparison.Ordinal)) || !char.IsAsciiDigit(s[slash - 1]))
            return null;
        foreach (char c in s.AsSpan(slash + 1))
        {
            if (!char.IsAsciiLetter(c))
                return null;
        }
        return $"{s[..slash]} per {s[(slash + 1)..]}";
    }

    /// <summary>$70k, $2.5M.</summary>
    private static string? Thousands(string s)
    {
        int at = s[0] == '$' ? 1 : s.StartsWith(@"\$", StringComparison.Ordinal) ? 2 : 0;
        if (at == 0 || s[^1] is not ('k' or 'K' or 'M' or 'm' or 'B') || !IsNumber(s[at..^1].TrimEnd()))
            return null;
        return s[..^1].TrimEnd() + s[^1] switch
        {
            'k' or 'K' => " thousand",
            'B' => " billion",
            _ => " million",
        };
    }

    /// <summary>5'6" in feet and inches.</summary>
    private static string? FeetAndInches(string s)
    {
        int feet = DigitsAt(s, 0);
        if (feet == 0 || feet + 1 >= s.Length || s[feet] is not ('\'' or '’' or '′'))
            return null;
        int start = s[feet + 1] == ' ' ? feet + 2 : feet + 1;
        int inches = DigitsAt(s, start);
        string behind = s[(start + inches)..];
        return inches is 1 or 2 && behind is "\"" or "”" or "″" or "''" or "" ? $"{s[..feet]} feet {s[start..(start + inches)]} inches" : null;
    }

    /// <summary>5 and a half hours, an hour and a half, half an hour.</summary>
    private static string? AndAHalf(string s)
    {
        if (s.StartsWith("an hour and a half", StringComparison.OrdinalIgnoreCase))
            return $"1.5 hours{s[18..]}";
        foreach (string half in (ReadOnlySpan<string>)["half an ", "half a "])
        {
            if (s.StartsWith(half, StringComparison.OrdinalIgnoreCase))
                return $"1/2 {s[half.Length..]}";
        }
        int digits = DigitsAt(s, 0);
        if (digits == 0)
            return null;
        foreach (var (words, part) in (ReadOnlySpan<(string, string)>)[(" and a half", @"\frac{1}{2}"), (" and one half", @"\frac{1}{2}"),
            (" and a quarter", @"\frac{1}{4}"),
            (" and three quarters", @"\frac{3}{4}")])
        {
            if (s.AsSpan(digits).StartsWith(words) && (s.Length == digits + words.Length || s[digits + words.Length] == ' '))
                return s[..digits] + part + s[(digits + words.Length)..];
            int unit = s.IndexOf(words, StringComparison.Ordinal);
            // 5 hours and a half
            if (unit > digits + 1 && s[digits] == ' ' && unit + words.Length == s.Length && s.IndexOf(' ', digits + 1) == unit)
                return s[..digits] + part + s[digits..unit];
        }
        return null;
    }

    /// <summary>2k\pi (k \in Z): the brackets behind are a condition.</summary>
    private static string? Condition(string s)
    {
        if (s[^1] != ')' || !s.Contains(@"\in", StringComparison.Ordinal) && !s.Contains('∈', StringComparison.Ordinal))
            return null;
        bool isRight = s.EndsWith(@"\right)", StringComparison.Ordinal);
        int open = s.LastIndexOf('(');
        if (open < 2 || s.IndexOf(')', open) != s.Length - 1)
            return null;
        string within = s[(open + 1)..(isRight ? ^7 : ^1)].Trim();
        if (within.Length < 4 || !char.IsAsciiLetterLower(within[0])
            || !within.AsSpan(1).TrimStart().StartsWith(@"\in") && !within.AsSpan(1).TrimStart().StartsWith("∈"))
            return null;
        string before = s[..open].TrimEnd();
        if (isRight && before.EndsWith(@"\left", StringComparison.Ordinal))
            before = before[..^5].TrimEnd();
        string set = within[^1] is 'Z' or 'N' or 'R' or 'Q' && within[^2] is ' ' or 'n' or '∈' ? $"{within[..^1]}\\mathbb{{{within[^1]}}}" : within;
        return $"{before.TrimEnd(',', '，')}, {set}";
    }

    /// <summary>f(x) = x for all x: without what says nothing of the value.</summary>
    private static string? ForAll(string s)
    {
        if (!s.Contains('=', StringComparison.Ordinal))
            return null;
        foreach (string words in (ReadOnlySpan<string>)[" for all ", " for every ", " for any ", @"\text{ for all }", @"\text{for all }"])
        {
            int at = s.IndexOf(words, StringComparison.OrdinalIgnoreCase);
            if (at > 1 && s.AsSpan(0, at).IndexOf('=') > 0 && s.Length - at - words.Length < 16 && s.AsSpan(at).IndexOfAny("<>≤≥\\=≠") is < 0 or 0
                && s.AsSpan(at + words.Length).IndexOfAny("<>≤≥\\=≠0123456789") < 0)
            {
                return s[..at];
            }
        }
        return null;
    }

    /// <summary>['A', 'B'] as programs print a list of texts.</summary>
    private static string? Strings(string s)
    {
        if (s[0] is not ('[' or '(' or '{') || s[^1] is not (']' or ')' or '}') || s.Length < 4 || s[1] is not ('\'' or '"'))
            return null;
        string plain = s[1..^1].Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        return plain.Length > 0 && plain.Length < s.Length - 3 ? plain : null;
    }

    private static bool IsNumber(string s)
    {
        bool hasDigit = false;
        foreach (char c in s)
        {
            hasDigit |= char.IsAsciiDigit(c);
            if (!char.IsAsciiDigit(c) && c is not ('.' or ',' or ' ' or '-'))
                return false;
        }
        return hasDigit;
    }

    private static int DigitsAt(string s, int at)
    {
        int end = at;
        while (end < s.Length && char.IsAsciiDigit(s[end]))
            end++;
        return end - at;
    }
}
