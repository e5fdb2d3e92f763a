using System.Text.RegularExpressions;
using MathPref.Core.Tasks;

namespace MathPref.Core.Offline;

/// <summary>A prompt that asks for ratings of texts.</summary>
/// <param name="Aspect">What is rated.</param>
/// <param name="Mark">By which the prompt's own tags, headings and labels are known, and those of the reply.</param>
/// <param name="Instruction">What the texts answer.</param>
/// <param name="Texts">The texts with their numbers, in the order given.</param>
internal sealed partial record JudgementRequest(UltraFeedbackAspect Aspect, string Mark, string Instruction, IReadOnlyList<(string Number, string Text)> Texts)
{
    private static readonly UltraFeedbackAspect[] s_aspects = Enum.GetValues<UltraFeedbackAspect>();

    /// <summary>Reads the prompt of UltraFeedback; null for any other text.</summary>
    public static JudgementRequest? Read(string prompt)
    {
        string head = prompt.TrimStart();
        int known = Array.FindIndex(s_aspects, aspect => head.StartsWith(UltraFeedbackPrompt.Heading(aspect) + "\n", StringComparison.Ordinal));
        // The first one stands above all material, which may introduce another.
        var introduction = MarkIntroduction().Match(prompt);
        if (known < 0 || !introduction.Success)
            return null;
        var mark = introduction.Groups["mark"].Value;
        int start = prompt.IndexOf($"\n{UltraFeedbackPrompt.Marked(UltraFeedbackPrompt.Annotation, mark)}\n", StringComparison.Ordinal);
        if (start < 0)
            return null;
        var frames = Frame().Matches(prompt, start).Where(m => m.Groups["mark"].Value == mark).ToLookup(m => m.Groups["number"].Success, m => m);
        // The reference is skipped: this judge works the problem out.
        var texts = frames[true].Select(m => (m.Groups["number"].Value, m.Groups["material"].Value)).ToList();
        return texts.Count == 0 || frames[false].FirstOrDefault(m => m.Groups["name"].Value == UltraFeedbackPrompt.InstructionFrame) is not { } instruction
            ? null
            : new(s_aspects[known], mark, instruction.Groups["material"].Value, texts);
    }

    [GeneratedRegex("^" + UltraFeedbackPrompt.MarkIntroduction + @"(?<mark>[a-z]{1,64})\.", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MarkIntroduction();

    [GeneratedRegex(
        @"<(?<name>" + UltraFeedbackPrompt.InstructionFrame + "|" + UltraFeedbackPrompt.ReferenceFrame + @"|text (?<number>[0-9]{1,4})) " +
        @"(?<mark>[a-z]{1,64})> (?<material>.*?) </\k<name> \k<mark>>",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Frame();
}
