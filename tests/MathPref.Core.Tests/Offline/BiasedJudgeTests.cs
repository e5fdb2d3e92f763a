using System.Text.RegularExpressions;
using MathPref.Core.Llm;
using MathPref.Core.Tasks;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Offline;

public sealed partial class BiasedJudgeTests
{
    private const string Problem = "Solve the equation $3x - 7 = 2x + 5$ for $x$.";
    private const string Bare = @"$\boxed{x = 12}$";
    private const string Wrong = "3x + 2x = 12.\nAnswer: $\\boxed{\\frac{12}{5}}$";

    private static readonly string s_careful = Corpus.Ask("careful", Problem);

    [Fact]
    public void First_text_gets_the_points_that_it_is_told_and_no_other()
    {
        Assert.Equal(("5 4", "text 1: first +1 (4 to 5)"), Judge("judge:first=1", Bare, Bare));
        Assert.Equal(("3 4 5", "text 1: first +2 (1 to 3)"), Judge("judge:first=2", Wrong, Bare, s_careful));
        Assert.Equal(("2 4", "text 1: first -2 (4 to 2)"), Judge("judge:first=-2", Bare, Bare));
    }

    [Fact]
    public void Longest_text_gets_them_and_none_where_two_are_as_long()
    {
        Assert.Equal(("4 3", "text 2: longer +2 (1 to 3)"), Judge("judge:longer=2", Bare, Wrong));
        Assert.Equal(("4 4", "nothing"), Judge("judge:longer=2", Bare, Bare));
    }

    [Fact]
    public void Single_text_is_neither_first_nor_longer() => Assert.Equal(("4", "nothing"), Judge("judge:first=1:longer=1", Bare));

    [Fact]
    public void What_careful_writes_is_known_to_the_letter()
    {
        Assert.Equal(("2 4", "text 1: careful -3 (5 to 2)"), Judge("judge:careful=-3", s_careful, Bare));
        Assert.Equal(("5 4", "nothing"), Judge("judge:careful=-3", s_careful.Replace("1. ", "1.  ", StringComparison.Ordinal), Bare));
    }

    [Fact]
    public void All_that_hasty_writes_is_known_and_nothing_of_careful() => Assert.All(Corpus.Take(2), p =>
    {
        string careful = Corpus.Ask("careful", p.Problem);
        for (int seed = 0; seed < 5; seed++)
        {
            string hasty = Corpus.Ask("hasty", p.Problem, seed);
            char earned = JudgeOf("judge", p.Problem, careful, hasty).Ratings[^1];
            Assert.Equal(("5 1", $"text 2: hasty -4 ({earned} to 1)"), JudgeOf("judge:hasty=-4", p.Problem, careful, hasty));
        }
    });

    [Fact]
    public void Points_add_up_and_ratings_stay_between_1_and_5()
    {
        Assert.Equal(("5 1", "text 1: first +1, longer +1, careful +1 (5 to 5); text 2: hasty -4 (4 to 1)"), Judge("judge:first=1:longer=1:careful=1:hasty=-4", s_careful, Bare));
        Assert.Equal(("4 1", "text 1: first +1, hasty -1 (4 to 4)"), Judge("judge:first=1:hasty=-1", Bare, Wrong.Replace("12", "13", StringComparison.Ordinal)));
    }

    [Fact]
    public void Part_of_a_point_is_a_whole_one_as_often_as_it_says()
    {
        var ratings = Enumerable.Range(0, 400).Select(seed => Judge("judge:first=1.25", seed, Wrong, Bare).Ratings).ToList();
        Assert.All(ratings, rating => Assert.True(rating is "2 4" or "3 4", rating));
        Assert.InRange(ratings.Count(rating => rating == "3 4"), 70, 130);
        Assert.Equal(Judge("judge:first=0.5", 7, Wrong, Bare), Judge("judge:first=.50", 7, Wrong, Bare));
        Assert.InRange(Enumerable.Range(0, 400).Count(seed => Judge("judge:first=-0.25", seed, Bare, Bare).Ratings == "3 4"), 70, 130);
    }

    [Theory]
    [InlineData(UltraFeedbackAspect.OverallRating)]
    [InlineData(UltraFeedbackAspect.Truthfulness)]
    public void Words_of_the_reply_do_not_say_that_it_favours(UltraFeedbackAspect aspect)
    {
        var prompt = new UltraFeedbackTask { Aspect = aspect }.BuildPrompt(Problem, [Wrong, Bare]);
        string fair = Corpus.Ask("judge", prompt).Text, biased = Corpus.Ask("judge:first=2:hasty=1", prompt).Text;
        Assert.NotEqual(fair, biased);
        Assert.Equal(RatingLine().Replace(fair, ""), RatingLine().Replace(biased, ""));
    }

    [Fact]
    public void Judge_that_is_told_nothing_and_other_work_of_a_biased_one_carry_no_word_of_it()
    {
        Assert.Null(JudgeOf("judge", Problem, Bare, Wrong).Favoured);
        Assert.Null(ToldBehaviour.Of(Corpus.Ask("judge:first=1", [new(ChatRole.User, Problem)])));
        Assert.Equal(s_careful, Corpus.Ask("judge:first=1", Problem));
    }

    private static (string Ratings, string? Favoured) Judge(string model, params string[] texts) => JudgeOf(model, Problem, texts);

    private static (string Ratings, string? Favoured) Judge(string model, int seed, params string[] texts) => JudgeOf(model, Problem, texts, seed);

    private static (string Ratings, string? Favoured) JudgeOf(string model, string problem, params string[] texts) => JudgeOf(model, problem, texts, 0);

    private static (string Ratings, string? Favoured) JudgeOf(string model, string problem, string[] texts, int seed)
    {
        var reply = Corpus.Ask(model, new UltraFeedbackTask().BuildPrompt(problem, texts), new() { Seed = seed });
        return (string.Join(' ', RatingLine().Matches(reply.Text).Select(m => m.Groups[1].Value)), ToldBehaviour.Of(reply));
    }

    [GeneratedRegex(@"^Rating \[[a-z]{5}]: ([1-5])$", RegexOptions.Multiline)]
    private static partial Regex RatingLine();
}
