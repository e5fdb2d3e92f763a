using MathPref.Core.Offline.Answers;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Tasks;

namespace MathPref.Core.Offline;

/// <summary>Says whether two final answers to a problem of the embedded model are the same.</summary>
internal static class AnswerCheckWriter
{
    public static string Write(AnswerCheckRequest request, WorkedProblem worked)
    {
        var verdict = Answer.Read(worked.Kind, request.Reference) is { } reference ? reference.Judge(request.Answer) : Verdict.Unreadable;
        var (word, reason) = verdict switch
        {
            Verdict.Right or Verdict.Unfinished => (AnswerCheckPrompt.Right, "The two are equal in value."),
            Verdict.PartlyRight => (AnswerCheckPrompt.Wrong, "Only a part of the answer equals the reference."),
            Verdict.Wrong => (AnswerCheckPrompt.Wrong, "The two differ in value."),
            _ => (AnswerCheckPrompt.Unknown, "One of the two cannot be read as an answer to this kind of problem."),
        };
        return UltraFeedbackPrompt.Line(AnswerCheckPrompt.Reason, request.Mark, reason) + "\n" +
            UltraFeedbackPrompt.Line(AnswerCheckPrompt.Verdict, request.Mark, word);
    }
}
