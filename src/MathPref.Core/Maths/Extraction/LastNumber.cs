namespace MathPref.Core.Maths.Extraction;

/// <summary>The last number of a text, with what belongs to it: sign, currency, separators, fraction, power of ten, percent, words of size.</summary>
internal static class LastNumber
{
    private const int MaxTries = 64;

    private static readonly string[][] s_minorUnits = [["minutes", "minute", "min"], ["seconds", "second", "sec"], ["inches", "inch", "in"],
        ["ounces", "ounce", "oz"], ["cents", "cent"], ["hours", "hour"], ["days", "day"], ["months", "month"]];

    private static readonly string[][] s_majorUnits = [["hours", "hour", "hr", "hrs", "h"], ["minutes", "minute", "min"], ["feet", "foot", "ft"],
        ["pounds", "pound", "lb", "lbs"], ["dollars", "dollar"], ["days", "day"], ["weeks", "week", "months", "years", "year"], ["years", "year"]];

    /// <summary>The number; null where there is none. <paramref name="start"/> is where it begins.</summary>
    public static string? Find(string text, out int start)
    {
        start = -1;
        int before = text.Length;
        for (int tries = 0; tries < MaxTries; tries++)
        {
            int last = text.AsSpan(0, before).LastIndexOfAnyInRange('0', '9');
            if (last < 0)
                return null;
            int first = Left(text, last);
            int end = Right(text, last + 1);
            if (!IsPartOfWord(text, first) && !IsListNumber(text, first, end)
                && !NumberContext.IsOfSomethingElse(text, first))
            {
                if (Compound(text, first, end, out int unitEnd) is var head and >= 0)
                    (first, end) = (head, unitEnd);
                start = Sign(text, first);
                return text[start..end];
            }
            before = first;
        }
        return null;
    }

    /// <summary>Where "5 hours and 30 minutes" begins when a place is its last number; -1 where it is no such quantity of two units.</summary>
    private static int Compound(string text, int first, int end, out int unitEnd)
    {
        unitEnd = end;
        int minor = Unit(text, end, s_minorUnits, out unitEnd);
        if (minor < 0)
            return -1;
        int at = first;
        while (at > 0 && text[at - 1] is ' ' or ',')
            at--;
        if (text.AsSpan(0, at).EndsWith(" and", StringComparison.Ordinal))
            at -= 4;
        while (at > 0 && text[at - 1] is ' ' or ',')
            at--;
        int word = at;
        while (word > 0 && char.IsAsciiLetter(text[word - 1]))
            word--;
        if (word == at || word < 2 || text[word - 1] != ' ' || !char.IsAsciiDigit(text[word - 2])
            || !s_majorUnits[minor].Contains(text[word..at], StringComparer.Ordinal))
            return -1;
        return Left(text, word - 2);
    }

    private static int Unit(string text, int end, string[][] units, out int unitEnd)
    {
        unitEnd = end;
        if (end >= text.Length || text[end] != ' ')
            return -1;
        int stop = end + 1;
        while (stop < text.Length && char.IsAsciiLetter(text[stop]))
            stop++;
        string word = text[(end + 1)..stop];
        unitEnd = stop;
        return Array.FindIndex(units, names => names.Contains(word, StringComparer.Ordinal));
    }

    private static int Left(string text, int at)
    {
        while (at > 0)
        {
            char c = text[at - 1];
            bool hasDigitBefore = at > 1 && char.IsAsciiDigit(text[at - 2]);
            if (char.IsAsciiDigit(c)
                || (c is ',' or '/' or ':' or '^' or '⁄' && hasDigitBefore)
                || (c == '.' && (hasDigitBefore || at < 2 || !char.IsLetterOrDigit(text[at - 2]))))
                at--;
            else if (c is 'e' or 'E' && hasDigitBefore)
                at--;
            else if (c is '-' or '+' && at > 2 && text[at - 2] is 'e' or 'E' && char.IsAsciiDigit(text[at - 3]))
                at -= 2;
            else if (c == ' ' && hasDigitBefore && IsGroupOrFraction(text, at))
                at--;
            else if (PowerOfTen(text, at) is var factor and > 0)
                at = factor;
            else
                break;
        }
        return at;
    }

    /// <summary>Whether the blank before a place is within a number: <c>1 000</c>, <c>1 1/2</c>.</summary>
    private static bool IsGroupOrFraction(string text, int at)
    {
        int end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        if (end < text.Length && text[end] == '/')
            return true;
        int head = at - 1;
        while (head > 0 && at - head < 5 && char.IsAsciiDigit(text[head - 1]))
            head--;
        return end - at == 3 && at - 1 - head <= 3 && (head == 0 || text[head - 1] is ' ' or '$' or '\n' or '(' or '-');
    }

    /// <summary>Where the number before <c>× 10^</c> ends, when a power of ten begins at a place; 0 else.</summary>
    private static int PowerOfTen(string text, int at)
    {
        if (!text.AsSpan(at).StartsWith("10^"))
            return 0;
        int left = at;
        while (left > 0 && text[left - 1] == ' ')
            left--;
        if (left == 0 || text[left - 1] is not ('x' or '×' or '*' or '·'))
            return 0;
        left--;
        while (left > 0 && text[left - 1] == ' ')
            left--;
        return left > 0 && char.IsAsciiDigit(text[left - 1]) ? left : 0;
    }

    private static int Sign(string text, int first)
    {
        int at = first;
        if (at > 0 && text[at - 1] is '$' or '€' or '£' or '¥')
            at -= at > 1 && text[at - 2] == '\\' ? 2 : 1;
        if (at > 0 && text[at - 1] is '-' or '−' && (at == 1 || char.IsWhiteSpace(text[at - 2])
            || text[at - 2] is '(' or '$' or '=' or ':' or '*' or '[' or ',' or '^' or '{'))
            at--;
        return at;
    }

    private static int Right(string text, int end)
    {
        while (end < text.Length && text[end] is >= '⁰' and <= '⁹' or '²' or '³' or '¹' or '°' or '½' or '¼' or '¾')
            end++;
        int next = end;
        while (next < text.Length && text[next] == ' ')
            next++;
        if (next < text.Length && text[next] == '%')
            return next + 1;
        if (next + 1 < text.Length && text[next] == '\\' && text[next + 1] == '%')
            return next + 2;
        if (text.AsSpan(next).StartsWith("a.m.", StringComparison.OrdinalIgnoreCase)
            || text.AsSpan(next).StartsWith("p.m.", StringComparison.OrdinalIgnoreCase))
            return next + 4;
        int word = next;
        while (word < text.Length && char.IsAsciiLetter(text[word]))
            word++;
        return text.AsSpan(next, word - next) is "percent" or "million" or "billion" or "trillion" or "thousand" or "hundred" or "am" or "pm" or "AM"
            or "PM" ? word : end;
    }

    private static bool IsPartOfWord(string text, int first) => first > 0 && (char.IsAsciiLetter(text[first - 1]) || text[first - 1] == '_');

    /// <summary>"3. Then …" at the beginning of a line counts a step.</summary>
    private static bool IsListNumber(string text, int first, int end)
    {
        if (end + 2 >= text.Length || text[end] is not ('.' or ')') || text[end + 1] != ' ' || !(char.IsLetter(text[end + 2]) || text[end + 2] == '*'))
            return false;
        int line = first;
        while (line > 0 && text[line - 1] is ' ' or '*' or '#')
            line--;
        return line == 0 || text[line - 1] == '\n';
    }
}
