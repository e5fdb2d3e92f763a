using System.Text.RegularExpressions;
using MathPref.Core.Tasks;

namespace MathPref.Core.Offline;

/// <summary>A prompt that asks whether two final answers are the same.</summary>
/// <param name="Mark">By which the prompt's own tags and labels are known, and those of the reply.</param>
/// <param name="Question">What is answered; empty where it is not known.</param>
/// <param name="Reference">The answer that is right.</param>
/// <param name="Answer">The answer that was given.</param>
internal sealed partial record AnswerCheckRequest(string Mark, string Question, string Reference, string Answer)
{
    /// <summary>Reads the prompt of <see cref="AnswerCheckTask"/>; null for any other text.</summary>
    public static AnswerCheckRequest? Read(string prompt)
    {
        // The first mark stands above all material, which may introduce another.
        if (!prompt.TrimStart().StartsWith(AnswerCheckPrompt.Heading + "\n", StringComparison.Ordinal)
            || MarkIntroduction().Match(prompt) is not { Success: true } known)
            return null;
        var mark = known.Groups["mark"].Value;
        int start = prompt.IndexOf($"\n{UltraFeedbackPrompt.Marked(AnswerCheckPrompt.Comparison, mark)}\n", StringComparison.Ordinal);
        string? Framed(string name)
        {
            var (opening, end) = ($"<{name} {mark}> ", $" </{name} {mark}>");
            int from = start < 0 ? -1 : prompt.IndexOf(opening, start, StringComparison.Ordinal);
            int to = from < 0 ? -1 : prompt.IndexOf(end, from, StringComparison.Ordinal);
            return to < 0 ? null : prompt[(from + opening.Length)..to];
        }
        return Framed(AnswerCheckPrompt.ReferenceFrame) is { } reference && Framed(AnswerCheckPrompt.AnswerFrame) is { } answer
            ? new(mark, Framed(AnswerCheckPrompt.QuestionFrame) ?? "", reference, answer)
            : null;
    }

    [GeneratedRegex("^" + UltraFeedbackPrompt.MarkIntroduction + @"(?<mark>[a-z]{1,64})\.", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MarkIntroduction();
}
