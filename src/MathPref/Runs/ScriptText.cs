using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using MathPref.Core.Runs;
using MathPref.Core.Text;

namespace MathPref.Runs;

/// <summary>The text of a run's block as it is kept: without the keys that stand in it.</summary>
internal static partial class ScriptText
{
    /// <summary>The text of a block without its braces, its common indentation and its keys.</summary>
    public static string Of(ScriptBlock block, Secrets secrets)
    {
        var text = block.Ast.Extent.Text;
        if (text.StartsWith('{') && text.EndsWith('}'))
            text = text[1..^1];
        return Redact(Dedent(text.ReplaceLineEndings("\n")), secrets) + "\n";
    }

    /// <summary>A script without its keys, line for line. Of one that was redacted nothing more is taken.</summary>
    public static string Redact(string script, Secrets secrets) => ScriptKeys.Redact(script, secrets);

    /// <summary>
    /// Whether two scripts do the same: comments, blank lines and indentation do not count, and what was redacted in one may be anything in
    /// the other.
    /// </summary>
    public static bool AreSame(string kept, string given)
    {
        var (left, right) = (Tokens(kept), Tokens(given));
        return left.Count == right.Count
            && left.Zip(right).All(pair => pair.First == pair.Second || IsMarked(pair.First, pair.Second) || IsMarked(pair.Second, pair.First));
    }

    private static bool IsMarked(string pattern, string text)
    {
        if (!pattern.Contains(KeyText.Mark, StringComparison.Ordinal))
            return false;
        // A word that was redacted stands in quotes, and a text of several lines has its line ends behind the mark.
        var regex = Regex.Escape(WholeLiteral().Replace(pattern, KeyText.Mark)).Replace(KeyText.Mark, ".*", StringComparison.Ordinal);
        return Regex.IsMatch(text, @"\A" + regex + @"\z", RegexOptions.Singleline)
            || pattern is ['\'', .., '\''] && IsMarked(pattern[1..^1], text);
    }

    private static List<string> Tokens(string script)
    {
        Parser.ParseInput(script, out var tokens, out _);
        var texts = new List<string>();
        foreach (var token in tokens)
        {
            if (token.Kind is TokenKind.Comment or TokenKind.LineContinuation or TokenKind.EndOfInput
                || token.Kind is TokenKind.NewLine && (texts.Count == 0 || texts[^1] == "\n"))
                continue;
            texts.Add(token.Kind is TokenKind.NewLine ? "\n" : token.Text);
        }
        if (texts.Count > 0 && texts[^1] == "\n")
            texts.RemoveAt(texts.Count - 1);
        return texts;
    }

    private static string Dedent(string text)
    {
        // The lines of a text are part of the script; moving or trimming them would change it.
        var hasLongTexts = Parser.ParseInput(text, out _, out _).Find(
            node => node is (StringConstantExpressionAst or ExpandableStringExpressionAst) && node.Extent.StartLineNumber != node.Extent.EndLineNumber,
            searchNestedScriptBlocks: true) is not null;
        var lines = text.Split('\n').Select(line => hasLongTexts ? line : line.TrimEnd()).ToList();
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[0]))
            lines.RemoveAt(0);
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[^1]))
            lines.RemoveAt(lines.Count - 1);
        var indent = hasLongTexts ? 0 : lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indent..]));
    }

    [GeneratedRegex("'" + KeyText.Mark + "\n*'")]
    private static partial Regex WholeLiteral();
}
