namespace MathPref.Core.Tasks;

/// <summary>
/// By what a prompt of <see cref="AnswerCheckTask"/> is known, and the labels of a reply: the task writes them, and the embedded judge reads the one and
/// writes the other. Whatever the material could imitate bears its mark.
/// </summary>
internal static class AnswerCheckPrompt
{
    /// <summary>The first line.</summary>
    public const string Heading = "# Equal Final Answers";

    public const string Comparison = "## Comparison";

    public const string QuestionFrame = "question";
    public const string ReferenceFrame = "reference";
    public const string AnswerFrame = "answer";

    public const string Reason = "Reason";
    public const string Verdict = "Verdict";

    public const string Right = "Right";
    public const string Wrong = "Wrong";
    public const string Unknown = "Unknown";
}
