using MathPref.Core.Llm;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Offline;
using MathPref.Core.Offline.Problems;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Offline;

public sealed class HastyTests
{
    private const string Problem = "Solve the equation $3x - 7 = 2x + 5$ for $x$.";

    [Fact]
    public void Two_answers_of_five_are_wrong_and_what_was_done_is_what_it_says()
    {
        var answers = Answers("hasty", 40);
        Assert.All(answers, answer => Assert.True((answer.Verdict is MathVerdict.Right) == answer.Did is "right" or "bare", $"{answer}"));
        Assert.InRange(Share(answers, answer => answer.Did is not ("right" or "bare")), 0.36, 0.44);
        Assert.InRange(Share(answers, answer => answer.Did == "bare"), 0.16, 0.24);
        Assert.InRange(Share(answers, answer => answer.Did == "unfinished"), 0.05, 0.11);
        Assert.InRange(Share(answers, answer => answer.Did.StartsWith("polished ", StringComparison.Ordinal)), 0.05, 0.11);
        Assert.Subset(
            new HashSet<string> { "right", "bare", "sign", "formula", "careless", "unfinished", "polished sign", "polished formula", "polished careless" },
            answers.Select(answer => answer.Did).ToHashSet());
    }

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("0.25", 0.2, 0.3)]
    [InlineData("1", 1, 1)]
    public void As_many_are_wrong_as_it_is_told(string errors, double least, double most)
    {
        var answers = Answers($"hasty:errors={errors}", 20);
        Assert.InRange(Share(answers, answer => answer.Verdict is not MathVerdict.Right), least, most);
        Assert.InRange(Share(answers, answer => answer.Did == "bare"), (1 - most) / 3 - 0.05, (1 - least) / 3 + 0.05);
    }

    [Fact]
    public void Single_kinds_have_the_shares_that_it_is_told_and_all_others_are_right()
    {
        var answers = Answers("hasty:unfinished=0.3:bare=0.5", 20);
        Assert.InRange(Share(answers, answer => answer.Did is not ("bare" or "right" or "unfinished")), 0, 0.015);
        Assert.InRange(Share(answers, answer => answer.Did == "unfinished"), 0.25, 0.35);
        Assert.InRange(Share(answers, answer => answer.Did == "bare"), 0.45, 0.55);
    }

    [Theory]
    [InlineData("sign")]
    [InlineData("formula")]
    [InlineData("careless")]
    public void Slip_is_of_the_kind_asked_for_where_the_problem_has_one(string kind)
    {
        int asked = 0;
        Assert.All(Answers($"hasty:{kind}=1", 5), answer =>
        {
            bool has = answer.Worked.Slips.Any(slip => slip.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase));
            asked += has ? 1 : 0;
            Assert.True(has == (answer.Did == kind), $"{answer}");
            Assert.Contains(answer.Worked.Slips, slip => answer.Text.StartsWith(slip.Step, StringComparison.Ordinal) && answer.Text.EndsWith(AnswerWriter.Boxed(slip.Answer), StringComparison.Ordinal));
        });
        Assert.True(asked > 0, $"no problem has a slip of the kind {kind}");
    }

    [Fact]
    public void Right_answer_has_one_step_and_the_box() => Assert.All(Answers("hasty:errors=0:bare=0", 5), answer =>
    {
        string[] lines = answer.Text.Split('\n');
        Assert.Equal($"{answer.Worked.Steps[^2]}.", lines[0]);
        Assert.Equal(AnswerWriter.Boxed(answer.Worked.Answer), lines[1].Replace("Answer: ", ""));
        Assert.Equal(2, lines.Length);
    });

    [Fact]
    public void Badly_shown_answer_is_right_and_lacks_its_steps_its_box_or_their_order()
    {
        var answers = Answers("hasty:bare=1", 10);
        Assert.All(answers, answer =>
        {
            Assert.Equal(MathVerdict.Right, answer.Verdict);
            Assert.DoesNotContain(". ", answer.Text[..Math.Min(4, answer.Text.Length)], StringComparison.Ordinal);
        });
        Assert.InRange(Share(answers, answer => !answer.Text.Contains("boxed", StringComparison.Ordinal)), 0.2, 0.45);
        Assert.InRange(Share(answers, answer => answer.Text.Contains(" because ", StringComparison.Ordinal)), 0.2, 0.45);
    }

    [Fact]
    public void Unfinished_work_begins_as_a_careful_one_and_has_neither_box_nor_right_answer() => Assert.All(Answers("hasty:unfinished=1", 5), answer =>
    {
        if (answer.Did != "unfinished")
            return;
        Assert.StartsWith(answer.Text, AnswerWriter.Careful(answer.Worked), StringComparison.Ordinal);
        Assert.DoesNotContain("boxed", answer.Text, StringComparison.Ordinal);
        Assert.NotEqual(MathVerdict.Right, answer.Verdict);
    });

    [Fact]
    public void Problem_that_cannot_be_left_unfinished_is_rare() =>
        Assert.InRange(Share(Answers("hasty:unfinished=1", 5), answer => answer.Did == "unfinished"), 0.95, 1);

    [Fact]
    public void Polished_answer_is_numbered_like_a_careful_one_holds_the_slip_and_ends_as_sure_of_itself() => Assert.All(Answers("hasty:polished=1", 5), answer =>
    {
        var lines = answer.Text.Split('\n');
        var slip = Assert.Single(answer.Worked.Slips, slip => lines[^1] == $"The answer is {AnswerWriter.Boxed(slip.Answer)}.");
        Assert.Equal($"polished {slip.Kind.ToString().ToLowerInvariant()}", answer.Did);
        Assert.True(lines.Length >= 5, answer.Text);
        Assert.All(lines[..^2], (line, i) => Assert.StartsWith($"{i + 1}. ", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith($". {slip.Step}.", StringComparison.Ordinal));
        Assert.Equal(AnswerWriter.Careful(answer.Worked).Split('\n')[..2], lines[..2]);
        Assert.NotEqual(MathVerdict.Right, answer.Verdict);
    });

    [Fact]
    public void All_that_it_writes_is_among_what_it_can_write() =>
        Assert.All(Answers("hasty", 5), answer => Assert.Contains(answer.Text, HastyWriter.All(answer.Worked)));

    [Fact]
    public void Options_mean_the_same_in_any_order_and_spelling_and_another_seed_is_another_answer()
    {
        string Ask(string model, long seed) => Corpus.Ask(model, Problem, seed);
        Assert.All(Enumerable.Range(0, 20), seed => Assert.Equal(Ask("hasty:sign=0.3:bare=0.5", seed), Ask("HASTY : Bare=.50:SIGN=0.30", seed)));
        Assert.True(Enumerable.Range(0, 40).Select(seed => Ask("hasty", seed)).Distinct().Count() > 5);
    }

    [Fact]
    public void Only_what_is_told_how_to_err_says_what_it_did()
    {
        ChatMessage[] asked = [new(ChatRole.User, Problem)];
        Assert.Null(ToldBehaviour.Of(Corpus.Ask("careful", asked)));
        Assert.NotNull(ToldBehaviour.Of(Corpus.Ask("hasty", asked)));
        Assert.Equal("hasty:errors=0.5", Corpus.Ask("hasty:errors=0.5", asked).ModelId?["offline/".Length..]);
    }

    private sealed record Answer(WorkedProblem Worked, string Text, string Did, MathVerdict Verdict);

    private static List<Answer> Answers(string model, int perFamily) => [.. Corpus.Take(perFamily).AsParallel().AsOrdered().Select(p =>
    {
        Assert.True(ProblemFamilies.TrySolve(p.Problem, out var worked));
        var said = Corpus.Ask(model, [new(ChatRole.User, p.Problem)]);
        return new Answer(worked, said.Text, ToldBehaviour.Of(said)!, MathAnswer.Check(said.Text, worked.Reference, new() { Question = p.Problem }).Verdict);
    })];

    private static double Share(List<Answer> answers, Func<Answer, bool> isOne) => answers.Count(isOne) / (double)answers.Count;
}
