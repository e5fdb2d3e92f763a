using System.Text;

namespace MathPref.Core.Text;

/// <summary>Text of models, servers and files on its way into a message: it may hold anything, and comes out as one short, plain line.</summary>
internal static class MessageText
{
    private const int LongestPlain = 500;
    private const int LongestShort = 120;

    /// <summary>One line without control characters and marks of direction, at most 500 characters.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(Math.Min(text.Length, LongestPlain));
        foreach (var c in text)
        {
            if (plain.Length == LongestPlain)
                return plain.Append('…').ToString();
            if (!char.IsControl(c) && c is not ('\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')))
                plain.Append(c);
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }
        return plain.ToString().Trim();
    }

    /// <summary>The same, at most 120 characters.</summary>
    public static string Short(string text)
    {
        var plain = Plain(text);
        return plain.Length <= LongestShort ? plain : plain[..LongestShort] + "…";
    }
}
