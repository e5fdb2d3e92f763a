using System.Text;
using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>
/// The patterns by which a card names its files: <c>*</c> and <c>?</c> within a folder, <c>**</c> over folders, <c>[…]</c> one of
/// several characters.
/// </summary>
internal static class FilePattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant;

    /// <summary>Matches paths relative to the card, with <c>/</c>. NonBacktracking: a card is other people's text.</summary>
    public static Regex ToRegex(string pattern)
    {
        while (pattern.StartsWith("./", StringComparison.Ordinal))
            pattern = pattern[2..];
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when pattern.AsSpan(i).StartsWith("**/"):
                    regex.Append("(?:.*/)?");
                    i += 2;
                    break;
                case '*' when pattern.AsSpan(i).StartsWith("**"):
                    regex.Append(".*");
                    i++;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when pattern.IndexOf(']', i + 1) is > 0 and var end && end > i + 1 + (pattern[i + 1] == '!' ? 1 : 0):
                    var excluded = pattern[i + 1] == '!';
                    regex.Append('[').Append(excluded ? "^" : "").Append(Class(pattern[(i + (excluded ? 2 : 1))..end])).Append(']');
                    i = end;
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }
        try
        {
            return new Regex(regex.Append("\\z").ToString(), Options);
        }
        catch (NotSupportedException)
        {
            // The automaton would be too large: no path is as long as such a pattern.
            return new Regex(@"[^\s\S]", Options);
        }
    }

    /// <summary>A range keeps its dash where it goes upwards; all else stands for itself.</summary>
    private static string Class(string characters)
    {
        var text = new StringBuilder();
        for (var i = 0; i < characters.Length; i++)
        {
            if (i + 2 < characters.Length && characters[i + 1] == '-' && characters[i] <= characters[i + 2])
            {
                text.Append(Literal(characters[i])).Append('-').Append(Literal(characters[i + 2]));
                i += 2;
            }
            else
            {
                text.Append(Literal(characters[i]));
            }
        }
        return text.ToString();
    }

    private static string Literal(char c) => $"\\u{(int)c:X4}";
}
