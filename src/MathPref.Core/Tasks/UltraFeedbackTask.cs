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
        const string output = $"\n{UltraFeedbackPrompt.Output}\n";
        var prompt = new StringBuilder(UltraFeedbackRubric.For(Aspect)).Append("\n\n## Format\n\n");
        AppendInput(prompt, "<the instruction>", Enumerable.Range(1, texts.Count).Select(number => FormattableString.Invariant($"<text {number} in full>")));
        prompt.Append(output);
        for (var number = 1; number <= texts.Count; number++)
            prompt.Append(UltraFeedbackRubric.OutputFormat(Aspect, number)).Append("\n\n");
        prompt.Append("---\n\n").Append(UltraFeedbackPrompt.Annotation).Append("\n\n");
        AppendInput(prompt, instruction.Trim(), texts.Select(text => WithoutTextTags(text.Trim())));
        prompt.Append(output);
        return [new(ChatRole.System, SystemPrompt), new(ChatRole.User, prompt.ToString().ReplaceLineEndings("\n"))];
    }

    private static void AppendInput(StringBuilder prompt, string instruction, IEnumerable<string> texts)
    {
        prompt.Append(UltraFeedbackPrompt.Input).Append('\n').Append(UltraFeedbackPrompt.Instruction).Append(instruction).Append("\n\n")
            .Append(UltraFeedbackPrompt.Texts).Append('\n');
        foreach (var (index, text) in texts.Index())
            prompt.Append(UltraFeedbackPrompt.Tagged(index + 1, text)).Append('\n');
    }

    /// <summary>Reads a judge's reply: exactly one judgement for each of <paramref name="count"/> texts, whatever the reply holds.</summary>
    public IReadOnlyList<Judgement> Parse(string reply, int count) => JudgementParser.Parse(reply, count, Aspect);

    /// <summary>An answer must not be able to close its own tag and speak for its neighbour.</summary>
    private static string WithoutTextTags(string text) => TextTag().Replace(text, "($1text $2)");

    [GeneratedRegex(@"<(?>\s*)(/?)(?>\s*)text(?>\s*)([0-9]+)\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TextTag();
}
