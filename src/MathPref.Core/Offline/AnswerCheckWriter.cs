using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Tasks;

namespace MathPref.Core.Offline;

/// <summary>Says whether two final answers to a problem of the embedded model are the same.</summary>
internal static class AnswerCheckWriter
{
    public static string Write(AnswerCheckRequest request, WorkedProblem worked)
    {
        var reference = MathReference.Read(request.Reference);
        var check = MathAnswer.Check(request.Answer, reference, new() { Question = request.Question });
        var (word, reason) = check switch
        {
            { Verdict: MathVerdict.Right } => (AnswerCheckPrompt.Right, "The two are equal in value."),
            { Verdict: MathVerdict.Wrong, Answer: { } answer } when AnswerParts.AreSome(answer, worked.Kind, reference) =>
                (AnswerCheckPrompt.Wrong, "Only a part of the answer equals the reference."),
            { Verdict: MathVerdict.Wrong, Answer: not null } => (AnswerCheckPrompt.Wrong, "The two differ in value."),
            _ => (AnswerCheckPrompt.Unknown, "One of the two cannot be read as an answer."),
        };
        return UltraFeedbackPrompt.Line(AnswerCheckPrompt.Reason, request.Mark, reason) + "\n" +
            UltraFeedbackPrompt.Line(AnswerCheckPrompt.Verdict, request.Mark, word);
    }
}
