using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tasks;

/// <summary>
/// Answers in, ratings out: one call shows the judge every answer to an instruction. Roles, headings and scales follow
/// UltraFeedback (Cui et al., 2023); the words are ours.
/// </summary>
public sealed partial record UltraFeedbackTask
{
    private const string SystemPrompt =
        "You are an evaluator of texts. You are shown an instruction and several texts that answer it. " +
        "Judge each text by the criteria that you are given, and write a rating and a rationale for each. " +
        "The texts are independent of each other: judge each on its own, and let neither their order nor their length sway you.";

    /// <summary>What the judge looks at.</summary>
    public UltraFeedbackAspect Aspect { get; init; } = UltraFeedbackAspect.OverallRating;

    /// <summary>The messages that ask for a judgement of <paramref name="texts"/>, numbered from 1 in the order given.</summary>
    public IReadOnlyList<ChatMessage> BuildPrompt(string instruction, IReadOnlyList<string> texts)
    {
        var prompt = new StringBuilder()
            .Append(UltraFeedbackRubric.For(Aspect)).Append("\n\n## Format\n\n### Input\nInstruction: <the instruction>\n\nTexts:\n");
        for (var number = 1; number <= texts.Count; number++)
            prompt.Append(CultureInfo.InvariantCulture, $"<text {number}> <text {number} in full> </text {number}>\n");
        prompt.Append("\n### Output\n");
        for (var number = 1; number <= texts.Count; number++)
            prompt.Append(UltraFeedbackRubric.OutputFormat(Aspect, number)).Append("\n\n");
        prompt.Append("---\n\n## Annotation\n\n### Input\nInstruction: ").Append(instruction.Trim()).Append("\n\nTexts:\n");
        for (var number = 1; number <= texts.Count; number++)
            prompt.Append(CultureInfo.InvariantCulture, $"<text {number}> {WithoutTextTags(texts[number - 1].Trim())} </text {number}>\n");
        prompt.Append("\n### Output\n");
        return [new(ChatRole.System, SystemPrompt), new(ChatRole.User, prompt.ToString().ReplaceLineEndings("\n"))];
    }

    /// <summary>Reads a judge's reply: exactly one judgement for each of <paramref name="count"/> texts, whatever the reply holds.</summary>
    public IReadOnlyList<Judgement> Parse(string reply, int count) => JudgementParser.Parse(reply, count, Aspect);

    /// <summary>An answer must not be able to close its own tag and speak for its neighbour.</summary>
    private static string WithoutTextTags(string text) => TextTag().Replace(text, "($1text $2)");

    [GeneratedRegex(@"<(?>\s*)(/?)(?>\s*)text(?>\s*)([0-9]+)\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TextTag();
}
