using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Formatting;

namespace MathPref.Completion;

/// <summary>Something that can stand where the cursor is.</summary>
/// <param name="Text">What is inserted, but for quotes.</param>
/// <param name="Tip">What it is.</param>
internal readonly record struct Suggestion(string Text, string Tip);

/// <summary>
/// What completers have in common: they never throw, they offer nothing that could not be typed or that a terminal would obey, and what
/// takes long is left behind.
/// </summary>
internal static class Suggestions
{
    /// <summary>A person waits no longer than that for a list that is slow to come; the limit for the whole is 300 ms.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>The suggestions that go with the word, quoted where they must be. Whatever goes wrong, there is just nothing to offer.</summary>
    public static IReadOnlyList<CompletionResult> For(string? word, Func<string, IEnumerable<Suggestion>> find)
    {
        try
        {
            return find(Bare(word))
                .Where(s => s.Text.Length > 0 && PlainText.Line(s.Text, s.Text.Length * 2) == s.Text)
                .Select(s => ToResult(s, word))
                .ToList();
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>Suggestions that begin with the word.</summary>
    public static IReadOnlyList<CompletionResult> Beginning(string? word, Func<IEnumerable<Suggestion>> all) =>
        For(word, bare => all().Where(s => s.Text.StartsWith(bare, StringComparison.OrdinalIgnoreCase)));

    private static string Bare(string? word) => (word ?? "").Trim('\'', '"');

    private static CompletionResult ToResult(Suggestion suggestion, string? word)
    {
        var isQuoted = word is ['\'' or '"', ..];
        var text = isQuoted || !suggestion.Text.All(IsPlain) || suggestion.Text[0] is '-' or '.'
            ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(suggestion.Text)}'"
            : suggestion.Text;
        var tip = PlainText.Line(suggestion.Tip, 300);
        return new CompletionResult(text, suggestion.Text, CompletionResultType.ParameterValue, tip.Length == 0 ? suggestion.Text : tip);
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/' or '.' or ':' or '=';
}
