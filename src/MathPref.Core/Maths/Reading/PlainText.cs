using System.Text;

namespace MathPref.Core.Maths.Reading;

/// <summary>The words of an answer without what LaTeX needs to set them.</summary>
internal static class PlainText
{
    private const int Longest = 300;

    private static readonly string[] _wrappers =
        ["textbf", "textit", "textrm", "textsf", "texttt", "textnormal", "text", "mathrm", "mathbf", "mathsf", "mathit", "mbox", "hbox", "emph",
            "operatorname", "bf", "rm", "it"];

    /// <summary>The text without wrappers and marks; null where it holds mathematics (signs, commands) or is long.</summary>
    public static string? Of(string text)
    {
        if (text.Length > Longest)
            return null;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\\':
                    var taken = Command(text.AsSpan(i + 1), plain);
                    if (taken == 0)
                        return null;
                    i += taken;
                    break;
                case '{' or '}' or '$':
                    break;
                case '~':
                    plain.Append(' ');
                    break;
                case '*' when i + 1 < text.Length && text[i + 1] == '*':
                    i++;
                    break;
                case '^' or '_' or '=' or '<' or '>' or '|' or '+' or '*' or '[' or ']':
                    return null;
                default:
                    plain.Append(c);
                    break;
            }
        }
        return plain.ToString().Trim();
    }

    /// <summary>Whether what is set upright is a function with its argument glued to it: <c>\operatorname{arsinh}x</c> is no word.</summary>
    private static bool IsFunction(string wrapper, ReadOnlySpan<char> group)
    {
        var close = group.IndexOf('}');
        if (close < 1 || Vocabulary.Find(group[..close]) is not { Function: not null })
            return false;
        return wrapper == "operatorname" || close + 1 < group.Length && (char.IsAsciiLetterOrDigit(group[close + 1]) || group[close + 1] == '{');
    }

    private static int Command(ReadOnlySpan<char> rest, StringBuilder plain)
    {
        if (rest.Length == 0)
            return 0;
        if (rest[0] is ' ' or ',' or ';' or ':' or '!' or '(' or ')')
        {
            if (rest[0] is not ('!' or '(' or ')'))
                plain.Append(' ');
            return 1;
        }
        if (rest[0] is '%' or '$' or '&')
        {
            plain.Append(rest[0]);
            return 1;
        }
        foreach (var blank in (ReadOnlySpan<string>)["quad", "qquad", "space"])
        {
            if (rest.StartsWith(blank) && !(rest.Length > blank.Length && char.IsAsciiLetter(rest[blank.Length])))
            {
                plain.Append(' ');
                return blank.Length;
            }
        }
        foreach (var wrapper in _wrappers)
        {
            if (!rest.StartsWith(wrapper))
                continue;
            var brace = wrapper.Length;
            while (brace < rest.Length && rest[brace] == ' ')
                brace++;
            if (brace < rest.Length && rest[brace] == '{')
                return IsFunction(wrapper, rest[(brace + 1)..]) ? 0 : brace;
        }
        return 0;
    }
}
