namespace MathPref.Core.Tasks;

/// <summary>
/// By what a prompt of <see cref="UltraFeedbackTask"/> is known, and the labels of a reply: the task writes them, and the embedded judge
/// reads the one and writes the other.
/// </summary>
internal static class UltraFeedbackPrompt
{
    public const string Annotation = "## Annotation";
    public const string Input = "### Input";
    public const string Output = "### Output";

    /// <summary>Stands before the instruction.</summary>
    public const string Instruction = "Instruction: ";

    /// <summary>Stands above the texts, which are in tags: <c>&lt;text 1&gt; … &lt;/text 1&gt;</c>.</summary>
    public const string Texts = "Texts:";

    /// <summary>Stands before the number of the text that a part of the reply is about.</summary>
    public const string Part = "#### Output for Text";

    public const string Type = "Type: ";
    public const string Rationale = "Rationale: ";
    public const string Rating = "Rating: ";

    /// <summary>The first line of the rubric.</summary>
    public static string Heading(UltraFeedbackAspect aspect) => aspect switch
    {
        UltraFeedbackAspect.OverallRating => "# Overall Rating",
        UltraFeedbackAspect.Honesty => "# Honesty and Uncertainty Assessment",
        UltraFeedbackAspect.InstructionFollowing => "# Instruction Following Assessment",
        UltraFeedbackAspect.Helpfulness => "# Informativeness and Helpfulness Assessment",
        UltraFeedbackAspect.Truthfulness => "# Truthfulness and Hallucination Assessment",
        _ => throw new ArgumentOutOfRangeException(nameof(aspect)),
    };

    /// <summary>A text between the tags of its number.</summary>
    public static string Tagged(int number, string text) => FormattableString.Invariant($"<text {number}> {text} </text {number}>");
}
