using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths.Labelled;

/// <summary>What real models wrote and what a computer algebra system made, with the labels of others.</summary>
public sealed class LabelledAnswersTests
{
    [Fact]
    public void Verdicts_on_texts_of_real_models_agree_with_their_labels()
    {
        var wrongLabels = LabelledAnswer.WrongLabels();
        var answers = LabelledAnswer.Read("real.jsonl.gz");
        Assert.Equal(1900, answers.Count);
        Assert.InRange(wrongLabels.Count, 0, answers.Count / 200);
        Check(answers, answer => wrongLabels.Contains(answer.Id) != answer.Expected, leastAgreement: 0.995, mostUnknown: 0.01);
    }

    [Fact]
    public void Verdicts_on_made_answers_agree_with_a_computer_algebra_system()
    {
        var answers = LabelledAnswer.Read("made.jsonl.gz");
        Assert.Equal(2500, answers.Count);
        Check(answers, answer => answer.Expected, leastAgreement: 0.998, mostUnknown: 0.005);
    }

    private static void Check(IReadOnlyList<LabelledAnswer> answers, Func<LabelledAnswer, bool> isEqual, double leastAgreement, double mostUnknown)
    {
        var checks = answers.Select(answer => (answer, check: MathAnswer.Check(answer.Answer, answer.Reference))).ToList();
        var unknown = checks.Count(each => each.check.Verdict is MathVerdict.Unknown);
        var wrong = checks.Where(each => each.check.IsCorrect is { } isCorrect && isCorrect != isEqual(each.answer)).ToList();
        var told = string.Join('\n', wrong.Select(each =>
            $"{each.answer.Kind} {each.answer.Id}: {each.check.Verdict} by {each.check.Method}: {each.check.Reason}"));
        Assert.True(unknown <= mostUnknown * answers.Count, $"{unknown} are unknown.");
        Assert.True(wrong.Count <= (1 - leastAgreement) * (answers.Count - unknown), $"{wrong.Count} disagree:\n{told}");
    }
}
