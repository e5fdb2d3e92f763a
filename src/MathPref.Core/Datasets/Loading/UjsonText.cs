using System.Globalization;
using System.Numerics;

namespace MathPref.Core.Datasets;

/// <summary>
/// What a passage through the JSON of pandas changes, by which the <c>datasets</c> library keeps values of the type Json: a text that reads as
/// JSON becomes that value, and of a number ten decimals are left. Source: pandas, ujson (ultrajsonenc.c, ultrajsondec.c); datasets,
/// utils/json.py.
/// </summary>
internal static class UjsonText
{
    private static readonly string[] s_words = ["true", "false", "null", "NaN", "Infinity", "-Infinity"];

    /// <summary>As deep as it goes into brackets.</summary>
    private const int MaximumDepth = 1024;

    /// <summary>
    /// Whether a text reads as JSON there, or might in some version. It takes more than the format has: zeros before a number, NaN and
    /// infinities, line ends within texts.
    /// </summary>
    public static bool Reads(string text)
    {
        var at = 0;
        SkipBlanks(text, ref at);
        if (at == text.Length || text[at] is not ('-' or (>= '0' and <= '9') or '"' or '[' or '{' or 't' or 'f' or 'n' or 'N' or 'I'))
            return false;
        if (!SkipValue(text, ref at))
            return false;
        SkipBlanks(text, ref at);
        return at == text.Length;
    }

    /// <summary>Passes over one value, with what is open in a list of closing brackets, so that no text takes the stack.</summary>
    private static bool SkipValue(string text, ref int at)
    {
        var open = new Stack<char>();
        while (true)
        {
            SkipBlanks(text, ref at);
            if (at == text.Length)
                return false;
            if (text[at] is ('[' or '{') and var bracket)
            {
                if (open.Count == MaximumDepth)
                    return false;
                open.Push(bracket == '[' ? ']' : '}');
                at++;
                SkipBlanks(text, ref at);
                if (at < text.Length && text[at] == open.Peek())
                {
                    open.Pop();
                    at++;
                }
                else if (bracket == '[' || SkipName(text, ref at))
                    continue;
                else
                    return false;
            }
            else if (!SkipScalar(text, ref at))
                return false;
            // Behind a value: what it was in goes on, or ends.
            while (open.Count > 0)
            {
                SkipBlanks(text, ref at);
                if (at == text.Length)
                    return false;
                if (text[at] == open.Peek())
                {
                    open.Pop();
                    at++;
                    continue;
                }
                if (text[at++] != ',' || open.Peek() == '}' && !SkipName(text, ref at))
                    return false;
                break;
            }
            if (open.Count == 0)
                return true;
        }
    }

    private static bool SkipName(string text, ref int at)
    {
        SkipBlanks(text, ref at);
        if (!SkipText(text, ref at))
            return false;
        SkipBlanks(text, ref at);
        return at < text.Length && text[at++] == ':';
    }

    private static bool SkipScalar(string text, ref int at)
    {
        if (text[at] == '"')
            return SkipText(text, ref at);
        foreach (var word in s_words)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
            {
                at += word.Length;
                return true;
            }
        }
        at += text[at] == '-' ? 1 : 0;
        var start = at;
        SkipDigits(text, ref at);
        if (at == start)
            return false;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            SkipDigits(text, ref at);
        }
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
            SkipDigits(text, ref at);
        }
        return true;
    }

    private static bool SkipText(string text, ref int at)
    {
        if (at == text.Length || text[at] != '"')
            return false;
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return true;
            }
            if (text[at] != '\\')
                continue;
            if (++at == text.Length || text[at] is not ('"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' or 'u'))
                return false;
            if (text[at] != 'u')
                continue;
            for (var left = 4; left > 0; left--)
            {
                if (++at == text.Length || !char.IsAsciiHexDigit(text[at]))
                    return false;
            }
        }
        return false;
    }

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
            at++;
    }

    private static void SkipDigits(string text, ref int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
    }

    /// <summary>Whether a number comes back as it was, by either of the ways in which versions put its parts together.</summary>
    public static bool Keeps(double number)
    {
        if (!double.IsFinite(number))
            return false;
        var size = Math.Abs(number);
        if (size == 0)
            return !double.IsNegative(number);
        if (size is >= 1e15 or < 1e-10)
            return false;
        var whole = Math.Floor(size);
        var scaled = (size - whole) * 1e10;
        var part = Math.Round(scaled, MidpointRounding.ToEven);
        if (part >= 1e10)
            (whole, part) = (whole + 1, 0);
        var digits = ((long)part).ToString("D10", CultureInfo.InvariantCulture).TrimEnd('0');
        if (digits.Length == 0)
            return whole == size;
        var fraction = (double)BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        var power = Math.Pow(10, digits.Length);
        return whole + fraction / power == size && whole + fraction * (1 / power) == size
            && double.Parse($"{whole:F0}.{digits}", CultureInfo.InvariantCulture) == size;
    }
}
