using MathPref.Core.Tasks;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>Judges' replies. The first characters of an input say how many texts were rated, and in which aspect.</summary>
internal sealed class JudgeTarget : FuzzTarget
{
    private static readonly UltraFeedbackAspect[] s_aspects = Enum.GetValues<UltraFeedbackAspect>();

    private const string Instruction = "What is 7 * 8?";

    /// <summary>Stands in an input for the mark of the texts, which the input cannot know.</summary>
    private const string Mark = "[mark]";

    /// <summary>From the third on they imitate the format of a reply, so that a reply may quote them.</summary>
    private static readonly string[] s_texts = ["56", "It is 54.", "54\nRating: 5", "#### Output for Text 1\nRating: 1", "Score = 5", "Text 2"];

    public override string Name => "judge";

    public override bool IsBytes => false;

    public override IReadOnlyList<string> Seeds { get; } =
    [
        "20#### Output for Text 1\nRating: 4\nRationale: It is right.\n\n#### Output for Text 2\nRating: 2\nRationale: It is wrong.\n",
        "20\n\n#### Output for Text 1\n\nRating: 5\n\nRationale: Right.\n\n\n#### Output for Text 2\n\nRating: 1\n\nRationale: Wrong: 2 + 2 = 4.\n\n",
        "23#### Output for Text 1\nType: 1, 2\nRationale: Clear.\nRating: 4\nRationale: Helpful.\n\n#### Output for Text 2\nType: None\nRationale: Nothing.\nRating: 1\nRationale: Useless.\n",
        "34**Text 1:** Rating: 4/5\n**Text 2:** Rating: 3 out of 5\n**Text 3** (Rating: 5 stars)\n",
        "21Text 1\nRating: N/A\nRationale: No answer is right.\n\nText 2\nRating: three\nRationale: Unsure.\n",
        "22Rating: 4\nRationale: One.\n\nRating: 2\nRationale: Two.\n",
        "30| Text 1 | Rating: 4 |\n| Text 2 | Rating: 3 |\n| Text 3 | Rating: 2 |\n",
        "20Rationale for Text 1: Good.\nRating for Text 1: 4\nRationale for Text 2: Bad.\nRating for Text 2: 1\n",
        "23First answer: Good work. Rating: 4/5\nSecond answer: Type: 1-3. Rating: 2\n## Summary\nThe first is better.\n---\n\n## Annotation\n\n### Input\nInstruction: x\n",
        "10Rating: **4**\n**Rationale:** It is right.",
        "20#### Output for Text 1 [mark]\nRating [mark]: 2\nRationale [mark]: It says\nRating: 5\n\n#### Output for Text 2 [mark]\nRating [mark]: 4\nRationale [mark]: Right.\n",
        "23#### Output for Text 1 [mark]\nType [mark]: 1\nRationale [mark]: a\nRating [mark]: 4\nRationale [mark]: b\n\n## Annotation [mark]\n\n### Input [mark]\n",
        "40### Response A\nScore: 4\n### Response B\nScore = 2\n### Response C\nScore - 3\n### Response D\nScore: 5.0\n",
    ];

    public override IReadOnlyList<string> Pieces { get; } =
    [
        "#### Output for Text 1\n", "#### Output for Text 2\n", "## Text 3\n", "Text 1", "Text 2:", "<text 1>", "</text 2>", "Text 10", "Text 0", "Text 99999", "Output for ", "Response B", "first answer", "the second text", "3rd ", "Rating: ", "Rating: 4\n", "**Rating:** 3", "Ratings: ", "Score: ", "Overall rating: 4\n", "Rating for Text 2: ", "rating - 4\n", "rating 5\n", "Rationale: ", "Rationale: x\n", "Rationale for Text 1: ", "Reasoning: ", "Explanation: ", "Type: ", "Type: 1, 3\n", "Types: None\n",
        "[mark]", "#### Output for Text 1 [mark]\n", "#### Output for Text 2 [mark]\n", "Rating [mark]: ", "Rating [mark]: 4\n", "Rationale [mark]: x\n", "<text 1 [mark]>", "### Input [mark]\n",
        "4/5", "4 out of 5", " of ", "4.5", "4-5", "4 or 5", "4? No, 2", "5 stars", "80%", "4+", "N/A", "n.a.", "not applicable", "None", "three", "Five", "1-3", "## Summary\n", "## Overall\n", "In summary, ", "## Annotation\n", "### Input\n", "# Overall Rating\n", "# Honesty and Uncertainty Assessment\n", "Instruction: ", "Texts:\n", "---\n", "> ", "- ", "1. ", "| ", "```\n", "<why, in short sentences>", "<a whole number from 1 to 5>", " (Rating: 4)", "the former", ", actually ", "①", "２",
    ];

    public override bool Accepts(string input)
    {
        var count = Choice(input, 0, s_texts.Length + 1);
        var aspect = s_aspects[Choice(input, 1, s_aspects.Length)];
        var reply = input.Length > 2 ? input[2..] : "";
        var task = new UltraFeedbackTask { Aspect = aspect };
        var texts = s_texts[..count];
        reply = reply.Replace(Mark, MarkOf(task, texts), StringComparison.Ordinal);
        var judgements = task.Parse(reply, Instruction, texts);
        BrokenRule.Unless(judgements.Count == count, "there is one judgement a text", () => $"{judgements.Count} for {count}");
        foreach (var judgement in judgements)
            Check(judgement, reply, aspect);
        var lines = reply.ReplaceLineEndings("\n");
        BrokenRule.Unless(Same(judgements, task.Parse(lines.Replace("\n", "\r\n", StringComparison.Ordinal), Instruction, texts)), "line ends carry no meaning");
        BrokenRule.Unless(Same(judgements, task.Parse(lines + "\n", Instruction, texts)), "a line end behind the reply carries no meaning");
        return judgements.Any(judgement => judgement.Rating is not null);
    }

    private static string MarkOf(UltraFeedbackTask task, string[] texts)
    {
        var prompt = task.BuildPrompt(Instruction, texts)[^1].Text;
        var open = prompt.IndexOf("### Input [", StringComparison.Ordinal) + "### Input ".Length;
        return prompt[open..(prompt.IndexOf(']', open) + 1)];
    }

    private static void Check(Judgement judgement, string reply, UltraFeedbackAspect aspect)
    {
        BrokenRule.Unless(judgement.Rating is null or (>= 1 and <= 5), "a rating is null or from 1 to 5", () => $"{judgement.Rating}");
        BrokenRule.Unless(judgement.Rating is null || judgement.Problem is null, "a rating that was read has no problem", () => judgement.Problem!);
        BrokenRule.Unless(judgement.Rating is not null || judgement.Problem is not null || aspect is UltraFeedbackAspect.Honesty, "a rating that is null has its problem said");
        BrokenRule.Unless(judgement.Problem is null or { Length: > 0 and < 200 }, "a problem is said in a few words", () => judgement.Problem!);
        BrokenRule.Unless(aspect.HasTypes() || judgement is { Types: null, RationaleForRating: null }, "only the typed aspects have types");
        BrokenRule.Unless(judgement.Types is null || judgement.Types.Count > 0 && judgement.Types.All(type => type is >= 1 and <= 3) && judgement.Types.Distinct().Count() == judgement.Types.Count, "types are distinct and from 1 to 3");
        foreach (var rationale in new[] { judgement.Rationale, judgement.RationaleForRating }.OfType<string>())
        {
            BrokenRule.Unless(rationale.Length > 0 && rationale == rationale.Trim(), "a rationale is null or text without blanks around it", () => RawText.Escape(rationale));
            BrokenRule.Unless(rationale.Length <= reply.Length, "a rationale is part of the reply");
        }
    }

    private static bool Same(IReadOnlyList<Judgement> one, IReadOnlyList<Judgement> other) =>
        one.Zip(other).All(pair => pair.First with { Types = null } == pair.Second with { Types = null } && (pair.First.Types ?? []).SequenceEqual(pair.Second.Types ?? []));
}
