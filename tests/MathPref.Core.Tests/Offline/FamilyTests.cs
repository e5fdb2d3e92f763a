using MathPref.Core.Offline;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Tests.Offline.Opinions;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Offline;

/// <summary>What holds of each family (<see cref="FamilyChecks"/>) and of all together.</summary>
public sealed class FamilyTests
{
    public static TheoryData<string> Names => [.. ProblemFamilies.All.Select(f => f.Name)];

    public static TheoryData<string> Topics => [.. MathTopics.All];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Each_of_the_topics_has_two_families_or_more(string topic) => Assert.True(ProblemFamilies.About(topic).Count >= 2);

    [Fact]
    public void Topics_are_spelled_as_in_the_list_of_topics() => Assert.Equal(MathTopics.All.Order(), ProblemFamilies.Topics.Order());

    [Fact]
    public void There_are_more_than_sixty_families_each_by_its_own_name_and_each_with_a_second_opinion()
    {
        Assert.True(ProblemFamilies.All.Count >= 60);
        Assert.Equal(ProblemFamilies.All.Select(f => f.Name).Order(), SecondOpinion.ByFamily.Keys.Order());
    }

    [Fact]
    public void Families_yield_more_than_a_thousand_different_problems_on_average()
    {
        var mean = ProblemFamilies.All.AsParallel().Average(FamilyChecks.Different);
        Assert.True(mean >= 1000, $"{mean}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_family_serves_one_topic_or_two(string family) => FamilyChecks.Topics(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_family_has_many_problems(string family) => FamilyChecks.Many(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void Problems_and_steps_are_whole_sentences_with_whole_formulas(string family) => FamilyChecks.WellFormed(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answer_stands_up_to_a_second_computation(string family) => FamilyChecks.OpinionAgrees(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_careful_writes_is_right_by_verified_maths(string family) => FamilyChecks.CarefulIsRight(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_problem_has_a_slip_and_no_slip_has_the_right_value(string family) => FamilyChecks.SlipsAreWrong(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answer_in_another_form_is_right(string family) => FamilyChecks.EqualFormsAreRight(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_that_is_nearly_right_is_wrong(string family) => FamilyChecks.NearMissesAreWrong(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_problem_is_taken_for_one_of_another_family(string family) => FamilyChecks.IsOfNoOther(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void Problems_get_harder_from_level_to_level(string family) => FamilyChecks.GetsHarder(Family(family));

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_numbers_in_a_problem_are_worked_out_or_refused(string family) => FamilyChecks.AnyNumbersWillDo(Family(family));

    [Theory]
    [InlineData("expand-product", @"^[^()]+$")]
    [InlineData("collect-terms", @"^[^()]+$")]
    [InlineData("simplify-fraction", @"^\\frac\{[^{}^]+\}\{[^{}^]+\}$")]
    [InlineData("add-fractions", @"^\\frac\{[^{}]+\}\{[^{}]+\}$")]
    public void Answer_has_the_form_that_was_asked_for(string family, string form) =>
        Assert.All(Corpus.Problems[family].Take(100), problem => Assert.Matches(form, Latex.Boxed(Corpus.Ask("careful", problem))));

    [Theory]
    [InlineData("Solve the equation $2x + 1 = 2x + 5$ for $x$.")]
    [InlineData("Solve the system of equations $x + y = 1$ and $2x + 2y = 2$.")]
    [InlineData("What are the roots of $x^2 - 2 = 0$?")]
    [InlineData(@"Find the inverse of the matrix $\begin{pmatrix} 1 & 2 \\ 2 & 4 \end{pmatrix}$.")]
    [InlineData("Find the sum of the infinite geometric series with first term $3$ and common ratio $2$.")]
    [InlineData("Solve $2^{x + 1} = 3^{x + 2}$ for $x$.")]
    [InlineData(@"Evaluate $\log_{1}(5)$.")]
    [InlineData(@"Reduce $\frac{x^2 + 1}{x^2 - 1}$ to lowest terms.")]
    [InlineData("Let $f(x) = 2^{x}^{x}$. Find $f(3)$.")]
    [InlineData("Compute the sum of the first 999999999 terms of the geometric sequence with first term $3$ and common ratio $2$.")]
    public void Problem_without_one_exact_answer_of_its_kind_is_not_worked_out(string problem) =>
        Assert.False(ProblemFamilies.TrySolve(problem, out _));

    private static ProblemFamily Family(string name) => ProblemFamilies.All.Single(f => f.Name == name);
}
