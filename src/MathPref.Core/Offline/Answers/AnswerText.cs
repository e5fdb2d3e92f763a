using System.Text.RegularExpressions;

namespace MathPref.Core.Offline.Answers;

/// <summary>Takes off an answer what changes its look and not its meaning.</summary>
internal static partial class AnswerText
{
    private const int MaxLength = 1000;

    /// <summary>The bare formula on one line, or null where the text is too long to be one.</summary>
    public static string? Clean(string text)
    {
        if (text.Length > MaxLength)
            return null;
        text = text.Replace("$", "").Replace('\u2212', '-').Replace("{,}", "").Replace("**", "");
        if (text.AsSpan().ContainsAny('\\', '~'))
        {
            text = Fractions().Replace(text, @"\frac");
            text = Words().Replace(text, m => IsSeparator(m.Groups[1].Value) ? ", " : " ");
            text = Sizes().Replace(text, "");
            text = Spacing().Replace(text, " ");
        }
        return Blanks().Replace(text, " ").Replace(" ,", ",").Trim().TrimEnd('.', ' ');
    }

    /// <summary>The parts between commas, semicolons, "and" and "or", as far as they stand outside all brackets.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> parts = [];
        int depth = 0, start = 0;
        text = Conjunctions().Replace(text, ", ");
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth == 0 && text[i] is ',' or ';')
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }
        parts.Add(text[start..].Trim());
        return [.. parts.Where(p => p.Length > 0)];
    }

    /// <summary>What stands after the last equals sign, and what stands before it.</summary>
    public static (string Name, string Value) SplitAtEquals(string text)
    {
        int at = text.LastIndexOf('=');
        return at < 0 ? ("", text) : (text[..at].Trim(), text[(at + 1)..].Trim());
    }

    private static bool IsSeparator(string words) => words.Trim() is "or" or "and" or ",";

    [GeneratedRegex(@"\\[dtc]frac(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Fractions();

    [GeneratedRegex(@"\\(?:text|mathrm|textbf|mbox)\s*\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\\(?:left|right|displaystyle|bigg?|Bigg?)(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Sizes();

    // A backslash before "\\" belongs to a matrix's line break and is no spacing.
    [GeneratedRegex(@"(?<!\\)\\(?:[,;:! ]|q?quad(?![A-Za-z]))|~", RegexOptions.CultureInvariant)]
    private static partial Regex Spacing();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?<![A-Za-z\\])(?:and|or)(?![A-Za-z])|\\(?:lor|land|vee|wedge)(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Conjunctions();
}
