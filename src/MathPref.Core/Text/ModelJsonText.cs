using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace MathPref.Core.Text;

/// <summary>
/// The escapes of a JSON text that a model wrote with formulas in it. Some double the backslashes of LaTeX as JSON asks, some do not; then
/// "\frac" begins with what JSON calls a form feed, and "\neq" with an end of a line.
/// </summary>
internal static class ModelJsonText
{
    /// <summary>LaTeX commands that begin as an escape of JSON does which texts have use for.</summary>
    private static readonly FrozenSet<string> s_commands = FrozenSet.Create(
        StringComparer.Ordinal,
        "nabla", "natural", "ncong", "ne", "nearrow", "neg", "neq", "newline", "nexists", "ngeq", "ngtr", "ni", "nleftarrow", "nleq", "nless", "nmid",
        "nolimits", "nonumber", "norm", "not", "notin", "nparallel", "nprec", "nrightarrow", "nsim", "nsubseteq", "nsucc", "nu", "nwarrow",
        "rangle", "rbrace", "rbrack", "rceil", "rfloor", "rho", "right", "rightarrow", "rightharpoonup", "rightleftharpoons", "rm", "rtimes", "rvert", "rVert",
        "tan", "tanh", "tau", "tbinom", "text", "textbf", "textit", "textrm", "texttt", "tfrac", "therefore", "theta", "thickapprox", "thinspace", "tilde",
        "times", "to", "top", "triangle", "triangleq");

    public static string Unescape(string raw)
    {
        if (!raw.Contains('\\', StringComparison.Ordinal))
            return raw;
        var isDoubled = !HasLoneCommand(raw);
        var text = new StringBuilder(raw.Length);
        var hasUnicode = false;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] is not '\\' || i + 1 == raw.Length)
            {
                text.Append(raw[i]);
                continue;
            }
            var next = raw[++i];
            switch (next)
            {
                case '"' or '\'' or '/':
                    text.Append(next);
                    break;
                case '\\':
                    text.Append(isDoubled || i + 1 < raw.Length && char.IsAsciiLetter(raw[i + 1]) ? "\\" : "\\\\");
                    break;
                case 'u' when i + 4 < raw.Length
                    && ushort.TryParse(raw.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                    text.Append((char)code);
                    hasUnicode = true;
                    i += 4;
                    break;
                case 'n' or 'r' or 't' when !IsCommand(raw, i):
                    if (next is not 'r')
                        text.Append(next is 'n' ? '\n' : ' ');
                    break;
                default:
                    text.Append('\\').Append(next);
                    break;
            }
        }
        // Half of a surrogate pair is no character.
        return hasUnicode ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString())) : text.ToString();
    }

    /// <summary>Whether a command of LaTeX stands behind one backslash alone: then two of them are the end of a line of LaTeX.</summary>
    private static bool HasLoneCommand(string raw)
    {
        for (var i = 0; i + 1 < raw.Length; i++)
        {
            if (raw[i] is not '\\')
                continue;
            var next = raw[++i];
            if (next is 'n' or 'r' or 't' ? IsCommand(raw, i) : char.IsAsciiLetter(next) && next is not 'u' || next is '(' or ')' or '{' or '}' or '[' or ']')
                return true;
        }
        return false;
    }

    private static bool IsCommand(string raw, int start)
    {
        var end = start;
        while (end < raw.Length && char.IsAsciiLetter(raw[end]))
            end++;
        return s_commands.Contains(raw[start..end]);
    }
}
