namespace MathPref.Core.Preference;

/// <summary>
/// Thinking before an answer, in the marks that most models are trained on and most templates know: those of DeepSeek R1 and Qwen 3, with the line
/// breaks of Qwen 3's template.
/// </summary>
public static class ThinkingMarks
{
    private const string Opening = "<think>\n", Closing = "\n</think>\n\n";

    /// <summary>The answer behind its thinking; alone where there is none.</summary>
    public static string Before(string answer, string? thinking) =>
        string.IsNullOrWhiteSpace(thinking) ? answer : Opening + thinking.Trim() + Closing + answer;

    /// <summary>Whether a text is that answer, with thinking before it or without.</summary>
    public static bool IsOf(string text, string? answer) =>
        text == answer || answer is not null && text.StartsWith(Opening, StringComparison.Ordinal) && text.EndsWith(Closing + answer, StringComparison.Ordinal);
}
