using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths;

/// <summary>What several answers say together.</summary>
public sealed class AnswerVoteTests
{
    private static IEnumerable<MathVerdict?> Verdicts(AnswerVote vote) => vote.Checks.Select(check => check?.Verdict);

    [Fact]
    public void The_largest_group_decides_and_its_share_is_of_all_texts_that_came()
    {
        var vote = AnswerVote.Count([@"\boxed{4}", null, "The answer is 4.", @"\boxed{5}", ""], 0.5, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(0.5, vote.Agreement);
        Assert.Equal("4", vote.Answer);
        Assert.Equal([MathVerdict.Right, null, MathVerdict.Right, MathVerdict.Wrong, MathVerdict.Wrong], Verdicts(vote));
        Assert.Equal([AnswerVote.Method, null, AnswerVote.Method, AnswerVote.Method, AnswerCheck.NoAnswer], vote.Checks.Select(check => check?.Method));
        Assert.Equal(["4", null, "4", "5", null], vote.Checks.Select(check => check?.Answer));
    }

    [Fact]
    public void Two_largest_groups_decide_nothing()
    {
        var vote = AnswerVote.Count(["4", "5", "5", "4", "6"], 0, cancellation: TestContext.Current.CancellationToken);
        Assert.Null(vote.Answer);
        Assert.Equal(0.4, vote.Agreement);
        Assert.All(Verdicts(vote), verdict => Assert.Equal(MathVerdict.Unknown, verdict));
    }

    [Fact]
    public void A_group_under_the_least_share_decides_nothing()
    {
        Assert.Null(AnswerVote.Count(["4", "4", "5", "6"], 0.51, cancellation: TestContext.Current.CancellationToken).Answer);
        Assert.Equal("4", AnswerVote.Count(["4", "4", "5", "6"], 0.5, cancellation: TestContext.Current.CancellationToken).Answer);
    }

    [Fact]
    public void No_text_has_no_agreement()
    {
        Assert.Null(AnswerVote.Count([null, null], 0.5, cancellation: TestContext.Current.CancellationToken).Agreement);
        Assert.Equal(0.0, AnswerVote.Count(["", ""], 0.5, cancellation: TestContext.Current.CancellationToken).Agreement);
    }

    [Fact]
    public void Equal_words_are_one_answer_though_nobody_can_read_them()
    {
        var vote = AnswerVote.Count([@"\boxed{@@ ## @@}", @"\boxed{@@ ## @@}", @"\boxed{7}"], 0.5, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([MathVerdict.Right, MathVerdict.Right], Verdicts(vote).Take(2));
    }
}
