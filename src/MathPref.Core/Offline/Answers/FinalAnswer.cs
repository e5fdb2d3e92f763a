using System.Text.RegularExpressions;

namespace MathPref.Core.Offline.Answers;

/// <summary>Finds the final answer in a text that works something out.</summary>
internal static partial class FinalAnswer
{
    private const string Box = @"\boxed{";

    // Unclosed boxes and formulas by the thousand must not take quadratic time.
    private const int MaxLength = 500;

    /// <summary>
    /// What the last \boxed{...} holds; without one what follows the last "answer is", else the last formula, else the last line.
    /// Null for a text without any.
    /// </summary>
    public static string? In(string text) => Boxed(text) ?? Stated(text) ?? LastFormula(text) ?? LastLine(text);

    private static string? Boxed(string text)
    {
        // A box that is never closed (an answer cut at its length) doesn't count, but one before it does.
        for (int start = text.LastIndexOf(Box, StringComparison.Ordinal); start >= 0;
            start = start == 0 ? -1 : text.LastIndexOf(Box, start - 1, StringComparison.Ordinal))
        {
            int depth = 1;
            for (int i = start + Box.Length; i < Math.Min(text.Length, start + MaxLength); i++)
            {
                if (text[i] == '\\')
                    i++;
                else if (text[i] == '{')
                    depth++;
                else if (text[i] == '}' && --depth == 0)
                    return text[(start + Box.Length)..i];
            }
        }
        return null;
    }

    private static string? Stated(string text) =>
        AnswerIs().Matches(text) is { Count: > 0 } matches ? LastFormula(matches[^1].Groups[1].Value) ?? matches[^1].Groups[1].Value : null;

    private static string? LastFormula(string text) =>
        Formula().Matches(text) is { Count: > 0 } matches ? matches[^1].Groups.Values.Skip(1).First(g => g.Success).Value : null;

    private static string? LastLine(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed[(trimmed.LastIndexOf('\n') + 1)..] : null;

    [GeneratedRegex(@"answer\s+is:?[ \t]*([^\n]*\S)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnswerIs();

    [GeneratedRegex(@"\$\$([^$]+)\$\$|\$([^$]+)\$|\\\(([^$]{1,300}?)\\\)|\\\[([^$]{1,300}?)\\\]", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();
}
