using MathPref.Core.Offline;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Offline;

public sealed class FamilyTests
{
    public static TheoryData<string> Names => [.. ProblemFamilies.All.Select(f => f.Name)];

    [Fact]
    public void Each_of_the_first_ten_topics_has_two_families_or_more() =>
        Assert.All(MathTopics.All.Take(10), topic => Assert.True(ProblemFamilies.About(topic).Count >= 2, topic));

    [Fact]
    public void Topics_are_spelled_as_in_the_list_of_topics() => Assert.Subset(MathTopics.All.ToHashSet(), ProblemFamilies.Topics.ToHashSet());

    [Fact]
    public void Families_yield_a_thousand_different_problems_on_average_and_none_fewer_than_three_hundred()
    {
        var distinct = Corpus.Problems.ToDictionary(p => p.Key, p => p.Value.Distinct().Count());
        Assert.All(distinct, d => Assert.True(d.Value >= 300, $"{d.Key}: {d.Value}"));
        Assert.True(distinct.Values.Average() >= 1000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Careful_answer_stands_up_to_a_second_computation(string family)
    {
        var check = SecondOpinion.ByFamily[family];
        Assert.All(Corpus.Problems[family].Take(300), problem =>
        {
            string answer = Corpus.Ask("careful", problem);
            Assert.True(check(problem, Latex.Boxed(answer)), $"{problem}\n{answer}");
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Careful_answer_has_three_to_six_numbered_steps_and_ends_with_the_box(string family) =>
        Assert.All(Corpus.Problems[family].Take(50), problem =>
        {
            var lines = Corpus.Ask("careful", problem).Split('\n');
            var steps = lines[..^2];
            Assert.InRange(steps.Length, 3, 6);
            Assert.All(steps, (step, i) => Assert.Matches($@"^{i + 1}\. \S.*\.$", step));
            Assert.Matches(@"^The answer is \$\\boxed\{.+\}\$\.$", lines[^1]);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_problem_has_a_slip_and_no_slip_has_the_right_value(string family)
    {
        var check = SecondOpinion.ByFamily[family];
        Assert.All(Corpus.Problems[family].Take(150), problem =>
        {
            Assert.True(ProblemFamilies.TrySolve(problem, out var worked));
            Assert.NotEmpty(worked.Slips);
            Assert.All(worked.Slips, slip => Assert.False(check(problem, slip.Answer), $"{problem}\n{slip}"));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_problem_is_taken_for_one_of_another_family(string family) =>
        Assert.All(Corpus.Problems[family].Take(100), problem =>
            Assert.Equal([family], ProblemFamilies.All.Where(f => f.TrySolve(problem, out _)).Select(f => f.Name)));

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
}
