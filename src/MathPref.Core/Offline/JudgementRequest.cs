using System.Text.RegularExpressions;
using MathPref.Core.Tasks;

namespace MathPref.Core.Offline;

/// <summary>A prompt that asks for ratings of texts.</summary>
/// <param name="Aspect">What is rated.</param>
/// <param name="Instruction">What the texts answer.</param>
/// <param name="Texts">The texts with their numbers, in the order given.</param>
internal sealed partial record JudgementRequest(UltraFeedbackAspect Aspect, string Instruction, IReadOnlyList<(string Number, string Text)> Texts)
{
    private const string Annotation = $"\n{UltraFeedbackPrompt.Annotation}\n";
    private const string TextsMark = $"\n\n{UltraFeedbackPrompt.Texts}\n<text 1> ";

    private static readonly UltraFeedbackAspect[] s_aspects = Enum.GetValues<UltraFeedbackAspect>();

    /// <summary>Reads the prompt of UltraFeedback; null for any other text.</summary>
    public static JudgementRequest? Read(string prompt)
    {
        string head = prompt.TrimStart();
        int known = Array.FindIndex(s_aspects, aspect => head.StartsWith(UltraFeedbackPrompt.Heading(aspect) + "\n", StringComparison.Ordinal));
        // Before the first such heading stand only rubric and format; after it anybody's text, which may repeat the heading.
        int annotation = prompt.IndexOf(Annotation, StringComparison.Ordinal);
        int start = annotation < 0 ? -1 : prompt.IndexOf(UltraFeedbackPrompt.Instruction, annotation, StringComparison.Ordinal);
        // The tags inside the texts are disarmed and those inside the instruction are not, so the last list of texts is the real one.
        int end = prompt.LastIndexOf(TextsMark, StringComparison.Ordinal);
        if (known < 0 || start < 0 || end < start)
            return null;
        var texts = Text().Matches(prompt[end..]).Select(m => (m.Groups["number"].Value, m.Groups["text"].Value)).ToList();
        return texts.Count == 0 ? null : new(s_aspects[known], prompt[(start + UltraFeedbackPrompt.Instruction.Length)..end].Trim(), texts);
    }

    [GeneratedRegex(
        @"^<text (?<number>[0-9]{1,4})> (?<text>.*?) </text \k<number>>$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Text();
}
