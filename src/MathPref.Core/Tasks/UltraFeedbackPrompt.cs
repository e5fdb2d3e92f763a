namespace MathPref.Core.Tasks;

/// <summary>
/// By what a prompt of <see cref="UltraFeedbackTask"/> is known, and the labels of a reply: the task writes them, and the embedded judge
/// reads the one and writes the other. Whatever the material could imitate bears its mark.
/// </summary>
internal static class UltraFeedbackPrompt
{
    public const string Annotation = "## Annotation";
    public const string Input = "### Input";
    public const string Output = "### Output";

    /// <summary>Stands before the mark where it is introduced, above all material.</summary>
    public const string MarkIntroduction = "The mark of this task is ";

    public const string Instruction = "Instruction: ";

    /// <summary>Stands before the reference, where there is one.</summary>
    public const string Reference =
        "Reference (a correct final answer to the instruction, or a solution that ends in one; a text whose final answer differs from it is not correct): ";

    /// <summary>Stands above the texts.</summary>
    public const string Texts = "Texts:";

    /// <summary>Stands before the number of the text that a part of the reply is about.</summary>
    public const string Part = "#### Output for Text";

    public const string Type = "Type";
    public const string Rationale = "Rationale";
    public const string Rating = "Rating";

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

    /// <summary>A heading or a label: <c>## Annotation [kqzvb]</c>.</summary>
    public static string Marked(string heading, string mark) => $"{heading} [{mark}]";

    /// <summary>The heading of the part about one text: <c>#### Output for Text 2 [kqzvb]</c>.</summary>
    public static string PartOf(string number, string mark) => Marked($"{Part} {number}", mark);

    /// <summary>A line of the reply: <c>Rating [kqzvb]: 4</c>.</summary>
    public static string Line(string label, string mark, string value) => $"{Marked(label, mark)}: {value}";

    /// <summary>Material between its tags: <c>&lt;text 1 kqzvb&gt; … &lt;/text 1 kqzvb&gt;</c>.</summary>
    public static string Framed(string name, string mark, string material) => $"<{name} {mark}> {material} </{name} {mark}>";

    /// <summary>The name of a text's frame.</summary>
    public static string TextNamed(int number) => FormattableString.Invariant($"text {number}");

    public const string InstructionFrame = "instruction";
    public const string ReferenceFrame = "reference";
}
